package lab

import (
	"math"
	"testing"
)

// The pace is what a round of the usual size takes, against what was planned for it.
func TestMeasurePace(t *testing.T) {
	now := 0.
	pace := MeasurePace(10, func() float64 { now += 2; return now }) // each round takes two seconds
	if got := Sizes()[1].Config.Seconds(pace); math.Abs(got-2) > 1e-9 {
		t.Errorf("a round of 2 s is estimated at %v s", got)
	}
}
