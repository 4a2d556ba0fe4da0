package gan

import (
	"math"
	"slices"
)

// Schedule says how learning rates change while a game goes on, up to its horizon.
type Schedule struct {
	Kind    string  // a name in Schedules
	End     float64 // cosine: share of the learning rate that is left at the horizon
	Horizon int     // in rounds; after it, nothing changes any more
}

// Schedules returns the names of the schedules: no change; half a cosine from the
// whole rate down to its End (Loshchilov and Hutter, 2017, eq 5); a tenth of the
// rate from half the horizon on, and a hundredth from three quarters.
func Schedules() []string { return []string{"constant", "cosine", "step"} }

func (s Schedule) valid() bool {
	return slices.Contains(Schedules(), s.Kind) && (s.Horizon > 0 || s.Kind == "constant")
}

// passed is the share of the horizon that is behind a round, at most 1.
func (s Schedule) passed(round int) float64 {
	if s.Horizon < 1 {
		return 0
	}
	return min(float64(round)/float64(s.Horizon), 1)
}

// rate is the factor on learning rates in a round.
func (s Schedule) rate(round int) float64 {
	t := s.passed(round)
	switch {
	case s.Kind == "cosine":
		return descent(t, s.End)
	case s.Kind == "step" && t >= .75:
		return .01
	case s.Kind == "step" && t >= .5:
		return .1
	}
	return 1
}

// descent goes from 1 at t = 0 to end at t = 1, as half a period of a cosine does.
func descent(t, end float64) float64 {
	return end + float64((1-end)*float64(.5*(1+cosTurn(t/2))))
}

// cosTurn is cos(2 pi t) for t in [0, 1/2], by products rounded one by one:
// math.Cos may be fused, and its bits differ between machines.
func cosTurn(t float64) float64 {
	if t > .25 {
		return -cosTurn(.5 - t)
	}
	x := float64(2 * math.Pi * t)
	square := float64(x * x)
	sum, term := 1.0, 1.0
	for k := 1.0; k <= 19; k += 2 {
		term = -float64(term*square) / float64(k*(k+1))
		sum += term
	}
	return sum
}
