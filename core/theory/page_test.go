package theory

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
)

// What a page gets is right, has a number for each point, and goes through JSON.
func TestCompare(t *testing.T) {
	for _, v := range hard {
		c := pair(t, v[0], v[1])
		r, err := Compare(v[0], v[1], Grid{-12, 15, 400})
		if err != nil {
			t.Fatal(err)
		}
		for i, x := range r.X {
			p, q := r.P[i], r.Q[i]
			near0(t, "JSD", r.JSD.Integrand[i], jsdTerm(c.P.LogAt(x), c.Q.LogAt(x)), 0)
			near0(t, "TV", r.TV.Integrand[i], math.Abs(p-q)/2, 1e-14)
			near0(t, "D*", r.Best[i]*(p+q), p, 1e-12*(p+q))
			near0(t, "W1", r.W1.Integrand[i], math.Abs(c.P.Below(x)-c.Q.Below(x)), 1e-14)
			if p > 0 && q > 0 {
				near0(t, "KL", r.KL.Integrand[i], p*math.Log(p/q), 1e-11*max(p, 1))
			}
		}
		near(t, "W2", r.W2.Value, c.W2(), 0)
		if _, err := json.Marshal(r); err != nil {
			t.Error(err)
		}
	}
	// What is drawn of two smooth mixtures has the value for its area.
	r, err := Compare(Mixture{{-1, 1, 1}, {2, .7, 2}}, Gaussian(1, 1.5), Grid{-12, 14, 4000})
	if err != nil {
		t.Fatal(err)
	}
	for name, d := range map[string]Divergence{"KL": r.KL, "reverse KL": r.ReverseKL, "JSD": r.JSD, "TV": r.TV, "W1": r.W1} {
		near0(t, name, area(r.X, d.Integrand), d.Value, 1e-5)
	}
	near0(t, "W2²", area(r.X, r.W2.Integrand), r.W2.Value*r.W2.Value, 1e-7)
}

func area(x, f []float64) float64 {
	var sum float64
	for _, v := range f {
		sum += v * (x[1] - x[0])
	}
	return sum
}

func TestBestCritics(t *testing.T) {
	r, err := BestCritics(Gaussian(0, 1), Gaussian(3, .2), Grid{-30, 30, 301}, -1, 1)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := json.Marshal(r); err != nil { // no T* is infinite
		t.Error(err)
	}
	if len(r.T) != len(FDivergences()) {
		t.Errorf("%d critics of f-divergences", len(r.T))
	}
	for i := range r.X {
		near0(t, "LSGAN", r.LSGAN[i], 2*r.Best[i]-1, 1e-15)
	}
}

func TestFlat(t *testing.T) {
	list, err := Flat([]float64{0, 1, -20, 30, 70})
	if err != nil {
		t.Fatal(err)
	}
	near(t, "JSD", list[1].JSD, .11142148218473618, 1e-13)
	near(t, "to the left", list[2].Gradients.JSD, -1.19419173563557e-22, digits)
	near(t, "far", list[4].W1, 70, 1e-14)
	if list[4].Gap == 0 || list[4].Gradients.JSD == 0 {
		t.Error("nothing left at 70")
	}
	if _, err := json.Marshal(list); err != nil {
		t.Error(err)
	}
}

func TestPlay(t *testing.T) {
	for _, name := range Games() {
		for _, r := range Rules() {
			p, err := Play(defaults(t, name), rule(t, r, .1), []float64{.5, .5}, 50, .9)
			if err != nil {
				t.Fatal(err)
			}
			if len(p.Path) != 2*51 || len(p.Average) != len(p.Path) || len(p.Smooth) != len(p.Path) {
				t.Errorf("%s by %s: %d numbers", name, r, len(p.Path))
			}
			if (p.Contraction == nil) != (r == "historical") || len(p.Field) != 2 {
				t.Errorf("%s by %s: %+v", name, r, p.Contraction)
			}
			if _, err := json.Marshal(p); err != nil {
				t.Error(err)
			}
			var x, smooth float64 = 0, .5
			for i := 0; i < len(p.Path); i += 2 {
				x += p.Path[i]
				if i > 0 {
					smooth = .9*smooth + (1-.9)*p.Path[i]
				}
				near0(t, "average", p.Average[i], x/float64(i/2+1), 1e-12)
				near0(t, "moving average", p.Smooth[i], smooth, 1e-12)
			}
		}
	}
	p, err := Play(defaults(t, "bilinear"), rule(t, "simultaneous", 10), []float64{1, 0}, 1000, 0)
	if err != nil || !p.Diverged || len(p.Path) > 40 {
		t.Errorf("%v, %d numbers of a play that explodes", err, len(p.Path))
	}
	s := defaults(t, "dirac")
	s.Loss, s.GP = "wgan", .7
	if p, err := Play(s, rule(t, "simultaneous", .1), []float64{1, 1}, 10, 0); err != nil || p.Contraction != nil || p.Field != nil {
		t.Errorf("%v, %v at an edge", err, p)
	}
}

