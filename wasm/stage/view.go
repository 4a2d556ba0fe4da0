//go:build js && wasm

package stage

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

// View is an element of the page, <div data-view="plane">, into which we draw:
// CSS decides where and how large it is.
type View struct {
	Element    js.Value
	bounds     js.Value // the element's getBoundingClientRect, bound
	frame      js.Value // the same of what it scrolls in, <div data-frame>, and is cut by; undefined without
	Kind       string   // "plane" or "latent"
	Experiment string   // data-experiment: whose it shows; "" without
	layers     []string // data-layers="real,generated": what it shows, whatever the person chose; nil without

	Visible bool
	Area    image.Rectangle // of the ground, in device pixels
	Inside  image.Rectangle // what its frame leaves of the area
	Plane   plot.Plane      // on the image
	Px      float32         // device pixels in a CSS pixel, as marks are drawn

	Image *ebiten.Image // what is seen; as large as the area
	Dirty bool          // it shows something old
}

// Views are all of the page's, found anew when the page has changed.
type Views struct {
	List  []*View
	stale bool
}

func NewViews() *Views {
	v := &Views{stale: true}
	observer := script.Global.Get("MutationObserver").New(js.FuncOf(func(js.Value, []js.Value) any {
		v.stale = true
		return nil
	}))
	observer.Call("observe", script.Document, script.Plain(map[string]any{
		"subtree": true, "childList": true, "attributes": true, "attributeFilter": []string{"data-view", "data-layers", "data-experiment"},
	}))
	return v
}

// Find looks for the elements again if the page has changed.
func (v *Views) Find() {
	if !v.stale {
		return
	}
	v.stale = false
	before := v.List
	v.List = nil
	elements := script.Document.Call("querySelectorAll", "[data-view]")
	for i := range elements.Length() {
		element := elements.Index(i)
		w := &View{Element: element, bounds: boundsOf(element)}
		if frame := element.Call("closest", "[data-frame]"); frame.Truthy() {
			w.frame = boundsOf(frame)
		}
		if at := slices.IndexFunc(before, func(w *View) bool { return w.Element.Equal(element) }); at >= 0 {
			w = before[at]
			before = slices.Delete(before, at, at+1)
		}
		w.read()
		v.List = append(v.List, w)
	}
	for _, w := range before {
		if w.Image != nil {
			w.Image.Deallocate()
		}
	}
}

// boundsOf is an element's getBoundingClientRect, bound to it.
func boundsOf(element js.Value) js.Value {
	return element.Get("getBoundingClientRect").Call("bind", element)
}

// read takes the element's attributes.
func (w *View) read() {
	data := w.Element.Get("dataset")
	kind, layers, experiment := data.Get("view").String(), []string(nil), ""
	if name := data.Get("experiment"); name.Truthy() {
		experiment = name.String()
	}
	if list := data.Get("layers"); list.Truthy() {
		layers = strings.Split(list.String(), ",")
	}
	w.Dirty = w.Dirty || kind != w.Kind || experiment != w.Experiment || !slices.Equal(layers, w.layers)
	w.Kind, w.layers, w.Experiment = kind, layers, experiment
}

// Place measures where the views are; extent is half the side of the square that
// those of an experiment show. It returns the part of the ground that the views in
// sight take up, and whether any has moved.
func (v *Views) Place(at Ground, extent func(experiment string) float64) (part image.Rectangle, moved bool) {
	for _, w := range v.List {
		area := at.area(w.bounds)
		inside := area
		if !w.frame.IsUndefined() {
			inside = area.Intersect(at.area(w.frame))
		}
		visible := inside.Overlaps(at.window) && seen(w.Element)
		moved = moved || visible != w.Visible || visible && (area != w.Area || inside != w.Inside)
		w.Visible, w.Area, w.Inside = visible, area, inside
		if visible {
			w.resize(at.Marks, extent(w.Experiment))
			part = part.Union(inside)
		}
	}
	return part, moved
}

// resize makes the image as large as the area.
func (w *View) resize(scale, half float64) {
	if w.Kind == "latent" {
		half = LatentReach
	}
	plane := plot.Plane{Width: float64(w.Area.Dx()), Height: float64(w.Area.Dy()), Half: half}
	if plane == w.Plane && float32(scale) == w.Px {
		return
	}
	if w.Image != nil && w.Image.Bounds().Size() != w.Area.Size() {
		w.Image.Deallocate()
		w.Image = nil
	}
	if w.Image == nil {
		w.Image = ebiten.NewImageWithOptions(image.Rectangle{Max: w.Area.Size()}, &ebiten.NewImageOptions{Unmanaged: true})
	}
	w.Plane, w.Px, w.Dirty = plane, float32(scale), true
}

// seen reports whether CSS lets an element be seen.
func seen(element js.Value) bool {
	check := element.Get("checkVisibility")
	return !check.Truthy() || element.Call("checkVisibility", visibilityProperty).Bool()
}

var visibilityProperty = script.Plain(map[string]any{"visibilityProperty": true, "checkVisibilityCSS": true})

// Wants reports whether the view shows a layer, given what the person chose.
func (w *View) Wants(layer string, chosen map[string]bool) bool {
	if w.layers != nil {
		return slices.Contains(w.layers, layer)
	}
	return chosen[layer]
}

// LatentReach is half the side of the latent space that is shown: within it lie
// almost all of a Gaussian's samples, and all of a uniform's.
const LatentReach = 3.2

func round(x float64) int { return int(math.Round(x)) }
