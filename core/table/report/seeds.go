package report

import (
	"fmt"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"saddle/core/table"
)

// judged is what a figure of seeds shows of each run, from 0 to most.
type judged struct {
	title   string
	of      func(table.Run) table.Number
	most    float64
	step    float64 // between ticks
	perfect float64 // what a perfect sampler has
}

func judgedModes(total int) judged {
	return judged{fmt.Sprintf("modes with 8 %% of their share, of %d", total), func(r table.Run) table.Number { return table.Number(r.ModesShare) },
		float64(total), float64(max(1, total/5)), float64(total)}
}

func judgedPoints() judged {
	return judged{"points of high quality, %", func(r table.Run) table.Number { return 100 * r.HighQuality }, 100, 20, 100 * table.Perfect}
}

// seedsFigure has a line for each method and on it a dot for each seed, beside a stroke at their
// mean: a mean alone does not say whether all seeds are alike.
func seedsFigure(rows []table.Row, runs []table.Run, m judged) ([]byte, error) {
	rows = slices.Clone(rows)
	slices.Reverse(rows) // lines are drawn from below
	p := sheet("", m.title, "")
	var names []string
	var dots, means plotter.XYs
	for i, row := range rows {
		names = append(names, row.Method)
		sum, count, beside := 0.0, 0, map[float64]int{}
		for _, r := range runs {
			v := float64(m.of(r))
			if r.Bench != row.Bench || r.Method != row.Method || !table.Number(v).Exists() {
				continue
			}
			// Seeds of one value stand around the line: on it, above, below.
			n := beside[v]
			beside[v]++
			up := .09 * float64((n+1)/2)
			if n%2 == 1 {
				up = -up
			}
			dots = append(dots, plotter.XY{X: v, Y: float64(i) + max(-.45, min(.45, up))})
			sum, count = sum+v, count+1
		}
		if count > 0 {
			means = append(means, plotter.XY{X: sum / float64(count), Y: float64(i)})
		}
	}
	seeds, err := plotter.NewScatter(dots)
	if err != nil {
		return nil, err
	}
	seeds.GlyphStyle = draw.GlyphStyle{Color: faint("generated", 150), Radius: vg.Points(1.8), Shape: draw.CircleGlyph{}}
	strokes, err := plotter.NewScatter(means)
	if err != nil {
		return nil, err
	}
	strokes.GlyphStyle = draw.GlyphStyle{Color: colours["ink"], Radius: vg.Points(5), Shape: stroke{}}
	perfect, err := plotter.NewLine(plotter.XYs{{X: m.perfect, Y: -.5}, {X: m.perfect, Y: float64(len(rows)) - .5}})
	if err != nil {
		return nil, err
	}
	perfect.Color, perfect.Dashes = colours["theory"], []vg.Length{3, 2}
	grid := plotter.NewGrid()
	grid.Horizontal.Color, grid.Vertical.Color = faint("ink", 25), faint("ink", 40)
	p.Add(grid, perfect, seeds, strokes)
	p.Legend.Add("a seed", seeds)
	p.Legend.Add("their mean", strokes)
	p.Legend.Add("a perfect sampler", perfect)
	p.NominalY(names...)
	p.X.Min, p.X.Max = 0, 1.02*m.most
	p.X.Tick.Marker = plot.TickerFunc(func(_, _ float64) []plot.Tick {
		var ticks []plot.Tick
		for at := 0.0; at <= m.most; at += m.step {
			ticks = append(ticks, plot.Tick{Value: at, Label: fmt.Sprint(at)})
		}
		return ticks
	})
	return vector(p, 16*vg.Centimeter, vg.Points(80+13*float64(len(rows))))
}

// stroke is an upright line.
type stroke struct{}

func (stroke) DrawGlyph(c *draw.Canvas, s draw.GlyphStyle, at vg.Point) {
	c.StrokeLine2(draw.LineStyle{Color: s.Color, Width: vg.Points(1.5)}, at.X, at.Y-s.Radius, at.X, at.Y+s.Radius)
}
