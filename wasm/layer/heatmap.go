//go:build js && wasm

package layer

import (
	"time"

	"github.com/hajimehoshi/ebiten/v2"

	"saddle/core/lab"
	"saddle/wasm/plot"
	"saddle/wasm/stage"
)

// field is a function on the plane with values in [0, 1], on a grid: a small image
// in the colours of a ramp, scaled smoothly, and curves where it has some level.
type field struct {
	side   int
	reach  float64
	values []float32 // none before the first picture
	pixels []byte
	image  *ebiten.Image
	ramp   *plot.Ramp // the pixels' colours
	fresh  bool       // the image has the pixels' colours
}

func newField(side int) field {
	return field{side: side, pixels: make([]byte, 4*side*side), image: ebiten.NewImage(side, side)}
}

// free gives the image back.
func (f *field) free() { f.image.Deallocate() }

// fill draws the values as colours.
func (f *field) fill(p *Pen, w *stage.View, ramp *plot.Ramp) {
	if !f.fresh || f.ramp != ramp {
		ramp.Paint(f.pixels, f.values)
		f.image.WritePixels(f.pixels)
		f.fresh, f.ramp = true, ramp
	}
	// A value is its cell's centre, so the outermost half cells have no second value to
	// be mixed with: the reach that was asked for ends before them.
	left, top := w.Plane.ToPixel(-f.reach, f.reach)
	right, bottom := w.Plane.ToPixel(f.reach, -f.reach)
	s := float32(f.side)
	corner := func(x, y float64, sx, sy float32) ebiten.Vertex {
		return ebiten.Vertex{DstX: float32(x), DstY: float32(y), SrcX: sx, SrcY: sy, ColorR: 1, ColorG: 1, ColorB: 1, ColorA: 1}
	}
	p.Target.DrawTriangles(
		[]ebiten.Vertex{corner(left, top, 0, 0), corner(right, top, s, 0), corner(right, bottom, s, s), corner(left, bottom, 0, s)},
		[]uint16{0, 1, 2, 0, 2, 3}, f.image,
		&ebiten.DrawTrianglesOptions{Filter: ebiten.FilterLinear, DisableMipmaps: true})
}

// curve draws where the function has a level.
func (f *field) curve(p *Pen, w *stage.View, level, width float32, c plot.Colour) {
	left, top := w.Plane.ToPixel(-f.reach, f.reach)
	x, y := float32(left), float32(top)
	cell := float32(2 * f.reach / float64(f.side) * w.Plane.Scale())
	plot.ContourOfChance(f.values, f.side, level, func(x0, y0, x1, y1 float32) {
		p.line(x+(x0+.5)*cell, y+(y0+.5)*cell, x+(x1+.5)*cell, y+(y1+.5)*cell, width, c)
	})
}

// at takes the values on a grid.
func (f *field) at(values []float32, g lab.Grid) { f.values, f.reach, f.fresh = values, g.Half, false }

// grid is the grid to ask for so that the cells' centres cover a reach.
func (f *field) grid(reach float64) lab.Grid {
	return lab.Grid{Side: f.side, Half: reach * float64(f.side) / float64(f.side-1)}
}

// heatmap is D's opinion of every place, and the border on which it has none.
type heatmap struct{ field }

func newHeatmap() *heatmap { return &heatmap{newField(72)} }

func (h *heatmap) Look(reach float64) lab.Look { return lab.Look{Field: h.grid(reach)} }

func (h *heatmap) take(p *lab.Picture) (time.Duration, bool) {
	if p.Field == nil {
		return 0, false
	}
	h.at(p.Field, p.Look.Field)
	return p.Costs.Field, true
}

func (h *heatmap) Draw(p *Pen, w *stage.View, t *Theme) {
	h.fill(p, w, t.opinion)
	h.curve(p, w, .5, 1.5*w.Px, t.discriminator.Fade(.8))
	p.flush()
}

// decided is where D*'s curve is drawn: within it there is more data than there are
// generated points. Where there is neither, D* is 1/2, so a curve at just that
// level would go around the nothing.
const decided = .55

// optimum is D*, the best answer to this G: a curve over D's heatmap and border, so
// that the two can be compared, and where the heatmap is switched off the same
// heatmap of D*.
type optimum struct {
	field
	alone bool // no heatmap below
}

func newOptimum() *optimum { return &optimum{field: newField(72)} }

func (o *optimum) Look(reach float64) lab.Look { return lab.Look{Optimum: o.grid(reach)} }

func (o *optimum) take(p *lab.Picture) (time.Duration, bool) {
	if p.Optimum == nil {
		return 0, false
	}
	o.at(p.Optimum, p.Look.Optimum)
	return p.Costs.Optimum, true
}

func (o *optimum) Draw(p *Pen, w *stage.View, t *Theme) {
	if o.alone {
		o.fill(p, w, t.opinion)
	}
	o.curve(p, w, decided, 2*w.Px, t.theory)
	p.flush()
}
