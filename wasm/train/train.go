// Package train plays the rounds of an experiment in slices of time. Rounds are
// counted, never timed: how long a slice is says when a state is seen, not what
// it is.
package train

import (
	"slices"
	"time"

	"saddle/core/lab"
)

// Trainer plays one experiment after another. It is not safe for concurrent use.
type Trainer struct {
	Playing bool // whether to go on without being asked

	clock   func() time.Duration
	lab     *lab.Lab
	version int
	begins  int

	speed  float64 // rounds a second; 0 for as many as can be
	credit float64 // rounds due at that speed
	earned time.Duration

	orders []order
	legs   []Leg
	replay *Course // what is being played again

	rate       float64 // rounds a second, measured
	rateFrom   time.Duration
	rateRounds int
}

// order is a number of rounds that somebody waits for.
type order struct {
	left int
	done func()
}

// Leg is a part of a course: from a step on, the settings were those of a link.
type Leg struct {
	Step int
	Link string
}

// Course is how an experiment came to its state, which it determines: the settings
// since the beginning and the number of steps. Playing is whether it goes on.
type Course struct {
	Legs    []Leg
	Steps   int
	Playing bool
}

// Valid reports whether a course can be played: one that was kept may have been kept
// by somebody else.
func (c Course) Valid() bool {
	if len(c.Legs) == 0 || c.Legs[0].Step != 0 {
		return false
	}
	at := 0
	for _, leg := range c.Legs {
		if leg.Step < at {
			return false
		}
		at = leg.Step
	}
	return at <= c.Steps
}

// New returns a Trainer at the beginning of an experiment.
func New(c lab.Config, clock func() time.Duration) *Trainer {
	t := &Trainer{clock: clock}
	t.Begin(c)
	return t
}

// Lab returns the experiment as it is.
func (t *Trainer) Lab() *lab.Lab { return t.lab }

// Version is a number that grows whenever the experiment's state changes; it is
// never 0.
func (t *Trainer) Version() int { return t.version }

// Experiment is a number that grows whenever an experiment begins; it is never 0.
func (t *Trainer) Experiment() int { return t.begins }

// Waiting reports whether anybody waits for rounds.
func (t *Trainer) Waiting() bool { return len(t.orders) > 0 }

// Orders is the number of orders that are waited for.
func (t *Trainer) Orders() int { return len(t.orders) }

// Rate is the number of rounds a second that are being played.
func (t *Trainer) Rate() float64 { return t.rate }

// Begin starts an experiment in place of the one there is.
func (t *Trainer) Begin(c lab.Config) {
	t.lab = lab.New(c)
	t.begun()
}

// Slowly plays one round at once and returns it taken apart (see lab.StepSlowly).
func (t *Trainer) Slowly(samples, side int) lab.Slow {
	t.version++
	return t.lab.StepSlowly(samples, side)
}

// Change puts other settings into force, and reports whether the experiment had to
// begin anew.
func (t *Trainer) Change(c lab.Config) (restarted bool) {
	t.replay = nil
	return t.change(c)
}

func (t *Trainer) change(c lab.Config) (restarted bool) {
	t.version++
	if t.lab.Change(c) {
		t.begun()
		return true
	}
	t.legs = append(t.legs, Leg{t.lab.Steps(), c.Encode()})
	return false
}

// begun is what follows from a beginning. Rounds that were asked for belonged to
// another experiment: nobody waits for them longer.
func (t *Trainer) begun() {
	t.version++
	t.replay = nil
	t.legs = append(t.legs[:0], Leg{0, t.lab.Config().Encode()})
	t.begins++
	t.rate, t.rateFrom, t.rateRounds = 0, t.clock(), 0
	t.dismiss()
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
		t.lab.Step()
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
	case len(t.orders) > 0:
		t.orders[0].left--
		return true
	case !t.Playing:
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

// Course returns the course of the experiment; while one is played again, that one,
// wherever the replay is.
func (t *Trainer) Course() Course {
	if t.replay != nil {
		return *t.replay
	}
	return Course{slices.Clone(t.legs), t.lab.Steps(), t.Playing}
}

// Replay begins to play a course again; then it goes on if that one did. Nothing
// else is played meanwhile.
func (t *Trainer) Replay(c Course) {
	first, _ := lab.Decode(c.Legs[0].Link)
	t.Begin(first)
	t.Playing = false
	t.replay = &c
	this, at := t.begins, 0
	for _, leg := range c.Legs[1:] {
		t.Order(leg.Step-at, func() {
			if t.replay == &c { // Settings that somebody has changed meanwhile stay.
				settings, _ := lab.Decode(leg.Link)
				t.change(settings)
			}
		})
		at = leg.Step
	}
	t.Order(c.Steps-at, func() {
		if t.begins == this {
			t.replay, t.Playing = nil, c.Playing
		}
	})
}
