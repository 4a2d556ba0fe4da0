package autodiff

import (
	"fmt"
	"runtime"
	"strings"
)

// Shape is a matrix's rows and columns.
type Shape struct{ Rows, Cols int }

func (s Shape) String() string { return fmt.Sprintf("%dx%d", s.Rows, s.Cols) }

// ShapeError says which operation was given which shapes, what it wants, and
// the line that built the expression.
type ShapeError struct {
	Op    string
	Got   []Shape
	Want  string
	Where string // file:line outside this package
}

func (e *ShapeError) Error() string {
	got := make([]string, len(e.Got))
	for i, s := range e.Got {
		got[i] = s.String()
	}
	return fmt.Sprintf("autodiff: %s got %s, wants %s (%s)", e.Op, strings.Join(got, " and "), e.Want, e.Where)
}

// caller returns the first line of the stack that is not in this package.
func caller() string {
	var pcs [32]uintptr
	frames := runtime.CallersFrames(pcs[:runtime.Callers(2, pcs[:])])
	for {
		f, more := frames.Next()
		if !strings.Contains(f.Function, "core/autodiff.") || !more {
			return fmt.Sprintf("%s:%d", f.File, f.Line)
		}
	}
}
