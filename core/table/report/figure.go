package report

import (
	"bytes"
	"encoding/json"
	"image/color"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
	"gonum.org/v1/plot/vg/vgsvg"

	"saddle/assets"
)

// colours are those of the page on white.
var colours = palette()

func palette() map[string]color.Color {
	var themes map[string]map[string]any
	if err := json.Unmarshal([]byte(assets.Palette), &themes); err != nil {
		panic(err)
	}
	list := map[string]color.Color{}
	for name, value := range themes["light"] {
		text, ok := value.(string)
		if !ok {
			continue // a list of colours
		}
		var c [3]uint8
		for i := range c {
			c[i] = digit(text[1+2*i])<<4 | digit(text[2+2*i])
		}
		list[name] = color.NRGBA{c[0], c[1], c[2], 255}
	}
	return list
}

func digit(b byte) uint8 {
	if b <= '9' {
		return b - '0'
	}
	return b&^0x20 - 'A' + 10
}

// faint is a colour of which little is left.
func faint(name string, alpha uint8) color.Color {
	c := colours[name].(color.NRGBA)
	c.A = alpha
	return c
}

const small, middle = vg.Length(9), vg.Length(11)

// sheet returns an empty plot in the style of all.
func sheet(title, x, y string) *plot.Plot {
	p := plot.New()
	p.BackgroundColor = color.White // legible on a dark page too
	p.Title.Text, p.X.Label.Text, p.Y.Label.Text = title, x, y
	p.Title.Padding = vg.Points(6)
	face := func(f *font.Font, size vg.Length) { f.Variant, f.Size = "Sans", size }
	face(&p.Title.TextStyle.Font, middle)
	face(&p.Legend.TextStyle.Font, small)
	for _, axis := range []*plot.Axis{&p.X, &p.Y} {
		face(&axis.Label.TextStyle.Font, small)
		face(&axis.Tick.Label.Font, small)
	}
	return p
}

// draft draws a plot with a margin, and its legend above it, where no point is.
func draft(p *plot.Plot, c vg.CanvasSizer) {
	area := draw.New(c)
	area.FillPolygon(p.BackgroundColor, []vg.Point{area.Min, {X: area.Max.X, Y: area.Min.Y}, area.Max, {X: area.Min.X, Y: area.Max.Y}})
	const margin = vg.Length(6)
	area = draw.Crop(area, margin, -margin, margin, -margin)
	legend := p.Legend
	p.Legend = plot.NewLegend()
	legend.Top, legend.Left, legend.Padding = true, true, vg.Points(2)
	legend.Draw(area)
	if height := legend.Rectangle(area).Size().Y; height > 0 {
		area.Max.Y -= height + margin
	}
	p.BackgroundColor = nil // the paper is there
	p.Draw(area)
}

// vector draws a plot as text.
func vector(p *plot.Plot, width, height vg.Length) ([]byte, error) {
	c := vgsvg.New(width, height)
	draft(p, c)
	var b bytes.Buffer
	if _, err := c.WriteTo(&b); err != nil {
		return nil, err
	}
	// Where there is no Liberation Sans, Arial has its widths.
	return bytes.ReplaceAll(b.Bytes(), []byte("font-family:Liberation Sans;"), []byte("font-family:Liberation Sans,Arial,Helvetica,sans-serif;")), nil
}

// raster draws a plot of very many points.
func raster(p *plot.Plot, width, height vg.Length) ([]byte, error) {
	c := vgimg.NewWith(vgimg.UseWH(width, height), vgimg.UseDPI(144))
	draft(p, c)
	var b bytes.Buffer
	_, err := vgimg.PngCanvas{Canvas: c}.WriteTo(&b)
	return b.Bytes(), err
}
