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

	rate     float64 // rounds a second, measured
	rateFrom time.Duration
	rateAt   int
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

// restarted is what follows from a beginning: the rounds asked for were of another
// experiment.
func (t *trainer) restarted() {
	t.version++
	t.rateAt, t.rateFrom, t.rate = 0, clock(), 0
	for i := range t.orders {
		t.orders[i].left = 0
	}
}

// order asks for n rounds and calls done after them.
func (t *trainer) order(n int, done func()) { t.orders = append(t.orders, order{n, done}) }

// run trains for a time: what was ordered first, then what playing at the speed
// allows. It returns how long it took.
func (t *trainer) run(budget time.Duration) time.Duration {
	start := clock()
	t.earn(start)
	before := t.lab.Steps()
	for now := start; now-start < budget && t.next(); now = clock() {
		t.lab.Step()
	}
	if t.lab.Steps() != before {
		t.version++
	}
	now := clock()
	if now-t.rateFrom > time.Second/2 {
		t.rate = float64(t.lab.Steps()-t.rateAt) / (now - t.rateFrom).Seconds()
		t.rateFrom, t.rateAt = now, t.lab.Steps()
	}
	return now - start
}

// next reports whether another round is due, and takes it off what is owed.
func (t *trainer) next() bool {
	for i := range t.orders {
		if t.orders[i].left > 0 {
			t.orders[i].left--
			return true
		}
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

// earn adds the rounds due since it was called last; what a slow machine cannot
// play is not owed for longer than a quarter of a second.
func (t *trainer) earn(now time.Duration) {
	if t.playing && t.speed > 0 {
		t.credit = min(t.credit+t.speed*(now-t.last).Seconds(), max(1, t.speed/4))
	}
	t.last = now
}

// finish calls back whose orders have been played, and reports whether any was.
func (t *trainer) finish() bool {
	finished := false
	for len(t.orders) > 0 && t.orders[0].left == 0 {
		t.orders[0].done()
		t.orders = t.orders[1:]
		finished = true
	}
	return finished
}
