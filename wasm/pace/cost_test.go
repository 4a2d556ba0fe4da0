package pace

import (
	"testing"
	"time"
)

// A single frame of five seconds, as when the machine sleeps, is believed to have cost a
// tenth of one: a quarter of that is its weight.
func TestAFrameThatTookForEver(t *testing.T) {
	p := new(Pacer)
	p.Drew(0, 5000*ms)
	if got := p.Cost(); got != 25*ms {
		t.Errorf("the cost is %v, want 25 ms", got)
	}
	for range 50 {
		p.Drew(0, 5000*ms)
	}
	if got := p.Cost(); got > 100*ms {
		t.Errorf("the cost is %v, want 100 ms at most", got)
	}
}

// Frames of 13 ms are drawn at every opportunity; of 20 ms not before two and a half times
// that has passed since the last began.
func TestWhenToDraw(t *testing.T) {
	for _, test := range []struct{ cost, after int }{{13, 0}, {20, 50}} {
		p := new(Pacer)
		for range 200 {
			p.Drew(1000*ms, 1000*ms+time.Duration(test.cost)*ms)
		}
		for passed := range 80 {
			if got, want := p.MayDraw(1000*ms+time.Duration(passed)*ms), passed >= test.after; got != want {
				t.Errorf("%d ms after a frame of %d ms began: %v", passed, test.cost, got)
			}
		}
	}
}
