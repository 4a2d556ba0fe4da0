package autodiff

import (
	"fmt"

	"saddle/core/kernel"
)

// op is one operation of the vocabulary. Everything else is written in these.
type op uint8

const (
	opVariable op = iota
	opConstant    // filled with s

	opNN // a b
	opNT // a bᵀ
	opTN // aᵀ b

	opAdd // a + b
	opSub
	opMul // elementwise
	opDiv

	opAffine // s a + t
	opExp
	opLog
	opSoftplus
	opSqrt
	opAbs
	opStep  // 1 where a > 0, else 0
	opClamp // into [s, t]
	opAct   // act(a)
	opGate  // a * act'(b): b is the activation's output, or its input where GatedByInput

	opSum          // to 1 x 1
	opSumDown      // to 1 x n
	opSumAcross    // to m x 1
	opSpread       // 1 x 1 to any
	opSpreadDown   // 1 x n to m x n
	opSpreadAcross // m x 1 to m x n

	opOuter      // m x p, m x q to m x pq: row by row, each number of a times each of b
	opInnerRight // m x pq, m x q to m x p: what is left of opOuter's shape when b's share is summed over
	opInnerLeft  // m x pq, m x p to m x q

	opTranspose
	opReshape // same numbers in column-major order
	opHold    // the same value, with no derivative
	opColumns // cols columns of a, beginning at from
	opRows    // rows rows of a, beginning at from
	opPadColumns
	opPadRows // a among zeros, its first column (row) at from
)

var opNames = [...]string{"Variable", "Constant", "MatMul", "MatMulT", "TMatMul", "Add", "Sub", "Mul", "Div",
	"Affine", "Exp", "Log", "Softplus", "Sqrt", "Abs", "Step", "Clamp", "Activate", "Gate",
	"Sum", "SumDown", "SumAcross", "Spread", "SpreadDown", "SpreadAcross",
	"Outer", "InnerRight", "InnerLeft",
	"Transpose", "Reshape", "Hold", "Columns", "Rows", "PadColumns", "PadRows"}

func (o op) String() string { return opNames[o] }

// MatMul returns a b. Shapes: m x k, k x n -> m x n.
func MatMul(a, b *Expr) *Expr {
	return product(opNN, a, b, a.rows, a.cols, b.rows, b.cols, "m x k and k x n")
}

// MatMulT returns a bᵀ. Shapes: m x k, n x k -> m x n.
func MatMulT(a, b *Expr) *Expr {
	return product(opNT, a, b, a.rows, a.cols, b.cols, b.rows, "m x k and n x k")
}

// TMatMul returns aᵀ b. Shapes: k x m, k x n -> m x n.
func TMatMul(a, b *Expr) *Expr {
	return product(opTN, a, b, a.cols, a.rows, b.rows, b.cols, "k x m and k x n")
}

func product(o op, a, b *Expr, m, k, k2, n int32, want string) *Expr {
	if k != k2 {
		panic(&ShapeError{Op: o.String(), Got: []Shape{a.shape(), b.shape()}, Want: want, Where: caller()})
	}
	if a.is(0) || b.is(0) {
		return a.graph.Constant(int(m), int(n), 0)
	}
	return a.graph.intern(key{op: o, rows: m, cols: n, a: a, b: b})
}

// Add returns a + b. A side with one row or one column is repeated to fit the
// other, here and in Sub, Mul and Div.
func Add(a, b *Expr) *Expr {
	a, b = fit(opAdd, a, b)
	if a.is(0) {
		return b
	}
	if v, ok := a.constant(); ok {
		return Affine(b, 1, v)
	}
	if v, ok := b.constant(); ok {
		return Affine(a, 1, v)
	}
	return elementwise(opAdd, a, b)
}

// Sub returns a - b.
func Sub(a, b *Expr) *Expr {
	a, b = fit(opSub, a, b)
	if v, ok := b.constant(); ok {
		return Affine(a, 1, -v)
	}
	if v, ok := a.constant(); ok {
		return Affine(b, -1, v)
	}
	return elementwise(opSub, a, b)
}

