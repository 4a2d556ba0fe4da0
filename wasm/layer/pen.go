//go:build js && wasm

package layer

import (
	"math"

	"github.com/hajimehoshi/ebiten/v2"

	"saddle/wasm/plot"
)

// Pen draws discs and lines, thousands of them in one call. Positions and sizes
// are device pixels. Colours are multiplied by their opacity here.
type Pen struct {
	Sheet    *Sheet
	Target   *ebiten.Image
	vertices []ebiten.Vertex
	indices  []uint32
}

// quad appends a quadrilateral given by its corners, in order around it.
func (p *Pen) quad(c plot.Colour, corners [4][4]float32) {
	first := uint32(len(p.vertices))
	r, g, b := c.R*c.A, c.G*c.A, c.B*c.A
	for i := range corners {
		at := &corners[i]
		p.vertices = append(p.vertices, ebiten.Vertex{
			DstX: at[0], DstY: at[1], SrcX: at[2], SrcY: at[3],
			ColorR: r, ColorG: g, ColorB: b, ColorA: c.A,
		})
	}
	p.indices = append(p.indices, first, first+1, first+2, first, first+2, first+3)
}

// ink is the colour of each of many points, by its index.
type ink func(i int) plot.Colour

// one is the same ink for all.
func one(c plot.Colour) ink { return func(int) plot.Colour { return c } }

// discs draws discs of one radius at count of the points (n x 2) of a plane, chosen
// from first to last.
func (p *Pen) discs(points []float32, count int, at plot.Plane, radius float32, colour ink) {
	s := nearest(p.Sheet.discs, radius)
	reach, src := radius*(s.size+soft)/s.size, s.size+soft
	n := len(points) / 2
	scale := float32(at.Scale())
	left, top := at.ToPixel(0, 0)
	x0, y0 := float32(left), float32(top)
	minX, maxX := float32(at.Left)-reach, float32(at.Left+at.Width)+reach
	minY, maxY := float32(at.Top)-reach, float32(at.Top+at.Height)+reach
	for k := range count {
		i := k * n / count
		x, y := x0+points[i]*scale, y0-points[n+i]*scale
		if !(x > minX && x < maxX && y > minY && y < maxY) {
			continue // Also where a diverged network gives no number.
		}
		p.quad(colour(i), [4][4]float32{
			{x - reach, y - reach, s.x - src, s.y - src},
			{x + reach, y - reach, s.x + src, s.y - src},
			{x + reach, y + reach, s.x + src, s.y + src},
			{x - reach, y + reach, s.x - src, s.y + src},
		})
	}
}

// line draws a straight line.
func (p *Pen) line(x0, y0, x1, y1, width float32, c plot.Colour) {
	dx, dy := x1-x0, y1-y0
	length := float32(math.Sqrt(float64(dx*dx + dy*dy)))
	if !(length > 0 && length < 1e6) {
		return
	}
	s := nearest(p.Sheet.lines, width)
	half, src := width/2+soft*width/s.size, s.size/2+soft
	nx, ny := -dy/length*half, dx/length*half
	p.quad(c, [4][4]float32{
		{x0 + nx, y0 + ny, s.x, s.y + src},
		{x1 + nx, y1 + ny, s.x, s.y + src},
		{x1 - nx, y1 - ny, s.x, s.y - src},
		{x0 - nx, y0 - ny, s.x, s.y - src},
	})
}

// head draws the head of an arrow: a triangle with its point at (x, y).
func (p *Pen) head(x, y, dx, dy, size float32, c plot.Colour) {
	length := float32(math.Sqrt(float64(dx*dx + dy*dy)))
	if !(length > 0) {
		return
	}
	dx, dy = dx/length*size, dy/length*size
	s := p.Sheet.lines[len(p.Sheet.lines)-1]
	at := [4]float32{0, 0, s.x, s.y}
	corner := func(x, y float32) [4]float32 { at[0], at[1] = x, y; return at }
	p.quad(c, [4][4]float32{
		corner(x, y), corner(x-dx-dy*.5, y-dy+dx*.5), corner(x-dx*.75, y-dy*.75), corner(x-dx+dy*.5, y-dy-dx*.5),
	})
}

// number writes a number; (x, y) is the middle of its left edge, or of its whole
// where centred.
func (p *Pen) number(text string, x, y float32, centred bool, c plot.Colour) {
	if centred {
		var width float32
		for _, r := range text {
			width += p.Sheet.Glyphs[r].width
		}
		x -= width / 2
	}
	x = float32(math.Round(float64(x)))
	for _, r := range text {
		g := p.Sheet.Glyphs[r]
		top := float32(math.Round(float64(y - g.height/2)))
		p.quad(c, [4][4]float32{
			{x, top, g.x, g.y},
			{x + g.width, top, g.x + g.width, g.y},
			{x + g.width, top + g.height, g.x + g.width, g.y + g.height},
			{x, top + g.height, g.x, g.y + g.height},
		})
		x += g.width
	}
}

// flush draws what has been collected.
func (p *Pen) flush() {
	if len(p.indices) > 0 {
		p.Target.DrawTriangles32(p.vertices, p.indices, p.Sheet.Image, &ebiten.DrawTrianglesOptions{
			ColorScaleMode: ebiten.ColorScaleModePremultipliedAlpha,
			Filter:         ebiten.FilterLinear,
			DisableMipmaps: true,
		})
	}
	p.vertices, p.indices = p.vertices[:0], p.indices[:0]
}
