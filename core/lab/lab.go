// Package lab is one experiment: its settings, its state and its history. It is
// all that the page and the terminal need.
package lab

import (
	"fmt"
	"hash/fnv"
	"math"

	"saddle/core/cloud"
	"saddle/core/gan"
	"saddle/core/optim"
	"saddle/core/random"
)

// Shown is how many real and how many generated points are shown and measured.
const Shown = 2500

// Lab is an experiment in progress. It is not safe for concurrent use.
type Lab struct {
	config  Config
	cloud   *cloud.Cloud
	game    *gan.Game
	steps   int
	history History

	real, latent, generated []float32 // fixed real points and z, and G(z)
	generatedAt             int       // the step at which G made them; -1 for never
	judge                   *judge
	lattice, manifold       lattice
	optimum                 optimum
}

// New returns the experiment at step 0. It panics if c is not valid, which no
// Config of Default, Decode and Set is.
func New(c Config) *Lab {
	data, err := cloud.New(cloud.Spec{Kind: c.Cloud, Modes: c.Modes, Radius: c.Radius, Spacing: c.Spacing,
		Sigma: c.Sigma, Seed: uint64(c.CloudSeed), Points: c.Points})
	if err != nil {
		panic(err)
	}
	l := &Lab{
		config: c, cloud: data,
		real:      make([]float32, 2*Shown),
		latent:    make([]float32, c.LatentDim*Shown),
		generated: make([]float32, 2*Shown), generatedAt: -1,
	}
	s := l.settings(c)
	if l.game, err = gan.New(s); err != nil {
		panic(err)
	}
	show := random.New(s.Seed, random.Show)
	data.Sample(l.real, show)
	s.Latent.Draw(l.latent, show)
	l.judge = newJudge(data, l.real)
	l.Measure()
	return l
}

// settings are the game's part of a Config.
func (l *Lab) settings(c Config) gan.Settings {
	player := func(hidden []int, activation string, rate float64) gan.Player {
		return gan.Player{
			Hidden:         hidden,
			Activation:     value(activations, activation),
			Initialisation: value(initialisations, c.Initialisation),
			Rule: optim.Settings{Rule: c.Rule, LearningRate: rate, Momentum: c.Momentum,
				Decay: c.Decay, Beta1: c.Beta1, Beta2: c.Beta2, Epsilon: 1e-8},
		}
	}
	return gan.Settings{
		Data: l.cloud, Loss: c.Loss, Simultaneous: c.Play == simultaneous, DSteps: c.DSteps, Batch: c.Batch,
		Latent:      gan.Latent{Kind: c.Latent, Dim: c.LatentDim},
		G:           player(c.GLayers, c.GActivation, c.GRate),
		D:           player(c.DLayers, c.DActivation, c.DRate),
		Standardise: c.Standardise, Seed: uint64(c.Seed),
	}
}

// Config returns the settings in force.
func (l *Lab) Config() Config { return l.config }

// Change goes on under other settings, and reports whether it had to begin anew:
// some settings can change while training goes on (Field.Restarts).
func (l *Lab) Change(c Config) (restarted bool) {
	for _, f := range schema {
		if f.Restarts && c.Unused(f.Name) == nil && l.config.Text(f.Name) != c.Text(f.Name) {
			*l = *New(c)
			return true
		}
	}
	if err := l.game.Change(l.settings(c)); err != nil {
		panic(err)
	}
	l.config = c
	return false
}

// Step plays one round: k moves of D, then one of G. It does not allocate.
func (l *Lab) Step() {
	l.game.Round()
	l.steps++
}

// Steps returns the number of rounds played.
func (l *Lab) Steps() int { return l.steps }

// Digest returns a hash of every bit of every parameter, G's then D's (FNV-1a,
// 64 bits), as 16 hexadecimal digits. All that is not a number counts as one:
// machines write it in different bits, and none is the better.
func (l *Lab) Digest() string {
	h := fnv.New64a()
	var b [4]byte
	for _, params := range [][]float32{l.game.GParams(), l.game.DParams()} {
		for _, p := range params {
			w := math.Float32bits(p)
			if p != p {
				w = math.Float32bits(float32(math.NaN()))
			}
			b[0], b[1], b[2], b[3] = byte(w), byte(w>>8), byte(w>>16), byte(w>>24)
			h.Write(b[:])
		}
	}
	return fmt.Sprintf("%016x", h.Sum64())
}

// Real returns the Shown real points: every x, then every y. They never change.
func (l *Lab) Real() []float32 { return l.real }

// Generated returns G's images of Latent (Shown x 2), valid until the next call.
func (l *Lab) Generated() []float32 {
	if l.generatedAt != l.steps {
		l.game.Generate(l.generated, l.latent)
		l.generatedAt = l.steps
	}
	return l.generated
}

// Latent returns the fixed latent samples behind Generated: Shown x LatentDim.
func (l *Lab) Latent() []float32 { return l.latent }

// LatentDim returns the dimension of the latent space.
func (l *Lab) LatentDim() int { return l.config.LatentDim }

// History returns the course of the measures: every Measure, from step 0 on.
func (l *Lab) History() *History { return &l.history }

// Extent returns half the side of the square around the origin that is worth
// showing.
func (l *Lab) Extent() float64 { return l.cloud.Extent() }
