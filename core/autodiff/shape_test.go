package autodiff_test

import (
	"errors"
	"strings"
	"testing"

	. "saddle/core/autodiff"
)

// Wrong shapes are told with the shapes and the line that built the expression.
func TestShapeErrors(t *testing.T) {
	g := NewGraph()
	a := g.Variable("a", 3, 4, make([]float32, 12))
	b := g.Variable("b", 3, 5, make([]float32, 15))
	for name, build := range map[string]func(){
		"MatMul":      func() { MatMul(a, b) },
		"MatMulT":     func() { MatMulT(a, b) },
		"TMatMul":     func() { TMatMul(a, Transpose(b)) },
		"Add":         func() { Add(a, b) },
		"SpreadTo":    func() { SpreadTo(a, 6, 4) },
		"Reshape":     func() { Reshape(a, 5, 2) },
		"Columns":     func() { Columns(a, 3, 5) },
		"Rows":        func() { Rows(a, 2, 2) },
		"JoinColumns": func() { JoinColumns(a, Transpose(b)) },
		"JoinRows":    func() { JoinRows(a, b) },
		"Grad":        func() { Grad(a, a) },
		"Compile":     func() { Compile(Output{a, make([]float32, 11)}) },
		"Variable c":  func() { g.Variable("c", 2, 2, make([]float32, 3)) },
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				err, _ := recover().(error)
				var shape *ShapeError
				if !errors.As(err, &shape) {
					t.Fatalf("got %v, want a ShapeError", err)
				}
				if shape.Op != name || !strings.Contains(shape.Where, "shape_test.go:") || len(shape.Got) == 0 {
					t.Errorf("%v: op %q at %q", err, shape.Op, shape.Where)
				}
			}()
			build()
		})
	}
}
