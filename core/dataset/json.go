package dataset

import (
	"encoding/json"
	"fmt"
	"io"
)

// records are rows of JSON: lists, or objects whose fields are the columns.
type records struct {
	from    *json.Decoder
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
	r := &records{from: json.NewDecoder(text), at: map[string]int{}}
	r.from.UseNumber()
	token, err := r.from.Token()
	if err != nil {
		return nil, nil, wrongJSON(err)
	}
	switch token {
	case json.Delim('['):
		r.inList = true
		if !r.from.More() {
			return nil, nil, &Error{Code: "empty"}
		}
		if r.first, err = r.row(); err != nil {
			return nil, nil, err
		}
	case json.Delim('{'):
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
	switch err.(type) {
	case *json.SyntaxError, *json.UnmarshalTypeError:
		return notJSON(err)
	}
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		return notJSON("it ends too soon")
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
	for r.from.More() {
		name, err := r.from.Token()
		if err != nil {
			return nil, wrongJSON(err)
		}
		var value any
		if err := r.from.Decode(&value); err != nil {
			return nil, wrongJSON(err)
		}
		i, ok := r.at[name.(string)]
		if !ok {
			if len(r.names) == mostColumns {
				return nil, notJSON(fmt.Sprintf("it has more than %d columns", mostColumns))
			}
			i = len(r.names)
			r.at[name.(string)] = i
			r.names = append(r.names, name.(string))
			row = append(row, field{})
		}
		if list, ok := value.([]any); ok {
			row[i].list = make([]string, len(list))
			for j, v := range list {
				row[i].list[j] = text(v)
			}
		} else {
			row[i].text = text(value)
		}
	}
	_, err := r.from.Token()
	if err != nil {
		return nil, wrongJSON(err)
	}
	return row, nil
}

// mostColumns bounds what names are kept of objects of which each has others.
const mostColumns = 10000

// text is a value as a cell has it.
func text(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case json.Number:
		return v.String()
	}
	return fmt.Sprint(v)
}

// row reads a row of a list.
func (r *records) row() ([]string, error) {
	token, err := r.from.Token()
	if err != nil {
		return nil, wrongJSON(err)
	}
	switch token {
	case json.Delim('{'):
		fields, err := r.object()
		return texts(fields), err
	case json.Delim('['):
		var row []string
		for r.from.More() {
			var value any
			if err := r.from.Decode(&value); err != nil {
				return nil, wrongJSON(err)
			}
			row = append(row, text(value))
		}
		_, err := r.from.Token()
		if err != nil {
			return nil, wrongJSON(err)
		}
		return row, nil
	}
	return []string{text(token)}, nil
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
	if !r.from.More() {
		if r.inList {
			if _, err := r.from.Token(); err != nil { // the list's end, or none
				return 0, nil, wrongJSON(err)
			}
		}
		return 0, nil, io.EOF
	}
	row, err := r.row()
	return r.number, row, err
}
