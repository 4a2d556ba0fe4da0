//go:build js && wasm

package layer

import (
	"math"
	"time"

	"saddle/core/lab"
	"saddle/wasm/plot"
	"saddle/wasm/stage"
)

// axes are the plane's scale: faint lines through the origin, and ticks with their
// numbers, in the data's units, along the left and the lower edge, where there is room for them.
type axes struct{ units lab.Units }

func (*axes) Look(float64) lab.Look { return lab.Look{Still: true} }

func (a *axes) take(p *lab.Picture) (time.Duration, bool) {
	if p.Still == nil {
		return 0, false
	}
	a.units = p.Still.Units
	return 0, true
}

func (a *axes) Draw(p *Pen, w *stage.View, t *Theme) {
	at := w.Plane
	x0, y0 := at.ToPixel(0, 0)
	x, y := float32(x0), float32(y0)
	width, height := float32(at.Width), float32(at.Height)
	line := t.ink.Fade(.09)
	p.line(0, y, width, y, w.Px, line)
	p.line(x, 0, x, height, w.Px, line)
	// Seven numbers on the shorter side, fewer where these would crowd.
	most := min(7, float64(min(width, height)/w.Px)/32)
	if most < 5 {
		p.flush()
		return
	}
	tick, gap := 5*w.Px, 16*w.Px
	mark, letters := t.ink.Fade(.3), t.ink.Fade(.55)
	// As close to each other on the longer side.
	ticks := func(axis lab.Axis) []plot.Tick {
		reach := at.Reach()
		return plot.Ticks(axis.Data(-reach), axis.Data(reach), int(math.Round(most*reach/at.Half)))
	}
	for _, n := range ticks(a.units.X) {
		if d := float32(a.units.X.Place(n.At) * at.Scale()); x+d > 2*gap && x+d < width-gap {
			p.line(x+d, height-tick, x+d, height, w.Px, mark)
			p.number(n.Text, x+d, height-tick-6*w.Px, true, letters)
		}
	}
	for _, n := range ticks(a.units.Y) {
		if d := float32(a.units.Y.Place(n.At) * at.Scale()); y-d > gap && y-d < height-2*gap {
			p.line(0, y-d, tick, y-d, w.Px, mark)
			p.number(n.Text, tick+3*w.Px, y-d, false, letters)
		}
	}
	p.flush()
}
