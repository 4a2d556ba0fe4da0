package train

import (
	"slices"
	"testing"

	"saddle/core/lab"
)

// Whatever is asked of a trainer, in whatever order and before the last thing is done: the state that it ends in is the one that its
// course leads to when nothing is kept, gone back to or undone; each who asked is answered once; and runs, places to undo and courses
// stay whole. Two bytes are an order: which, and how far.
func FuzzOrders(f *testing.F) {
	f.Add([]byte{}, uint8(0))
	f.Add([]byte{2, 1, 0, 40, 1, 5, 2, 2, 4, 0}, uint8(2))
	f.Add([]byte{2, 1, 4, 0, 0, 40, 1, 5}, uint8(2))
	f.Add([]byte{0, 50, 1, 3, 7, 45, 13, 30, 13, 40, 2, 2, 13, 3, 7, 60, 13, 58}, uint8(0))
	f.Add([]byte{0, 9, 2, 1, 2, 8, 4, 0, 0, 9, 1, 10}, uint8(2))
	f.Add([]byte{0, 40, 2, 1, 0, 9, 1, 20, 0, 5, 4, 0, 5, 0, 6, 0}, uint8(0))
	f.Add([]byte{0, 30, 1, 10, 2, 2, 2, 3, 7, 3, 1, 50, 8, 0, 3, 0, 4, 0, 4, 0, 5, 0}, uint8(1))
	f.Add([]byte{9, 1, 7, 20, 2, 4, 4, 0, 10, 0, 0, 3, 6, 1, 8, 0, 11, 9, 4, 0}, uint8(2))
	f.Fuzz(func(t *testing.T, orders []byte, budget uint8) {
		o := &ordered{t: t, clock: new(clock), budget: []int{0, 20_000, 1 << 20}[budget%3]}
		o.Trainer = New(small(t, ""), o.clock.read, o.budget)
		for order := range slices.Chunk(orders[:min(len(orders), 40)/2*2], 2) {
			o.do(order[0], int(order[1]))
			o.check()
		}
		o.Play(false)
		o.rest()
		o.check()
		for i, n := range o.answers {
			if *n != 1 {
				t.Errorf("who asked as number %d was answered %d times", i, *n)
			}
		}
		o.same()
		if o.CanUndo() {
			before := o.Lab().Digest()
			o.Undo(o.asked())
			o.rest()
			o.same()
			o.Redo(o.asked())
			o.rest()
			if after := o.Lab().Digest(); after != before {
				t.Errorf("undone and done again, %s is %s", before, after)
			}
		}
		for _, id := range o.IDs()[max(0, len(o.IDs())-4):] {
			o.GoTo(id, o.asked())
			o.rest()
			for _, step := range []int{o.Head(), o.Head() / 2, 0} {
				o.Seek(step, o.asked())
				o.rest()
				o.check()
				o.same()
			}
		}
	})
}

// ordered is a trainer of which much is asked.
type ordered struct {
	*Trainer
	t       *testing.T
	clock   *clock
	budget  int
	answers []*int // of each who asked
}

func (o *ordered) answer() *int {
	n := new(int)
	o.answers = append(o.answers, n)
	return n
}

func (o *ordered) asked() func(bool) {
	n := o.answer()
	return func(bool) { *n++ }
}

func (o *ordered) rest() {
	for o.Waiting() {
		o.Run(50 * ms)
	}
}

