package report

import (
	"image/color"
	"math"

	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"saddle/core/lab"
)

// sampleFigure shows what a trained generator makes (every x, then every y), over
// the data it has learned.
func sampleFigure(link string, generated []float32) ([]byte, error) {
	c, _ := lab.Decode(link)
	start := lab.New(c)
	half := start.Extent()
	p := sheet("", "", "")
	for _, cloud := range []struct {
		name   string
		points []float32
		colour color.Color
		radius vg.Length
	}{
		{"data", start.Real(), colours["real"], 1.1},
		{"generated", generated, faint("generated", 150), .7},
	} {
		n := len(cloud.points) / 2
		at := make(plotter.XYs, 0, n)
		for i := range n {
			x, y := float64(cloud.points[i]), float64(cloud.points[n+i])
			if math.Abs(x) < half && math.Abs(y) < half {
				at = append(at, plotter.XY{X: x, Y: y})
			}
		}
		s, err := plotter.NewScatter(at)
		if err != nil {
			return nil, err
		}
		s.GlyphStyle = draw.GlyphStyle{Color: cloud.colour, Radius: cloud.radius, Shape: draw.CircleGlyph{}}
		p.Add(s)
		shown := *s
		shown.GlyphStyle.Radius = vg.Points(3)
		p.Legend.Add(cloud.name, &shown)
	}
	p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = -half, half, -half, half
	return raster(p, 13*vg.Centimeter, 13*vg.Centimeter)
}
