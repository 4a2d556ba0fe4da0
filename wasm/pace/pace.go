// Package pace says how often to draw while training.
package pace

import "time"

const (
	// fast is what a drawn frame may cost without anybody minding: it is drawn at
	// every opportunity, sixty times a second.
	fast = 14 * time.Millisecond

	// slowest bounds what is believed of a machine that is busy with something else.
	slowest = 100 * time.Millisecond
)

// Pacer shares out the time between drawing and training. A drawn frame costs the
// main thread more than our own work in it: where the browser has no GPU to draw
// with, it waits some 50 ms for the picture, and every core draws. There, drawing
// gets two fifths of the time, and training the rest. The zero Pacer is ready for use.
type Pacer struct {
	cost time.Duration // of a drawn frame, smoothed
	last time.Duration // when the last drawn frame began
}

// MayDraw reports whether a frame that begins at now should be drawn.
func (p *Pacer) MayDraw(now time.Duration) bool {
	return p.cost <= fast || now-p.last >= p.cost*5/2
}

// Drew notes that a frame was drawn from start on, and that the main thread was
// free for training again at end.
func (p *Pacer) Drew(start, end time.Duration) {
	p.last = start
	p.cost += (min(end-start, slowest) - p.cost) / 4
}

// Cost is what a drawn frame usually costs the main thread.
func (p *Pacer) Cost() time.Duration { return p.cost }
