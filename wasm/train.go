//go:build js && wasm

package main

import (
	"time"

	"saddle/core/lab"
)

// trainer plays the rounds of one experiment. Rounds are counted, never timed: how
// long run may take says when a state is seen, not what it is.
type trainer struct {
	lab     *lab.Lab
	version int // grows with whatever changes the state

	playing bool
	speed   float64 // rounds a second; 0 for as many as can be
	credit  float64 // rounds due at that speed
	last    time.Duration

	orders []order // rounds asked for, first in first out
	course []leg   // the settings since the beginning

	resuming bool   // playing again what was played before the page was reloaded
	target   string // the link that this ends with

	rate     float64 // rounds a second, measured
	rateFrom time.Duration
	rateAt   int
}

// leg is a part of a course: from a step on, the settings were those of a link.
// With the steps played, a course determines the state.
type leg struct {
	step int
	link string
}

// order is a number of rounds that somebody waits for.
type order struct {
	left int
	done func()
}

// begin starts an experiment.
func (t *trainer) begin(c lab.Config) {
	t.lab = lab.New(c)
	t.restarted()
}

// change puts other settings into force, and reports whether the experiment had to
// begin anew.
func (t *trainer) change(c lab.Config) (restarted bool) {
	t.version++
	if t.lab.Change(c) {
		t.restarted()
		return true
	}
	t.course = append(t.course, leg{t.lab.Steps(), c.Encode()})
	return false
}

// restarted is what follows from a beginning: the rounds asked for were of another
// experiment.
func (t *trainer) restarted() {
	t.version++
	t.course = append(t.course[:0], leg{0, t.lab.Config().Encode()})
	t.rateAt, t.rateFrom, t.rate = 0, clock(), 0
	t.resuming = false
	for i := range t.orders {
		t.orders[i].left = 0
	}
}

// order asks for n rounds and calls done after them.
func (t *trainer) order(n int, done func()) { t.orders = append(t.orders, order{n, done}) }

// run trains for a time: what was ordered first, then what playing at the speed
// allows. It returns how long that took, and whether an order has been played.
func (t *trainer) run(budget time.Duration) (took time.Duration, finished bool) {
	start := clock()
	t.earn(start)
	before := t.lab.Steps()
	finished = t.finish()
	for now := start; now-start < budget && t.next(); now = clock() {
		t.lab.Step()
		finished = t.finish() || finished
	}
	if t.lab.Steps() != before {
		t.version++
	}
	now := clock()
	if now-t.rateFrom > time.Second/2 {
		t.rate = float64(t.lab.Steps()-t.rateAt) / (now - t.rateFrom).Seconds()
		t.rateFrom, t.rateAt = now, t.lab.Steps()
	}
	return now - start, finished
}

// next reports whether another round is due, and takes it off what is owed.
func (t *trainer) next() bool {
	if len(t.orders) > 0 {
		t.orders[0].left--
		return true
	}
	if !t.playing {
		return false
	}
	if t.speed == 0 {
		return true
	}
	if t.credit < 1 {
		return false
	}
	t.credit--
	return true
}

// finish calls back whose orders have been played, and reports whether any was.
func (t *trainer) finish() (finished bool) {
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
func (t *trainer) earn(now time.Duration) {
	if t.playing && t.speed > 0 {
		t.credit = min(t.credit+t.speed*(now-t.last).Seconds(), max(1, t.speed/4))
	}
	t.last = now
}