// What is wrong is refused, in a sentence.
func TestRefusals(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	fine, grid := Gaussian(0, 1), Grid{-5, 5, 100}
	refused := func(what string, err error) {
		t.Helper()
		if err == nil {
			t.Errorf("%s was taken", what)
		} else if text := err.Error(); !strings.HasPrefix(text, "theory: ") || len(text) < 30 {
			t.Errorf("%s: %q is no sentence", what, text)
		}
	}
	for what, m := range map[string]Mixture{
		"nothing": nil, "too many": make(Mixture, 17), "a mean of NaN": {{nan, 1, 1}}, "an infinite mean": {{inf, 1, 1}},
		"no width": {{0, 0, 1}}, "a negative width": {{0, -1, 1}}, "a width of NaN": {{0, nan, 1}},
		"a negative weight": {{0, 1, -1}}, "a weight of NaN": {{0, 1, nan}}, "no weight": {{0, 1, 0}, {1, 1, 0}},
	} {
		_, err := Compare(m, fine, grid)
		refused(what, err)
		_, err = Compare(fine, m, grid)
		refused(what, err)
		_, err = BestCritics(m, fine, grid, 0, 1)
		refused(what, err)
		_, err = ValueOfLogistic(fine, m, 1, 0)
		refused(what, err)
	}
	for what, g := range map[string]Grid{"one point": {0, 1, 1}, "too many points": {0, 1, 1e6}, "backwards": {1, 0, 10}, "NaN": {nan, 1, 10}, "infinite": {0, inf, 10}} {
		_, err := Compare(fine, fine, g)
		refused("a grid, "+what, err)
	}
	_, err := BestCritics(fine, fine, grid, nan, 1)
	refused("a target", err)
	_, err = ValueOfLogistic(fine, fine, inf, 1)
	refused("a slope", err)
	_, err = Flat([]float64{1, nan})
	refused("a mean", err)
	_, err = Flat(make([]float64, mostPoints+1))
	refused("too many means", err)

	play := func(change func(*GameSettings, *Rule, *[]float64, *int, *float64)) error {
		s, r, start, steps, b := defaults(t, "dirac"), rule(t, "lookahead", .1), []float64{1, 1}, 10, .9
		change(&s, &r, &start, &steps, &b)
		_, err := Play(s, r, start, steps, b)
		return err
	}
	for what, change := range map[string]func(s *GameSettings, r *Rule, start *[]float64, steps *int, b *float64){
		"a game":    func(s *GameSettings, _ *Rule, _ *[]float64, _ *int, _ *float64) { s.Name = "chess" },
		"a loss":    func(s *GameSettings, _ *Rule, _ *[]float64, _ *int, _ *float64) { s.Loss = "began" },
		"a penalty": func(s *GameSettings, _ *Rule, _ *[]float64, _ *int, _ *float64) { s.R1 = -1 },
		"noise":     func(s *GameSettings, _ *Rule, _ *[]float64, _ *int, _ *float64) { s.Noise = nan },
		"no curvature": func(s *GameSettings, _ *Rule, _ *[]float64, _ *int, _ *float64) {
			s.Name, s.CurvatureX = "quadratic", 0
		},
		"a coupling": func(s *GameSettings, _ *Rule, _ *[]float64, _ *int, _ *float64) { s.Name, s.Coupling = "bilinear", inf },
		"no epsilon": func(s *GameSettings, _ *Rule, _ *[]float64, _ *int, _ *float64) {
			s.Name, s.Epsilon = "almost-bilinear", 0
		},
		"a rule":     func(_ *GameSettings, r *Rule, _ *[]float64, _ *int, _ *float64) { r.Name = "luck" },
		"no rate":    func(_ *GameSettings, r *Rule, _ *[]float64, _ *int, _ *float64) { r.Rate = 0 },
		"a rate":     func(_ *GameSettings, r *Rule, _ *[]float64, _ *int, _ *float64) { r.Rate = nan },
		"a momentum": func(_ *GameSettings, r *Rule, _ *[]float64, _ *int, _ *float64) { r.Name, r.Momentum = "momentum", 1 },
		"an alpha":   func(_ *GameSettings, r *Rule, _ *[]float64, _ *int, _ *float64) { r.Alpha = 2 },
		"a cycle":    func(_ *GameSettings, r *Rule, _ *[]float64, _ *int, _ *float64) { r.Cycle = 0 },
		"moves of y": func(_ *GameSettings, r *Rule, _ *[]float64, _ *int, _ *float64) { r.Alternating, r.YSteps = true, 0 },
		"turns": func(_ *GameSettings, r *Rule, _ *[]float64, _ *int, _ *float64) {
			r.Name, r.Alternating = "optimistic", true
		},
		"a gamma":    func(_ *GameSettings, r *Rule, _ *[]float64, _ *int, _ *float64) { r.Name, r.Gamma = "consensus", -1 },
		"a c":        func(_ *GameSettings, r *Rule, _ *[]float64, _ *int, _ *float64) { r.Name, r.C = "historical", nan },
		"a start":    func(_ *GameSettings, _ *Rule, start *[]float64, _ *int, _ *float64) { *start = []float64{1} },
		"no number":  func(_ *GameSettings, _ *Rule, start *[]float64, _ *int, _ *float64) { *start = []float64{1, nan} },
		"steps":      func(_ *GameSettings, _ *Rule, _ *[]float64, steps *int, _ *float64) { *steps = mostSteps + 1 },
		"back":       func(_ *GameSettings, _ *Rule, _ *[]float64, steps *int, _ *float64) { *steps = -1 },
		"an average": func(_ *GameSettings, _ *Rule, _ *[]float64, _ *int, b *float64) { *b = 1 },
	} {
		refused(what, play(change))
	}
	if err := play(func(*GameSettings, *Rule, *[]float64, *int, *float64) {}); err != nil {
		t.Error(err)
	}
	if _, err := DefaultRule("luck"); err == nil {
		t.Error("a rule called luck")
	}
	if _, err := DefaultGame("chess"); err == nil {
		t.Error("a game called chess")
	}
}

