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

// contextLost keeps the course, whatever follows, and loads the page again. Where
// that has just been done and there is no picture yet, or has been one for a few
// seconds only, it would not help: then the person is told, and finds the course
// after loading the page again. How long the page took to open does not count, as
// on a slow machine that is longer than this.
func (g *game) contextLost() {
	g.lost = true
	kept := keep(g.named[""].trainer.Course())
	soon := g.reloaded && (!g.drawn || clock()-g.firstDrawn < 10*time.Second)
	if !kept || soon {
		g.fail(errContextLost)
		return
	}
	window.Get("location").Call("reload")
}

// kept is what the page's entry in the history holds.
type kept struct{ Saddle train.Course }

// keep keeps a course, and returns false where the browser does not.
func keep(c train.Course) (ok bool) {
	defer func() { ok = recover() == nil }()
	window.Get("history").Call("replaceState", plain(kept{c}), "")
	return
}

// none is no link: links are empty, or begin with #.
const none = "none"

// resume begins to play a course that was kept, and returns the link it ends with,
// or none.
func resume(t *train.Trainer) (link string) {
	var k kept
	if state, ok := ask(window.Get("history"), "state"); !ok || read(state, &k) != nil || !k.Saddle.Valid() {
		return none
	}
	window.Get("history").Call("replaceState", nil, "")
	t.Replay(k.Saddle)
	return k.Saddle.Legs[len(k.Saddle.Legs)-1].Link
}
