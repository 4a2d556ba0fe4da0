// Package gan is the training game: what the players minimise, and in which
// order they move.
package gan

import (
	"fmt"
	"math"
	"slices"

	ad "saddle/core/autodiff"
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

// Play is the order in which the players move.
type Play uint8

const (
	Alternating   Play = iota // k moves of D, and one of G against the new D
	Simultaneous              // as Alternating, but G's move is computed with D's last
	Extragradient             // both look half a step ahead, and move by what they see there
)

// Settings describe a game. Together with a number of rounds they determine
// every bit of its state.
type Settings struct {
	Data    Data
	Loss    string // a name in Losses
	Numbers Numbers
	Play    Play
	DSteps  int // moves of D for each move of G: k
	Batch   int // points in a minibatch

	Penalties    Penalties
	SpectralNorm bool
	Clip         float64 // after each move of D its critic's parameters are moved into [-Clip, Clip]; 0 for never

	Structure   string  // a name in Structures
	Unroll      int     // D's moves that G looks ahead
	Pack        int     // points that D sees at once, 1 or more; Batch is a multiple
	Minibatch   string  // "", Deviation or Discrimination
	Features    bool    // D sees an autoencoder's features beside each point
	Generators  int     // mgan: how many
	Diversity   float64 // mgan: beta
	Classes     Classes // classifier: of the data's points
	Codes       int     // infogan: classes
	ClassWeight float64 // classifier, infogan: lambda
	Source      Data    // translate: where points come from
	Cycle       float64 // translate: lambda
	Coarse      float64 // densify: side of a cell, in the plane's units

	Latent      Latent
	G, D        Player
	Bottleneck  int  // units in the middle of an autoencoder that is D
	Standardise bool // the networks see the plane in units of the data's deviation

	Schedule       Schedule
	InstanceNoise  float64 // at the beginning, in the data's deviations; falls to 0 at the schedule's horizon
	Average        float64 // share of the moving average of G's parameters that is kept in a round; 0 for none
	Historical     float64 // weight of historical averaging
	Consensus      float64
	Lookahead      int // rounds between looks back; 0 for none
	LookaheadAlpha float64

	Seed uint64
}

// scale is how long the networks' unit is in the plane.
func (s *Settings) scale() float32 {
	if s.Standardise {
		return float32(s.Data.Deviation())
	}
	return 1
}

// deviation is the data's deviation in the networks' units.
func (s *Settings) deviation() float32 {
	if s.Standardise {
		return 1
	}
	return float32(s.Data.Deviation())
}

// Game is a generator and a discriminator in training. It is not safe for
// concurrent use.
type Game struct {
	settings  Settings
	loss      Loss
	structure structure
	critic    *critic
	spectral  *spectral // nil without
	g, d      player
	rounds    int

	data, noise, penalty, blur *random.Stream

	points, x, input []float32 // the minibatch: real points in the plane's and in the networks' units, G's input
	balance          [1]float32
	convergence      float64 // began's M
	board            *board
	views            views
	watch            func(Moment) // nil without
	plan             *Size        // of a game that is only planned; nil otherwise
}

// Moment is one at which a round can be looked at.
type Moment uint8

const (
	BeforeD Moment = iota // the minibatch of a move of D is drawn, and D has not moved
	BeforeG               // D has moved, G's latent samples are drawn, and G has not moved
)

// Watch has f called at the moments of each round of alternating play, until it is
// nil. It may look at the game, and must not change it.
func (game *Game) Watch(f func(Moment)) { game.watch = f }

func (game *Game) at(m Moment) {
	if game.watch != nil {
		game.watch(m)
	}
}

// New returns a game at its beginning, or says what is wrong with the settings.
func New(s Settings) (*Game, error) {
	game, err := seat(s)
	if err != nil {
		return nil, err
	}
	weights := random.New(s.Seed, random.Init)
	game.g.begin(weights)
	game.d.begin(weights)
	if err := game.Change(s); err != nil {
		return nil, err
	}
	return game, nil
}

// seat returns a game whose players have their networks, but no parameters yet.
func seat(s Settings) (*Game, error) {
	game := &Game{
		settings: s,
		g:        player{name: "G", how: s.G},
		d:        player{name: "D", how: s.D},
		data:     random.New(s.Seed, random.Data),
		noise:    random.New(s.Seed, random.Latent),
		penalty:  random.New(s.Seed, random.Penalty),
		blur:     random.New(s.Seed, random.Blur),
	}
	if err := game.check(s); err != nil {
		return nil, err
	}
	for _, known := range structures {
		if known.name == s.Structure {
			game.structure = known.make(game)
		}
	}
	return game, nil
}

// check finds the loss, and what no game can be played with.
func (game *Game) check(s Settings) error {
	s.Numbers.Balance = game.balance[:]
	loss, ok := FindLoss(s.Loss, s.Numbers)
	known := false
	for _, name := range Structures() {
		known = known || name == s.Structure
	}
	switch {
	case !ok:
		return fmt.Errorf("gan: no loss %q", s.Loss)
	case !known:
		return fmt.Errorf("gan: no structure %q", s.Structure)
	case !s.Schedule.valid():
		return fmt.Errorf("gan: no schedule %q with a horizon of %d rounds", s.Schedule.Kind, s.Schedule.Horizon)
	case loss.Autoencoder && s.Bottleneck < 1:
		return fmt.Errorf("gan: an autoencoder with %d units in its middle; it must have 1 or more", s.Bottleneck)
	case s.DSteps < 1 || s.Batch < 1 || s.Pack < 1 || s.Batch%s.Pack != 0:
		return fmt.Errorf("gan: %d moves of D on batches of %d in packs of %d; all must be 1 or more, and the packs whole", s.DSteps, s.Batch, s.Pack)
	case s.Structure == "mgan" && s.Pack > 1:
		return fmt.Errorf("gan: packs of %d points with mgan, which tells the makers of single points apart; a pack must be 1", s.Pack)
	case s.Unroll > 0 && !slices.Contains(optim.UnrolledRules(), s.D.Rule.Rule):
		return fmt.Errorf("gan: no unrolled steps of %q", s.D.Rule.Rule)
	}
	if s.Structure == "veegan" {
		loss = veeganLoss()
	}
	if game.board != nil && (loss.Outputs != game.loss.Outputs || loss.Autoencoder != game.loss.Autoencoder) {
		return fmt.Errorf("gan: %s needs another D than %s; begin a new game", s.Loss, game.loss.Name)
	}
	game.loss = loss
	return nil
}

// Change continues the game under other settings. A rule that is not the one in
// force begins without memory. Data, structure, networks, latent and seed are
// settled when a game begins; Change leaves them as they are.
func (game *Game) Change(s Settings) error {
	if err := game.check(s); err != nil {
		return err
	}
	if err := game.g.change(s.G.Rule); err != nil {
		return err
	}
	if err := game.d.change(s.D.Rule); err != nil {
		return err
	}
	game.settings = s
	game.g.settle(&s)
	game.d.settle(&s)
	game.watchSpectrum()
	game.board = newBoard(game)
	game.views = views{}
	return nil
}

// watchSpectrum begins, or ends, to watch the singular values of the critic's weights.
func (game *Game) watchSpectrum() {
	if !game.settings.SpectralNorm {
		game.spectral = nil
		return
	}
	variables := game.d.variables(ad.NewGraph(), game.d.params)
	if game.spectral == nil {
		// A stream that others have too: the power method forgets where it began.
		game.spectral = newSpectral(variables, game.d.plays, random.New(game.settings.Seed, random.Blur))
	}
	game.spectral.watch(variables, game.compile)
}

// normalised returns D's parameters as its networks use them.
func (game *Game) normalised(d []*ad.Expr) []*ad.Expr {
	if game.spectral == nil {
		return d
	}
	return game.spectral.normalise(d)
}

// Round plays one round (Goodfellow et al., 2014, algorithm 1): k moves of D,
// each on a fresh minibatch, and one of G, on fresh latent samples. It does not
// allocate.
func (game *Game) Round() {
	s, b := &game.settings, game.board
	game.schedule()
	switch s.Play {
	case Alternating:
		for range s.DSteps {
			b.draw()
			game.at(BeforeD)
			b.moveD.Run()
			game.settleD()
		}
		game.structure.draw(game.input, game.noise)
		game.at(BeforeG)
		game.prepare()
		b.moveG.Run()
		game.move(&game.g)
	case Simultaneous:
		for range s.DSteps - 1 {
			b.draw()
			b.moveD.Run()
			game.settleD()
		}
		game.both()
	case Extragradient:
		// Korpelevich (1976); with Adam it is Gidel et al. (2019), algorithm 4.
		copy(game.g.before, game.g.params)
		copy(game.d.before, game.d.params)
		game.both()
		b.draw()
		game.prepare()
		b.moveBoth.Run()
		copy(game.g.params, game.g.before)
		copy(game.d.params, game.d.before)
		game.settleD()
		game.move(&game.g)
	}
	game.rounds++
	if s.Lookahead > 0 && game.rounds%s.Lookahead == 0 {
		game.g.lookBack(s.LookaheadAlpha)
		game.d.lookBack(s.LookaheadAlpha)
	}
	if s.Average > 0 {
		game.g.follow(s.Average, game.rounds)
	}
}

// both moves both players from one state.
func (game *Game) both() {
	game.board.draw()
	game.prepare()
	game.board.moveBoth.Run()
	game.settleD()
	game.move(&game.g)
}

func (game *Game) prepare() {
	if game.board.prepare != nil {
		game.board.prepare()
	}
}

// move changes a player's parameters by the gradient that was computed.
func (game *Game) move(p *player) {
	if game.settings.Historical > 0 {
		p.recall(game.settings.Historical)
	}
	p.rule.Step(p.params, p.gradient)
}

// settleD is D's move, and what follows from it.
func (game *Game) settleD() {
	game.move(&game.d)
	if c := float32(game.settings.Clip); c > 0 {
		game.d.clip(c)
	}
	if game.spectral != nil {
		game.spectral.step()
	}
	if game.loss.Autoencoder {
		game.convergence = rebalance(game.balance[:], game.settings.Numbers.Gamma, game.board.means[0], game.board.means[1])
	}
}

// schedule sets what changes with the rounds.
func (game *Game) schedule() {
	s := &game.settings
	rate, passed := s.Schedule.rate(game.rounds), s.Schedule.passed(game.rounds)
	game.g.rule.LearningRate = s.G.Rule.LearningRate * rate
	game.d.rule.LearningRate = s.D.Rule.LearningRate * rate
	game.board.now[0] = float32(descent(passed, s.Penalties.End))
	game.board.blur[0] = float32(s.InstanceNoise * (1 - passed))
}

// GParams returns the parameters that G's side trains: the game's own slice.
func (game *Game) GParams() []float32 { return game.g.params }

// DParams returns the parameters that D's side trains: the game's own slice.
func (game *Game) DParams() []float32 { return game.d.params }

// GradientNorms returns the Euclidean norms of the gradients of the last moves
// of D and G: 0 before the first.
func (game *Game) GradientNorms() (d, g float64) {
	return norm(game.d.gradient), norm(game.g.gradient)
}

// Minibatch returns the real points (n x 2, in the plane's units) and G's input (n x
// Inputs) that were drawn last: the game's own slices.
func (game *Game) Minibatch() (points, input []float32) { return game.points, game.input }

// Inputs is how many columns G's input has; the first are the latent z, or the
// source's points, in units of their deviation.
func (game *Game) Inputs() int { return game.structure.inputs() }

// Draw fills G's input (n x Inputs) with samples.
func (game *Game) Draw(input []float32, s *random.Stream) { game.structure.draw(input, s) }

// Classes sets dst (n) to the class that each row of G's input asks for, and returns
// how many there are: 0 where G gets none.
func (game *Game) Classes(dst []uint8, input []float32) int {
	if c, ok := game.structure.(interface {
		classes(dst []uint8, input []float32) int
	}); ok {
		return c.classes(dst, input)
	}
	return 0
}

// Origins sets dst (n x 2) to the points in the plane that G makes its own of, and
// returns whether there are any.
func (game *Game) Origins(dst, input []float32) bool {
	if o, ok := game.structure.(interface{ origins(dst, input []float32) }); ok {
		o.origins(dst, input)
		return true
	}
	return false
}

// Gauges are what some settings give to watch; NaN where they do not apply.
type Gauges struct {
	Balance, Convergence float64 // began's k and M
	Sigma                float64 // spectral norm: the largest singular value of the critic's weights
	Clipped              float64 // clip: share of the critic's parameters at the bound
}

// Gauges returns the gauges at this round.
func (game *Game) Gauges() Gauges {
	none := math.NaN()
	g := Gauges{none, none, none, none}
	if game.loss.Autoencoder {
		g.Balance, g.Convergence = float64(game.balance[0]), game.convergence
	}
	if game.spectral != nil {
		g.Sigma = game.spectral.sigma()
	}
	if c := float32(game.settings.Clip); c > 0 {
		g.Clipped = game.d.clipped(c)
	}
	return g
}
