//go:build js && wasm

package layer

import (
	"time"

	"saddle/core/lab"
	"saddle/wasm/stage"
)

// pairs show what G makes of what: the places that generated points come from, and
// lines from some of them to where G has moved them. Only experiments whose G moves
// points of the plane have any.
type pairs struct{ from, to []float32 }

const pairCount = 150

func (q *pairs) Look(float64) lab.Look { return lab.Look{Points: true, Origins: true} }

func (q *pairs) take(p *lab.Picture) (time.Duration, bool) {
	if !p.Look.Origins {
		return 0, false
	}
	q.from, q.to = p.Origins, p.Points
	return p.Costs.Points, true
}

func (q *pairs) Draw(p *Pen, w *stage.View, t *Theme) {
	n := len(q.from) / 2
	if n == 0 {
		return
	}
	c := t.ink.Fade(.3)
	for k := range min(pairCount, n) {
		i := k * n / pairCount
		x0, y0 := w.Plane.ToPixel(float64(q.from[i]), float64(q.from[n+i]))
		x1, y1 := w.Plane.ToPixel(float64(q.to[i]), float64(q.to[n+i]))
		p.line(float32(x0), float32(y0), float32(x1), float32(y1), w.Px, c)
	}
	p.discs(q.from, count(w, q.from), w.Plane, radius(w), one(t.ink.Fade(.45)))
	p.flush()
}
