//go:build js && wasm

package main

import (
	"image"
	"math"
	"strconv"
	"syscall/js"
	"time"
)

var (
	window   = js.Global()
	document = window.Get("document")
	object   = window.Get("Object")
)

// stage is Ebiten's canvas, made to lie over a page that is not its own. Ebiten
// takes the page for a game: it sets styles of html and body, adds a viewport,
// takes part in tabbing, asks body for its size and reads the device's pixel ratio
// only once. Each of that is undone or answered here.
//
// The canvas covers the part of the window in which the views are, and not all of
// it: every pixel of it is composed with the page in every frame, seen or not.
//
// Views that stay where they are in the window, whatever the page scrolls, have a
// canvas that does so too. In an article views scroll with the text, and a canvas
// that had to follow them would always be a frame behind; there, with <body
// data-stage="page">, it lies on the page and the browser scrolls both as one.
type stage struct {
	canvas  js.Value
	body    js.Value
	style   js.Value // the canvas's
	scrolls bool     // it lies on the page, not on the window

	area  image.Rectangle // of the ground, in device pixels, that the canvas covers
	scale float64         // device pixels in a CSS pixel
	loose time.Duration   // since when the canvas has been much too large; 0 if it is not

	// Ebiten gives the canvas body's client size times the pixel ratio at the start. So
	// it is told a client size with which that product is what we want.
	ratio float64 // what Ebiten believes the pixel ratio to be
}

func newStage() *stage {
	s := &stage{
		canvas: document.Call("querySelector", "body > canvas:last-of-type"),
		body:   document.Get("body"),
		ratio:  window.Get("devicePixelRatio").Float(),
	}
	s.scale = s.ratio
	s.canvas.Call("removeAttribute", "tabindex")
	s.canvas.Call("setAttribute", "aria-hidden", "true")
	s.style = s.canvas.Get("style")
	s.scrolls = s.body.Get("dataset").Get("stage").Equal(js.ValueOf("page"))
	position := "fixed"
	if s.scrolls {
		position = "absolute"
	}
	for name, value := range map[string]string{"position": position, "inset": "auto", "zIndex": "1", "pointerEvents": "none"} {
		s.style.Set(name, value)
	}
	// Ebiten asks for gamepads in every frame, and ends where a page's policy forbids
	// them. Nobody needs one here: a function that returns nothing answers.
	window.Get("navigator").Set("getGamepads", window.Get("Function").Get("prototype"))

	s.restoreStyles()
	if viewports := document.Call("querySelectorAll", "meta[name=viewport]"); viewports.Length() > 1 {
		viewports.Index(viewports.Length() - 1).Call("remove")
	}
	for _, name := range []string{"clientWidth", "clientHeight"} {
		object.Call("defineProperty", s.body, name, plain(map[string]any{"value": 1, "writable": true, "configurable": true}))
	}
	s.resize(image.Rect(0, 0, 16, 16))
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

// ground is what the canvas lies on, the window or the page, as it is now.
type ground struct {
	all    image.Rectangle // in device pixels
	window image.Rectangle // the part that is seen
	x, y   float64         // of that, in CSS pixels
	scale  float64         // device pixels in a CSS pixel
}

func (s *stage) ground() ground {
	g := ground{scale: window.Get("devicePixelRatio").Float()}
	root := document.Get("documentElement")
	corner := image.Point{}
	if s.scrolls {
		g.x, g.y = window.Get("scrollX").Float(), window.Get("scrollY").Float()
		corner = image.Pt(round(g.x*g.scale), round(g.y*g.scale))
	}
	size := image.Pt(round(root.Get("clientWidth").Float()*g.scale), round(root.Get("clientHeight").Float()*g.scale))
	g.window = image.Rectangle{corner, corner.Add(size)}
	g.all = g.window
	if s.scrolls {
		g.all = image.Rect(0, 0, size.X, max(size.Y, round(s.body.Get("offsetHeight").Float()*g.scale)))
	}
	return g
}

// area is where an element lies, in device pixels, given its bound getBoundingClientRect.
func (g ground) area(bounds js.Value) image.Rectangle {
	r := bounds.Invoke()
	left, top := (r.Get("left").Float()+g.x)*g.scale, (r.Get("top").Float()+g.y)*g.scale
	right, bottom := left+r.Get("width").Float()*g.scale, top+r.Get("height").Float()*g.scale
	return image.Rect(round(left), round(top), round(right), round(bottom))
}

// cover lays the canvas over a part of the ground. It follows a part that moves; as
// another size costs a frame, it grows a little further than it must, and shrinks
// only where it has been too large for a while.
func (s *stage) cover(part image.Rectangle, at ground, now time.Duration) {
	all, scale := at.all, at.scale
	part = part.Intersect(all)
	if part.Empty() {
		return
	}
	size := s.area.Size()
	if scale != s.scale || size.X > all.Dx() || size.Y > all.Dy() {
		s.scale = scale
		s.resize(part)
		return
	}
	if part.Dx() > size.X || part.Dy() > size.Y {
		grown := part
		if part.Dx() > size.X && size.X > part.Dx()/2 {
			grown.Max.X = min(part.Max.X+part.Dx()/4, all.Max.X)
		}
		if part.Dy() > size.Y && size.Y > part.Dy()/2 {
			grown.Max.Y = min(part.Max.Y+part.Dy()/4, all.Max.Y)
		}
		s.resize(grown)
		return
	}
	if part.Dx()*part.Dy()*3 > size.X*size.Y*2 {
		s.loose = 0
	} else if s.loose == 0 {
		s.loose = now
	} else if now-s.loose > 2*time.Second {
		s.resize(part)
		return
	}
	// The nearest place at which the canvas holds the part and lies on the ground.
	corner := s.area.Min
	corner.X = max(min(corner.X, part.Min.X, all.Max.X-size.X), part.Max.X-size.X, 0)
	corner.Y = max(min(corner.Y, part.Min.Y, all.Max.Y-size.Y), part.Max.Y-size.Y, 0)
	if corner != s.area.Min {
		s.area = image.Rectangle{corner, corner.Add(size)}
		s.place()
	}
}

// resize gives the canvas another size, and has Ebiten notice.
func (s *stage) resize(area image.Rectangle) {
	s.area, s.loose = area, 0
	s.place()
	s.style.Set("width", pixels(area.Dx(), s.scale))
	s.style.Set("height", pixels(area.Dy(), s.scale))
	s.body.Set("clientWidth", s.believed(area.Dx()))
	s.body.Set("clientHeight", s.believed(area.Dy()))
	window.Call("dispatchEvent", window.Get("Event").New("resize"))
}

// place moves the canvas to its area.
func (s *stage) place() {
	s.style.Set("left", pixels(s.area.Min.X, s.scale))
	s.style.Set("top", pixels(s.area.Min.Y, s.scale))
}

// pixels is a length of n device pixels in CSS.
func pixels(n int, scale float64) string {
	return strconv.FormatFloat(float64(n)/scale, 'f', -1, 64) + "px"
}

// believed is the client size of body whose product with Ebiten's pixel ratio is n,
// exactly where floats allow: Ebiten rounds it up in one place and down in another.
func (s *stage) believed(n int) float64 {
	size := float64(n) / s.ratio
	for _, near := range []float64{math.Nextafter(size, 0), math.Nextafter(size, math.Inf(1))} {
		if near*s.ratio == float64(n) {
			return near
		}
	}
	return size
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
