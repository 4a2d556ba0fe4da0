//go:build js && wasm

package main

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"syscall/js"
	"time"

	"saddle/core/lab"
)

// What window.saddle does with a run that is held: it is gone back in, saved, opened, and
// found again by a link.

// timelineBudget is how many bytes the states take that are kept of a run, so that any
// step of it can be seen again.
const timelineBudget = 16 << 20

// lastStep is the last step that one can go to.
const lastStep = 1_000_000_000

// patient is how long the way to a step may take before the page is told how far it is.
const patient = 300 * time.Millisecond

// way is a way to a step, as the page knows it.
type way struct {
	since time.Duration // 0 for none
	told  bool
}

// follow goes to the moment of a link. At the end the page is told whether the state is the one
// that the moment is to be known by.
func (g *game) follow(m lab.Moment) {
	e := g.current
	e.trainer.Arrive(m, m.Step, false, func(reached bool) {
		e.tellNow, g.way = true, way{}
		arrived := map[string]any{"step": e.trainer.Lab().Steps(), "cancelled": !reached, "expected": nil}
		if reached {
			digest := e.trainer.Lab().Digest()
			arrived["digest"] = digest
			if m.Digest != "" {
				arrived["expected"], arrived["same"] = m.Digest, digest == m.Digest
			}
		}
		g.events.emit("arrived", plain(arrived))
		g.events.emit("change", object.New())
	})
}

// tellHeld tells the page, once in a frame, what has changed of the run as a whole, and how far
// the way is to a step.
func (g *game) tellHeld() {
	t := g.current.trainer
	_, _, under := t.Arriving()
	switch {
	case under && g.way.since == 0:
		g.way.since = g.frameStart
	case under && g.frameStart-g.way.since > patient:
		g.way.told = true
		g.events.emit("arriving", g.onTheWay())
	case !under:
		if g.way.told {
			g.events.emit("arrived", plain(map[string]any{"step": t.Lab().Steps(), "back": true}))
		}
		g.way = way{}
	}
	if now := (told{t.ID(), t.Legs(), t.CanUndo(), t.CanRedo()}); now != g.toldRun {
		g.toldRun = now
		g.events.emit("timeline", object.New())
	}
}

// onTheWay is where the way to a step began, where it is and where it leads; null for none.
func (g *game) onTheWay() js.Value {
	t := g.current.trainer
	from, to, ok := t.Arriving()
	if !ok {
		return js.Null()
	}
	return plain(map[string]any{"from": from, "step": t.Lab().Steps(), "of": to})
}

// told is what the page has been told of a run as a whole.
type told struct {
	id, legs         int
	canUndo, canRedo bool
}

// promise returns a promise, and what resolves it.
func promise() (promise js.Value, resolve func(any)) {
	var executor js.Func
	executor = js.FuncOf(func(_ js.Value, args []js.Value) any {
		resolve = func(v any) { args[0].Invoke(v) }
		return nil
	})
	defer executor.Release()
	promise = window.Get("Promise").New(executor)
	return promise, resolve
}

// reject returns a promise that is rejected with a sentence.
func reject(err error) js.Value {
	return window.Get("Promise").Call("reject", window.Get("RangeError").New(err.Error()))
}

// moment() -> {step, digest, link, fresh}: the link that leads to the state as it is, with
// what was changed on the way, and whether it is a beginning, of which the link of the
// settings says all.
func (b *bridge) moment([]js.Value) any {
	t := b.game.current.trainer
	m := t.Moment()
	return plain(map[string]any{
		"step": m.Step, "digest": m.Digest, "link": m.Encode(), "fresh": m.Step == 0 && len(m.Course) == 1,
	})
}

// address() -> the link of the experiment with what was changed on the way: what the page's
// address should be. Until something is, it is link().
func (b *bridge) address([]js.Value) any {
	course := b.game.current.trainer.Whole().Course
	return lab.Moment{Course: course, Step: course[len(course)-1].Step}.Encode()
}

// seek(step) pauses and goes to a step of the run -> a promise of the step that was reached.
// Beyond its end it is played on.
func (b *bridge) seek(args []js.Value) any {
	step, err := whole(args, 0, "step", 0, lastStep, math.NaN())
	if err != nil {
		return reject(err)
	}
	e := b.game.current
	p, resolve := promise()
	e.trainer.Seek(step, func(bool) {
		e.tellNow = true
		resolve(e.trainer.Lab().Steps())
	})
	b.game.pump.watchOver()
	b.changed()
	return p
}

// until(step) plays until a step, if it is not there yet -> a promise of the step that was
// reached.
func (b *bridge) until(args []js.Value) any {
	step, err := whole(args, 0, "step", 0, lastStep, math.NaN())
	t := b.game.current.trainer
	if err == nil && t.Orders() >= mostOrders {
		err = tooManyOrders()
	}
	if err != nil {
		return reject(err)
	}
	p, resolve := promise()
	t.Order(max(0, step-t.Moment().Step), func() { resolve(t.Lab().Steps()) })
	b.game.pump.watchOver()
	return p
}

