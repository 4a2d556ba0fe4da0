package table

import (
	"bytes"
	"fmt"
	"reflect"
	"regexp"
	"strings"
)

// begins reports whether text is the beginning of a line as Lines writes it. Half a line
// at a file's end is taken away, so nothing but what was written here may pass for one.
func begins(text []byte) bool {
	between := "{"
	for _, field := range reflect.VisibleFields(reflect.TypeFor[Run]()) {
		if field.Anonymous {
			continue // its own fields follow
		}
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		before := fmt.Sprintf("%s%q:", between, name)
		rest, found := bytes.CutPrefix(text, []byte(before))
		switch ofKey := len(field.Index) > 1; {
		case found:
			text = rest[len(values[field.Type.Kind()].Find(rest)):]
			between = ","
		case bytes.HasPrefix([]byte(before), text):
			return true
		case ofKey:
			return false // every line has these; others may be newer than the file
		}
	}
	return len(text) == 0 || string(text) == "}"
}

// values are how a field of a run is written, or begins to be.
var values = map[reflect.Kind]*regexp.Regexp{
	reflect.String:  regexp.MustCompile(`^"([^"\\]|\\.)*\\?"?`),
	reflect.Int:     regexp.MustCompile(`^-?[0-9]*`),
	reflect.Float64: regexp.MustCompile(`^(n(u(ll?)?)?|-?[0-9.]*(e[-+]?[0-9]*)?)`),
	reflect.Slice:   regexp.MustCompile(`^\[[-{}":,.+_a-z0-9]*\]?`), // of a curve's moments
	reflect.Bool:    regexp.MustCompile(`^(t(r(ue?)?)?|f(a(l(se?)?)?)?)`),
}
