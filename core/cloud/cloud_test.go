package cloud

import (
	"errors"
	"math"
	"testing"

	"gonum.org/v1/gonum/integrate/quad"
	"gonum.org/v1/gonum/stat/distuv"

	"saddle/core/random"
)

func forEachKind(t *testing.T, test func(t *testing.T, c *Cloud)) {
	for _, name := range Kinds() {
		t.Run(name, func(t *testing.T) {
			c, err := New(Defaults(name))
			if err != nil {
				t.Fatal(err)
			}
			test(t, c)
		})
	}
}

// The cells' masses add up to all that there is.
func TestMassesAddUpToOne(t *testing.T) {
	forEachKind(t, func(t *testing.T, c *Cloud) {
		const side = 128
		m := make([]float64, side*side)
		c.Masses(m, side, 2*c.Extent())
		var sum float64
		for _, v := range m {
			sum += v
		}
		if math.Abs(sum-1) > 1e-6 {
			t.Errorf("masses add up to %v", sum)
		}
	})
}

// A cell's mass is the integral of the density over it, by Gauss and Legendre's
// rule in both directions.
func TestDensityIntegratesToMass(t *testing.T) {
	forEachKind(t, func(t *testing.T, c *Cloud) {
		const side = 16
		half := c.Extent()
		m := make([]float64, side*side)
		c.Masses(m, side, half)
		cell := 2 * half / side
		heaviest := 0
		for i := range m {
			if m[i] > m[heaviest] {
				heaviest = i
			}
		}
		for _, i := range []int{heaviest, heaviest + 1, side*side/2 + 3} {
			left, top := float64(i%side)*cell-half, half-float64(i/side)*cell
			var got float64
			const panels = 12
			for a := range panels {
				for b := range panels {
					x0, y0 := left+cell*float64(a)/panels, top-cell*float64(b+1)/panels
					got += quad.Fixed(func(x float64) float64 {
						return quad.Fixed(func(y float64) float64 { return c.Density(x, y) }, y0, y0+cell/panels, 6, nil, 0)
					}, x0, x0+cell/panels, 6, nil, 0)
				}
			}
			if math.Abs(got-m[i]) > 1e-4*max(m[heaviest], m[i]) {
				t.Errorf("cell %d: mass %v, integral of the density %v", i, m[i], got)
			}
		}
	})
}

// Along a curve, the density is the integral of a Gaussian along it.
func TestCurveDensity(t *testing.T) {
	const sigma = .05
	c, err := New(Spec{Kind: "line", Sigma: sigma})
	if err != nil {
		t.Fatal(err)
	}
	p := c.sampler.(*curves).paths[0]
	for _, at := range []Point{{0, 0}, {.03, -.02}, {1, .55}, {2, 1}, {2.05, 1}, {-2, -1.08}} {
		want := quad.Fixed(func(u float64) float64 {
			x, y := p(float32(u))
			dx, dy := at.X-float64(x), at.Y-float64(y)
			return math.Exp(-(dx*dx+dy*dy)/(2*sigma*sigma)) / (2 * math.Pi * sigma * sigma)
		}, 0, 1, 2000, nil, 0)
		if got := c.Density(at.X, at.Y); math.Abs(got-want) > 1e-3*want {
			t.Errorf("at %v: %v, want %v", at, got, want)
		}
	}
}

// Samples fall into cells as often as the cells' masses say (Pearson's test;
// p > 1e-4 for this seed).
func TestSamplesFollowDensity(t *testing.T) {
	forEachKind(t, func(t *testing.T, c *Cloud) {
		const n, side = 100_000, 40
		half := 1.5 * c.Extent()
		mass := make([]float64, side*side)
		c.Masses(mass, side, half)
		dst := make([]float32, 2*n)
		c.Sample(dst, random.New(11, random.Data))
		count := make([]float64, side*side)
		for i := range n {
			column := int((float64(dst[i]) + half) / (2 * half) * side)
			row := int((half - float64(dst[n+i])) / (2 * half) * side)
			if column < 0 || column >= side || row < 0 || row >= side {
				t.Fatalf("a sample at (%v, %v)", dst[i], dst[n+i])
			}
			count[row*side+column]++
		}
		var chi2, restCount, restMass float64
		degrees := -1
		for i := range mass {
			if want := n * mass[i]; want >= 5 {
				chi2 += (count[i] - want) * (count[i] - want) / want
				degrees++
			} else {
				restCount, restMass = restCount+count[i], restMass+mass[i]
			}
		}
		if want := n * restMass; want >= 5 {
			chi2 += (restCount - want) * (restCount - want) / want
			degrees++
		} else if restCount > 40 {
			t.Errorf("%v samples where %v are expected", restCount, want)
		}
		if p := 1 - (distuv.ChiSquared{K: float64(degrees)}).CDF(chi2); p < 1e-4 {
			t.Errorf("chi² = %v with %d degrees of freedom: p = %v", chi2, degrees, p)
		}
	})
}

