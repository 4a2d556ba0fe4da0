package gan

import (
	"math"
	"slices"
	"testing"

	. "saddle/core/autodiff"
)

// A quarter of the way to the horizon three quarters of the instance noise are left.
func TestInstanceNoiseFalls(t *testing.T) {
	game := mustNew(t, settings(func(s *Settings) { s.InstanceNoise, s.Schedule.Horizon, s.Batch = .8, 8, 2048 }))
	noise := func(seen, points *Expr) float64 {
		var square float64
		for _, row := range numbersOf(Sub(seen, points)) {
			square += (row[0]*row[0] + row[1]*row[1]) / (2 * 2048)
		}
		return math.Sqrt(square)
	}
	for round, want := range []float64{.8, .7, .6, .5, .4, .3, .2, .1, 0, 0} {
		game.Round()
		for _, got := range []float64{noise(game.board.real, game.board.x), noise(game.board.fake, game.board.y)} {
			if math.Abs(got-want) > .05*want+1e-6 { // the standard error is .011 of it
				t.Errorf("round %d: noise of deviation %v, want %v", round, got, want)
			}
		}
	}
}

// After so many rounds both players stand on their slow weights: as far from their
// beginning as alpha says towards where they would have come without Lookahead.
func TestLookahead(t *testing.T) {
	const rounds, alpha = 4, .25
	fast := mustNew(t, settings())
	game := mustNew(t, settings(func(s *Settings) { s.Lookahead, s.LookaheadAlpha = rounds, alpha }))
	begin := [][]float32{slices.Clone(game.GParams()), slices.Clone(game.DParams())}
	for round := range rounds {
		if round > 0 && (!slices.Equal(game.GParams(), fast.GParams()) || !slices.Equal(game.DParams(), fast.DParams())) {
			t.Errorf("after %d rounds Lookahead has changed something", round)
		}
		game.Round()
		fast.Round()
	}
	for i, players := range [][2][]float32{{game.GParams(), fast.GParams()}, {game.DParams(), fast.DParams()}} {
		want := make([]float32, len(begin[i]))
		for j := range want {
			want[j] = float32((1-alpha)*float64(begin[i][j]) + alpha*float64(players[1][j]))
		}
		near32(t, []string{"G", "D"}[i], players[0], want, 1e-6)
	}
}

// Each player has its own learning rate, and both fall with the schedule.
func TestBothRatesFall(t *testing.T) {
	game := mustNew(t, settings(func(s *Settings) {
		s.Schedule = Schedule{"step", 0, 8}
		s.G.Rule.LearningRate, s.D.Rule.LearningRate = .004, .003
	}))
	for round, share := range []float64{1, 1, 1, 1, .1, .1, .01, .01, .01} {
		game.Round()
		if g, d := game.g.rule.LearningRate, game.d.rule.LearningRate; math.Abs(g-.004*share) > 1e-12 || math.Abs(d-.003*share) > 1e-12 {
			t.Errorf("round %d: rates %v and %v", round, g, d)
		}
	}
}
