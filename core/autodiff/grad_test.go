package autodiff

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/diff/fd"

	"saddle/core/kernel"
)

// cases has one expression for every operation with a derivative, of variables
// a (3x4, positive and away from kinks when shifted) and b.
var cases = []struct {
	name string
	b    Shape // shape of b; a is 3 x 4
	f    func(a, b *Expr) *Expr
}{
	{"MatMul", Shape{4, 2}, MatMul},
	{"MatMulT", Shape{2, 4}, MatMulT},
	{"TMatMul", Shape{3, 2}, TMatMul},
	{"Add", Shape{3, 4}, Add},
	{"Add row", Shape{1, 4}, Add},
	{"Add column", Shape{3, 1}, Add},
	{"Add number", Shape{1, 1}, Add},
	{"Sub", Shape{3, 4}, Sub},
	{"Mul", Shape{3, 4}, Mul},
	{"Mul itself", Shape{3, 4}, func(a, b *Expr) *Expr { return Mul(Square(a), b) }},
	{"Mul column", Shape{3, 1}, Mul},
	{"Div", Shape{3, 4}, Div},
	{"Div row", Shape{1, 4}, Div},
	{"constant / b", Shape{3, 4}, func(a, b *Expr) *Expr { return Mul(a, Div(a.graph.Constant(3, 4, 2), b)) }},
	{"Affine", Shape{3, 4}, func(a, b *Expr) *Expr { return Mul(Affine(a, 2, 3), Affine(Neg(b), .5, -1)) }},
	{"Exp", Shape{3, 4}, func(a, b *Expr) *Expr { return Mul(Exp(a), b) }},
	{"Log", Shape{3, 4}, func(a, b *Expr) *Expr { return Mul(Log(a), b) }},
	{"Softplus", Shape{3, 4}, func(a, b *Expr) *Expr { return Mul(Softplus(a), b) }},
	{"Sqrt", Shape{3, 4}, func(a, b *Expr) *Expr { return Mul(Sqrt(a), b) }},
	{"Abs", Shape{3, 4}, func(a, b *Expr) *Expr { return Mul(Abs(Affine(a, 1, -1)), b) }},
	{"Clamp", Shape{3, 4}, func(a, b *Expr) *Expr { return Mul(Clamp(a, .8, 1.4), b) }},
	{"Step", Shape{3, 4}, func(a, b *Expr) *Expr { return Mul(Mul(a, Step(Affine(a, 1, -1))), b) }},
	{"ReLU", Shape{3, 4}, activated(kernel.ReLU)},
	{"LeakyReLU", Shape{3, 4}, activated(kernel.LeakyReLU)},
	{"Tanh", Shape{3, 4}, activated(kernel.Tanh)},
	{"Sigmoid", Shape{3, 4}, activated(kernel.Sigmoid)},
	{"ELU", Shape{3, 4}, activated(kernel.ELU)},
	{"SiLU", Shape{3, 4}, activated(kernel.SiLU)},
	{"Sum", Shape{1, 1}, func(a, b *Expr) *Expr { return Mul(Square(Sum(a)), b) }},
	{"SumDown", Shape{1, 4}, func(a, b *Expr) *Expr { return Mul(Square(SumDown(a)), b) }},
	{"SumAcross", Shape{3, 1}, func(a, b *Expr) *Expr { return Mul(Square(SumAcross(a)), b) }},
	{"Mean", Shape{1, 1}, func(a, b *Expr) *Expr { return Mul(Square(Mean(a)), b) }},
	{"MeanDown", Shape{1, 4}, func(a, b *Expr) *Expr { return Mul(Square(MeanDown(a)), b) }},
	{"Transpose", Shape{4, 3}, func(a, b *Expr) *Expr { return Mul(Square(Transpose(a)), b) }},
	{"Reshape", Shape{6, 2}, func(a, b *Expr) *Expr { return Mul(Square(Reshape(a, 6, 2)), b) }},
	{"Columns", Shape{3, 2}, func(a, b *Expr) *Expr { return Mul(Square(Columns(a, 1, 3)), b) }},
	{"Rows", Shape{2, 4}, func(a, b *Expr) *Expr { return Mul(Square(Rows(a, 1, 3)), b) }},
	{"JoinColumns", Shape{3, 2}, func(a, b *Expr) *Expr { return Square(JoinColumns(a, b)) }},
	{"Outer", Shape{3, 2}, func(a, b *Expr) *Expr { return Square(Outer(a, b)) }},
	{"Outer, columns of b first", Shape{3, 2}, func(a, b *Expr) *Expr { return Square(Outer(b, a)) }},
	{"InnerRight", Shape{3, 2}, func(a, b *Expr) *Expr { return Square(innerRight(a, b)) }},
	{"InnerLeft", Shape{3, 2}, func(a, b *Expr) *Expr { return Square(innerLeft(a, b)) }},
	{"JoinRows", Shape{2, 4}, func(a, b *Expr) *Expr { return Square(JoinRows(a, b)) }},
}

