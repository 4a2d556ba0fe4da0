//go:build js && wasm

// Package layer has what is drawn of an experiment, each from pictures of its player.
package layer

import (
	"time"

	"saddle/core/lab"
	"saddle/wasm/player"
	"saddle/wasm/stage"
)

// layer is one thing to be seen, with one job: it says what it wants to see of a run, takes
// that from a picture, and draws it into any number of views.
type layer interface {
	// Look is what it wants to see; reach is half the side of the square around the
	// origin that views show.
	Look(reach float64) lab.Look
	// take takes what is to be seen from a picture, if that has it, and says how long
	// that took to make.
	take(p *lab.Picture) (cost time.Duration, ok bool)
	// Draw draws it into a view.
	Draw(p *Pen, w *stage.View, t *Theme)
}

// Slot is a layer's place among the others, and how fresh it is.
type Slot struct {
	layer
	Name string // as shown, show and data-layers have it
	Kind string // of the views it is drawn in

	still bool          // training does not change it
	every time.Duration // at least so long between pictures
	share time.Duration // it may take 1/share of the time

	Version int           // of the state it shows; of the experiment, if it is still
	reach   float64       // of what it shows
	Asked   float64       // the reach that it was asked for last
	At      time.Duration // when it was seen
	Cost    time.Duration // what that took, smoothed
}

// current is the version of what the slot should show.
func (s *Slot) current(of player.Status) int {
	if s.still {
		return of.Experiment
	}
	return of.Version
}

// Due reports whether the slot shows something old and another picture should be asked for now.
// What is played elsewhere is known by pictures only, so it may have gone on.
func (s *Slot) Due(p *player.Player, reach float64, now time.Duration) bool {
	stale := s.Version != s.current(p.Status()) || s.reach != reach || !s.still && !p.Near() && p.Going()
	return stale && (s.Version == 0 || now-s.At >= max(s.every, s.Cost*s.share))
}

// See takes what is to be seen from a picture, and reports whether that has it.
func (s *Slot) See(p *lab.Picture, of player.Status, now time.Duration) bool {
	cost, ok := s.take(p)
	if !ok {
		return false
	}
	s.Cost += (cost - s.Cost) / 4
	s.Version, s.reach, s.At = s.current(of), s.Asked, now
	return true
}

// Alone says whether D*, if the slot is its own, has no heatmap below it.
func (s *Slot) Alone(on bool) {
	if best, ok := s.layer.(*optimum); ok {
		best.alone = on
	}
}

// Free gives images back.
func (s *Slot) Free() {
	if f, ok := s.layer.(interface{ free() }); ok {
		f.free()
	}
}

// NewSlots returns all layers from the bottom to the top.
func NewSlots() []*Slot {
	const frame, dear = 15 * time.Millisecond, 2 * time.Millisecond // dear: a first guess
	heat, best := newHeatmap(), newOptimum()
	return []*Slot{
		{layer: heat, Name: "heatmap", Kind: "plane", every: 2 * frame, share: 12, Cost: dear},
		{layer: best, Name: "optimum", Kind: "plane", every: 240 * time.Millisecond, share: 12, Cost: dear},
		{layer: new(axes), Name: "axes", Kind: "plane", still: true},
		{layer: new(realPoints), Name: "real", Kind: "plane", still: true},
		{layer: new(manifold), Name: "manifold", Kind: "plane", every: 2 * frame, share: 12, Cost: dear},
		{layer: new(pairs), Name: "pairs", Kind: "plane", share: 6},
		{layer: new(generatedPoints), Name: "generated", Kind: "plane", share: 6},
		{layer: new(arrows), Name: "arrows", Kind: "plane", every: 2 * frame, share: 12, Cost: dear},
		{layer: new(latentPoints), Name: "latent", Kind: "latent", still: true},
	}
}
