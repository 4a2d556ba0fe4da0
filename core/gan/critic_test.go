package gan

import (
	"math"
	"slices"
	"testing"

	. "saddle/core/autodiff"
	"saddle/core/random"
)

// everyStructure calls test with a game of each structure whose D also has an
// autoencoder of features, and what must be bounded of it: all networks but those named.
func everyStructure(t *testing.T, change func(*Settings), test func(t *testing.T, game *Game, judges func(name string) bool)) {
	for _, name := range Structures() {
		t.Run(name, func(t *testing.T) {
			s := remedies()[name]
			s.Features, s.Minibatch = true, Discrimination
			change(&s)
			free := []string{"D.encoder", "D.decoder", "D source.encoder", "D source.decoder", "classifier", "guess"}
			test(t, mustNew(t, s), func(name string) bool { return !slices.Contains(free, name) })
		})
	}
}

// largest is the largest of the numbers' sizes.
func largest(v []float32) (most float64) {
	for _, x := range v {
		most = max(most, math.Abs(float64(x)))
	}
	return most
}

// A clip holds every parameter of the critic, and of nothing else.
func TestClipHoldsTheCriticAlone(t *testing.T) {
	const c = .01
	everyStructure(t, func(s *Settings) { s.Loss, s.Clip = "wgan", c }, func(t *testing.T, game *Game, judges func(string) bool) {
		for range 3 {
			game.Round()
		}
		rest := game.d.params
		for _, n := range game.d.networks {
			most := largest(rest[:n.Size()])
			rest = rest[n.Size():]
			if most > c && judges(n.name) || most < 10*c && !judges(n.name) {
				t.Errorf("%s has parameters up to %v", n.name, most)
			}
		}
		for _, n := range game.g.networks {
			if largest(n.part(game.g.params)) < 10*c {
				t.Errorf("%s, which is G's, is clipped", n.name)
			}
		}
	})
}

// The gauge is the share of the critic's parameters that are at the clip's bounds.
func TestClippedCountsTheCriticAlone(t *testing.T) {
	game := mustNew(t, settings(func(s *Settings) { s.Loss, s.Clip, s.Features = "wgan", .01, true }))
	for _, n := range game.d.networks {
		clear(n.part(game.d.params))
	}
	all, critic := 0, 0
	for _, n := range game.d.networks {
		all += n.Size()
		if n.name == "D" || n.name == "D.head" {
			critic += n.Size()
			for i := range n.part(game.d.params) {
				n.part(game.d.params)[i] = float32(i%2)*.02 - .01
			}
		} else {
			n.part(game.d.params)[0] = 5
		}
	}
	if got := game.Gauges().Clipped; got != 1 || critic == all {
		t.Errorf("%v of %d parameters (%d in all) are at the bounds, all should be", got, critic, all)
	}
	game.d.params[0] = 0
	if got, want := game.Gauges().Clipped, 1-1/float64(critic); got != want {
		t.Errorf("all but one of %d at the bounds: %v", critic, got)
	}
}

// D computes with normalised weights of the critic, and with all else as training has it.
func TestSpectralNormIsOfTheCriticAlone(t *testing.T) {
	everyStructure(t, func(s *Settings) { s.Loss, s.SpectralNorm = "hinge", true }, func(t *testing.T, game *Game, judges func(string) bool) {
		d := game.board.d
		used := game.normalised(d)
		for _, n := range game.d.networks {
			for i, e := range n.of(used) {
				bounded := judges(n.name) && i%2 == 0 // its weights, not its biases
				if (e != n.of(d)[i]) != bounded {
					t.Errorf("variable %d of %s is used as it is: %v", i, n.name, !bounded)
				}
				if bounded && math.Abs(singular(e)-1) > .05 {
					t.Errorf("variable %d of %s is used with singular value %v", i, n.name, singular(e))
				}
			}
		}
	})
}

