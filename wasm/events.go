//go:build js && wasm

package main

import "syscall/js"

// events tells the page what happens. A listener runs after the frame, from the
// browser's own queue: what it does or throws is not in our way.
type events struct {
	listeners map[string][]js.Value
	promise   js.Value
}

func newEvents() *events {
	return &events{listeners: map[string][]js.Value{}, promise: window.Get("Promise")}
}

func (e *events) on(name string, listener js.Value) {
	e.listeners[name] = append(e.listeners[name], listener)
}

func (e *events) off(name string, listener js.Value) {
	kept := e.listeners[name][:0]
	for _, l := range e.listeners[name] {
		if !l.Equal(listener) {
			kept = append(kept, l)
		}
	}
	e.listeners[name] = kept
}

// emit calls an event's listeners with a payload.
func (e *events) emit(name string, payload js.Value) {
	for _, l := range e.listeners[name] {
		e.tell(l, payload)
	}
}

// tell calls one listener with a payload.
func (e *events) tell(listener, payload js.Value) {
	e.promise.Call("resolve", payload).Call("then", listener)
}
