//go:build js && wasm

package main

import (
	"time"

	"saddle/core/lab"
	"saddle/wasm/train"
)

// layer is one thing to be seen, with one job: it takes what it shows from the
// experiment when that has changed, and draws it into any number of views.
type layer interface {
	// refresh takes from the experiment what is to be seen; reach is half the side of
	// the square around the origin that views show.
	refresh(l *lab.Lab, reach float64)
	// draw draws it into a view.
	draw(p *pen, w *view, t *theme)
}

// slot is a layer's place among the others, and how fresh it is.
type slot struct {
	layer
	name string // as shown, show and data-layers have it
	kind string // of the views it is drawn in

	still bool          // training does not change it
	every time.Duration // at least so long between refreshments
	share time.Duration // it may take 1/share of the time

	version     int           // of the state it shows; of the experiment, if it is still
	reach       float64       // it was refreshed for
	wantedReach float64       // that the views have now
	at          time.Duration // when it was refreshed
	cost        time.Duration // what that took, smoothed
}

// current is the version of what the slot should show.
func (s *slot) current(t *train.Trainer) int {
	if s.still {
		return t.Experiment()
	}
	return t.Version()
}

// due reports whether the slot shows something old and should be refreshed now.
func (s *slot) due(t *train.Trainer, reach float64, now time.Duration) bool {
	stale := s.version != s.current(t) || s.reach != reach
	return stale && (s.version == 0 || now-s.at >= max(s.every, s.cost*s.share))
}

// renew refreshes the slot.
func (s *slot) renew(t *train.Trainer, reach float64, now time.Duration) {
	start := clock()
	s.refresh(t.Lab(), reach)
	s.cost += (clock() - start - s.cost) / 4
	s.version, s.reach, s.at = s.current(t), reach, now
}

// newSlots returns all layers from the bottom to the top.
func newSlots() []*slot {
	const frame, dear = 15 * time.Millisecond, 2 * time.Millisecond // dear: a first guess
	heat, best := newHeatmap(), newOptimum()
	return []*slot{
		{layer: heat, name: "heatmap", kind: "plane", every: 2 * frame, share: 12, cost: dear},
		{layer: best, name: "optimum", kind: "plane", every: 240 * time.Millisecond, share: 12, cost: dear},
		{layer: new(axes), name: "axes", kind: "plane", still: true},
		{layer: new(realPoints), name: "real", kind: "plane", still: true},
		{layer: new(manifold), name: "manifold", kind: "plane", every: 2 * frame, share: 12, cost: dear},
		{layer: new(pairs), name: "pairs", kind: "plane", share: 6},
		{layer: new(generatedPoints), name: "generated", kind: "plane", share: 6},
		{layer: new(arrows), name: "arrows", kind: "plane", every: 2 * frame, share: 12, cost: dear},
		{layer: new(latentPoints), name: "latent", kind: "latent", still: true},
	}
}
