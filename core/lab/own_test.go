package lab

import (
	"bytes"
	"encoding/base64"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"saddle/core/cloud"
)

// tilted returns points of a Gaussian with mean (1, 2) and covariance [[1.01, 1.95], [1.95, 4.25]].
func tilted(n int) []cloud.Point {
	r := rand.New(rand.NewPCG(5, 6))
	points := make([]cloud.Point, n)
	for i := range points {
		u, v := r.NormFloat64(), r.NormFloat64()
		points[i] = cloud.Point{X: 1 + u - .1*v, Y: 2 + 2*u + .5*v}
	}
	points, _ = sorted(points, nil) // as NewOwn has them
	return points
}

// own returns the default experiment with data, under other settings: name, value, name, value.
func own(t *testing.T, o Own, settings ...string) Config {
	t.Helper()
	c := Default()
	for _, s := range append([]Change{{"cloud", "points"}, {"points", o.Text()}}, changes(settings)...) {
		if err := c.Set(s.Field, s.Value); err != nil {
			t.Fatal(err)
		}
	}
	return c
}

func changes(settings []string) (list []Change) {
	for i := 0; i < len(settings); i += 2 {
		list = append(list, Change{settings[i], settings[i+1]})
	}
	return list
}

// Data of any size comes into the plane with mean 0 and deviation 1, and its units lead back.
func TestDataOfAnySizeIsCentredAndScaled(t *testing.T) {
	for _, size := range []float64{1e-200, 1e-6, 1, 1e5, 5.8e12, 1e149} {
		for _, offset := range []float64{0, 3 * size, -1000 * size} {
			data := tilted(1000)
			for i := range data {
				data[i].X, data[i].Y = data[i].X*size+offset, data[i].Y*size-offset
			}
			o := NewOwn(data, nil)
			var mean, square [2]float64
			for i, p := range o.Points {
				for j, v := range []float64{p.X, p.Y} {
					mean[j] += v / 1000
					square[j] += v * v / 1000
				}
				for _, back := range [][2]float64{{o.Units.X.Data(p.X), data[i].X}, {o.Units.Y.Data(p.Y), data[i].Y}} {
					if math.Abs(back[0]-back[1]) > o.Units.Distance()/4096+1e-15*math.Abs(offset) {
						t.Fatalf("size %g, offset %g: %g came back as %g", size, offset, back[1], back[0])
					}
				}
			}
			if o.Units.X.Scale != o.Units.Y.Scale {
				t.Errorf("size %g: axes with scales %v and %v", size, o.Units.X.Scale, o.Units.Y.Scale)
			}
			if math.Abs(mean[0]) > 1e-3 || math.Abs(mean[1]) > 1e-3 || math.Abs((square[0]+square[1])/2-1) > 1e-3 {
				t.Errorf("size %g, offset %g: means %v, squares %v", size, offset, mean, square)
			}
			c := own(t, o)
			if back, errs := Decode(c.Encode()); errs != nil || back.Units() != o.Units || !slices.Equal(back.Own.Points, o.Points) {
				t.Errorf("size %g: a link has other data: %v", size, errs)
			}
		}
	}
}

// Age beside income: no one scale would show both. And outliers stay within the plane.
func TestAxesThatDifferMuchHaveTheirOwnScales(t *testing.T) {
	data := tilted(500)
	for i := range data {
		data[i].Y *= 1e4
	}
	o := NewOwn(data, nil)
	if o.Units.Distance() != 0 || math.Abs(o.Units.Y.Scale/o.Units.X.Scale-2.05e4) > 1e3 {
		t.Errorf("units %+v", o.Units)
	}
	data = append(tilted(500), cloud.Point{X: 1e6, Y: 0})
	o = NewOwn(data, nil)
	if far := o.Points[500].X; far < 7 || far > MaxPlace {
		t.Errorf("an outlier came to %v", far)
	}
}

