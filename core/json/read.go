package json

import (
	"errors"
	"slices"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// mostDepth bounds how deep values lie in each other.
const mostDepth = 100

// Read reads an object. Fields that it does not have stay as they were, and others than
// these are passed over.
func Read(text []byte, fields []Field) error {
	r := &reader{rest: text}
	r.fields(fields)
	return r.end()
}

// Each calls f with the name of each field of an object and its value, as it stands in
// the text, until one is an error.
func Each(text []byte, f func(name string, value []byte) error) error {
	r := &reader{rest: text}
	r.object(func(name string) {
		if value := r.any(); r.err == nil {
			r.err = f(name, value)
		}
	})
	return r.end()
}

// reader takes values off the front of a text. After the first error all are empty.
type reader struct {
	rest  []byte
	depth int
	err   error
}

func (r *reader) fail(what string) {
	if r.err == nil {
		r.err = errors.New("json: " + what)
	}
	r.rest = nil
}

// end returns what was wrong, if anything: with a value, or that more follows.
func (r *reader) end() error {
	if r.peek() != 0 {
		r.fail("more follows")
	}
	return r.err
}

// peek returns the first byte after white space, and 0 where nothing is left.
func (r *reader) peek() byte {
	for len(r.rest) > 0 {
		switch c := r.rest[0]; c {
		case ' ', '\t', '\n', '\r':
			r.rest = r.rest[1:]
		case 0:
			r.fail("a byte 0")
		default:
			return c
		}
	}
	return 0
}

// take passes one byte, after white space.
func (r *reader) take(c byte) {
	if r.peek() != c {
		r.fail("no " + string(c) + " where one has to be")
		return
	}
	r.rest = r.rest[1:]
}

// within calls item for each value between brackets.
func (r *reader) within(open, shut byte, item func()) {
	r.take(open)
	if r.depth++; r.depth > mostDepth {
		r.fail("values within values too deep")
	}
	for first := true; r.err == nil && r.peek() != shut; first = false {
		if !first {
			r.take(',')
		}
		item()
	}
	r.depth--
	r.take(shut)
}

// object calls value with each name, to read what is there.
func (r *reader) object(value func(name string)) {
	names := map[string]bool{}
	r.within('{', '}', func() {
		name := r.text()
		if names[name] {
			r.fail("a name twice")
		}
		names[name] = true
		r.take(':')
		if r.err == nil {
			value(name)
		}
	})
}

func (r *reader) list(item func()) { r.within('[', ']', item) }

func (r *reader) text() string {
	r.take('"')
	var text []byte
	for r.err == nil {
		c, size := utf8.DecodeRune(r.rest)
		switch {
		case c == utf8.RuneError && size <= 1 || c < ' ':
			r.fail("a text that does not end, or is no UTF-8")
		case c == '\\':
			text = utf8.AppendRune(text, r.escaped())
		default:
			r.rest = r.rest[size:]
			if c == '"' {
				return string(text)
			}
			text = utf8.AppendRune(text, c)
		}
	}
	return ""
}

// escaped reads what begins with a backslash.
func (r *reader) escaped() rune {
	if len(r.rest) > 1 {
		const letters, meant = `"\/bfnrt`, "\"\\/\b\f\n\r\t"
		if i := slices.Index([]byte(letters), r.rest[1]); i >= 0 {
			r.rest = r.rest[2:]
			return rune(meant[i])
		}
	}
	c := r.unit()
	if utf16.IsSurrogate(c) {
		c = utf16.DecodeRune(c, r.unit())
		if c == utf8.RuneError {
			r.fail("half a character")
		}
	}
	return c
}

// unit reads \u and four hexadecimal digits.
func (r *reader) unit() rune {
	if len(r.rest) >= 6 && r.rest[0] == '\\' && r.rest[1] == 'u' {
		if c, err := strconv.ParseUint(string(r.rest[2:6]), 16, 16); err == nil {
			r.rest = r.rest[6:]
			return rune(c)
		}
	}
	r.fail("an escape that is none")
	return 0
}

// number passes a number and returns its text.
func (r *reader) number() string {
	r.peek()
	i := 0
	at := func(set string) bool { return i < len(r.rest) && slices.Contains([]byte(set), r.rest[i]) }
	digits := func() {
		first := i
		for at("0123456789") {
			i++
		}
		if i == first {
			r.fail("no number where one has to be")
		}
	}
	if at("-") {
		i++
	}
	if at("0") {
		i++
	} else {
		digits()
	}
	if at(".") {
		i++
		digits()
	}
	if at("eE") {
		if i++; at("+-") {
			i++
		}
		digits()
	}
	if r.err != nil {
		return ""
	}
	text := string(r.rest[:i])
	r.rest = r.rest[i:]
	return text
}

func (r *reader) int() int {
	text := r.number()
	if r.err != nil {
		return 0
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		r.fail("no whole number, or too large a one")
	}
	return n
}

func (r *reader) float() float64 {
	text := r.text()
	if r.err != nil {
		return 0
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		r.fail("no float")
	}
	return v
}

// word passes a word, if it comes next.
func (r *reader) word(word string) bool {
	r.peek()
	if len(r.rest) < len(word) || string(r.rest[:len(word)]) != word {
		return false
	}
	r.rest = r.rest[len(word):]
	return true
}

func (r *reader) bool() bool {
	if r.word("true") {
		return true
	}
	if !r.word("false") {
		r.fail("neither true nor false")
	}
	return false
}

// any passes a value and returns it as it stands.
func (r *reader) any() []byte {
	c := r.peek()
	from := r.rest
	switch {
	case c == '{':
		r.object(func(string) { r.any() })
	case c == '[':
		r.list(func() { r.any() })
	case c == '"':
		r.text()
	case !r.word("null") && !r.word("true") && !r.word("false"):
		r.number()
	}
	return from[:len(from)-len(r.rest)]
}

func (r *reader) fields(fields []Field) {
	r.object(func(name string) {
		i := slices.IndexFunc(fields, func(f Field) bool { return f.Name == name })
		if i < 0 {
			r.any()
			return
		}
		switch place := fields[i].Place.(type) {
		case *string:
			*place = r.text()
		case *int:
			*place = r.int()
		case *bool:
			*place = r.bool()
		case *float64:
			*place = r.float()
		case *[]int:
			*place = []int{}
			r.list(func() { *place = append(*place, r.int()) })
		case *map[string]string:
			*place = readMap(r, r.text)
		case *map[string]int:
			*place = readMap(r, r.int)
		case *map[string]float64:
			*place = readMap(r, r.float)
		case []Field:
			r.fields(place)
		case own:
			place.read(r)
		default:
			panic("json: " + name + " has no place")
		}
	})
}

func readMap[V any](r *reader, value func() V) map[string]V {
	m := map[string]V{}
	r.object(func(name string) { m[name] = value() })
	return m
}
