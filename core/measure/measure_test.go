package measure

import (
	"encoding/json"
	"errors"
	"math"
	"os"
	"slices"
	"strconv"
	"testing"

	"saddle/core/cloud"
	"saddle/core/random"
)

const n = 2500

func newCloud(t testing.TB, s cloud.Spec) *cloud.Cloud {
	t.Helper()
	c, err := cloud.New(s)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// draw returns n points of a cloud, moved along x.
func draw(c *cloud.Cloud, seed uint64, shift float32) []float32 {
	points := make([]float32, 2*n)
	c.Sample(points, random.New(seed, random.Show))
	for i := range n {
		points[i] += shift
	}
	return points
}

// theory is a part of the reference values: lists of rows of numbers as text.
func theory(t *testing.T, part, list string) []map[string]string {
	t.Helper()
	b, err := os.ReadFile("testdata/theory.json")
	var file, inner map[string]json.RawMessage
	var rows []map[string]any
	err = errors.Join(err, json.Unmarshal(b, &file), json.Unmarshal(file[part], &inner), json.Unmarshal(inner[list], &rows))
	if err != nil || len(rows) == 0 {
		t.Fatalf("reading %s, %s: %v", part, list, err)
	}
	var text []map[string]string
	for _, row := range rows {
		m := map[string]string{}
		for k, v := range row {
			switch v := v.(type) {
			case string:
				m[k] = v
			case float64:
				m[k] = strconv.FormatFloat(v, 'g', -1, 64)
			}
		}
		text = append(text, m)
	}
	return text
}

func number(t *testing.T, row map[string]string, column string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(row[column], 64)
	if err != nil {
		t.Fatalf("%s of %v: %v", column, row, err)
	}
	return v
}

func near(t *testing.T, what string, got, want, tol float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tol) {
		t.Errorf("%s: %v, want %v within %v", what, got, want, tol)
	}
}

// Two Gaussians a distance apart: all three divergences are known.
func TestDivergencesOfGaussians(t *testing.T) {
	data := newCloud(t, cloud.Spec{Kind: "gaussian", Sigma: 1})
	for _, row := range theory(t, "gaussians_N(0,1)_vs_N(mu,1)", "table") {
		mu := number(t, row, "mu")
		h := NewHistogram(data, data.Extent()+mu)
		d := h.Measure(draw(data, 5, float32(mu)))
		near(t, "JSD at "+row["mu"], d.JSD, number(t, row, "JSD"), .02)
		if mu <= 2 { // beyond, the bound log(n + 1) is felt
			near(t, "KL(data, model) at "+row["mu"], d.KLDataModel, number(t, row, "KL(p||q)"), .12+.15*mu)
			near(t, "KL(model, data) at "+row["mu"], d.KLModelData, number(t, row, "KL(q||p)"), .1+.05*mu)
		}
		if limit := math.Log(n + 1); d.KLDataModel > limit || d.KLModelData > limit {
			t.Errorf("at %v: %+v exceeds log(n + 1)", mu, d)
		}
	}
}

// Two Gaussians that differ along x, in place and in width.
func TestDivergencesOfWidths(t *testing.T) {
	data := newCloud(t, cloud.Spec{Kind: "gaussian", Sigma: 1})
	for _, row := range theory(t, "gaussians_general", "table") {
		m, s := number(t, row, "m"), number(t, row, "s")
		points := draw(data, 5, 0)
		for i := range n {
			points[i] = float32(m + s*float64(points[i]))
		}
		d := NewHistogram(data, data.Extent()+m+2*s).Measure(points)
		what := " of N(" + row["m"] + ", " + row["s"] + "²)"
		near(t, "JSD"+what, d.JSD, number(t, row, "JSD"), .025)
		near(t, "KL(model, data)"+what, d.KLModelData, number(t, row, "KL(q||p)"), .02+.09*number(t, row, "KL(q||p)"))
		if want := number(t, row, "KL(p||q)"); want < 3 { // beyond, the bound log(n + 1) is felt
			near(t, "KL(data, model)"+what, d.KLDataModel, want, .03+.15*want)
		}
	}
}

// Data twice as wide as it should be, compact and along a curve: below the truth,
// by as much as is stated.
func TestDivergencesOfDetails(t *testing.T) {
	for kind, want := range map[string]Divergences{
		"ring":   {JSD: .16, KLDataModel: .56, KLModelData: 1.4},
		"circle": {JSD: .07, KLDataModel: .17, KLModelData: .6},
	} {
		c := newCloud(t, cloud.Spec{Kind: kind})
		wide := newCloud(t, cloud.Spec{Kind: kind, Sigma: 2 * cloud.Defaults(kind).Sigma})
		d := NewHistogram(c, c.Extent()).Measure(draw(wide, 6, 0))
		near(t, "JSD of "+kind, d.JSD, want.JSD, .015)
		near(t, "KL(data, model) of "+kind, d.KLDataModel, want.KLDataModel, .06)
		near(t, "KL(model, data) of "+kind, d.KLModelData, want.KLModelData, .1)
	}
}

