//go:build js && wasm

package loop

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
	make js.Value // (ended) -> a promise of a Worker; undefined for none
	most int      // that play at once: as many as leave the page a core
}

const (
	// spare is how many Workers may stay with experiments that are not in use.
	spare = 4

	// frail is the time in which a second Worker that ends by itself is one too many.
	frail = time.Minute

	// deaf is how long a round may keep an order waiting that has it come to nothing. Then
	// another Worker carries the order out.
	deaf = 2 * time.Second

	// listening is how much of that a single frame may be: where the page itself was held up, what
	// its Worker has told is still to be heard.
	listening = deaf / 8

	// least and ahead say how far experiments that are kept side by side may be apart: so
	// many rounds, and what they play in that time.
	least = 8
	ahead = 100 * time.Millisecond
)

func newWorkers(query js.Value) *workers {
	w := &workers{most: 2}
	if cores := script.Global.Get("navigator").Get("hardwareConcurrency"); cores.Type() == js.TypeNumber {
		w.most = max(w.most, cores.Int()-1)
	}
	if page := script.Global.Get("saddle"); page.Truthy() {
		if asked := query.Call("get", "player"); asked.IsNull() || asked.String() != "page" {
			w.make = page.Get("makeWorker")
		}
		page.Delete("makeWorker")
	}
	return w
}

// settle has the experiments in use played by Workers. It is called in every frame after the
// first.
func (g *Game) settle() {
	for _, e := range g.InUse {
		e.used = g.frameStart
		if e.host != nil && !e.moving && g.workers.make.Truthy() {
			g.move(e)
		}
	}
	for _, e := range g.Named {
		switch {
		case e.host != nil || e.moving || !e.Player.Unheard():
			e.deaf = 0
		case e.deaf > deaf && e.Player.Kept() != nil:
			g.replace(e)
		default:
			e.deaf += min(g.frameStart-g.settled, listening)
		}
	}
	g.settled = g.frameStart
	g.recall()
}

// move has an experiment played by a Worker, when that has begun.
func (g *Game) move(e *Experiment) {
	e.moving = true
	g.makeWorker(e, func(worker js.Value) {
		e.moving = false
		if e.host == nil || g.Named[e.Name] != e {
			worker.Call("terminate")
			return
		}
		e.Player.Known() // which the page may ask for before the Worker has told any
		e.Player.Still()
		c := e.host.Carry()
		e.host = nil
		e.Player.Move(c, player.Far(worker, g.Guard))
		g.KeepTogether()
	}, func() {
		e.moving = false
		g.workers.make = js.Undefined()
	})
}

// makeWorker makes a Worker for an experiment.
func (g *Game) makeWorker(e *Experiment, then func(worker js.Value), failed func()) {
	var worker js.Value
	ended := js.FuncOf(func(js.Value, []js.Value) any {
		defer g.Guard()
		if g.Named[e.Name] == e && worker.Equal(e.worker) {
			g.mourn(e)
		}
		return nil
	})
	var made, not js.Func
	settle := func(f func(args []js.Value)) js.Func {
		return js.FuncOf(func(_ js.Value, args []js.Value) any {
			defer g.Guard()
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
func (g *Game) mourn(e *Experiment) {
	again := e.endedAt > 0 && Clock()-e.endedAt < frail
	e.endedAt = Clock()
	home := func() {
		g.takeHome(e, e.Player.Kept())
		e.Player.Do(player.Order{Do: player.Play}, nil)
	}
	tell := func() {
		now := e.Player.Status()
		g.Events.Emit("restarted", script.Plain(map[string]any{"experiment": e.Name, "step": now.Step, "playing": now.PlaysOn, "again": e.host != nil}))
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
func (g *Game) replace(e *Experiment) {
	e.worker, e.moving = js.Undefined(), true
	g.makeWorker(e, func(worker js.Value) {
		e.moving = false
		e.Player.Move(e.Player.Kept(), player.Far(worker, g.Guard))
		e.Player.Look(lab.Look{Measures: true, Still: true})
		g.KeepTogether()
	}, func() {
		e.moving = false
		g.takeHome(e, e.Player.Kept())
	})
}

// takeHome has this program go on with an experiment.
func (g *Game) takeHome(e *Experiment, c *player.Carried) {
	e.worker = js.Undefined()
	e.host = player.Successor(Clock)
	e.Player.Move(c, player.Near(e.host))
}

// recall ends Workers of experiments that have not been in use for long, if there are many: this
// program has them then.
func (g *Game) recall() {
	var idle []*Experiment
	for _, e := range g.Named {
		if e.host == nil && !e.moving && !slices.Contains(g.InUse, e) {
			idle = append(idle, e)
		}
	}
	if len(idle) <= spare {
		return
	}
	oldest := slices.MinFunc(idle, func(a, b *Experiment) int { return cmp.Compare(a.used, b.used) })
	oldest.moving = true
	oldest.Player.Do(player.Order{Do: player.Give}, func(end player.Ended) {
		oldest.moving = false
		if end.Carried != nil && oldest.host == nil {
			g.takeHome(oldest, end.Carried)
		}
	})
}

// Forget ends an experiment.
func (g *Game) Forget(name string) {
	e := g.Named[name]
	if e == nil {
		return
	}
	delete(g.Named, name)
	g.InUse = slices.DeleteFunc(g.InUse, func(other *Experiment) bool { return other == e })
	if g.Current == e {
		g.Current = g.Named[""]
	}
	e.Player.End()
	for _, s := range e.slots {
		s.Free()
	}
	g.KeepTogether()
	g.Redraw()
}

// KeepTogether has experiments in use wait for each other: none plays far ahead, and of those in
// Workers no more play at once than there are cores for, those that have played fewest rounds
// first. It is called whenever one of them has told where it is.
func (g *Game) KeepTogether() {
	for _, e := range g.Named {
		if e.host == nil && !slices.Contains(g.InUse, e) {
			e.Player.Limit(max(1, e.Player.Status().Step))
		}
	}
	var playing []*Experiment
	for _, e := range g.InUse {
		if e.Player.Status().Playing {
			playing = append(playing, e)
		} else if e.host != nil {
			e.Player.Limit(0)
		}
	}
	step := func(e *Experiment) int { return e.Player.Status().Step }
	slices.SortStableFunc(playing, func(a, b *Experiment) int { return cmp.Compare(step(a), step(b)) })
	left := g.workers.most
	for _, e := range playing {
		far := e.host == nil
		switch {
		case far && (g.Held || left == 0):
			e.Player.Limit(max(1, step(e)))
			continue
		case len(playing) == 1:
			e.Player.Limit(0)
		default:
			first := playing[0].Player.Status()
			e.Player.Limit(first.Step + max(least, int(first.Rate*ahead.Seconds())))
		}
		if far {
			left--
		}
	}
}
