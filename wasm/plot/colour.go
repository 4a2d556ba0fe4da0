package plot

import (
	"fmt"
	"strconv"
)

// Colour is red, green, blue and opacity, each in [0, 1], not multiplied.
type Colour struct{ R, G, B, A float32 }

// ParseColour reads "#rrggbb"; anything else is transparent.
func ParseColour(s string) Colour {
	if len(s) != 7 || s[0] != '#' {
		return Colour{}
	}
	n, err := strconv.ParseUint(s[1:], 16, 24)
	if err != nil {
		return Colour{}
	}
	return Colour{float32(n>>16) / 255, float32(n>>8&255) / 255, float32(n&255) / 255, 1}
}

// String returns "#rrggbb"; opacity is not part of it.
func (c Colour) String() string {
	return fmt.Sprintf("#%02x%02x%02x", round(c.R), round(c.G), round(c.B))
}

func round(v float32) byte { return byte(v*255 + .5) }

// Fade returns the colour with its opacity multiplied by a.
func (c Colour) Fade(a float32) Colour {
	c.A *= a
	return c
}

// Mix returns the colour with a share of another.
func (c Colour) Mix(other Colour, share float32) Colour {
	keep := 1 - share
	return Colour{c.R*keep + other.R*share, c.G*keep + other.G*share, c.B*keep + other.B*share, c.A*keep + other.A*share}
}

// Ramp is a diverging scale of colours for numbers from 0 to 1: opaque towards
// both ends, transparent in the middle, so that what lies below is the neutral
// colour in any theme. Entries are RGBA, multiplied by opacity.
type Ramp [256][4]byte

// NewRamp returns the ramp from low at 0 to high at 1.
func NewRamp(low, high Colour) *Ramp {
	r := new(Ramp)
	for i := range r {
		t := 2*float32(i)/255 - 1
		c := high.Fade(t)
		if t < 0 {
			c = low.Fade(-t)
		}
		r[i] = [4]byte{byte(c.R*c.A*255 + .5), byte(c.G*c.A*255 + .5), byte(c.B*c.A*255 + .5), byte(c.A*255 + .5)}
	}
	return r
}

// Paint sets pixels (4 bytes each) to the colours of values; what is out of range
// is shown as the nearer end, and what is no number is transparent.
func (r *Ramp) Paint(pixels []byte, values []float32) {
	for i, v := range values {
		if v != v {
			clear(pixels[4*i : 4*i+4])
			continue
		}
		copy(pixels[4*i:4*i+4], r[int(min(max(v, 0), 1)*255+.5)][:])
	}
}
