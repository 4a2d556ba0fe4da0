package gan

import (
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"

	. "saddle/core/autodiff"
	"saddle/core/kernel"

	"saddle/core/optim"
	"saddle/core/random"
)

// halves puts points into two classes, by the sign of x.
type halves struct{}

func (halves) Count() int { return 2 }

func (halves) Mark(dst, points []float32) {
	clear(dst)
	n := len(points) / 2
	for i := range n {
		if points[i] > 0 {
			dst[n+i] = 1
		} else {
			dst[i] = 1
		}
	}
}

// remedies are settings that reach each penalty, structure and remedy.
func remedies() map[string]Settings {
	change := map[string]func(*Settings){
		"plain":        func(s *Settings) {},
		"gp":           func(s *Settings) { s.Penalties.Between = 1 },
		"gp one-sided": func(s *Settings) { s.Penalties.Between, s.Penalties.OneSided = 10, true },
		"dragan":       func(s *Settings) { s.Penalties.Around = 1 },
		"r1 and r2":    func(s *Settings) { s.Penalties.Real, s.Penalties.Fake = .5, .5 },
		"all penalties": func(s *Settings) {
			s.Penalties = Penalties{Between: 1, Around: 1, Real: 1, Fake: 1, End: 1}
			s.Pack = 2
		},
		"spectral norm":  func(s *Settings) { s.SpectralNorm, s.Loss = true, "hinge" },
		"clip":           func(s *Settings) { s.Clip, s.Loss = .1, "wgan" },
		"pack":           func(s *Settings) { s.Pack = 4 },
		"deviation":      func(s *Settings) { s.Minibatch = Deviation },
		"discrimination": func(s *Settings) { s.Minibatch = Discrimination },
		"features":       func(s *Settings) { s.Features = true },
		"unrolled":       func(s *Settings) { s.Unroll, s.Loss = 3, "minimax" },
		"unrolled, r1":   func(s *Settings) { s.Unroll, s.Loss, s.Penalties.Real, s.D.Rule.LearningRate = 3, "minimax", 1, .02 },
		"unrolled, r2":   func(s *Settings) { s.Unroll, s.Loss, s.Penalties.Fake, s.D.Rule.LearningRate = 3, "minimax", 1, .02 },
		"unrolled, gp":   func(s *Settings) { s.Unroll, s.Loss, s.Penalties.Between, s.D.Rule.LearningRate = 3, "minimax", 1, .02 },
		"instance noise": func(s *Settings) { s.InstanceNoise, s.Schedule.Horizon = .3, 100 },
		"consensus":      func(s *Settings) { s.Consensus, s.Play = .1, Simultaneous },
		"extragradient":  func(s *Settings) { s.Play = Extragradient },
		"historical":     func(s *Settings) { s.Historical = .1 },
		"lookahead":      func(s *Settings) { s.Lookahead, s.LookaheadAlpha = 5, .5 },
		"averaged":       func(s *Settings) { s.Average = .99 },
		"clustered":      func(s *Settings) { s.Latent.Kind, s.Latent.Clusters, s.Latent.Sigma = "mixture", 3, .1 },
	}
	for _, name := range Structures() {
		change[name] = func(s *Settings) { s.Structure = name }
	}
	for _, name := range Losses() {
		change["loss "+name] = func(s *Settings) { s.Loss = name }
	}
	all := map[string]Settings{}
	for name, f := range change {
		all[name] = settings(f, func(s *Settings) {
			s.Generators, s.Diversity, s.Codes, s.ClassWeight, s.Classes = 3, .5, 3, 1, halves{}
			s.Source, s.Cycle, s.Coarse = triangle{}, 1, .5
			s.G.Activation, s.D.Activation = kernel.Tanh, kernel.Tanh // smooth, for finite differences
		})
	}
	return all
}

