//go:build js && wasm

package main

import (
	"saddle/core/lab"
	"saddle/wasm/plot"
)

// axes are the plane's scale: faint lines through the origin, and ticks.
type axes struct{}

func (*axes) refresh(*lab.Lab, float64) {}

func (*axes) draw(p *pen, w *view, t *theme) {
	at := w.plane
	x0, y0 := at.ToPixel(0, 0)
	x, y := float32(x0), float32(y0)
	left, top := float32(at.Left), float32(at.Top)
	right, bottom := left+float32(at.Width), top+float32(at.Height)
	faint := t.ink.Fade(.1)
	p.line(left, y, right, y, w.px, faint)
	p.line(x, top, x, bottom, w.px, faint)
	step := plot.TickStep(2*at.Half, 8)
	tick := 4 * w.px
	for i := 1; float64(i)*step < at.Reach(); i++ {
		d := float32(float64(i) * step * at.Scale())
		for _, d := range []float32{d, -d} {
			p.line(x+d, y-tick, x+d, y+tick, w.px, t.ink.Fade(.25))
			p.line(x-tick, y+d, x+tick, y+d, w.px, t.ink.Fade(.25))
		}
	}
	p.flush()
}
