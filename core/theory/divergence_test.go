package theory

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/diff/fd"
	"gonum.org/v1/gonum/integrate/quad"
	"gonum.org/v1/gonum/stat/distuv"
)

// Accuracy: the reference values have 15 digits, of which a sum of some hundreds of
// terms loses one. A small KL or JSD is a difference of larger numbers.
const (
	digits     = 2e-14
	difference = 1e-12
	twelve     = 1e-11 // where the reference has 12 digits
)

// Every column of the table of N(0, 1) and N(mu, 1).
func TestShiftedGaussians(t *testing.T) {
	for _, row := range reference(t, "gaussians_N(0,1)_vs_N(mu,1)").rows(t, "table") {
		mu := row.number(t, "mu")
		c := pair(t, Gaussian(0, 1), Gaussian(mu, 1))
		g := c.Gradients()
		at := " at " + row["mu"].(string)
		for _, v := range []struct {
			column         string
			got, tolerance float64
		}{
			{"JSD", c.JSD(), difference},
			{"log2_minus_JSD", c.Gap(), digits},
			{"V(D*,G)=2JSD-log4", c.BestValue(), digits},
			{"KL(p||q)", c.KL(), difference},
			{"KL(q||p)", c.ReverseKL(), difference},
			{"sym_KL", c.KL() + c.ReverseKL(), difference},
			{"dJSD_dmu", g.JSD, digits},
			{"E_q[D*]", c.nodes.sum(func(p, q float64) float64 { return math.Exp(q) * sigmoid(p-q) }), digits},
			{"grad_saturating_G_=_mu*E_q[D*]_=_2*dJSD_dmu", g.Saturating, digits},
			{"grad_nonsaturating_G_=_mu*(1-E_q[D*])", g.NonSaturating, digits},
			{"W1", c.W1(), digits},
			{"dKL_dmu", g.ReverseKL, digits},
			{"TV_(half L1)", c.TV(), digits},
			{"TV_(half L1)", GaussianTV(0, mu, 1), digits},
			{"Hellinger2_(1-BC)", GaussianHellinger(0, 1, mu, 1), digits},
			{"chi2_Pearson", GaussianPearson(0, mu, 1), twelve},
			{"D*_at_x=0", c.Best(0), twelve},
			{"D*_at_x=mu", c.Best(mu), twelve},
		} {
			near(t, v.column+at, v.got, row.number(t, v.column), v.tolerance)
		}
		near0(t, "W2"+at, c.W2(), row.number(t, "W2"), digits*max(mu, 1))
		near(t, "dW1"+at, g.W1, sign(mu), digits) // 0 at the kink
		// Theorem 2.5 of Arjovsky and Bottou (2017).
		near0(t, "identity"+at, g.NonSaturating, g.ReverseKL-2*g.JSD, 1e-13*max(mu, 1))
	}
}

// Gaussians of different widths.
func TestWiderGaussians(t *testing.T) {
	for _, row := range reference(t, "gaussians_general").rows(t, "table") {
		m, s := row.number(t, "m"), row.number(t, "s")
		c := pair(t, Gaussian(0, 1), Gaussian(m, s))
		near(t, "JSD", c.JSD(), row.number(t, "JSD"), 1e-13)
		near(t, "KL", c.KL(), row.number(t, "KL(p||q)"), 1e-13)
		near(t, "reverse KL", c.ReverseKL(), row.number(t, "KL(q||p)"), 1e-13)
	}
	for _, v := range [][2]float64{{0, .5}, {3, 2}, {30, .01}, {-5, 100}, {700, .001}, {.01, 1.001}} {
		m, s := v[0], v[1]
		c := pair(t, Gaussian(0, 1), Gaussian(m, s))
		// A place is known to 2e-16 of itself, however narrow the Gaussian there.
		place := 1e-13 + 2e-16*math.Abs(m)/s
		near0(t, "KL", c.KL(), GaussianKL(0, 1, m, s), place*max(1, c.KL()))
		near0(t, "reverse KL", c.ReverseKL(), GaussianKL(m, s, 0, 1), place*max(1, c.ReverseKL()))
		near(t, "W2", c.W2(), GaussianW2(0, 1, m, s), place)
		// The cheapest way is straight, so W1 is the mean of |m + (s - 1) x|.
		n := distuv.UnitNormal
		d, r := s-1, m/math.Abs(s-1)
		near(t, "W1", c.W1(), 2*math.Abs(d)*n.Prob(r)+m*(1-2*n.CDF(-r)), 1e-13)
		if math.Abs(m) > 5 {
			continue // p/q is more than a float holds
		}
		near(t, "Hellinger", c.FDivergence(func(l float64) float64 { return square(math.Expm1(l / 2)) }),
			2*GaussianHellinger(0, 1, m, s), 1e-9) // the tails of √(pq) are wider than those of p and q
	}
}

