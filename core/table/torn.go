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
	before := "{"
	for _, field := range reflect.VisibleFields(reflect.TypeFor[Run]()) {
		if field.Anonymous {
			continue // its own fields follow
		}
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		before += fmt.Sprintf("%q:", name)
		rest, found := bytes.CutPrefix(text, []byte(before))
		if !found {
			return bytes.HasPrefix([]byte(before), text)
		}
		value := values[field.Type.Kind()]
		text = rest[len(value.Find(rest)):]
		if len(text) == 0 {
			return true
		}
		before = ","
	}
	return string(text) == "}"
}

// values are how a field of a run is written, or begins to be.
var values = map[reflect.Kind]*regexp.Regexp{
	reflect.String:  regexp.MustCompile(`^"([^"\\]|\\.)*\\?"?`),
	reflect.Int:     regexp.MustCompile(`^-?[0-9]*`),
	reflect.Float64: regexp.MustCompile(`^(n(u(ll?)?)?|-?[0-9.]*(e[-+]?[0-9]*)?)`),
	reflect.Bool:    regexp.MustCompile(`^(t(r(ue?)?)?|f(a(l(se?)?)?)?)`),
}
