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
// state.

// resumeKey names the page's course: frames of one page share the storage.
func resumeKey() string { return "saddle.resume " + window.Get("location").Get("href").String() }

// reload keeps the course and loads the page again. It returns false where that
// would not help: soon after the last time, or without storage.
func reload(t *train.Trainer) (ok bool) {
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	if clock() < 10*time.Second {
		return false
	}
	course := plain(map[string]any{"legs": t.Course(), "steps": t.Lab().Steps(), "playing": t.Playing})
	window.Get("sessionStorage").Call("setItem", resumeKey(), window.Get("JSON").Call("stringify", course))
	window.Get("location").Call("reload")
	return true
}

// none is no link: links are empty, or begin with #.
const none = "none"

// resume begins to play a course that was kept, and returns the link it ends with,
// or none.
func resume(t *train.Trainer) (link string) {
	defer func() {
		if recover() != nil {
			link = none // No storage, or not our course in it.
		}
	}()
	storage := window.Get("sessionStorage")
	kept := storage.Call("getItem", resumeKey())
	if !kept.Truthy() {
		return none
	}
	storage.Call("removeItem", resumeKey())
	course := window.Get("JSON").Call("parse", kept)
	legs := make([]train.Leg, course.Get("legs").Length())
	for i := range legs {
		leg := course.Get("legs").Index(i)
		legs[i] = train.Leg{Step: leg.Get("step").Int(), Link: leg.Get("link").String()}
	}
	t.Replay(legs, course.Get("steps").Int(), course.Get("playing").Bool())
	return legs[len(legs)-1].Link
}
