//go:build js && wasm

package loop

import "saddle/core/lab"

const (
	// patience is how long the page may stand still for a round without a word before.
	patience = 2 // seconds

	// slowest is how many times longer a machine might take than planned: what is quick
	// even then needs no measurement.
	slowest = 50
)

// Slow returns how long a round takes here, in seconds, where that is longer than a person's
// patience; 0 where it is not. It takes the seconds at the pace of lab.Pace 1.
func (g *Game) Slow(planned float64) float64 {
	if planned*slowest < patience {
		return 0
	}
	if g.pace == 0 {
		g.pace = lab.MeasurePace(.05, func() float64 { return Clock().Seconds() })
	}
	if seconds := planned * float64(g.pace); seconds > patience {
		return seconds
	}
	return 0
}

// Present is slow for the experiment that there is.
func (g *Game) Present() float64 { return g.Slow(g.Current.Player.Seconds()) }

// Slower is slow for settings that would come in place of those in force: what is no slower
// than these has been said before.
func (g *Game) Slower(c lab.Config) float64 {
	seconds := g.Slow(c.Seconds(1))
	if seconds <= g.Present() {
		return 0
	}
	return seconds
}
