package theory

import (
	"fmt"
	"math"
)

// Reconstruction is BEGAN's critic at its plainest, on data N(0, 1) and a generator N(mean, width): an autoencoder
// with room for one number answers D(v) = M to everything, so its error is A(v) = |v - M|.
type Reconstruction struct {
	M         float64 `json:"m"`         // the best answer for a k: it makes E A(x) - k E A(y) least
	Real      float64 `json:"real"`      // E A(x)
	Made      float64 `json:"made"`      // E A(y), G's loss
	PullMean  float64 `json:"pullMean"`  // the derivative of G's loss with respect to the mean, D held
	PullWidth float64 `json:"pullWidth"` // and with respect to the width
}

// Reconstruct returns the best autoencoder of one number. Of k = 1 there is none: D would go ever farther from what G makes.
func Reconstruct(mean, width, k float64) (*Reconstruction, error) {
	if !(math.Abs(mean) <= farthest && width >= 0.01 && width <= 100 && k >= 0 && k <= 0.95) {
		return nil, fmt.Errorf("theory: a generator's mean %v must be between -%g and %g, its width %v between 0.01 and 100, and k %v between 0 and 0.95", mean, farthest, farthest, width, k)
	}
	loss := func(m float64) float64 { return distance(m, 1) - k*distance(mean-m, width) }
	// There may be two hollows, one on either side of what G makes; in each 2 Phi(m) - 1 is at most k away from 0.
	const reach, steps = 2.5, 500
	best := 0
	at := func(i int) float64 { return reach * float64(i) / steps }
	for i := -steps; i <= steps; i++ {
		if loss(at(i)) < loss(at(best)) {
			best = i
		}
	}
	low, high := at(best-1), at(best+1)
	for high-low > 1e-9 {
		a, b := low+(high-low)/3, high-(high-low)/3
		if loss(a) < loss(b) {
			high = b
		} else {
			low = a
		}
	}
	m := (low + high) / 2
	d := (mean - m) / width
	return &Reconstruction{
		M: m, Real: distance(m, 1), Made: distance(mean-m, width),
		PullMean: math.Erf(d / math.Sqrt2), PullWidth: math.Sqrt(2/math.Pi) * math.Exp(-d*d/2),
	}, nil
}

// distance returns E |d + width n|, n from N(0, 1).
func distance(d, width float64) float64 {
	u := d / width
	return width * (math.Sqrt(2/math.Pi)*math.Exp(-u*u/2) + u*math.Erf(u/math.Sqrt2))
}