// A perfect generator is within the stated bias of 0, for every kind of cloud.
func TestDivergencesOfPerfectSamples(t *testing.T) {
	for _, kind := range cloud.Kinds() {
		c := newCloud(t, cloud.Spec{Kind: kind})
		d := NewHistogram(c, c.Extent()).Measure(draw(c, 8, 0))
		if d.JSD > .015 || d.KLModelData > .05 || d.KLDataModel > .06 {
			t.Errorf("%s: %+v", kind, d)
		}
	}
}

// Disjoint supports: log 2, and both KLs at their bound.
func TestDivergencesOfDisjointSets(t *testing.T) {
	c := newCloud(t, cloud.Spec{Kind: "ring"})
	h := NewHistogram(c, c.Extent())
	for _, shift := range []float32{.5, 100, float32(math.NaN())} {
		d := h.Measure(draw(c, 2, shift))
		near(t, "JSD", d.JSD, math.Ln2, 1e-6)
		near(t, "KL(data, model)", d.KLDataModel, math.Log(n+1), 1e-4)
		near(t, "KL(model, data)", d.KLModelData, math.Log(n+1), 1e-4)
	}
}

// A generator that is perfect on j of 8 modes.
func TestCollapse(t *testing.T) {
	c := newCloud(t, cloud.Spec{Kind: "ring"})
	h := NewHistogram(c, c.Extent())
	for _, row := range theory(t, "mode_collapse_uniform_on_j_of_K", "K=8") {
		j := int(number(t, row, "modes"))
		points := draw(c, 4, 0)
		for i := range n { // turn the points of other modes into those of the first j
			x, y := float64(points[i]), float64(points[n+i])
			mode := int(math.Round(math.Atan2(y, x)/(math.Pi/4))+8) % 8
			sin, cos := math.Sincos(float64(i%j-mode) * math.Pi / 4)
			points[i], points[n+i] = float32(cos*x-sin*y), float32(sin*x+cos*y)
		}
		m := CountModes(c.Modes(), points)
		if m.Captured != j || m.Shared != j || m.Total != 8 {
			t.Errorf("%d modes: counted %+v", j, m)
		}
		near(t, "high quality", m.HighQuality, 1-math.Exp(-4.5), 4*.0021)
		near(t, "reverse KL", m.ReverseKL, number(t, row, "reverse_KL=log(K/j)"), .005)
		near(t, "reverse KL of good points", m.ReverseKLHQ, number(t, row, "reverse_KL=log(K/j)"), .005)
		d := h.Measure(points)
		near(t, "JSD", d.JSD, number(t, row, "JSD"), .015)
		near(t, "KL(model, data)", d.KLModelData, number(t, row, "reverse_KL=log(K/j)"), .04)
		// The missed modes cost the bound each, the others log(j/8).
		want := (1-float64(j)/8)*math.Log(n+1) + float64(j)/8*math.Log(float64(j)/8)
		near(t, "KL(data, model)", d.KLDataModel, want, .06)
	}
}

func TestModesOfOtherPoints(t *testing.T) {
	modes := []cloud.Mode{{X: -1, Sigma: .1, Weight: .9}, {X: 1, Sigma: .1, Weight: .1}}
	m := CountModes(modes, []float32{-1, -1, 1.31, .9, 0, 0, 0, 0}) // one just outside 3 sigma
	want := Modes{Total: 2, Captured: 2, Shared: 2, HighQuality: .75, ReverseKL: .5*math.Log(.5/.9) + .5*math.Log(.5/.1)}
	near(t, "reverse KL", m.ReverseKL, want.ReverseKL, 1e-12)
	near(t, "reverse KL of good points", m.ReverseKLHQ, 2./3*math.Log(2./3/.9)+1./3*math.Log(1./3/.1), 1e-12)
	want.ReverseKL, want.ReverseKLHQ = m.ReverseKL, m.ReverseKLHQ
	if m != want {
		t.Errorf("got %+v, want %+v", m, want)
	}
	if m := CountModes(nil, []float32{0, 0}); m != (Modes{}) {
		t.Errorf("without modes: %+v", m)
	}
	if m := CountModes(modes, []float32{float32(math.NaN()), 0}); m.Captured != 0 {
		t.Errorf("a point that is nowhere captured a mode: %+v", m)
	}
	if m := CountModes(modes, []float32{0, 0}); m.ReverseKL <= 0 || !math.IsNaN(m.ReverseKLHQ) {
		t.Errorf("a point between the modes: %+v", m)
	}
}

