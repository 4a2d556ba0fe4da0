package theory

import (
	"fmt"
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"gonum.org/v1/gonum/diff/fd"
)

// What the lecture states in its text, and no other test has.

var superscripts = strings.NewReplacer("⁰", "0", "¹", "1", "²", "2", "³", "3", "⁴", "4", "⁵", "5", "⁶", "6", "⁷", "7", "⁸", "8", "⁹", "9", "⁻", "-")

// cell writes a value as the lecture's table does, with as many digits as there.
func cell(t *testing.T, text string, value float64) string {
	t.Helper()
	digits, power, small := strings.Cut(text, " · 10")
	if small {
		exponent, err := strconv.Atoi(superscripts.Replace(power))
		if err != nil {
			t.Fatal(err)
		}
		value /= math.Pow(10, float64(exponent))
	}
	_, decimals, _ := strings.Cut(digits, ".")
	written := fmt.Sprintf("%.*f", len(decimals), value)
	if small {
		written += " · 10" + power
	}
	return written
}

// The table of N(0, 1) and N(mu, 1).
func TestLectureTable(t *testing.T) {
	text, err := os.ReadFile("../../site/text/lecture/en.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(text), `| $\mu$ | JSD |`)
	table, _, _ = strings.Cut(table, "\n\n")
	rows := regexp.MustCompile(`(?m)^\| (\d+) \|(.*)\|$`).FindAllStringSubmatch(table, -1)
	if len(rows) < 7 {
		t.Fatalf("%d rows", len(rows))
	}
	for _, row := range rows {
		mu, _ := strconv.ParseFloat(row[1], 64)
		list, err := Flat([]float64{mu})
		if err != nil {
			t.Fatal(err)
		}
		f := list[0]
		cells := strings.Split(row[2], "|")
		for i, value := range []float64{f.JSD, f.Gradients.JSD, f.Gradients.NonSaturating, f.W1} {
			text := strings.TrimSpace(cells[i])
			if gap, ok := strings.CutPrefix(text, "log 2 − "); ok {
				text, value = gap, f.Gap
			}
			if want := cell(t, text, value); text != want {
				t.Errorf("mu %v, column %d: %s, not %s", mu, i+1, text, want)
			}
		}
	}
}

// What the non-saturating loss follows at D*, KL(q || p) - 2 JSD, is 2 KL(m || p) with
// m the mean of both: so it is never negative, convex in q, and 0 only where q = p.
func TestNonSaturatingObjective(t *testing.T) {
	shifted := func(mu float64) float64 {
		c := pair(t, Gaussian(0, 1), Gaussian(mu, 1))
		return c.ReverseKL() - 2*c.JSD()
	}
	twice := func(mu float64) float64 {
		return simpson(func(x float64) float64 {
			p, q := normal(x, 0), normal(x, mu)
			return (p + q) * math.Log((p+q)/2/p)
		}, -12, 17)
	}
	for _, mu := range []float64{0, .5, 1, 2, 5} {
		near0(t, "2 KL(m || p)", shifted(mu), twice(mu), 1e-10)
		slope := fd.Derivative(twice, mu, &fd.Settings{Formula: fd.Central, Step: 1e-4})
		near0(t, "its derivative", pair(t, Gaussian(0, 1), Gaussian(mu, 1)).Gradients().NonSaturating, slope, 1e-6)
	}
	p := Mixture{{-3, 1, 1}, {3, 1, 1}}
	mixed := func(share float64) float64 {
		c := pair(t, p, Mixture{{-3, 1, 1 - share}, {4, 2, share}})
		return c.ReverseKL() - 2*c.JSD()
	}
	for share := .1; share < .85; share += .1 {
		if middle := mixed(share); middle <= 0 || 2*middle > mixed(share-.05)+mixed(share+.05) {
			t.Errorf("%v at a share of %v is not convex", middle, share)
		}
	}
	// One mode of eight.
	one, _ := Collapsed(1, 8)
	near0(t, "one of eight", one.ReverseKL-2*one.JSD, 1.09, .005)
	near0(t, "one of eight, JSD", one.JSD, .497, .0005)
	// A little of the data left out costs so much of its share.
	const most = 1e5
	few, _ := Collapsed(most-1, most)
	near0(t, "left out, non-saturating", most*(few.ReverseKL-2*few.JSD), .31, .005)
	near0(t, "left out, minimax", most*2*few.JSD, .69, .005)
	near0(t, "left out, reverse KL", most*few.ReverseKL, 1, .005)
}

// A generator that is perfect on some of the modes has no gradient at D*, though it
// is far from the best: D* is constant where its points are.
func TestCollapseIsStationary(t *testing.T) {
	const narrow = .1
	var data Mixture
	for i := range 4 {
		data = append(data, Normal{Mean: 10 * float64(i), Width: narrow, Weight: 1})
	}
	for has := 1; has < len(data); has++ {
		c := pair(t, data, data[:has])
		score, _ := Collapsed(has, len(data))
		near(t, "JSD", c.JSD(), score.JSD, 1e-12)
		g := c.Gradients()
		for name, slope := range map[string]float64{"saturating": g.Saturating, "non-saturating": g.NonSaturating, "LSGAN": g.LSGAN} {
			if math.Abs(slope) > 1e-12 {
				t.Errorf("%s: %v with %d of %d modes", name, slope, has, len(data))
			}
		}
		for mode := range has {
			for _, off := range []float64{-4, -1, 0, 2} {
				near(t, "D*", c.Best(10*float64(mode)+off*narrow), score.Captured, 1e-12)
			}
		}
	}
}

// Whoever chooses first, the value of the game is -log 4: no D leaves G with more, and
// D = 1/2 leaves it as much. Against any other D the best G is a point, where D is
// largest.
func TestMaxMin(t *testing.T) {
	most := math.Inf(-1)
	for _, logit := range []func(x float64) float64{
		func(x float64) float64 { return 0 },
		func(x float64) float64 { return .3 },
		func(x float64) float64 { return math.Sin(3 * x) },
		func(x float64) float64 { return 2 - x*x },
		func(x float64) float64 { return -math.Abs(x - 1) },
	} {
		onData := simpson(func(x float64) float64 { return -normal(x, 0) * softplus(-logit(x)) }, -12, 12)
		at, highest := 0., math.Inf(-1)
		for x := -12.; x <= 12; x += 1. / 1024 {
			if f := logit(x); f > highest {
				at, highest = x, f
			}
		}
		least := onData - softplus(highest)
		for _, q := range []Mixture{Gaussian(0, 1), Gaussian(at, .5), {{-2, .3, 1}, {1, .2, 2}}} {
			if v := pair(t, Gaussian(0, 1), q).Value(logit); v < least-1e-12 {
				t.Errorf("%v is below a point's %v", v, least)
			}
		}
		near0(t, "a narrow G", pair(t, Gaussian(0, 1), Gaussian(at, 1e-3)).Value(logit), least, 1e-3)
		if least > -2*math.Ln2+1e-12 {
			t.Errorf("D leaves G with %v", least)
		}
		most = max(most, least)
	}
	near(t, "the value", most, -2*math.Ln2, 1e-12)
}

// (x - y)² on the unit square: no pair of moves is an equilibrium, but y may toss a
// coin between 0 and 1 against x = 1/2.
func TestMixedEquilibrium(t *testing.T) {
	const steps = 100
	smallest, largest := math.Inf(1), math.Inf(-1)
	for i := range steps + 1 {
		v := float64(i) / steps
		smallest = min(smallest, (square(v)+square(v-1))/2) // x = v against the coin
		largest = max(largest, square(.5-v))                // 1/2 against y = v
	}
	near(t, "x can do no better", smallest, .25, 1e-15)
	near(t, "y can do no better", largest, .25, 1e-15)
}

// A simultaneous step has the eigenvalues 1 + rate times the field's.
func TestStepAndField(t *testing.T) {
	const rate = .1
	for _, gamma := range []float64{0, .3, 1.7} {
		s := defaults(t, "dirac")
		s.R1 = gamma
		p, err := Play(s, rule(t, "simultaneous", rate), []float64{.5, .5}, 1, .9)
		if err != nil {
			t.Fatal(err)
		}
		// The lecture's equation 39, which allows for complex roots.
		for _, field := range p.Field {
			re, im := field.Re, field.Im
			near0(t, "field", re*re-im*im+gamma*re+.25, 0, 1e-12)
			near0(t, "field", 2*re*im+gamma*im, 0, 1e-12)
			found := false
			for _, step := range p.Contraction.Eigenvalues {
				found = found || math.Hypot(step.Re-(1+rate*re), step.Im-rate*im) < 1e-12
			}
			if !found {
				t.Errorf("%v of the field, and %v of a step", field, p.Contraction.Eigenvalues)
			}
		}
	}
}

// With R1 of weight gamma, simultaneous steps contract while they are shorter than
// 4 gamma.
func TestStepsThatR1Allows(t *testing.T) {
	for _, gamma := range []float64{.1, .5, 1} {
		s := defaults(t, "dirac")
		s.R1 = gamma
		for share, in := range map[float64]bool{.97: true, 1.03: false} {
			if r := radius(t, game(t, s), rule(t, "simultaneous", 4*gamma*share)); r < 1 != in {
				t.Errorf("gamma %v, a step of %v: %v", gamma, 4*gamma*share, r)
			}
		}
	}
}

// The difference of two means is never more than W1: what BEGAN's idea rests on.
func TestMeansAndW1(t *testing.T) {
	for _, v := range hard {
		c := pair(t, v[0], v[1])
		if d := math.Abs(c.P.Mean() - c.Q.Mean()); d > c.W1()*(1+1e-12) {
			t.Errorf("%v between the means, W1 is %v", d, c.W1())
		}
	}
}
