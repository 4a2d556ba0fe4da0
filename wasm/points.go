//go:build js && wasm

package main

import (
	"slices"

	"saddle/core/lab"
)

// radius is a point's, in device pixels: larger in a larger view.
func (w *view) radius() float32 {
	css := float32(min(w.plane.Width, w.plane.Height)) / w.px
	return min(max(css/330, 1), 2) * w.px
}

// count is how many of the points are drawn: in a small view all would be a blot.
func (w *view) count(points []float32) int {
	css := float32(min(w.plane.Width, w.plane.Height)) / w.px
	return min(len(points)/2, max(250, int(css*css/200)))
}

// realPoints are samples of the data.
type realPoints struct{ points []float32 }

func (r *realPoints) refresh(l *lab.Lab, _ float64) { r.points = append(r.points[:0], l.Real()...) }

func (r *realPoints) draw(p *pen, w *view, t *theme) {
	p.discs(r.points, w.count(r.points), w.plane, w.radius(), one(t.real.Fade(.55)))
	p.flush()
}

// generatedPoints are G's images of fixed latent samples: each moves as G learns.
type generatedPoints struct {
	points  []float32
	classes []uint8 // of each; nil where there are none
}

func (g *generatedPoints) refresh(l *lab.Lab, _ float64) {
	g.points = append(g.points[:0], l.Generated()...)
	g.classes, _ = l.Classes()
}

func (g *generatedPoints) draw(p *pen, w *view, t *theme) {
	p.discs(g.points, w.count(g.points), w.plane, w.radius(), t.generatedInk(g.classes, .8))
	p.flush()
}

// latentReach is half the side of the latent space that is shown: within it lie
// almost all of a Gaussian's samples, and all of a uniform's.
const latentReach = 3.2

// latentPoints are the latent samples behind the generated points, in their first
// two dimensions; a single dimension is a line.
type latentPoints struct {
	points  []float32
	classes []uint8
}

func (z *latentPoints) refresh(l *lab.Lab, _ float64) {
	n := len(l.Latent()) / l.LatentDim()
	z.points = slices.Grow(z.points[:0], 2*n)[:2*n]
	clear(z.points)
	copy(z.points, l.Latent()[:min(2, l.LatentDim())*n])
	z.classes, _ = l.Classes()
}

func (z *latentPoints) draw(p *pen, w *view, t *theme) {
	p.discs(z.points, w.count(z.points), w.plane, w.radius(), t.generatedInk(z.classes, .6))
	p.flush()
}