func TestNoRoundAllocates(t *testing.T) {
	for name, s := range remedies() {
		game := mustNew(t, s)
		game.Round()
		if n := testing.AllocsPerRun(6, game.Round); n != 0 {
			t.Errorf("%s: a round allocates %v times", name, n)
		}
	}
}

// The gradient that moves a player is the slope of what it is said to minimise:
// along the gradient, the loss changes by its squared length.
func TestGradientsAreSlopes(t *testing.T) {
	for name, s := range remedies() {
		if s.Consensus > 0 || s.Structure == "veegan" {
			continue // these moves are no loss's gradient
		}
		game := mustNew(t, s)
		for range 20 {
			game.Round()
		}
		b := game.board
		b.draw()
		game.prepare()
		var loss [2]float32
		value := Compile(Output{Expr: b.dLoss(b.d), Into: loss[:1]}, Output{Expr: b.gLoss(b.answer()), Into: loss[1:]})
		game.prepare()
		b.moveD.Run()
		b.moveG.Run()
		for i, p := range []*player{&game.d, &game.g} {
			length := norm(p.gradient)
			if length == 0 {
				t.Errorf("%s: %s has no gradient", name, p.name)
				continue
			}
			begin := slices.Clone(p.params)
			at := func(step float64) float64 {
				copy(p.params, begin)
				kernel.AddScaled(p.params, p.gradient, float32(step/length))
				value.Run()
				return float64(loss[i])
			}
			const h = 4e-3
			got, want := (at(h)-at(-h))/(2*h), length
			copy(p.params, begin)
			tolerance := .03
			if s.Loss == "began" {
				tolerance = .2 // |v - D(v)| has an edge at every point that is redrawn well
			}
			if math.Abs(got-want) > tolerance*want+1e-3 {
				t.Errorf("%s: %s's loss changes by %v along its gradient, whose length is %v", name, p.name, got, want)
			}
		}
	}
}

// Sixty rounds of everything leave finite numbers, and looks that do not change them.
func TestEveryRemedyPlays(t *testing.T) {
	for name, s := range remedies() {
		game := mustNew(t, s)
		for range 60 {
			game.Round()
		}
		before := slices.Clone(game.GParams())
		n := 300
		input, y := make([]float32, n*game.Inputs()), make([]float32, 2*n)
		game.Draw(input, random.New(1, random.Show))
		game.Generate(y, input)
		outputs, logits, arrows := make([]float32, n*game.OutputsPerPoint()), make([]float32, n), make([]float32, 2*n)
		for _, company := range []Company{AmongReal, AmongGenerated} {
			game.Outputs(outputs, y, company)
			game.Logits(logits, outputs)
		}
		game.Arrows(arrows, y)
		for what, v := range map[string][]float32{"G": game.GParams(), "D": game.DParams(), "points": y, "logits": logits, "arrows": arrows} {
			for _, x := range v {
				if math.IsNaN(float64(x)) || math.IsInf(float64(x), 0) {
					t.Errorf("%s: %s has a %v", name, what, x)
					break
				}
			}
		}
		if !slices.Equal(before, game.GParams()) {
			t.Errorf("%s: a look changed G", name)
		}
	}
}

// What unrolling says of D's next moves is what D then does.
func TestUnrollingForesees(t *testing.T) {
	changes := map[string]func(*Settings){
		"between":      func(s *Settings) { s.Penalties.Between = 1 },
		"around":       func(s *Settings) { s.Penalties.Around = 1 },
		"R1":           func(s *Settings) { s.Penalties.Real = 1 },
		"R2":           func(s *Settings) { s.Penalties.Fake = 1 },
		"R1, spectral": func(s *Settings) { s.Penalties.Real, s.SpectralNorm = 1, true },
	}
	for _, rule := range optim.UnrolledRules() {
		changes[rule] = func(s *Settings) { s.D.Rule.Rule, s.D.Rule.LearningRate = rule, 1e-3 }
	}
	for name, change := range changes {
		game := mustNew(t, settings(func(s *Settings) {
			s.Unroll, s.Loss, s.D.Rule.Rule, s.D.Rule.LearningRate = 4, "minimax", "sgd", .1
			s.D.Rule.Momentum, s.D.Rule.Decay, s.D.Activation = .9, .9, kernel.Tanh
		}, change))
		for range 3 {
			game.Round()
		}
		foreseen := make([]float32, len(game.d.params))
		program := Compile(into(foreseen, game.board.answer())...)
		game.prepare()
		program.Run()
		for range 4 {
			game.board.moveD.Run()
			game.d.rule.Step(game.d.params, game.d.gradient)
		}
		near32(t, name, foreseen, game.d.params, 2e-5)
	}
}