func TestSliced(t *testing.T) {
	c := newCloud(t, cloud.Spec{Kind: "ring"})
	points := draw(c, 1, 0)
	s := NewSliced(points)
	near(t, "to itself", s.Distance(slices.Clone(points)), 0, 0)
	// A translation moves each projection by |v| |cos|, whose mean is 2/π.
	near(t, "translated", s.Distance(draw(c, 1, 3)), 3*2/math.Pi, .003)
	// A perfect sampler: of the order of the spread over √n.
	if d := s.Distance(draw(c, 2, 0)); d > .08 {
		t.Errorf("to other points of the same cloud: %v", d)
	}
}

// Where all mass goes to one place, each projection moves by |distance| |cos|: the
// sliced distance is 2/π of the full one.
func TestSlicedToOnePlace(t *testing.T) {
	for _, c := range []struct {
		kind string
		to   func(modes []cloud.Mode) cloud.Mode
		want float64 // testdata/theory.json, wasserstein_checks
	}{
		{"ring", func([]cloud.Mode) cloud.Mode { return cloud.Mode{} }, 2},
		{"ring", func(modes []cloud.Mode) cloud.Mode { return modes[0] }, 2 * 1.25683487303},
		{"grid", func([]cloud.Mode) cloud.Mode { return cloud.Mode{} }, 3.74872852548},
	} {
		modes := newCloud(t, cloud.Spec{Kind: c.kind}).Modes()
		k := len(modes)
		from, to := make([]float32, 2*k), make([]float32, 2*k)
		for i, m := range modes {
			from[i], from[k+i] = float32(m.X), float32(m.Y)
			to[i], to[k+i] = float32(c.to(modes).X), float32(c.to(modes).Y)
		}
		near(t, c.kind, NewSliced(from).Distance(to), 2/math.Pi*c.want, .002*c.want)
	}
}

func TestSort(t *testing.T) {
	inf := float32(math.Inf(1))
	values := append(draw(newCloud(t, cloud.Spec{Kind: "grid"}), 1, 0), inf, -inf, 0, 1e-40, -1e-40, math.MaxFloat32)
	want := slices.Clone(values)
	slices.Sort(want)
	var s sorter
	if s.sort(values); !slices.Equal(values, want) {
		t.Error("not in order")
	}
	s.sort(nil)
}

// D* is 1/2 where the generator is perfect, 1 where data is missed, 0 where
// points have no data.
func TestOptimum(t *testing.T) {
	for _, kind := range []string{"ring", "moons", "gaussian"} {
		c := newCloud(t, cloud.Spec{Kind: kind})
		o := NewOptimum(c, 96, c.Extent())
		points := draw(c, 3, 0)
		o.Update(points)
		half := slices.Repeat([]float32{.5}, n)
		if d := o.Distance(points, half); d > .12 {
			t.Errorf("%s: a perfect generator's D* is %v from 1/2", kind, d)
		}
	}
	c := newCloud(t, cloud.Spec{Kind: "gaussian", Sigma: .2})
	o := NewOptimum(c, 101, 2)
	o.Update(draw(c, 3, 1))
	grid := make([]float32, 101*101)
	o.Grid(grid)
	near(t, "on missed data", float64(grid[50*101+50]), 1, .02)
	near(t, "on points alone", float64(grid[50*101+75]), 0, .02)
	near(t, "far from all", float64(grid[0]), .5, .01)
	// Halfway, sigma 2.5 from each, the two agree; along the axis D* is sigmoid.
	near(t, "halfway", float64(grid[50*101+62]+grid[50*101+63])/2, .5, .15)

	// Two wide Gaussians: D* = sigmoid(mu²/2 - mu x), with variance 1 + blur².
	c = newCloud(t, cloud.Spec{Kind: "gaussian", Sigma: 1})
	o = NewOptimum(c, 41, 5)
	o.Update(draw(c, 9, 1))
	o.Grid(grid)
	v := 1 + o.blur*o.blur
	for _, column := range []int{16, 20, 24, 28} {
		x := (float64(column)+.5)*10/41 - 5
		near(t, "between Gaussians", float64(grid[20*41+column]), 1/(1+math.Exp((x-.5)/v)), .12)
	}
}

func TestOptimumKeepsMass(t *testing.T) {
	c := newCloud(t, cloud.Spec{Kind: "grid"})
	o := NewOptimum(c, 128, c.Extent())
	o.Update(draw(c, 3, 0))
	cell := 2 * c.Extent() / 128
	for name, density := range map[string][]float64{"data": o.data, "model": o.model} {
		var sum float64
		for _, d := range density {
			sum += d * cell * cell
		}
		near(t, "mass of "+name, sum, 1, 2e-3)
	}
	o.Update([]float32{float32(math.NaN()), float32(math.Inf(1)), 1e30, 0, 0, 0}) // nowhere near: no harm
}

