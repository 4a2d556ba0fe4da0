package optim

import (
	"math"
	"testing"
)

// TestRules follows each rule for 20 steps down f(p) = p²/2 + p⁴/4, against the
// published recurrences in float64.
func TestRules(t *testing.T) {
	s := Settings{LearningRate: .05, Momentum: .9, Decay: .99, Beta1: .5, Beta2: .999, Epsilon: 1e-8}
	slope := func(p float64) float64 { return p + p*p*p }
	var m, v, last float64 // moments, and Adam's step before
	adam := func(g float64, t int) float64 {
		m = s.Beta1*m + (1-s.Beta1)*g
		v = s.Beta2*v + (1-s.Beta2)*g*g
		mHat := m / (1 - math.Pow(s.Beta1, float64(t)))
		vHat := v / (1 - math.Pow(s.Beta2, float64(t)))
		return s.LearningRate * mHat / (math.Sqrt(vHat) + s.Epsilon)
	}
	for name, step := range map[string]func(p, g float64, t int) float64{
		"sgd": func(p, g float64, _ int) float64 { return p - s.LearningRate*g },
		"momentum": func(p, g float64, _ int) float64 {
			v = s.Momentum*v + g
			return p - s.LearningRate*v
		},
		"rmsprop": func(p, g float64, _ int) float64 {
			v = s.Decay*v + (1-s.Decay)*g*g
			return p - s.LearningRate*g/(math.Sqrt(v)+s.Epsilon)
		},
		"adam": func(p, g float64, t int) float64 { return p - adam(g, t) },
		"optimistic-adam": func(p, g float64, t int) float64 {
			step := adam(g, t)
			p, last = p-2*step+last, step
			return p
		},
	} {
		m, v = 0, 0
		s.Rule = name
		params := []float32{1.5, -.7, 0}
		rule, err := New(s, len(params))
		if err != nil {
			t.Fatal(err)
		}
		want := 1.5
		for i := 1; i <= 20; i++ {
			gradient := make([]float32, len(params))
			for j, p := range params {
				gradient[j] = float32(slope(float64(p)))
			}
			rule.Step(params, gradient)
			want = step(want, slope(want), i)
		}
		if math.Abs(float64(params[0])-want) > 1e-5 {
			t.Errorf("%s: after 20 steps at %v, want %v", name, params[0], want)
		}
		if params[2] != 0 {
			t.Errorf("%s: moved a parameter without gradient to %v", name, params[2])
		}
	}
}

func TestRulesAreAllThere(t *testing.T) {
	for _, name := range Rules() {
		if _, err := New(Settings{Rule: name}, 1); err != nil {
			t.Error(err)
		}
	}
	if _, err := New(Settings{Rule: "newton"}, 1); err == nil {
		t.Error("an unknown rule was accepted")
	}
}
