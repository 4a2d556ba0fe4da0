package measure

import (
	"math"
	"testing"

	"saddle/core/cloud"
)

// A translation has 2/π of its length, whatever its direction.
func TestSlicedHasNoDirection(t *testing.T) {
	c := newCloud(t, cloud.Spec{Kind: "ring"})
	points := draw(c, 1, 0)
	s := NewSliced(points)
	for _, v := range [][2]float32{{1, 1}, {1, -1}, {-1, 1}, {0, 1}, {1, 0}, {-.6, .8}, {.3, -2}} {
		moved := make([]float32, len(points))
		for i := range n {
			moved[i], moved[n+i] = points[i]+v[0], points[n+i]+v[1]
		}
		length := math.Hypot(float64(v[0]), float64(v[1]))
		near(t, "translated", s.Distance(moved), 2/math.Pi*length, .002*length)
	}
}

// Of 1,000 points half are a mode's by its weight: it is shared from 40 points of high
// quality on, 8 % of that, and poor points beside it do not count.
func TestFairShareOfAMode(t *testing.T) {
	const all = 1000
	modes := []cloud.Mode{{X: -2, Sigma: .1, Weight: .5}, {X: 2, Sigma: .1, Weight: .5}}
	for _, test := range []struct{ good, poor, captured, shared int }{
		{40, 0, 2, 2}, {39, 0, 2, 1}, {39, 300, 2, 1}, {1, 0, 2, 1}, {1, 700, 2, 1}, {0, 0, 1, 1}, {0, 500, 1, 1}, {40, 300, 2, 2},
	} {
		points := make([]float32, 2*all)
		for i := range all {
			switch {
			case i < test.good:
				points[i] = -2.2
			case i < test.good+test.poor:
				points[i] = -2.4 // 4 sigma away
			default:
				points[i] = 2
			}
		}
		m := CountModes(modes, points)
		if m.Captured != test.captured || m.Shared != test.shared {
			t.Errorf("%d good points and %d poor ones: %d modes captured, %d shared", test.good, test.poor, m.Captured, m.Shared)
		}
		near(t, "high quality", m.HighQuality, 1-float64(test.poor)/all, 1e-9)
		// All points count for one reverse KL, for the other only those of high quality.
		between := func(first, second int) float64 {
			a := float64(first) / float64(first+second)
			kl := (1 - a) * math.Log(2*(1-a))
			if a > 0 {
				kl += a * math.Log(2*a)
			}
			return kl
		}
		second := all - test.good - test.poor
		near(t, "reverse KL", m.ReverseKL, between(test.good+test.poor, second), 1e-9)
		near(t, "reverse KL of good points", m.ReverseKLHQ, between(test.good, second), 1e-9)
	}
}
