//go:build js && wasm

package layer

import (
	"fmt"
	"image"
	"math"
	"syscall/js"

	"github.com/hajimehoshi/ebiten/v2"

	"saddle/wasm/script"
)

// Sheet is one small image with the sprites that everything is drawn with: white
// discs of several radii, profiles of lines of several widths, all with edges one
// device pixel soft, and the digits of the ticks. What is drawn from one image
// goes to the GPU in one call.
type Sheet struct {
	Scale  float64 // device pixels in a CSS pixel, for the digits
	Image  *ebiten.Image
	discs  []sprite
	lines  []sprite
	Glyphs map[rune]glyph // nil before write
}

// glyph is a character's place in the sheet.
type glyph struct{ x, y, width, height float32 }

// characters are those that numbers are written with.
const characters = "0123456789.−e"

// sprite is a disc of a radius, or a line's profile of a width, and the centre of
// its place in the sheet; all in pixels.
type sprite struct{ size, x, y float32 }

// soft is how far a sprite reaches beyond its edge.
const soft = 1

var (
	discRadii  = []float32{1, 1.25, 1.5, 1.75, 2, 2.5, 3, 3.5, 4, 5, 6, 8}
	lineWidths = []float32{1, 1.5, 2, 2.5, 3, 4, 5, 6}
)

func NewSheet(scale float64) *Sheet {
	s := &Sheet{Scale: scale}
	width, height := s.size()
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
	s.Image = ebiten.NewImage(width, height)
	s.Image.WritePixels(pixels)
	return s
}

// digitsTop is where the digits begin, below the discs and the lines.
const digitsTop = 32

func (s *Sheet) size() (width, height int) {
	return max(160, int(math.Ceil(110*s.Scale))), digitsTop + int(math.Ceil(14*s.Scale))
}

// Write has the browser write the characters in the page's own letters, so that no
// font need come with us. As the browser may have to look for the letters, this is
// left for later than the first frame.
func (s *Sheet) Write() {
	width, height := s.size()
	height -= digitsTop
	s.Glyphs = map[rune]glyph{}
	canvas := script.Document.Call("createElement", "canvas")
	canvas.Set("width", width)
	canvas.Set("height", height)
	context := canvas.Call("getContext", "2d", script.Plain(map[string]any{"willReadFrequently": true}))
	family := script.Global.Call("getComputedStyle", script.Document.Get("documentElement")).Get("fontFamily").String()
	context.Set("font", fmt.Sprintf("%.1fpx %s", 10.5*s.Scale, family))
	context.Set("textBaseline", "middle")
	x := float64(soft)
	for _, c := range characters {
		context.Call("fillText", string(c), x, float64(height)/2)
		w := context.Call("measureText", string(c)).Get("width").Float()
		s.Glyphs[c] = glyph{float32(x), digitsTop, float32(w), float32(height)}
		x = math.Ceil(x + w + soft)
	}
	data := context.Call("getImageData", 0, 0, width, height).Get("data")
	pixels := make([]byte, 4*width*height)
	js.CopyBytesToGo(pixels, data)
	for i := 0; i < len(pixels); i += 4 {
		a := pixels[i+3]
		pixels[i], pixels[i+1], pixels[i+2] = a, a, a
	}
	s.Image.SubImage(image.Rect(0, digitsTop, width, digitsTop+height)).(*ebiten.Image).WritePixels(pixels)
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
