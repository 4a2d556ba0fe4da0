package report

import (
	"fmt"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"

	"saddle/core/table"
)

// modesFigure is a bar for each method: the modes that have 8 % of their share.
func modesFigure(rows []table.Row) ([]byte, error) {
	rows = slices.Clone(rows)
	slices.Reverse(rows) // bars are drawn from below
	total := rows[0].ModesTotal
	p := sheet("", fmt.Sprintf("modes with 8 %% of their share, of %d", total), "")
	var names []string
	var values plotter.Values
	var errors bars
	for i, r := range rows {
		mean := float64(r.ModesShare.Mean)
		names, values = append(names, r.Method), append(values, mean)
		errors.XYs = append(errors.XYs, plotter.XY{X: mean, Y: float64(i)})
		errors.x = append(errors.x, existing(r.ModesShare.Error))
	}
	chart, err := plotter.NewBarChart(values, vg.Points(9))
	if err != nil {
		return nil, err
	}
	chart.Horizontal, chart.Color, chart.LineStyle.Width = true, colours["generated"], 0
	whiskers, err := plotter.NewXErrorBars(errors)
	if err != nil {
		return nil, err
	}
	grid := plotter.NewGrid()
	grid.Horizontal.Width = 0
	grid.Vertical.Color = faint("ink", 40)
	p.Add(grid, chart, whiskers)
	p.NominalY(names...)
	p.X.Min, p.X.Max = 0, 1.02*float64(total)
	p.X.Tick.Marker = plot.TickerFunc(func(_, _ float64) []plot.Tick {
		var ticks []plot.Tick
		for at, step := 0, max(1, total/5); at <= total; at += step {
			ticks = append(ticks, plot.Tick{Value: float64(at), Label: fmt.Sprint(at)})
		}
		return ticks
	})
	return vector(p, 16*vg.Centimeter, vg.Points(60+13*float64(len(rows))))
}

// bars are places with errors along each axis.
type bars struct {
	plotter.XYs
	x, y []float64
}

func (b bars) XError(i int) (low, high float64) { return b.x[i], b.x[i] }
func (b bars) YError(i int) (low, high float64) { return b.y[i], b.y[i] }

// existing is n, 0 where there is none.
func existing(n table.Number) float64 {
	if !n.Exists() {
		return 0
	}
	return float64(n)
}
