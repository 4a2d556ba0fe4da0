// Package plot is the geometry and the colours of what is drawn: pure
// functions, without a screen.
package plot

import "math"

// Plane places a part of the plane in a rectangle of pixels: the square of half
// side Half around the origin fits into it, and where the rectangle is not square
// more of the plane is seen along its longer side. y points up.
type Plane struct {
	Left, Top, Width, Height float64 // the rectangle, in pixels
	Half                     float64
}

// Scale is the number of pixels in a unit.
func (p Plane) Scale() float64 { return min(p.Width, p.Height) / (2 * p.Half) }

// ToPixel returns the pixel of a point.
func (p Plane) ToPixel(x, y float64) (px, py float64) {
	s := p.Scale()
	return p.Left + p.Width/2 + x*s, p.Top + p.Height/2 - y*s
}

// ToPlane returns the point of a pixel.
func (p Plane) ToPlane(px, py float64) (x, y float64) {
	s := p.Scale()
	return (px - p.Left - p.Width/2) / s, (p.Top + p.Height/2 - py) / s
}

// Reach is half the side of the smallest square around the origin that covers
// the rectangle.
func (p Plane) Reach() float64 { return p.Half * max(p.Width, p.Height) / min(p.Width, p.Height) }

// TickStep returns the distance of about n ticks on a length: 1, 2 or 5 times a
// power of ten.
func TickStep(length float64, n int) float64 {
	rough := length / float64(n)
	power := math.Pow(10, math.Floor(math.Log10(rough)))
	for _, m := range []float64{1, 2, 5} {
		if m*power >= rough*0.999 {
			return m * power
		}
	}
	return 10 * power
}
