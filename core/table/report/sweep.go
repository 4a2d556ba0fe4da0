package report

import (
	"bytes"
	"cmp"
	"fmt"
	"html/template"
	"image/color"
	"io"
	"math"
	"slices"
	"strings"

	_ "embed"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"saddle/core/lab"
	"saddle/core/table"
)

//go:embed sweep.tmpl
var sweepProse string

var sweepPage = template.Must(template.New("sweep").Parse(sweepProse))

// Sweep writes the page of a sweep's runs, which needs nothing beside it: a table that sorts, whose seeds open in the
// trainer at the address page, curves over rounds, and what each setting did.
func Sweep(to io.Writer, runs []table.Run, page string) error {
	rows := table.Rows(runs)
	quality := chosenMeasure(runs)
	d := sweepDocument{Runs: len(runs)}
	at := 0
	for _, row := range rows {
		d.Rows = append(d.Rows, sweepRow{row, runs[at : at+row.Seeds], page})
		d.Diverged += row.Diverged
		at += row.Seeds
	}
	best := slices.Clone(d.Rows)
	slices.SortStableFunc(best, func(a, b sweepRow) int { return cmp.Compare(quality.typical(b.runs), quality.typical(a.runs)) })
	best = best[:min(len(best), mostCurves)]
	d.Curves = len(best)
	measures := []sweepMeasure{quality}
	if quality.title != divergence.title {
		measures = append(measures, divergence)
	}
	for _, m := range measures {
		svg, err := curvesFigure(best, m)
		if err != nil {
			return err
		}
		if svg != "" {
			d.Figures = append(d.Figures, svg)
		}
	}
	for _, name := range table.Differing(runs) {
		svg, err := settingFigure(name, runs, quality)
		if err != nil {
			return err
		}
		d.Settings = append(d.Settings, svg)
	}
	return sweepPage.Execute(to, d)
}

// mostCurves is how many combinations have a curve: as many as there are colours that can be told apart.
const mostCurves = 8

type sweepDocument struct {
	Runs, Diverged, Curves int // Curves is of how many combinations there are curves
	Rows                   []sweepRow
	Figures, Settings      []template.HTML
}

// Headings are those of the table.
func (sweepDocument) Headings() []string {
	return []string{"settings", "rounds", "modes with 8 %", "HQ, %", "rKL", "sliced W", "JSD", "seeds"}
}

type sweepRow struct {
	table.Row
	runs []table.Run
	page string
}

// A Cell is a number as it is read, and as it sorts.
type Cell struct{ Text, Value string }

// Cells are a row's numbers.
func (r sweepRow) Cells() (cells []Cell) {
	for _, c := range []struct {
		s        table.Stat
		decimals int
		factor   float64
	}{{r.ModesShare, 1, 1}, {r.HighQuality, 1, 100}, {r.ReverseKL, 4, 1}, {r.SlicedW, 3, 1}, {r.JSD, 3, 1}} {
		if !c.s.Mean.Exists() {
			cells = append(cells, Cell{"–", ""})
			continue
		}
		text := fmt.Sprintf("%.*f", c.decimals, c.factor*float64(c.s.Mean))
		if c.s.Error.Exists() {
			text += fmt.Sprintf(" ± %.*f", c.decimals, c.factor*float64(c.s.Error))
		}
		cells = append(cells, Cell{text, fmt.Sprint(float64(c.s.Mean))})
	}
	return cells
}

// An Opened is one seed's run, and where it is opened.
type Opened struct {
	Seed    int
	Address template.URL
	Title   string
}

// Opened are the row's runs, each at its last step.
func (r sweepRow) Opened() (list []Opened) {
	for _, run := range r.runs {
		what := "diverged"
		if !run.Diverged {
			what = fmt.Sprintf("JSD %.3f", float64(run.JSD))
		}
		address := r.page + run.Moment()
		list = append(list, Opened{run.Seed, template.URL(address), fmt.Sprintf("seed %d: %s, digest %s", run.Seed, what, run.Digest)})
	}
	return list
}

// sweepMeasure is what runs are compared by.
type sweepMeasure struct {
	title  string
	of     func(table.Run) float64    // NaN where there is none
	moment func(table.Moment) float64 //
	less   bool                       // less is better
}

var (
	divergence = sweepMeasure{"JSD, nats", func(r table.Run) float64 { return float64(r.JSD) }, func(m table.Moment) float64 { return float64(m.JSD) }, true}
	goodPoints = sweepMeasure{"points of high quality, %", func(r table.Run) float64 { return 100 * float64(r.HighQuality) },
		func(m table.Moment) float64 { return 100 * float64(m.HighQuality) }, false}
)

// chosenMeasure is the share of good points where there are modes, else the divergence.
func chosenMeasure(runs []table.Run) sweepMeasure {
	if slices.ContainsFunc(runs, func(r table.Run) bool { return r.ModesTotal == 0 }) {
		return divergence
	}
	return goodPoints
}

