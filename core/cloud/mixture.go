package cloud

import (
	"slices"

	"saddle/core/kernel"
	"saddle/core/random"
)

// mixture draws from Gaussians.
type mixture struct {
	x, y, sigma []float32
	below       []uint32 // a random word chooses the first Gaussian that it is not above
	words       []uint32
}

// newMixture returns a cloud of Gaussians whose weights add up to 1.
func newMixture(modes []Mode) *Cloud {
	m := &mixture{}
	c := &Cloud{sampler: m, modes: modes}
	var sum float64
	for _, mode := range modes {
		sum += mode.Weight
		m.x, m.y = append(m.x, float32(mode.X)), append(m.y, float32(mode.Y))
		m.sigma = append(m.sigma, float32(mode.Sigma))
		m.below = append(m.below, uint32(min(float64(sum*(1<<32)), 1<<32-1)))
		c.blobs = append(c.blobs, blob{x: mode.X, y: mode.Y, sigma: mode.Sigma, weight: mode.Weight})
	}
	m.below[len(modes)-1] = 1<<32 - 1
	return c
}

// equal returns Gaussians of equal weight.
func equal(places []Point, sigma float64) []Mode {
	modes := make([]Mode, len(places))
	for i, p := range places {
		modes[i] = Mode{p.X, p.Y, sigma, 1 / float64(len(places))}
	}
	return modes
}

func (m *mixture) Sample(dst []float32, s *random.Stream) {
	n := len(dst) / 2
	s.Normal(dst)
	m.words = slices.Grow(m.words[:0], n)[:n]
	s.Words(m.words)
	for i, w := range m.words {
		j := m.choose(w)
		dst[i] = float32(m.sigma[j]*dst[i]) + m.x[j]
		dst[n+i] = float32(m.sigma[j]*dst[n+i]) + m.y[j]
	}
}

func (m *mixture) choose(w uint32) int {
	// Begin where equal weights would end: at most a step or two from there.
	j := int(uint64(w) * uint64(len(m.below)) >> 32)
	for m.below[j] < w {
		j++
	}
	for j > 0 && m.below[j-1] >= w {
		j--
	}
	return j
}

// ring is Gaussians evenly spaced on a circle, the first on the x axis.
func ring(s Spec) *Cloud {
	places := make([]Point, s.Modes)
	for i := range places {
		places[i] = onCircle(s.Radius, float32(i)/float32(s.Modes))
	}
	return newMixture(equal(places, s.Sigma))
}

// onCircle returns the point at a part of a turn from the x axis.
func onCircle(radius float64, turn float32) Point {
	sin, cos := kernel.SinCosTurnOf(turn)
	return Point{radius * float64(cos), radius * float64(sin)}
}

func grid(s Spec) *Cloud {
	var places []Point
	middle := float64(s.Modes-1) / 2
	for i := range s.Modes {
		for j := range s.Modes {
			places = append(places, Point{(float64(i) - middle) * s.Spacing, (float64(j) - middle) * s.Spacing})
		}
	}
	return newMixture(equal(places, s.Sigma))
}

func gaussian(s Spec) *Cloud { return newMixture(equal([]Point{{}}, s.Sigma)) }

func points(s Spec) *Cloud {
	c := newMixture(equal(s.Points, s.Sigma))
	c.modes = nil // places where a person put ink, not modes to be captured
	c.classes = newLabelled(s.Points, s.Classes)
	c.lattice = newLattice(c.blobs)
	c.extent = 2.4 // at least: after a first stroke there is room for the next
	return c
}

// gaussians returns a random mixture: centres uniform in the disk, deviations
// between half and twice sigma, weights between 1 and 3 parts.
func gaussians(s Spec) *Cloud {
	stream := random.New(s.Seed, random.Shape)
	var u [4]float32
	modes := make([]Mode, s.Modes)
	var sum float64
	for i := range modes {
		stream.Uniform(u[:])
		p := onCircle(s.Radius*float64(root(u[0])), u[1])
		modes[i] = Mode{p.X, p.Y, s.Sigma * (.5 + float64(1.5*float64(u[2]))), 1 + float64(2*float64(u[3]))}
		sum += modes[i].Weight
	}
	for i := range modes {
		modes[i].Weight /= sum
	}
	return newMixture(modes)
}
