// Package dataset reads points from a person's file: CSV with any delimiter, JSON, or
// NumPy's NPY. However long the file is, a sample of Size rows is kept of it, the same for
// the same file.
package dataset

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"saddle/core/cloud"
	"saddle/core/random"
)

const (
	// MaxSize is the size of the largest file that is read, in bytes.
	MaxSize = 1 << 30
	// MaxClasses is how many classes a label column may have.
	MaxClasses = 32

	most     = 1e150   // largest number that is taken: its square is a number, too
	mostRow  = 1 << 20 // bytes of the longest row
	mostBad  = 5       // rows that are left out and named
	seed     = 1       // of the sample
	reported = 1 << 20 // bytes between two reports of progress
)

// Choice says what is wanted of a file. A column is given by its name, or by its number
// from 1 on.
type Choice struct {
	X, Y  string // both empty for the first two columns of numbers
	Label string // the column of classes; empty for none
	Size  int    // rows that are kept

	Progress func(bytes int64, sofar []cloud.Point) // called as bytes are read; may be nil
}

// Data is what a file had.
type Data struct {
	Format    string // csv, json or npy
	Delimiter rune   // what parts the columns of a csv
	Commas    bool   // its numbers have decimal commas
	Header    bool   // its first row is the columns' names

	Columns []string // their names; numbers where the file has none
	X, Y    int      // which of them are the coordinates, from 0 on
	Label   int      // and which the classes; -1 for none
	Rows    int      // rows that could be read

	Points  []cloud.Point // the rows that are kept, in the file's order as far as all are
	Classes []uint8       // of these, as places in Names; nil without
	Names   []string      // of the classes

	Bad   []BadRow // the first rows that could not be read
	Wrong int      // how many there are in all

	sample reservoir
}

// source gives one row after another: its number for a person (a line, where the file has
// lines) and its cells. It ends with io.EOF.
type source interface {
	next() (number int, cells []string, err error)
}

// Read reads a file that has so many bytes, -1 where that is not known. What is wrong with it
// is an *Error; then Data is what was found before, or nil. It ends early with ctx.
func Read(ctx context.Context, file io.Reader, size int64, choice Choice) (*Data, error) {
	if size > MaxSize {
		return nil, tooLarge()
	}
	d := &Data{Label: -1, sample: reservoir{size: choice.Size, stream: random.New(seed, random.Reservoir)}}
	watched := &watch{ctx: ctx, from: file, row: math.MaxInt64}
	if choice.Progress != nil {
		watched.progress = func(bytes int64) { choice.Progress(bytes, d.sample.points) }
	}
	head := bufio.NewReaderSize(watched, sniffed)
	begin, err := head.Peek(8)
	if err != nil && err != io.EOF {
		return nil, err
	}
	var rows source
	var names []string
	if bytes.HasPrefix(begin, []byte(npyMagic)) {
		d.Format = "npy"
		rows, err = newNPY(head)
	} else {
		// A byte-order mark says which encoding a text has, and is no part of it.
		plain := transform.NewReader(head, unicode.BOMOverride(encoding.Nop.NewDecoder()))
		text := bufio.NewReaderSize(plain, sniffed)
		var start []byte
		start, err = text.Peek(sniffed)
		if err != nil && err != io.EOF && err != bufio.ErrBufferFull {
			return nil, err
		}
		if first := bytes.TrimLeft(start, " \t\r\n"); len(first) > 0 && (first[0] == '[' || first[0] == '{') {
			d.Format = "json"
			rows, names, err = newJSON(text)
		} else {
			d.Format = "csv"
			var t *table
			if t, names, err = newCSV(text, start, err == io.EOF, watched); err == nil {
				rows, d.Delimiter, d.Commas, d.Header = t, t.rows.Comma, t.decimal, names != nil
			}
		}
	}
	if err != nil {
		return nil, err
	}
	return d, d.read(rows, names, choice)
}

