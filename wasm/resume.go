//go:build js && wasm

package main

import (
	"errors"
	"time"

	"saddle/core/lab"
)

var errContextLost = errors.New("the browser has taken the graphics away; reload the page to go on")

// A browser may take the graphics context away, and Ebiten cannot make another one
// without loading the page again. So the course is kept for the time of a reload
// and played again after it: the same settings for the same steps give the same
// state.

const resumeKey = "saddle.resume"

// reload keeps the course and loads the page again. It returns false where that
// would not help: soon after the last time, or without storage.
func (t *trainer) reload() (ok bool) {
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	if clock() < 10*time.Second {
		return false
	}
	legs := window.Get("Array").New()
	for _, l := range t.course {
		legs.Call("push", plain(map[string]any{"step": l.step, "link": l.link}))
	}
	course := plain(map[string]any{"legs": legs, "steps": t.lab.Steps(), "playing": t.playing})
	window.Get("sessionStorage").Call("setItem", resumeKey, window.Get("JSON").Call("stringify", course))
	window.Get("location").Call("reload")
	return true
}

// resume begins to play a course that was kept, and reports whether there was one.
func (t *trainer) resume() (ok bool) {
	defer func() {
		if recover() != nil {
			ok = false // No storage, or not our course in it.
		}
	}()
	storage := window.Get("sessionStorage")
	kept := storage.Call("getItem", resumeKey)
	if !kept.Truthy() {
		return false
	}
	storage.Call("removeItem", resumeKey)
	course := window.Get("JSON").Call("parse", kept)
	legs := course.Get("legs")
	first, _ := lab.Decode(legs.Index(0).Get("link").String())
	t.begin(first)
	t.resuming = true
	at := 0
	for i := 1; i < legs.Length(); i++ {
		step, link := legs.Index(i).Get("step").Int(), legs.Index(i).Get("link").String()
		t.order(step-at, func() {
			if c, _ := lab.Decode(link); t.resuming {
				t.change(c)
			}
		})
		at = step
		t.target = link
	}
	playing := course.Get("playing").Bool()
	t.order(course.Get("steps").Int()-at, func() {
		if t.resuming {
			t.playing, t.resuming = playing, false
		}
	})
	return true
}

// destination is the link of the experiment as it is, or will be when resumed.
func (t *trainer) destination() string {
	if t.resuming && t.target != "" {
		return t.target
	}
	return t.lab.Config().Encode()
}