// Mul returns a * b, elementwise.
func Mul(a, b *Expr) *Expr {
	a, b = fit(opMul, a, b)
	if v, ok := a.constant(); ok {
		return Affine(b, v, 0)
	}
	if v, ok := b.constant(); ok {
		return Affine(a, v, 0)
	}
	return elementwise(opMul, a, b)
}

// Div returns a / b, elementwise.
func Div(a, b *Expr) *Expr {
	a, b = fit(opDiv, a, b)
	if a.is(0) {
		return a
	}
	if v, ok := b.constant(); ok {
		return Affine(a, 1/v, 0)
	}
	return elementwise(opDiv, a, b)
}

func elementwise(o op, a, b *Expr) *Expr {
	return a.graph.intern(key{op: o, rows: a.rows, cols: a.cols, a: a, b: b})
}

// fit repeats rows and columns of a or b until both have one shape.
func fit(o op, a, b *Expr) (*Expr, *Expr) {
	rows, cols := max(a.rows, b.rows), max(a.cols, b.cols)
	for _, e := range []*Expr{a, b} {
		if e.rows != rows && e.rows != 1 || e.cols != cols && e.cols != 1 {
			panic(&ShapeError{Op: o.String(), Got: []Shape{a.shape(), b.shape()}, Want: "equal shapes, or sides of 1", Where: caller()})
		}
	}
	return SpreadTo(a, int(rows), int(cols)), SpreadTo(b, int(rows), int(cols))
}

// Affine returns scale a + shift.
func Affine(a *Expr, scale, shift float32) *Expr {
	if v, ok := a.constant(); ok {
		return a.graph.Constant(a.Rows(), a.Cols(), float32(scale*v)+shift)
	}
	if scale == 0 {
		return a.graph.Constant(a.Rows(), a.Cols(), shift)
	}
	if scale == 1 && shift == 0 {
		return a
	}
	if a.op == opAffine && a.t == 0 {
		return Affine(a.a, float32(scale*a.s), shift)
	}
	return a.graph.intern(key{op: opAffine, rows: a.rows, cols: a.cols, a: a, s: scale, t: shift})
}

// Neg returns -a.
func Neg(a *Expr) *Expr { return Affine(a, -1, 0) }

// Scale returns s a.
func Scale(a *Expr, s float32) *Expr { return Affine(a, s, 0) }

// Square returns a², elementwise.
func Square(a *Expr) *Expr { return Mul(a, a) }

// Exp returns exp a, elementwise.
func Exp(a *Expr) *Expr { return unary(opExp, a, 0, 0, kernel.ExpOf) }

// Log returns the natural logarithm of a, elementwise.
func Log(a *Expr) *Expr { return unary(opLog, a, 0, 0, kernel.LogOf) }

// Softplus returns log(1 + exp a), elementwise: -log sigmoid(-a).
func Softplus(a *Expr) *Expr { return unary(opSoftplus, a, 0, 0, kernel.SoftplusOf) }

// Sqrt returns √a, elementwise. Its derivative at 0 is infinite.
func Sqrt(a *Expr) *Expr { return unary(opSqrt, a, 0, 0, nil) }

// Abs returns |a|, elementwise; its derivative at 0 is taken as 0.
func Abs(a *Expr) *Expr { return unary(opAbs, a, 0, 0, nil) }

// Step returns 1 where a > 0 and 0 elsewhere. Its derivative is 0.
func Step(a *Expr) *Expr { return unary(opStep, a, 0, 0, nil) }

// Clamp returns a moved into [lo, hi]; outside, the derivative is 0.
func Clamp(a *Expr, lo, hi float32) *Expr { return unary(opClamp, a, lo, hi, nil) }

// unary returns the elementwise operation o of a, folded by f if a is constant.
func unary(o op, a *Expr, s, t float32, f func(float32) float32) *Expr {
	if v, ok := a.constant(); ok && f != nil {
		return a.graph.Constant(a.Rows(), a.Cols(), f(v))
	}
	return a.graph.intern(key{op: o, rows: a.rows, cols: a.cols, a: a, s: s, t: t})
}

