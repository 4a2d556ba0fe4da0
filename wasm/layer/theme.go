//go:build js && wasm

package layer

import (
	"saddle/assets"
	"saddle/wasm/plot"
	"saddle/wasm/script"
)

// Theme is what the drawing's colours are, on light ground or on dark.
type Theme struct {
	real, generated, discriminator, theory, ink plot.Colour

	classes []plot.Colour // of generated points that belong to classes

	opinion *plot.Ramp  // of D and D*: generated at 0, real at 1
	pull    plot.Colour // of arrows: what moves generated points
}

// NewTheme returns the colours of assets/palette.json for "light" or "dark".
func NewTheme(name string) *Theme {
	palette := script.Global.Get("JSON").Call("parse", assets.Palette).Get(name)
	colour := func(key string) plot.Colour { return plot.ParseColour(palette.Get(key).String()) }
	t := &Theme{
		real: colour("real"), generated: colour("generated"), discriminator: colour("discriminator"),
		theory: colour("theory"), ink: colour("ink"),
	}
	list := palette.Get("classes")
	for i := range list.Length() {
		t.classes = append(t.classes, plot.ParseColour(list.Index(i).String()))
	}
	t.pull = t.generated.Mix(t.ink, .6)
	// Points keep standing out of the colours below them.
	strength := float32(.34)
	if name == "dark" {
		strength = .32
	}
	t.opinion = plot.NewRamp(t.generated.Fade(strength), t.real.Fade(strength))
	return t
}

// generatedInk is the ink of generated points: their classes' colours, or where they
// have no classes the generator's own.
func (t *Theme) generatedInk(classes []uint8, opacity float32) ink {
	if classes == nil {
		return one(t.generated.Fade(opacity))
	}
	return func(i int) plot.Colour { return t.Class(int(classes[i])).Fade(opacity) }
}

// Class is the colour of a class.
func (t *Theme) Class(i int) plot.Colour { return t.classes[i%len(t.classes)] }

// SystemTheme is what the person's system asks for.
func SystemTheme() string {
	if query := script.Global.Call("matchMedia", "(prefers-color-scheme: dark)"); query.Get("matches").Bool() {
		return "dark"
	}
	return "light"
}
