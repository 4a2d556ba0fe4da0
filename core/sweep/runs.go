package sweep

import (
	"math"
	"slices"
	"strings"

	"saddle/core/lab"
)

// Run is one of a sweep's runs.
type Run struct {
	Label  []lab.Change // what it differs in from the others; none for the experiment as it is
	Config lab.Config
	Link   string // of Config
}

// Left is a combination of values that is no run: it cannot be played, or is the same as another.
type Left struct {
	Label []lab.Change
	Why   error // a *lab.FieldError or an *Error
}

// Count returns how many combinations of values there are, or math.MaxInt where they are more.
func (s Sweep) Count() int {
	n := 1
	for _, a := range s.axes {
		values := len(a.values())
		if n > math.MaxInt/values {
			return math.MaxInt
		}
		n *= values
	}
	return n
}

// Runs returns the runs that differ from an experiment in what the sweep says, in the order of
// its values, the last axis first. Settings that go together only with others count as these do:
// what cannot be played, and what is the same as an earlier run, is left out. The error says
// what is wrong with the sweep beside this experiment: there are fewer than least or more than most
// runs, or a setting has no effect in any of them.
func (s Sweep) Runs(experiment lab.Config, least, most int) ([]Run, []Left, error) {
	if n := s.Count(); n > most {
		return nil, nil, wrong("too_many", "count", n, "max", most)
	}
	var runs []Run
	var left []Left
	known := map[string]Run{}
	idle := map[string]*lab.FieldError{} // settings without an effect in any run, and why
	for _, c := range s.combinations() {
		config := experiment
		if err := config.SetAll(ordered(c.changes)); err != nil {
			left = append(left, Left{c.label, err})
			continue
		}
		for _, change := range c.changes {
			if err, seen := idle[change.Field]; !seen || err != nil {
				idle[change.Field] = config.Unused(change.Field)
			}
		}
		r := Run{c.label, config, config.Encode()}
		if other, ok := known[r.Link]; ok {
			left = append(left, Left{c.label, wrong("same", "other", Text(other.Label))})
			continue
		}
		known[r.Link] = r
		runs = append(runs, r)
	}
	for _, f := range lab.Schema() {
		if err := idle[f.Name]; err != nil {
			return nil, nil, err
		}
	}
	if len(runs) < least {
		if len(runs) < 2 && len(left) > 0 {
			if err, ok := left[0].Why.(*lab.FieldError); ok {
				return nil, nil, err // says more
			}
		}
		return nil, nil, wrong("too_few", "count", len(runs), "min", least)
	}
	return runs, left, nil
}

// Together says what is wrong with having runs in memory at once: nil, or that they are too large.
func Together(runs []Run) error {
	floats := 0
	for _, r := range runs {
		floats += r.Config.Floats()
	}
	if floats > lab.MaxFloats {
		return wrong("too_large")
	}
	return nil
}

// Text writes a run's label: loss=minimax, seed=3.
func Text(label []lab.Change) string {
	if len(label) == 0 {
		return base
	}
	var list []string
	for _, change := range label {
		list = append(list, change.Field+"="+change.Value)
	}
	return strings.Join(list, ", ")
}

// combination is a value of each axis.
type combination struct {
	changes []lab.Change
	label   []lab.Change // those of axes with several values
}

func (s Sweep) combinations() []combination {
	list := []combination{{}}
	for _, a := range s.axes {
		values := a.values()
		var longer []combination
		for _, c := range list {
			for _, value := range values {
				next := combination{slices.Concat(c.changes, value), c.label}
				if len(values) > 1 {
					next.label = slices.Concat(c.label, value)
				}
				longer = append(longer, next)
			}
		}
		list = longer
	}
	return list
}