// Activate returns f(a), elementwise.
func Activate(a *Expr, f kernel.Activation) *Expr {
	if f == kernel.Identity {
		return a
	}
	return a.graph.intern(key{op: opAct, rows: a.rows, cols: a.cols, a: a, act: f})
}

// Sigmoid returns 1 / (1 + exp -a), elementwise.
func Sigmoid(a *Expr) *Expr { return Activate(a, kernel.Sigmoid) }

// ReLU returns max(a, 0), elementwise.
func ReLU(a *Expr) *Expr { return Activate(a, kernel.ReLU) }

// gate returns g * f'(v); see kernel.Gate.
func gate(g, v *Expr, f kernel.Activation) *Expr {
	if g.is(0) {
		return g
	}
	return g.graph.intern(key{op: opGate, rows: g.rows, cols: g.cols, a: g, b: v, act: f})
}

// Sum returns the sum of all elements, 1 x 1.
func Sum(a *Expr) *Expr { return reduce(opSum, a, 1, 1) }

// SumDown returns the sum of each column, 1 x n.
func SumDown(a *Expr) *Expr { return reduce(opSumDown, a, 1, a.cols) }

// SumAcross returns the sum of each row, m x 1.
func SumAcross(a *Expr) *Expr { return reduce(opSumAcross, a, a.rows, 1) }

// Mean returns the mean of all elements, 1 x 1.
func Mean(a *Expr) *Expr { return Scale(Sum(a), 1/float32(a.size())) }

// MeanDown returns the mean of each column, 1 x n.
func MeanDown(a *Expr) *Expr { return Scale(SumDown(a), 1/float32(a.rows)) }

func reduce(o op, a *Expr, rows, cols int32) *Expr {
	if a.rows == rows && a.cols == cols {
		return a
	}
	if v, ok := a.constant(); ok {
		return a.graph.Constant(int(rows), int(cols), v*float32(a.size()/int(rows*cols)))
	}
	return a.graph.intern(key{op: o, rows: rows, cols: cols, a: a})
}

// SpreadTo repeats a's single row, single column or single number until it has
// the given shape.
func SpreadTo(a *Expr, rows, cols int) *Expr {
	r, c := int32(rows), int32(cols)
	switch {
	case a.rows == r && a.cols == c:
		return a
	case a.op == opConstant:
		return a.graph.Constant(rows, cols, a.s)
	case a.rows == 1 && a.cols == 1:
		return a.graph.intern(key{op: opSpread, rows: r, cols: c, a: a})
	case a.rows == 1 && a.cols == c:
		return a.graph.intern(key{op: opSpreadDown, rows: r, cols: c, a: a})
	case a.rows == r && a.cols == 1:
		return a.graph.intern(key{op: opSpreadAcross, rows: r, cols: c, a: a})
	}
	panic(&ShapeError{Op: "SpreadTo", Got: []Shape{a.shape()}, Want: fmt.Sprintf("sides of 1 or of %v", Shape{rows, cols}), Where: caller()})
}

// Outer returns, row by row, every number of a times every number of b: m x p, m x q
// -> m x pq. Column i q + j is a's column i times b's column j.
func Outer(a, b *Expr) *Expr {
	if a.rows != b.rows {
		panic(&ShapeError{Op: "Outer", Got: []Shape{a.shape(), b.shape()}, Want: "equal rows", Where: caller()})
	}
	return rowwise(opOuter, a, b, a.cols*b.cols)
}

// innerRight returns the sums of h's columns i q + j times b's column j, over j; innerLeft
// those of h's columns i q + j times a's column i, over i.
func innerRight(h, b *Expr) *Expr { return rowwise(opInnerRight, h, b, h.cols/b.cols) }
func innerLeft(h, a *Expr) *Expr  { return rowwise(opInnerLeft, h, a, h.cols/a.cols) }

func rowwise(o op, a, b *Expr, cols int32) *Expr {
	if a.is(0) || b.is(0) {
		return a.graph.Constant(a.Rows(), int(cols), 0)
	}
	return a.graph.intern(key{op: o, rows: a.rows, cols: cols, a: a, b: b})
}

