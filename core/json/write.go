package json

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Append adds an object to b: on one line, or where there is an indent, with a line for
// each of its values. It fails where a text is no UTF-8, or a name is there twice.
func Append(b []byte, indent string, fields []Field) ([]byte, error) {
	w := &writer{b: b, indent: indent}
	w.object(fields)
	return w.b, w.err
}

type writer struct {
	b      []byte
	indent string
	depth  int
	err    error // the first
}

func (w *writer) open(bracket byte) {
	w.b = append(w.b, bracket)
	w.depth++
}

// item begins a value within brackets.
func (w *writer) item() {
	if last := w.b[len(w.b)-1]; last != '{' && last != '[' {
		w.b = append(w.b, ',')
	}
	w.line()
}

func (w *writer) close(bracket byte) {
	w.depth--
	if last := w.b[len(w.b)-1]; last != '{' && last != '[' {
		w.line()
	}
	w.b = append(w.b, bracket)
}

func (w *writer) line() {
	if w.indent != "" {
		w.b = append(append(w.b, '\n'), strings.Repeat(w.indent, w.depth)...)
	}
}

func (w *writer) name(name string) {
	w.item()
	w.text(name)
	w.b = append(w.b, ':')
	if w.indent != "" {
		w.b = append(w.b, ' ')
	}
}

func (w *writer) text(s string) {
	if !utf8.ValidString(s) && w.err == nil {
		w.err = fmt.Errorf("json: %q is no UTF-8", s)
	}
	w.b = append(w.b, '"')
	for i := range len(s) {
		switch c := s[i]; {
		case c == '"' || c == '\\':
			w.b = append(w.b, '\\', c)
		case c < ' ':
			w.b = fmt.Appendf(w.b, `\u%04x`, c)
		default:
			w.b = append(w.b, c)
		}
	}
	w.b = append(w.b, '"')
}

func (w *writer) int(n int)       { w.b = strconv.AppendInt(w.b, int64(n), 10) }
func (w *writer) float(v float64) { w.text(strconv.FormatFloat(v, 'g', -1, 64)) }

func (w *writer) object(fields []Field) {
	w.open('{')
	names := map[string]bool{}
	for _, f := range fields {
		if o, ok := f.Place.(own); ok && !o.there() {
			continue
		}
		if names[f.Name] && w.err == nil {
			w.err = fmt.Errorf("json: two things are called %s", f.Name)
		}
		names[f.Name] = true
		w.name(f.Name)
		switch place := f.Place.(type) {
		case *string:
			w.text(*place)
		case *int:
			w.int(*place)
		case *bool:
			w.b = strconv.AppendBool(w.b, *place)
		case *float64:
			w.float(*place)
		case *[]int:
			w.b = fmt.Append(w.b, strings.ReplaceAll(fmt.Sprint(*place), " ", ",")) // on one line
		case *map[string]string:
			writeMap(w, *place, w.text)
		case *map[string]int:
			writeMap(w, *place, w.int)
		case *map[string]float64:
			writeMap(w, *place, w.float)
		case []Field:
			w.object(place)
		case own:
			place.write(w)
		default:
			panic("json: " + f.Name + " has no place")
		}
	}
	w.close('}')
}

func writeMap[V any](w *writer, m map[string]V, value func(V)) {
	w.open('{')
	for _, name := range slices.Sorted(maps.Keys(m)) {
		w.name(name)
		value(m[name])
	}
	w.close('}')
}
