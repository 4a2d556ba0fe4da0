package autodiff

import (
	"testing"

	"saddle/core/kernel"
)

// A layer is one kernel call forward, and its weight gradients over two batches
// are sums made by products.
func TestFusion(t *testing.T) {
	g := NewGraph()
	x := g.Variable("x", 8, 2, values(16, 1))
	w := g.Variable("w", 2, 3, values(6, 2))
	b := g.Variable("b", 1, 3, values(3, 3))
	h := Activate(Add(MatMul(x, w), b), kernel.Tanh)
	if n := Compile(Output{h, make([]float32, 24)}).Len(); n != 1 {
		t.Errorf("a layer takes %d calls, want 1", n)
	}

	v := g.Variable("v", 3, 4, values(12, 4))
	gated := gate(MatMulT(g.Variable("g", 8, 4, values(32, 5)), v), h, kernel.Tanh)
	if n := Compile(Output{gated, make([]float32, 24)}).Len(); n != 2 {
		t.Errorf("a layer and the gated gradient through the next take %d calls, want 2", n)
	}

	sum := Add(TMatMul(x, h), TMatMul(Neg(x), h))
	if n := Compile(Output{sum, make([]float32, 6)}).Len(); n != 4 {
		t.Errorf("layer, negation and two added products take %d calls, want 4", n)
	}
}

func TestMemoryIsReused(t *testing.T) {
	g := NewGraph()
	e := g.Variable("x", 100, 10, make([]float32, 1000))
	for range 20 {
		e = MatMul(Exp(e), g.Variable("w", 10, 10, make([]float32, 100)))
	}
	if n := Compile(Output{e, make([]float32, 1000)}).Floats(); n > 2000 {
		t.Errorf("a chain of 40 steps reserved %d numbers, want at most two matrices of 1000", n)
	}
}

func TestRunAllocatesNothing(t *testing.T) {
	g := NewGraph()
	out, params, x := network(g, 64, kernel.SiLU)
	dx := Grad(Sum(out), x)[0]
	grads := Grad(Add(Mean(Softplus(out)), Mean(Square(dx))), params...)
	outputs := make([]Output, len(grads))
	for i, e := range grads {
		outputs[i] = Output{e, make([]float32, e.size())}
	}
	p := Compile(outputs...)
	if n := testing.AllocsPerRun(10, p.Run); n != 0 {
		t.Errorf("a run allocates %v times", n)
	}
}

// A plan counts what compiling would take, and takes none of it.
func TestPlanCounts(t *testing.T) {
	for _, c := range cases {
		g := NewGraph()
		a := g.Variable("a", 3, 4, values(12, 7))
		b := g.Variable("b", c.b.Rows, c.b.Cols, values(c.b.Rows*c.b.Cols, 8))
		y := weigh(c.f(a, b))
		var outputs []Output
		for _, e := range append(Grad(y, a, b), y) {
			outputs = append(outputs, Output{e, make([]float32, e.size())})
		}
		plan, program := Plan(outputs...), Compile(outputs...)
		if plan.Floats() != program.Floats() || plan.Work() != program.Work() || plan.Work() == 0 {
			t.Errorf("%s: planned %d numbers and %v of work; %d and %v were compiled", c.name, plan.Floats(), plan.Work(), program.Floats(), program.Work())
		}
		if plan.Run(); outputs[len(outputs)-1].Into[0] != 0 {
			t.Errorf("%s: a plan computes", c.name)
		}
	}
}

func TestLimit(t *testing.T) {
	g := NewGraph()
	g.Limit = 3
	x := g.Variable("x", 1, 1, []float32{1})
	Exp(Exp(x))
	Exp(Exp(x)) // is there already
	defer func() {
		if r := recover(); r != ErrLimit {
			t.Errorf("a fourth expression: %v", r)
		}
	}()
	Exp(Exp(Exp(x)))
}

// What an output lies in is not given to another expression, not even by the last step.
func TestOutputsKeepTheirMemory(t *testing.T) {
	g := NewGraph()
	x := g.Variable("x", 4, 3, values(12, 5))
	a := Abs(x)
	checkProgram(t, a, Columns(Exp(a), 1, 3))
	b := Exp(x)
	checkProgram(t, Columns(b, 0, 2), Columns(Square(b), 1, 3), Columns(Abs(Neg(b)), 0, 3))
	checkProgram(t, Reshape(b, 6, 2), Add(Square(b), b))
}
