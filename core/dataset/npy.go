package dataset

import (
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
)

const npyMagic = "\x93NUMPY"

// array is a NumPy array of rows (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html).
type array struct {
	from          io.Reader
	number        func([]byte) float64
	size          int // bytes of a number
	rows, columns int
	fortran       bool // column after column
	all           []byte
	at            int
	bytes         []byte
	cells         []string
}

// between returns what stands between two pieces of a text; false where either is missing.
func between(text, before, after string) (string, bool) {
	_, text, ok := strings.Cut(text, before)
	text, _, closed := strings.Cut(text, after)
	return text, ok && closed
}

func notNPY(format string, args ...any) error {
	return &Error{Code: "not_npy", Args: map[string]any{"why": fmt.Sprintf(format, args...)}}
}

func newNPY(from io.Reader) (source, error) {
	start := make([]byte, 10)
	if _, err := io.ReadFull(from, start); err != nil {
		return nil, cut(err)
	}
	length := int(binary.LittleEndian.Uint16(start[8:]))
	if start[6] > 1 { // a longer length
		more := make([]byte, 2)
		if _, err := io.ReadFull(from, more); err != nil {
			return nil, cut(err)
		}
		length |= int(binary.LittleEndian.Uint16(more)) << 16
	}
	if length > 1<<16 {
		return nil, notNPY("its header is too long")
	}
	header := make([]byte, length)
	if _, err := io.ReadFull(from, header); err != nil {
		return nil, cut(err)
	}
	// A dictionary as Python writes it, with spaces anywhere: {'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }.
	text := strings.Join(strings.Fields(string(header)), "")
	kind, typed := between(text, "'descr':'", "'")
	order, ordered := between(text, "'fortran_order':", ",")
	shape, shaped := between(text, "'shape':(", ")")
	if !typed || !ordered || !shaped || len(kind) < 3 {
		return nil, notNPY("it does not have numbers in rows and columns; save a plain array of two dimensions")
	}
	var sides []int
	for part := range strings.SplitSeq(shape, ",") {
		if part = strings.TrimSpace(part); part != "" {
			n, err := strconv.Atoi(part)
			if err != nil || n < 0 || n > MaxSize {
				return nil, notNPY("its shape is (%s)", shape)
			}
			sides = append(sides, n)
		}
	}
	a := &array{from: from, columns: 1, fortran: order == "True"}
	switch len(sides) {
	case 1:
		a.rows = sides[0]
	case 2:
		a.rows, a.columns = sides[0], sides[1]
	default:
		return nil, notNPY("it has %d dimensions; save one of rows and columns", len(sides))
	}
	if a.columns > mostColumns {
		return nil, notNPY("it has %d columns; at most %d are read", a.columns, mostColumns)
	}
	a.size, _ = strconv.Atoi(kind[2:])
	if a.number = numberOf(kind[1:2], a.size, kind[0] == '>'); a.number == nil {
		return nil, notNPY("its numbers are of the type %s, which is not read", kind[1:])
	}
	a.cells = make([]string, a.columns)
	if a.fortran && a.columns > 1 {
		want := uint64(a.rows) * uint64(a.columns) * uint64(a.size)
		if want > MaxSize {
			return nil, tooLarge()
		}
		var err error
		if a.all, err = io.ReadAll(io.LimitReader(from, int64(want))); err != nil {
			return nil, err
		}
		if uint64(len(a.all)) < want {
			return nil, cut(io.ErrUnexpectedEOF)
		}
	} else {
		a.bytes = make([]byte, a.columns*a.size)
	}
	return a, nil
}

// cut is the error of an array that ends too soon, or of reading.
func cut(err error) error {
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		return notNPY("it ends too soon")
	}
	return err
}

// numberOf returns what reads a number of a type; nil if there is none.
func numberOf(kind string, size int, big bool) func([]byte) float64 {
	var order binary.ByteOrder = binary.LittleEndian
	if big {
		order = binary.BigEndian
	}
	switch fmt.Sprint(kind, size) {
	case "f4":
		return func(b []byte) float64 { return float64(math.Float32frombits(order.Uint32(b))) }
	case "f8":
		return func(b []byte) float64 { return math.Float64frombits(order.Uint64(b)) }
	case "i1":
		return func(b []byte) float64 { return float64(int8(b[0])) }
	case "i2":
		return func(b []byte) float64 { return float64(int16(order.Uint16(b))) }
	case "i4":
		return func(b []byte) float64 { return float64(int32(order.Uint32(b))) }
	case "i8":
		return func(b []byte) float64 { return float64(int64(order.Uint64(b))) }
	case "u1", "b1":
		return func(b []byte) float64 { return float64(b[0]) }
	case "u2":
		return func(b []byte) float64 { return float64(order.Uint16(b)) }
	case "u4":
		return func(b []byte) float64 { return float64(order.Uint32(b)) }
	case "u8":
		return func(b []byte) float64 { return float64(order.Uint64(b)) }
	}
	return nil
}

func (a *array) next() (int, []string, error) {
	if a.at == a.rows {
		return 0, nil, io.EOF
	}
	if a.all == nil {
		if _, err := io.ReadFull(a.from, a.bytes); err != nil {
			return 0, nil, cut(err)
		}
	}
	for i := range a.cells {
		var b []byte
		if a.all != nil {
			b = a.all[(i*a.rows+a.at)*a.size:][:a.size]
		} else {
			b = a.bytes[i*a.size:][:a.size]
		}
		a.cells[i] = strconv.FormatFloat(a.number(b), 'g', -1, 64)
	}
	a.at++
	return a.at, a.cells, nil
}
