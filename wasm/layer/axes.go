//go:build js && wasm

package layer

import (
	"time"

	"saddle/core/lab"
	"saddle/wasm/plot"
	"saddle/wasm/stage"
)

// axes are the plane's scale: faint lines through the origin, and ticks with their
// numbers along the left and the lower edge, where there is room for them.
type axes struct{}

func (*axes) Look(float64) lab.Look { return lab.Look{} }

func (*axes) take(*lab.Picture) (time.Duration, bool) { return 0, true }

func (*axes) Draw(p *Pen, w *stage.View, t *Theme) {
	at := w.Plane
	x0, y0 := at.ToPixel(0, 0)
	x, y := float32(x0), float32(y0)
	width, height := float32(at.Width), float32(at.Height)
	line := t.ink.Fade(.09)
	p.line(0, y, width, y, w.Px, line)
	p.line(x, 0, x, height, w.Px, line)
	if min(width, height) < 220*w.Px {
		p.flush()
		return
	}
	step := plot.TickStep(2*at.Half, 7)
	tick, gap := 5*w.Px, 16*w.Px
	mark, letters := t.ink.Fade(.3), t.ink.Fade(.55)
	for i := 0; float64(i)*step < at.Reach(); i++ {
		for _, v := range []float64{float64(i) * step, -float64(i) * step} {
			d := float32(v * at.Scale())
			if x+d > 2*gap && x+d < width-gap {
				p.line(x+d, height-tick, x+d, height, w.Px, mark)
				p.number(float32(v), x+d, height-tick-6*w.Px, true, letters)
			}
			if y-d > gap && y-d < height-2*gap {
				p.line(0, y-d, tick, y-d, w.Px, mark)
				p.number(float32(v), tick+3*w.Px, y-d, false, letters)
			}
			if i == 0 {
				break
			}
		}
	}
	p.flush()
}