// What bounds the critic, or damps the game, does not keep the classifier and the
// autoencoder from learning.
func TestRemediesLetOthersLearn(t *testing.T) {
	for name, bound := range map[string]func(*Settings){
		"clip":          func(s *Settings) { s.Loss, s.Clip = "wgan", .01 },
		"spectral norm": func(s *Settings) { s.Loss, s.SpectralNorm = "hinge", true },
		"historical":    func(s *Settings) { s.Historical = 10 },
		"consensus":     func(s *Settings) { s.Consensus = 10 },
	} {
		game := mustNew(t, settings(bound, func(s *Settings) {
			s.Structure, s.Classes, s.ClassWeight, s.Features = "classifier", halves{}, 1, true
			s.D.Rule.LearningRate = 1e-2
		}))
		for range 1000 {
			game.Round()
		}
		b := game.board
		b.draw()
		structure := game.structure.(*classifier)
		var unsure, off [1]float32
		term, _ := structure.terms(b, game.normalised(b.d))
		// What the critic reads of a point must be what the decoder can redraw.
		Compile(Output{Expr: term, Into: unsure[:]}, Output{Expr: game.critic.redraw(game.normalised(b.d), b.real), Into: off[:]}).Run()
		if unsure[0] > .15 || off[0] > .02 {
			t.Errorf("%s: after 1000 rounds the cross entropy is %v, the autoencoder's error %v", name, unsure[0], off[0])
		}
	}
}

// Unrolled, D's next moves are clipped as they will be.
func TestUnrollingForeseesTheClip(t *testing.T) {
	game := mustNew(t, settings(func(s *Settings) {
		s.Loss, s.Clip, s.Unroll, s.Features, s.D.Rule.LearningRate = "wgan", .05, 3, true, 1e-2
		s.Structure, s.Classes, s.ClassWeight = "classifier", halves{}, 1
	}))
	for range 3 {
		game.Round()
	}
	foreseen := make([]float32, len(game.d.params))
	program := Compile(into(foreseen, game.board.answer())...)
	game.prepare()
	program.Run()
	for range 3 {
		game.board.moveD.Run()
		game.settleD()
	}
	near32(t, "D", foreseen, game.d.params, 2e-5)
}

// seen runs a penalty of a D of packs, and returns the rows at which it looks, and the
// expressions that it was made of.
func seen(t *testing.T, weights Penalties, pack int) (game *Game, u []float32) {
	t.Helper()
	game = mustNew(t, settings(func(s *Settings) { s.Penalties, s.Pack, s.Batch = weights, pack, 24 }))
	b := game.board
	b.draw()
	var rows *Expr
	b.penalised(b.d, b.real, b.fake).term(func(e *Expr) *Expr {
		rows = e
		return b.judge(b.d, e)
	})
	u = make([]float32, 2*24)
	Compile(Output{Expr: rows, Into: u}).Run()
	return game, u
}

// Penalties look at lines between packs: all points of one lie equally far along.
func TestPenaltiesLookBetweenPacks(t *testing.T) {
	const n = 24
	for _, pack := range []int{1, 2, 3, 4} {
		for name, weights := range map[string]Penalties{"between": {Between: 1, End: 1}, "around": {Around: 1, End: 1}} {
			game, u := seen(t, weights, pack)
			real, fake, shares := game.x, make([]float32, 2*n), map[float64]bool{}
			if name == "between" {
				game.Generate(fake, game.input)
				for i := range fake {
					fake[i] /= float32(game.settings.Data.Deviation())
				}
			} else {
				var square, sum float64
				for _, x := range real {
					square += float64(x) * float64(x) / (2 * n)
					sum += float64(x) / (2 * n)
				}
				noise := make([]float32, 2*n)
				Compile(Output{Expr: game.board.filled["perturbation"], Into: noise}).Run()
				for i := range fake { // the line's other end
					fake[i] = real[i] + float32(.5*math.Sqrt(square-sum*sum))*noise[i]
				}
			}
			for first := range n / pack {
				// The pack's numbers along the line from real to fake.
				var along, length float64
				for i := first; i < 2*n; i += n / pack {
					way := float64(fake[i] - real[i])
					along += float64(u[i]-real[i]) * way
					length += way * way
				}
				share := along / length
				for i := first; i < 2*n; i += n / pack {
					if want := float64(real[i]) + share*float64(fake[i]-real[i]); math.Abs(float64(u[i])-want) > 1e-4 {
						t.Fatalf("%s, packs of %d: number %d of pack %d is %v, off the line: %v", name, pack, i, first, u[i], want)
					}
				}
				shares[math.Round(share*1e4)] = true
			}
			if len(shares) < n/pack-2 {
				t.Errorf("%s, packs of %d: only %d of %d packs look at a place of their own", name, pack, len(shares), n/pack)
			}
		}
	}
}

