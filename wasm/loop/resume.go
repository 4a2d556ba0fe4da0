//go:build js && wasm

package loop

import (
	"errors"
	"syscall/js"
	"time"

	"saddle/core/lab"
	"saddle/wasm/player"
	"saddle/wasm/script"
)

var errContextLost = errors.New("the browser has taken the graphics away; reload the page to go on")

// A browser may take the graphics context away, and Ebiten cannot make another one
// without loading the page again. So the moment that the run is at is kept for the time of
// a reload and played to after it: the same settings for the same steps give the same
// state. It is kept with the page's entry in the browser's history, which is there
// also where storage is forbidden, and is each frame's own.

// contextLost keeps the moment, whatever follows, and loads the page again. Where
// that has just been done and there is no picture yet, or has been one for a few
// seconds only, it would not help: then the person is told, and finds the run
// after loading the page again. How long the page took to open does not count, as
// on a slow machine that is longer than this.
func (g *Game) contextLost() {
	g.lost = true
	kept := g.Keep()
	soon := g.reloaded && (!g.drawn || Clock()-g.firstDrawn < 10*time.Second)
	if !kept || soon {
		g.Fail(errContextLost)
		return
	}
	script.Global.Get("location").Call("reload")
}

// kept is what the page's entry in the history holds of the run: the link of its end, the step
// of it that the page is at, and whether it plays.
type kept struct {
	Link    string
	Step    int
	Playing bool
}

// Keep keeps the moment of the page's first experiment, and returns false where the browser
// does not.
func (g *Game) Keep() (ok bool) {
	defer func() { ok = recover() == nil }()
	p := g.Named[""].Player
	entry(script.Plain(kept{p.Whole().Encode(), p.Moment().Step, p.Status().PlaysOn}))
	return
}

// entry sets what the page's entry in the history holds of the run, beside what else it does.
func entry(k js.Value) {
	state := script.Object.New()
	if present, ok := script.Ask(script.Global.Get("history"), "state"); ok && present.Type() == js.TypeObject {
		script.Object.Call("assign", state, present)
	}
	state.Set("saddle", k)
	script.Global.Get("history").Call("replaceState", state, "")
}

// resume begins to go to a moment that was kept, and reports whether there was one.
func (g *Game) resume() bool {
	state, ok := script.Ask(script.Global.Get("history"), "state")
	if !ok || state.Type() != js.TypeObject || state.Get("saddle").Type() != js.TypeObject {
		return false
	}
	var k kept
	if script.Read(state.Get("saddle"), &k) != nil {
		return false
	}
	m, wrong := lab.DecodeMoment(k.Link)
	if len(wrong) > 0 || k.Step < 0 || k.Step > m.Step {
		return false
	}
	entry(js.Null())
	g.Current.Player.Do(player.Order{Do: player.Arrive, Link: m.Encode(), Step: k.Step, On: k.Playing}, nil)
	return true
}