// Both axes have one scale up to ten times as much along one as along the other, and an axis is not
// taken for a single value because its values are near to each other.
func TestAxesShareAScaleUpToTenTimes(t *testing.T) {
	cross := func(x, y float64) Units {
		return NewOwn([]cloud.Point{{X: x}, {X: -x}, {Y: y}, {Y: -y}}, nil).Units
	}
	for _, c := range []struct {
		x    float64
		same bool
	}{{1, true}, {9.9, true}, {10.1, false}, {.101, true}, {.099, false}} {
		u := cross(c.x, 1)
		if (u.X.Scale == u.Y.Scale) != c.same || (u.Distance() != 0) != c.same {
			t.Errorf("%v times: %+v", c.x, u)
		}
	}
	if d := (Units{}).Distance(); d != 1 {
		t.Errorf("a plane that stands for itself has the unit %v", d)
	}
	if d := (Units{Axis{5, 3}, Axis{-5, 3}}).Distance(); d != 3 {
		t.Errorf("three along both axes are %v", d)
	}
	near := NewOwn([]cloud.Point{{X: 1000, Y: 2}, {X: 1000.01, Y: 2}}, nil)
	if math.Abs(near.Points[0].X-near.Points[1].X) < 1 {
		t.Errorf("1000 and 1000.01 came to %v", near.Points)
	}
}

// One point, equal points and points on a line are data, too.
func TestDataWithoutSpreadIsTaken(t *testing.T) {
	line := []cloud.Point{{X: 5, Y: 1}, {X: 5, Y: 2}, {X: 5, Y: 3}}
	for name, data := range map[string][]cloud.Point{
		"one":  {{X: 3e9, Y: -.1}},
		"2000": slices.Repeat([]cloud.Point{{X: .1, Y: 1e20}}, 2000),
		"line": line,
	} {
		o := NewOwn(data, nil)
		c := own(t, o, "g_layers", "2", "batch", "64") // a batch larger than the data
		l := New(c)
		for range 3 {
			l.Step()
		}
		if m := l.Measure(); l.Divergence() != nil || math.IsNaN(m.JSD) {
			t.Errorf("%s: %+v", name, m)
		}
		for i, p := range o.Points {
			if x, y := o.Units.X.Data(p.X), o.Units.Y.Data(p.Y); math.Abs(x-data[i].X) > 1e-3*(1+math.Abs(data[i].X)) || math.Abs(y-data[i].Y) > 1e-3*(1+math.Abs(data[i].Y)) {
				t.Fatalf("%s: %v came back as %v, %v", name, data[i], x, y)
			}
		}
	}
}

// A run from data is a value: its link, its state and its file go on to the same bits.
func TestARunFromDataIsAValue(t *testing.T) {
	data, classes := tilted(300), make([]uint8, 300)
	for i, p := range data {
		if p.X > 1 {
			classes[i] = 1
		}
	}
	c := own(t, NewOwn(data, classes), "structure", "classifier", "labels", "own", "g_layers", "8", "d_layers", "8", "batch", "16")
	l := New(c)
	for range 4 {
		l.Step()
	}
	var file bytes.Buffer
	if err := l.Save(&file, time.Time{}); err != nil {
		t.Fatal(err)
	}
	held := l.State()
	for range 3 {
		l.Step()
	}
	loaded, err := Load(&file)
	if err != nil {
		t.Fatal(err)
	}
	again, errs := Decode(c.Encode())
	if errs != nil {
		t.Fatal(errs)
	}
	for name, run := range map[string]*Lab{"a file": loaded, "a state": Open(held), "a link": New(again)} {
		for run.Steps() < 7 {
			run.Step()
		}
		if run.Digest() != l.Digest() || run.Config().Units() != c.Units() || run.Config().Encode() != c.Encode() {
			t.Errorf("%s leads to the digest %s, want %s", name, run.Digest(), l.Digest())
		}
	}
	if _, count := l.Classes(); count != 2 {
		t.Errorf("G gets %d classes", count)
	}
}

// Points that were drawn have neither units nor classes; whoever draws over data begins anew.
func TestDrawnPointsHaveNoUnits(t *testing.T) {
	c := own(t, NewOwn([]cloud.Point{{X: 10, Y: 10}, {X: 20, Y: 20}}, []uint8{0, 1}), "structure", "classifier", "labels", "own")
	if err := c.Set("points", PointsText([]cloud.Point{{X: 1, Y: 1}})); err != nil {
		t.Fatal(err)
	}
	if !c.Units().Plain() || c.Own.Classes != nil || c.Labels != "kmeans" {
		t.Errorf("units %v, classes %v, labels %s", c.Units(), c.Own.Classes, c.Labels)
	}
	New(c).Step()
	if err := c.Set("labels", "own"); err == nil || err.Code != "no_labels" {
		t.Errorf("classes that there are not: %v", err)
	}
	c = Default()
	c.Set("labels", "own")
	if err := c.Set("structure", "classifier"); err == nil || err.Code != "no_labels" {
		t.Errorf("a classifier of classes that there are not: %v", err)
	}
}

