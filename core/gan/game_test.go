package gan

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"saddle/core/kernel"
	"saddle/core/nn"
	"saddle/core/optim"
	"saddle/core/random"
)

// triangle draws from three Gaussians.
type triangle struct{}

func (triangle) Sample(dst []float32, s *random.Stream) {
	s.Normal(dst)
	n := len(dst) / 2
	for i := range n {
		corner := [3][2]float32{{-1, -1}, {1, -1}, {0, 1}}[s.Intn(3)]
		dst[i] = float32(.1*dst[i]) + corner[0]
		dst[n+i] = float32(.1*dst[n+i]) + corner[1]
	}
}

func (triangle) Deviation() float64 { return 2 }

func settings(change ...func(*Settings)) Settings {
	adam := optim.Settings{Rule: "adam", LearningRate: 1e-3, Beta1: .5, Beta2: .999, Epsilon: 1e-8}
	p := Player{Hidden: []int{16, 16}, Activation: kernel.LeakyReLU, Initialisation: nn.He, Rule: adam}
	s := Settings{Data: triangle{}, Loss: "nonsaturating", Numbers: numbers(), DSteps: 1, Batch: 64,
		Penalties: Penalties{End: 1}, Structure: "plain", Pack: 1, Schedule: Schedule{Kind: "constant"},
		Latent: Latent{Kind: "gaussian", Dim: 2}, G: p, D: p, Bottleneck: 1, Standardise: true, Seed: 5}
	for _, f := range change {
		f(&s)
	}
	return s
}

