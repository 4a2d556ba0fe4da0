package measure

import (
	"math"
	"slices"

	"saddle/core/cloud"
)

// Spread says how points lie around the modes of a mixture: a generator may find every
// mode, and make each a single point. Each point counts for the nearest mode.
type Spread struct {
	// Within are the shares of points within 1, 2 and 3 sigma of a mode; a perfect sampler
	// has 1 - exp(-k²/2) of them, .393, .865 and .989, as distances in the plane are
	// Rayleigh's.
	Within [3]float64
	// Width is the points' own sigma over the mode's, on average over the modes that have
	// points: 1 for a perfect sampler. It is taken from the median distance, which is
	// sqrt(2 log 2) sigma, so that a few points on their way elsewhere do not count.
	// Narrowest and Widest are those of single modes. All are NaN where there are no points.
	Width, Narrowest, Widest float64
}

// SpreadOf measures how points (n x 2) lie around modes.
func SpreadOf(modes []cloud.Mode, points []float32) Spread {
	s := Spread{Width: math.NaN(), Narrowest: math.NaN(), Widest: math.NaN()}
	n := len(points) / 2
	if len(modes) == 0 || n == 0 {
		return s
	}
	distances := make([][]float64, len(modes)) // in sigma
	for i := range n {
		nearest, squared := nearestMode(modes, float64(points[i]), float64(points[n+i]))
		d := math.Sqrt(squared) / modes[nearest].Sigma
		distances[nearest] = append(distances[nearest], d)
		for k := range s.Within {
			if d <= float64(k+1) {
				s.Within[k] += 1 / float64(n)
			}
		}
	}
	var widths []float64
	for _, of := range distances {
		if len(of) > 0 {
			slices.Sort(of)
			widths = append(widths, (of[(len(of)-1)/2]+of[len(of)/2])/2/math.Sqrt(2*math.Ln2))
		}
	}
	s.Width, s.Narrowest, s.Widest = 0, slices.Min(widths), slices.Max(widths)
	for _, w := range widths {
		s.Width += w / float64(len(widths))
	}
	return s
}
