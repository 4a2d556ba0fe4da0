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
	Field string         // "" where it is the link and no one field
	Code  string         // one of ErrorCodes
	Args  map[string]any // field, and what the code needs: value, min, max, choices, layers, ...
}

// sentences are the errors in English, by code.
var sentences = map[string]string{
	"unknown_field":        "there is no setting {field}",
	"unknown_fields":       "{count} names in the link are no settings: {names}",
	"unknown_choice":       "{field} cannot be {value}; choose one of {choices}",
	"not_whole":            "{field} must be a whole number from {min} to {max}, not {value}",
	"not_between":          "{field} must be a number from {min} to {max}, not {value}",
	"not_bool":             "{field} must be true or false, not {value}",
	"not_layers":           "{field} must be 1 to {layers} widths from {min} to {max}, separated by commas, or none, not {value}",
	"not_points":           "{field} must be {min} to {max} points as Saddle writes them, not {value}",
	"not_percent":          "{field} has a % that no two hexadecimal digits follow",
	"twice":                "{field} is given twice; the first is used",
	"unused":               "{field} has no effect where {other} is {choice}",
	"began_plain":          "{field} cannot be {value} where {other} is {choice}: BEGAN's critic is an autoencoder and rates single points by how well it reconstructs them; batch statistics, extra features, MGAN and packs need another loss",
	"d2gan_penalty":        "{field} cannot be {value} where {other} is {choice}: D2GAN has two critics and so no one slope to penalise; set the penalty to 0, or choose another loss",
	"pack_batch":           "{field} cannot be {value} where {other} is {choice}: the batch is dealt out in packs, so it must be a multiple of the pack; change one of the two",
	"pack_mgan":            "{field} cannot be {value} where {other} is {choice}: MGAN's classifier looks at single points; set the pack to 1, or choose other networks",
	"no_modes":             "{field} cannot be {value} where {other} is {choice}: only a cloud made of Gaussians has modes to take labels from; let k-means find them (labels = kmeans)",
	"no_labels":            "{field} cannot be {value} where {other} is {choice}: these points came without labels; open a file with a column of labels, or let k-means find classes (labels = kmeans)",
	"unroll_rule":          "{field} cannot be {value} where {other} is {choice}: unrolling differentiates through D's updates, which only sgd, momentum, rmsprop and adam allow; choose one of them, or set unrolled steps to 0",
	"unroll_consensus":     "{field} cannot be {value} where {other} is {choice}: unrolling and consensus together would be too slow; set one of them to 0",
	"discrimination_batch": "{field} cannot be {value} where {other} is {choice}: minibatch discrimination compares all pairs of points; make the batch 512 or less",
	"too_large":            "{field} cannot be {value}: the experiment would need too much memory; make the networks, the batch, the latent or the number of unrolled steps smaller",
	"unknown_defaults":     "the link was written against the defaults {value}, and this version of Saddle knows those up to {newest}. It opens with the newest it knows, which may be another experiment",
	"not_course":           "{field} in the link is not written as Saddle writes it, step:setting=value, at {value}. The run begins at step 0",
	"course_order":         "{field} in the link goes back from step {other} to step {value}. The run begins at step 0",
	"course_restarts":      "{field} cannot change on the way, as the link has it: another value begins the training anew. The run begins at step 0",
	"not_digest":           "{field} in the link must be 16 hexadecimal digits, not {value}; whether the state is the same cannot be said",
	"race":                 "{field} makes a link stand for several runs, and one is wanted here; open the link in the trainer, or leave {field} out",
	"too_long":             "the link is longer than {max} characters",
}

// ErrorCodes returns every Code there is.
func ErrorCodes() []string { return slices.Sorted(maps.Keys(sentences)) }

// Error returns an English sentence.
func (e *FieldError) Error() string { return fill(sentences[e.Code], e.Args) }

// fill puts arguments in the place of a sentence's {placeholders}.
func fill(sentence string, args map[string]any) string {
	var pairs []string
	for name, v := range args {
		pairs = append(pairs, "{"+name+"}", fmt.Sprint(v))
	}
	return strings.NewReplacer(pairs...).Replace(sentence)
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

// some lists what a person gave, as far as it fits a sentence.
func some(list []string) string {
	const most = 3
	if len(list) > most {
		return strings.Join(list[:most], ", ") + ", …"
	}
	return strings.Join(list, ", ")
}