func (o *ordered) do(what byte, much int) {
	switch what % 14 {
	case 0: // play
		n := o.answer()
		o.Order(much%25, func() { *n++ })
		o.rest()
	case 1: // look
		o.Seek(much%60, o.asked())
		o.rest()
	case 2: // what keeps the run, or begins anew
		c := o.Lab().Config()
		changes := []lab.Change{{Field: "loss", Value: "minimax"}, {Field: "g_lr", Value: "0.01"}, {Field: "g_lr", Value: "0.003"}, {Field: "rule", Value: "momentum"}, {Field: "seed", Value: "3"},
			{Field: "ema", Value: "0.5"}, {Field: "loss", Value: "hinge"}, {Field: "batch", Value: "4"},
			{Field: "g_lr", Value: "0.002"}}
		change := changes[much%len(changes)]
		if c.Set(change.Field, change.Value) == nil {
			o.Change(c)
		}
	case 3:
		o.Begin(o.Lab().Config())
	case 4:
		if called := o.asked(); !o.Undo(called) {
			called(false)
		}
	case 5:
		if called := o.asked(); !o.Redo(called) {
			called(false)
		}
	case 6:
		ids := o.IDs()
		if called := o.asked(); !o.GoTo(ids[much%len(ids)], called) {
			called(false)
		}
	case 7: // not waited for
		o.Seek(much%60, o.asked())
		o.Run(5 * ms)
	case 8:
		o.Cancel()
	case 9: // another's run, of which a step is looked at
		course := []lab.Leg{{Link: small(o.t, "").Encode()}, {Step: 10, Link: small(o.t, "&g_lr=0.01").Encode()}}
		o.Arrive(lab.Moment{Course: course, Step: 30}, min(much%40, 30), much%2 == 0, o.asked())
	case 10: // to another program
		c := o.Carry()
		var aims []*int
		orders := make([]*int, len(c.Orders))
		waiting := o.answers
		for i := range orders {
			orders[i] = o.answer()
		}
		next, err := Resume(c, o.clock.read, o.budget, func(bool) {
			for _, n := range aims {
				*n++
			}
		}, func(order int) { *orders[order]++ })
		if err != nil {
			o.t.Fatal(err)
		}
		// Those who wait are answered by the other.
		for _, n := range waiting {
			if *n == 0 {
				*n = 1
			}
		}
		if next.aim != nil {
			aims = append(aims, o.answer())
		}
		o.Trainer = next
	case 11:
		o.Play(much%2 == 0)
		o.Run(10 * ms)
	case 12:
		o.Slowly(4, 4)
	case 13: // a run from elsewhere helps on the way, if it is of any use
		c, _ := lab.Decode(o.Whole().Course[much%len(o.Whole().Course)].Link)
		held := lab.New(c)
		for range much % 60 {
			held.Step()
		}
		o.Hasten(held)
	}
}

// check holds at any time.
func (o *ordered) check() {
	o.t.Helper()
	l, whole := o.Lab(), o.Whole()
	if l.Steps() > whole.Step {
		o.t.Errorf("at step %d of a run of %d", l.Steps(), whole.Step)
	}
	if n := len(l.Course()); n > len(whole.Course) || !lab.SameCourse(l.Course(), whole.Course[:n]) || n < len(whole.Course) && whole.Course[n].Step < l.Steps() {
		o.t.Errorf("the course %v is at step %d no beginning of %v", l.Course(), l.Steps(), whole.Course)
	}
	if o.aim == nil && !slices.IsSortedFunc(whole.Course, func(a, b lab.Leg) int { return a.Step - b.Step }) {
		o.t.Errorf("the course %v goes back", whole.Course)
	}
	if !slices.Contains(o.runs, o.run) {
		o.t.Error("the present run is not among the runs")
	}
}

// same plays the course from its beginning, and compares.
func (o *ordered) same() {
	o.t.Helper()
	m := o.Lab().Moment()
	read, errs := lab.DecodeMoment(m.Encode())
	if len(errs) > 0 {
		o.t.Fatalf("the link of %v is refused: %v", m, errs)
	}
	c, _ := lab.Decode(read.Course[0].Link)
	l := lab.New(c)
	for _, leg := range append(read.Course[1:], lab.Leg{Step: read.Step}) {
		for l.Steps() < leg.Step && l.Divergence() == nil {
			l.Step()
		}
		if leg.Link != "" {
			c, _ := lab.Decode(leg.Link)
			l.Change(c)
		}
	}
	if l.Digest() != o.Lab().Digest() {
		o.t.Errorf("at %s there is %s, and played from the start %s", m.Encode(), o.Lab().Digest(), l.Digest())
	}
}