// Transpose returns aᵀ.
func Transpose(a *Expr) *Expr {
	if a.op == opTranspose {
		return a.a
	}
	if a.rows == 1 || a.cols == 1 {
		return Reshape(a, a.Cols(), a.Rows())
	}
	return a.graph.intern(key{op: opTranspose, rows: a.cols, cols: a.rows, a: a})
}

// Reshape returns the numbers of a, in column-major order, as rows x cols.
// A batch of n points (n x 2) becomes n/k packs of k points (n/k x 2k).
func Reshape(a *Expr, rows, cols int) *Expr {
	if rows*cols != a.size() {
		panic(&ShapeError{Op: "Reshape", Got: []Shape{a.shape()}, Want: fmt.Sprintf("as many numbers as %v", Shape{rows, cols}), Where: caller()})
	}
	if a.Rows() == rows && a.Cols() == cols {
		return a
	}
	if a.op == opReshape {
		return Reshape(a.a, rows, cols)
	}
	if v, ok := a.constant(); ok {
		return a.graph.Constant(rows, cols, v)
	}
	return a.graph.intern(key{op: opReshape, rows: int32(rows), cols: int32(cols), a: a})
}

// Hold returns a with no derivative: the "stop gradient" of other libraries.
func Hold(a *Expr) *Expr {
	if a.op == opHold || a.op == opConstant {
		return a
	}
	return a.graph.intern(key{op: opHold, rows: a.rows, cols: a.cols, a: a})
}

// Columns returns columns from .. to-1 of a.
func Columns(a *Expr, from, to int) *Expr {
	return slice(opColumns, a, from, to, a.Cols(), a.rows, int32(to-from))
}

// Rows returns rows from .. to-1 of a.
func Rows(a *Expr, from, to int) *Expr {
	return slice(opRows, a, from, to, a.Rows(), int32(to-from), a.cols)
}

func slice(o op, a *Expr, from, to, limit int, rows, cols int32) *Expr {
	if from < 0 || to <= from || to > limit {
		panic(&ShapeError{Op: o.String(), Got: []Shape{a.shape()}, Want: fmt.Sprintf("more than %d..%d", from, to-1), Where: caller()})
	}
	if v, ok := a.constant(); ok {
		return a.graph.Constant(int(rows), int(cols), v)
	}
	if a.rows == rows && a.cols == cols {
		return a
	}
	return a.graph.intern(key{op: o, rows: rows, cols: cols, a: a, from: int32(from)})
}

// JoinColumns returns a and b side by side: m x p, m x q -> m x (p+q).
func JoinColumns(a, b *Expr) *Expr {
	if a.rows != b.rows {
		panic(&ShapeError{Op: "JoinColumns", Got: []Shape{a.shape(), b.shape()}, Want: "equal rows", Where: caller()})
	}
	cols := a.Cols() + b.Cols()
	return Add(padColumns(a, 0, cols), padColumns(b, a.Cols(), cols))
}

// JoinRows returns a above b: p x n, q x n -> (p+q) x n.
func JoinRows(a, b *Expr) *Expr {
	if a.cols != b.cols {
		panic(&ShapeError{Op: "JoinRows", Got: []Shape{a.shape(), b.shape()}, Want: "equal columns", Where: caller()})
	}
	rows := a.Rows() + b.Rows()
	return Add(padRows(a, 0, rows), padRows(b, a.Rows(), rows))
}

// padColumns returns a among columns of zeros, its first one at from.
func padColumns(a *Expr, from, cols int) *Expr {
	if a.is(0) {
		return a.graph.Constant(a.Rows(), cols, 0)
	}
	return a.graph.intern(key{op: opPadColumns, rows: a.rows, cols: int32(cols), a: a, from: int32(from)})
}

// padRows returns a among rows of zeros, its first one at from.
func padRows(a *Expr, from, rows int) *Expr {
	if a.is(0) {
		return a.graph.Constant(rows, a.Cols(), 0)
	}
	return a.graph.intern(key{op: opPadRows, rows: int32(rows), cols: a.cols, a: a, from: int32(from)})
}
