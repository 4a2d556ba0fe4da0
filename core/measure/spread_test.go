package measure

import (
	"math"
	"math/rand/v2"
	"testing"

	"saddle/core/cloud"
)

// around draws points about the places of modes, with a sigma of their own.
func around(modes []cloud.Mode, each int, sigma func(mode int) float64) []float32 {
	r := rand.New(rand.NewPCG(1, 2))
	points := make([]float32, 2*each*len(modes))
	for j, m := range modes {
		for i := range each {
			at := j*each + i
			points[at] = float32(m.X + sigma(j)*r.NormFloat64())
			points[each*len(modes)+at] = float32(m.Y + sigma(j)*r.NormFloat64())
		}
	}
	return points
}

func TestSpread(t *testing.T) {
	modes := []cloud.Mode{{X: -2, Sigma: .02, Weight: .5}, {X: 2, Y: 1, Sigma: .1, Weight: .5}}
	const each = 100000
	for _, c := range []struct {
		name                     string
		factors                  [2]float64
		width, narrowest, widest float64
	}{
		{"perfect", [2]float64{1, 1}, 1, 1, 1},
		{"narrow", [2]float64{.76, .76}, .76, .76, .76},
		{"one narrow, one wide", [2]float64{.5, 2}, 1.25, .5, 2},
	} {
		s := SpreadOf(modes, around(modes, each, func(j int) float64 { return c.factors[j] * modes[j].Sigma }))
		for k := range s.Within {
			want := 0.0
			for _, f := range c.factors {
				want += (1 - math.Exp(-math.Pow(float64(k+1)/f, 2)/2)) / 2
			}
			if math.Abs(s.Within[k]-want) > .005 {
				t.Errorf("%s: %.4f within %d sigma, want %.4f", c.name, s.Within[k], k+1, want)
			}
		}
		for _, v := range [][2]float64{{s.Width, c.width}, {s.Narrowest, c.narrowest}, {s.Widest, c.widest}} {
			if math.Abs(v[0]/v[1]-1) > .015 {
				t.Errorf("%s: a width of %.4f, want %.4f", c.name, v[0], v[1])
			}
		}
	}
	// A tenth of the points on their way elsewhere hardly move a median.
	points := around(modes[:1], each, func(int) float64 { return .02 })
	for i := range each / 10 {
		points[i] = 0
	}
	if s := SpreadOf(modes[:1], points); s.Width < 1 || s.Width > 1.15 || math.Abs(s.Within[2]-.9*(1-math.Exp(-4.5))) > .005 {
		t.Errorf("with strays: %+v", s)
	}
	if s := SpreadOf(nil, points); !math.IsNaN(s.Width) || s.Within[2] != 0 {
		t.Errorf("without modes: %+v", s)
	}
}
