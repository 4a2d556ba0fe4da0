//go:build js && wasm

package main

import (
	"time"

	"saddle/core/lab"
	"saddle/wasm/train"
)

// experiment is one of those that the page has: a trainer, what has been taken from
// it to be seen, and what the page knows of it. A page with one has it under the
// name "". Views show the experiment that they name.
type experiment struct {
	name    string
	trainer *train.Trainer
	slots   []*slot

	measures    lab.Measures
	measured    int // version of the state that they are of
	measureCost time.Duration
	told        int           // version of the state whose measures the page was told last
	toldAt      time.Duration // when
	tellNow     bool          // without waiting for the next quarter of a second
}

// measure returns the measures of the state as it is.
func (e *experiment) measure() *lab.Measures {
	if e.measured != e.trainer.Version() {
		start := clock()
		e.measures = e.trainer.Lab().Measure()
		e.measureCost = clock() - start
		e.measured = e.trainer.Version()
	}
	return &e.measures
}

// toBeTold reports whether the page is to be told the measures now.
func (e *experiment) toBeTold(now time.Duration) bool {
	if e.told == e.trainer.Version() {
		return false
	}
	return e.tellNow || now-e.toldAt >= max(measureEvery, 10*e.measureCost)
}

// experiments are all that the page has. Only those in use are trained; the others
// stay as they are, and so does what views show of them.
type experiments struct {
	named   map[string]*experiment
	inUse   []*experiment
	current *experiment // the first of those that were last in use
}

// begin adds an experiment in place of one of the same name.
func (x *experiments) begin(name string, c lab.Config) *experiment {
	budget := 0
	if name == "" { // Others, as those of the lecture's figures, are many, and nobody goes back in them.
		budget = timelineBudget
	}
	e := &experiment{name: name, trainer: train.New(c, clock, budget), slots: newSlots(), tellNow: true}
	x.named[name] = e
	return e
}

// use puts experiments into use, in place of those that are; names of none are left
// out.
func (x *experiments) use(names ...string) {
	x.inUse = nil
	for _, name := range names {
		if e := x.named[name]; e != nil {
			x.inUse = append(x.inUse, e)
		}
	}
	if len(x.inUse) > 0 {
		x.current = x.inUse[0]
	}
}

// turn returns the experiment in use to be trained next: of those that have rounds to
// play the one that has played fewest, so that several stay side by side. nil if
// there is none.
func (x *experiments) turn(seen bool) *experiment {
	var next *experiment
	for _, e := range x.inUse {
		if t := e.trainer; !t.Waiting() && !(t.Playing && seen) {
			continue
		}
		if next == nil || e.trainer.Lab().Steps() < next.trainer.Lab().Steps() {
			next = e
		}
	}
	return next
}

// extent is half the side of the square that views of an experiment show.
func (x *experiments) extent(name string) float64 {
	if e := x.named[name]; e != nil {
		return e.trainer.Lab().Extent()
	}
	return 1
}