// Spectral norm's sigma is the largest singular value, and the matrices that D
// computes with have none above 1.
func TestSpectralNorm(t *testing.T) {
	game := mustNew(t, settings(func(s *Settings) { s.SpectralNorm = true }))
	for range 200 {
		game.Round()
	}
	graph := NewGraph()
	d := game.d.variables(graph, game.d.params)
	var most float64
	for i, e := range game.normalised(d) {
		if i%2 == 1 {
			continue
		}
		normal := singular(e)
		if math.Abs(normal-1) > .02 {
			t.Errorf("matrix %d is used with singular value %v", i/2, normal)
		}
		most = max(most, singular(d[i]))
	}
	if got := game.Gauges().Sigma; math.Abs(got-most) > .02*most {
		t.Errorf("sigma is %v, not %v", most, got)
	}
}

// singular is the largest singular value of a matrix.
func singular(e *Expr) float64 {
	v := make([]float32, e.Rows()*e.Cols())
	Compile(Output{Expr: e, Into: v}).Run()
	m := mat.NewDense(e.Rows(), e.Cols(), nil)
	for i, x := range v {
		m.Set(i%e.Rows(), i/e.Rows(), float64(x))
	}
	var svd mat.SVD
	svd.Factorize(m, mat.SVDNone)
	return svd.Values(nil)[0]
}

// Minibatch discrimination against its formula, point by point.
func TestDiscrimination(t *testing.T) {
	game := mustNew(t, settings(func(s *Settings) { s.Minibatch = Discrimination; s.Batch = 8 }))
	game.Round()
	c, d := game.critic, game.board.d
	h := c.features(d, game.board.real)
	const n = 8
	m := make([]float32, n*kernels*kernelDim)
	o := make([]float32, n*kernels)
	Compile(Output{Expr: c.tensor.apply(d, h), Into: m}, Output{Expr: c.closeness(d, h, h), Into: o}).Run()
	for i := range n {
		for b := range kernels {
			var want float64
			for j := range n {
				var apart float64
				for k := b * kernelDim; k < (b+1)*kernelDim; k++ {
					apart += math.Abs(float64(m[i+k*n] - m[j+k*n]))
				}
				want += math.Exp(-apart) / n
			}
			if got := float64(o[i+b*n]); math.Abs(got-want) > 1e-5 {
				t.Fatalf("point %d, kernel %d: %v, want %v", i, b, got, want)
			}
		}
	}
}

func TestUnlikely(t *testing.T) {
	g := NewGraph()
	logits := []float32{1, 50, -3, 2, 0, 100, .5, 1, 1} // 3 x 3, column by column
	classes := []float32{1, 0, 0, 0, 0, 1, 0, 1, 0}
	var got [1]float32
	Compile(Output{Expr: unlikely(g.Variable("l", 3, 3, logits), g.Variable("c", 3, 3, classes)), Into: got[:]}).Run()
	var want float64
	for i := range 3 {
		var sum, own float64
		for j := range 3 {
			l := float64(logits[i+3*j])
			sum += math.Exp(l - 100)
			own += l * float64(classes[i+3*j])
		}
		want += (100 + math.Log(sum) - own) / 3
	}
	if math.Abs(float64(got[0])-want) > 1e-5*want {
		t.Errorf("cross entropy %v, want %v", got[0], want)
	}
}