// read takes the rows.
func (d *Data) read(rows source, names []string, choice Choice) error {
	// The first rows tell which columns there are and which are numbers.
	type row struct {
		number int
		cells  []string
	}
	var first []row
	ended := false
	width := len(names)
	for len(first) < 100 {
		number, cells, err := rows.next()
		if ended = err == io.EOF; ended {
			break
		}
		if err != nil {
			return err
		}
		first = append(first, row{number, slices.Clone(cells)})
		width = max(width, len(cells))
	}
	if len(first) == 0 {
		return &Error{Code: "empty"}
	}
	for i := range width {
		name := strconv.Itoa(i + 1)
		if i < len(names) && strings.TrimSpace(names[i]) != "" {
			name = strings.ToValidUTF8(strings.TrimSpace(names[i]), "\uFFFD")
		}
		d.Columns = append(d.Columns, name)
	}
	numbers := make([]int, width) // how many of the first rows have one, by column
	for _, r := range first {
		for i, cell := range r.cells {
			if _, err := parse(cell); err == "" {
				numbers[i]++
			}
		}
	}
	if err := d.choose(choice, numbers); err != nil {
		return err
	}

	known := map[string]uint8{}
	take := func(number int, cells []string) error {
		p, bad := d.point(cells)
		var class uint8
		if bad == nil && d.Label >= 0 {
			name := ""
			if d.Label < len(cells) {
				name = strings.TrimSpace(cells[d.Label])
			}
			var ok bool
			switch class, ok = known[name]; {
			case missing(name):
				bad = &BadRow{Code: "no_label"}
			case !ok && len(known) == MaxClasses:
				return &Error{Code: "many_classes", Args: map[string]any{"column": d.Columns[d.Label], "max": MaxClasses, "row": number}}
			case !ok:
				class = uint8(len(known))
				known[strings.Clone(name)] = class
				d.Names = append(d.Names, strings.ToValidUTF8(name, "\uFFFD"))
			}
		}
		if bad != nil {
			bad.Row = number
			d.Wrong++
			if len(d.Bad) < mostBad {
				d.Bad = append(d.Bad, *bad)
			}
			return nil
		}
		d.Rows++
		d.sample.add(p, class)
		return nil
	}
	for _, r := range first {
		if err := take(r.number, r.cells); err != nil {
			return err
		}
	}
	for !ended {
		number, cells, err := rows.next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		if err := take(number, cells); err != nil {
			return err
		}
	}
	if d.Rows == 0 {
		return &Error{Code: "all_bad", Args: map[string]any{"row": d.Bad[0].Row, "why": d.Bad[0].why()}, Bad: &d.Bad[0]}
	}
	d.Points = d.sample.points
	if d.Label >= 0 {
		d.Classes = d.sample.classes
		d.sortClasses()
	}
	return nil
}

// sortClasses puts the classes' names in order, numbers by their value, so that they do not
// depend on which row comes first.
func (d *Data) sortClasses() {
	order := slices.Clone(d.Names)
	slices.SortFunc(order, func(a, b string) int {
		x, wrongX := parse(a)
		y, wrongY := parse(b)
		if wrongX == "" && wrongY == "" && x != y {
			if x < y {
				return -1
			}
			return 1
		}
		return strings.Compare(a, b)
	})
	for i, class := range d.Classes {
		d.Classes[i] = uint8(slices.Index(order, d.Names[class]))
	}
	d.Names = order
}

