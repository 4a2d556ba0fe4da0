package dataset

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
)

// sniffed is how many bytes of a text are looked at to find how its rows are written.
const sniffed = 1 << 16

// delimiters are what may part columns; of equals the first is taken.
var delimiters = []rune{'\t', ';', ',', '|', ' '}

// table is a text of rows.
type table struct {
	rows    *csv.Reader
	blanks  bool // any number of blanks part two columns
	decimal bool // numbers have decimal commas
	watched *watch
}

// newCSV finds how the rows of a text are written by its beginning, which is all of it where
// whole. The names are nil where the first row is a row of data.
func newCSV(text io.Reader, beginning []byte, whole bool, watched *watch) (*table, []string, error) {
	if !whole { // the last line may go on
		if end := bytes.LastIndexByte(beginning, '\n'); end >= 0 {
			beginning = beginning[:end]
		}
	}
	t := &table{watched: watched}
	delimiter := rune(0)
	if rest, ok := bytes.CutPrefix(beginning, []byte("sep=")); ok && len(rest) > 1 && slices.Contains(delimiters, rune(rest[0])) && (rest[1] == '\r' || rest[1] == '\n') {
		delimiter = rune(rest[0]) // as spreadsheets write it
		line := bytes.IndexByte(beginning, '\n') + 1
		if line == 0 {
			return nil, nil, &Error{Code: "empty"}
		}
		if _, err := io.CopyN(io.Discard, text, int64(line)); err != nil {
			return nil, nil, err
		}
		beginning = beginning[line:]
	}
	if delimiter == 0 {
		delimiter = guess(beginning)
	}
	t.read(text, delimiter, beginning)
	sample := t.sample(beginning, delimiter)
	commas, points := 0, 0
	for _, row := range sample {
		for _, cell := range row {
			if _, err := parse(cell); err == "" && strings.Contains(cell, ".") {
				points++
			} else if _, err := parse(withPoint(cell)); err == "" && strings.Contains(cell, ",") {
				commas++
			}
		}
	}
	t.decimal = commas > points
	if !t.isHeader(sample) {
		return t, nil, nil
	}
	_, cells, err := t.next()
	return t, slices.Clone(cells), err
}

// read has the rows of a text read.
func (t *table) read(text io.Reader, delimiter rune, beginning []byte) {
	t.rows = csv.NewReader(text)
	t.rows.Comma, t.blanks = delimiter, delimiter == ' '
	t.rows.LazyQuotes, t.rows.FieldsPerRecord, t.rows.ReuseRecord = true, -1, true
	t.rows.TrimLeadingSpace = delimiter != '\t' && delimiter != ' '
	if bytes.HasPrefix(beginning, []byte("# ")) || bytes.Contains(beginning, []byte("\n# ")) {
		t.rows.Comment = '#'
	}
}

// sample returns the first rows.
func (t *table) sample(beginning []byte, delimiter rune) (rows [][]string) {
	s := &table{watched: &watch{}}
	s.read(bytes.NewReader(beginning), delimiter, beginning)
	for len(rows) < 50 {
		_, cells, err := s.next()
		if err != nil {
			break
		}
		rows = append(rows, slices.Clone(cells))
	}
	return rows
}

// guess returns the delimiter under which the first rows have most numbers among their cells,
// and two columns or more.
func guess(beginning []byte) rune {
	best, most := ',', 0.
	for _, delimiter := range delimiters {
		rows := (&table{}).sample(beginning, delimiter)
		if len(rows) > 1 {
			rows = rows[1:] // which may be names
		}
		cells, numbers, wide := 0, 0, 0
		for _, row := range rows {
			if len(row) > 1 {
				wide++
			}
			for _, cell := range row {
				_, plain := parse(cell)
				_, comma := parse(withPoint(cell))
				cells++
				if plain == "" || comma == "" && delimiter != ',' {
					numbers++
				}
			}
		}
		if wide == 0 {
			continue // it parts nothing: "1," would be a number with a decimal comma
		}
		// Numbers decide; where there are none, that rows are parted at all.
		if score := float64(numbers)/float64(cells) + .001*float64(wide)/float64(len(rows)); score > most {
			best, most = delimiter, score
		}
	}
	return best
}

// withPoint writes a decimal comma as a point.
func withPoint(cell string) string { return strings.Replace(cell, ",", ".", 1) }

// isHeader reports whether the first row is names: where it has words, and the rows that follow
// have numbers.
func (t *table) isHeader(rows [][]string) bool {
	if len(rows) == 0 {
		return false
	}
	number := func(cell string) bool {
		if t.decimal {
			cell = withPoint(cell)
		}
		_, wrong := parse(cell)
		return wrong == "" || wrong == "too_far"
	}
	for i, name := range rows[0] {
		if missing(strings.TrimSpace(name)) || number(name) {
			continue
		}
		for _, row := range rows[1:] {
			if i < len(row) && number(row[i]) {
				return true
			}
		}
	}
	return false
}

func (t *table) next() (int, []string, error) {
	for {
		t.watched.begin()
		cells, err := t.rows.Read()
		if err == io.EOF {
			return 0, nil, err
		}
		if err != nil {
			var wrong *csv.ParseError
			if errors.As(err, &wrong) {
				err = &Error{Code: "not_csv", Args: map[string]any{"why": wrong.Error()}}
			}
			return 0, nil, err
		}
		line, _ := t.rows.FieldPos(0)
		if t.blanks {
			cells = slices.DeleteFunc(cells, func(cell string) bool { return cell == "" })
		}
		if !slices.ContainsFunc(cells, func(cell string) bool { return strings.TrimSpace(cell) != "" }) {
			continue // a blank line, or one of nothing but delimiters
		}
		if t.decimal {
			for i, cell := range cells {
				cells[i] = withPoint(cell)
			}
		}
		return line, cells, nil
	}
}
