package sweep

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// Error says what is wrong with a sweep, apart from settings and their values, of which a
// lab.FieldError says it. Code names the sentence, in every language under error.sweep.<code>
// in assets/text; Args fill its {placeholders}.
type Error struct {
	Code string
	Args map[string]any
}

// sentences are the errors in English, by code.
var sentences = map[string]string{
	"empty":           "say what the runs differ in: a setting, a colon and its values, as in d_steps:1..5",
	"too_long":        "what the runs differ in is longer than {max} characters; use a range such as 1..5",
	"no_values":       "{value} has no values; write a setting, a colon and its values, as in loss:minimax,hinge",
	"too_many_values": "there are more than {max} values; take fewer, or larger steps",
	"twice":           "{field} is given twice; put all of its values in one place",
	"not_range":       "{field} cannot go over {value}; write 1..5 for steps of 1, 0.1..0.5+0.1 for equal steps, 0.0005..0.002*2 for equal factors",
	"not_layers":      "{field} must be 1 to {layers} widths from {min} to {max}, joined by hyphens as in 64-64, or none, not {value}",
	"not_together":    "{value} is no setting with a value; after with: write setting=value, several joined by +, or base for the experiment as it is",
	"too_many":        "these are {count} runs, and at most {max} can be trained here; take fewer values",
	"too_few":         "these are {count} runs, and at least {min} are wanted; add values that make a difference",
	"too_large":       "these runs together would need too much memory; take fewer values, or smaller networks and batches",
	"same":            "the same as {other}",
	"begins":          "{field} in the link is of a single run, and these runs begin at step 0; leave {field} out",
}

// ErrorCodes returns every Code there is.
func ErrorCodes() []string { return slices.Sorted(maps.Keys(sentences)) }

// Error returns an English sentence.
func (e *Error) Error() string {
	var pairs []string
	for name, v := range e.Args {
		pairs = append(pairs, "{"+name+"}", fmt.Sprint(v))
	}
	return strings.NewReplacer(pairs...).Replace(sentences[e.Code])
}

// wrong makes an Error of names and values of its arguments.
func wrong(code string, args ...any) *Error {
	e := &Error{code, map[string]any{}}
	for i := 0; i < len(args); i += 2 {
		e.Args[args[i].(string)] = args[i+1]
	}
	return e
}

// shorten cuts what a person gave to a length that fits a sentence, and to valid UTF-8.
func shorten(s string) string {
	const most = 40
	s = strings.ToValidUTF8(strings.TrimSpace(s), "\uFFFD")
	if utf8.RuneCountInString(s) > most {
		s = string([]rune(s)[:most]) + "…"
	}
	return s
}
