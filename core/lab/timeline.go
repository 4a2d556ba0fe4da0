package lab

import "slices"

// Timeline keeps states of one run, so that any step of it can be had again: the nearest
// state before it, and the rounds between played once more. The states lie close to each
// other around the steps that were played last, and sparser the farther away they are. The
// zero Timeline keeps none.
type Timeline struct {
	Budget int // bytes

	frames []*State // without history, by step
	size   int      // bytes
	last   int      // step at which one was kept last
}

// Spacing is how many rounds are played from one state that is kept to the next.
const Spacing = 16

// Keep keeps the state of a run, if there is none a few rounds before. It is to be called
// between rounds, as often as one likes.
func (t *Timeline) Keep(l *Lab) {
	if t.Budget == 0 {
		return
	}
	i := t.after(l.steps)
	if i > 0 {
		if before := t.frames[i-1]; l.steps < before.steps+Spacing && len(before.course) == len(l.course) {
			return
		}
	}
	s := l.keyframe()
	if s.Size() > t.Budget {
		return
	}
	t.frames = slices.Insert(t.frames, i, s)
	t.size += s.Size()
	t.last = l.steps
	t.thin()
}

// Nearest returns the last state that is kept of the steps up to one; nil if there is none.
func (t *Timeline) Nearest(step int) *State {
	if i := t.after(step); i > 0 {
		return t.frames[i-1]
	}
	return nil
}

// Before returns a timeline with what is kept of the steps before one: of the run that goes
// on from there in another way.
func (t *Timeline) Before(step int) Timeline {
	b := Timeline{Budget: t.Budget, frames: slices.Clone(t.frames[:t.after(step-1)]), last: min(t.last, step)}
	for _, s := range b.frames {
		b.size += s.Size()
	}
	return b
}

// Shrink makes do with fewer bytes from now on.
func (t *Timeline) Shrink(budget int) {
	t.Budget = budget
	t.thin()
}

// Size returns how many bytes the states hold, about.
func (t *Timeline) Size() int { return t.size }

// after returns the index of the first state after a step.
func (t *Timeline) after(step int) int {
	i, _ := slices.BinarySearchFunc(t.frames, step+1, func(s *State, step int) int { return s.steps - step })
	return i
}

// thin lets go of states until the rest fit the budget: each time of the one that leaves the
// smallest gap, in proportion to how far that is from the steps played last.
func (t *Timeline) thin() {
	for t.size > t.Budget && len(t.frames) > 0 {
		least, at := 0., len(t.frames)-1
		for i, s := range t.frames[:len(t.frames)-1] {
			from := 0
			if i > 0 {
				from = t.frames[i-1].steps
			}
			gap := float64(t.frames[i+1].steps-from) / float64(Spacing+max(t.last-s.steps, s.steps-t.last))
			if i == 0 || gap < least {
				least, at = gap, i
			}
		}
		t.size -= t.frames[at].Size()
		t.frames = slices.Delete(t.frames, at, at+1)
	}
}
