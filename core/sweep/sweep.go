// Package sweep reads what several runs of one experiment differ in, and makes their settings
// of it: for races on the page and for sweeps from a terminal.
package sweep

import (
	"strings"

	"saddle/core/lab"
)

// A Sweep is values of settings; each combination of them is a run. As text:
//
//	loss:minimax,wgan-gp;seed:1..5
//
// Between semicolons are axes, each a setting and its values. A value can be a range: 1..5 goes
// by ones, 0.1..0.5+0.1 by equal steps, 0.0005..0.002*2 by equal factors. The widths of layers
// are joined by hyphens: g_layers:64-64,128-128.
//
// The values of the axis named "with" are settings that go together; "base" stands for none,
// the experiment as it is:
//
//	with:base,r1=0.1,pack=2+unroll=5
type Sweep struct{ axes []axis }

type axis struct {
	name  string // of a setting, or with
	items []item
}

// item is what stands between two commas.
type item struct {
	text   string         // as Encode writes it
	values [][]lab.Change // one, or as many as a range has; each in the schema's order
}

// Names that no setting has.
const (
	with = "with"
	base = "base"
)

// MaxValues bounds how many values a sweep's axes may have in all.
const MaxValues = 10000

// Parse reads a sweep. The error is a *lab.FieldError where a setting or its value is wrong,
// otherwise an *Error.
func Parse(text string) (Sweep, error) {
	var s Sweep
	if len(text) > lab.MaxLink {
		return s, wrong("too_long", "max", lab.MaxLink)
	}
	if strings.TrimSpace(text) == "" {
		return s, wrong("empty")
	}
	left := MaxValues
	for part := range strings.SplitSeq(text, ";") {
		name, values, ok := strings.Cut(part, ":")
		name = strings.TrimSpace(name)
		if !ok {
			return Sweep{}, wrong("no_values", "value", shorten(part))
		}
		if name != with && kind(name) == "" {
			_, err := lab.Canonical(name, "") // which says so
			return Sweep{}, err
		}
		a := axis{name: name}
		for value := range strings.SplitSeq(values, ",") {
			it, err := readItem(name, strings.TrimSpace(value), left)
			if err != nil {
				return Sweep{}, err
			}
			left -= len(it.values)
			a.items = append(a.items, it)
		}
		s.axes = append(s.axes, a)
	}
	if name := s.repeated(); name != "" {
		return Sweep{}, wrong("twice", "field", name)
	}
	return s, nil
}

// repeated returns a name that more than one axis is about; "" if there is none.
func (s Sweep) repeated() string {
	axes := map[string]int{}
	for i, a := range s.axes {
		names := map[string]bool{a.name: true}
		for _, it := range a.items {
			for _, value := range it.values {
				for _, change := range value {
					names[change.Field] = true
				}
			}
		}
		for name := range names {
			if j, ok := axes[name]; ok && j != i {
				return name
			}
			axes[name] = i
		}
	}
	return ""
}

// Encode returns the text that Parse reads as this sweep.
func (s Sweep) Encode() string {
	var axes []string
	for _, a := range s.axes {
		var items []string
		for _, it := range a.items {
			items = append(items, it.text)
		}
		axes = append(axes, a.name+":"+strings.Join(items, ","))
	}
	return strings.Join(axes, ";")
}

// values returns all values of an axis, those of ranges one by one.
func (a axis) values() (list [][]lab.Change) {
	for _, it := range a.items {
		list = append(list, it.values...)
	}
	return list
}
