//go:build js && wasm

package main

import (
	"time"

	"saddle/core/lab"
	"saddle/wasm/player"
)

// layer is one thing to be seen, with one job: it says what it wants to see of a run, takes
// that from a picture, and draws it into any number of views.
type layer interface {
	// look is what it wants to see; reach is half the side of the square around the
	// origin that views show.
	look(reach float64) lab.Look
	// take takes what is to be seen from a picture, if that has it, and says how long
	// that took to make.
	take(p *lab.Picture) (cost time.Duration, ok bool)
	// draw draws it into a view.
	draw(p *pen, w *view, t *theme)
}

// slot is a layer's place among the others, and how fresh it is.
type slot struct {
	layer
	name string // as shown, show and data-layers have it
	kind string // of the views it is drawn in

	still bool          // training does not change it
	every time.Duration // at least so long between pictures
	share time.Duration // it may take 1/share of the time

	version int           // of the state it shows; of the experiment, if it is still
	reach   float64       // of what it shows
	asked   float64       // the reach that it was asked for last
	at      time.Duration // when it was seen
	cost    time.Duration // what that took, smoothed
}

// current is the version of what the slot should show.
func (s *slot) current(of player.Status) int {
	if s.still {
		return of.Experiment
	}
	return of.Version
}

// due reports whether the slot shows something old and another picture should be asked for now.
// What is played elsewhere is known by pictures only, so it may have gone on.
func (s *slot) due(p *player.Player, reach float64, now time.Duration) bool {
	stale := s.version != s.current(p.Status()) || s.reach != reach || !s.still && !p.Near() && p.Going()
	return stale && (s.version == 0 || now-s.at >= max(s.every, s.cost*s.share))
}

// see takes what is to be seen from a picture, and reports whether that has it.
func (s *slot) see(p *lab.Picture, of player.Status, now time.Duration) bool {
	cost, ok := s.take(p)
	if !ok {
		return false
	}
	s.cost += (cost - s.cost) / 4
	s.version, s.reach, s.at = s.current(of), s.asked, now
	return true
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
