//go:build js && wasm

package main

import (
	"image"
	"math"
	"slices"
	"strings"
	"syscall/js"

	"github.com/hajimehoshi/ebiten/v2"

	"saddle/wasm/plot"
	"saddle/wasm/script"
)

// view is an element of the page, <div data-view="plane">, into which we draw:
// CSS decides where and how large it is.
type view struct {
	element    js.Value
	bounds     js.Value // the element's getBoundingClientRect, bound
	frame      js.Value // the same of what it scrolls in, <div data-frame>, and is cut by; undefined without
	kind       string   // "plane" or "latent"
	experiment string   // data-experiment: whose it shows; "" without
	layers     []string // data-layers="real,generated": what it shows, whatever the person chose; nil without

	visible bool
	area    image.Rectangle // of the ground, in device pixels
	inside  image.Rectangle // what its frame leaves of the area
	plane   plot.Plane      // on the image
	px      float32         // device pixels in a CSS pixel

	image *ebiten.Image // what is seen; as large as the area
	dirty bool          // it shows something old
}

// views are all of the page's, found anew when the page has changed.
type views struct {
	list  []*view
	stale bool
}

func newViews() *views {
	v := &views{stale: true}
	observer := window.Get("MutationObserver").New(js.FuncOf(func(js.Value, []js.Value) any {
		v.stale = true
		return nil
	}))
	observer.Call("observe", document, script.Plain(map[string]any{
		"subtree": true, "childList": true, "attributes": true, "attributeFilter": []string{"data-view", "data-layers", "data-experiment"},
	}))
	return v
}

// find looks for the elements again if the page has changed.
func (v *views) find() {
	if !v.stale {
		return
	}
	v.stale = false
	before := v.list
	v.list = nil
	elements := document.Call("querySelectorAll", "[data-view]")
	for i := range elements.Length() {
		element := elements.Index(i)
		w := &view{element: element, bounds: boundsOf(element)}
		if frame := element.Call("closest", "[data-frame]"); frame.Truthy() {
			w.frame = boundsOf(frame)
		}
		if at := slices.IndexFunc(before, func(w *view) bool { return w.element.Equal(element) }); at >= 0 {
			w = before[at]
			before = slices.Delete(before, at, at+1)
		}
		w.read()
		v.list = append(v.list, w)
	}
	for _, w := range before {
		if w.image != nil {
			w.image.Deallocate()
		}
	}
}

// boundsOf is an element's getBoundingClientRect, bound to it.
func boundsOf(element js.Value) js.Value {
	return element.Get("getBoundingClientRect").Call("bind", element)
}

// read takes the element's attributes.
func (w *view) read() {
	data := w.element.Get("dataset")
	kind, layers, experiment := data.Get("view").String(), []string(nil), ""
	if name := data.Get("experiment"); name.Truthy() {
		experiment = name.String()
	}
	if list := data.Get("layers"); list.Truthy() {
		layers = strings.Split(list.String(), ",")
	}
	w.dirty = w.dirty || kind != w.kind || experiment != w.experiment || !slices.Equal(layers, w.layers)
	w.kind, w.layers, w.experiment = kind, layers, experiment
}

// shows reports whether a slot of an experiment is of what this view is about.
func (w *view) shows(e *experiment, s *slot) bool { return w.experiment == e.name && w.kind == s.kind }

// place measures where the views are; extent is half the side of the square that
// those of an experiment show. It returns the part of the ground that the views in
// sight take up, and whether any has moved.
func (v *views) place(at ground, extent func(experiment string) float64) (part image.Rectangle, moved bool) {
	for _, w := range v.list {
		area := at.area(w.bounds)
		inside := area
		if !w.frame.IsUndefined() {
			inside = area.Intersect(at.area(w.frame))
		}
		visible := inside.Overlaps(at.window) && seen(w.element)
		moved = moved || visible != w.visible || visible && (area != w.area || inside != w.inside)
		w.visible, w.area, w.inside = visible, area, inside
		if visible {
			w.resize(at.scale, extent(w.experiment))
			part = part.Union(inside)
		}
	}
	return part, moved
}

// resize makes the image as large as the area.
func (w *view) resize(scale, half float64) {
	if w.kind == "latent" {
		half = latentReach
	}
	plane := plot.Plane{Width: float64(w.area.Dx()), Height: float64(w.area.Dy()), Half: half}
	if plane == w.plane && float32(scale) == w.px {
		return
	}
	if w.image != nil && w.image.Bounds().Size() != w.area.Size() {
		w.image.Deallocate()
		w.image = nil
	}
	if w.image == nil {
		w.image = ebiten.NewImageWithOptions(image.Rectangle{Max: w.area.Size()}, &ebiten.NewImageOptions{Unmanaged: true})
	}
	w.plane, w.px, w.dirty = plane, float32(scale), true
}

// seen reports whether CSS lets an element be seen.
func seen(element js.Value) bool {
	check := element.Get("checkVisibility")
	return !check.Truthy() || element.Call("checkVisibility", visibilityProperty).Bool()
}

var visibilityProperty = script.Plain(map[string]any{"visibilityProperty": true, "checkVisibilityCSS": true})

// wants reports whether the view shows a layer, given what the person chose.
func (w *view) wants(layer string, chosen map[string]bool) bool {
	if w.layers != nil {
		return slices.Contains(w.layers, layer)
	}
	return chosen[layer]
}

func round(x float64) int { return int(math.Round(x)) }
