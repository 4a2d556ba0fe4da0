package lab

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// play plays n rounds and measures now and then, as the page does.
func play(l *Lab, n int) {
	for range n {
		l.Step()
		if l.Steps()%3 == 0 {
			l.Measure()
		}
	}
}

// kept returns a small run after its step of this number, and a timeline with room for all of its states.
func kept(last int) (*Lab, *Timeline) {
	c, _ := Decode("#g_layers=2&d_layers=2&batch=8")
	l, line := New(c), &Timeline{Budget: 1 << 20}
	for l.Steps() <= last {
		line.Keep(l)
		l.Step()
	}
	return l, line
}

// Who has gone back has what comes soon at hand, and of what is far ahead only a little.
func TestStatesAheadAreSparserTheFartherTheyAre(t *testing.T) {
	l, line := kept(64 * Spacing)
	line.last = 8 * Spacing // where one is now
	line.Shrink(20 * l.keyframe().Size())
	near, far := 0, 0
	for _, s := range line.frames {
		switch ahead := s.Steps() - line.last; {
		case ahead > 0 && ahead <= 16*Spacing:
			near++
		case ahead > 24*Spacing && ahead <= 40*Spacing:
			far++
		}
	}
	if near < 2*far || far == 0 {
		t.Errorf("%d states of the next %d steps, %d of as many that are far ahead", near, 16*Spacing, far)
	}
}

// A state is kept every sixteen rounds, and what another course has from a step on, it has anew.
func TestStatesAreKeptAtEvenDistances(t *testing.T) {
	_, line := kept(3 * Spacing)
	for step, want := range map[int]int{0: 0, Spacing - 1: 0, Spacing: Spacing, 2*Spacing - 1: Spacing, 3 * Spacing: 3 * Spacing} {
		if got := line.Nearest(step).Steps(); got != want {
			t.Errorf("the nearest state to step %d is of step %d, want %d", step, got, want)
		}
	}
	before := line.Before(2 * Spacing)
	if got := before.Nearest(3 * Spacing).Steps(); got != Spacing {
		t.Errorf("a run that leaves at step %d begins with the state of step %d", 2*Spacing, got)
	}
}

// Wherever one goes in a run, there is the state that was there; and the states that are
// kept stay within the budget, close to each other where one was last.
func TestTimeline(t *testing.T) {
	c, _ := Decode("#g_layers=8&d_layers=8&batch=16")
	l := New(c)
	size := l.keyframe().Size()
	line := Timeline{Budget: 20 * size}
	const head = 3000
	digests := []string{l.Digest()}
	for l.Steps() < head {
		switch l.Steps() {
		case 700:
			l.Change(set(t, l.Config(), "loss=minimax"))
		case 2100:
			l.Change(set(t, l.Config(), "rule=momentum"))
		}
		line.Keep(l)
		l.Step()
		digests = append(digests, l.Digest())
		if line.Size() > line.Budget {
			t.Fatalf("%d bytes of %d at step %d", line.Size(), line.Budget, l.Steps())
		}
	}
	course := slices.Clone(l.Course())
	if n := len(line.frames); n < 12 {
		t.Errorf("only %d states in a budget of 20", n)
	}
	if s := line.Nearest(head); head-s.Steps() > Spacing {
		t.Errorf("the newest state is of step %d", s.Steps())
	}
	widest := 0
	for i, s := range line.frames[1:] {
		widest = max(widest, s.Steps()-line.frames[i].Steps())
	}
	if widest > head/3 {
		t.Errorf("no state over %d steps", widest)
	}

	some := rand.New(rand.NewPCG(3, 0))
	for range 60 {
		step := some.IntN(head + 1)
		if s := line.Nearest(step); s == nil || some.IntN(8) == 0 {
			l.Rewind()
		} else {
			if s.Steps() > step {
				t.Fatalf("a state of step %d for step %d", s.Steps(), step)
			}
			l.Restore(s)
		}
		for {
			if n := len(l.Course()); n < len(course) && course[n].Step == l.Steps() {
				c, _ := Decode(course[n].Link)
				l.Change(c)
			}
			if l.Steps() == step {
				break
			}
			line.Keep(l)
			l.Step()
		}
		if got := l.Digest(); got != digests[step] {
			t.Fatalf("step %d has digest %s, had %s", step, got, digests[step])
		}
	}
	if line.Size() > line.Budget {
		t.Errorf("%d bytes of %d", line.Size(), line.Budget)
	}

	before := line.Before(1000)
	if s := before.Nearest(head); s.Steps() >= 1000 {
		t.Errorf("a state of step %d before step 1000", s.Steps())
	}
	line.Shrink(3 * size)
	if line.Size() > 3*size {
		t.Errorf("%d bytes after making do with %d", line.Size(), 3*size)
	}
}

// The history is the run's, wherever one looks at it, until it goes on in another way.
func TestHistoryOfAnEarlierStep(t *testing.T) {
	c, _ := Decode("#g_layers=8&d_layers=8&batch=16")
	l := New(c)
	play(l, 9)
	early := l.keyframe()
	play(l, 9)
	rows := l.History().Len()
	l.Restore(early)
	l.Measure()
	if n := l.History().Len(); n != rows {
		t.Errorf("%d rows, of %d", n, rows)
	}
	l.History().Cut(l.Steps())
	if steps := l.History().Column("step"); slices.Max(steps) != 9 {
		t.Errorf("rows of %v after cutting at 9", steps)
	}
	play(l, 3)
	if steps := l.History().Column("step"); slices.Max(steps) != 12 {
		t.Errorf("rows of %v", steps)
	}
}

func BenchmarkKeyframe(b *testing.B) {
	l := New(Default())
	b.Run("round", func(b *testing.B) {
		for b.Loop() {
			l.Step()
		}
	})
	b.Run("keyframe", func(b *testing.B) {
		for b.Loop() {
			l.keyframe()
		}
	})
}
