package autodiff

import (
	"fmt"

	"saddle/core/kernel"
	"saddle/core/onnx"
)

// Onnx adds an expression to a model, and returns the value's name. The inputs are variables
// that are values of the model already; all other variables are built in with their present
// numbers. With anyRows the model takes any number of rows, and not just the inputs'; then
// nothing may be reckoned from several rows of them.
func Onnx(m *onnx.Model, e *Expr, inputs map[*Expr]string, anyRows bool) string {
	w := &onnxWriter{Model: m, names: map[*Expr]string{}, thin: map[*Expr]bool{}, moving: map[*Expr]bool{}, anyRows: anyRows}
	for in, name := range inputs {
		w.names[in], w.moving[in] = name, true
	}
	return w.value(e)
}

// onnxWriter translates expressions, each once. Where rows are all alike one of them is written:
// ONNX repeats it where it has to.
type onnxWriter struct {
	*onnx.Model
	names   map[*Expr]string
	thin    map[*Expr]bool // one row stands for all
	moving  map[*Expr]bool // it depends on the inputs
	anyRows bool
}

// value returns the name of an expression's value.
func (w *onnxWriter) value(e *Expr) string {
	if name, ok := w.names[e]; ok {
		return name
	}
	for _, arg := range []*Expr{e.a, e.b} {
		if arg != nil {
			w.value(arg)
			w.moving[e] = w.moving[e] || w.moving[arg]
		}
	}
	name := w.translate(e)
	w.names[e] = name
	return name
}

// operators are the activations that ONNX has as they are.
var operators = map[kernel.Activation]string{
	kernel.ReLU: "Relu", kernel.LeakyReLU: "LeakyRelu", kernel.Tanh: "Tanh", kernel.Sigmoid: "Sigmoid", kernel.ELU: "Elu",
}

func (w *onnxWriter) translate(e *Expr) string {
	one := func(operator string, args ...string) string { return w.Node(operator, args) }
	number := func(v float32) string { return w.Floats([]float32{v}, 1, 1) }
	var a, b string
	if e.a != nil {
		a, w.thin[e] = w.names[e.a], w.thin[e.a]
	}
	if e.b != nil {
		b = w.names[e.b]
		w.thin[e] = w.thin[e.a] && w.thin[e.b]
	}
	switch e.op {
	case opVariable:
		return w.Floats(rowMajor(e), e.Rows(), e.Cols())
	case opConstant:
		w.thin[e] = e.rows > 1
		return w.filled(e.s, 1, e.Cols())
	case opNN:
		w.thin[e] = w.thin[e.a]
		return one("MatMul", a, w.full(e.b))
	case opNT:
		w.thin[e] = w.thin[e.a]
		return one("MatMul", a, w.turned(w.full(e.b)))
	case opTN:
		return one("MatMul", w.turned(w.full(e.a)), w.full(e.b))
	case opAdd, opSub, opMul, opDiv:
		return one(e.op.String(), a, b)
	case opAffine:
		if e.s != 1 {
			a = one("Mul", a, number(e.s))
		}
		if e.t != 0 {
			a = one("Add", a, number(e.t))
		}
		return a
	case opExp, opLog, opSoftplus, opSqrt, opAbs:
		return one(e.op.String(), a)
	case opStep:
		return w.Node("Cast", []string{one("Greater", a, number(0))}, "to", onnx.Float)
	case opClamp:
		return one("Max", one("Min", a, number(e.t)), number(e.s))
	case opAct:
		switch e.act {
		case kernel.SiLU:
			return one("Mul", a, one("Sigmoid", a))
		case kernel.LeakyReLU:
			return w.Node("LeakyRelu", []string{a}, "alpha", float32(kernel.Slope))
		}
		return one(operators[e.act], a)
	case opSum:
		w.whole(e.a)
		return w.Node("ReduceSum", []string{w.full(e.a)})
	case opSumDown:
		w.whole(e.a)
		return w.Node("ReduceSum", []string{w.full(e.a), w.Ints(0)})
	case opSumAcross:
		return w.Node("ReduceSum", []string{a, w.Ints(1)})
	case opSpread, opSpreadDown, opSpreadAcross:
		w.thin[e] = e.op != opSpreadAcross || w.thin[e.a]
		if e.cols != e.a.cols {
			a = one("Mul", a, w.filled(1, 1, e.Cols()))
		}
		return a
	case opOuter:
		p, q := e.a.Cols(), e.b.Cols()
		product := one("Mul", one("Reshape", a, w.Ints(-1, p, 1)), one("Reshape", b, w.Ints(-1, 1, q)))
		return one("Reshape", product, w.Ints(-1, p*q))
	case opTranspose:
		w.whole(e.a)
		return w.turned(w.full(e.a))
	case opReshape: // in column-major order: the transpose, in ONNX's
		rows := e.Rows()
		if w.moving[e] && w.anyRows {
			rows = onnx.Rows
		}
		return w.turned(one("Reshape", w.turned(w.full(e.a)), w.Ints(e.Cols(), rows)))
	case opHold:
		return a
	case opColumns:
		return one("Slice", a, w.Ints(int(e.from)), w.Ints(int(e.from+e.cols)), w.Ints(1))
	case opRows:
		w.whole(e.a)
		return one("Slice", w.full(e.a), w.Ints(int(e.from)), w.Ints(int(e.from+e.rows)), w.Ints(0))
	case opPadColumns:
		return one("Pad", a, w.Ints(0, int(e.from), 0, int(e.cols-e.from-e.a.cols)))
	case opPadRows:
		w.whole(e.a)
		return one("Pad", w.full(e.a), w.Ints(int(e.from), 0, int(e.rows-e.from-e.a.rows), 0))
	}
	panic(fmt.Sprintf("autodiff: %v is part of a derivative, which is not written as ONNX", e))
}

// whole checks that all rows of an expression may be looked at together.
func (w *onnxWriter) whole(e *Expr) {
	if w.anyRows && w.moving[e] {
		panic(fmt.Sprintf("autodiff: %v is reckoned with as a whole, so the number of rows is not free", e))
	}
}

// full returns an expression's value with all of its rows.
func (w *onnxWriter) full(e *Expr) string {
	if !w.thin[e] {
		return w.names[e]
	}
	w.whole(e)
	return w.Node("Expand", []string{w.names[e], w.Ints(e.Rows(), e.Cols())})
}

func (w *onnxWriter) turned(name string) string {
	return w.Node("Transpose", []string{name}, "perm", []int{1, 0})
}

func (w *onnxWriter) filled(v float32, rows, cols int) string {
	numbers := make([]float32, rows*cols)
	for i := range numbers {
		numbers[i] = v
	}
	return w.Floats(numbers, rows, cols)
}

// rowMajor returns a variable's numbers row by row.
func rowMajor(e *Expr) []float32 {
	numbers := make([]float32, 0, len(e.data))
	for i := range e.Rows() {
		for j := range e.Cols() {
			numbers = append(numbers, e.data[i+j*e.Rows()])
		}
	}
	return numbers
}
