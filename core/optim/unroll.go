package optim

import (
	"fmt"
	"math"

	ad "saddle/core/autodiff"
)

// Unroll writes a rule's next steps as expressions, so that a loss at their end
// can be differentiated through them, Adam's moments included (Metz et al., 2017,
// eqs 8-10). The rule itself takes no step.
//
// params are the parameters before the first step, laid out one after the other
// as the rule has them; gradient returns their gradients at any values, and bound,
// unless it is nil, is applied to each of them, the i-th, after each step. What changes
// from round to round is read when the returned prepare is called, which must be
// before each run.
func (r *Rule) Unroll(steps int, params []*ad.Expr, gradient func(params []*ad.Expr) []*ad.Expr, bound func(i int, param *ad.Expr) *ad.Expr) (after []*ad.Expr, prepare func(), err error) {
	update, ok := unrolled[r.Settings.Rule]
	if !ok {
		return nil, nil, fmt.Errorf("optim: no expressions for the steps of %q", r.Settings.Rule)
	}
	u := &unrolling{rule: r, numbers: make([][3]float32, steps)}
	offset := 0
	for _, p := range params {
		n := p.Rows() * p.Cols()
		moment := func(name string, data []float32) *ad.Expr {
			if data == nil {
				return nil
			}
			return p.Graph().Variable(name, p.Rows(), p.Cols(), data[offset:offset+n])
		}
		u.m, u.v = append(u.m, moment("m", r.m)), append(u.v, moment("v", r.v))
		offset += n
	}
	after = append(after, params...)
	for t := range steps {
		for i, g := range gradient(after) {
			after[i] = ad.Sub(after[i], update(u, t, i, g))
			if bound != nil {
				after[i] = bound(i, after[i])
			}
		}
	}
	return after, u.prepare, nil
}

// unrolling is what the coming steps start from.
type unrolling struct {
	rule    *Rule
	m, v    []*ad.Expr   // moments of each parameter, as the steps move on; nil without
	numbers [][3]float32 // of each step: learning rate, Adam's rate and root
}

// UnrolledRules returns the names of the rules that Unroll knows.
func UnrolledRules() []string { return []string{"sgd", "momentum", "rmsprop", "adam"} }

// unrolled returns what step t takes from parameter i, whose gradient is g.
var unrolled = map[string]func(u *unrolling, t, i int, g *ad.Expr) *ad.Expr{
	"sgd": func(u *unrolling, t, i int, g *ad.Expr) *ad.Expr {
		return ad.Mul(g, u.number(g, t, 0))
	},
	"momentum": func(u *unrolling, t, i int, g *ad.Expr) *ad.Expr {
		u.v[i] = ad.Add(ad.Scale(u.v[i], float32(u.rule.Momentum)), g)
		return ad.Mul(u.v[i], u.number(g, t, 0))
	},
	"rmsprop": func(u *unrolling, t, i int, g *ad.Expr) *ad.Expr {
		u.v[i] = mix(u.v[i], ad.Square(g), u.rule.Decay)
		return ad.Div(ad.Mul(g, u.number(g, t, 0)), ad.Affine(root(u.v[i]), 1, float32(u.rule.Epsilon)))
	},
	"adam": func(u *unrolling, t, i int, g *ad.Expr) *ad.Expr {
		u.m[i] = mix(u.m[i], g, u.rule.Beta1)
		u.v[i] = mix(u.v[i], ad.Square(g), u.rule.Beta2)
		step := ad.Mul(u.m[i], u.number(g, t, 1))
		return ad.Div(step, ad.Affine(ad.Mul(root(u.v[i]), u.number(g, t, 2)), 1, float32(u.rule.Epsilon)))
	},
}

func mix(old, fresh *ad.Expr, keep float64) *ad.Expr {
	return ad.Add(ad.Scale(old, float32(keep)), ad.Scale(fresh, float32(1-keep)))
}

// root is √v with a derivative that stays finite where nothing has moved yet.
func root(v *ad.Expr) *ad.Expr { return ad.Sqrt(ad.Affine(v, 1, 1e-16)) }

// number is the k-th number of step t.
func (u *unrolling) number(g *ad.Expr, t, k int) *ad.Expr {
	return g.Graph().Variable(fmt.Sprintf("step%d.%d", t, k), 1, 1, u.numbers[t][k:k+1])
}

func (u *unrolling) prepare() {
	r := u.rule
	b1, b2 := r.b1, r.b2
	for t := range u.numbers {
		b1, b2 = float64(b1*r.Beta1), float64(b2*r.Beta2)
		u.numbers[t] = [3]float32{float32(r.LearningRate), float32(r.LearningRate / (1 - b1)), float32(1 / math.Sqrt(1-b2))}
	}
}