func TestDeviation(t *testing.T) {
	forEachKind(t, func(t *testing.T, c *Cloud) {
		const n = 100_000
		dst := make([]float32, 2*n)
		c.Sample(dst, random.New(3, random.Data))
		var variance float64
		for _, axis := range [][]float32{dst[:n], dst[n:]} {
			var sum, square float64
			for _, v := range axis {
				sum += float64(v)
				square += float64(v) * float64(v)
			}
			variance += (square - sum*sum/n) / n / 2
		}
		if got := c.Deviation(); math.Abs(got/math.Sqrt(variance)-1) > .01 {
			t.Errorf("deviation %v, of samples %v", got, math.Sqrt(variance))
		}
	})
	for kind, want := range map[string]float64{ // the divisors of WGAN-GP's toy, and the spread inside the modes
		"ring": math.Hypot(math.Sqrt2, .02),
		"grid": math.Hypot(2*math.Sqrt2, .05),
	} {
		if c, _ := New(Spec{Kind: kind}); math.Abs(c.Deviation()-want) > 1e-6 {
			t.Errorf("%s: deviation %v, want %v", kind, c.Deviation(), want)
		}
	}
}

// Published constants: VEEGAN's and PacGAN's ring and grid. All modes differ.
func TestModes(t *testing.T) {
	for _, c := range []struct {
		kind           string
		modes          int
		sigma, nearest float64 // distance of neighbours
	}{
		{"ring", 8, .02, 2 * 2 * math.Sin(math.Pi/8)},
		{"grid", 25, .05, 2},
	} {
		made, err := New(Spec{Kind: c.kind})
		if err != nil {
			t.Fatal(err)
		}
		modes := made.Modes()
		if len(modes) != c.modes {
			t.Fatalf("%s has %d modes", c.kind, len(modes))
		}
		nearest, weight := math.Inf(1), 0.
		for i, a := range modes {
			weight += a.Weight
			if a.Sigma != c.sigma {
				t.Errorf("%s: sigma %v", c.kind, a.Sigma)
			}
			for _, b := range modes[:i] {
				nearest = min(nearest, math.Hypot(a.X-b.X, a.Y-b.Y))
			}
		}
		if math.Abs(nearest-c.nearest) > 1e-6 || math.Abs(weight-1) > 1e-12 {
			t.Errorf("%s: nearest modes %v apart, want %v; weights add up to %v", c.kind, nearest, c.nearest, weight)
		}
	}
}

// A Gaussian seen through a Gaussian is a wider Gaussian.
func TestBlurred(t *testing.T) {
	c, err := New(Spec{Kind: "gaussian", Sigma: .3})
	if err != nil {
		t.Fatal(err)
	}
	wide, err := New(Spec{Kind: "gaussian", Sigma: .5})
	if err != nil {
		t.Fatal(err)
	}
	const side, half = 21, 2.
	got := make([]float64, side*side)
	c.Blurred(got, side, half, .4)
	for i := range got {
		x, y := (float64(i%side)+.5)*2*half/side-half, half-(float64(i/side)+.5)*2*half/side
		if want := wide.Density(x, y); math.Abs(got[i]-want) > 1e-12 {
			t.Fatalf("at (%v, %v): %v, want %v", x, y, got[i], want)
		}
	}
}

// Blurring keeps a square's mass.
func TestBlurredSquare(t *testing.T) {
	c, _ := New(Spec{Kind: "checkerboard"})
	const side, half = 200, 4.
	got := make([]float64, side*side)
	c.Blurred(got, side, half, .2)
	var sum float64
	for _, v := range got {
		sum += v * (2 * half / side) * (2 * half / side)
	}
	if math.Abs(sum-1) > 1e-6 {
		t.Errorf("the blurred board weighs %v", sum)
	}
}

