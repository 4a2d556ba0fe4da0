//go:build js && wasm

package bridge

import (
	"fmt"
	"math"
	"slices"
	"syscall/js"

	"saddle/core/lab"
	"saddle/wasm/player"
	"saddle/wasm/script"
)

// What window.saddle does with a run that is held: it is gone back in, saved, opened, and
// found again by a link.

// lastStep is the last step that one can go to.
const lastStep = 1_000_000_000

// promise returns a promise, and what resolves it.
func promise() (promise js.Value, resolve func(any)) {
	executor := js.FuncOf(func(_ js.Value, args []js.Value) any {
		resolve = func(v any) { args[0].Invoke(v) }
		return nil
	})
	defer executor.Release()
	promise = script.Global.Get("Promise").New(executor)
	return promise, resolve
}

// reject returns a promise that is rejected with a sentence.
func reject(err error) js.Value {
	return script.Global.Get("Promise").Call("reject", script.Global.Get("RangeError").New(err.Error()))
}

// moment() -> {step, digest, link, fresh}: the link that leads to the state as it is, with
// what was changed on the way, and whether it is a beginning, of which the link of the
// settings says all.
func (b *Bridge) moment([]js.Value) any {
	m := b.game.Current.Player.Moment()
	return script.Plain(map[string]any{
		"step": m.Step, "digest": m.Digest, "link": m.Encode(), "fresh": m.Step == 0 && len(m.Course) == 1,
	})
}

// address() -> the link of the experiment with what was changed on the way: what the page's
// address should be. Until something is, it is link().
func (b *Bridge) address([]js.Value) any {
	course := b.game.Current.Player.Run().Course
	return lab.Moment{Course: course, Step: course[len(course)-1].Step}.Encode()
}

// seek(step) pauses and goes to a step of the run -> a promise of the step that was reached.
// Beyond its end it is played on.
func (b *Bridge) seek(args []js.Value) any {
	step, err := whole(args, 0, "step", 0, lastStep, math.NaN())
	if err != nil {
		return reject(err)
	}
	return b.whereTo(player.Order{Do: player.Seek, Step: step})
}

// until(step) plays until a step, if it is not there yet -> a promise of the step that was
// reached.
func (b *Bridge) until(args []js.Value) any {
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
func (b *Bridge) whereTo(o player.Order) js.Value {
	p, resolve := promise()
	b.do(o, func(end player.Ended) { resolve(end.Step) })
	b.changed()
	return p
}

// do gives the current experiment an order.
func (b *Bridge) do(o player.Order, end func(player.Ended)) {
	e := b.game.Current
	e.Player.Do(o, func(ended player.Ended) {
		e.TellNow = true
		if end != nil {
			end(ended)
		}
	})
	b.game.WatchOver()
}

// keep() keeps the moment of the page's first experiment with the page's entry in the browser's
// history, for when it is loaded again -> whether the browser does.
func (b *Bridge) keep([]js.Value) any { return b.game.Keep() }

// cancel() stays where one has come to on the way to a moment.
func (b *Bridge) cancel([]js.Value) any {
	b.game.Current.Player.Do(player.Order{Do: player.Cancel}, nil)
	return nil
}

// undo() takes the last change back: of a setting, the data, or the whole experiment -> whether
// there was any. redo() does it again.
func (b *Bridge) undo([]js.Value) any {
	return b.goTo(b.game.Current.Player.Run().CanUndo, player.Order{Do: player.Undo})
}
func (b *Bridge) redo([]js.Value) any {
	return b.goTo(b.game.Current.Player.Run().CanRedo, player.Order{Do: player.Redo})
}

// branch(id) goes to the end of a run of before -> whether there is one of that number.
func (b *Bridge) branch(args []js.Value) any {
	id, err := whole(args, 0, "id", 0, 1e9, math.NaN())
	if err != nil {
		return refused(err)
	}
	return b.goTo(slices.Contains(b.game.Current.Player.Run().IDs, id), player.Order{Do: player.Branch, Step: id})
}

// goTo gives an order that leads elsewhere, if it can be carried out.
func (b *Bridge) goTo(can bool, o player.Order) any {
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
func (b *Bridge) timeline([]js.Value) any {
	run, now := b.game.Current.Player.Run(), b.game.Current.Player.Status()
	return script.Plain(map[string]any{
		"id": run.ID, "step": b.game.Current.Player.Step(), "head": now.Head, "begun": run.Course[0].Link, "marks": b.marks.from(run.Course), "branches": b.game.Current.Player.Branches(),
	})
}

// save() -> a promise of the experiment file, a Uint8Array.
func (b *Bridge) save([]js.Value) any {
	p, resolve := promise()
	b.do(player.Order{Do: player.Save}, func(end player.Ended) { resolve(script.Plain(end.File)) })
	return p
}

// open(bytes) goes on with the run of an experiment file, a Uint8Array -> a promise of {}, or
// of {error: {code, args, message}}; then nothing has changed.
func (b *Bridge) open(args []js.Value) any {
	return b.withFile(args, player.Open, func(end player.Ended) any {
		b.changed()
		return script.Object.New()
	})
}

// hasten(bytes) helps a page that goes to a moment, by an experiment file of an earlier one on
// the way -> a promise of whether it did.
func (b *Bridge) hasten(args []js.Value) any {
	return b.withFile(args, player.Hasten, func(end player.Ended) any { return end.Reached })
}

// withFile has an experiment file read.
func (b *Bridge) withFile(args []js.Value, deed player.Deed, then func(player.Ended) any) any {
	p, resolve := promise()
	file := argument(args, 0)
	if !file.InstanceOf(script.Global.Get("Uint8Array")) {
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
