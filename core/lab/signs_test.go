package lab

import (
	"math"
	"slices"
	"testing"
)

// course is an experiment whose history is made by hand, of rows that are evenly spread.
func course(t *testing.T, steps int, rows ...Measures) *Lab {
	t.Helper()
	l := New(small(t))
	l.history = History{}
	for i := range rows {
		rows[i].Step = steps * (i + 1) / len(rows)
		l.history.add(&rows[i])
	}
	l.steps = steps
	return l
}

// healthy are measures of an experiment with which nothing is wrong.
func healthy() Measures {
	return Measures{DLoss: 1, GLoss: 1, GGradient: 1, DAccuracy: .6, Modes: 8, ModesTotal: 8, ModesShare: 8, SlicedW: .1}
}

// but is healthy, but for one thing.
func but(change func(m *Measures)) Measures {
	m := healthy()
	change(&m)
	return m
}

// Each sign on both sides of its threshold.
func TestSigns(t *testing.T) {
	gradient := func(g, accuracy float64) []Measures {
		return []Measures{healthy(), but(func(m *Measures) { m.GGradient, m.DAccuracy = g, accuracy })}
	}
	uneven := func(kl float64) []Measures {
		return []Measures{but(func(m *Measures) { m.ReverseKL = kl })}
	}
	// swinging has so many rows, and at its end modes come and go: of 8, lost are so many
	// in all, two in every other row, until so many rows before the end.
	swinging := func(rows, lost, rest int) []Measures {
		all := slices.Repeat([]Measures{healthy()}, rows)
		for i := rows - 1 - rest; lost > 0; i -= 2 {
			all[i].ModesShare -= min(2, lost)
			lost -= 2
		}
		return all
	}
	third := math.Log(4. / 3)
	for _, test := range []struct {
		what  string
		steps int
		rows  []Measures
		want  string
	}{
		{"nothing", 1000, []Measures{healthy()}, ""},
		{"a gradient of nearly a hundredth, a sure D", 200, gradient(.0099, .991), "starvation"},
		{"a gradient of more than a hundredth", 200, gradient(.0101, .991), ""},
		{"a D that is less sure", 200, gradient(.0099, .989), ""},
		{"too young", 199, gradient(.0099, .991), ""},
		{"three quarters of the modes", 600, uneven(third + 1e-6), "collapse"},
		{"a little more than three quarters", 600, uneven(third - 1e-6), ""},
		{"three quarters, too young", 599, uneven(third + 1e-6), ""},
		{"twice as many modes lost as there are", 1000, swinging(40, 16, 0), "oscillation"},
		{"one less", 1000, swinging(40, 15, 0), ""},
		{"as many in a short history", 1000, swinging(10, 8, 0), ""},
		{"lost modes, too young", 999, swinging(40, 16, 0), ""},
		{"lost modes, the last of them some steps ago", 1000, swinging(40, 16, 1), "oscillation"},
		{"lost modes, all of them back for a seventh of the steps", 1000, swinging(40, 16, 6), ""},
	} {
		if got := course(t, test.steps, test.rows...).Diagnosis().Code; got != test.want {
			t.Errorf("%s: %q, want %q", test.what, got, test.want)
		}
	}
}

// What was lost in the first half is long past.
func TestOldLossesAreForgotten(t *testing.T) {
	var rows []Measures
	for i := range 40 {
		rows = append(rows, but(func(m *Measures) {
			if i < 18 && i%2 == 1 {
				m.ModesShare = 0
			}
		}))
	}
	if got := course(t, 1000, rows...).Diagnosis().Code; got != "" {
		t.Errorf("%q", got)
	}
}