// A clip holds every parameter of D, and the gauge counts those at it.
func TestClip(t *testing.T) {
	game := mustNew(t, settings(func(s *Settings) { s.Loss, s.Clip = "wgan", .01 }))
	for range 50 {
		game.Round()
	}
	for _, p := range game.DParams() {
		if p > .01 || p < -.01 {
			t.Fatalf("a parameter is %v", p)
		}
	}
	if c := game.Gauges().Clipped; c < .05 || c > 1 {
		t.Errorf("%v of them are at the clip", c)
	}
}

// began's k follows its rule, and stays in [0, 1].
func TestRebalance(t *testing.T) {
	for _, c := range []struct {
		k, gamma    float64
		real, fake  float64 // errors
		wantK, want float64
	}{
		{.5, .5, 1, .2, .5 + .001*(.5-.2), 1 + .3},
		{.5, .5, 1, .8, .5 - .001*.3, 1 + .3},
		{0, .5, 1, .9, 0, 1 + .4},
		{1, .75, 2, 0, 1, 2 + 1.5},
	} {
		k := []float32{float32(c.k)}
		m := rebalance(k, c.gamma, float32(-c.real), float32(-c.fake))
		if math.Abs(float64(k[0])-c.wantK) > 1e-6 || math.Abs(m-c.want) > 1e-6 {
			t.Errorf("%+v: k %v, M %v", c, k[0], m)
		}
	}
}

// The average, Lookahead and historical averaging, on a player of one number that
// moves as it is told.
func TestAverages(t *testing.T) {
	p := &player{name: "G", params: []float32{1}, gradient: []float32{0}, networks: []*network{{end: 1}}}
	p.settle(&Settings{Average: .5, Historical: 2, Lookahead: 1})
	p.params[0] = 3
	p.follow(.5, 100)
	if p.average[0] != 2 {
		t.Errorf("halfway between 1 and 3 is %v", p.average[0])
	}
	p.follow(.5, 0) // young: a tenth stays
	if want := float32(.1*2 + .9*3); math.Abs(float64(p.average[0]-want)) > 1e-6 {
		t.Errorf("young average %v, want %v", p.average[0], want)
	}
	p.lookBack(.25)
	if p.params[0] != 1.5 || p.slow[0] != 1.5 {
		t.Errorf("a quarter from 1 to 3 is %v", p.params[0])
	}
	var sum float64
	for i, x := range []float32{4, 0, 2} {
		p.params[0], p.gradient[0] = x, 1
		p.recall(2)
		sum += float64(x)
		want := 1 + 4*(float64(x)-sum/float64(i+1))
		if math.Abs(float64(p.gradient[0])-want) > 1e-5 {
			t.Errorf("move %d: gradient %v, want %v", i, p.gradient[0], want)
		}
	}
}

func TestSchedules(t *testing.T) {
	cosine, step := Schedule{"cosine", .1, 100}, Schedule{"step", 0, 100}
	for round := range 150 {
		part := min(float64(round)/100, 1)
		if want := .1 + .9*(1+math.Cos(math.Pi*part))/2; math.Abs(cosine.rate(round)-want) > 1e-14 {
			t.Errorf("cosine, round %d: %v, want %v", round, cosine.rate(round), want)
		}
		want := 1.0
		if round >= 50 {
			want = .1
		}
		if round >= 75 {
			want = .01
		}
		if step.rate(round) != want {
			t.Errorf("step, round %d: %v, want %v", round, step.rate(round), want)
		}
		if r := (Schedule{Kind: "constant", Horizon: 100}).rate(round); r != 1 {
			t.Errorf("constant: %v", r)
		}
	}
}

