package lab

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// FieldError says what is wrong with one setting. Code names the sentence, in
// every language under error.<code> in assets/text; Args fill its {placeholders}.
type FieldError struct {
	Field string         // "" where it is the whole link
	Code  string         // one of ErrorCodes
	Args  map[string]any // field, and what the code needs: value, min, max, choices, layers, ...
}

// sentences are the errors in English, by code.
var sentences = map[string]string{
	"unknown_field":  "there is no setting {field}",
	"unknown_choice": "{field} cannot be {value}; choose one of {choices}",
	"not_whole":      "{field} must be a whole number from {min} to {max}, not {value}",
	"not_between":    "{field} must be a number from {min} to {max}, not {value}",
	"not_bool":       "{field} must be true or false, not {value}",
	"not_layers":     "{field} must be 1 to {layers} widths from {min} to {max}, separated by commas, not {value}",
	"not_points":     "{field} must be {min} to {max} points as Saddle writes them, not {value}",
	"not_percent":    "{field} has a % that no two hexadecimal digits follow",
	"twice":          "{field} is given twice; the first is used",
	"unused":         "{field} means nothing where {other} is {choice}",
	"too_long":       "the link is longer than {max} characters",
}

// ErrorCodes returns every Code there is.
func ErrorCodes() []string { return slices.Sorted(maps.Keys(sentences)) }

// Error returns an English sentence.
func (e *FieldError) Error() string {
	var pairs []string
	for name, v := range e.Args {
		pairs = append(pairs, "{"+name+"}", fmt.Sprint(v))
	}
	return strings.NewReplacer(pairs...).Replace(sentences[e.Code])
}

// wrong makes a FieldError; args may be nil.
func wrong(field, code string, args map[string]any) *FieldError {
	if args == nil {
		args = map[string]any{}
	}
	args["field"] = field
	return &FieldError{field, code, args}
}

// shorten cuts what a person gave to a length that fits a sentence, and to valid
// UTF-8.
func shorten(s string) string {
	const most = 40
	s = strings.ToValidUTF8(s, "\uFFFD")
	if utf8.RuneCountInString(s) > most {
		s = string([]rune(s)[:most]) + "…"
	}
	return s
}