// activated returns an expression in which f meets both signs.
func activated(f kernel.Activation) func(a, b *Expr) *Expr {
	return func(a, b *Expr) *Expr { return Mul(Activate(Affine(a, 1, -1), f), b) }
}

// values returns numbers in (0.5, 1.7), none nearer than 0.05 to the kinks of
// the cases (0.8, 1 and 1.4), so that finite differences see no kink.
func values(n int, seed uint64) []float32 {
	r := rand.New(rand.NewPCG(seed, 1))
	v := make([]float32, n)
	for i := range v {
		for {
			x := .5 + 1.2*r.Float64()
			if math.Abs(x-.8) > .05 && math.Abs(x-1) > .05 && math.Abs(x-1.4) > .05 {
				v[i] = float32(x)
				break
			}
		}
	}
	return v
}

// A number that depends on every element of e differently.
func weigh(e *Expr) *Expr {
	w := e.graph.Variable("weights", e.Rows(), e.Cols(), values(e.size(), 99))
	return Sum(Mul(e, w))
}

// TestDerivatives checks the first and second derivatives of every operation
// against finite differences, in float64.
func TestDerivatives(t *testing.T) {
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			g := NewGraph()
			a := g.Variable("a", 3, 4, values(12, 7))
			b := g.Variable("b", c.b.Rows, c.b.Cols, values(c.b.Rows*c.b.Cols, 8))
			y := weigh(c.f(a, b))
			first := Grad(y, a, b)
			checkDerivative(t, "first", y, first, a, b)
			slopes := Add(weigh(first[0]), weigh(first[1]))
			checkDerivative(t, "second", slopes, Grad(slopes, a, b), a, b)
		})
	}
}

func checkDerivative(t *testing.T, which string, y *Expr, grads []*Expr, xs ...*Expr) {
	t.Helper()
	for i, x := range xs {
		at := evaluate(x, map[*Expr][]float64{})
		want := fd.Gradient(nil, func(v []float64) float64 {
			return evaluate(y, map[*Expr][]float64{x: v})[0]
		}, at, &fd.Settings{Formula: fd.Central, Step: 1e-5})
		got := evaluate(grads[i], map[*Expr][]float64{})
		for j := range want {
			if math.Abs(got[j]-want[j]) > 1e-7*(1+math.Abs(want[j])) {
				t.Errorf("%s derivative by %s[%d]: got %v, finite differences say %v", which, x.name, j, got[j], want[j])
			}
		}
	}
}

// TestPrograms checks compiled programs, in which operations are fused and
// memory is shared, against the definitions in float64: every case with its
// derivatives as one program.
func TestPrograms(t *testing.T) {
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			g := NewGraph()
			a := g.Variable("a", 3, 4, values(12, 7))
			b := g.Variable("b", c.b.Rows, c.b.Cols, values(c.b.Rows*c.b.Cols, 8))
			f := c.f(a, b)
			y := weigh(f)
			first := Grad(y, a, b)
			slopes := Add(weigh(first[0]), weigh(first[1]))
			second := Grad(slopes, a, b)
			checkProgram(t, f, y, first[0], first[1], slopes, second[0], second[1])
		})
	}
}

func checkProgram(t *testing.T, exprs ...*Expr) {
	t.Helper()
	outputs := make([]Output, len(exprs))
	for i, e := range exprs {
		outputs[i] = Output{e, make([]float32, e.size())}
	}
	p := Compile(outputs...)
	for range 2 { // the second run finds what the first left in memory
		p.Run()
		known := map[*Expr][]float64{}
		for i, o := range outputs {
			want := evaluate(o.Expr, known)
			for j := range want {
				if math.Abs(float64(o.Into[j])-want[j]) > 1e-4*(1+math.Abs(want[j])) {
					t.Fatalf("output %d (%v), number %d: got %v, want %v", i, o.Expr, j, o.Into[j], want[j])
				}
			}
		}
	}
}

// network returns the logits of a little network, its parameters and input.
func network(g *Graph, batch int, f kernel.Activation) (out *Expr, params []*Expr, x *Expr) {
	x = g.Variable("x", batch, 2, values(2*batch, 1))
	w1 := g.Variable("w1", 2, 5, values(10, 2))
	b1 := g.Variable("b1", 1, 5, values(5, 3))
	w2 := g.Variable("w2", 5, 1, values(5, 4))
	b2 := g.Variable("b2", 1, 1, values(1, 5))
	h := Activate(Affine(Add(MatMul(x, w1), b1), 1, -2), f)
	return Add(MatMul(h, w2), b2), []*Expr{w1, b1, w2, b2}, x
}

// TestGradientPenalty differentiates the norm of a derivative, through every
// smooth or piecewise linear activation.
func TestGradientPenalty(t *testing.T) {
	for f := kernel.ReLU; f <= kernel.SiLU; f++ {
		t.Run(fmt.Sprint(f), func(t *testing.T) {
			g := NewGraph()
			out, params, x := network(g, 6, f)
			dx := Grad(Sum(out), x)[0]
			norm := Sqrt(SumAcross(Square(dx)))
			loss := Add(Mean(Softplus(Neg(out))), Mean(Square(Affine(norm, 1, -1))))
			grads := Grad(loss, params...)
			checkDerivative(t, "penalty's", loss, grads, params...)
			checkProgram(t, append(grads, loss)...)
		})
	}
}

