package theory

import (
	"fmt"
	"math"
	"math/cmplx"
	"os"
	"regexp"
	"strings"
	"testing"

	"gonum.org/v1/gonum/diff/fd"
	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
)

// What the solutions of the lecture's exercises say, found in other ways than there.

// exercise returns an exercise of the lecture with its solution.
func exercise(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile("../../site/text/lecture/en.md")
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile(`(?s)\n::: exercise ` + name + `\n(.*?\n:::\n\n::: solution\n.*?)\n:::\n`).FindStringSubmatch(string(text))
	if found == nil {
		t.Fatalf("no exercise %s", name)
	}
	return found[1]
}

// says checks that a text has a value, written in its own way.
func says(t *testing.T, text, format string, value float64) {
	t.Helper()
	if want := fmt.Sprintf(format, value); !strings.Contains(text, want) {
		t.Errorf("%q is not in\n%s", want, text)
	}
}

func TestExerciseOfFourPlaces(t *testing.T) {
	p, q := []float64{.5, .25, .25, 0}, []float64{.25, .25, 0, .5}
	var m []float64
	for i := range p {
		m = append(m, (p[i]+q[i])/2)
	}
	jsd := (stat.KullbackLeibler(p, m) + stat.KullbackLeibler(q, m)) / 2
	near(t, "JSD", jsd, math.Ln2-3./8*math.Log(3), 1e-14)
	near(t, "V", -2*math.Ln2+2*jsd, -3./4*math.Log(3), 1e-14)
	// The best D, place by place, by trying.
	for i, want := range []float64{2. / 3, .5, 1, 0} {
		best, most := 0., math.Inf(-1)
		for n := range 6001 {
			d, v := float64(n)/6000, 0.
			if p[i] > 0 {
				v += p[i] * math.Log(d)
			}
			if q[i] > 0 {
				v += q[i] * math.Log(1-d)
			}
			if v > most {
				best, most = d, v
			}
		}
		near0(t, "D*", best, want, 1e-9)
	}
	text := exercise(t, "discrete")
	says(t, text, `\approx%.3f`, -2*math.Ln2+2*jsd)
	says(t, text, `\approx%.3f`, jsd)
}

func TestExerciseOfSmoothing(t *testing.T) {
	best := func(alpha, beta, p, q float64) float64 {
		at, most := 0., math.Inf(-1)
		for n := 1; n < 100000; n++ {
			d := float64(n) / 100000
			real := alpha*math.Log(d) + (1-alpha)*math.Log(1-d)
			made := beta*math.Log(d) + (1-beta)*math.Log(1-d)
			if v := p*real + q*made; v > most {
				at, most = d, v
			}
		}
		return at
	}
	for _, v := range [][4]float64{{.9, 0, .3, .2}, {.9, .1, .05, .6}, {.7, .2, 1, 0}, {1, 0, .4, .1}} {
		alpha, beta, p, q := v[0], v[1], v[2], v[3]
		near0(t, "D*", best(alpha, beta, p, q), min((alpha*p+beta*q)/(p+q), .99999), 1.1e-5)
	}
	says(t, exercise(t, "smoothing"), "$%.2f$", best(.9, 0, 1, 1))
	// Far away, p/q = exp(-40 x) say: the slope of the logit.
	logit := func(alpha, beta float64) func(x float64) float64 {
		return func(x float64) float64 {
			u := math.Exp(-x)
			d := (alpha*u + beta) / (u + 1)
			return math.Log(d) - math.Log(1-d)
		}
	}
	near0(t, "one side", fd.Derivative(logit(.9, 0), 20, nil), -1, 1e-6)
	near0(t, "both sides", fd.Derivative(logit(.9, .1), 20, nil), 0, 1e-6)
}

func TestExerciseOfTheIdentity(t *testing.T) {
	for _, v := range hard[:3] {
		c := pair(t, v[0], v[1])
		sum := c.nodes.sum(func(p, q float64) float64 { // 2 m log m/p
			return (math.Exp(p) + math.Exp(q)) * (math.Log((1 + math.Exp(q-p)) / 2))
		})
		near0(t, "2 KL(m || p)", c.ReverseKL()-2*c.JSD(), sum, 1e-9*max(1, sum))
	}
	c := pair(t, Gaussian(0, 1), Gaussian(1, 1))
	text := exercise(t, "identity")
	says(t, text, `0.5-2\cdot%.4f`, c.JSD())
	says(t, text, "=%.3f$", simpson(func(x float64) float64 {
		p, q := normal(x, 0), normal(x, 1)
		return (p + q) * math.Log((p+q)/2/p)
	}, -12, 13))
}

