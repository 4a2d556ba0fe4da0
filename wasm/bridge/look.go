//go:build js && wasm

package bridge

import (
	"errors"
	"fmt"
	"math"
	"syscall/js"

	"saddle/assets"
	"saddle/core/lab"
	"saddle/wasm/plot"
	"saddle/wasm/script"
)

// mostCells is how many cells a grid may have along a side.
const mostCells = 512

// look(what, name) -> a promise of a picture of the run as it is, {step, points, field, ...}: see lab.Picture. What
// is to be seen is a lab.Look, such as {still: true, points: true, field: {side: 72, half: 2}, ask: {on: true, x: 0, y: 0}}.
// It is rejected with a sentence where that is none.
func (b *Bridge) look(args []js.Value) any {
	var k lab.Look
	if err := script.Read(argument(args, 0), &k); err != nil {
		return reject(err)
	}
	if err := checked(k); err != nil {
		return reject(err)
	}
	p, resolve := promise()
	b.named(args, 1).Player.Ask(k, func(picture *lab.Picture) { resolve(script.Plain(picture)) })
	return p
}

// checked says what is wrong with a look that comes from outside.
func checked(k lab.Look) error {
	finite := func(v float64) bool { return math.Abs(v) <= 1e6 } // not NaN
	for _, g := range []lab.Grid{k.Field, k.Optimum} {
		if g.Side < 0 || g.Side > mostCells || g.Side > 0 && !(g.Half > 0 && finite(g.Half)) {
			return fmt.Errorf("a grid must have 1 to %d cells along a side, and half a side that is above 0", mostCells)
		}
	}
	q := k.Ask
	switch {
	case k.Arrows < 0 || k.Arrows > lab.Shown:
		return fmt.Errorf("there are 0 to %d arrows", lab.Shown)
	case k.Manifold < 0 || k.Manifold > 64:
		return errors.New("the latent grid has up to 64 points along a side")
	case !finite(q.X) || !finite(q.Y) || !finite(q.Reach):
		return errors.New("x, y and reach of a question must be numbers")
	case q.Point < 0 || q.Point > lab.Shown || q.Path < 0 || q.Path > 100:
		return fmt.Errorf("the points have the numbers 1 to %d, and a path up to 100 rounds", lab.Shown)
	}
	return nil
}

// level(values, side, level) -> where a field of chances has a level: pieces of curves, a Float32Array of
// x0, y0, x1, y1 in cells, the centre of the first cell being at 0, 0.
func (b *Bridge) level(args []js.Value) any {
	var values []float32
	if err := script.Read(argument(args, 0), &values); err != nil {
		return refused(err)
	}
	side, err := whole(args, 1, "side", 2, mostCells, math.NaN())
	if err == nil && len(values) != side*side {
		err = errors.New("values must be a Float32Array of side times side numbers")
	}
	if err != nil {
		return refused(err)
	}
	at, err := number(args, 2, "level", 0, 1)
	if err != nil {
		return refused(err)
	}
	pieces := []float32{}
	plot.ContourOfChance(values, side, float32(at), func(x0, y0, x1, y1 float32) { pieces = append(pieces, x0, y0, x1, y1) })
	return script.Plain(pieces)
}

// palette("light" | "dark") -> the colours that the plane is drawn with, as assets/palette.json has them.
func (b *Bridge) palette(args []js.Value) any {
	name, err := oneOf(args, 0, "theme", "light", "dark")
	if err != nil {
		return refused(err)
	}
	return script.Global.Get("JSON").Call("parse", assets.Palette).Get(name)
}