// typical is the median over runs, the greater the better; those that diverged are the worst.
func (m sweepMeasure) typical(runs []table.Run) float64 {
	var list []float64
	for _, r := range runs {
		v := m.of(r)
		if m.less {
			v = -v
		}
		if math.IsNaN(v) {
			v = math.Inf(-1)
		}
		list = append(list, v)
	}
	slices.Sort(list)
	return list[len(list)/2]
}

// shades are the page's colours, and three that can be told from them.
var shades = func() []color.NRGBA {
	var list []color.NRGBA
	for _, name := range []string{"real", "generated", "discriminator", "theory", "ink"} {
		list = append(list, colours[name].(color.NRGBA))
	}
	return append(list, color.NRGBA{0xa6, 0x64, 0xfe, 255}, color.NRGBA{0xd2, 0xab, 0x30, 255}, color.NRGBA{0x57, 0xc1, 0xd2, 255})
}()

// curvesFigure draws a measure over the rounds: the median over seeds, and the band between the quartiles. It is
// empty where no run has a curve.
func curvesFigure(rows []sweepRow, m sweepMeasure) (template.HTML, error) {
	p := sheet("", "rounds", m.title)
	drawn := false
	for i, row := range rows {
		var line, low, high plotter.XYs
		for k := 0; ; k++ {
			var values []float64
			step := 0
			for _, r := range row.runs {
				if k < len(r.Curve) {
					if v := m.moment(r.Curve[k]); !math.IsNaN(v) {
						values = append(values, v)
						step = r.Curve[k].Step
					}
				}
			}
			if len(values) == 0 {
				break
			}
			slices.Sort(values)
			at := func(q float64) plotter.XY {
				return plotter.XY{X: float64(step), Y: stat.Quantile(q, stat.LinInterp, values, nil)}
			}
			line, low, high = append(line, at(.5)), append(low, at(.25)), append(high, at(.75))
		}
		if len(line) == 0 {
			continue
		}
		shade := shades[i%len(shades)]
		if len(row.runs) > 2 {
			slices.Reverse(high)
			band, err := plotter.NewPolygon(append(low, high...))
			if err != nil {
				return "", err
			}
			faint := shade
			faint.A = 45
			band.Color, band.LineStyle.Width = faint, 0
			p.Add(band)
		}
		curve, err := plotter.NewLine(line)
		if err != nil {
			return "", err
		}
		curve.Color, curve.Width = shade, vg.Points(1.5)
		curve.Dashes = [][]vg.Length{nil, {5, 2}}[i%2]
		p.Add(curve)
		drawn = true
		p.Legend.Add(row.Method, curve)
	}
	if !drawn {
		return "", nil
	}
	return embedded(p, vg.Points(250+14*float64(len(rows))))
}

// settingFigure draws a dot for each run over the values of a setting, and the median of each value.
func settingFigure(name string, runs []table.Run, m sweepMeasure) (template.HTML, error) {
	values, of := table.Values(runs, name)
	p := sheet("", name, m.title)
	var dots, medians plotter.XYs
	by := make([][]float64, len(values))
	for i, r := range runs {
		if v := m.of(r); !math.IsNaN(v) {
			n := len(by[of[i]])
			dots = append(dots, plotter.XY{X: float64(of[i]) + .03*float64(n%9-4), Y: v})
			by[of[i]] = append(by[of[i]], v)
		}
	}
	for i, list := range by {
		if len(list) > 0 {
			slices.Sort(list)
			medians = append(medians, plotter.XY{X: float64(i), Y: stat.Quantile(.5, stat.LinInterp, list, nil)})
		}
	}
	if len(dots) == 0 {
		return "", nil
	}
	points, err := plotter.NewScatter(dots)
	if err != nil {
		return "", err
	}
	points.GlyphStyle = draw.GlyphStyle{Color: faint("real", 150), Radius: vg.Points(2.2), Shape: draw.CircleGlyph{}}
	line, err := plotter.NewLine(medians)
	if err != nil {
		return "", err
	}
	line.Color, line.Width = colours["generated"], vg.Points(1.5)
	p.Add(points, line)
	p.Legend.Add("a run", points)
	p.Legend.Add("median", line)
	p.NominalX(values...)
	return embedded(p, vg.Points(230))
}

// embedded is a plot as a part of a page.
func embedded(p *plot.Plot, height vg.Length) (template.HTML, error) {
	grid := plotter.NewGrid()
	grid.Horizontal.Color, grid.Vertical.Width = faint("ink", 30), 0
	p.Add(grid)
	svg, err := vector(p, 16*vg.Centimeter, height)
	if err != nil {
		return "", err
	}
	if i := bytes.Index(svg, []byte("<svg")); i > 0 {
		svg = svg[i:] // a page has no prologue within
	}
	return template.HTML(strings.TrimSpace(string(svg))), nil
}

// Title is what a row differs in from the others.
func (r sweepRow) Title() string {
	return r.Method + map[bool]string{true: ", " + r.Bench}[r.Bench != lab.Default().Cloud]
}