func TestExerciseOfModes(t *testing.T) {
	formulas := func(r float64) (jsd, follows float64) {
		return math.Ln2 + (r*math.Log(r)-(1+r)*math.Log(1+r))/2, (1+r)*math.Log((1+r)/r) - 2*math.Ln2
	}
	for k := 1; k <= 9; k++ {
		for j := 1; j <= k; j++ {
			p, q, m := make([]float64, k), make([]float64, k), make([]float64, k)
			for i := range k {
				p[i] = 1 / float64(k)
				if i < j {
					q[i] = 1 / float64(j)
				}
				m[i] = (p[i] + q[i]) / 2
			}
			jsd, follows := formulas(float64(j) / float64(k))
			near0(t, "JSD", jsd, (stat.KullbackLeibler(p, m)+stat.KullbackLeibler(q, m))/2, 1e-14)
			near0(t, "2 KL(m || p)", follows, 2*stat.KullbackLeibler(m, p), 1e-14)
		}
	}
	text := exercise(t, "modes")
	jsd, follows := formulas(1. / 8)
	says(t, text, "$%.3f$", jsd)
	says(t, text, "$%.3f$", follows)
	const small = 1e-6
	jsd, follows = formulas(1 - small)
	says(t, text, `$%.3f\,w$`, 2*jsd/small)
	says(t, text, `%.3f\,w$`, follows/small)
}

func TestExerciseOfCovering(t *testing.T) {
	const a = 3
	p := Mixture{{-a, 1, 1}, {a, 1, 1}}
	kl := func(x []float64) float64 { return pair(t, p, Gaussian(x[0], math.Exp(x[1]))).KL() }
	best := []float64{0, math.Log(1+a*a) / 2}
	for _, slope := range fd.Gradient(nil, kl, best, nil) {
		near0(t, "the slope at the best", slope, 0, 1e-6)
	}
	for _, other := range [][]float64{{.5, best[1]}, {-.5, best[1]}, {0, best[1] + .2}, {0, best[1] - .2}, {a, 0}, {-a, 0}, {1, .5}} {
		if kl(other) <= kl(best) {
			t.Errorf("%v is better", other)
		}
	}
	text := exercise(t, "covering")
	q := distuv.Normal{Sigma: math.Sqrt(1 + a*a)}
	says(t, text, `$%.1f\,\%%$`, 100*(q.CDF(1)-q.CDF(-1)))
	half := distuv.Normal{Mu: a, Sigma: 1}
	says(t, text, `$%.1f\,\%%$`, 100*(half.CDF(1)-half.CDF(-1))) // either half has as much there
}

// Two points are two Gaussians as narrow as one likes.
func TestExerciseOfPoints(t *testing.T) {
	for _, theta := range []float64{-2, .5, 3} {
		c := pair(t, Gaussian(0, .01), Gaussian(theta, .01))
		near(t, "JSD", c.JSD(), math.Ln2, 1e-12)
		near(t, "W1", c.W1(), math.Abs(theta), 1e-9)
		near(t, "the critic's slope", c.WassersteinSlope(theta/2), -theta/math.Abs(theta), 1e-12)
		g := c.Gradients()
		near0(t, "the derivative of JSD", g.JSD, 0, 1e-12)
		near(t, "the derivative of W1", g.W1, theta/math.Abs(theta), 1e-9)
		if kl := c.KL(); kl < 1000 {
			t.Errorf("KL is %v", kl)
		}
	}
}

func TestExerciseOfSquares(t *testing.T) {
	for _, v := range [][4]float64{{-1, 1, .3, .2}, {0, 1, .1, .6}, {.2, -3, 1, 2}} {
		a, b, p, q := v[0], v[1], v[2], v[3]
		pays := func(f float64) float64 { return p*square(f-b)/2 + q*square(f-a)/2 }
		best := (b*p + a*q) / (p + q)
		if pays(best) >= pays(best-1e-4) || pays(best) >= pays(best+1e-4) {
			t.Errorf("%v is not the best", best)
		}
	}
	c := pair(t, Gaussian(0, 1), Gaussian(0, 1))
	for _, x := range []float64{-2, 0, 1} {
		near(t, "f*", c.BestLSGAN(x, 0, 1), .5, 1e-14)
	}
	for _, e := range Equilibria() {
		if e.Loss == "lsgan" {
			near(t, "L_D", e.Discriminator, .25, 1e-14)
			near(t, "L_G", e.Generator, .125, 1e-14)
		}
	}
}

