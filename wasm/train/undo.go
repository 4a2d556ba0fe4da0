package train

import (
	"slices"
	"time"

	"saddle/core/lab"
)

// place is where the lab was before something was changed.
type place struct {
	run    *run
	course []lab.Leg
	step   int
	state  *lab.State // nil when it has been let go: then it is played again

	fields string        // that were changed next
	then   *run          // that followed
	at     time.Duration // when
}

const (
	mostPlaces = 200         // the oldest are forgotten
	states     = 8 << 20     // bytes, for the states of places
	together   = time.Second // changes of one field that follow each other sooner are one
)

// place returns where the lab is.
func (t *Trainer) place() place {
	return place{run: t.run, course: slices.Clone(t.lab.Course()), step: t.lab.Steps(), state: t.lab.State()}
}

// remember is called before something is changed that can be undone. Another move of the
// same slider is the same change.
func (t *Trainer) remember(fields string) {
	t.redo = nil
	if n := len(t.undo); n > 0 && fields != "" {
		if last := &t.undo[n-1]; last.fields == fields && last.then == t.run && t.clock()-last.at < together {
			last.at = t.clock()
			return
		}
	}
	p := t.place()
	p.fields, p.at = fields, t.clock()
	push(&t.undo, p)
}

// remembered notes what became of the change.
func (t *Trainer) remembered() { t.undo[len(t.undo)-1].then = t.run }

// push adds a place, and lets go of what would be too much.
func push(list *[]place, p place) {
	*list = append(*list, p)
	if n := len(*list); n > mostPlaces {
		*list = slices.Delete(*list, 0, n-mostPlaces)
	}
	left := states
	for i, p := range slices.Backward(*list) {
		if p.state == nil {
			break
		}
		if left -= p.state.Size(); left < 0 {
			(*list)[i].state = nil
		}
	}
}

// CanUndo and CanRedo report whether there is anything to be undone, or done again.
func (t *Trainer) CanUndo() bool { return len(t.undo) > 0 }
func (t *Trainer) CanRedo() bool { return len(t.redo) > 0 }

// Undo goes back to where the lab was before the last change: of a setting, or to another
// experiment. What came after it stays, as a run of before. done is called as by Seek.
func (t *Trainer) Undo(done func(reached bool)) bool { return t.exchange(&t.undo, &t.redo, done) }

// Redo goes to where Undo was called.
func (t *Trainer) Redo(done func(reached bool)) bool { return t.exchange(&t.redo, &t.undo, done) }

func (t *Trainer) exchange(from, to *[]place, done func(reached bool)) bool {
	n := len(*from)
	if n == 0 {
		return false
	}
	p := (*from)[n-1]
	*from = (*from)[:n-1]
	push(to, t.place())
	playing := t.PlaysOn()
	t.enter(p.run)
	if r := p.run; common(p.course, r.course) < len(p.course) {
		// Changes at one step are one leg, and this is another than became of it.
		if r.head > p.step {
			t.part(p.course, p.step)
		} else {
			t.instead(p.course)
		}
	}
	if p.state != nil {
		t.lab.Restore(p.state)
		t.Playing = playing
		done(true)
		return true
	}
	c, _ := lab.Decode(p.course[0].Link)
	t.lab = lab.New(c)
	t.seek(p.step, len(p.course), playing, done)
	return true
}