// Instance noise is in the data's deviations, whatever the networks' unit, and on points
// alone: what D knows beside them stays.
func TestInstanceNoiseIsInDeviations(t *testing.T) {
	const amount, n = .25, 2000
	for _, name := range []string{"plain", "veegan", "densify"} {
		for _, standardise := range []bool{true, false} {
			s := remedies()[name]
			s.Standardise, s.InstanceNoise, s.Schedule.Horizon, s.Batch = standardise, amount, 100, n
			game := mustNew(t, s)
			b := game.board
			b.draw()
			sharp, _ := game.structure.seen(b, b.x, b.y)
			noise := make([]float32, n*sharp.Cols())
			Compile(Output{Expr: Sub(b.real, sharp), Into: noise}).Run()
			want := amount * s.Data.Deviation() / float64(s.scale())
			for c := range sharp.Cols() {
				got := norm(noise[c*n:(c+1)*n]) / math.Sqrt(n)
				if c < 2 && math.Abs(got-want) > .08*want || c >= 2 && got > 1e-6 {
					t.Errorf("%s, standardised: %v: column %d has noise of %v; the data's deviation is %v", name, standardise, c, got, want/amount)
				}
			}
		}
	}
}

// Both critics of a translation see noise, and both learn their features.
func TestBothCriticsOfATranslation(t *testing.T) {
	s := remedies()["translate"]
	s.InstanceNoise, s.Schedule.Horizon, s.Features = .5, 100, true
	game := mustNew(t, s)
	b := game.board
	b.draw()
	term, _ := game.structure.terms(b, b.d)
	var loss [1]float32
	program := Compile(Output{Expr: term, Into: loss[:]})
	program.Run()
	noisy := loss[0]
	b.blur[0] = 0
	program.Run()
	if loss[0] == noisy {
		t.Error("the source's critic sees no noise")
	}
	for _, c := range []*critic{game.critic, game.structure.(*translation).source} {
		for _, g := range Grad(b.dLoss(b.d), c.encoder.of(b.d)...) {
			if v, ok := constant(g); ok && v == 0 {
				t.Errorf("nothing moves %s", c.encoder.name)
			}
		}
	}
}

// Where the power method of spectral norm begins does not matter: from other vectors
// it comes to the same singular values before the first round.
func TestSpectralNormForgetsItsBeginning(t *testing.T) {
	game := mustNew(t, settings(func(s *Settings) { s.SpectralNorm = true }))
	variables := game.d.variables(NewGraph(), game.d.params)
	for seed := range uint64(5) {
		other := newSpectral(variables, game.d.plays, random.New(seed, random.Show))
		other.watch(variables, Compile)
		for i := range other.layers {
			if got, want := float64(other.layers[i].sigma[0]), float64(game.spectral.layers[i].sigma[0]); math.Abs(got-want) > .02*want {
				t.Errorf("seed %d: sigma of layer %d is %v, not %v", seed, i, got, want)
			}
		}
	}
}
