// Package player has runs played, wherever they are. A Host has a trainer, carries out orders
// and reports; a Player stands for it on the page's side, and knows what has been reported.
// Between them is a Line: a call where the host is in this program, messages where it is in a
// Worker. Nothing in the page sees a lab.Lab.
package player

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"time"

	"saddle/core/lab"
	"saddle/wasm/train"
)

// TimelineBudget is how many bytes the states take that are kept of a run, so that any step of
// it can be seen again.
const TimelineBudget = 16 << 20

// Host plays one experiment.
type Host struct {
	trainer *train.Trainer
	clock   func() time.Duration
	budget  int

	heard int
	ended []Ended
	queue []int // orders for rounds, as the trainer has them
	aim   int   // the order that waits for the trainer's aim

	turned bool // the last order may have made the run another one, and nothing was reported since

	told  whole
	stale bool // the page is to be told of the run as a whole, whatever told says
}

// whole is what tells that something of the run as a whole has changed.
type whole struct {
	id, experiment, legs, behind int
	canUndo, canRedo, aims       bool
}

// NewHost returns a host at the beginning of an experiment; its timeline takes so many bytes.
func NewHost(c lab.Config, clock func() time.Duration, budget int) *Host {
	return &Host{trainer: train.New(c, clock, budget), clock: clock, budget: budget, stale: true}
}

// Successor returns a host for orders, the first of which has to be Take.
func Successor(clock func() time.Duration) *Host { return &Host{clock: clock, stale: true} }

// Do carries out an order. Where that fails what Take brings is damaged, and the host of no use.
func (h *Host) Do(o *Order) error {
	t := h.trainer
	if t == nil && o.Do != Take {
		return errors.New("a host without a run is given an order")
	}
	h.heard, h.turned = o.Number, o.Do.turns()
	h.stale = h.stale || h.turned
	end := func(e Ended) {
		e.Number, e.Step = o.Number, h.trainer.Lab().Steps()
		h.ended = append(h.ended, e)
	}
	arrived := h.arrival(o.Number, o.Do == Arrive)
	switch o.Do {
	case Begin:
		t.Begin(decoded(o.Link))
	case Change:
		t.Change(decoded(o.Link))
	case Play:
		t.Play(o.On)
	case Speed:
		t.SetSpeed(o.Speed)
	case Cancel:
		t.Cancel()
	case Take:
		return h.take(o.Carried)
	case Step, Until:
		n := o.Step
		if o.Do == Until {
			n = max(0, n-t.Moment().Step)
		}
		h.queue = append(h.queue, o.Number)
		t.Order(n, h.played(o.Number))
	case Seek:
		t.Seek(o.Step, arrived)
	case Arrive:
		m, _ := lab.DecodeMoment(o.Link)
		t.Arrive(m, o.Step, o.On, arrived)
	case Undo:
		if !t.Undo(arrived) {
			end(Ended{})
		}
	case Redo:
		if !t.Redo(arrived) {
			end(Ended{})
		}
	case Branch:
		if !t.GoTo(o.Step, arrived) {
			end(Ended{})
		}
	case Open, Hasten:
		l, err := lab.Load(bytes.NewReader(o.File))
		switch {
		case err != nil:
			end(Ended{Wrong: wrong(err)})
		case o.Do == Hasten:
			end(Ended{Reached: t.Hasten(l)})
		default:
			t.Open(l)
			end(Ended{Reached: true})
		}
	case Save:
		var file bytes.Buffer
		err := t.Lab().Save(&file, time.Now())
		end(Ended{File: file.Bytes(), Reached: err == nil})
	case Slowly:
		slow := t.Slowly(o.Samples, o.Side)
		end(Ended{Slow: &slow, Reached: true})
	case Give:
		end(Ended{Carried: h.Carry(), Reached: true})
	}
	if _, _, under := t.Arriving(); under && o.Do.aims() {
		h.aim = o.Number
	}
	return nil
}

// turns reports whether a deed may make the run another one, or bring it elsewhere.
func (d Deed) turns() bool { return d.aims() || d == Begin || d == Change || d == Open || d == Take }

// heed does what a message asks for; look is what is to be seen in the answer, and answers whether
// there is one.
func (h *Host) heed(m Message) (look lab.Look, answers bool, err error) {
	switch {
	case m.Order != nil:
		return look, true, h.Do(m.Order)
	case m.Limit != nil:
		h.Limit(*m.Limit)
		return look, false, nil
	}
	return *m.Look, true, nil
}