func BenchmarkCompare(b *testing.B) {
	for name, v := range map[string][2]Mixture{
		"1and1": {Gaussian(0, 1), Gaussian(2, .5)},
		"2and2": {{{-2, .5, 1}, {2, .5, 1}}, {{-1, .7, 1}, {2, 1, 1}}},
		"4and4": {{{-3, .3, 1}, {-1, .3, 1}, {1, .3, 1}, {3, .3, 1}}, {{-3, .3, 1}, {-1, .5, 1}, {0, .3, 1}, {4, .3, 1}}},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := Compare(v[0], v[1], Grid{-6, 6, 400}); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(name+"/divergences", func(b *testing.B) {
			for b.Loop() {
				c := pair(b, v[0], v[1])
				c.KL()
				c.JSD()
			}
		})
	}
}

func BenchmarkFlat(b *testing.B) {
	mus := make([]float64, 100)
	for i := range mus {
		mus[i] = .3 * float64(i)
	}
	for b.Loop() {
		if _, err := Flat(mus); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPlay(b *testing.B) {
	for _, name := range Games() {
		s := defaults(b, name)
		r := rule(b, "alternating", .1)
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := Play(s, r, []float64{.5, .5}, 1000, .9); err != nil {
					b.Fatal(err)
				}
			}
		})
		if name == "dirac" {
			s.Noise = .7
			b.Run("dirac/noise", func(b *testing.B) {
				for b.Loop() {
					if _, err := Play(s, r, []float64{.5, .5}, 1000, .9); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