func TestExerciseOfEigenvalues(t *testing.T) {
	const rate = .1
	text := exercise(t, "eigenvalues")
	simultaneous := mat.NewDense(2, 2, []float64{1, -rate, rate, 1})
	alternating := mat.NewDense(2, 2, []float64{1, -rate, rate, 1 - rate*rate})
	values := func(m *mat.Dense) []complex128 {
		var e mat.Eigen
		if !e.Factorize(m, mat.EigenNone) {
			t.Fatal("no eigenvalues")
		}
		return e.Values(nil)
	}
	for _, rho := range values(simultaneous) {
		near(t, "of a simultaneous step", math.Abs(imag(rho)), rate, 1e-12)
		near(t, "of a simultaneous step", cmplx.Abs(rho), math.Sqrt(1+rate*rate), 1e-12)
	}
	for _, rho := range values(alternating) {
		near(t, "of an alternating step", real(rho), 1-rate*rate/2, 1e-12)
		near(t, "of an alternating step", math.Abs(imag(rho)), rate*math.Sqrt(1-rate*rate/4), 1e-12)
		angle := math.Abs(cmplx.Phase(rho))
		says(t, text, `\theta=%.5f$`, angle)
		says(t, text, `=%.1f$`, 2*math.Pi/angle)
	}
	// Doubled, by playing.
	p, err := Play(defaults(t, "bilinear"), rule(t, "simultaneous", rate), []float64{.6, .8}, 200, .9)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for math.Hypot(p.Path[2*n], p.Path[2*n+1]) < 2 {
		n++
	}
	says(t, text, "in the %.0fth step", float64(n))
	says(t, text, "n=%.1f$", math.Ln2/math.Log(cmplx.Abs(values(simultaneous)[0])))
}

func TestExerciseOfNoSaddle(t *testing.T) {
	moves := []float64{-1, 1}
	for _, x := range moves {
		for _, y := range moves {
			if xGains, yGains := -x*y < x*y, x*-y > x*y; xGains == yGains {
				t.Errorf("at (%v, %v) %v %v", x, y, xGains, yGains)
			}
		}
	}
	// Mixed, a half and a half: no probability of the other's does better.
	for n := range 101 {
		s := float64(n) / 100
		near0(t, "against a coin", (2*s-1)*(2*.5-1), 0, 0)
	}
	exercise(t, "no-saddle")
}

func TestExerciseOfFriction(t *testing.T) {
	exercise(t, "friction")
	for _, gamma := range []float64{.2, .6, 1, 1.5, 4} {
		longest := 4 * gamma
		if gamma > 1 {
			longest = 4 / (gamma + math.Sqrt(gamma*gamma-1))
		}
		s := defaults(t, "dirac")
		s.R1 = gamma
		for share, in := range map[float64]bool{.98: true, 1.02: false} {
			if r := radius(t, game(t, s), rule(t, "simultaneous", longest*share)); r < 1 != in {
				t.Errorf("gamma %v, a step of %v: %v", gamma, longest*share, r)
			}
		}
	}
}

// What the example that goes through the lecture says.
func TestLectureExample(t *testing.T) {
	text, err := os.ReadFile("../../site/text/lecture/en.md")
	if err != nil {
		t.Fatal(err)
	}
	lecture := string(text)
	for _, mu := range []float64{1, 2} {
		c := pair(t, Gaussian(0, 1), Gaussian(mu, 1))
		says(t, lecture, fmt.Sprintf(`$%%.3f$ for $\mu=%v$`, mu), c.Best(mu))
		near(t, "KL", c.KL(), mu*mu/2, 1e-12)
		near(t, "the other KL", c.ReverseKL(), mu*mu/2, 1e-12)
		near0(t, "half way", c.LogRatio(mu/2), 0, 1e-12)
		says(t, lecture, "$%.3f", c.JSD())
		says(t, lecture, "%.3f$", c.BestValue())
	}
	// Mixed, and mixed in the weights.
	mixed := pair(t, Gaussian(0, 1), Mixture{{-2, 1, 1}, {2, 1, 1}})
	says(t, lecture, "its JSD is $%.3f$", mixed.JSD())
	steepest := 0.
	slope := func(mu float64) float64 { return pair(t, Gaussian(0, 1), Gaussian(mu, 1)).Gradients().JSD }
	for mu := 1.; mu < 3; mu += .001 {
		if slope(mu) > slope(steepest) {
			steepest = mu
		}
	}
	says(t, lecture, `\mu\approx%.2f$`, steepest)
	narrow, wide := pair(t, Gaussian(0, 1), Gaussian(0, .5)), pair(t, Gaussian(0, 1), Gaussian(0, 2))
	for s, c := range map[float64]*Pair{.5: narrow, 2: wide} {
		near(t, "KL of a width", c.KL(), math.Log(s)+1/(2*s*s)-.5, 1e-12)
		near(t, "the other KL of a width", c.ReverseKL(), -math.Log(s)+s*s/2-.5, 1e-12)
	}
	says(t, lecture, "$%.3f$ with the data in front", narrow.KL())
	says(t, lecture, "$%.3f$ with the model in front", narrow.ReverseKL())
	says(t, lecture, "$%.3f$ and", wide.KL())
}
