// Package export writes what a run has come to for other programs: tables, weights and models.
// All points are in the data's units.
package export

import (
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"saddle/core/lab"
	"saddle/core/random"
)

// Table is columns of numbers under names.
type Table struct {
	Names   []string
	Columns [][]float64
}

func (t *Table) rows() int { return len(t.Columns[0]) }

// CSV writes the table as text; see lab.WriteCSV.
func (t *Table) CSV(w io.Writer) error { return lab.WriteCSV(w, t.Names, t.Columns) }

// NPY writes the table as a NumPy array of rows, without the names.
func (t *Table) NPY(w io.Writer) error {
	header := fmt.Sprintf("{'descr': '<f8', 'fortran_order': False, 'shape': (%d, %d), }", t.rows(), len(t.Columns))
	const before = 10 // bytes
	header += strings.Repeat(" ", 63-(before+len(header))%64) + "\n"
	b := append([]byte("\x93NUMPY\x01\x00"), byte(len(header)), byte(len(header)>>8))
	b = append(b, header...)
	for i := range t.rows() {
		for _, column := range t.Columns {
			b = binary.LittleEndian.AppendUint64(b, math.Float64bits(column[i]))
		}
		if len(b) > 1<<16 {
			if _, err := w.Write(b); err != nil {
				return err
			}
			b = b[:0]
		}
	}
	_, err := w.Write(b)
	return err
}

// JSON writes the table as a list of objects; what is no number is null.
func (t *Table) JSON(w io.Writer) error {
	if _, err := io.WriteString(w, "[\n"); err != nil {
		return err
	}
	for i := range t.rows() {
		end := ",\n"
		if i == t.rows()-1 {
			end = "\n"
		}
		var pairs []string
		for j, column := range t.Columns {
			value := "null"
			if v := column[i]; !math.IsNaN(v) && !math.IsInf(v, 0) {
				value = strconv.FormatFloat(v, 'g', -1, 64)
			}
			pairs = append(pairs, strconv.Quote(t.Names[j])+": "+value)
		}
		if _, err := io.WriteString(w, "  {"+strings.Join(pairs, ", ")+"}"+end); err != nil {
			return err
		}
	}
	_, err := io.WriteString(w, "]\n")
	return err
}

// drawn is how many points are drawn at a time.
const drawn = 10000

// Samples draws points from G: x, y, and, where G makes points of classes, the class. They are
// the same for the same seed: more of them begin with those that fewer are.
func Samples(l *lab.Lab, n int, seed uint64) *Table {
	game, stream, units := l.Game(), random.New(seed, random.Show), l.Config().Units()
	t := &Table{Names: []string{"x", "y"}, Columns: make([][]float64, 2)}
	for done := 0; done < n; done += drawn {
		count := min(drawn, n-done)
		input, points := make([]float32, drawn*game.Inputs()), make([]float32, 2*drawn)
		game.Draw(input, stream)
		game.Generate(points, input)
		for i := range count {
			t.Columns[0] = append(t.Columns[0], units.X.Data(float64(points[i])))
			t.Columns[1] = append(t.Columns[1], units.Y.Data(float64(points[drawn+i])))
		}
		classes := make([]uint8, drawn)
		if game.Classes(classes, input) > 0 {
			if done == 0 {
				t.Names, t.Columns = append(t.Names, "class"), append(t.Columns, nil)
			}
			for _, c := range classes[:count] {
				t.Columns[2] = append(t.Columns[2], float64(c))
			}
		}
	}
	return t
}

// fieldSide is how many cells a field has along each side.
const fieldSide = 128

// Field is what D says of places in the plane, and what the best D would say: x, y, d, d_star,
// row by row from the top.
func Field(l *lab.Lab) *Table {
	const n = fieldSide * fieldSide
	half, units := l.Extent(), l.Config().Units()
	d, best := make([]float32, n), make([]float32, n)
	l.Field(d, fieldSide, half)
	l.Optimum(best, fieldSide, half)
	t := &Table{Names: []string{"x", "y", "d", "d_star"}, Columns: make([][]float64, 4)}
	at := func(i int) float64 { return half * (2*(float64(i)+.5)/fieldSide - 1) }
	for i := range n {
		for j, v := range []float64{units.X.Data(at(i % fieldSide)), units.Y.Data(-at(i / fieldSide)), float64(d[i]), float64(best[i])} {
			t.Columns[j] = append(t.Columns[j], v)
		}
	}
	return t
}

// Measures is the history of the run's measures, in the plane's units.
func Measures(l *lab.Lab) *Table {
	h := l.History()
	t := &Table{Names: h.Names()}
	for _, name := range h.Names() {
		t.Columns = append(t.Columns, h.Column(name))
	}
	return t
}
