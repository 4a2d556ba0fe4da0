//go:build js && wasm

package main

import (
	"time"

	"saddle/core/lab"
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

	every time.Duration // at least so long between refreshments
	share time.Duration // it may take 1/share of the time

	version     int           // of the state it shows
	reach       float64       // it was refreshed for
	wantedReach float64       // that the views have now
	at          time.Duration // when it was refreshed
	cost        time.Duration // what that took, smoothed
}

// stale reports whether the slot shows something old.
func (s *slot) stale(version int, reach float64) bool {
	return s.version != version || s.reach != reach
}

// due reports whether the slot should be refreshed now.
func (s *slot) due(version int, reach float64, now time.Duration) bool {
	return s.stale(version, reach) && (s.version == 0 || now-s.at >= max(s.every, s.cost*s.share))
}

// renew refreshes the slot.
func (s *slot) renew(l *lab.Lab, version int, reach float64, now time.Duration) {
	start := clock()
	s.refresh(l, reach)
	s.cost += (clock() - start - s.cost) / 4
	s.version, s.reach, s.at = version, reach, now
}

// newSlots returns all layers from the bottom to the top.
func newSlots() []*slot {
	const frame, dear = 15 * time.Millisecond, 2 * time.Millisecond // dear: a first guess
	heat, best := newHeatmap(), newOptimum()
	return []*slot{
		{layer: heat, name: "heatmap", kind: "plane", every: 2 * frame, share: 12, cost: dear},
		{layer: best, name: "optimum", kind: "plane", every: 240 * time.Millisecond, share: 12, cost: dear},
		{layer: new(axes), name: "axes", kind: "plane"},
		{layer: new(realPoints), name: "real", kind: "plane"},
		{layer: new(manifold), name: "manifold", kind: "plane", every: 2 * frame, share: 12, cost: dear},
		{layer: new(generatedPoints), name: "generated", kind: "plane", share: 6},
		{layer: new(arrows), name: "arrows", kind: "plane", every: 2 * frame, share: 12, cost: dear},
		{layer: new(latentPoints), name: "latent", kind: "latent"},
	}
}