// TestSharedWeights adds the gradients of two batches through one network, which
// the compiler turns into products that add.
func TestSharedWeights(t *testing.T) {
	g := NewGraph()
	w := g.Variable("w", 4, 3, values(12, 1))
	b := g.Variable("b", 1, 3, values(3, 2))
	var loss *Expr
	for i := range uint64(3) {
		x := g.Variable("x", 5, 4, values(20, 3+i))
		l := Mean(Activate(Add(MatMul(x, w), b), kernel.Tanh))
		if loss == nil {
			loss = l
		} else {
			loss = Add(loss, l)
		}
	}
	checkProgram(t, append(Grad(loss, w, b), loss)...)
}

// TestRandomGraphs compiles expressions put together at random, where every kind
// of sharing, aliasing and reuse of memory happens.
func TestRandomGraphs(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 2))
		g := NewGraph()
		pool := []*Expr{
			g.Variable("a", 3, 4, values(12, seed)),
			g.Variable("b", 3, 4, values(12, seed+1)),
			g.Variable("w", 4, 4, values(16, seed+2)),
			g.Variable("c", 1, 4, values(4, seed+3)),
		}
		pick := func(rows int) *Expr {
			for {
				if e := pool[r.IntN(len(pool))]; rows == 0 || e.Rows() == rows {
					return e
				}
			}
		}
		for range 12 {
			a := pick(3)
			var e *Expr
			switch r.IntN(12) {
			case 0:
				e = Scale(MatMul(a, pick(4)), .2)
			case 1:
				e = Activate(Add(Scale(MatMul(a, pick(4)), .1), pick(1)), kernel.Tanh)
			case 2:
				e = Activate(Add(MatMul(a, pick(4)), pick(1)), kernel.Activation(1+r.IntN(6)))
			case 3:
				e = Add(Scale(TMatMul(a, pick(3)), .1), Scale(TMatMul(pick(3), pick(3)), .1))
			case 4:
				e = gate(MatMul(a, pick(4)), Activate(pick(3), kernel.Tanh), kernel.Tanh)
			case 5:
				e = Add(SumDown(a), SumDown(pick(3)))
			case 6:
				e = Mul(a, Sigmoid(pick(3)))
			case 7:
				e = JoinColumns(Columns(a, 2, 4), Columns(pick(3), 1, 3))
			case 8:
				e = JoinRows(Rows(a, 1, 3), Rows(pick(3), 0, 1))
			case 9:
				e = Sub(a, Hold(pick(3)))
			case 10:
				e = Reshape(Softplus(Reshape(a, 4, 3)), 3, 4)
			case 11:
				e = Scale(MatMulT(a, pick(4)), .1)
			}
			pool = append(pool, e)
		}
		// Squash, so that errors of float32 stay comparable.
		last := Sum(Activate(pool[len(pool)-1], kernel.Tanh))
		exprs := append(Grad(last, pool[:4]...), last, Activate(pool[len(pool)-2], kernel.Tanh))
		t.Run(fmt.Sprint(seed), func(t *testing.T) { checkProgram(t, exprs...) })
	}
}

func TestHoldStopsDerivative(t *testing.T) {
	g := NewGraph()
	x := g.Variable("x", 1, 1, []float32{3})
	d := Grad(Mul(x, Hold(x)), x)[0]
	if got := evaluate(d, map[*Expr][]float64{})[0]; got != 3 {
		t.Errorf("d(x hold(x))/dx at 3 = %v, want 3", got)
	}
}

func TestPartialHoldsWhatItIsTold(t *testing.T) {
	g := NewGraph()
	x := g.Variable("x", 1, 1, []float32{3})
	z := Square(x)
	partial := Partial(Mul(x, z), []*Expr{z}, x)[0]
	for what, e := range map[string]struct {
		*Expr
		want float64
	}{
		"d(x z)/dx":              {Grad(Mul(x, z), x)[0], 27},
		"d(x z)/dx with z held":  {partial, 9},
		"the derivative of that": {Grad(partial, x)[0], 6},
		"d(x z)/dz with z held":  {Partial(Mul(x, z), []*Expr{z}, z)[0], 3},
	} {
		if got := evaluate(e.Expr, map[*Expr][]float64{})[0]; got != e.want {
			t.Errorf("%s at 3 = %v, want %v", what, got, e.want)
		}
	}
}

func TestEqualExpressionsAreOne(t *testing.T) {
	g := NewGraph()
	x := g.Variable("x", 2, 2, make([]float32, 4))
	if one, other := Exp(Neg(x)), Exp(Neg(x)); one != other {
		t.Error("exp(-x) was built twice")
	}
	if one, other := g.Variable("y", 1, 1, []float32{0}), g.Variable("y", 1, 1, []float32{0}); one == other {
		t.Error("two variables became one")
	}
}