// keep() keeps the moment of the page's first experiment with the page's entry in the browser's
// history, for when it is loaded again -> whether the browser does.
func (b *bridge) keep([]js.Value) any { return b.game.keep() }

// cancel() stays where one has come to on the way to a moment.
func (b *bridge) cancel([]js.Value) any {
	b.game.current.trainer.Cancel()
	return nil
}

// undo() takes the last change back: of a setting, the data, or the whole experiment -> whether
// there was any. redo() does it again.
func (b *bridge) undo([]js.Value) any { return b.wentTo(b.game.current.trainer.Undo(b.there())) }
func (b *bridge) redo([]js.Value) any { return b.wentTo(b.game.current.trainer.Redo(b.there())) }

// branch(id) goes to the end of a run of before -> whether there is one of that number.
func (b *bridge) branch(args []js.Value) any {
	id, err := whole(args, 0, "id", 0, 1e9, math.NaN())
	if err != nil {
		return refused(err)
	}
	return b.wentTo(b.game.current.trainer.GoTo(id, b.there()))
}

// there is what follows when the trainer has come to another place.
func (b *bridge) there() func(bool) {
	e := b.game.current
	return func(bool) { e.tellNow = true }
}

func (b *bridge) wentTo(ok bool) any {
	if ok {
		b.game.pump.watchOver()
		b.changed()
	}
	return ok
}

// marks are the changes of a course as the page has them; there may be hundreds, and they are
// asked for often.
type marks struct {
	of   []lab.Leg
	list js.Value
}

// from returns the marks of a course.
func (m *marks) from(course []lab.Leg) js.Value {
	if m.of != nil && lab.SameCourse(m.of, course) {
		return m.list
	}
	type mark struct {
		Step    int
		Changes []lab.SettingChange
	}
	list := []mark{}
	for _, leg := range course[1:] {
		list = append(list, mark{leg.Step, leg.Changes})
	}
	m.of, m.list = course, plain(list)
	return m.list
}

// timeline() -> {id, step, head, begun, marks, branches}: the run's number, where it is and where
// it ends; the link of its first settings, what was changed at which step; and the runs that it
// shares its beginning with.
func (b *bridge) timeline([]js.Value) any {
	t := b.game.current.trainer
	course := t.Whole().Course
	step := t.Lab().Steps()
	if _, to, ok := t.Arriving(); ok {
		step = to
	}
	return plain(map[string]any{
		"id": t.ID(), "step": step, "head": t.Head(), "begun": course[0].Link, "marks": b.marks.from(course), "branches": t.Branches(),
	})
}

// save() -> a promise of the experiment file, a Uint8Array.
func (b *bridge) save([]js.Value) any {
	var file bytes.Buffer
	if err := b.lab().Save(&file, time.Now()); err != nil {
		return reject(err)
	}
	bytes := window.Get("Uint8Array").New(file.Len())
	js.CopyBytesToJS(bytes, file.Bytes())
	p, resolve := promise()
	resolve(bytes)
	return p
}

// open(bytes) goes on with the run of an experiment file, a Uint8Array -> a promise of {}, or
// of {error: {code, args, message}}; then nothing has changed.
func (b *bridge) open(args []js.Value) any {
	return b.withFile(args, func(l *lab.Lab) any {
		e := b.game.current
		e.trainer.Open(l)
		e.tellNow = true
		b.changed()
		return object.New()
	})
}

// hasten(bytes) helps a page that goes to a moment, by an experiment file of an earlier one on
// the way -> a promise of whether it did.
func (b *bridge) hasten(args []js.Value) any {
	return b.withFile(args, func(l *lab.Lab) any { return b.game.current.trainer.Hasten(l) })
}

// withFile reads an experiment file and does something with its run.
func (b *bridge) withFile(args []js.Value, then func(*lab.Lab) any) any {
	p, resolve := promise()
	file := argument(args, 0)
	if !file.InstanceOf(window.Get("Uint8Array")) {
		return reject(fmt.Errorf("bytes must be a Uint8Array, not %s", short(file)))
	}
	content := make([]byte, min(file.Length(), lab.MaxFile+1))
	js.CopyBytesToGo(content, file)
	l, err := lab.Load(bytes.NewReader(content))
	if err != nil {
		var wrong lab.FileError // reading from memory does not fail otherwise
		if known := (*lab.FileError)(nil); errors.As(err, &known) {
			wrong = *known
		}
		resolve(plain(map[string]any{"error": map[string]any{"code": wrong.Code, "args": wrong.Args, "message": err.Error()}}))
		return p
	}
	resolve(then(l))
	return p
}
