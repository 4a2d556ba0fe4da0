//go:build js && wasm

package loop

import (
	"syscall/js"
	"time"

	"saddle/core/lab"
	"saddle/wasm/player"
	"saddle/wasm/script"
)

// patient is how long the way to a step may take before the page is told how far it is.
const patient = 300 * time.Millisecond

// way is a way to a step, as the page knows it.
type way struct {
	since time.Duration // 0 for none
	told  bool
}

// Follow goes to the moment of a link. At the end the page is told whether the state is the one
// that the moment is to be known by.
func (g *Game) Follow(m lab.Moment) {
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
		g.Events.Emit("arriving", g.OnTheWay())
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

// OnTheWay is where the way to a step began, where it is and where it leads; null for none.
func (g *Game) OnTheWay() js.Value {
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