// The factor on learning rates, penalties and noise reaches the round.
func TestSchedulesReachTheRound(t *testing.T) {
	game := mustNew(t, settings(func(s *Settings) {
		s.Schedule = Schedule{"cosine", 0, 10}
		s.Penalties, s.InstanceNoise = Penalties{Real: 1, End: .2}, .5
	}))
	for range 6 {
		game.Round()
	}
	if got := game.g.rule.LearningRate; math.Abs(got-.5e-3) > 1e-9 {
		t.Errorf("halfway, the learning rate is %v", got)
	}
	if got := game.board.now[0]; math.Abs(float64(got)-.6) > 1e-6 {
		t.Errorf("halfway, the penalties' factor is %v", got)
	}
	if got := game.board.blur[0]; math.Abs(float64(got)-.25) > 1e-6 {
		t.Errorf("halfway, the noise's deviation is %v", got)
	}
}

// An extragradient step moves from where it began, by the gradient half a step on.
func TestExtragradient(t *testing.T) {
	s := settings(func(s *Settings) {
		s.Play = Extragradient
		s.G.Rule.Rule, s.D.Rule.Rule = "sgd", "sgd"
	})
	game, hand := mustNew(t, s), mustNew(t, s)
	game.Round()
	begin := slices.Clone(hand.g.params)
	beginD := slices.Clone(hand.d.params)
	rate := float32(s.G.Rule.LearningRate)
	hand.board.draw()
	hand.board.moveBoth.Run()
	kernel.AddScaled(hand.g.params, hand.g.gradient, -rate)
	kernel.AddScaled(hand.d.params, hand.d.gradient, -rate)
	hand.board.draw()
	hand.board.moveBoth.Run()
	kernel.AddScaled(begin, hand.g.gradient, -rate)
	kernel.AddScaled(beginD, hand.d.gradient, -rate)
	if !slices.Equal(begin, game.g.params) || !slices.Equal(beginD, game.d.params) {
		t.Error("a round is not the two steps it is made of")
	}
}

// Views show the averaged G, and training goes on with G itself.
func TestAverageIsShown(t *testing.T) {
	plain, averaged := mustNew(t, settings()), mustNew(t, settings(func(s *Settings) { s.Average = .999 }))
	for range 30 {
		plain.Round()
		averaged.Round()
	}
	if !slices.Equal(plain.g.params, averaged.g.params) {
		t.Error("an average changed the training")
	}
	input := make([]float32, 200)
	plain.Draw(input, random.New(1, random.Show))
	a, b := make([]float32, 200), make([]float32, 200)
	plain.Generate(a, input)
	averaged.Generate(b, input)
	if slices.Equal(a, b) {
		t.Error("the average is not shown")
	}
}

// A generator of mgan's is a layer of its own on z: the others' columns are 0.
func TestGeneratorsAreSeparate(t *testing.T) {
	game := mustNew(t, remedies()["mgan"])
	const n = 6
	input := make([]float32, n*game.Inputs())
	game.Draw(input, random.New(1, random.Show))
	classes := make([]uint8, n)
	if count := game.Classes(classes, input); count != 3 {
		t.Fatalf("%d generators", count)
	}
	before, after := make([]float32, 2*n), make([]float32, 2*n)
	game.Generate(before, input)
	// Generator 0's first layer: the code's column 0, and each of z's times it.
	in, width := game.g.networks[0].In, game.g.networks[0].Hidden[0]
	for row := 0; row < in; row += 3 {
		for column := range width {
			game.g.params[row+column*in] += 1
		}
	}
	game.Generate(after, input)
	for i, class := range classes {
		if moved := before[i] != after[i]; moved != (class == 0) {
			t.Errorf("point %d of generator %d moved: %v", i, class, moved)
		}
	}
}

