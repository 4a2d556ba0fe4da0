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

	// margin is left of each frame to the browser: events, layout, compositing.
	margin = 2 * time.Millisecond

	// longest bounds what a person's input waits for training.
	longest = 60 * time.Millisecond

	// hidden is a gap between frames that says that nobody was looking.
	hidden = time.Second

	probes      = 4 // frames in a row that measure the machine without training
	probeBudget = time.Millisecond
	probeEvery  = 4 * time.Second
)

// Pacer decides how long to train in each frame. What a frame would last without
// training cannot be seen while training, since whatever training adds to a frame
// looks like a slow machine; so every few seconds some frames go almost without
// training, and the others are filled up to what those lasted. On a 60 Hz screen
// that leaves frames smooth, and where a software renderer takes 55 ms a frame
// the main thread trains meanwhile. The zero Pacer is ready for use.
type Pacer struct {
	base time.Duration // a frame's interval without training
	work time.Duration // of a frame on the main thread outside training, smoothed

	last    time.Duration // when the last frame began
	lastRan bool          // whether there is a last frame, and it was not hidden
	quiet   bool          // whether the last frame was almost without training
	left    int           // probes still to be made
	next    time.Duration // when to probe again
	seen    []time.Duration
}

// Begin notes that a frame begins at now and returns how long to train in it.
func (p *Pacer) Begin(now time.Duration) time.Duration {
	if p.base == 0 {
		p.base, p.left = time.Second/60, probes
		p.next = now + probeEvery
	}
	interval := now - p.last
	if p.lastRan && p.quiet && interval < hidden {
		p.observe(interval)
	}
	p.last, p.lastRan = now, true

	if p.left == 0 && now >= p.next {
		p.left = probes
		p.next = now + probeEvery
	}
	p.quiet = p.left > 0
	if p.quiet {
		p.left--
		return probeBudget
	}
	return p.Budget()
}

// observe takes in the interval of a frame without training; the median of a row
// of them is the new base.
func (p *Pacer) observe(interval time.Duration) {
	p.seen = append(p.seen, interval)
	if len(p.seen) < probes {
		return
	}
	slices.Sort(p.seen)
	median := p.seen[(len(p.seen)-1)/2]
	p.seen = p.seen[:0]
	// A screen faster than smooth shows every second frame, or third, …
	p.base = median * ((smooth + median - 1) / median)
}

// Budget is how long to train in a frame: what the machine leaves of it, and in
// any case a quarter of a fast frame, and of a slow one all but the 25 ms that
// even slow machines should draw in.
func (p *Pacer) Budget() time.Duration {
	least := max(p.base/4, p.base-25*time.Millisecond)
	return min(max(p.base-p.work-margin, least), longest)
}

// Worked notes how long the main thread worked in a frame outside training.
func (p *Pacer) Worked(d time.Duration) {
	if p.work == 0 {
		p.work = d
	}
	p.work += (d - p.work) / 8
}

// Work is the main thread's usual work in a frame outside training.
func (p *Pacer) Work() time.Duration { return p.work }

// Interval is what a frame lasts on this machine without training.
func (p *Pacer) Interval() time.Duration { return p.base }
