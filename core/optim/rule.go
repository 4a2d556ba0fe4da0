// Package optim updates parameters from their gradients.
package optim

import (
	"fmt"
	"math"

	"saddle/core/kernel"
)

// Settings choose an update rule and its numbers. A rule ignores the numbers it
// has no use for.
type Settings struct {
	Rule         string  // a name in Rules
	LearningRate float64 // > 0
	Momentum     float64 // momentum: share of the last step that is kept, in (-1, 1); Gidel et al. (2019) show why below 0
	Decay        float64 // rmsprop: share of the mean square that is kept, in [0, 1)
	Beta1, Beta2 float64 // adam's: share of the mean and mean square that is kept, in [0, 1)
	Epsilon      float64 // rmsprop, adam's: added to the root mean square
}

// Rules returns the names of the update rules.
func Rules() []string { return []string{"sgd", "momentum", "rmsprop", "adam", "optimistic-adam"} }

// Rule moves parameters against their gradient. It keeps what it remembers of
// earlier steps, so each set of parameters has its own.
type Rule struct {
	Settings
	m, v   []float32 // first and second moments
	last   []float32 // optimistic-adam: what Adam's step was the time before
	next   []float32 // and is now
	b1, b2 float64   // Beta1ᵗ and Beta2ᵗ
	update func(r *Rule, params, gradient []float32)
}

// New returns a rule for n parameters.
func New(s Settings, n int) (*Rule, error) {
	r := &Rule{Settings: s, b1: 1, b2: 1}
	switch s.Rule {
	case "sgd":
		r.update = (*Rule).sgd
	case "momentum":
		r.update, r.v = (*Rule).momentum, make([]float32, n)
	case "rmsprop":
		r.update, r.v = (*Rule).rmsprop, make([]float32, n)
	case "adam":
		r.update, r.m, r.v = (*Rule).adam, make([]float32, n), make([]float32, n)
	case "optimistic-adam":
		r.update, r.m, r.v = (*Rule).optimistic, make([]float32, n), make([]float32, n)
		r.last, r.next = make([]float32, n), make([]float32, n)
	default:
		return nil, fmt.Errorf("optim: no update rule %q; there are %v", s.Rule, Rules())
	}
	return r, nil
}

// Floats is how many numbers the rule keeps.
func (r *Rule) Floats() int { return len(r.m) + len(r.v) + len(r.last) + len(r.next) }

// Step updates params (n numbers) by their gradient. It does not allocate.
func (r *Rule) Step(params, gradient []float32) { r.update(r, params, gradient) }

func (r *Rule) sgd(params, gradient []float32) {
	kernel.SGD(params, gradient, float32(r.LearningRate))
}

func (r *Rule) momentum(params, gradient []float32) {
	kernel.Momentum(params, gradient, r.v, float32(r.LearningRate), float32(r.Momentum))
}

func (r *Rule) rmsprop(params, gradient []float32) {
	kernel.RMSProp(params, gradient, r.v, float32(r.LearningRate), float32(r.Decay), float32(r.Epsilon))
}

func (r *Rule) adam(params, gradient []float32) {
	// Powers by rounded multiplication: math.Pow, and a product fused into 1 - b1,
	// would differ between machines.
	r.b1 = float64(r.b1 * r.Beta1)
	r.b2 = float64(r.b2 * r.Beta2)
	kernel.Adam(params, gradient, r.m, r.v, float32(r.Beta1), float32(r.Beta2), float32(r.Epsilon),
		float32(r.LearningRate/(1-r.b1)), float32(1/math.Sqrt(1-r.b2)))
}

// optimistic steps twice Adam's step and takes back the one before (Daskalakis et
// al., 2018, algorithm 1).
func (r *Rule) optimistic(params, gradient []float32) {
	clear(r.next)
	r.adam(r.next, gradient)
	kernel.AddScaled(params, r.next, 2)
	kernel.AddScaled(params, r.last, -1)
	r.last, r.next = r.next, r.last
}
