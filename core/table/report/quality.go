package report

import (
	"cmp"
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"saddle/core/lab"
	"saddle/core/table"
)

// least is the smallest divergence that is drawn apart from smaller ones.
const least = 1e-5

// qualityFigure places each method by how balanced its modes are and how many of
// its points are good: the best are at the top left. Published results stand there
// too, with the reverse KL of their points of high quality.
func qualityFigure(rows []table.Row) ([]byte, error) {
	bench, total := table.CloudOf(rows[0].Bench), rows[0].ModesTotal
	p := sheet("", "reverse KL over modes, nats", "points of high quality, %")
	p.X.Scale, p.X.Tick.Marker = plot.LogScale{}, plot.TickerFunc(decades)

	var whole, part, others bars
	var names labels
	name := func(x, y float64, text string, c color.Color) {
		names.XYs = append(names.XYs, plotter.XY{X: x, Y: y})
		names.texts, names.colours = append(names.texts, text), append(names.colours, c)
	}
	floor := float64(total-1) / (2 * lab.Shown)
	name(floor, 100*table.Perfect, "perfect", colours["theory"])
	rows = slices.Clone(rows) // the sharpest have their names first
	slices.SortStableFunc(rows, func(a, b table.Row) int { return cmp.Compare(b.HighQuality.Mean, a.HighQuality.Mean) })
	for _, r := range rows {
		if !r.ReverseKL.Mean.Exists() {
			continue
		}
		x, y := max(float64(r.ReverseKL.Mean), least), 100*float64(r.HighQuality.Mean)
		to := &part
		if r.AllShared == 1 {
			to = &whole
		}
		to.XYs = append(to.XYs, plotter.XY{X: x, Y: y})
		to.x = append(to.x, min(existing(r.ReverseKL.Error), .9*x)) // a logarithm has no 0
		to.y = append(to.y, 100*existing(r.HighQuality.Error))
		name(x, y, r.Method, colours["ink"])
	}
	for _, q := range table.PublishedResults() {
		if q.Bench == bench && q.ReverseKLHQ.Exists() {
			x, y := float64(q.ReverseKLHQ), 100*float64(q.HighQuality)
			others.XYs = append(others.XYs, plotter.XY{X: x, Y: y})
			name(x, y, q.Title, colours["real"])
		}
	}

	add := func(title string, at plotter.XYs, shape draw.GlyphDrawer, c color.Color) error {
		if len(at) == 0 {
			return nil
		}
		s, err := plotter.NewScatter(at)
		if err != nil {
			return err
		}
		s.GlyphStyle = draw.GlyphStyle{Color: c, Radius: vg.Points(3), Shape: shape}
		p.Add(s)
		p.Legend.Add(title, s)
		return nil
	}
	for _, b := range []bars{whole, part} {
		if len(b.XYs) == 0 {
			continue
		}
		x, err := plotter.NewXErrorBars(b)
		if err != nil {
			return nil, err
		}
		y, err := plotter.NewYErrorBars(b)
		if err != nil {
			return nil, err
		}
		x.Color, y.Color, x.CapWidth, y.CapWidth = faint("ink", 90), faint("ink", 90), 0, 0
		p.Add(x, y)
	}
	for _, err := range []error{
		add("every mode in every seed", whole.XYs, draw.CircleGlyph{}, colours["generated"]),
		add("not every mode in every seed", part.XYs, draw.RingGlyph{}, colours["generated"]),
		add("published", others.XYs, draw.SquareGlyph{}, colours["real"]),
		add("perfect", plotter.XYs{{X: floor, Y: 100 * table.Perfect}}, draw.PlusGlyph{}, colours["theory"]),
	} {
		if err != nil {
			return nil, err
		}
	}
	p.Add(&names)
	p.Y.Min, p.Y.Max = 0, 104
	p.X.Min = math.Min(p.X.Min, floor/2)
	p.X.Max = math.Max(p.X.Max, 1)
	return vector(p, 18*vg.Centimeter, 14*vg.Centimeter)
}

// decades are the ticks of a logarithmic axis, none beyond its ends.
func decades(low, high float64) []plot.Tick {
	return slices.DeleteFunc(plot.LogTicks{Prec: -1}.Ticks(low, high), func(t plot.Tick) bool { return t.Value < low || t.Value > high })
}

// labels writes names beside points, as far as there is room: the first come first.
type labels struct {
	plotter.XYs
	texts   []string
	colours []color.Color
}

func (l *labels) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := p.Transforms(&c)
	style := p.X.Tick.Label
	style.Font.Size = 7
	const gap = vg.Length(5)
	var taken []vg.Rectangle
	for _, at := range l.XYs {
		centre := vg.Point{X: x(at.X), Y: y(at.Y)}
		taken = append(taken, vg.Rectangle{Min: centre.Sub(vg.Point{X: 2, Y: 2}), Max: centre.Add(vg.Point{X: 2, Y: 2})})
	}
	for i, at := range l.XYs {
		style.Color = l.colours[i]
		size := style.Rectangle(l.texts[i]).Size()
		for _, corner := range []vg.Point{
			{X: gap, Y: -size.Y / 2}, {X: -gap - size.X, Y: -size.Y / 2},
			{X: -size.X / 2, Y: gap}, {X: -size.X / 2, Y: -gap - size.Y},
			{X: gap, Y: gap / 2}, {X: gap, Y: -gap/2 - size.Y},
		} {
			low := vg.Point{X: x(at.X), Y: y(at.Y)}.Add(corner)
			box := vg.Rectangle{Min: low, Max: low.Add(size)}
			if box.Min.X < c.Min.X || box.Max.X > c.Max.X || box.Min.Y < c.Min.Y || box.Max.Y > c.Max.Y || overlaps(box, taken) {
				continue
			}
			taken = append(taken, box)
			style.XAlign, style.YAlign = draw.XLeft, draw.YBottom
			c.FillText(style, low, l.texts[i])
			break
		}
	}
}

func overlaps(box vg.Rectangle, others []vg.Rectangle) bool {
	for _, o := range others {
		if box.Min.X < o.Max.X && o.Min.X < box.Max.X && box.Min.Y < o.Max.Y && o.Min.Y < box.Max.Y {
			return true
		}
	}
	return false
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
