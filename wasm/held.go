//go:build js && wasm

package main

import (
	"fmt"
	"math"
	"slices"
	"syscall/js"
	"time"

	"saddle/core/lab"
	"saddle/wasm/player"
	"saddle/wasm/script"
	"saddle/wasm/train"
)

// What window.saddle does with a run that is held: it is gone back in, saved, opened, and
// found again by a link.

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
func (g *Game) follow(m lab.Moment) {
	e := g.Current
	e.Player.Do(player.Order{Do: player.Arrive, Link: m.Encode(), Step: m.Step}, func(end player.Ended) {
		e.TellNow, g.way = true, way{}
		arrived := map[string]any{"step": end.Step, "cancelled": !end.Reached, "expected": nil}
		if end.Reached {
			arrived["digest"] = end.Digest
			if m.Digest != "" {
				arrived["expected"], arrived["same"] = m.Digest, end.Digest == m.Digest
			}
		}
		g.Events.Emit("arrived", script.Plain(arrived))
		g.Events.Emit("change", script.Object.New())
	})
}

// tellHeld tells the page, once in a frame, what has changed of the run as a whole, and how far
// the way is to a step.
func (g *Game) tellHeld() {
	p := g.Current.Player
	under := p.Status().Aim != nil
	switch {
	case under && g.way.since == 0:
		g.way.since = g.frameStart
	case under && g.frameStart-g.way.since > patient:
		g.way.told = true
		g.Events.Emit("arriving", g.onTheWay())
	case !under:
		if g.way.told {
			g.Events.Emit("arrived", script.Plain(map[string]any{"step": p.Status().Step, "back": true}))
		}
		g.way = way{}
	}
	run := p.Run()
	if now := (told{run.ID, len(run.Course), run.CanUndo, run.CanRedo}); now != g.toldRun {
		g.toldRun = now
		g.Events.Emit("timeline", script.Object.New())
	}
}

// onTheWay is where the way to a step began, where it is and where it leads; null for none.
func (g *Game) onTheWay() js.Value {
	now := g.Current.Player.Status()
	if now.Aim == nil {
		return js.Null()
	}
	return script.Plain(map[string]any{"from": now.Aim.From, "step": now.Step, "of": now.Aim.To})
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
	m := b.game.Current.Player.Moment()
	return script.Plain(map[string]any{
		"step": m.Step, "digest": m.Digest, "link": m.Encode(), "fresh": m.Step == 0 && len(m.Course) == 1,
	})
}

// address() -> the link of the experiment with what was changed on the way: what the page's
// address should be. Until something is, it is link().
func (b *bridge) address([]js.Value) any {
	course := b.game.Current.Player.Run().Course
	return lab.Moment{Course: course, Step: course[len(course)-1].Step}.Encode()
}

// seek(step) pauses and goes to a step of the run -> a promise of the step that was reached.
// Beyond its end it is played on.
func (b *bridge) seek(args []js.Value) any {
	step, err := whole(args, 0, "step", 0, lastStep, math.NaN())
	if err != nil {
		return reject(err)
	}
	return b.whereTo(player.Order{Do: player.Seek, Step: step})
}

// until(step) plays until a step, if it is not there yet -> a promise of the step that was
// reached.
func (b *bridge) until(args []js.Value) any {
	step, err := whole(args, 0, "step", 0, lastStep, math.NaN())
	if err == nil && b.game.Current.Player.Orders() >= mostOrders {
		err = tooManyOrders()
	}
	if err != nil {
		return reject(err)
	}
	return b.whereTo(player.Order{Do: player.Until, Step: step})
}

// whereTo gives an order -> a promise of the step that it leads to.
func (b *bridge) whereTo(o player.Order) js.Value {
	p, resolve := promise()
	b.do(o, func(end player.Ended) { resolve(end.Step) })
	b.changed()
	return p
}