// A mixture of two modes, most of them far from each other, and one that has lost
// track of half of them, or all: what the modes' weights alone give.
func TestSeparateModes(t *testing.T) {
	const narrow, place = .01, 1e-13
	p := Mixture{{-10, narrow, 1}, {10, narrow, 1}}
	for _, share := range []float64{.3, .5, .9} {
		c := pair(t, p, Mixture{{-10, narrow, share}, {10, narrow, 1 - share}})
		kl := -(math.Log(2*share) + math.Log(2*(1-share))) / 2
		near0(t, "KL", c.KL(), kl, place)
		near0(t, "reverse KL", c.ReverseKL(), share*math.Log(2*share)+(1-share)*math.Log(2*(1-share)), place)
		near0(t, "TV", c.TV(), math.Abs(share-.5), 1e-14)
		// Half of what has to move comes from the left of its mode, and goes to the right of the other.
		near(t, "W1", c.W1()+1, 20*math.Abs(share-.5)+1, 1e-3)
	}
	c := pair(t, p, Mixture{{-10, narrow, 1}})
	half, _ := Collapsed(1, 2)
	near(t, "JSD", c.JSD(), half.JSD, place)
	near(t, "reverse KL", c.ReverseKL(), half.ReverseKL, place)
	near(t, "TV", c.TV(), half.TV, digits)
	near(t, "W1", c.W1(), 10, digits)
	near(t, "D* on what it has", c.Best(-10), half.Captured, digits)
}

// Mixtures of narrow and wide Gaussians, against panels four times as many.
func TestPanelsAreFineEnough(t *testing.T) {
	for _, v := range hard {
		c := pair(t, v[0], v[1])
		fine := pair(t, v[0], v[1])
		fine.nodes = finer(c)
		near(t, "KL", c.KL(), fine.KL(), 1e-13)
		near(t, "reverse KL", c.ReverseKL(), fine.ReverseKL(), 1e-13)
		near(t, "JSD", c.JSD(), fine.JSD(), 1e-13)
		near(t, "gap", c.Gap(), fine.Gap(), 1e-13)
		a, b := c.Gradients(), fine.Gradients()
		for _, g := range [][2]float64{{a.Saturating, b.Saturating}, {a.NonSaturating, b.NonSaturating}, {a.ReverseKL, b.ReverseKL}} {
			near0(t, "gradient", g[0], g[1], 1e-12*max(1, math.Abs(a.ReverseKL)))
		}
		// TV and W1 have no quadrature; a plain one misses their kinks.
		near0(t, "TV", c.TV(), fine.nodes.sum(tvTerm), 1e-5)
		var area float64
		for i, x := range fine.nodes.x {
			area += fine.nodes.weight[i] * math.Abs(fine.excess(x))
		}
		near(t, "W1", c.W1(), area, 1e-4)
	}
}

var hard = [][2]Mixture{
	{{{-1, .2, .5}, {1, .2, .5}}, {{-1, .2, .3}, {2, .1, .5}, {4, 1, .01}}},
	{{{-10, .01, .5}, {10, .01, .5}, {0, 3, 1}}, {{-7, .01, .5}, {13, .01, .5}, {3, 3, 1}}},
	{{{0, 1, 1}, {0, .05, 1}}, {{.1, 1, 1}, {-.3, .002, 5}}},
	{{{-20, 1, 1}, {20, .1, 1}}, {{0, 1, 1}}},
	{{{0, 1, 1}, {5, 1, 1e-3}}, {{40, .5, 1}, {-30, .02, 2}}},
}

// finer cuts each panel in four.
func finer(c *Pair) nodes {
	cuts := panels(features(c.P, c.Q))
	var n nodes
	at, weight := legendre()
	for i := range len(cuts) - 1 {
		for k := range 4 {
			half := (cuts[i+1] - cuts[i]) / 8
			middle := cuts[i] + half*float64(2*k+1)
			for l := range at {
				x := middle + half*at[l]
				n.x, n.weight = append(n.x, x), append(n.weight, half*weight[l])
				n.p, n.q = append(n.p, c.P.LogAt(x)), append(n.q, c.Q.LogAt(x))
			}
		}
	}
	return n
}

