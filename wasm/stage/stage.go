//go:build js && wasm

// Package stage has the canvas that Ebiten draws on, and the elements of the page that it shows.
package stage

import (
	"image"
	"math"
	"strconv"
	"syscall/js"
	"time"

	"saddle/wasm/script"
)

// Stage is Ebiten's canvas, made to lie over a page that is not its own. Ebiten
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
type Stage struct {
	canvas  js.Value
	body    js.Value
	style   js.Value // the canvas's
	scrolls bool     // it lies on the page, not on the window

	Area  image.Rectangle // of the ground, in device pixels, that the canvas covers
	Scale float64         // device pixels in a CSS pixel
	loose time.Duration   // since when the canvas has been much too large; 0 if it is not

	// Ebiten gives the canvas body's client size times the pixel ratio at the start. So
	// it is told a client size with which that product is what we want.
	Ratio float64 // what Ebiten believes the pixel ratio to be
}

// New makes the canvas lie over the page.
func New() *Stage {
	s := &Stage{
		canvas: script.Document.Call("querySelector", "body > canvas:last-of-type"),
		body:   script.Document.Get("body"),
		Ratio:  script.Global.Get("devicePixelRatio").Float(),
	}
	s.Scale = s.Ratio
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
	script.Global.Get("navigator").Set("getGamepads", script.Global.Get("Function").Get("prototype"))

	s.RestoreStyles()
	if viewports := script.Document.Call("querySelectorAll", "meta[name=viewport]"); viewports.Length() > 1 {
		viewports.Index(viewports.Length() - 1).Call("remove")
	}
	for _, name := range []string{"clientWidth", "clientHeight"} {
		script.Object.Call("defineProperty", s.body, name, script.Plain(map[string]any{"value": 1, "writable": true, "configurable": true}))
	}
	s.resize(image.Rect(0, 0, 16, 16))
	return s
}

// RestoreStyles takes back what Ebiten wrote into html's and body's style: once
// when the program starts, once more when the loop does.
func (s *Stage) RestoreStyles() {
	for _, element := range []js.Value{s.body, script.Document.Get("documentElement")} {
		for _, name := range []string{"height", "margin", "padding", "background-color"} {
			element.Get("style").Call("removeProperty", name)
		}
	}
}

// Ground is what the canvas lies on, the window or the page, as it is now.
type Ground struct {
	all    image.Rectangle // in device pixels
	window image.Rectangle // the part that is seen
	X, Y   float64         // of that, in CSS pixels
	Scale  float64         // device pixels in a CSS pixel
	Marks  float64         // of these, in what is drawn as if it were one: more where it is to be seen from afar, by <html data-marks>
}

func (s *Stage) Ground() Ground {
	g := Ground{Scale: script.Global.Get("devicePixelRatio").Float()}
	root := script.Document.Get("documentElement")
	g.Marks = g.Scale
	if larger, err := strconv.ParseFloat(root.Get("dataset").Get("marks").String(), 64); err == nil {
		g.Marks *= larger
	}
	corner := image.Point{}
	if s.scrolls {
		g.X, g.Y = script.Global.Get("scrollX").Float(), script.Global.Get("scrollY").Float()
		corner = image.Pt(round(g.X*g.Scale), round(g.Y*g.Scale))
	}
	size := image.Pt(round(root.Get("clientWidth").Float()*g.Scale), round(root.Get("clientHeight").Float()*g.Scale))
	g.window = image.Rectangle{corner, corner.Add(size)}
	g.all = g.window
	if s.scrolls {
		g.all = image.Rect(0, 0, size.X, max(size.Y, round(s.body.Get("offsetHeight").Float()*g.Scale)))
	}
	return g
}

// area is where an element lies, in device pixels, given its bound getBoundingClientRect.
func (g Ground) area(bounds js.Value) image.Rectangle {
	r := bounds.Invoke()
	left, top := (r.Get("left").Float()+g.X)*g.Scale, (r.Get("top").Float()+g.Y)*g.Scale
	right, bottom := left+r.Get("width").Float()*g.Scale, top+r.Get("height").Float()*g.Scale
	return image.Rect(round(left), round(top), round(right), round(bottom))
}

// Cover lays the canvas over a part of the ground. It follows a part that moves; as
// another size costs a frame, it grows a little further than it must, and shrinks
// only where it has been too large for a while.
func (s *Stage) Cover(part image.Rectangle, at Ground, now time.Duration) {
	all, scale := at.all, at.Scale
	part = part.Intersect(all)
	if part.Empty() {
		return
	}
	size := s.Area.Size()
	if scale != s.Scale || size.X > all.Dx() || size.Y > all.Dy() {
		s.Scale = scale
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
	corner := s.Area.Min
	corner.X = max(min(corner.X, part.Min.X, all.Max.X-size.X), part.Max.X-size.X, 0)
	corner.Y = max(min(corner.Y, part.Min.Y, all.Max.Y-size.Y), part.Max.Y-size.Y, 0)
	if corner != s.Area.Min {
		s.Area = image.Rectangle{corner, corner.Add(size)}
		s.place()
	}
}

// resize gives the canvas another size, and has Ebiten notice.
func (s *Stage) resize(area image.Rectangle) {
	s.Area, s.loose = area, 0
	s.place()
	s.style.Set("width", pixels(area.Dx(), s.Scale))
	s.style.Set("height", pixels(area.Dy(), s.Scale))
	s.body.Set("clientWidth", s.believed(area.Dx()))
	s.body.Set("clientHeight", s.believed(area.Dy()))
	script.Global.Call("dispatchEvent", script.Global.Get("Event").New("resize"))
}

// place moves the canvas to its area.
func (s *Stage) place() {
	s.style.Set("left", pixels(s.Area.Min.X, s.Scale))
	s.style.Set("top", pixels(s.Area.Min.Y, s.Scale))
}

// pixels is a length of n device pixels in CSS.
func pixels(n int, scale float64) string {
	return strconv.FormatFloat(float64(n)/scale, 'f', -1, 64) + "px"
}

// believed is the client size of body whose product with Ebiten's pixel ratio is n,
// exactly where floats allow: Ebiten rounds it up in one place and down in another.
func (s *Stage) believed(n int) float64 {
	size := float64(n) / s.Ratio
	for _, near := range []float64{math.Nextafter(size, 0), math.Nextafter(size, math.Inf(1))} {
		if near*s.Ratio == float64(n) {
			return near
		}
	}
	return size
}

// OnContextLost calls f when the browser takes the graphics context away, in place
// of Ebiten's listener, which would reload the page.
func (s *Stage) OnContextLost(f func()) {
	script.Global.Call("addEventListener", "webglcontextlost", js.FuncOf(func(_ js.Value, args []js.Value) any {
		if !args[0].Get("target").Equal(s.canvas) {
			return nil
		}
		args[0].Call("stopImmediatePropagation")
		f()
		return nil
	}), true)
}
