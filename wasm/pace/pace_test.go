package pace

import (
	"testing"
	"time"
)

const ms = time.Millisecond

// play lets frames begin every 16.7 ms, or when the one before is done, on a
// machine where a drawn frame costs what cost says; it trains in the time between.
// It returns the drawn frames a second and training's share of the time.
func play(p *Pacer, from, to time.Duration, cost func(frame int) time.Duration) (fps, share float64) {
	const beat = 16700 * time.Microsecond
	var drawn int
	var drawing time.Duration
	for now := from; now < to; {
		var took time.Duration
		if p.MayDraw(now) {
			took = cost(drawn)
			p.Drew(now, now+took)
			drawing += took
			drawn++
		}
		now += max(took, beat)
	}
	seconds := (to - from).Seconds()
	return float64(drawn) / seconds, 1 - drawing.Seconds()/seconds
}

func TestDrawingAndTrainingShareTheTime(t *testing.T) {
	for _, test := range []struct {
		name  string
		cost  time.Duration
		fps   float64 // at least
		share float64 // at least
	}{
		{"a GPU", 6 * ms, 59, .6},
		{"a slow GPU", 13 * ms, 59, .2},
		{"no GPU", 50 * ms, 7, .6},
		{"no GPU and a large window", 90 * ms, 4, .6},
	} {
		fps, share := play(new(Pacer), 0, 20*time.Second, func(int) time.Duration { return test.cost })
		if fps < test.fps || share < test.share {
			t.Errorf("%s: %.1f frames a second and %.2f of the time for training; %.0f and %.2f wanted", test.name, fps, share, test.fps, test.share)
		}
	}
}

func TestThePacerFollowsTheMachine(t *testing.T) {
	p := new(Pacer)
	play(p, 0, 5*time.Second, func(int) time.Duration { return 60 * ms })
	// Moved to another screen, or the first frames' shaders are compiled.
	if fps, _ := play(p, 5*time.Second, 10*time.Second, func(int) time.Duration { return 5 * ms }); fps < 50 {
		t.Errorf("%.1f frames a second after a slow beginning; 50 wanted", fps)
	}
}
