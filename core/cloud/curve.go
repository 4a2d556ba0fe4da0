package cloud

import (
	"math"
	"slices"

	"saddle/core/kernel"
	"saddle/core/random"
)

// path is a curve: where it is at t in [0, 1].
type path func(t float32) (x, y float32)

// curves draws from paths, equally often from each, t uniform, and adds a
// Gaussian of deviation sigma.
type curves struct {
	paths []path
	sigma float32
	t     []float32
}

func newCurves(sigma float64, paths ...path) *Cloud {
	c := &Cloud{sampler: &curves{paths: paths, sigma: float32(sigma)}}
	for _, p := range paths {
		n := nodes(p, sigma)
		for i := range n {
			x, y := p((float32(i) + .5) / float32(n))
			c.blobs = append(c.blobs, blob{x: float64(x), y: float64(y), sigma: sigma, weight: 1 / float64(n*len(paths))})
		}
	}
	return c
}

// nodes returns how many midpoints along p lie at most an eighth of sigma apart,
// between 64 and 1 << 14.
func nodes(p path, sigma float64) int {
	const probes = 256
	var fastest float64
	x0, y0 := p(0)
	for i := 1; i <= probes; i++ {
		x, y := p(float32(i) / probes)
		dx, dy := float64(x-x0), float64(y-y0)
		fastest = max(fastest, math.Sqrt(float64(dx*dx)+float64(dy*dy))*probes)
		x0, y0 = x, y
	}
	return int(min(max(math.Ceil(fastest*8/sigma), 64), 1<<14))
}

func (c *curves) Sample(dst []float32, s *random.Stream) {
	n := len(dst) / 2
	s.Normal(dst)
	c.t = slices.Grow(c.t[:0], n)[:n]
	s.Uniform(c.t)
	for i, t := range c.t {
		t *= float32(len(c.paths))
		which := int(t)
		x, y := c.paths[which](t - float32(which))
		dst[i] = float32(c.sigma*dst[i]) + x
		dst[n+i] = float32(c.sigma*dst[n+i]) + y
	}
}

func root(t float32) float32 { return float32(math.Sqrt(float64(t))) }

// turn returns the point at radius r and angle 2πt, t >= 0.
func turn(r, t float32) (x, y float32) {
	sin, cos := kernel.SinCosTurnOf(t - float32(int(t)))
	return float32(r * cos), float32(r * sin) // rounded, for whoever adds to them
}

// segment is the straight path from (x0, y0) to (x1, y1).
func segment(x0, y0, x1, y1 float32) path {
	return func(t float32) (x, y float32) {
		return x0 + float32(t*(x1-x0)), y0 + float32(t*(y1-y0))
	}
}

func line(s Spec) *Cloud {
	r := float32(s.Radius)
	return newCurves(s.Sigma, segment(-r, -r/2, r, r/2))
}

func circle(s Spec) *Cloud {
	r := float32(s.Radius)
	return newCurves(s.Sigma, func(t float32) (x, y float32) { return turn(r, t) })
}

// moons are two half circles that reach into each other.
func moons(s Spec) *Cloud {
	r := float32(s.Radius) / 1.5
	moon := func(t float32) (x, y float32) {
		x, y = turn(r, t/2)
		return x - r/2, y - r/4
	}
	return newCurves(s.Sigma, moon, func(t float32) (x, y float32) {
		x, y = moon(t)
		return -x, -y
	})
}

// spiral has two arms of a turn and a quarter; points are about equally dense along them.
func spiral(s Spec) *Cloud {
	r := float32(s.Radius)
	arm := func(t float32) (x, y float32) {
		u := root(.02 + float32(.98*t))
		return turn(r*u, float32(1.25*u))
	}
	return newCurves(s.Sigma, arm, func(t float32) (x, y float32) {
		x, y = arm(t)
		return -x, -y
	})
}

// swissRoll is one arm from 3/4 of a turn to 9/4, equally dense in the angle: the
// profile of the manifold learning benchmark of that name.
func swissRoll(s Spec) *Cloud {
	r := float32(s.Radius)
	return newCurves(s.Sigma, func(t float32) (x, y float32) {
		turns := .75 + float32(1.5*t)
		return turn(r*turns/2.25, turns)
	})
}

// disjoint is two parallel segments: supports that do not meet (Arjovsky and
// Bottou, 2017, example 1).
func disjoint(s Spec) *Cloud {
	r, x := float32(s.Radius), float32(s.Spacing/2)
	return newCurves(s.Sigma, segment(-x, -r, -x, r), segment(x, -r, x, r))
}

// pinwheel has arms that bend as they reach out.
func pinwheel(s Spec) *Cloud {
	r := float32(s.Radius)
	paths := make([]path, s.Modes)
	for i := range paths {
		first := float32(i) / float32(s.Modes)
		paths[i] = func(t float32) (x, y float32) {
			u := .2 + float32(.8*t)
			return turn(r*u, first+float32(.3*u))
		}
	}
	return newCurves(s.Sigma, paths...)
}
