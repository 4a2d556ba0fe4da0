// Package train plays the rounds of an experiment in slices of time. Rounds are
// counted, never timed: how long a slice is says when a state is seen, not what
// it is.
package train

import (
	"slices"
	"time"

	"saddle/core/lab"
)

// Trainer plays one experiment after another, and keeps what has been played: any step of
// a run can be gone back to, and any run of before. It is not safe for concurrent use.
type Trainer struct {
	Playing bool // whether to go on without being asked
	Limit   int  // the step at which that waits for another limit; 0 for none

	clock   func() time.Duration
	budget  int // bytes, for the timelines
	lab     *lab.Lab
	version int
	begins  int

	run        *run   // that the lab is at a moment of
	runs       []*run // oldest first
	aim        *aim   // what is on the way; nil for nothing
	undo, redo []place

	speed  float64 // rounds a second; 0 for as many as can be
	credit float64 // rounds due at that speed
	earned time.Duration

	orders []order

	rate       float64 // rounds a second, measured
	rateFrom   time.Duration
	rateRounds int
}

// order is a number of rounds that somebody waits for.
type order struct {
	left int
	done func()
}

// New returns a Trainer at the beginning of an experiment. Its timelines keep states of
// about so many bytes.
func New(c lab.Config, clock func() time.Duration, budget int) *Trainer {
	t := &Trainer{clock: clock, budget: budget, lab: lab.New(c)}
	t.begun()
	return t
}

// Lab returns the experiment as it is.
func (t *Trainer) Lab() *lab.Lab { return t.lab }

// Version is a number that grows whenever the experiment's state changes; it is
// never 0.
func (t *Trainer) Version() int { return t.version }

// Experiment is a number that grows whenever there may be another experiment; it is
// never 0.
func (t *Trainer) Experiment() int { return t.begins }

// Waiting reports whether anybody waits for rounds.
func (t *Trainer) Waiting() bool { return len(t.orders) > 0 || t.aim != nil }

// Held reports whether playing waits for another limit.
func (t *Trainer) Held() bool { return t.Limit > 0 && t.lab.Steps() >= t.Limit }

// Orders is the number of orders that are waited for.
func (t *Trainer) Orders() int { return len(t.orders) }

// Rate is the number of rounds a second that are being played.
func (t *Trainer) Rate() float64 { return t.rate }

// Begin starts an experiment in place of the one there is.
func (t *Trainer) Begin(c lab.Config) {
	if t.played() || c.Encode() != t.lab.Config().Encode() {
		t.remember("")
	}
	t.leave()
	t.retire()
	t.lab = lab.New(c)
	t.begun()
}

// Open goes on with a run that comes from elsewhere.
func (t *Trainer) Open(l *lab.Lab) {
	t.remember("")
	t.leave()
	t.retire()
	t.Playing = false
	t.lab = l
	t.begun()
}

// Slowly plays one round at once and returns it taken apart (see lab.StepSlowly).
func (t *Trainer) Slowly(samples, side int) lab.Slow {
	t.version++
	t.drop()
	t.depart()
	slow := t.lab.StepSlowly(samples, side)
	t.stepped()
	return slow
}

// Change puts other settings into force, and reports whether the experiment had to
// begin anew.
func (t *Trainer) Change(c lab.Config) (restarted bool) {
	if c.Encode() == t.lab.Config().Encode() {
		return false
	}
	if t.lab.Restarts(c) {
		t.Begin(c)
		return true
	}
	t.drop()
	t.remember(t.lab.Differing(c))
	t.change(c)
	t.remembered()
	return false
}

// begun is what follows from a beginning. Rounds that were asked for belonged to
// another experiment: nobody waits for them longer.
func (t *Trainer) begun() {
	t.run = &run{id: t.begins + 1, course: slices.Clone(t.lab.Course()), head: t.lab.Steps(), timeline: lab.Timeline{Budget: t.budget}}
	t.runs = append(t.runs, t.run)
	t.run.timeline.Keep(t.lab)
	t.arrived()
}

// arrived is what follows from another run.
func (t *Trainer) arrived() {
	t.version++
	t.begins++
	t.rate, t.rateFrom, t.rateRounds = 0, t.clock(), 0
	t.drop()
	t.dismiss()
}

// Play has it go on without being asked, or not; what is on the way is reached first.
func (t *Trainer) Play(on bool) {
	if t.aim != nil {
		t.aim.playing = on
		return
	}
	t.Playing = on
}

// SetSpeed limits playing to a number of rounds a second; 0 does not.
func (t *Trainer) SetSpeed(rounds float64) {
	t.speed, t.credit = rounds, 0
}

// Order asks for n rounds, to be played before any others, and calls done after
// them, or when the training has diverged.
func (t *Trainer) Order(n int, done func()) {
	t.orders = append(t.orders, order{n, done})
	t.heed()
}

// heed ends the training once it has diverged: nobody waits for more of it.
func (t *Trainer) heed() {
	if t.lab.Divergence() == nil {
		return
	}
	t.Playing = false
	t.drop()
	t.dismiss()
}

// dismiss has nobody wait for rounds any longer.
func (t *Trainer) dismiss() {
	for i := range t.orders {
		t.orders[i].left = 0
	}
}

// Run plays for a time, and at least one round if one is due and there is any
// time. It returns how long that took and whether an order has been carried out.
func (t *Trainer) Run(budget time.Duration) (took time.Duration, finished bool) {
	start := t.clock()
	t.heed()
	t.earn(start)
	before := t.lab.Steps()
	finished = t.finish()
	now := start
	for ; now-start < budget && t.next(); now = t.clock() {
		t.round()
		t.heed()
		t.rateRounds++
		finished = t.finish() || finished
	}
	if t.lab.Steps() != before {
		t.version++
	}
	if passed := now - t.rateFrom; passed > time.Second/2 {
		t.rate = float64(t.rateRounds) / passed.Seconds()
		t.rateFrom, t.rateRounds = now, 0
	}
	return now - start, finished
}

// next reports whether another round is due, and takes it off what is owed.
func (t *Trainer) next() bool {
	switch {
	case t.aim != nil:
		return true
	case len(t.orders) > 0:
		t.orders[0].left--
		return true
	case !t.Playing || t.Held():
		return false
	case t.speed == 0:
		return true
	case t.credit < 1:
		return false
	}
	t.credit--
	return true
}

// finish calls back whose orders have been played, and reports whether any was.
func (t *Trainer) finish() (finished bool) {
	finished = t.reach()
	for len(t.orders) > 0 && t.orders[0].left <= 0 {
		done := t.orders[0].done
		t.orders = t.orders[1:]
		done()
		finished = true
	}
	return finished
}

// earn adds the rounds due since it was called last; what a slow machine cannot
// play is not owed for longer than a quarter of a second.
func (t *Trainer) earn(now time.Duration) {
	if t.Playing && t.speed > 0 {
		t.credit = min(t.credit+t.speed*(now-t.earned).Seconds(), max(1, t.speed/4))
	}
	t.earned = now
}
