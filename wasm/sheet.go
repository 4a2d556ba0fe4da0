//go:build js && wasm

package main

import (
	"math"

	"github.com/hajimehoshi/ebiten/v2"
)

// sheet is one small image with the sprites that everything is drawn with: white
// discs of several radii, and profiles of lines of several widths, all with edges
// one device pixel soft. What is drawn from one image goes to the GPU in one call.
type sheet struct {
	image *ebiten.Image
	discs []sprite
	lines []sprite
}

// sprite is a disc of a radius, or a line's profile of a width, and the centre of
// its place in the sheet; all in pixels.
type sprite struct{ size, x, y float32 }

// soft is how far a sprite reaches beyond its edge.
const soft = 1

var (
	discRadii  = []float32{1, 1.25, 1.5, 1.75, 2, 2.5, 3, 3.5, 4, 5, 6, 8}
	lineWidths = []float32{1, 1.5, 2, 2.5, 3, 4, 5, 6}
)

func newSheet() *sheet {
	const width, height = 160, 32
	s := new(sheet)
	pixels := make([]byte, 4*width*height)
	set := func(x, y int, coverage float32) {
		v := byte(min(max(coverage, 0), 1)*255 + .5)
		copy(pixels[4*(x+y*width):], []byte{v, v, v, v})
	}
	left := 0
	for _, r := range discRadii {
		cell := 2*int(math.Ceil(float64(r)+soft)) + 1
		c := float32(cell) / 2
		for y := range cell {
			for x := range cell {
				d := math.Hypot(float64(float32(x)+.5-c), float64(float32(y)+.5-c))
				set(left+x, y, r+.5-float32(d))
			}
		}
		s.discs = append(s.discs, sprite{r, float32(left) + c, c})
		left += cell
	}
	left = 0
	for _, w := range lineWidths {
		const cell, top = 3, 20
		rows := 2*int(math.Ceil(float64(w)/2+soft)) + 1
		c := float32(rows) / 2
		for y := range rows {
			d := float32(math.Abs(float64(float32(y) + .5 - c)))
			for x := range cell {
				set(left+x, top+y, w/2+.5-d)
			}
		}
		s.lines = append(s.lines, sprite{w, float32(left) + cell/2., top + c})
		left += cell
	}
	s.image = ebiten.NewImage(width, height)
	s.image.WritePixels(pixels)
	return s
}

// nearest returns the sprite to draw a size with: the smallest that is not smaller.
func nearest(sprites []sprite, size float32) sprite {
	for _, s := range sprites {
		if s.size >= size {
			return s
		}
	}
	return sprites[len(sprites)-1]
}
