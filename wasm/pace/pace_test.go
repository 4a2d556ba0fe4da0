package pace

import (
	"testing"
	"time"
)

const ms = time.Millisecond

// machine plays frames: each starts on the screen's beat, after the renderer and
// the main thread have both finished the one before.
type machine struct {
	beat   time.Duration // of the screen
	render time.Duration // of a frame, beside the main thread
	work   time.Duration // on the main thread outside training
}

// run plays frames from one second to another and returns the mean interval of
// drawn frames in the second half, and training's share of it.
func (m machine) run(p *Pacer, from, to int) (interval time.Duration, share float64) {
	var trained, counted time.Duration
	var drawn int
	now, end := time.Duration(from)*time.Second, time.Duration(to)*time.Second
	half := (now + end) / 2
	for now < end {
		frame := p.Begin(now)
		busy := frame.Train
		if frame.Draw {
			p.Worked(m.work)
			busy = max(m.work+frame.Train, m.render)
		}
		took := (busy + m.beat - 1) / m.beat * m.beat
		now += took
		if now > half {
			counted += took
			trained += frame.Train
			if frame.Draw {
				drawn++
			}
		}
	}
	return counted / time.Duration(drawn), float64(trained) / float64(counted)
}

func TestFramesStaySmoothAndAreFilled(t *testing.T) {
	for _, test := range []struct {
		name    string
		machine machine
		longest time.Duration // mean interval
		least   float64       // share of training
	}{
		{"60 Hz", machine{16667 * time.Microsecond, 5 * ms, 4 * ms}, 17 * ms, 0.5},
		{"60 Hz, much to draw", machine{16667 * time.Microsecond, 5 * ms, 11 * ms}, 17 * ms, 0.2},
		{"144 Hz", machine{6944 * time.Microsecond, 3 * ms, 3 * ms}, 15 * ms, 0.5},
		{"slow renderer", machine{ms, 55 * ms, 6 * ms}, 120 * ms, 0.8},
		{"slow renderer on the screen's beat", machine{16667 * time.Microsecond, 55 * ms, 6 * ms}, 140 * ms, 0.75},
		{"slow main thread", machine{ms, 10 * ms, 60 * ms}, 140 * ms, 0.45},
	} {
		interval, share := test.machine.run(new(Pacer), 0, 40)
		if interval > test.longest || share < test.least {
			t.Errorf("%s: a frame is drawn every %v (at most %v wanted) and trains %.2f of it (at least %.2f wanted)",
				test.name, interval, test.longest, share, test.least)
		}
	}
}

func TestPacerFollowsTheMachine(t *testing.T) {
	p := new(Pacer)
	machine{ms, 55 * ms, 6 * ms}.run(p, 0, 10)
	if got := p.budget(); got < 40*ms {
		t.Errorf("budget %v on a slow renderer; 40 ms or more wanted", got)
	}
	machine{16667 * time.Microsecond, 5 * ms, 4 * ms}.run(p, 10, 30)
	if got := p.budget(); got > 11*ms {
		t.Errorf("budget %v after moving to a 60 Hz screen; 11 ms or less wanted", got)
	}
}

func TestRestTeachesNothing(t *testing.T) {
	p := new(Pacer)
	machine{ms, 55 * ms, 6 * ms}.run(p, 0, 10)
	before := p.Interval()
	for now := 10 * time.Second; now < 20*time.Second; now += 3 * ms {
		p.Begin(now)
		p.Rest() // as if it were the next frame
	}
	if p.Interval() != before {
		t.Errorf("the base interval went from %v to %v at rest", before, p.Interval())
	}
}

func TestAHiddenTabTeachesNothing(t *testing.T) {
	p := new(Pacer)
	m := machine{16667 * time.Microsecond, 5 * ms, 4 * ms}
	m.run(p, 0, 10)
	before := p.Interval()
	for i := range 40 {
		p.Begin(time.Duration(20+10*i) * time.Second)
	}
	if p.Interval() != before {
		t.Errorf("the base interval went from %v to %v while hidden", before, p.Interval())
	}
}
