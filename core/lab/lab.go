// Package lab is one experiment: its settings, its state and its history. It is
// all that the page and the terminal need.
package lab

import (
	"fmt"
	"hash/fnv"
	"math"
	"strings"

	"saddle/core/cloud"
	"saddle/core/gan"
	"saddle/core/measure"
	"saddle/core/optim"
	"saddle/core/random"
	"saddle/core/state"
)

// Shown is how many real and how many generated points are shown and measured.
const Shown = 2500

// Lab is an experiment in progress. It is not safe for concurrent use.
type Lab struct {
	config  Config
	cloud   *cloud.Cloud
	game    *gan.Game
	steps   int
	course  []Leg
	history History
	parts   []state.Part // of the game, until its settings change; nil until asked for

	measures   Measures // made last
	isMeasured bool     // and of the state as it is

	divergence *Divergence // nil while there is none
	planned    float64     // seconds of a round, as Seconds has them; 0 until asked for

	real, input, generated []float32 // fixed real points, fixed input of G, and G's points
	generatedAt            int       // the step at which G made them; -1 for never
	judge                  *judge    // nil until the first measure
	classes                []uint8   // of the fixed input; nil until asked for
	classCount             int
	origins                []float32 // of the fixed input; nil until asked for
	lattice, manifold      lattice
	outputs                []float32 // of D on the lattice
	optimum                optimum
}

// New returns the experiment at step 0. It panics if c is not valid, which no
// Config of Default, Decode and Set is.
func New(c Config) *Lab {
	l := &Lab{
		config: c, cloud: newCloud(c), course: []Leg{{Link: c.Encode()}},
		real:      make([]float32, 2*Shown),
		generated: make([]float32, 2*Shown), generatedAt: -1,
	}
	s := l.settings(c)
	var err error
	if l.game, err = gan.New(s); err != nil {
		panic(err)
	}
	l.input = make([]float32, l.game.Inputs()*Shown)
	show := random.New(s.Seed, random.Show)
	l.cloud.Sample(l.real, show)
	l.game.Draw(l.input, show)
	return l
}

// newCloud returns the data of a valid Config.
func newCloud(c Config) *cloud.Cloud {
	data, err := cloud.New(cloud.Spec{Kind: c.Cloud, Modes: c.Modes, Radius: c.Radius, Spacing: c.Spacing,
		Sigma: c.Sigma, Seed: uint64(c.CloudSeed), Points: c.Own.Points, Classes: c.Own.Classes})
	if err != nil {
		panic(err)
	}
	return data
}

// settings are the game's part of a Config, with the data.
func (l *Lab) settings(c Config) gan.Settings {
	s := c.game(l.cloud)
	switch {
	case c.Structure == "classifier" && c.Labels == "modes":
		s.Classes = l.cloud.ModeClasses()
	case c.Structure == "classifier" && c.Labels == ownLabels:
		s.Classes = l.cloud.OwnClasses()
	case c.Structure == "classifier":
		s.Classes = l.cloud.MeanClasses(c.ClassCount, s.Seed)
	case c.Structure == "translate":
		source := Config{}
		source.setCloud(c.Source)
		s.Source = newCloud(source)
	}
	return s
}

// game is a Config's game, but for what its structure wants of the data.
func (c Config) game(data gan.Data) gan.Settings {
	player := func(hidden []int, activation string, rate float64) gan.Player {
		return gan.Player{
			Hidden:         hidden,
			Activation:     value(activations, activation),
			Initialisation: value(initialisations, c.Initialisation),
			Rule: optim.Settings{Rule: c.Rule, LearningRate: rate, Momentum: c.Momentum,
				Decay: c.Decay, Beta1: c.Beta1, Beta2: c.Beta2, Epsilon: 1e-8},
		}
	}
	s := gan.Settings{
		Data: data, Loss: c.Loss, Play: value(plays, c.Play), DSteps: c.DSteps, Batch: c.Batch,
		Numbers: gan.Numbers{RealLabel: c.RealLabel, A: c.LSGANA, B: c.LSGANB, C: c.LSGANC, Gamma: c.Gamma},
		Penalties: gan.Penalties{Between: c.GP, OneSided: c.GPSides == "one", Around: c.DRAGAN,
			Real: c.R1, Fake: c.R2, End: c.PenaltyEnd},
		SpectralNorm: c.SpectralNorm, Clip: c.Clip,
		Structure: c.Structure, Unroll: c.Unroll, Pack: c.Pack, Features: c.Features == "autoencoder",
		Generators: c.Generators, Diversity: c.Diversity, Codes: c.ClassCount, ClassWeight: c.ClassWeight,
		Cycle: c.Cycle, Coarse: c.Coarse,
		Latent:     gan.Latent{Kind: c.Latent, Dim: c.LatentDim, Clusters: c.Clusters, Sigma: c.ClusterSigma},
		G:          player(c.GLayers, c.GActivation, c.GRate),
		D:          player(c.DLayers, c.DActivation, c.DRate),
		Bottleneck: c.Bottleneck, Standardise: c.Standardise,
		Schedule:      gan.Schedule{Kind: c.Schedule, End: c.ScheduleEnd, Horizon: c.Horizon},
		InstanceNoise: c.InstanceNoise, Average: c.EMA, Historical: c.Historical, Consensus: c.Consensus,
		Lookahead: c.Lookahead, LookaheadAlpha: c.LookaheadAlpha,
		Seed: uint64(c.Seed),
	}
	if c.Minibatch != "none" {
		s.Minibatch = c.Minibatch
	}
	return s
}