// Both densities are seen through the same blur, also where the data is far
// narrower than a cell.
func TestOptimumBlursAlike(t *testing.T) {
	const side, half = 41, 2.05
	c := newCloud(t, cloud.Spec{Kind: "gaussian", Sigma: .05})
	o := NewOptimum(c, side, half)
	o.Update(draw(c, 3, 0))
	variance := func(density []float64) float64 {
		var sum, square float64
		for i, d := range density {
			x := (float64(i%side)+.5)*2*half/side - half
			sum += d
			square += d * x * x
		}
		return square / sum
	}
	near(t, "variance of the model to that of the data", variance(o.model)/variance(o.data), 1, .03)
}

// Beside a distribution and far from any generated point D* is sure of the data, but for a hundredth of what one point would be there:
// at the peak of a lone point, blurred, the density is 1/(n 2 pi blur²).
func TestOptimumWhereNothingIsGenerated(t *testing.T) {
	const side, half, n = 20, 2., 10
	o := NewOptimum(even{density: 1}, side, half)
	points := make([]float32, 2*n) // all in the origin, far from the corners
	o.Update(points)
	grid := make([]float32, side*side)
	o.Grid(grid)
	cell := 2 * half / side
	floor := .01 / (n * 2 * math.Pi * cell * cell * 7 / 6)
	if want := (1 + floor) / (1 + 2*floor); math.Abs(float64(grid[0])-want) > 1e-6 {
		t.Errorf("D* is %v in a corner, want %v", grid[0], want)
	}
}

// even is data of the same density everywhere.
type even struct{ density float64 }

func (d even) Masses(dst []float64, side int, half float64) {
	for i := range dst {
		dst[i] = d.density * 4 * half * half / float64(side*side)
	}
}

func (d even) Blurred(dst []float64, _ int, _, _ float64) {
	for i := range dst {
		dst[i] = d.density
	}
}

// Outside the grid there is no data, and D should say 0.
func TestOptimumOutside(t *testing.T) {
	o := NewOptimum(newCloud(t, cloud.Spec{Kind: "gaussian"}), 16, 2)
	near(t, "distance", o.Distance([]float32{100, -100, 0, 3}, []float32{.25, .75}), .5, 1e-7)
}

func TestMeasuringAllocatesNothing(t *testing.T) {
	c := newCloud(t, cloud.Spec{Kind: "ring"})
	points := draw(c, 3, 0)
	h, s, o := NewHistogram(c, c.Extent()), NewSliced(points), NewOptimum(c, 64, c.Extent())
	d := make([]float32, n)
	if allocations := testing.AllocsPerRun(5, func() {
		h.Measure(points)
		s.Distance(points)
		o.Update(points)
		o.Distance(points, d)
	}); allocations > 0 {
		t.Errorf("measuring allocates %v times", allocations)
	}
}

func BenchmarkMeasure(b *testing.B) {
	c := newCloud(b, cloud.Spec{Kind: "grid"})
	points := draw(c, 3, 0)
	d := make([]float32, n)
	h, s, o := NewHistogram(c, c.Extent()), NewSliced(points), NewOptimum(c, 128, c.Extent())
	for name, f := range map[string]func(){
		"modes":     func() { CountModes(c.Modes(), points) },
		"histogram": func() { h.Measure(points) },
		"sliced":    func() { s.Distance(points) },
		"optimum":   func() { o.Update(points); o.Distance(points, d) },
		"prepare":   func() { NewHistogram(c, c.Extent()) },
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				f()
			}
		})
	}
}

// At any one place D* is what it is on a fine grid around it.
func TestOptimumAtAPlace(t *testing.T) {
	const side, half = 101, 2.02
	c := newCloud(t, cloud.Spec{Kind: "gaussian", Sigma: .5})
	points := draw(newCloud(t, cloud.Spec{Kind: "gaussian", Sigma: .8}), 4000, 0)
	o := NewOptimum(c, side, half)
	o.Update(points)
	cell := 2 * half / side
	for _, at := range [][2]int{{50, 50}, {40, 62}, {75, 30}} {
		x, y := (float64(at[0])+.5)*cell-half, half-(float64(at[1])+.5)*cell
		i := at[0] + at[1]*side
		data, model, best := OptimumAt(c, points, x, y, BlurOf(cell))
		near(t, "p_data", data, o.data[i], 1e-9)
		near(t, "p_g", model, o.model[i], .06*o.model[i]) // whose few points are shared among cells
		near(t, "D*", best, o.at(i), .01)
	}
	if _, model, best := OptimumAt(c, points, 50, 50, BlurOf(cell)); model != 0 || best != .5 {
		t.Errorf("where there is nothing, p_g is %v and D* %v", model, best)
	}
}
