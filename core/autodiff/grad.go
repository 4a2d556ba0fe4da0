package autodiff

import (
	"slices"

	"saddle/core/kernel"
)

// Grad returns dy/dx for each x, as expressions of x's shape: y is 1 x 1.
// Where y does not depend on x, the derivative is a constant 0.
//
// It is reverse accumulation: each expression between the xs and y receives the
// derivative of y by it, and hands each of its arguments their share.
func Grad(y *Expr, xs ...*Expr) []*Expr { return Partial(y, nil, xs...) }

// Partial is Grad with other expressions held, as a partial derivative has it: what
// y owes to an x only because a held one depends on it does not count. The
// derivatives still depend on what is held, and can be differentiated by it.
func Partial(y *Expr, held []*Expr, xs ...*Expr) []*Expr {
	if y.size() != 1 {
		panic(&ShapeError{Op: "Grad", Got: []Shape{y.shape()}, Want: "a 1x1 expression", Where: caller()})
	}
	depends := map[*Expr]bool{} // on any x
	for _, x := range xs {
		depends[x] = true
	}
	order := ancestors(y)
	for _, e := range order {
		if slices.Contains(held, e) {
			continue
		}
		if e.a != nil && depends[e.a] || e.b != nil && depends[e.b] {
			depends[e] = depends[e] || e.op != opHold
		}
	}
	derivative := map[*Expr]*Expr{y: y.graph.Constant(1, 1, 1)}
	give := func(to, share *Expr) {
		if to == nil || share == nil || !depends[to] {
			return
		}
		if sum, ok := derivative[to]; ok {
			share = Add(sum, share)
		}
		derivative[to] = share
	}
	for i := len(order) - 1; i >= 0; i-- {
		e := order[i]
		if dy, ok := derivative[e]; ok && depends[e] && !dy.is(0) {
			if rule := rules[e.op]; rule != nil {
				da, db := rule(e, dy)
				give(e.a, da)
				give(e.b, db)
			}
		}
	}
	grads := make([]*Expr, len(xs))
	for i, x := range xs {
		grads[i] = derivative[x]
		if grads[i] == nil {
			grads[i] = x.graph.Constant(x.Rows(), x.Cols(), 0)
		}
	}
	return grads
}

// ancestors returns y and all it is made of, arguments first.
func ancestors(ys ...*Expr) []*Expr {
	if len(ys) == 0 {
		return nil
	}
	g := ys[0].graph
	seen := make([]bool, len(g.exprs))
	for _, y := range ys {
		seen[y.id] = true
	}
	n := 0
	for i := len(seen) - 1; i >= 0; i-- {
		if !seen[i] {
			continue
		}
		n++
		for _, arg := range []*Expr{g.exprs[i].a, g.exprs[i].b} {
			if arg != nil {
				seen[arg.id] = true
			}
		}
	}
	order := make([]*Expr, 0, n)
	for i, s := range seen {
		if s {
			order = append(order, g.exprs[i])
		}
	}
	return order
}

