// Package cloud holds the data that a GAN learns here: distributions in the
// plane, each with a sampler and its exact density.
package cloud

import (
	"fmt"
	"math"

	"saddle/core/random"
)

// Spec describes a cloud. A number that is 0 means the kind's own constant; a
// kind ignores the fields it has no use for (see Uses).
type Spec struct {
	Kind    string  // a name in Kinds
	Modes   int     // Gaussians; of the grid, on each side; arms of the pinwheel
	Radius  float64 // how far the cloud reaches from the origin
	Spacing float64 // between neighbours of a grid, halves of disjoint; side of a checkerboard's square
	Sigma   float64 // deviation of each Gaussian, thickness of a curve
	Seed    uint64  // of the random mixture
	Points  []Point // of a person's own cloud
	Classes []uint8 // of these points, from 0 on; nil where they have none
}

// Point is a place in the plane.
type Point struct{ X, Y float64 }

// Mode is one Gaussian of a mixture.
type Mode struct{ X, Y, Sigma, Weight float64 }

// Error says which field of a Spec is wrong, and what it should be.
type Error struct{ Field, Want string }

func (e *Error) Error() string { return fmt.Sprintf("cloud: %s should be %s", e.Field, e.Want) }

// MaxPoints is the most points of a person's own cloud, and MaxCoordinate how
// far from the axes anything may lie.
const (
	MaxPoints     = 20_000
	MaxCoordinate = 100
)

// Cloud is a distribution in the plane. Its sampler uses memory of its own, so a
// Cloud is not safe for concurrent use.
type Cloud struct {
	sampler
	modes     []Mode
	classes   *Labelled
	blobs     []blob   // they add up to the density
	lattice   *lattice // of the blobs of very many points; nil for others
	deviation float64
	extent    float64
}

// sampler draws points: first every x, then every y.
type sampler interface {
	Sample(dst []float32, s *random.Stream)
}

// New returns the cloud that s describes, or an *Error.
func New(s Spec) (*Cloud, error) {
	k := find(s.Kind)
	if k == nil {
		return nil, &Error{"kind", fmt.Sprintf("one of %v", Kinds())}
	}
	s = s.withDefaults(k.constants)
	if err := s.check(); err != nil {
		return nil, err
	}
	c := k.make(s)
	c.settle()
	return c, nil
}

func (s Spec) withDefaults(d Spec) Spec {
	if s.Modes == 0 {
		s.Modes = d.Modes
	}
	if s.Radius == 0 {
		s.Radius = d.Radius
	}
	if s.Spacing == 0 {
		s.Spacing = d.Spacing
	}
	if s.Sigma == 0 {
		s.Sigma = d.Sigma
	}
	if len(s.Points) == 0 {
		s.Points = d.Points
	}
	return s
}

func (s Spec) check() error {
	if s.Modes < 0 || s.Modes > 100 {
		return &Error{"modes", "from 1 to 100"}
	}
	for _, f := range []struct {
		name  string
		value float64
	}{{"radius", s.Radius}, {"spacing", s.Spacing}, {"sigma", s.Sigma}} {
		if !(f.value >= 0 && f.value <= MaxCoordinate) {
			return &Error{f.name, fmt.Sprintf("a number above 0, at most %d", MaxCoordinate)}
		}
	}
	if len(s.Points) > MaxPoints {
		return &Error{"points", fmt.Sprintf("at most %d", MaxPoints)}
	}
	if s.Classes != nil && len(s.Classes) != len(s.Points) {
		return &Error{"classes", "one for each point"}
	}
	for _, p := range s.Points {
		if !(math.Abs(p.X) <= MaxCoordinate && math.Abs(p.Y) <= MaxCoordinate) {
			return &Error{"points", fmt.Sprintf("within %d of the axes", MaxCoordinate)}
		}
	}
	return nil
}

// Modes returns the Gaussians of a mixture; nil for other clouds.
func (c *Cloud) Modes() []Mode { return c.modes }

// Deviation returns the root mean square deviation per axis: √((Var x + Var y)/2).
// It is computed with + - * / and √ alone, so its bits are the same everywhere.
func (c *Cloud) Deviation() float64 { return c.deviation }

// Extent returns half the side of the square around the origin worth showing.
func (c *Cloud) Extent() float64 { return c.extent }

// settle computes what follows from the blobs.
func (c *Cloud) settle() {
	var mx, my, square, reach float64
	for _, b := range c.blobs {
		mx += float64(b.weight * b.x)
		my += float64(b.weight * b.y)
		variance := float64(b.sigma*b.sigma) + float64(b.half*b.half)/3
		square += float64(b.weight * (float64(b.x*b.x) + float64(b.y*b.y) + float64(2*variance)))
		reach = max(reach, math.Abs(b.x)+3*b.sigma+b.half, math.Abs(b.y)+3*b.sigma+b.half)
	}
	c.deviation = math.Sqrt((square - float64(mx*mx) - float64(my*my)) / 2)
	if c.deviation == 0 {
		c.deviation = 1
	}
	c.extent = max(c.extent, 1.2*max(reach, .25))
}
