package gan

import (
	"errors"

	ad "saddle/core/autodiff"
)

// Size is how large a game is.
type Size struct {
	Floats int     // numbers that it holds
	State  int     // numbers in the tensors of its Parts
	Inputs int     // columns of G's input
	Work   float64 // seconds that a round takes, on the machine of autodiff.Program.Work
}

// ErrTooLarge is a game that takes too long to be laid out: each unrolled step repeats D's
// loss with all its penalties and terms.
var ErrTooLarge = errors.New("gan: too many expressions")

// mostExpressions bounds the expressions of one graph, of which a machine lays out about
// 100,000 a second.
const mostExpressions = 25000

// SizeOf returns the size of the game that New would return, with all that there is to see of
// it, and makes neither: it lays the game out, and counts.
func SizeOf(s Settings) (size Size, err error) {
	defer func() {
		if r := recover(); r == ad.ErrLimit {
			err = ErrTooLarge
		} else if r != nil {
			panic(r)
		}
	}()
	game, err := seat(s)
	if err != nil {
		return Size{}, err
	}
	game.plan = &size
	game.g.makeRoom()
	game.d.makeRoom()
	if err := game.Change(s); err != nil {
		return Size{}, err
	}
	game.generateView()
	game.outputsView(AmongReal)
	game.outputsView(AmongGenerated)
	game.arrowsView()

	b := game.board
	for _, p := range []*player{&game.g, &game.d} {
		for _, kept := range [][]float32{p.params, p.gradient, p.average, p.past, p.slow, p.before} {
			size.Floats += len(kept)
		}
		size.Floats += p.rule.Floats()
	}
	drawn := len(game.points) + len(game.x) + len(game.input)
	for _, f := range b.fills {
		drawn += len(f.data)
	}
	size.Floats += drawn
	for _, part := range game.Parts() {
		size.State += len(part.Floats)
	}
	size.Inputs = game.Inputs()
	size.Work = 1e-9 * game.work(float64(drawn))
	return size, nil
}

// work estimates how long a round takes, in nanoseconds, where so many numbers are drawn for
// each move of D.
func (game *Game) work(drawn float64) float64 {
	const perNumber, perParameter = 4, 1 // of drawing, and of a rule's step
	b, k := game.board, float64(game.settings.DSteps)
	onD, onG := perParameter*float64(len(game.d.params)), perParameter*float64(len(game.g.params))
	d := perNumber*drawn + b.moveD.Work() + onD
	if game.spectral != nil {
		d += game.spectral.power.Work()
	}
	switch game.settings.Play {
	case Simultaneous:
		return (k-1)*d + perNumber*drawn + b.moveBoth.Work() + onD + onG
	case Extragradient:
		return 2 * (perNumber*drawn + b.moveBoth.Work() + onD + onG)
	}
	return k*d + perNumber*float64(len(game.input)) + b.moveG.Work() + onG
}

// compile compiles a program, or plans it where the game is only planned.
func (game *Game) compile(outputs ...ad.Output) *ad.Program {
	if game.plan == nil {
		return ad.Compile(outputs...)
	}
	p := ad.Plan(outputs...)
	game.plan.Floats += p.Floats()
	return p
}

// graph returns an empty graph, with a limit where the game is only planned.
func (game *Game) graph() *ad.Graph {
	g := ad.NewGraph()
	if game.plan != nil {
		g.Limit = mostExpressions
	}
	return g
}
