package dataset

import (
	"encoding/json/jsontext"
	"errors"
	"fmt"
	"io"
)

// records are rows of JSON: lists, or objects whose fields are the columns.
type records struct {
	from    *jsontext.Decoder
	inList  bool // the rows are in one list, and do not just follow each other
	names   []string
	at      map[string]int // where a column is
	first   []string       // a row that was read to find the names; nil once given
	columns [][]string     // of an object of columns; nil for rows
	number  int
}

func notJSON(why any) error { return &Error{Code: "not_json", Args: map[string]any{"why": why}} }

// newJSON reads [[x, y], ...], [{"x": x, "y": y}, ...], {"x": [...], "y": [...]}, or objects one
// after the other.
func newJSON(text io.Reader) (source, []string, error) {
	// Names that come twice, and text that is not quite Unicode, are no reason to refuse numbers.
	r := &records{from: jsontext.NewDecoder(text, jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true)), at: map[string]int{}}
	token, err := r.from.ReadToken()
	if err != nil {
		return nil, nil, wrongJSON(err)
	}
	switch token.Kind() {
	case '[':
		r.inList = true
		if r.from.PeekKind() == ']' {
			return nil, nil, &Error{Code: "empty"}
		}
		if r.first, err = r.row(); err != nil {
			return nil, nil, err
		}
	case '{':
		values, err := r.object()
		if err != nil {
			return nil, nil, err
		}
		if len(values) > 0 && values[0].list != nil {
			for _, v := range values {
				r.columns = append(r.columns, v.list)
			}
			break
		}
		r.first = texts(values)
	default:
		return nil, nil, notJSON("it begins with neither a list nor an object")
	}
	return r, r.names, nil
}

// wrongJSON is the error of reading JSON: the file's, unless reading itself failed.
func wrongJSON(err error) error {
	var wrong *jsontext.SyntacticError
	switch {
	case errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
		return notJSON("it ends too soon")
	case errors.As(err, &wrong):
		return notJSON(fmt.Sprintf("byte %d: %v", wrong.ByteOffset, wrong.Err))
	}
	return err
}

// field is one value of a row, or a column.
type field struct {
	text string
	list []string
}

func texts(fields []field) []string {
	row := make([]string, len(fields))
	for i, f := range fields {
		row[i] = f.text
	}
	return row
}

// object reads the rest of an object, whose fields it puts where the columns are.
func (r *records) object() ([]field, error) {
	row := make([]field, len(r.names))
	for r.from.PeekKind() != '}' {
		token, err := r.from.ReadToken()
		if err != nil {
			return nil, wrongJSON(err)
		}
		name := token.String() // which is of the decoder's memory until the next
		value, err := r.value()
		if err != nil {
			return nil, err
		}
		i, ok := r.at[name]
		if !ok {
			if len(r.names) == mostColumns {
				return nil, notJSON(fmt.Sprintf("it has more than %d columns", mostColumns))
			}
			i = len(r.names)
			r.at[name] = i
			r.names = append(r.names, name)
			row = append(row, field{})
		}
		row[i] = value
	}
	if _, err := r.from.ReadToken(); err != nil {
		return nil, wrongJSON(err)
	}
	return row, nil
}

// value reads a value: a list with what is in it, all else as a cell has it.
func (r *records) value() (field, error) {
	if r.from.PeekKind() != '[' {
		cell, err := r.cell()
		return field{text: cell}, err
	}
	list, err := r.list()
	return field{list: list}, err
}

// list reads a list's cells; it is not nil.
func (r *records) list() ([]string, error) {
	if _, err := r.from.ReadToken(); err != nil {
		return nil, wrongJSON(err)
	}
	list := []string{}
	for r.from.PeekKind() != ']' {
		cell, err := r.cell()
		if err != nil {
			return nil, err
		}
		list = append(list, cell)
	}
	if _, err := r.from.ReadToken(); err != nil {
		return nil, wrongJSON(err)
	}
	return list, nil
}

// cell reads a value as a cell has it: null is an empty one, and what is within a list or an object stays as it is
// written, since it is no number.
func (r *records) cell() (string, error) {
	switch r.from.PeekKind() {
	case '[', '{':
		value, err := r.from.ReadValue()
		if err != nil {
			return "", wrongJSON(err)
		}
		return string(value), nil
	case 'n':
		_, err := r.from.ReadToken()
		if err != nil {
			return "", wrongJSON(err)
		}
		return "", nil
	}
	token, err := r.from.ReadToken()
	if err != nil {
		return "", wrongJSON(err)
	}
	return token.String(), nil
}

// mostColumns bounds what names are kept of objects of which each has others.
const mostColumns = 10000

// row reads a row of a list.
func (r *records) row() ([]string, error) {
	switch r.from.PeekKind() {
	case '{':
		if _, err := r.from.ReadToken(); err != nil {
			return nil, wrongJSON(err)
		}
		fields, err := r.object()
		return texts(fields), err
	case '[':
		return r.list()
	}
	cell, err := r.cell()
	return []string{cell}, err
}

func (r *records) next() (int, []string, error) {
	r.number++
	if r.first != nil {
		row := r.first
		r.first = nil
		return r.number, row, nil
	}
	if r.columns != nil {
		var row []string
		end := true
		for _, c := range r.columns {
			if r.number <= len(c) {
				end = false
				row = append(row, c[r.number-1])
			} else {
				row = append(row, "")
			}
		}
		if end {
			return 0, nil, io.EOF
		}
		return r.number, row, nil
	}
	switch kind := r.from.PeekKind(); {
	case kind == ']' && r.inList:
		if _, err := r.from.ReadToken(); err != nil {
			return 0, nil, wrongJSON(err)
		}
		return 0, nil, io.EOF
	case kind == 0 && !r.inList: // there is no more, or it is wrong
		if _, err := r.from.ReadToken(); err != io.EOF {
			return 0, nil, wrongJSON(err)
		}
		return 0, nil, io.EOF
	}
	row, err := r.row()
	return r.number, row, err
}