// The latent's clusters have their centres where they say, and unit variance in all.
func TestClusters(t *testing.T) {
	for _, dim := range []int{1, 2, 3} {
		l := Latent{"mixture", dim, 8, .01}
		const n = 4000
		z := make([]float32, n*dim)
		l.Draw(z, random.New(1, random.Show))
		var square float64
		seen := map[int]bool{}
		for i := range n {
			y := float32(0)
			if dim > 1 {
				y = z[n+i]
				square += float64(y) * float64(y)
			}
			square += float64(z[i]) * float64(z[i])
			k := l.Cluster(z[i], y)
			seen[k] = true
			cx, cy := l.Centre(k)
			if math.Hypot(float64(z[i]-cx), float64(y-cy)) > .06 {
				t.Fatalf("%d dimensions: point %d is far from every centre", dim, i)
			}
		}
		if want := float64(min(dim, 2)); len(seen) != 8 || math.Abs(square/n-want) > .05*want {
			t.Errorf("%d dimensions: %d clusters, variance %v", dim, len(seen), square/n)
		}
	}
}

// Consensus adds the gradient of half the squared length of both gradients: along what
// it adds, that changes by its squared length.
func TestConsensus(t *testing.T) {
	for _, penalties := range []Penalties{{End: 1}, {Fake: 1, End: 1}, {Between: 1, End: 1}} {
		with := func(gamma float64) *Game {
			game := mustNew(t, settings(func(s *Settings) {
				s.Consensus, s.Play, s.Penalties = gamma, Simultaneous, penalties
				s.G.Activation, s.D.Activation = kernel.Tanh, kernel.Tanh
			}))
			game.board.draw()
			game.board.moveBoth.Run()
			return game
		}
		const gamma = 2
		plain, agreed := with(0), with(gamma)
		half := func() float64 {
			plain.board.moveBoth.Run()
			d, g := plain.GradientNorms()
			return (d*d + g*g) / 2
		}
		for i, p := range []*player{&plain.d, &plain.g} {
			pull := slices.Clone([]*player{&agreed.d, &agreed.g}[i].gradient)
			kernel.AddScaled(pull, p.gradient, -1)
			length := norm(pull)
			begin := slices.Clone(p.params)
			at := func(step float64) float64 {
				copy(p.params, begin)
				kernel.AddScaled(p.params, pull, float32(step/length))
				return half()
			}
			const h = 4e-3
			got := gamma * (at(h) - at(-h)) / (2 * h)
			copy(p.params, begin)
			half()
			if length == 0 || math.Abs(got-length) > .03*length {
				t.Errorf("%s with %+v: %v along a pull of %v", p.name, penalties, got, length)
			}
		}
	}
}

// Unrolled, G minimises minus what D's loss will be, the real points' part of it too.
func TestUnrolledLoss(t *testing.T) {
	game := mustNew(t, settings(func(s *Settings) { s.Unroll, s.Loss = 2, "minimax" }))
	b := game.board
	b.draw()
	game.prepare()
	var got, want [1]float32
	d := b.answer()
	Compile(Output{Expr: b.gLoss(d), Into: got[:]}, Output{Expr: Neg(b.dLoss(d)), Into: want[:]}).Run()
	if got[0] != want[0] {
		t.Errorf("G's loss is %v, minus D's %v", got[0], want[0])
	}
}

// D's own loss leaves the autoencoder alone whose features it reads; G's points feel it.
func TestFeaturesAreHeld(t *testing.T) {
	game := mustNew(t, settings(func(s *Settings) { s.Features = true }))
	b := game.board
	b.draw()
	loss := game.loss.Discriminator(b.judge(b.d, b.real), b.judge(b.d, b.fake))
	for _, g := range Grad(loss, game.critic.encoder.of(b.d)...) {
		if v, ok := constant(g); !ok || v != 0 {
			t.Error("D's loss moves the encoder")
		}
	}
	for _, g := range Grad(b.dLoss(b.d), game.critic.encoder.of(b.d)...) {
		if v, ok := constant(g); ok && v == 0 {
			t.Error("nothing moves the encoder")
		}
	}
}

// constant computes e if all its numbers are the same.
func constant(e *Expr) (v float32, ok bool) {
	all := make([]float32, e.Rows()*e.Cols())
	Compile(Output{Expr: e, Into: all}).Run()
	for _, x := range all {
		if x != all[0] {
			return 0, false
		}
	}
	return all[0], true
}
