// Package pace shares out the main thread's time between drawing and training.
package pace

import (
	"slices"
	"time"
)

const (
	// smooth is the frame interval that is good enough: where the screen is faster,
	// several of its intervals make one of ours.
	smooth = time.Second / 75

	// slow is an interval from which on drawing costs so much that it is done less
	// often: then drawn frames and others take turns.
	slow = 30 * time.Millisecond

	// undrawn is how long a frame lasts in which nothing is drawn.
	undrawn = time.Second / 60

	// slowest bounds what is believed of a machine that is busy with something else.
	slowest = 120 * time.Millisecond

	// margin is left of each frame to the browser: events, layout, compositing.
	margin = 2 * time.Millisecond

	// longest bounds what a person's input waits for training.
	longest = 60 * time.Millisecond

	// hidden is a gap between frames that says that nobody was looking.
	hidden = time.Second

	probes      = 4 // frames in a row that measure the machine without training
	probeBudget = time.Millisecond
	probeEvery  = 4 * time.Second
	firstProbe  = time.Second // when the program has warmed up
)

// Pacer decides in which frames to draw and how long to train in each. What a
// drawn frame would last without training cannot be seen while training, since
// whatever training adds to a frame looks like a slow machine; so every few
// seconds some frames are drawn almost without training, and the others are
// filled up to what those lasted. On a 60 Hz screen that leaves every frame
// smooth. Where a software renderer takes 55 ms, the main thread trains meanwhile,
// and half of the time is left undrawn for training and for the page. The zero
// Pacer is ready for use.
type Pacer struct {
	base time.Duration // the interval after a drawn frame without training
	work time.Duration // on the main thread outside training, of a drawn frame, smoothed

	last    time.Duration // when the last frame began
	drawnAt time.Duration // when the last drawn frame began
	probing bool          // the last frame was a probe
	left    int           // probes still to be made
	next    time.Duration // when to probe again
	seen    []time.Duration
}

// Frame says what to do in a frame.
type Frame struct {
	Draw  bool
	Train time.Duration
}

// Begin notes that a frame begins at now, and says what to do in it.
func (p *Pacer) Begin(now time.Duration) Frame {
	if p.base == 0 {
		p.base, p.next = undrawn, now+firstProbe
	}
	if interval := now - p.last; p.probing && interval < hidden {
		p.observe(interval)
	}
	p.last = now

	if p.left == 0 && now >= p.next {
		p.left = probes
		p.next = now + probeEvery
	}
	p.probing = p.left > 0
	if p.probing {
		p.left--
		p.drawnAt = now
		return Frame{Draw: true, Train: probeBudget}
	}
	if p.base > slow && now-p.drawnAt < 2*p.base {
		return Frame{Train: undrawn - margin}
	}
	p.drawnAt = now
	return Frame{Draw: true, Train: p.budget()}
}

// Rest notes that a frame begins in which nothing is trained: what such frames last
// says little about those in which something changes.
func (p *Pacer) Rest() { p.probing = false }

// observe takes in the interval after a probe; the median of a row of them is the
// new base.
func (p *Pacer) observe(interval time.Duration) {
	p.seen = append(p.seen, interval)
	if len(p.seen) < probes {
		return
	}
	slices.Sort(p.seen)
	median := min(max(p.seen[(len(p.seen)-1)/2], time.Millisecond), slowest)
	p.seen = p.seen[:0]
	// A screen faster than smooth shows every second frame, or third, …
	p.base = median * ((smooth + median - 1) / median)
}

// budget is how long to train in a drawn frame: what the machine leaves of it, and
// in any case a quarter.
func (p *Pacer) budget() time.Duration {
	return min(max(p.base-p.work-margin, p.base/4), longest)
}

// Worked notes how long the main thread worked in a drawn frame outside training.
func (p *Pacer) Worked(d time.Duration) {
	if p.work == 0 {
		p.work = d
	}
	p.work += (d - p.work) / 8
}

// Work is the main thread's usual work in a drawn frame outside training.
func (p *Pacer) Work() time.Duration { return p.work }

// Interval is what a drawn frame lasts on this machine without training.
func (p *Pacer) Interval() time.Duration { return p.base }
