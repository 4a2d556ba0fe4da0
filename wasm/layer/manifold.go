//go:build js && wasm

package layer

import (
	"time"

	"saddle/core/lab"
	"saddle/wasm/stage"
)

const (
	manifoldSide = 49 // points on each side of the latent grid
	manifoldStep = 4  // of them, from one line to the next
)

// manifold is the grid of the latent space as G bends it. Its cells have equal
// probability, so where it is dense, generated points are.
type manifold struct {
	points []float32
	dim    int // of the latent space; 0 where it is too large to be shown
}

func (m *manifold) Look(float64) lab.Look { return lab.Look{Manifold: manifoldSide} }

func (m *manifold) take(p *lab.Picture) (time.Duration, bool) {
	if p.Look.Manifold == 0 {
		return 0, false
	}
	m.points, m.dim = p.Manifold, p.LatentDim
	if m.points == nil {
		m.dim = 0
	}
	return p.Costs.Manifold, true
}

func (m *manifold) Draw(p *Pen, w *stage.View, t *Theme) {
	const n = manifoldSide * manifoldSide
	c, width := t.generated.Fade(.75), 1.25*w.Px
	line := func(i, j int) {
		x0, y0 := w.Plane.ToPixel(float64(m.points[i]), float64(m.points[n+i]))
		x1, y1 := w.Plane.ToPixel(float64(m.points[j]), float64(m.points[n+j]))
		p.line(float32(x0), float32(y0), float32(x1), float32(y1), width, c)
	}
	switch m.dim {
	case 1:
		for i := range n - 1 {
			line(i, i+1)
		}
	case 2:
		for a := 0; a < manifoldSide; a += manifoldStep {
			for b := range manifoldSide - 1 {
				line(a*manifoldSide+b, a*manifoldSide+b+1)
				line(a+b*manifoldSide, a+(b+1)*manifoldSide)
			}
		}
	}
	p.flush()
}
