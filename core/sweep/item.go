package sweep

import (
	"slices"
	"strings"
	"sync"

	"saddle/core/lab"
)

// readItem reads a value of an axis, a range of at most so many values, or what of with stands
// between two commas.
func readItem(name, text string, most int) (item, error) {
	if most < 1 {
		return item{}, wrong("too_many_values", "max", MaxValues)
	}
	if name == with {
		return readTogether(text)
	}
	if first, rest, ok := strings.Cut(text, ".."); ok && numeric(name) {
		return readRange(name, text, first, rest, most)
	}
	change, err := readChange(name, text)
	if err != nil {
		return item{}, err
	}
	return item{written(change), [][]lab.Change{{change}}}, nil
}

// readTogether reads settings that go together: r1=0.1+pack=2, or base.
func readTogether(text string) (item, error) {
	if text == base {
		return item{base, [][]lab.Change{nil}}, nil
	}
	var changes []lab.Change
	for _, pair := range pairs(text) {
		name, value, ok := strings.Cut(pair, "=")
		if !ok {
			return item{}, wrong("not_together", "value", shorten(pair))
		}
		change, err := readChange(strings.TrimSpace(name), strings.TrimSpace(value))
		if err != nil {
			return item{}, err
		}
		if slices.ContainsFunc(changes, func(c lab.Change) bool { return c.Field == change.Field }) {
			return item{}, wrong("twice", "field", change.Field)
		}
		changes = append(changes, change)
	}
	changes = ordered(changes)
	var texts []string
	for _, change := range changes {
		texts = append(texts, change.Field+"="+written(change))
	}
	return item{strings.Join(texts, "+"), [][]lab.Change{changes}}, nil
}

// pairs cuts a text at each plus that a name and an equals sign follow: numbers have pluses, too.
func pairs(text string) (list []string) {
	for i := len(text) - 1; i >= 0; i-- {
		if text[i] != '+' {
			continue
		}
		name, _, ok := strings.Cut(text[i+1:], "=")
		if ok && strings.Trim(name, " abcdefghijklmnopqrstuvwxyz0123456789_") == "" {
			list = append(list, text[i+1:])
			text = text[:i]
		}
	}
	list = append(list, text)
	slices.Reverse(list)
	return list
}

// ordered sorts changes as the schema has their fields: what comes with constants of its own,
// which others may replace, is before these.
func ordered(changes []lab.Change) []lab.Change {
	changes = slices.Clone(changes)
	slices.SortStableFunc(changes, func(a, b lab.Change) int { return fields()[a.Field].place - fields()[b.Field].place })
	return changes
}

// readChange reads a field's value, in which widths are joined by hyphens.
func readChange(name, text string) (lab.Change, error) {
	value := text
	if kind(name) == lab.Layers {
		value = strings.ReplaceAll(text, "-", ",")
	}
	value, err := lab.Canonical(name, value)
	if err == nil {
		return lab.Change{Field: name, Value: value}, nil
	}
	if err.Code == "not_layers" {
		return lab.Change{}, wrong("not_layers", "field", name, "value", shorten(text), "layers", err.Args["layers"], "min", err.Args["min"], "max", err.Args["max"])
	}
	return lab.Change{}, err
}

// written is the text of a change's value in a sweep.
func written(c lab.Change) string {
	if kind(c.Field) == lab.Layers {
		return strings.ReplaceAll(c.Value, ",", "-")
	}
	return c.Value
}

func numeric(name string) bool {
	k := kind(name)
	return k == lab.Int || k == lab.Float || k == lab.Seed
}

// kind returns a field's kind; "" where there is none of that name.
func kind(name string) lab.Kind {
	return fields()[name].kind
}

type field struct {
	place int // in the schema
	kind  lab.Kind
}

// fields are those of the schema by name.
var fields = sync.OnceValue(func() map[string]field {
	m := map[string]field{}
	for i, f := range lab.Schema() {
		m[f.Name] = field{i, f.Kind}
	}
	return m
})