// Game returns the game, for whoever writes its networks for other programs. It is not to be played.
func (l *Lab) Game() *gan.Game { return l.game }

// Config returns the settings in force.
func (l *Lab) Config() Config { return l.config }

// Change goes on under other settings, and reports whether it had to begin anew:
// some settings can change while training goes on (Field.Restarts).
func (l *Lab) Change(c Config) (restarted bool) {
	before := l.config
	if !l.change(c) {
		*l = *New(c)
		return true
	}
	if l.steps == 0 { // as if it had begun so
		l.course = []Leg{{Link: c.Encode()}}
	} else if leg := before.leg(l.steps, c); len(leg.Changes) > 0 {
		l.course = append(l.course, leg)
	}
	return false
}

// Restarts reports whether Change would have to begin anew.
func (l *Lab) Restarts(c Config) bool { return l.config.Restarts(c) }

// Restarts reports whether a run under these settings cannot go on under others.
func (c Config) Restarts(other Config) bool { return c.restarts(&other) != "" }

// Extent is Lab's, of an experiment with these settings.
func (c Config) Extent() float64 { return newCloud(c).Extent() }

// Differing names the settings that others differ in.
func (l *Lab) Differing(c Config) string {
	var names []string
	for _, change := range l.config.leg(l.steps, c).Changes {
		names = append(names, change.Field)
	}
	return strings.Join(names, " ")
}

// Rewind goes back to step 0. The history stays.
func (l *Lab) Rewind() {
	history := l.history
	c, _ := Decode(l.course[0].Link)
	*l = *New(c)
	l.history = history
}

// change puts other settings into force, and returns false where that needs a new
// beginning.
func (l *Lab) change(c Config) bool {
	if l.config.restarts(&c) != "" {
		return false
	}
	if err := l.game.Change(l.settings(c)); err != nil {
		panic(err) // it is valid, and of the same D
	}
	l.config, l.parts, l.planned, l.isMeasured = c, nil, 0, false
	l.generatedAt = -1
	return true
}

// Step plays one round: k moves of D, then one of G. It does not allocate, but for
// the measures of the beginning.
func (l *Lab) Step() {
	l.measureBeginning()
	l.game.Round()
	l.steps++
	l.isMeasured = false
	if l.divergence != nil {
		return
	}
	if sign := l.game.Diverged(); sign != nil {
		l.divergence = &Divergence{sign.Name, sign.Value, l.steps}
	}
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

// Generated returns the points that G makes of the fixed input (Shown x 2), valid
// until the next call.
func (l *Lab) Generated() []float32 {
	if l.generatedAt != l.steps {
		l.game.Generate(l.generated, l.input)
		l.generatedAt = l.steps
	}
	return l.generated
}

// Latent returns the fixed latent samples behind Generated, Shown x LatentDim; of a
// translation, the source's points, in units of their deviation.
func (l *Lab) Latent() []float32 { return l.input[:l.LatentDim()*Shown] }

// LatentDim returns the dimension of the latent space.
func (l *Lab) LatentDim() int {
	if l.config.Structure == "translate" {
		return 2
	}
	return l.config.LatentDim
}

// Classes returns the class that each generated point was made for (Shown), and how
// many there are: nil and 0 where G gets none. They never change.
func (l *Lab) Classes() ([]uint8, int) {
	if l.classes == nil {
		l.classes = make([]uint8, Shown)
		l.classCount = l.game.Classes(l.classes, l.input)
	}
	if l.classCount == 0 {
		return nil, 0
	}
	return l.classes, l.classCount
}

// Origins returns the points (Shown x 2) that generated points were made from: a
// translation's source, or the coarse points of densification; nil without.
// They never change.
func (l *Lab) Origins() []float32 {
	if l.origins == nil {
		l.origins = make([]float32, 2*Shown)
		if !l.game.Origins(l.origins, l.input) {
			l.origins = l.origins[:0]
		}
	}
	if len(l.origins) == 0 {
		return nil
	}
	return l.origins
}

// History returns the course of the measures: every Measure, from step 0 on.
func (l *Lab) History() *History {
	l.measureBeginning()
	return &l.history
}

// measureBeginning has the history begin with step 0, before it is asked for or that
// step is left. Not before, as measures take longer than all else of a beginning, and
// whoever looks at one wants its points first.
func (l *Lab) measureBeginning() {
	if l.steps == 0 && l.history.Len() == 0 {
		l.Measure()
	}
}

// Modes returns the Gaussians of the data; nil for clouds that have none.
func (l *Lab) Modes() []cloud.Mode { return l.cloud.Modes() }

// Shares returns the share of the generated points that are nearest to each of Modes.
func (l *Lab) Shares() []float64 { return measure.Shares(l.Modes(), l.Generated()) }

// Sample sets points (n x 2) to fresh ones of G's, drawn by a seed of their own.
func (l *Lab) Sample(points []float32, seed uint64) {
	input := make([]float32, len(points)/2*l.game.Inputs())
	l.game.Draw(input, random.New(seed, random.Show))
	l.game.Generate(points, input)
}

// Extent returns half the side of the square around the origin that is worth
// showing.
func (l *Lab) Extent() float64 { return l.cloud.Extent() }
