//go:build js && wasm

package layer

import (
	"math"
	"slices"
	"time"

	"saddle/core/lab"
	"saddle/wasm/stage"
)

// arrows show where G's loss pulls some of the generated points.
type arrows struct {
	points, pulls, lengths []float32
	longest                float32 // a length that few exceed
}

const arrowCount = 130

func (a *arrows) Look(float64) lab.Look { return lab.Look{Arrows: arrowCount} }

func (a *arrows) take(p *lab.Picture) (time.Duration, bool) {
	if p.Pulls == nil {
		return 0, false
	}
	a.points, a.pulls = p.Arrows, p.Pulls
	m := len(a.points) / 2
	a.lengths = a.lengths[:0]
	for i := range m {
		a.lengths = append(a.lengths, length(a.pulls[i], a.pulls[m+i]))
	}
	slices.Sort(a.lengths)
	a.longest = a.lengths[m*9/10]
	return p.Costs.Arrows, true
}

func (a *arrows) Draw(p *Pen, w *stage.View, t *Theme) {
	if !(a.longest > 0) {
		return
	}
	n := len(a.points) / 2
	c := t.pull.Fade(.85)
	most := float32(min(w.Plane.Width, w.Plane.Height)) / 18
	for i := range n {
		pull := length(a.pulls[i], a.pulls[n+i])
		// Weak pulls would be dots if lengths were true; roots keep the order and are seen.
		size := most * float32(math.Sqrt(float64(min(pull/a.longest, 1.5))))
		if !(size > 2*w.Px) {
			continue
		}
		dx, dy := a.pulls[i]/pull*size, -a.pulls[n+i]/pull*size
		px, py := w.Plane.ToPixel(float64(a.points[i]), float64(a.points[n+i]))
		x, y := float32(px), float32(py)
		head := min(size*.6, 7*w.Px)
		shaft := 1 - head*.7/size
		p.line(x, y, x+dx*shaft, y+dy*shaft, 1.5*w.Px, c)
		p.head(x+dx, y+dy, dx, dy, head, c)
	}
	p.flush()
}

func length(x, y float32) float32 { return float32(math.Sqrt(float64(x*x + y*y))) }