// choose finds the columns.
func (d *Data) choose(c Choice, numbers []int) error {
	find := func(given string) (int, error) {
		if i := slices.Index(d.Columns, given); i >= 0 {
			return i, nil
		}
		if n, err := strconv.Atoi(given); err == nil && n >= 1 && n <= len(d.Columns) {
			return n - 1, nil
		}
		return 0, &Error{Code: "no_column", Args: map[string]any{"column": shorten(given), "columns": some(d.Columns)}}
	}
	var err error
	if c.Label != "" {
		if d.Label, err = find(c.Label); err != nil {
			return err
		}
	}
	if c.X != "" || c.Y != "" {
		if d.X, err = find(c.X); err != nil {
			return err
		}
		d.Y, err = find(c.Y)
		return err
	}
	var found []int
	for i, n := range numbers {
		if n > 0 && i != d.Label {
			found = append(found, i)
		}
	}
	switch {
	case len(found) == 0:
		return &Error{Code: "no_numbers"}
	case len(found) == 1:
		return &Error{Code: "one_column", Args: map[string]any{"column": d.Columns[found[0]]}}
	}
	d.X, d.Y = found[0], found[1]
	return nil
}

// point reads a row's coordinates.
func (d *Data) point(cells []string) (cloud.Point, *BadRow) {
	var v [2]float64
	for i, column := range []int{d.X, d.Y} {
		if column >= len(cells) {
			return cloud.Point{}, &BadRow{Code: "short", Column: d.Columns[column]}
		}
		var wrong string
		if v[i], wrong = parse(cells[column]); wrong != "" {
			return cloud.Point{}, &BadRow{Code: wrong, Column: d.Columns[column], Value: shorten(strings.TrimSpace(cells[column]))}
		}
	}
	return cloud.Point{X: v[0], Y: v[1]}, nil
}

// parse reads a number with a decimal point; wrong is the code of what it is otherwise.
func parse(cell string) (v float64, wrong string) {
	cell = strings.TrimSpace(cell)
	if missing(cell) {
		return 0, "missing"
	}
	for i := range len(cell) {
		switch c := cell[i]; {
		case '0' <= c && c <= '9', c == '.', c == '+', c == '-', c == 'e', c == 'E':
		default: // also what Go alone takes for a number
			if rest, ok := strings.CutPrefix(cell, "−"); ok { // the minus of typesetters
				return parse("-" + rest)
			}
			return 0, "not_number"
		}
	}
	v, err := strconv.ParseFloat(cell, 64)
	switch {
	case errors.Is(err, strconv.ErrRange) || math.Abs(v) > most:
		return 0, "too_far"
	case err != nil:
		return 0, "not_number"
	}
	return v, ""
}

// missing reports whether a cell says that there is nothing in it.
func missing(cell string) bool {
	switch strings.ToLower(cell) {
	case "", "-", "?", "na", "n/a", "nan", "null", "none":
		return true
	}
	return false
}

// reservoir keeps a sample of equal chances of all rows (Vitter, 1985, algorithm R).
type reservoir struct {
	size, seen int
	stream     *random.Stream
	points     []cloud.Point
	classes    []uint8
}

func (r *reservoir) add(p cloud.Point, class uint8) {
	r.seen++
	if len(r.points) < r.size {
		r.points, r.classes = append(r.points, p), append(r.classes, class)
		return
	}
	if i := r.stream.Intn(r.seen); i < r.size {
		r.points[i], r.classes[i] = p, class
	}
}

// watch counts what is read of a file, and ends it where nobody wants it any more, or nobody
// could.
type watch struct {
	ctx      context.Context
	from     io.Reader
	progress func(int64)
	read     int64
	told     int64
	row      int64 // at most so many bytes from here
}

func (w *watch) Read(dst []byte) (int, error) {
	if err := w.ctx.Err(); err != nil {
		return 0, err
	}
	if w.row <= 0 {
		return 0, &Error{Code: "long_row"}
	}
	n, err := w.from.Read(dst)
	w.read += int64(n)
	w.row -= int64(n)
	if w.read > MaxSize {
		return 0, tooLarge()
	}
	if w.progress != nil && (w.read-w.told >= reported || err == io.EOF) {
		w.told = w.read
		w.progress(w.read)
	}
	return n, err
}

// begin says that a row begins here.
func (w *watch) begin() { w.row = mostRow + 2*sniffed }
