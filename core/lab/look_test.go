package lab

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

func still() time.Duration { return 0 }

// everything is a look at all there is to be seen.
var everything = Look{Still: true, Points: true, Origins: true, Field: Grid{9, 2}, Optimum: Grid{7, 3}, Arrows: 100, Manifold: 5, Measures: true}

// A picture has what the lab says of the same state, and stays as it is.
func TestPicture(t *testing.T) {
	for _, link := range []string{"", "#structure=classifier", "#structure=translate", "#latent_dim=1", "#latent_dim=8"} {
		c, errs := Decode(link)
		if len(errs) > 0 {
			t.Fatal(errs)
		}
		c.GLayers, c.DLayers, c.Batch = []int{8}, []int{8}, 16
		l := New(c)
		for range 5 {
			l.Step()
		}
		p := l.See(everything, still)
		kept := *p
		kept.Points, kept.Field = slices.Clone(p.Points), slices.Clone(p.Field)

		if p.Step != 5 || p.Look != everything {
			t.Errorf("%q: it is of step %d and answers %+v", link, p.Step, p.Look)
		}
		field, best := make([]float32, 81), make([]float32, 49)
		l.Field(field, 9, 2)
		l.Optimum(best, 7, 3)
		if !slices.Equal(p.Points, l.Generated()) || !slices.Equal(p.Field, field) || !slices.Equal(p.Optimum, best) || !slices.Equal(p.Still.Real, l.Real()) {
			t.Errorf("%q: a picture shows something else", link)
		}
		classes, count := l.Classes()
		if !slices.Equal(p.Classes, classes) || p.Still.ClassCount != count || p.Still.HasOrigins != (l.Origins() != nil) || !slices.Equal(p.Origins, l.Origins()) {
			t.Errorf("%q: classes or origins are others", link)
		}
		manifold := make([]float32, 50)
		if has := l.Manifold(manifold, 5); has != (p.Manifold != nil) || has && !slices.Equal(p.Manifold, manifold) {
			t.Errorf("%q: the latent grid is another", link)
		}
		pulls := make([]float32, len(p.Arrows))
		l.Arrows(p.Arrows, pulls)
		if !slices.Equal(pulls, p.Pulls) || len(pulls) < 2*90 || len(pulls) > 2*120 {
			t.Errorf("%q: the pulls are others, at %d points", link, len(pulls)/2)
		}
		m := l.Measure()
		var values []float64
		m.Each(func(_ string, v float64) { values = append(values, v) })
		if !slices.EqualFunc(p.Measured.Measures, values, func(a, b float64) bool { return a == b || a != a && b != b }) || p.Measured.Digest != l.Digest() ||
			len(p.Measured.History) != len(MeasureNames())*l.History().Len() || !slices.Equal(p.Measured.Shares, l.Shares()) {
			t.Errorf("%q: it was judged otherwise", link)
		}

		for range 3 {
			l.Step()
		}
		l.See(everything, still)
		if !slices.Equal(p.Points, kept.Points) || !slices.Equal(p.Field, kept.Field) {
			t.Errorf("%q: a picture has changed", link)
		}
		// Looking changes no bit of what is trained.
		alone := New(c)
		for range 8 {
			alone.Step()
		}
		if alone.Digest() != l.Digest() {
			t.Errorf("%q: looking has changed what is trained", link)
		}
	}
}

// Nothing that was not asked for is in a picture.
func TestLookIsAnsweredAlone(t *testing.T) {
	l := New(Default())
	some := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		k := Look{}
		if some.IntN(2) == 0 {
			k.Field = Grid{4, 1}
		}
		k.Points, k.Still = some.IntN(2) == 0, some.IntN(2) == 0
		p := l.See(k, still)
		if (p.Points != nil) != k.Points || (p.Still != nil) != k.Still || (p.Field != nil) != (k.Field.Side > 0) ||
			p.Measured != nil || p.Manifold != nil || p.Optimum != nil || p.Pulls != nil {
			t.Errorf("%+v is answered by %+v", k, p)
		}
	}
	if k := (Look{Points: true, Field: Grid{4, 1}}).And(Look{Measures: true, Field: Grid{8, 2}, Arrows: 3}); k != (Look{Points: true, Measures: true, Field: Grid{8, 2}, Arrows: 3}) || k.Nothing() || !(Look{}).Nothing() {
		t.Errorf("two looks are %+v", k)
	}
}
