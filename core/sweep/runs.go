package sweep

import (
	"math"
	"math/rand/v2"
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
	n := s.Count()
	if n > most {
		return nil, nil, wrong("too_many", "count", n, "max", most)
	}
	l := newList(experiment)
	axes, places := s.values(), make([]int, len(s.axes))
	for range n {
		l.add(combined(axes, places))
		for i := len(places) - 1; i >= 0; i-- {
			if places[i]++; places[i] < len(axes[i]) {
				break
			}
			places[i] = 0
		}
	}
	return l.close(least)
}

// Draw returns as many different runs as are wanted, whose values are drawn at random: the same for
// the same number. There are fewer where a hundred times as many draws find no more.
func (s Sweep) Draw(experiment lab.Config, wanted int, number uint64) ([]Run, []Left, error) {
	l := newList(experiment)
	random := rand.New(rand.NewPCG(number, 0))
	axes, places := s.values(), make([]int, len(s.axes))
	for range 100 * wanted {
		if len(l.runs) == wanted {
			break
		}
		for i, values := range axes {
			places[i] = random.IntN(len(values))
		}
		l.add(combined(axes, places))
	}
	return l.close(1)
}

// list is runs as they are found.
type list struct {
	experiment lab.Config
	runs       []Run
	left       []Left
	known      map[string]Run             // by link
	idle       map[string]*lab.FieldError // settings without an effect in any run, and why
}

func newList(experiment lab.Config) *list {
	return &list{experiment: experiment, known: map[string]Run{}, idle: map[string]*lab.FieldError{}}
}

// add adds a combination of values, to the runs or to what is left out.
func (l *list) add(c combination) {
	config := l.experiment
	if err := config.SetAll(ordered(c.changes)); err != nil {
		l.left = append(l.left, Left{c.label, err})
		return
	}
	for _, change := range c.changes {
		if err, seen := l.idle[change.Field]; !seen || err != nil {
			l.idle[change.Field] = config.Unused(change.Field)
		}
	}
	r := Run{c.label, config, config.Encode()}
	if other, ok := l.known[r.Link]; ok {
		l.left = append(l.left, Left{c.label, wrong("same", "other", Text(other.Label))})
		return
	}
	l.known[r.Link] = r
	l.runs = append(l.runs, r)
}

// close returns what was found, or what is wrong with it.
func (l *list) close(least int) ([]Run, []Left, error) {
	for _, f := range lab.Schema() {
		if err := l.idle[f.Name]; err != nil {
			return nil, nil, err
		}
	}
	if len(l.runs) < least {
		if len(l.runs) < 2 && len(l.left) > 0 {
			if err, ok := l.left[0].Why.(*lab.FieldError); ok {
				return nil, nil, err // says more
			}
		}
		return nil, nil, wrong("too_few", "count", len(l.runs), "min", least)
	}
	return l.runs, l.left, nil
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

// values returns the values of each axis.
func (s Sweep) values() (list [][][]lab.Change) {
	for _, a := range s.axes {
		list = append(list, a.values())
	}
	return list
}

// combined returns the combination with these places among each axis's values.
func combined(axes [][][]lab.Change, places []int) (c combination) {
	for i, values := range axes {
		value := values[places[i]]
		c.changes = append(c.changes, value...)
		if len(values) > 1 {
			c.label = append(c.label, value...)
		}
	}
	return c
}

// Empty reports whether a sweep is about nothing: there is one run, the experiment as it is.
func (s Sweep) Empty() bool { return len(s.axes) == 0 }

// Varies reports whether a sweep is about a setting.
func (s Sweep) Varies(field string) bool {
	for _, values := range s.values() {
		for _, value := range values {
			if slices.ContainsFunc(value, func(c lab.Change) bool { return c.Field == field }) {
				return true
			}
		}
	}
	return false
}
