package theory

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/diff/fd"
)

// simpson integrates over many even steps: a rule that shares nothing with nodes.
func simpson(f func(x float64) float64, from, to float64) float64 {
	const steps = 1 << 14
	h := (to - from) / steps
	sum := f(from) + f(to)
	for i := 1; i < steps; i++ {
		sum += float64(2+2*(i%2)) * f(from+float64(i)*h)
	}
	return sum * h / 3
}

// normal is the density of N(mu, 1).
func normal(x, mu float64) float64 { return math.Exp(-(x-mu)*(x-mu)/2) / math.Sqrt(2*math.Pi) }

// N(0, 1) and N(mu, 1): G's gradient with f held is not that of the divergence that f
// measures. Both from the densities, by another rule, and by finite differences.
func TestLSGANGradient(t *testing.T) {
	difference := func(of func(mu float64) float64, mu float64) float64 {
		return fd.Derivative(of, mu, &fd.Settings{Formula: fd.Central, Step: 1e-4})
	}
	for _, mu := range []float64{-1, .3, 1, 2, 5} {
		c := pair(t, Gaussian(0, 1), Gaussian(mu, 1))
		g := c.Gradients()
		for _, targets := range [][3]float64{{-1, 1, 0}, {0, 1, 1}, {.2, -.7, 3}} {
			a, b, aim := targets[0], targets[1], targets[2]
			best := func(x float64) float64 {
				p, q := normal(x, 0), normal(x, mu)
				return (b*p + a*q) / (p + q)
			}
			held := difference(func(moved float64) float64 {
				return simpson(func(x float64) float64 { return normal(x, moved) * square(best(x)-aim) / 2 }, -12, 17)
			}, mu)
			near0(t, "with f held", c.LSGANGradient(a, b, aim), held, 1e-7)
			// D's loss at its best: the change of f does not count.
			left := difference(func(moved float64) float64 {
				return simpson(func(x float64) float64 {
					p, q := normal(x, 0), normal(x, moved)
					f := (b*p + a*q) / (p + q)
					return p*square(f-b)/2 + q*square(f-a)/2
				}, -12, 17)
			}, mu)
			near0(t, "of D's loss", c.LSGANGradient(a, b, a), left, 1e-7)
		}
		near(t, "LSGAN", g.LSGAN, c.LSGANGradient(-1, 1, 0), 0)
		half := difference(func(moved float64) float64 {
			return simpson(func(x float64) float64 {
				p, q := normal(x, 0), normal(x, moved)
				return square(2*q-(p+q)) / (p + q) / 2
			}, -12, 17)
		}, mu)
		near0(t, "half of Pearson's divergence", g.Pearson, half, 1e-7)
		// G's loss and the term that is constant while f is held are that half of a divergence.
		near0(t, "both terms", g.Pearson, difference(func(moved float64) float64 {
			return pair(t, Gaussian(0, 1), Gaussian(moved, 1)).LSGANLoss(-1, 1, 0)
		}, mu), 1e-7)
		near0(t, "D's loss and the divergence", c.LSGANLoss(-1, 1, 0), 1-simpson(func(x float64) float64 {
			p, q := normal(x, 0), normal(x, mu)
			return 2 * p * q / (p + q)
		}, -12, 17), 1e-12)
	}
}

// The figures that the lecture has.
func TestLSGANInFigures(t *testing.T) {
	for _, v := range []struct{ mu, held, pearson, usual float64 }{
		{1, .0597767462528, .338196120930, .114437403359},
		{2, .133044163802, .316555345404, .145660918252},
		{5, .0208089878449, .0265706293385, .0170471512571},
		{10, 2.15021842449e-6, 2.31388178997e-6, 1.65357965974e-6},
	} {
		c := pair(t, Gaussian(0, 1), Gaussian(v.mu, 1))
		g := c.Gradients()
		near(t, "held", g.LSGAN, v.held, twelve)
		near(t, "Pearson", g.Pearson, v.pearson, twelve)
		near(t, "targets 0, 1, 1", c.LSGANGradient(0, 1, 1), v.usual, twelve)
	}
	// Far away it vanishes as the minimax loss's does.
	c := pair(t, Gaussian(0, 1), Gaussian(20, 1))
	g := c.Gradients()
	for _, far := range []float64{g.LSGAN, g.Pearson, c.LSGANGradient(0, 1, 1)} {
		if far < 8e-23 || far > 1.3e-22 {
			t.Errorf("%v at 20", far)
		}
	}
}
