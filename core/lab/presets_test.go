//go:build goexperiment.simd && !js && !amd64.v3

// Once is enough for what takes minutes: every build reaches the same bits
// (TestSameBitsEverywhere).

package lab

import (
	"math"
	"testing"
)

// seen is what a demonstration's effect is judged by.
type seen struct {
	first, last Measures
	between     float64 // share of points more than 10 sigma from every mode
	pure        float64 // share of points at the mode that most of their class are at
	near        float64 // share of points at most a coarse cell's side from where they come from, along each axis
	diagnosis   string
}

// watch trains a link as the page does, measuring on the way.
func watch(t *testing.T, link string, steps int) (s seen) {
	t.Helper()
	c, wrong := Decode(link)
	for _, err := range wrong {
		t.Fatalf("%s: %v", link, &err)
	}
	l := New(c)
	for l.Steps() < steps {
		l.Step()
		if l.Steps()%max(1, steps/40) == 0 || l.Steps() == steps {
			s.last = l.Measure()
			if s.first.Step == 0 {
				s.first = s.last
			}
		}
	}
	s.diagnosis = l.Diagnosis().Code
	if d := l.Divergence(); d != nil {
		t.Errorf("%s diverges: %+v", link, *d)
	}
	points := l.Generated()
	for i, origins := 0, l.Origins(); i < len(origins)/2; i++ {
		x, y := float64(points[i]-origins[i]), float64(points[Shown+i]-origins[Shown+i])
		if max(math.Abs(x), math.Abs(y)) <= c.Coarse {
			s.near += 1. / Shown
		}
	}
	modes := l.Modes()
	if len(modes) == 0 {
		return s
	}
	classes, n := l.Classes()
	at := make([]map[int]float64, max(n, 1))
	for i := range Shown {
		nearest, least := 0, math.Inf(1)
		for j, m := range modes {
			if d := math.Hypot(float64(points[i])-m.X, float64(points[Shown+i])-m.Y); d < least {
				nearest, least = j, d
			}
		}
		if least > 10*modes[nearest].Sigma {
			s.between += 1. / Shown
		}
		class := 0
		if n > 0 {
			class = int(classes[i])
		}
		if at[class] == nil {
			at[class] = map[int]float64{}
		}
		at[class][nearest] += 1. / Shown
	}
	for _, shares := range at {
		most := 0.0
		for _, share := range shares {
			most = max(most, share)
		}
		s.pure += most
	}
	return s
}

// Each demonstration and each task shows its effect from its own seed, after as many steps as it
// says, and what it is compared with does not.
func TestDemonstrations(t *testing.T) {
	starved := func(s seen) bool {
		return s.last.GGradient < .01*s.first.GGradient && s.last.JSD > .69 && s.diagnosis == "starvation"
	}
	unbalanced := func(s seen) bool { return s.last.ReverseKL > .5 && s.diagnosis == "collapse" }
	balanced := func(s seen) bool { return s.last.ReverseKL < .05 && s.diagnosis == "" }
	effects := map[string]struct{ with, without func(seen) bool }{
		"saturation": {starved, func(s seen) bool { return s.last.GGradient > .1*s.first.GGradient && s.last.JSD < .65 }},
		"hopping":    {unbalanced, balanced},
		"unrolling":  {balanced, unbalanced},
		"packing":    {balanced, unbalanced},
		"r1-grid":    {balanced, func(s seen) bool { return s.last.ReverseKL > .1 }},
		"k-too-large": {
			func(s seen) bool { return s.last.Value > -.3 && s.last.DAccuracy > .95 && s.last.ReverseKL > .3 },
			func(s seen) bool { return s.last.Value < -1 && s.last.ReverseKL < .05 }},
		"clip-or-penalty": {
			func(s seen) bool { return s.last.HighQuality < .02 && s.last.Clipped > .1 },
			func(s seen) bool { return s.last.HighQuality > .1 }},
		"averaging": {
			func(s seen) bool { return s.last.HighQuality > .6 },
			func(s seen) bool { return s.last.HighQuality < .4 }},
		"bridges": {
			func(s seen) bool { return s.between > .05 },
			func(s seen) bool { return s.between < .01 && s.last.Modes == 8 }},
		"generators": {
			func(s seen) bool { return s.pure > .95 && s.last.ModesShare >= 7 },
			func(s seen) bool { return s.pure < .8 }},
		"classifier": {
			func(s seen) bool { return s.pure > .95 && s.last.Modes == 8 },
			func(s seen) bool { return s.pure < .8 }},
		"autoencoder-critic": {func(s seen) bool {
			return s.last.Convergence < .5*s.first.Convergence && s.last.Balance > 0 && s.last.Balance < 1 && s.last.JSD < .5
		}, nil},
		"translate": {func(s seen) bool { return s.last.JSD < .25 && s.last.SlicedW < .1 }, nil},
		"densify":   {func(s seen) bool { return s.near > .95 && s.last.JSD < .35 && s.last.SlicedW < .15 }, nil},
	}
	for _, p := range Presets() {
		if p.Group == "recipe" {
			continue // RESULTS.md has them, from ten seeds
		}
		effect, ok := effects[p.Name]
		if !ok {
			t.Errorf("no test knows what %s shows", p.Name)
			continue
		}
		t.Run(p.Name, func(t *testing.T) {
			t.Parallel()
			if s := watch(t, p.Link, p.Steps); !effect.with(s) {
				t.Errorf("%s shows nothing of it: %+v", p.Link, s)
			}
			if effect.without == nil {
				return
			}
			if s := watch(t, p.Opposite(), p.Steps); !effect.without(s) {
				t.Errorf("%s shows it too: %+v", p.Opposite(), s)
			}
		})
	}
}
