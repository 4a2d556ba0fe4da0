package dataset

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Error says what is wrong with a file. Code names the sentence, Args fill its {placeholders}.
type Error struct {
	Code string // one of ErrorCodes
	Args map[string]any
	Bad  *BadRow // of all_bad: the first row
}

var sentences = map[string]string{
	"empty":        "the file has no rows; choose one with two columns of numbers",
	"no_numbers":   "the file has no column of numbers; choose one with two",
	"one_column":   "the file has one column of numbers, {column}, and a point needs two",
	"no_column":    "the file has no column {column}; it has {columns}",
	"all_bad":      "no row could be read; row {row}: {why}",
	"many_classes": "the column {column} has more than {max} different values (up to row {row}), too many to be classes; choose another label column",
	"too_large":    "the file is larger than {max} MB; take a part of it",
	"long_row":     "a row is longer than a megabyte; a quotation mark that is not closed may be why",
	"not_json":     "the file is not the JSON of a table: a list of rows, a list of objects, or an object of columns ({why})",
	"not_npy":      "the file is not a NumPy array that can be read: {why}",
	"not_csv":      "the file is not a table of text: {why}",
}

// ErrorCodes returns every Code there is.
func ErrorCodes() []string { return slices.Sorted(maps.Keys(sentences)) }

// Error returns an English sentence.
func (e *Error) Error() string { return fill(sentences[e.Code], e.Args) }

func tooLarge() error { return &Error{Code: "too_large", Args: map[string]any{"max": MaxSize >> 20}} }

// BadRow is a row that was left out.
type BadRow struct {
	Row    int    // a line of the file, where it has lines, or the place among its rows
	Code   string // one of BadRowCodes
	Column string
	Value  string
}

var reasons = map[string]string{
	"short":      "it has no column {column}",
	"missing":    "there is no number in the column {column}",
	"not_number": "{value} in the column {column} is no number",
	"too_far":    "{value} in the column {column} is too large to reckon with",
	"no_label":   "it has no label",
}

// BadRowCodes returns every Code there is.
func BadRowCodes() []string { return slices.Sorted(maps.Keys(reasons)) }

// why is the reason in English.
func (b *BadRow) why() string {
	return fill(reasons[b.Code], map[string]any{"column": b.Column, "value": b.Value})
}

// String names the row and the reason in English.
func (b BadRow) String() string { return fmt.Sprintf("row %d: %s", b.Row, b.why()) }

// fill puts arguments in the place of a sentence's {placeholders}.
func fill(sentence string, args map[string]any) string {
	var pairs []string
	for name, v := range args {
		pairs = append(pairs, "{"+name+"}", fmt.Sprint(v))
	}
	return strings.NewReplacer(pairs...).Replace(sentence)
}

// shorten cuts what a file has to a length that fits a sentence.
func shorten(s string) string {
	const most = 40
	s = strings.ToValidUTF8(s, "\uFFFD")
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

// some lists names, as far as they fit a sentence.
func some(list []string) string {
	const most = 10
	var short []string
	for _, s := range list[:min(most, len(list))] {
		short = append(short, shorten(s))
	}
	if len(list) > most {
		short = append(short, "…")
	}
	return strings.Join(short, ", ")
}