// do gives the current experiment an order.
func (b *bridge) do(o player.Order, end func(player.Ended)) {
	e := b.game.Current
	e.Player.Do(o, func(ended player.Ended) {
		e.TellNow = true
		if end != nil {
			end(ended)
		}
	})
	b.game.pump.WatchOver()
}

// keep() keeps the moment of the page's first experiment with the page's entry in the browser's
// history, for when it is loaded again -> whether the browser does.
func (b *bridge) keep([]js.Value) any { return b.game.Keep() }

// cancel() stays where one has come to on the way to a moment.
func (b *bridge) cancel([]js.Value) any {
	b.game.Current.Player.Do(player.Order{Do: player.Cancel}, nil)
	return nil
}

// undo() takes the last change back: of a setting, the data, or the whole experiment -> whether
// there was any. redo() does it again.
func (b *bridge) undo([]js.Value) any {
	return b.goTo(b.game.Current.Player.Run().CanUndo, player.Order{Do: player.Undo})
}
func (b *bridge) redo([]js.Value) any {
	return b.goTo(b.game.Current.Player.Run().CanRedo, player.Order{Do: player.Redo})
}

// branch(id) goes to the end of a run of before -> whether there is one of that number.
func (b *bridge) branch(args []js.Value) any {
	id, err := whole(args, 0, "id", 0, 1e9, math.NaN())
	if err != nil {
		return refused(err)
	}
	known := slices.ContainsFunc(b.game.Current.Player.Run().Branches, func(r train.Branch) bool { return r.ID == id })
	return b.goTo(known, player.Order{Do: player.Branch, Step: id})
}

// goTo gives an order that leads elsewhere, if it can be carried out.
func (b *bridge) goTo(can bool, o player.Order) any {
	if can {
		b.do(o, nil)
		b.changed()
	}
	return can
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
	m.of, m.list = course, script.Plain(list)
	return m.list
}

// timeline() -> {id, step, head, begun, marks, branches}: the run's number, where it is and where
// it ends; the link of its first settings, what was changed at which step; and the runs that it
// shares its beginning with.
func (b *bridge) timeline([]js.Value) any {
	run, now := b.game.Current.Player.Run(), b.game.Current.Player.Status()
	step := now.Step
	if now.Aim != nil {
		step = now.Aim.To
	}
	return script.Plain(map[string]any{
		"id": run.ID, "step": step, "head": now.Head, "begun": run.Course[0].Link, "marks": b.marks.from(run.Course), "branches": run.Branches,
	})
}

// save() -> a promise of the experiment file, a Uint8Array.
func (b *bridge) save([]js.Value) any {
	p, resolve := promise()
	b.do(player.Order{Do: player.Save}, func(end player.Ended) { resolve(script.Plain(end.File)) })
	return p
}

// open(bytes) goes on with the run of an experiment file, a Uint8Array -> a promise of {}, or
// of {error: {code, args, message}}; then nothing has changed.
func (b *bridge) open(args []js.Value) any {
	return b.withFile(args, player.Open, func(end player.Ended) any {
		b.changed()
		return script.Object.New()
	})
}

// hasten(bytes) helps a page that goes to a moment, by an experiment file of an earlier one on
// the way -> a promise of whether it did.
func (b *bridge) hasten(args []js.Value) any {
	return b.withFile(args, player.Hasten, func(end player.Ended) any { return end.Reached })
}

// withFile has an experiment file read.
func (b *bridge) withFile(args []js.Value, deed player.Deed, then func(player.Ended) any) any {
	p, resolve := promise()
	file := argument(args, 0)
	if !file.InstanceOf(window.Get("Uint8Array")) {
		return reject(fmt.Errorf("bytes must be a Uint8Array, not %s", short(file)))
	}
	content := make([]byte, min(file.Length(), lab.MaxFile+1))
	js.CopyBytesToGo(content, file)
	b.do(player.Order{Do: deed, File: content}, func(end player.Ended) {
		if end.Wrong != nil {
			resolve(script.Plain(map[string]any{"error": end.Wrong}))
			return
		}
		resolve(then(end))
	})
	return p
}
