package lab

import (
	"slices"

	"saddle/core/state"
)

// State is a run at a step: all that decides how it goes on, and the history of its
// measures, unless it is a keyframe. It is a value: nothing that happens to the run later
// changes it.
type State struct {
	course  []Leg
	steps   int
	history *History // nil in a keyframe

	divergence *Divergence // never changed

	// Of the game's parts, one after the other.
	floats  []float32
	numbers []float64
	counts  []int
	places  [][2]uint64 // of its streams
}

// Steps returns the number of rounds played.
func (s *State) Steps() int { return s.steps }

// Course returns the settings since the run's beginning.
func (s *State) Course() []Leg { return s.course }

// Config returns the settings in force.
func (s *State) Config() Config {
	c, _ := Decode(s.course[len(s.course)-1].Link)
	return c
}

// Size returns how many bytes the state holds, about.
func (s *State) Size() int {
	n := 4*len(s.floats) + 8*len(s.numbers) + 8*len(s.counts) + 16*len(s.places)
	for _, leg := range s.course {
		n += len(leg.Link)
	}
	if s.history != nil {
		n += 8 * len(s.history.names) * s.history.Len()
	}
	return n
}

// State returns the run as it is.
func (l *Lab) State() *State {
	s := l.keyframe()
	s.history = &History{}
	s.history.set(l.History())
	return s
}

// keyframe returns the run as it is, without the history of its measures.
func (l *Lab) keyframe() *State {
	s := &State{course: slices.Clone(l.course), steps: l.steps, divergence: l.divergence}
	floats := 0
	for _, p := range l.listed() {
		floats += len(p.Floats)
	}
	s.floats = make([]float32, 0, floats)
	for _, p := range l.listed() {
		switch {
		case p.Number != nil:
			s.numbers = append(s.numbers, *p.Number)
		case p.Count != nil:
			s.counts = append(s.counts, *p.Count)
		case p.Stream != nil:
			hi, lo := p.Stream.Place()
			s.places = append(s.places, [2]uint64{hi, lo})
		default:
			s.floats = append(s.floats, p.Floats...)
		}
	}
	return s
}

// Open returns the run of a state.
func Open(s *State) *Lab {
	l := New(s.Config())
	l.take(s)
	return l
}

// Restore makes this run the one of a state. Where the experiment is the same, or can be
// changed into it, nothing is made anew. A keyframe leaves the history as it is.
func (l *Lab) Restore(s *State) {
	if l.course[len(l.course)-1].Link != s.course[len(s.course)-1].Link {
		if c := s.Config(); !l.change(c) {
			history := l.history
			*l = *New(c)
			l.history = history
		}
	}
	l.take(s)
}

// take copies a state of the same settings into the run's memory.
func (l *Lab) take(s *State) {
	floats, numbers, counts, places := s.floats, s.numbers, s.counts, s.places
	for _, p := range l.listed() {
		switch {
		case p.Number != nil:
			*p.Number, numbers = numbers[0], numbers[1:]
		case p.Count != nil:
			*p.Count, counts = counts[0], counts[1:]
		case p.Stream != nil:
			p.Stream.GoTo(places[0][0], places[0][1])
			places = places[1:]
		default:
			floats = floats[copy(p.Floats, floats):]
		}
	}
	l.course = append(l.course[:0], s.course...)
	l.steps, l.divergence, l.generatedAt, l.isMeasured = s.steps, s.divergence, -1, false
	if s.history != nil {
		l.history.set(s.history)
	}
}

// listed returns the parts of the game.
func (l *Lab) listed() []state.Part {
	if l.parts == nil {
		l.parts = l.game.Parts()
	}
	return l.parts
}
