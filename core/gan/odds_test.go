package gan

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat"

	ad "saddle/core/autodiff"
)

// There are two places. Of ten real points eight are at the first, of ten generated ones
// three. At the outputs that minimise D's loss, which are searched for here, the log odds
// at a place are the logarithm of the ratio there.
func TestLogOddsOfTheBestOutputs(t *testing.T) {
	const n = 10
	real := []int{0, 0, 0, 0, 0, 0, 0, 0, 1, 1}
	fake := []int{0, 0, 0, 1, 1, 1, 1, 1, 1, 1}
	want := []float64{math.Log(.8 / .3), math.Log(.2 / .7)}
	for _, name := range Losses() {
		loss := mustFind(t, name)
		if loss.Logit == nil || name == "rpgan" || name == "ragan" {
			continue // scores, and log odds up to a constant
		}
		k := loss.Outputs
		outputs := make([]float32, 2*k) // of the two places
		g := ad.NewGraph()
		out := g.Variable("out", 2, k, outputs)
		at := func(places []int) *ad.Expr {
			which := make([]float32, 2*n)
			for i, p := range places {
				which[p*n+i] = 1
			}
			return ad.MatMul(g.Variable("which", n, 2, which), out)
		}
		slopes, odds := make([]float32, 2*k), make([]float32, 2)
		program := ad.Compile(
			ad.Output{Expr: ad.Grad(loss.Discriminator(at(real), at(fake)), out)[0], Into: slopes},
			ad.Output{Expr: loss.Logit(out), Into: odds})
		// Each number has its own minimum: where the slope by it is 0.
		low, high := make([]float32, 2*k), make([]float32, 2*k)
		for i := range low {
			low[i], high[i] = -9, 9
		}
		for range 60 {
			for i := range outputs {
				outputs[i] = (low[i] + high[i]) / 2
			}
			program.Run()
			for i, s := range slopes {
				if s > 0 {
					high[i] = outputs[i]
				} else {
					low[i] = outputs[i]
				}
			}
		}
		for i := range want {
			if math.Abs(float64(odds[i])-want[i]) > 1e-4 {
				t.Errorf("%s: log odds %v, want %v, at the outputs %v", name, odds[i], want[i], outputs)
			}
		}
	}
}

// Smoothed labels: D is to say s of a real point. With s = .9, log odds 2 for the one
// real point and -1 for the generated one it costs
// .9 log(1 + e^-2) + .1 log(1 + e^2) + log(1 + e^-1).
func TestSmoothedLabel(t *testing.T) {
	const want = .9*.1269280110 + .1*2.1269280110 + .3132616875
	for _, name := range []string{"minimax", "nonsaturating"} {
		n := numbers()
		n.RealLabel = .9
		loss, _ := FindLoss(name, n)
		l := newLosses(loss, 1)
		l.real[0], l.fake[0] = 2, -1
		l.program.Run()
		if math.Abs(float64(l.d[0])-want) > 1e-6 {
			t.Errorf("%s: D's loss is %v, want %v", name, l.d[0], want)
		}
	}
}

// LSGAN's targets are three different ones: half of (f - b)² and (f' - a)² for D, of
// (f' - c)² for G.
func TestTargetsOfLSGAN(t *testing.T) {
	n := numbers()
	n.A, n.B, n.C = -1, 2, .5
	loss, _ := FindLoss("lsgan", n)
	l := newLosses(loss, 2)
	copy(l.real, []float32{3, 0})
	copy(l.fake, []float32{1, -2})
	l.program.Run()
	if d, g := float64(l.d[0]), float64(l.g[0]); math.Abs(d-(1+4+4+1)/4.) > 1e-6 || math.Abs(g-(.25+6.25)/4) > 1e-6 {
		t.Errorf("D's loss %v, want 2.5; G's %v, want 1.625", d, g)
	}
}

// A score's place is told in deviations of the minibatch's scores, real and generated,
// from their middle.
func TestScoresAreStandardised(t *testing.T) {
	game := mustNew(t, settings(func(s *Settings) { s.Loss = "wgan" }))
	game.board.draw()
	var all []float64
	for _, rows := range []*ad.Expr{game.board.real, game.board.fake} {
		for _, row := range numbersOf(game.board.judge(game.board.d, rows)) {
			all = append(all, row[0])
		}
	}
	mean, deviation := stat.PopMeanStdDev(all, nil)
	scores, got := []float32{-.5, 0, 1.5}, make([]float32, 3)
	game.Logits(got, scores)
	for i, s := range scores {
		if want := (float64(s) - mean) / deviation; math.Abs(float64(got[i])-want) > 1e-3*(1+math.Abs(want)) {
			t.Errorf("score %v is %v, want %v", s, got[i], want)
		}
	}
}
