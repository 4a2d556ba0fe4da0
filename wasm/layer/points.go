//go:build js && wasm

package layer

import (
	"time"

	"saddle/core/lab"
	"saddle/wasm/stage"
)

// radius is a point's, in device pixels: larger in a larger view.
func radius(w *stage.View) float32 {
	css := float32(min(w.Plane.Width, w.Plane.Height)) / w.Px
	return min(max(css/330, 1), 2) * w.Px
}

// count is how many of the points are drawn: in a small view all would be a blot.
func count(w *stage.View, points []float32) int {
	css := float32(min(w.Plane.Width, w.Plane.Height)) / w.Px
	return min(len(points)/2, max(250, int(css*css/200)))
}

// realPoints are samples of the data.
type realPoints struct{ points []float32 }

func (r *realPoints) Look(float64) lab.Look { return lab.Look{Still: true} }

func (r *realPoints) take(p *lab.Picture) (time.Duration, bool) {
	if p.Still == nil {
		return 0, false
	}
	r.points = p.Still.Real
	return 0, true
}

func (r *realPoints) Draw(p *Pen, w *stage.View, t *Theme) {
	p.discs(r.points, count(w, r.points), w.Plane, radius(w), one(t.real.Fade(.55)))
	p.flush()
}

// generatedPoints are G's images of fixed latent samples: each moves as G learns.
type generatedPoints struct {
	points  []float32
	classes []uint8 // of each; nil where there are none
}

func (g *generatedPoints) Look(float64) lab.Look { return lab.Look{Points: true} }

func (g *generatedPoints) take(p *lab.Picture) (time.Duration, bool) {
	if p.Points == nil {
		return 0, false
	}
	g.points, g.classes = p.Points, p.Classes
	return p.Costs.Points, true
}

func (g *generatedPoints) Draw(p *Pen, w *stage.View, t *Theme) {
	p.discs(g.points, count(w, g.points), w.Plane, radius(w), t.generatedInk(g.classes, .8))
	p.flush()
}

// latentPoints are the latent samples behind the generated points, in their first
// two dimensions; a single dimension is a line.
type latentPoints struct {
	points  []float32
	classes []uint8
}

func (z *latentPoints) Look(float64) lab.Look { return lab.Look{Still: true} }

func (z *latentPoints) take(p *lab.Picture) (time.Duration, bool) {
	if p.Still == nil {
		return 0, false
	}
	z.points, z.classes = p.Still.Latent, p.Still.Classes
	return 0, true
}

func (z *latentPoints) Draw(p *Pen, w *stage.View, t *Theme) {
	p.discs(z.points, count(w, z.points), w.Plane, radius(w), t.generatedInk(z.classes, .6))
	p.flush()
}