// aims reports whether a deed may have the trainer on its way to a step.
func (d Deed) aims() bool { return d == Seek || d == Arrive || d == Undo || d == Redo || d == Branch }

// wrong says what is wrong with a file that was in memory: reading it does not fail otherwise.
func wrong(err error) *Wrong {
	w := &Wrong{Code: "damaged", Args: map[string]string{}, Message: err.Error()}
	if known := (*lab.FileError)(nil); errors.As(err, &known) {
		w.Code = known.Code
		for name, v := range known.Args {
			w.Args[name] = fmt.Sprint(v)
		}
	}
	return w
}

func decoded(link string) lab.Config {
	c, _ := lab.Decode(link)
	return c
}

// played is what follows when an order's rounds have been played.
func (h *Host) played(number int) func() {
	return func() {
		h.queue = slices.DeleteFunc(h.queue, func(n int) bool { return n == number })
		h.ended = append(h.ended, Ended{Number: number, Step: h.trainer.Lab().Steps(), Reached: true})
	}
}

// arrival is what follows when the trainer has come to where an order leads, or stops before.
func (h *Host) arrival(number int, digest bool) func(bool) {
	return func(reached bool) {
		if h.aim == number {
			h.aim = 0
		}
		l := h.trainer.Lab()
		e := Ended{Number: number, Step: l.Steps(), Reached: reached}
		if digest && reached {
			e.Digest = l.Digest()
		}
		h.stale = true
		h.ended = append(h.ended, e)
	}
}

// take goes on with what another host had.
func (h *Host) take(c *Carried) error {
	h.queue, h.aim, h.budget = slices.Clone(c.Queue), c.Aim, c.Budget
	t, err := train.Resume(c.Carried, h.clock, h.budget, h.arrival(c.Aim, true), func(i int) { h.played(c.Queue[i])() })
	if err == nil {
		h.trainer = t
	}
	return err
}

// Carry returns what another host can go on with.
func (h *Host) Carry() *Carried {
	return &Carried{Carried: h.trainer.Carry(), Heard: h.heard, Budget: h.budget, Queue: slices.Clone(h.queue), Aim: h.aim}
}

// Due reports whether anything is to be played now; if is is not seen only what somebody waits for.
func (h *Host) Due(seen bool) bool {
	t := h.trainer
	return t != nil && (t.Waiting() || t.Playing && seen && !t.Held())
}

// Run plays for a time, as Trainer.Run does, and reports whether the page is to be told
// something that it does not ask for.
func (h *Host) Run(budget time.Duration) (took time.Duration, tell bool) {
	playing := h.trainer.Playing
	took, finished := h.trainer.Run(budget)
	return took, finished || playing != h.trainer.Playing || h.trainer.Held()
}

// Limit has playing wait at a step until there is another limit; 0 for none.
func (h *Host) Limit(step int) { h.trainer.Limit = step }

// Report tells what there is to be told, and shows the state as a look asks for it.
func (h *Host) Report(k lab.Look) *Report {
	t := h.trainer
	l := t.Lab()
	r := &Report{Heard: h.heard, Ended: h.ended, Status: Status{
		Step: l.Steps(), Head: t.Head(), Version: t.Version(), Experiment: t.Experiment(),
		Playing: t.Playing, PlaysOn: t.PlaysOn(), Rate: t.Rate(),
	}}
	h.ended, h.turned = nil, false
	from, to, aims := t.Arriving()
	if aims {
		r.Status.Aim = &Aim{from, to}
	}
	now := whole{t.ID(), t.Experiment(), t.Legs(), len(l.Course()), t.CanUndo(), t.CanRedo(), aims}
	if h.stale || now != h.told {
		h.stale, h.told = false, now
		r.Run = &Run{
			ID: t.ID(), Link: l.Config().Encode(), Course: t.Whole().Course, Legs: len(t.Moment().Course),
			CanUndo: t.CanUndo(), CanRedo: t.CanRedo(), Branches: t.Branches(), IDs: t.IDs(),
		}
	}
	if !k.Nothing() {
		r.Picture = l.See(k, h.clock)
		if a := r.Picture.Answer; a != nil && a.Point != nil && k.Ask.Path > 0 {
			a.Point.From, a.Point.PlanePath = t.Path(a.Point.Number, k.Ask.Path)
		}
	}
	return r
}