// Distances in the line: of a mixture moved, and of one turned round a point.
func TestTransport(t *testing.T) {
	for _, v := range hard {
		p := v[0]
		moved := make(Mixture, len(p))
		for i, n := range p {
			moved[i] = Normal{n.Mean + 2.5, n.Width, n.Weight}
		}
		c := pair(t, p, moved)
		near(t, "W1 of a move", c.W1(), 2.5, 1e-13)
		near(t, "W2 of a move", c.W2(), 2.5, 1e-10) // one is .002 wide
		near(t, "slope of W1", c.Gradients().W1, 1, 1e-13)

		// The places where mass comes from and goes to have the same probability below.
		c = pair(t, v[0], v[1])
		for x := -12.; x < 14; x += .37 {
			y := c.Transport(x)
			if c.P.Below(x) < .5 {
				near(t, "below", c.Q.Below(y), c.P.Below(x), 1e-8)
			} else {
				near(t, "above", c.Q.Above(y), c.P.Above(x), 1e-8)
			}
		}
		// W1² <= W2² = ∫ (x - y)² over probabilities, here by brute force.
		var sum float64
		const n = 20_000
		low, high := ends(c.P)
		l, h := ends(c.Q)
		for i := range n {
			u := (float64(i) + .5) / n
			sum += square(quantile(c.P, u, low, high)-quantile(c.Q, u, l, h)) / n
		}
		near(t, "W2", c.W2(), math.Sqrt(sum), 1e-3)
		if c.W2() < c.W1()*(1-1e-13) {
			t.Errorf("W2 %v is less than W1 %v", c.W2(), c.W1())
		}
		// Both ways are the same.
		back := pair(t, v[1], v[0])
		near(t, "W1 back", back.W1(), c.W1(), 1e-13)
		near(t, "W2 back", back.W2(), c.W2(), 1e-10)
		near(t, "JSD back", back.JSD(), c.JSD(), 1e-13)
		near(t, "KL back", back.KL(), c.ReverseKL(), 1e-13)
	}
}

func quantile(d Density, u, low, high float64) float64 {
	return bisect(func(x float64) float64 { return d.Below(x) - u }, low, high)
}

// Gradients against differences of the divergences themselves.
func TestGradients(t *testing.T) {
	for _, v := range hard {
		at := func(shift float64) *Pair {
			q := make(Mixture, len(v[1]))
			for i, n := range v[1] {
				q[i] = Normal{n.Mean + shift, n.Width, n.Weight}
			}
			return pair(t, v[0], q)
		}
		c := at(0)
		g := c.Gradients()
		slope := func(f func(*Pair) float64) float64 {
			return fd.Derivative(func(s float64) float64 { return f(at(s)) }, 0, &fd.Settings{Formula: fd.Central, Step: 1e-5})
		}
		near0(t, "JSD", g.JSD, slope((*Pair).JSD), 1e-7)
		near0(t, "reverse KL", g.ReverseKL, slope((*Pair).ReverseKL), 1e-6*max(1, math.Abs(g.ReverseKL)))
		near0(t, "W1", g.W1, slope((*Pair).W1), 1e-7)
		// D is held at D*: of V its value for shifted q.
		held := func(h func(l float64) float64) float64 {
			return slope(func(s *Pair) float64 {
				var sum float64
				for i, x := range s.nodes.x {
					sum += s.nodes.weight[i] * math.Exp(s.nodes.q[i]) * h(c.LogRatio(x))
				}
				return sum
			})
		}
		near0(t, "saturating", g.Saturating, held(func(l float64) float64 { return -softplus(l) }), 1e-6*max(1, math.Abs(g.ReverseKL)))
		near0(t, "non-saturating", g.NonSaturating, held(func(l float64) float64 { return softplus(-l) }), 1e-6*max(1, math.Abs(g.ReverseKL)))
		near0(t, "identity", g.NonSaturating, g.ReverseKL-2*g.JSD, 1e-12*max(1, math.Abs(g.ReverseKL)))
	}
}

func TestDensity(t *testing.T) {
	m := Mixture{{-2, .5, 3}, {1, 2, 1}, {9, .1, 0}}
	d, err := m.Density()
	if err != nil {
		t.Fatal(err)
	}
	a, b := distuv.Normal{Mu: -2, Sigma: .5}, distuv.Normal{Mu: 1, Sigma: 2}
	for x := -9.; x < 10; x += .7 {
		near(t, "density", math.Exp(d.LogAt(x)), .75*a.Prob(x)+.25*b.Prob(x), 1e-13)
		near(t, "below", d.Below(x), .75*a.CDF(x)+.25*b.CDF(x), 1e-13)
		near0(t, "above", d.Above(x), .75*a.Survival(x)+.25*b.Survival(x), 1e-15)
		near(t, "above, as below", d.Above(x), .75*a.CDF(2*a.Mu-x)+.25*b.CDF(2*b.Mu-x), 1e-13)
		_, score := d.At(x)
		near0(t, "score", score, fd.Derivative(d.LogAt, x, &fd.Settings{Formula: fd.Central}), 1e-7)
		near0(t, "density by area", d.Below(x), fd.Derivative(d.area, x, &fd.Settings{Formula: fd.Central}), 1e-8)
	}
	near(t, "mean", d.Mean(), -1.25, 1e-15)
	near(t, "mass", quad.Fixed(func(x float64) float64 { return math.Exp(d.LogAt(x)) }, -20, 22, 400, quad.Legendre{}, 0), 1, 1e-13)
	// Far out, the logarithm goes on where the density is 0.
	near(t, "far", d.LogAt(200), math.Log(.25/2)-logRoot2Pi-99.5*99.5/2, 1e-14)
}
