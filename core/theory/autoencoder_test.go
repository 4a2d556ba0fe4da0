package theory

import (
	"math"
	"testing"
)

// The errors by quadrature, the answer against all others of a grid, and the pulls against finite differences.
func TestReconstruct(t *testing.T) {
	expected := func(m, mean, width float64) float64 {
		const n = 200_000
		var sum float64
		for i := range n {
			z := -10 + 20*(float64(i)+.5)/n
			sum += math.Abs(mean+width*z-m) * math.Exp(-z*z/2) / math.Sqrt(2*math.Pi) * 20 / n
		}
		return sum
	}
	for _, c := range []struct{ mean, width, k float64 }{{20, 1, 0}, {20, 1, .5}, {1, 1, .5}, {0, .2, .5}, {-.3, .05, .9}, {2, .5, .95}} {
		r, err := Reconstruct(c.mean, c.width, c.k)
		if err != nil {
			t.Fatal(err)
		}
		loss := func(m float64) float64 { return expected(m, 0, 1) - c.k*expected(m, c.mean, c.width) }
		near0(t, "E A(x)", r.Real, expected(r.M, 0, 1), 1e-6)
		near0(t, "E A(y)", r.Made, expected(r.M, c.mean, c.width), 1e-6)
		for m := -3.0; m <= 3; m += .25 {
			if loss(m) < loss(r.M)-1e-6 {
				t.Errorf("%v: D is better with %g than with %g", c, m, r.M)
			}
		}
		const h = 1e-3
		near0(t, "pull on the mean", r.PullMean, (expected(r.M, c.mean+h, c.width)-expected(r.M, c.mean-h, c.width))/(2*h), 1e-4)
		near0(t, "pull on the width", r.PullWidth, (expected(r.M, c.mean, c.width+h)-expected(r.M, c.mean, c.width-h))/(2*h), 1e-4)
	}
	// Far away D turns from G to the data's quantile of (1 - k)/2, and pulls with 1.
	r, _ := Reconstruct(20, 1, .5)
	near0(t, "m", r.M, -.67449, 1e-4)
	near0(t, "pull", r.PullMean, 1, 1e-12)
	for _, bad := range [][3]float64{{math.NaN(), 1, 0}, {0, 0, 0}, {0, 1, 1}, {0, math.Inf(1), 0}} {
		if _, err := Reconstruct(bad[0], bad[1], bad[2]); err == nil {
			t.Errorf("%v was taken", bad)
		}
	}
}
