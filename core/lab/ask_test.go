package lab

import (
	"math"
	"slices"
	"testing"

	"saddle/core/cloud"
	"saddle/core/gan"
)

func near(a, b, within float64) bool { return math.Abs(a-b) <= within }

// asking is an experiment after some rounds.
func asking(t *testing.T, link string, rounds int) *Lab {
	t.Helper()
	c, errs := Decode(link)
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	c.GLayers, c.DLayers, c.Batch = []int{8}, []int{8}, 16
	l := New(c)
	for range rounds {
		l.Step()
	}
	return l
}

// What is told of the middle of the plane is what a field of one cell has there, D* is what
// follows from both densities, and the pull is against the slope of G's loss, by differences.
func TestAskAPlace(t *testing.T) {
	for _, link := range []string{"", "#loss=hinge", "#structure=classifier&labels=kmeans", "#pack=2", "#loss=d2gan", "#structure=translate"} {
		l := asking(t, link, 30)
		field := make([]float32, 1)
		l.Field(field, 1, 1)
		a := l.See(Look{Ask: Question{On: true}}, still).Answer
		if !near(a.D, float64(field[0]), 1e-6) || a.Point != nil || a.X != 0 || a.Y != 0 {
			t.Errorf("%q: of the origin %+v is told; D is %v there", link, a, field[0])
		}
		if a.Scores == l.game.Estimates() || a.Scores && a.Score == 0 || !a.Scores && a.Score != 0 {
			t.Errorf("%q: a score of %v is told", link, a.Score)
		}
		if want := a.Data / (a.Data + a.Model); a.Data+a.Model > 1e-2 && !near(a.Best, want, 1e-2) {
			t.Errorf("%q: D* is told as %v; the densities %v and %v make %v", link, a.Best, a.Data, a.Model, want)
		}
	}
	// For this loss G's is log(1 + exp(-logit)), as that of the place alone.
	l := asking(t, "", 30)
	loss := func(x, y float64) float64 {
		out := make([]float32, 1)
		l.game.Outputs(out, []float32{float32(x), float32(y)}, gan.AmongReal)
		return math.Log1p(math.Exp(-float64(out[0])))
	}
	const h = 1e-2
	a := l.Ask(Question{On: true, X: .7, Y: -.4})
	if x, y := -(loss(.7+h, -.4)-loss(.7-h, -.4))/(2*h), -(loss(.7, -.4+h)-loss(.7, -.4-h))/(2*h); !near(a.PullX, x, 2e-3) || !near(a.PullY, y, 2e-3) {
		t.Errorf("the pull is (%v, %v); by differences (%v, %v)", a.PullX, a.PullY, x, y)
	}
}

// The nearest generated point within reach is meant, and told with what G has made it of.
func TestAskAPoint(t *testing.T) {
	l := asking(t, "#structure=mgan&generators=3", 5)
	p := l.Generated()
	q := Question{On: true, X: float64(p[7]) + 1e-6, Y: float64(p[Shown+7]), Reach: .1}
	a := l.Ask(q)
	if a.Point == nil || a.Point.Number != 8 || a.PlaneX != float64(p[7]) || a.PlaneY != float64(p[Shown+7]) {
		t.Fatalf("of point 8 is told %+v", a)
	}
	classes, _ := l.Classes()
	if a.Point.Class != int(classes[7])+1 || len(a.Point.Z) != l.LatentDim() || a.Point.Z[0] != float64(l.Latent()[7]) || a.Point.Z[1] != float64(l.Latent()[Shown+7]) {
		t.Errorf("of point 8 is told %+v", a.Point)
	}
	if x, y := l.Place(8); !near(x, float64(p[7]), 1e-6) || !near(y, float64(p[Shown+7]), 1e-6) {
		t.Errorf("point 8 is at (%v, %v), not (%v, %v)", x, y, p[7], p[Shown+7])
	}
	q.Point = 100
	if a := l.Ask(q); a.Point.Number != 100 || a.PlaneX != float64(p[99]) {
		t.Errorf("of point 100 is told %+v", a)
	}
	if l.Ask(Question{On: true, X: 1e5, Reach: .1}).Point != nil {
		t.Error("far from all points one is told")
	}
}

// Data of a person's own are told in their units: places, densities, and slopes.
func TestAskInTheDatasUnits(t *testing.T) {
	plain := asking(t, "#cloud=points&points="+PointsText([]cloud.Point{{X: .5, Y: .5}, {X: -.5, Y: .25}, {X: .1, Y: -.75}}), 20)
	c := plain.Config()
	c.Own.Units = Units{Axis{100, 10}, Axis{-3, 2}}
	l := New(c)
	for range 20 {
		l.Step()
	}
	q := Question{On: true, X: .5, Y: .25}
	a, b := plain.Ask(q), l.Ask(q)
	if b.X != 105 || b.Y != -2.5 || a.D != b.D || a.Best != b.Best || !near(b.Data, a.Data/20, 1e-12) || !near(b.Model, a.Model/20, 1e-12) ||
		!near(b.PullX, a.PullX/10, 1e-9) || !near(b.PullY, a.PullY/2, 1e-9) || b.Blur != 0 || a.Blur == 0 {
		t.Errorf("in the plane's units %+v, in the data's %+v", a, b)
	}
}

// A path has the places where the point was at each step, also over a change of settings, and
// asking for it changes nothing.
func TestPath(t *testing.T) {
	l := asking(t, "", 0)
	line := Timeline{Budget: 1 << 20}
	line.Keep(l)
	var want []float64
	for l.steps < 70 {
		if l.steps == 60 {
			c := l.Config()
			c.GRate *= 2
			l.Change(c)
		}
		l.Step()
		line.Keep(l)
		if l.steps >= 50 {
			p := l.Generated()
			want = append(want, float64(p[4]), float64(p[Shown+4]))
		}
	}
	digest := l.Digest()
	from, path := line.Path(l.Course(), 70, 5, 20)
	if from != 50 || len(path) != len(want) || slices.ContainsFunc(want, func(v float64) bool { return math.IsNaN(v) }) {
		t.Fatalf("the path has %d numbers from step %d on", len(path), from)
	}
	for i, v := range want {
		if !near(path[i], v, 1e-6) {
			t.Fatalf("at step %d it is at %v, not %v", 50+i/2, path[i], v)
		}
	}
	if path[0] == path[len(path)-2] {
		t.Error("it stands still")
	}
	if l.Digest() != digest {
		t.Error("asking has changed the run")
	}
	if _, none := new(Timeline).Path(l.Course(), 70, 5, 1); none != nil {
		t.Error("there is a path where nothing is kept")
	}
}
