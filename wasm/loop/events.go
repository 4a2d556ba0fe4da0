//go:build js && wasm

package loop

import (
	"syscall/js"

	"saddle/core/lab"
	"saddle/wasm/script"
)

// Events tells the page what happens. A listener runs after the frame, from the
// browser's own queue: what it does or throws is not in our way.
type Events struct {
	listeners map[string][]js.Value
	promise   js.Value
}

func newEvents() *Events {
	return &Events{listeners: map[string][]js.Value{}, promise: script.Global.Get("Promise")}
}

func (e *Events) On(name string, listener js.Value) {
	e.listeners[name] = append(e.listeners[name], listener)
}

func (e *Events) Off(name string, listener js.Value) {
	kept := e.listeners[name][:0]
	for _, l := range e.listeners[name] {
		if !l.Equal(listener) {
			kept = append(kept, l)
		}
	}
	e.listeners[name] = kept
}

// Emit calls an event's listeners with a payload.
func (e *Events) Emit(name string, payload js.Value) {
	for _, l := range e.listeners[name] {
		e.Tell(l, payload)
	}
}

// Tell calls one listener with a payload.
func (e *Events) Tell(listener, payload js.Value) {
	e.promise.Call("resolve", payload).Call("then", listener)
}

// Measures has the measures of a picture by their names, and its digest.
func Measures(p *lab.Picture) js.Value {
	o := script.Object.New()
	for i, name := range lab.MeasureNames() {
		o.Set(name, p.Measured.Measures[i])
	}
	o.Set("digest", p.Measured.Digest)
	return o
}
