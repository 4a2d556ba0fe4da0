package gan

import (
	"math"
	"testing"

	. "saddle/core/autodiff"
)

// numberOf is the value of an expression of one number.
func numberOf(e *Expr) float64 {
	var v [1]float32
	Compile(Output{Expr: e, Into: v[:]}).Run()
	return float64(v[0])
}

// Penalties of an f whose slope is known everywhere: f = |x|²/2 has the slope |x|. Some
// of the points lie where that is below 1, some where it is above.
func TestPenaltiesOfKnownSlopes(t *testing.T) {
	real := []float32{.3, -2, 0, .6, .4, 0, -3, .8}    // (.3,.4) (-2,0) (0,-3) (.6,.8): slopes .5, 2, 3, 1
	fake := []float32{0, 1.2, -.3, 4, -.2, 1.6, 0, -3} // slopes .2, 2, .3, 5
	for name, test := range map[string]struct {
		weights Penalties
		at      []float32 // real and generated points alike, nil for these two
		want    float64
	}{
		"between": {Penalties{Between: 10}, real, 10 * (.25 + 1 + 4 + 0) / 4},
		"one-sided": {Penalties{Between: 10, OneSided: true}, real,
			10 * (1. + 4) / 4},
		"one-sided, fakes": {Penalties{Between: 1, OneSided: true}, fake, (1. + 16) / 4},
		"R1":               {Penalties{Real: 3}, nil, 1.5 * (.25 + 4 + 9 + 1) / 4},
		"R2":               {Penalties{Fake: 3}, nil, 1.5 * (.04 + 4 + .09 + 25) / 4},
		"R1 and R2":        {Penalties{Real: 1, Fake: 2}, nil, .5*14.25/4 + 29.13/4},
	} {
		test.weights.End = 1
		board := mustNew(t, settings(func(s *Settings) { s.Batch, s.Penalties = 4, test.weights })).board
		x, y := board.graph.Variable("some real", 4, 2, real), board.graph.Variable("some fake", 4, 2, fake)
		if test.at != nil { // whatever lies between a point and itself is the point
			x = board.graph.Variable("some points", 4, 2, test.at)
			y = x
		}
		board.now[0] = 1
		f := func(rows *Expr) *Expr { return Scale(SumAcross(Square(rows)), .5) }
		if got := numberOf(board.penalised(board.d, x, y).term(f)); math.Abs(got-test.want) > 1e-5*test.want {
			t.Errorf("%s: %v, want %v", name, got, test.want)
		}
	}
}

// A linear f has one slope, wherever DRAGAN looks.
func TestDRAGANOfALinearFunction(t *testing.T) {
	for slope, want := range map[float32]float64{.25: .5625, 3: 4} {
		board := mustNew(t, settings(func(s *Settings) { s.Penalties = Penalties{Around: 2, End: 1} })).board
		board.draw()
		f := func(rows *Expr) *Expr { return Scale(Columns(rows, 1, 2), slope) }
		if got := numberOf(board.penalised(board.d, board.real, board.fake).term(f)); math.Abs(got-2*want) > 1e-5 {
			t.Errorf("slope %v: %v, want %v", slope, got, 2*want)
		}
	}
}