// Very many points are taken together, which changes little of what is seen of each.
func TestVeryManyPointsAreSeenAsOneByOne(t *testing.T) {
	s := random.New(5, random.Data)
	z := make([]float32, 2*MaxPoints)
	s.Normal(z)
	points := make([]Point, MaxPoints)
	for i := range points {
		x, y := float64(z[2*i]), float64(z[2*i+1])
		points[i] = Point{min(max(x, -7.5), 7.5), min(max(.9*x+.3*y, -7.5), 7.5)}
	}
	for _, sigma := range []float64{.01, .08, .5} {
		c, err := New(Spec{Kind: "points", Points: points, Sigma: sigma})
		if err != nil || c.lattice == nil {
			t.Fatalf("no lattice: %v", err)
		}
		single := *c
		single.lattice = nil
		const side = 57
		got, want := make([]float64, side*side), make([]float64, side*side)
		compare := func(what string, half float64) {
			t.Helper()
			var most, off float64
			for i, w := range want {
				most, off = max(most, w), max(off, math.Abs(got[i]-w))
			}
			if !(most > 0) || off > 8e-3*most {
				t.Errorf("%s, sigma %v, half %v: %v off, of at most %v", what, sigma, half, off, most)
			}
		}
		for _, half := range []float64{c.Extent(), .7} { // of the second, some lies outside
			c.Masses(got, side, half)
			single.Masses(want, side, half)
			compare("masses", half)
			c.Blurred(got, side, half, .05)
			single.Blurred(want, side, half, .05)
			compare("blurred", half)
		}
	}
	few, _ := New(Spec{Kind: "points", Points: points[:dense]})
	if few.lattice != nil {
		t.Error("what is no more than before has other bits now")
	}
}

func BenchmarkMassesOfManyPoints(b *testing.B) {
	points := make([]Point, MaxPoints)
	for i := range points {
		points[i] = Point{2 * math.Sin(float64(i)), 2 * math.Cos(1.7*float64(i))}
	}
	c, _ := New(Spec{Kind: "points", Points: points})
	single := *c
	single.lattice = nil
	dst := make([]float64, 64*64)
	for name, c := range map[string]*Cloud{"together": c, "one by one": &single} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				c.Masses(dst, 64, 2.5)
			}
		})
	}
}

func TestSampleAllocatesNothing(t *testing.T) {
	forEachKind(t, func(t *testing.T, c *Cloud) {
		dst, s := make([]float32, 1024), random.New(1, random.Data)
		c.Sample(dst, s)
		if n := testing.AllocsPerRun(10, func() { c.Sample(dst, s) }); n != 0 {
			t.Errorf("drawing allocates %v times", n)
		}
	})
}

func TestWrongSpecsAreRefused(t *testing.T) {
	for field, s := range map[string]Spec{
		"kind":    {Kind: "cube"},
		"modes":   {Kind: "ring", Modes: -1},
		"radius":  {Kind: "circle", Radius: math.NaN()},
		"spacing": {Kind: "grid", Spacing: math.Inf(1)},
		"sigma":   {Kind: "moons", Sigma: -1},
		"points":  {Kind: "points", Points: []Point{{math.NaN(), 0}}},
	} {
		var e *Error
		if _, err := New(s); !errors.As(err, &e) || e.Field != field {
			t.Errorf("%+v: got %v, want an error about %s", s, err, field)
		}
	}
	if _, err := New(Spec{Kind: "points", Points: make([]Point, MaxPoints+1)}); err == nil {
		t.Error("too many points were accepted")
	}
	if c, err := New(Spec{Kind: "points", Points: []Point{{1, 1}}}); err != nil || !(c.Deviation() > 0) {
		t.Errorf("a single point: %v", err)
	}
}

func BenchmarkSample(b *testing.B) {
	for _, name := range Kinds() {
		b.Run(name, func(b *testing.B) {
			c, _ := New(Spec{Kind: name})
			dst, s := make([]float32, 1024), random.New(1, random.Data)
			for b.Loop() {
				c.Sample(dst, s)
			}
		})
	}
}

// Whoever draws a first small stroke sees where to draw the next.
func TestExtentOfPoints(t *testing.T) {
	for _, c := range []struct{ x, least, most float64 }{{.1, 2.4, 2.4}, {5, 5, 8}} {
		made, err := New(Spec{Kind: "points", Points: []Point{{c.x, 0}}})
		if err != nil {
			t.Fatal(err)
		}
		if e := made.Extent(); e < c.least || e > c.most {
			t.Errorf("a point at %v shows %v around the origin", c.x, e)
		}
	}
}
