//go:build js && wasm

package main

import (
	"cmp"
	"slices"
	"syscall/js"
	"time"

	"saddle/core/lab"
	"saddle/wasm/player"
	"saddle/wasm/script"
)

// workers are where experiments are played: each in a Worker of its own, from its first picture
// on, if the page has a way to make Workers (site/common/workers.js). Where it has none, or one
// does not begin, experiments are played in this program.
type workers struct {
	make  js.Value // (ended) -> a promise of a Worker; undefined for none
	most  int      // that play at once: as many as leave the page a core
	first bool     // the page has made one
}

const (
	// spare is how many Workers may stay with experiments that are not in use.
	spare = 4

	// frail is the time in which a second Worker that ends by itself is one too many.
	frail = time.Minute

	// deaf is how long a round may keep an order waiting that has it come to nothing. Then
	// another Worker carries the order out.
	deaf = 2 * time.Second

	// least and ahead say how far experiments that are kept side by side may be apart: so
	// many rounds, and what they play in that time.
	least = 8
	ahead = 100 * time.Millisecond
)

func newWorkers(query js.Value) *workers {
	w := &workers{most: 2}
	if cores := window.Get("navigator").Get("hardwareConcurrency"); cores.Type() == js.TypeNumber {
		w.most = max(w.most, cores.Int()-1)
	}
	if page := window.Get("saddle"); page.Truthy() {
		if asked := query.Call("get", "player"); asked.IsNull() || asked.String() != "page" {
			w.make = page.Get("makeWorker")
		}
		page.Delete("makeWorker")
	}
	return w
}

// settle has the experiments in use played by Workers. It is called in every frame after the
// first.
func (g *game) settle() {
	for _, e := range g.inUse {
		e.used = g.frameStart
		if e.host != nil && !e.moving && g.workers.make.Truthy() {
			g.move(e)
		}
	}
	for _, e := range g.named {
		switch {
		case e.host != nil || e.moving || !e.player.Unheard():
			e.deafSince = 0
		case e.deafSince == 0:
			e.deafSince = g.frameStart
		case g.frameStart-e.deafSince > deaf && e.player.Kept() != nil:
			g.replace(e)
		}
	}
	g.recall()
}

// move has an experiment played by a Worker, when that has begun.
func (g *game) move(e *experiment) {
	e.moving = true
	g.makeWorker(e, func(worker js.Value) {
		e.moving = false
		if e.host == nil || g.named[e.name] != e {
			worker.Call("terminate")
			return
		}
		e.player.Known() // which the page may ask for before the Worker has told any
		e.player.Still()
		c := e.host.Carry()
		e.host = nil
		e.player.Move(c, player.Far(worker, g.guard))
		g.keepTogether()
	}, func() {
		e.moving = false
		g.workers.make = js.Undefined()
	})
}

// makeWorker makes a Worker for an experiment.
func (g *game) makeWorker(e *experiment, then func(worker js.Value), failed func()) {
	var worker js.Value
	ended := js.FuncOf(func(js.Value, []js.Value) any {
		defer g.guard()
		if g.named[e.name] == e && worker.Equal(e.worker) {
			g.mourn(e)
		}
		return nil
	})
	var made, not js.Func
	settle := func(f func(args []js.Value)) js.Func {
		return js.FuncOf(func(_ js.Value, args []js.Value) any {
			defer g.guard()
			made.Release()
			not.Release()
			f(args)
			return nil
		})
	}
	made = settle(func(args []js.Value) {
		worker = args[0]
		e.worker = worker
		then(worker)
	})
	not = settle(func([]js.Value) { failed() })
	g.workers.make.Invoke(ended).Call("then", made, not)
}

// mourn has another Worker go on with an experiment whose own has come to an end, and tells the
// page. If that happens again soon, the page goes on itself, at rest.
func (g *game) mourn(e *experiment) {
	again := e.endedAt > 0 && clock()-e.endedAt < frail
	e.endedAt = clock()
	home := func() {
		g.takeHome(e, e.player.Kept())
		e.player.Do(player.Order{Do: player.Play}, nil)
	}
	tell := func() {
		now := e.player.Status()
		g.events.emit("restarted", script.Plain(map[string]any{"experiment": e.name, "step": now.Step, "playing": now.PlaysOn, "again": e.host != nil}))
	}
	if again || !g.workers.make.Truthy() {
		home()
		tell()
		return
	}
	e.restarted = tell
	g.replace(e)
}

// replace has another Worker go on with what is kept of an experiment.
func (g *game) replace(e *experiment) {
	e.worker, e.moving = js.Undefined(), true
	g.makeWorker(e, func(worker js.Value) {
		e.moving = false
		e.player.Move(e.player.Kept(), player.Far(worker, g.guard))
		e.player.Look(lab.Look{Measures: true, Still: true})
		g.keepTogether()
	}, func() {
		e.moving = false
		g.takeHome(e, e.player.Kept())
	})
}

// takeHome has this program go on with an experiment.
func (g *game) takeHome(e *experiment, c *player.Carried) {
	e.worker = js.Undefined()
	e.host = player.Successor(clock)
	e.player.Move(c, player.Near(e.host))
}

// recall ends Workers of experiments that have not been in use for long, if there are many: this
// program has them then.
func (g *game) recall() {
	var idle []*experiment
	for _, e := range g.named {
		if e.host == nil && !e.moving && !slices.Contains(g.inUse, e) {
			idle = append(idle, e)
		}
	}
	if len(idle) <= spare {
		return
	}
	oldest := slices.MinFunc(idle, func(a, b *experiment) int { return cmp.Compare(a.used, b.used) })
	oldest.moving = true
	oldest.player.Do(player.Order{Do: player.Give}, func(end player.Ended) {
		oldest.moving = false
		if end.Carried != nil && oldest.host == nil {
			g.takeHome(oldest, end.Carried)
		}
	})
}

// forget ends an experiment.
func (g *game) forget(name string) {
	e := g.named[name]
	if e == nil {
		return
	}
	delete(g.named, name)
	g.inUse = slices.DeleteFunc(g.inUse, func(other *experiment) bool { return other == e })
	if g.current == e {
		g.current = g.named[""]
	}
	e.player.End()
	for _, s := range e.slots {
		if s, ok := s.layer.(interface{ free() }); ok {
			s.free()
		}
	}
	g.keepTogether()
	g.redraw()
}

// keepTogether has experiments in use that play in Workers wait for each other: those that have
// played fewest rounds play, as many as there are cores for, and not far ahead. It is called
// whenever one of them has told where it is.
func (g *game) keepTogether() {
	var playing []*experiment
	for _, e := range g.inUse {
		if e.host == nil && e.player.Status().Playing {
			playing = append(playing, e)
		}
	}
	for _, e := range g.named {
		if e.host == nil && !slices.Contains(g.inUse, e) {
			e.player.Limit(max(1, e.player.Status().Step))
		}
	}
	step := func(e *experiment) int { return e.player.Status().Step }
	slices.SortStableFunc(playing, func(a, b *experiment) int { return cmp.Compare(step(a), step(b)) })
	for i, e := range playing {
		switch {
		case g.held || i >= g.workers.most:
			e.player.Limit(max(1, step(e)))
		case len(playing) == 1:
			e.player.Limit(0)
		default:
			first := playing[0].player.Status()
			e.player.Limit(first.Step + max(least, int(first.Rate*ahead.Seconds())))
		}
	}
}
