//go:build js && wasm

package loop

import (
	"slices"
	"syscall/js"
	"time"

	"saddle/core/lab"
	"saddle/wasm/layer"
	"saddle/wasm/player"
)

// Experiment is one of those that the page has: its player, what has been taken from it to be
// seen, and what the page has been told of it. A page with one has it under the name "". Views
// show the experiment that they name.
type Experiment struct {
	Name   string
	Player *player.Player
	host   *player.Host // nil where it is not in this program
	worker js.Value     // where it is then

	moving    bool          // a Worker is being made for it, or is giving it back
	used      time.Duration // when it was in use last
	endedAt   time.Duration // when a Worker of its came to an end by itself; 0 for never
	deaf      time.Duration // how long its Worker has not heard of an order
	restarted func()        // to be told once another has gone on; nil for nothing

	slots []*layer.Slot

	measureCost time.Duration
	told        int           // version of the state whose measures the page was told last
	toldAt      time.Duration // when
	TellNow     bool          // without waiting for the next quarter of a second
	news        bool          // there are measures that the page has not been told
}

// toBeTold reports whether the page is to be told the measures now.
func (e *Experiment) toBeTold(now time.Duration) bool {
	if e.told == e.Player.Status().Version && !(e.Player.Going() && !e.Player.Near()) {
		return false
	}
	return e.TellNow || now-e.toldAt >= max(measureEvery, 10*e.measureCost)
}

// experiments are all that the page has. Only those in use are trained; the others
// stay as they are, and so does what views show of them.
type experiments struct {
	Named   map[string]*Experiment
	InUse   []*Experiment
	Current *Experiment // the first of those that were last in use
}

// begin adds an experiment in place of one of the same name.
func (x *experiments) begin(name string, c lab.Config) *Experiment {
	budget := 0
	if name == "" { // Others, as those of the lecture's figures, are many, and nobody goes back in them.
		budget = player.TimelineBudget
	}
	e := &Experiment{Name: name, host: player.NewHost(c, Clock, budget), slots: layer.NewSlots(), TellNow: true}
	e.Player = player.New(c, player.Near(e.host))
	x.Named[name] = e
	return e
}

// Use puts experiments into use, in place of those that are; names of none are left
// out.
func (x *experiments) Use(names ...string) {
	x.InUse = nil
	for _, name := range names {
		if e := x.Named[name]; e != nil && !slices.Contains(x.InUse, e) {
			x.InUse = append(x.InUse, e)
		}
	}
	if len(x.InUse) > 0 {
		x.Current = x.InUse[0]
	}
}

// turn returns the experiment in use to be trained next in this program: of those that have
// rounds to play the one that has played fewest, so that several stay side by side. nil if there
// is none.
func (x *experiments) turn(seen bool) *Experiment {
	var next *Experiment
	for _, e := range x.InUse {
		if e.host == nil || !e.host.Due(seen) {
			continue
		}
		if next == nil || e.Player.Status().Step < next.Player.Status().Step {
			next = e
		}
	}
	return next
}

// extent is half the side of the square that views of an experiment show.
func (x *experiments) extent(name string) float64 {
	if e := x.Named[name]; e != nil {
		return e.Player.Extent()
	}
	return 1
}