func mustNew(t testing.TB, s Settings) *Game {
	t.Helper()
	g, err := New(s)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestRoundAllocatesNothing(t *testing.T) {
	for _, s := range []Settings{
		settings(),
		settings(func(s *Settings) { s.Play, s.Latent.Kind = Simultaneous, "uniform" }),
		settings(func(s *Settings) { s.DSteps, s.G.Rule.Rule = 3, "rmsprop" }),
	} {
		game := mustNew(t, s)
		if n := testing.AllocsPerRun(20, game.Round); n != 0 {
			t.Errorf("a round allocates %v times", n)
		}
	}
}

// One round of plain gradient descent, taken apart: alternating, G answers the
// new D on fresh noise; simultaneously, both move from the same state.
func TestOrderOfPlay(t *testing.T) {
	for _, play := range []Play{Alternating, Simultaneous} {
		s := settings(func(s *Settings) {
			s.Play = play
			s.G.Rule.Rule, s.D.Rule.Rule = "sgd", "sgd"
		})
		game, hand := mustNew(t, s), mustNew(t, s)
		game.Round()

		hand.board.draw()
		hand.board.moveD.Run()
		if play == Simultaneous {
			hand.board.moveG.Run()
			hand.move(&hand.d)
		} else {
			hand.move(&hand.d)
			s.Latent.Draw(hand.input, hand.noise)
			hand.board.moveG.Run()
		}
		hand.move(&hand.g)
		if !slices.Equal(game.GParams(), hand.GParams()) || !slices.Equal(game.DParams(), hand.DParams()) {
			t.Errorf("play %v: a round is not its moves", play)
		}
	}
}

// D moves k times for each move of G, each time on other points.
func TestDSteps(t *testing.T) {
	s := settings(func(s *Settings) { s.DSteps = 3 })
	game := mustNew(t, s)
	before := slices.Clone(game.GParams())
	game.Round()
	draws := random.New(s.Seed, random.Data)
	x := make([]float32, len(game.points))
	for range 3 {
		s.Data.Sample(x, draws)
	}
	if !slices.Equal(x, game.points) {
		t.Error("after three moves the minibatch is not the third that was drawn")
	}
	if slices.Equal(before, game.GParams()) {
		t.Error("G did not move")
	}
}

// Both players learn: generated points come to where the real ones are.
func TestLearns(t *testing.T) {
	for _, loss := range Losses() {
		for seed := range uint64(3) {
			least := 700
			if loss == "began" {
				least = 500 // it gathers points on a curve through the corners
			}
			game := mustNew(t, settings(func(s *Settings) { s.Loss, s.Seed = loss, seed }))
			for range 3000 {
				game.Round()
			}
			z, y := make([]float32, 2000), make([]float32, 2000)
			game.settings.Latent.Draw(z, random.New(1, random.Show))
			game.Generate(y, z)
			near := 0
			for i := range 1000 {
				for _, c := range [][2]float64{{-1, -1}, {1, -1}, {0, 1}} {
					if math.Hypot(float64(y[i])-c[0], float64(y[1000+i])-c[1]) < .5 {
						near++
					}
				}
			}
			if near < least {
				t.Errorf("%s, seed %d: %d of 1000 points lie at the data's corners", loss, seed, near)
			}
		}
	}
}

func TestChangeKeepsWhatWasLearned(t *testing.T) {
	game := mustNew(t, settings())
	for range 10 {
		game.Round()
	}
	g, rule := slices.Clone(game.GParams()), game.g.rule
	s := settings(func(s *Settings) {
		s.Loss, s.Batch, s.DSteps, s.G.Rule.LearningRate, s.D.Rule.Rule = "minimax", 32, 2, .5, "sgd"
	})
	if err := game.Change(s); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(g, game.GParams()) {
		t.Error("a change moved G")
	}
	if game.g.rule != rule || rule.LearningRate != .5 {
		t.Error("another learning rate cost Adam its memory, or was ignored")
	}
	if game.d.rule.Settings.Rule != "sgd" || len(game.x) != 64 {
		t.Errorf("rule %q, minibatch of %d numbers", game.d.rule.Settings.Rule, len(game.x))
	}
	game.Round()
}

func TestWrongSettingsAreRefused(t *testing.T) {
	for name, f := range map[string]func(*Settings){
		"loss":          func(s *Settings) { s.Loss = "love" },
		"rule":          func(s *Settings) { s.D.Rule.Rule = "newton" },
		"k":             func(s *Settings) { s.DSteps = 0 },
		"batch":         func(s *Settings) { s.Batch = 0 },
		"pack":          func(s *Settings) { s.Pack, s.Structure, s.Generators = 4, "mgan", 3 },
		"unrolled rule": func(s *Settings) { s.Unroll, s.D.Rule.Rule = 2, "optimistic-adam" },
	} {
		if _, err := New(settings(f)); err == nil {
			t.Errorf("a wrong %s was accepted", name)
		}
	}
}

// Views evaluate any number of points, in full blocks and ragged ones, and agree
// with what one point gives alone.
func TestViewsOfAnyLength(t *testing.T) {
	game := mustNew(t, settings())
	for _, n := range []int{1, 63, 256, 257, 600} {
		z := make([]float32, 2*n)
		game.settings.Latent.Draw(z, random.New(2, random.Show))
		y, f, arrows := make([]float32, 2*n), make([]float32, n), make([]float32, 2*n)
		game.Generate(y, z)
		game.Outputs(f, y, AmongGenerated)
		game.Arrows(arrows, y)
		for _, i := range []int{0, n / 2, n - 1} {
			one := []float32{z[i], z[n+i]}
			y1, f1, a1 := make([]float32, 2), make([]float32, 1), make([]float32, 2)
			game.Generate(y1, one)
			game.Outputs(f1, y1, AmongGenerated)
			game.Arrows(a1, y1)
			got := []float32{y[i], y[n+i], f[i], arrows[i], arrows[n+i]}
			if want := append(append(y1, f1...), a1...); !slices.Equal(got, want) {
				t.Errorf("point %d of %d: %v, alone %v", i, n, got, want)
			}
		}
	}
}

// An arrow points where the loss of a single point falls fastest.
func TestArrows(t *testing.T) {
	game := mustNew(t, settings(func(s *Settings) { s.D.Activation = kernel.Tanh }))
	for range 50 {
		game.Round()
	}
	loss := func(x, y float32) float64 { // non-saturating: softplus(-f)
		var f [1]float32
		game.Outputs(f[:], []float32{x, y}, AmongGenerated)
		return math.Log1p(math.Exp(-float64(f[0])))
	}
	const h = 1e-2
	for _, p := range [][2]float32{{0, 0}, {1, -1}, {-.5, .8}} {
		var arrow [2]float32
		game.Arrows(arrow[:], p[:])
		want := [2]float64{
			-(loss(p[0]+h, p[1]) - loss(p[0]-h, p[1])) / (2 * h),
			-(loss(p[0], p[1]+h) - loss(p[0], p[1]-h)) / (2 * h)}
		for i := range want {
			if math.Abs(float64(arrow[i])-want[i]) > 1e-3 {
				t.Errorf("arrow at %v: %v, want %v", p, arrow, want)
			}
		}
	}
}

func TestLossesOfLogits(t *testing.T) {
	game := mustNew(t, settings())
	d, g := game.Losses([]float32{2, 2}, []float32{-1, 1})
	sp := func(x float64) float64 { return math.Log1p(math.Exp(x)) }
	if want := sp(-2) + (sp(-1)+sp(1))/2; math.Abs(d-want) > 1e-6 {
		t.Errorf("D's loss %v, want %v", d, want)
	}
	if want := (sp(1) + sp(-1)) / 2; math.Abs(g-want) > 1e-6 {
		t.Errorf("G's loss %v, want %v", g, want)
	}
}

func BenchmarkRound(b *testing.B) {
	for _, size := range []struct {
		name         string
		width, batch int
	}{{"small", 16, 128}, {"medium", 64, 256}, {"large", 128, 512}} {
		b.Run(fmt.Sprint(size.name), func(b *testing.B) {
			game := mustNew(b, settings(func(s *Settings) {
				s.Batch = size.batch
				s.G.Hidden = []int{size.width, size.width}
				s.D.Hidden = s.G.Hidden
			}))
			b.ReportAllocs()
			for b.Loop() {
				game.Round()
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "rounds/s")
		})
	}
}
