package lab

import (
	"slices"
	"time"
)

// Look says what is wanted to be seen of a state: the zero Look nothing. It is a plain value
// and can be sent to wherever the run is.
type Look struct {
	Still    bool // what does not change while the experiment lasts
	Points   bool // the generated points
	Origins  bool // where these come from
	Field    Grid // what D says
	Optimum  Grid // D*
	Arrows   int  // how many of the generated points to draw a pull from, about
	Manifold int  // points on each side of the latent grid
	Measures bool // with the digest and the generated points

	Ask    Question // about a place
	Number int      // by which who asks alone knows the answer; 0 for nobody
}

// Grid is a square around the origin, cut into cells; one without cells is none.
type Grid struct {
	Side int     // cells
	Half float64 // half its side, in the plane's units
}

// Nothing reports whether the look asks for nothing.
func (k Look) Nothing() bool { return k == Look{} }

// And returns what either look asks for; where both ask for a grid, the other's.
func (k Look) And(other Look) Look {
	grid := func(a, b Grid) Grid {
		if b.Side > 0 {
			return b
		}
		return a
	}
	return Look{
		Still: k.Still || other.Still, Points: k.Points || other.Points, Origins: k.Origins || other.Origins, Measures: k.Measures || other.Measures,
		Field: grid(k.Field, other.Field), Optimum: grid(k.Optimum, other.Optimum),
		Arrows: max(k.Arrows, other.Arrows), Manifold: max(k.Manifold, other.Manifold),
	}
}

// Picture is what a Look sees of a state, in memory of its own. What was not asked for is nil;
// so is what the experiment does not have. Points are n x 2: every x, then every y.
type Picture struct {
	Step int
	Look Look // that it answers

	Still    *Still
	Points   []float32 // Shown x 2
	Classes  []uint8   // of each, with Points
	Origins  []float32 // Shown x 2
	Field    []float32 // Side², as Lab.Field has it
	Optimum  []float32
	Arrows   []float32 // the points that are pulled
	Pulls    []float32 // where to
	Manifold []float32 // Side² x 2
	Measured *Measured
	Answer   *Answer

	LatentDim int

	Costs Costs
}

// Still is what does not change while an experiment lasts.
type Still struct {
	Real       []float32 // Shown x 2
	Latent     []float32 // Shown x 2: the first two dimensions, 0 where there is only one
	Classes    []uint8   // of each of Latent; nil where there are none
	ClassCount int
	HasOrigins bool
	Units      Units // what places in the plane stand for
}

// Measured is what a state was judged by.
type Measured struct {
	Measures  []float64 // in the order of Measures.Each
	Digest    string
	Shares    []float64 // of the generated points, by mode
	Diagnosis Diagnosis
	History   []float64 // the columns of History, in its order, one after the other
}

// Costs are how long each part of a picture took to make.
type Costs struct{ Points, Field, Optimum, Arrows, Manifold, Measures time.Duration }

// See returns the picture of the state as it is. The clock may be any that runs evenly.
func (l *Lab) See(k Look, clock func() time.Duration) *Picture {
	p := &Picture{Step: l.steps, Look: k, LatentDim: l.LatentDim()}
	timed := func(wanted bool, cost *time.Duration, see func()) {
		if wanted {
			start := clock()
			see()
			*cost = clock() - start
		}
	}
	timed(k.Points || k.Measures, &p.Costs.Points, func() {
		p.Points = slices.Clone(l.Generated())
		p.Classes, _ = l.Classes()
	})
	timed(k.Field.Side > 0, &p.Costs.Field, func() {
		p.Field = make([]float32, k.Field.Side*k.Field.Side)
		l.Field(p.Field, k.Field.Side, k.Field.Half)
	})
	timed(k.Optimum.Side > 0, &p.Costs.Optimum, func() {
		p.Optimum = make([]float32, k.Optimum.Side*k.Optimum.Side)
		l.Optimum(p.Optimum, k.Optimum.Side, k.Optimum.Half)
	})
	timed(k.Arrows > 0, &p.Costs.Arrows, func() { p.Arrows, p.Pulls = l.pulled(k.Arrows) })
	timed(k.Manifold > 0, &p.Costs.Manifold, func() {
		points := make([]float32, 2*k.Manifold*k.Manifold)
		if l.Manifold(points, k.Manifold) {
			p.Manifold = points
		}
	})
	timed(k.Measures, &p.Costs.Measures, func() { p.Measured = l.measured() })
	if k.Ask.On {
		p.Answer = l.Ask(k.Ask)
	}
	if k.Origins {
		p.Origins = slices.Clone(l.Origins())
	}
	if k.Still {
		p.Still = l.still()
	}
	return p
}

// pulled returns about n of the generated points and where G's loss pulls them.
func (l *Lab) pulled(n int) (points, pulls []float32) {
	step := max(1, Shown/n)
	m := (Shown + step - 1) / step
	points, pulls = make([]float32, 2*m), make([]float32, 2*m)
	generated := l.Generated()
	for i := range m {
		points[i], points[m+i] = generated[i*step], generated[Shown+i*step]
	}
	l.Arrows(points, pulls)
	return points, pulls
}

func (l *Lab) still() *Still {
	s := &Still{Real: slices.Clone(l.real), Latent: make([]float32, 2*Shown), HasOrigins: l.Origins() != nil, Units: l.config.Units()}
	copy(s.Latent, l.Latent()[:min(2, l.LatentDim())*Shown])
	s.Classes, s.ClassCount = l.Classes()
	s.Classes = slices.Clone(s.Classes)
	return s
}

func (l *Lab) measured() *Measured {
	m := &Measured{}
	measures := l.Measure()
	measures.Each(func(_ string, v float64) { m.Measures = append(m.Measures, v) })
	m.Digest, m.Shares, m.Diagnosis = l.Digest(), l.Shares(), l.Diagnosis()
	m.History = make([]float64, 0, len(l.history.columns)*l.history.Len())
	for _, c := range l.history.columns {
		m.History = append(m.History, c...)
	}
	return m
}

// MeasureNames returns the names of Measured.Measures and of the columns of History.
func MeasureNames() []string {
	var names []string
	(&Measures{}).Each(func(name string, _ float64) { names = append(names, name) })
	return names
}