// rules holds, for each operation y = op(a, b), the shares of the derivative g
// of the result that a and b receive. An operation without a rule (a leaf, a
// step, a hold) passes nothing on.
var rules = [...]func(y, g *Expr) (da, db *Expr){
	opNN: func(y, g *Expr) (da, db *Expr) { return MatMulT(g, y.b), TMatMul(y.a, g) },
	opNT: func(y, g *Expr) (da, db *Expr) { return MatMul(g, y.b), TMatMul(g, y.a) },
	opTN: func(y, g *Expr) (da, db *Expr) { return MatMulT(y.b, g), MatMul(y.a, g) },

	opAdd: func(y, g *Expr) (da, db *Expr) { return g, g },
	opSub: func(y, g *Expr) (da, db *Expr) { return g, Neg(g) },
	opMul: func(y, g *Expr) (da, db *Expr) { return Mul(g, y.b), Mul(g, y.a) },
	opDiv: func(y, g *Expr) (da, db *Expr) { da = Div(g, y.b); return da, Neg(Mul(da, y)) },

	opAffine:   func(y, g *Expr) (da, _ *Expr) { return Scale(g, y.s), nil },
	opExp:      func(y, g *Expr) (da, _ *Expr) { return Mul(g, y), nil },
	opLog:      func(y, g *Expr) (da, _ *Expr) { return Div(g, y.a), nil },
	opSoftplus: func(y, g *Expr) (da, _ *Expr) { return Mul(g, Sigmoid(y.a)), nil },
	opSqrt:     func(y, g *Expr) (da, _ *Expr) { return Div(Scale(g, .5), y), nil },
	opAbs:      func(y, g *Expr) (da, _ *Expr) { return Mul(g, Sub(Step(y.a), Step(Neg(y.a)))), nil },
	opClamp: func(y, g *Expr) (da, _ *Expr) {
		inside := Mul(Step(Affine(y.a, 1, -y.s)), Step(Affine(y.a, -1, y.t)))
		return Mul(g, inside), nil
	},
	opAct: func(y, g *Expr) (da, _ *Expr) {
		if y.act.GatedByInput() {
			return gate(g, y.a, y.act), nil
		}
		return gate(g, y, y.act), nil
	},
	opGate: func(y, g *Expr) (da, db *Expr) {
		da = gate(g, y.b, y.act)
		if bend := curvature(y.b, y.act); bend != nil {
			db = Mul(Mul(g, y.a), bend)
		}
		return da, db
	},

	opSum:          func(y, g *Expr) (da, _ *Expr) { return SpreadTo(g, y.a.Rows(), y.a.Cols()), nil },
	opSumDown:      func(y, g *Expr) (da, _ *Expr) { return SpreadTo(g, y.a.Rows(), y.a.Cols()), nil },
	opSumAcross:    func(y, g *Expr) (da, _ *Expr) { return SpreadTo(g, y.a.Rows(), y.a.Cols()), nil },
	opSpread:       func(y, g *Expr) (da, _ *Expr) { return Sum(g), nil },
	opSpreadDown:   func(y, g *Expr) (da, _ *Expr) { return SumDown(g), nil },
	opSpreadAcross: func(y, g *Expr) (da, _ *Expr) { return SumAcross(g), nil },

	opOuter:      func(y, g *Expr) (da, db *Expr) { return innerRight(g, y.b), innerLeft(g, y.a) },
	opInnerRight: func(y, g *Expr) (da, db *Expr) { return Outer(g, y.b), innerLeft(y.a, g) },
	opInnerLeft:  func(y, g *Expr) (da, db *Expr) { return Outer(y.b, g), innerRight(y.a, g) },

	opTranspose:  func(y, g *Expr) (da, _ *Expr) { return Transpose(g), nil },
	opReshape:    func(y, g *Expr) (da, _ *Expr) { return Reshape(g, y.a.Rows(), y.a.Cols()), nil },
	opColumns:    func(y, g *Expr) (da, _ *Expr) { return padColumns(g, int(y.from), y.a.Cols()), nil },
	opRows:       func(y, g *Expr) (da, _ *Expr) { return padRows(g, int(y.from), y.a.Rows()), nil },
	opPadColumns: func(y, g *Expr) (da, _ *Expr) { return Columns(g, int(y.from), int(y.from)+y.a.Cols()), nil },
	opPadRows:    func(y, g *Expr) (da, _ *Expr) { return Rows(g, int(y.from), int(y.from)+y.a.Rows()), nil },
}

// curvature returns the derivative, by v, of the factor f'(v) that gate applies,
// or nil where it is 0 (the piecewise linear activations).
func curvature(v *Expr, f kernel.Activation) *Expr {
	switch f {
	case kernel.Tanh: // f' = 1 - v²
		return Scale(v, -2)
	case kernel.Sigmoid: // f' = v (1 - v)
		return Affine(v, -2, 1)
	case kernel.ELU: // f' = v + 1 where v <= 0, else 1
		return Affine(Step(v), -1, 1)
	case kernel.SiLU: // f' = s (1 + v (1 - s)), s = sigmoid v
		s := Sigmoid(v)
		return Mul(Mul(s, Affine(s, -1, 1)), Affine(Mul(v, Affine(s, -2, 1)), 1, 2))
	}
	return nil
}
