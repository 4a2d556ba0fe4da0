// Package gan is the training game: what the players minimise, and in which
// order they move.
package gan

import (
	"fmt"
	"math"

	ad "saddle/core/autodiff"
	"saddle/core/kernel"
	"saddle/core/nn"
	"saddle/core/optim"
	"saddle/core/random"
)

// Data is where real points come from.
type Data interface {
	// Sample fills dst with len(dst)/2 points: first every x, then every y.
	Sample(dst []float32, s *random.Stream)
	// Deviation is the points' root mean square deviation per axis.
	Deviation() float64
}

// Player describes a network and how it learns.
type Player struct {
	Hidden         []int
	Activation     kernel.Activation
	Initialisation nn.Initialisation
	Rule           optim.Settings
}

// Settings describe a game. Together with a number of rounds they determine
// every bit of its state.
type Settings struct {
	Data         Data
	Loss         string // a name in Losses
	Simultaneous bool   // both players move from the same state, instead of D first
	DSteps       int    // moves of D for each move of G: k
	Batch        int    // points in a minibatch
	Latent       Latent
	G, D         Player
	Standardise  bool // the networks see the plane in units of the data's deviation
	Seed         uint64
}

// Game is a generator and a discriminator in training. It is not safe for
// concurrent use.
type Game struct {
	settings Settings
	loss     Loss
	g, d     player
	scale    float32 // of the plane, as the networks see it

	data, noise *random.Stream
	x, z        []float32 // the current minibatch: real points (batch x 2), latent (batch x dim)

	moveD, moveG, moveBoth *ad.Program // compute gradients on the minibatch
	views                  views
}

// player is one side of the game.
type player struct {
	network          nn.MLP
	params, gradient []float32
	rule             *optim.Rule
}

// New returns a game at its beginning, or says what is wrong with the settings.
func New(s Settings) (*Game, error) {
	game := &Game{
		scale: 1,
		data:  random.New(s.Seed, random.Data),
		noise: random.New(s.Seed, random.Latent),
	}
	if s.Standardise {
		game.scale = float32(s.Data.Deviation())
	}
	weights := random.New(s.Seed, random.Init)
	game.g = newPlayer(s.G, s.Latent.Dim, 2, weights)
	game.d = newPlayer(s.D, 2, 1, weights)
	if err := game.Change(s); err != nil {
		return nil, err
	}
	return game, nil
}

func newPlayer(p Player, in, out int, s *random.Stream) player {
	network := nn.MLP{In: in, Hidden: p.Hidden, Out: out, Activation: p.Activation}
	pl := player{
		network:  network,
		params:   make([]float32, network.Size()),
		gradient: make([]float32, network.Size()),
	}
	network.Init(pl.params, p.Initialisation, s)
	return pl
}

// Change continues the game under other settings: another loss, order of play,
// number of D's moves, minibatch or update rule. A rule that is not the one in
// force begins without memory. Data, networks, latent and seed are settled when
// a game begins; Change leaves them as they are.
func (game *Game) Change(s Settings) error {
	loss, ok := FindLoss(s.Loss)
	if !ok {
		return fmt.Errorf("gan: no loss %q", s.Loss)
	}
	if s.DSteps < 1 || s.Batch < 1 {
		return fmt.Errorf("gan: %d moves of D on batches of %d; both must be 1 or more", s.DSteps, s.Batch)
	}
	for _, side := range []struct {
		player *player
		rule   optim.Settings
	}{{&game.g, s.G.Rule}, {&game.d, s.D.Rule}} {
		if old := side.player.rule; old != nil && old.Settings.Rule == side.rule.Rule {
			old.Settings = side.rule
			continue
		}
		rule, err := optim.New(side.rule, len(side.player.params))
		if err != nil {
			return err
		}
		side.player.rule = rule
	}
	fresh := game.moveD == nil || s.Loss != game.loss.Name || s.Batch != game.settings.Batch
	game.settings, game.loss = s, loss
	if fresh {
		game.compile()
	}
	return nil
}

// compile makes the programs that compute each player's gradient.
func (game *Game) compile() {
	s := game.settings
	game.x = make([]float32, s.Batch*2)
	game.z = make([]float32, s.Batch*s.Latent.Dim)
	graph := ad.NewGraph()
	x := graph.Variable("x", s.Batch, 2, game.x)
	z := graph.Variable("z", s.Batch, s.Latent.Dim, game.z)
	g := game.g.network.Variables(graph, "G", game.g.params)
	d := game.d.network.Variables(graph, "D", game.d.params)

	y := game.generate(g, z)
	real, fake := game.discriminate(d, x), game.discriminate(d, y)
	dGradient := into(game.d.gradient, ad.Grad(game.loss.Discriminator(real, fake), d...))
	gGradient := into(game.g.gradient, ad.Grad(game.loss.Generator(real, fake), g...))

	game.moveD = ad.Compile(dGradient...)
	game.moveG = ad.Compile(gGradient...)
	game.moveBoth = ad.Compile(append(dGradient, gGradient...)...)
	game.views = views{}
}

// generate returns G(z), in the plane's units.
func (game *Game) generate(params []*ad.Expr, z *ad.Expr) *ad.Expr {
	return ad.Scale(game.g.network.Apply(params, z), game.scale)
}

// discriminate returns the logits f(x) of points in the plane's units.
func (game *Game) discriminate(params []*ad.Expr, x *ad.Expr) *ad.Expr {
	return game.d.network.Apply(params, ad.Scale(x, 1/game.scale))
}

// into lays the gradients out as their parameters are: one after the other.
func into(dst []float32, gradients []*ad.Expr) []ad.Output {
	outputs := make([]ad.Output, len(gradients))
	for i, e := range gradients {
		n := e.Rows() * e.Cols()
		outputs[i] = ad.Output{Expr: e, Into: dst[:n]}
		dst = dst[n:]
	}
	return outputs
}

// Round plays one round (Goodfellow et al., 2014, algorithm 1): k moves of D,
// each on a fresh minibatch, and one of G. Playing simultaneously, G's move is
// computed from the same state and minibatch as D's last. It does not allocate.
func (game *Game) Round() {
	for k := game.settings.DSteps; k > 0; k-- {
		game.settings.Data.Sample(game.x, game.data)
		game.settings.Latent.Draw(game.z, game.noise)
		if k == 1 && game.settings.Simultaneous {
			game.moveBoth.Run()
			game.d.step()
			game.g.step()
			return
		}
		game.moveD.Run()
		game.d.step()
	}
	game.settings.Latent.Draw(game.z, game.noise)
	game.moveG.Run()
	game.g.step()
}

func (p *player) step() { p.rule.Step(p.params, p.gradient) }

// GParams returns G's parameters: the game's own slice.
func (game *Game) GParams() []float32 { return game.g.params }

// DParams returns D's parameters: the game's own slice.
func (game *Game) DParams() []float32 { return game.d.params }

// GradientNorms returns the Euclidean norms of the gradients of the last moves
// of D and G: 0 before the first.
func (game *Game) GradientNorms() (d, g float64) {
	return norm(game.d.gradient), norm(game.g.gradient)
}

func norm(v []float32) float64 {
	var s float64
	for _, x := range v {
		s += float64(x) * float64(x)
	}
	return math.Sqrt(s)
}
