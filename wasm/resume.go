//go:build js && wasm

package main

import (
	"errors"
	"time"

	"saddle/wasm/train"
)

var errContextLost = errors.New("the browser has taken the graphics away; reload the page to go on")

// A browser may take the graphics context away, and Ebiten cannot make another one
// without loading the page again. So the course is kept for the time of a reload
// and played again after it: the same settings for the same steps give the same
// state. It is kept with the page's entry in the browser's history, which is there
// also where storage is forbidden, and is each frame's own.

// contextLost keeps the course, whatever follows, and loads the page again. Soon
// after the last time that would not help: then the person is told, and finds the
// course after loading the page again.
func (g *game) contextLost() {
	g.lost = true
	kept := g.keep()
	if soon := g.reloaded && clock() < 10*time.Second; !kept || soon {
		g.fail(errContextLost)
		return
	}
	window.Get("location").Call("reload")
}

// kept is what the page's entry in the history holds of the first experiment.
type kept struct {
	Link    string // of its moment
	Playing bool
}

// keep keeps the moment that the first experiment is at, and returns false where the
// browser does not.
func (g *game) keep() (ok bool) {
	defer func() { ok = recover() == nil }()
	t := g.named[""].trainer
	g.leave(plain(kept{t.Moment().Encode(), t.PlaysOn()}))
	return
}

// leave puts what is kept into the page's entry in the history, beside what else it has.
func (g *game) leave(k js.Value) {
	state := object.New()
	if present, ok := ask(window.Get("history"), "state"); ok && present.Type() == js.TypeObject {
		object.Call("assign", state, present)
	}
	state.Set("saddle", k)
	window.Get("history").Call("replaceState", state, "")
}

// resume begins to play to a moment that was kept, and reports whether there was one.
func (g *game) resume() bool {
	var k struct{ Saddle *kept }
	state, ok := ask(window.Get("history"), "state")
	if !ok || state.Type() != js.TypeObject {
		return false
	}
	_ = k
	return false
}
