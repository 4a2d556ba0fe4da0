//go:build js && wasm

package main

import "syscall/js"

var (
	window   = js.Global()
	document = window.Get("document")
	object   = window.Get("Object")
)

// stage is Ebiten's canvas, made to lie over a page that is not its own. Ebiten
// takes the page for a game: it sets styles of html and body, adds a viewport,
// takes part in tabbing, asks body for its size and reads the device's pixel ratio
// only once. Each of that is undone or answered here.
type stage struct {
	canvas js.Value
	body   js.Value

	// Ebiten's canvas has body's client size times the pixel ratio at the start. So it
	// is told a client size with which that product is what the canvas really covers.
	ratio         float64 // what Ebiten believes the pixel ratio to be
	width, height float64 // what it believes body's client size to be
}

func newStage() *stage {
	s := &stage{
		canvas: document.Call("querySelector", "body > canvas:last-of-type"),
		body:   document.Get("body"),
		ratio:  window.Get("devicePixelRatio").Float(),
	}
	s.canvas.Call("removeAttribute", "tabindex")
	s.canvas.Call("setAttribute", "aria-hidden", "true")
	style := s.canvas.Get("style")
	for name, value := range map[string]string{"position": "fixed", "inset": "0", "zIndex": "1", "pointerEvents": "none"} {
		style.Set(name, value)
	}
	// The first to ask for a context decides about it. Ebiten would have every pixel
	// sampled four times; what we draw has soft edges already.
	s.canvas.Call("getContext", "webgl2", plain(map[string]any{"alpha": true, "antialias": false, "depth": false, "stencil": true}))

	s.restoreStyles()
	if viewports := document.Call("querySelectorAll", "meta[name=viewport]"); viewports.Length() > 1 {
		viewports.Index(viewports.Length() - 1).Call("remove")
	}
	s.width, s.height = s.wanted()
	for name, size := range map[string]float64{"clientWidth": s.width, "clientHeight": s.height} {
		object.Call("defineProperty", s.body, name, plain(map[string]any{"value": size, "writable": true, "configurable": true}))
	}
	return s
}

// restoreStyles takes back what Ebiten wrote into html's and body's style: once
// when the program starts, once more when the loop does.
func (s *stage) restoreStyles() {
	for _, element := range []js.Value{s.body, document.Get("documentElement")} {
		for _, name := range []string{"height", "margin", "padding", "background-color"} {
			element.Get("style").Call("removeProperty", name)
		}
	}
}

// scale is the number of device pixels in a CSS pixel.
func (s *stage) scale() float64 { return window.Get("devicePixelRatio").Float() }

func (s *stage) wanted() (width, height float64) {
	k := s.scale() / s.ratio
	return s.canvas.Get("clientWidth").Float() * k, s.canvas.Get("clientHeight").Float() * k
}

// fit tells Ebiten when the window or the pixel ratio has changed.
func (s *stage) fit() {
	width, height := s.wanted()
	if width == s.width && height == s.height || width == 0 || height == 0 {
		return
	}
	s.width, s.height = width, height
	s.body.Set("clientWidth", width)
	s.body.Set("clientHeight", height)
	window.Call("dispatchEvent", window.Get("Event").New("resize"))
}

// onContextLost calls f when the browser takes the graphics context away, in place
// of Ebiten's listener, which would reload the page.
func (s *stage) onContextLost(f func()) {
	window.Call("addEventListener", "webglcontextlost", js.FuncOf(func(_ js.Value, args []js.Value) any {
		if !args[0].Get("target").Equal(s.canvas) {
			return nil
		}
		args[0].Call("stopImmediatePropagation")
		f()
		return nil
	}), true)
}
