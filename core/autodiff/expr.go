// Package autodiff builds matrix expressions, differentiates them, and compiles
// them into programs that run without allocating.
//
// The derivative of an expression is again an expression, so Grad can be
// applied to what Grad returned: gradient penalties and unrolled updates need
// no code of their own.
//
//	g := autodiff.NewGraph()
//	x := g.Variable("x", 1, 1, []float32{3})
//	y := autodiff.Mul(x, autodiff.Exp(x))
//	dy := autodiff.Grad(y, x)[0]
//	p := autodiff.Compile(autodiff.Output{Expr: dy, Into: out})
//	p.Run() // out[0] = (1+3) e³
//
// Matrices are column-major float32, as in package kernel: rows are samples,
// columns are features. Expressions of wrong shapes panic with a *ShapeError
// when they are built: that is a mistake in the program, never in its input.
package autodiff

import (
	"errors"
	"fmt"

	"saddle/core/kernel"
)

// Graph owns the expressions built in it. Equal expressions are one expression,
// so a term written twice is computed once. A Graph is not safe for concurrent
// use; programs compiled from it are independent of it.
type Graph struct {
	Limit int // the most expressions that it takes, 0 for any number: building more panics with ErrLimit

	exprs []*Expr
	known map[key]*Expr
}

// ErrLimit is what a Graph panics with that would have more expressions than its Limit.
var ErrLimit = errors.New("autodiff: too many expressions")

// NewGraph returns an empty graph.
func NewGraph() *Graph { return &Graph{known: map[key]*Expr{}} }

// Expr is a matrix-valued expression: immutable, and comparable by identity.
type Expr struct {
	key
	graph *Graph
	id    int32     // position in graph.exprs: every argument has a smaller one
	name  string    // of a variable
	data  []float32 // of a variable
}

// key is what makes two expressions equal.
type key struct {
	op         op
	rows, cols int32
	a, b       *Expr             // arguments, nil where the operation has fewer
	s, t       float32           // numbers: constant, scale and shift, bounds
	from       int32             // first column or row of a slice or pad; a variable's identity
	act        kernel.Activation // of opAct and opGate
}

// Len returns the number of expressions.
func (g *Graph) Len() int { return len(g.exprs) }

// Rows returns the number of rows: samples.
func (e *Expr) Rows() int { return int(e.rows) }

// Cols returns the number of columns: features.
func (e *Expr) Cols() int { return int(e.cols) }

// Graph returns the graph that owns e.
func (e *Expr) Graph() *Graph { return e.graph }

func (e *Expr) size() int { return int(e.rows) * int(e.cols) }

func (e *Expr) shape() Shape { return Shape{int(e.rows), int(e.cols)} }

// String returns the expression's operation and shape, for messages.
func (e *Expr) String() string {
	if e.op == opVariable {
		return fmt.Sprintf("%s %v", e.name, e.shape())
	}
	return fmt.Sprintf("%v %v", e.op, e.shape())
}

// Variable returns a leaf that reads data (rows x cols numbers, column-major)
// whenever a program runs. The caller keeps the slice and may change its numbers
// between runs: parameters and batches are both variables.
func (g *Graph) Variable(name string, rows, cols int, data []float32) *Expr {
	if rows < 1 || cols < 1 || len(data) != rows*cols {
		panic(&ShapeError{Op: "Variable " + name, Got: []Shape{{rows, cols}}, Want: fmt.Sprintf("%d numbers", len(data)), Where: caller()})
	}
	e := g.intern(key{op: opVariable, rows: int32(rows), cols: int32(cols), from: int32(len(g.exprs))})
	e.name, e.data = name, data
	return e
}

// Constant returns a rows x cols matrix filled with v.
func (g *Graph) Constant(rows, cols int, v float32) *Expr {
	return g.intern(key{op: opConstant, rows: int32(rows), cols: int32(cols), s: v})
}

// intern returns the one expression with key k.
func (g *Graph) intern(k key) *Expr {
	if e, ok := g.known[k]; ok {
		return e
	}
	if g.Limit > 0 && len(g.exprs) >= g.Limit {
		panic(ErrLimit)
	}
	e := &Expr{key: k, graph: g, id: int32(len(g.exprs))}
	g.exprs = append(g.exprs, e)
	g.known[k] = e
	return e
}

// constant returns the value that fills e, if e is a constant.
func (e *Expr) constant() (v float32, ok bool) { return e.s, e.op == opConstant }

// is says whether e is a constant filled with v.
func (e *Expr) is(v float32) bool { return e.op == opConstant && e.s == v }
