package measure

import "math"

// directions is how many lines the plane is projected on: evenly spaced over half
// a turn, so that a translation, whatever its direction, is measured to .1 %.
const directions = 32

// Sliced measures the sliced Wasserstein distance of order 1 (Rabin et al., 2012)
// of point sets to one set: the mean, over directions, of the area between both
// sets' distribution functions along that direction. It is in the plane's units.
// A translation by v has 2/π |v|. Chance adds to it: other points of the same
// distribution are about the deviation over √n away.
type Sliced struct {
	sorted  [directions][]float32 // the one set, projected
	scratch []float32
	sorter  sorter
}

// NewSliced returns the distance to points.
func NewSliced(points []float32) *Sliced {
	s := &Sliced{scratch: make([]float32, len(points)/2)}
	for d := range s.sorted {
		s.sorted[d] = make([]float32, len(points)/2)
		s.project(s.sorted[d], points, d)
	}
	return s
}

// Distance returns the distance to as many points as the one set has.
func (s *Sliced) Distance(points []float32) float64 {
	var sum float64
	for d := range s.sorted {
		s.project(s.scratch, points, d)
		for i, v := range s.scratch {
			sum += math.Abs(float64(v) - float64(s.sorted[d][i]))
		}
	}
	return sum / float64(directions*len(s.scratch))
}

// project sets dst to the points' places along direction d, in order.
func (s *Sliced) project(dst, points []float32, d int) {
	sin, cos := math.Sincos(math.Pi * (float64(d) + .5) / directions)
	x, y := float32(cos), float32(sin)
	n := len(dst)
	for i := range dst {
		dst[i] = x*points[i] + y*points[n+i]
	}
	s.sorter.sort(dst)
}