func TestWrongDataInALinkIsRefused(t *testing.T) {
	for _, text := range []string{
		"AAAAAA~", "AAAAAA~1,2,3", "AAAAAA~0,0,0,1", "AAAAAA~0,0,-1,1", "AAAAAA~NaN,0,1,1", "AAAAAA~0,Inf,1,1", "AAAAAA~0,0,1,1e-301",
		"AAAAAA~0,0,1,1~", "AAAAAA~0,0,1,1~AAA", "AAAAAA~0,0,1,1~ZQ", "AAAAAA~0,0,1,1~AA~AA", "~0,0,1,1",
		"AAAAAA~0,0,1,1~IA", // class 32, and 31 is the last
	} {
		c := Default()
		if err := c.Set("points", text); err == nil || err.Code != "not_points" {
			t.Errorf("%s: %v", text, err)
		}
	}
	c := Default()
	if err := c.Set("points", "AAAAAA~0,0,1,1~AQ"); err != nil {
		t.Error(err)
	}
}

// The largest data that is kept fits into a link, with its classes, however little it can be packed.
func TestTheLargestDataFitsIntoALink(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 9))
	data, classes := make([]cloud.Point, MaxPoints), make([]uint8, MaxPoints)
	for i := range data {
		data[i], classes[i] = cloud.Point{X: r.Float64(), Y: r.Float64()}, uint8(r.IntN(MaxClasses))
	}
	link := own(t, NewOwn(data, classes), "structure", "classifier", "labels", "own").Encode()
	if len(link) > MaxLink*3/4 || !strings.HasPrefix(link, "#cloud=points&points=") {
		t.Errorf("a link of %d characters: %.40s", len(link), link)
	}
	if _, errs := Decode(link); errs != nil {
		t.Error(errs)
	}
}

// A file has much data once, however often settings were changed, and comes back to the bit.
func TestAFileHasMuchDataOnce(t *testing.T) {
	l := New(own(t, NewOwn(tilted(MaxPoints), nil), "g_layers", "4", "d_layers", "4", "batch", "8"))
	const changes = 20
	for i := range changes {
		l.Step()
		c := l.Config()
		if err := c.Set("g_lr", number(.001*float64(i+1))); err != nil {
			t.Fatal(err)
		}
		l.Change(c)
	}
	l.Step()
	var file bytes.Buffer
	if err := l.Save(&file, time.Time{}); err != nil {
		t.Fatal(err)
	}
	text := len(l.Config().Own.Text())
	if text < longData || file.Len() > 2*text {
		t.Errorf("a file of %d bytes, and the data's text has %d", file.Len(), text)
	}
	again, err := Load(&file)
	if err != nil {
		t.Fatal(err)
	}
	if again.Digest() != l.Digest() || !SameCourse(again.Course(), l.Course()) {
		t.Error("another run has come back")
	}
	l.Step()
	if again.Step(); again.Digest() != l.Digest() {
		t.Error("it goes on in another way")
	}

	about, _ := l.document(l.History())
	short := about.brief()
	for len(short.Course) < mostLegs {
		short.Course = append(short.Course, short.Course[changes])
	}
	if err := short.whole(); err == nil {
		t.Error("a small file of very much data is read")
	}
}

// Points that are packed are the same points, and no other text is read as packed.
func TestPackedPoints(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for _, n := range []int{1, 2, 300, MaxPoints} {
		points := make([]cloud.Point, n)
		for i := range points {
			points[i] = cloud.Point{X: float64(r.IntN(61440)-30720) / 4096, Y: float64(r.IntN(61440)-30720) / 4096}
		}
		points, _ = sorted(points, nil)
		text := PointsText(points)
		if got, err := readPoints(text); err != nil || !slices.Equal(got, points) {
			t.Errorf("%d points came back as others: %v", n, err)
		}
		if plain := base64.RawURLEncoding.EncodedLen(4 * n); n >= 300 && (len(text) >= plain || n == MaxPoints && len(text) > plain*3/4) {
			t.Errorf("%d sorted points take %d characters, %d without packing", n, len(text), plain)
		}
	}
	large := deflated(make([]byte, 4*MaxPoints+4)) // of very few bytes
	for _, text := range []string{".", ".AAAA", ".AAAAAA", large, deflated(make([]byte, 6)), deflated([]byte{0, 0, 255, 255})} {
		if points, err := readPoints(text); err == nil {
			t.Errorf("%.40s is read as %d points", text, len(points))
		}
	}
}
