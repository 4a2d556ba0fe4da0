package train

import (
	"math"
	"testing"
	"time"

	"saddle/core/lab"
)

const ms = time.Millisecond

// clock ticks a millisecond each time it is read, so a round takes one.
type clock struct{ now time.Duration }

func (c *clock) read() time.Duration { c.now += ms; return c.now }

func small(t *testing.T, more string) lab.Config {
	t.Helper()
	c, errs := lab.Decode("g_layers=4&d_layers=4&batch=8" + more)
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	return c
}

func TestRunPlaysForItsTime(t *testing.T) {
	tr := New(small(t, ""), new(clock).read, 0)
	if tr.Run(10 * ms); tr.Lab().Steps() != 0 {
		t.Errorf("%d rounds played by a Trainer that does not play", tr.Lab().Steps())
	}
	tr.Playing = true
	before := tr.Version()
	took, _ := tr.Run(10 * ms)
	if n := tr.Lab().Steps(); n != 10 || took != 10*ms {
		t.Errorf("%d rounds in %v; 10 in 10 ms wanted", n, took)
	}
	if tr.Version() == before {
		t.Error("the state has changed and its version has not")
	}
}

func TestOrdersArePlayedExactly(t *testing.T) {
	tr := New(small(t, ""), new(clock).read, 0)
	var at []int
	note := func() { at = append(at, tr.Lab().Steps()) }
	tr.Order(25, note)
	tr.Order(0, note)
	tr.Order(3, note)
	if _, finished := tr.Run(10 * ms); finished || len(at) > 0 {
		t.Error("an order of 25 rounds is finished after 10")
	}
	for range 5 {
		tr.Run(10 * ms)
	}
	if len(at) != 3 || at[0] != 25 || at[1] != 25 || at[2] != 28 || tr.Lab().Steps() != 28 || tr.Waiting() {
		t.Errorf("orders were finished at %v, and %d rounds played", at, tr.Lab().Steps())
	}
}

func TestABeginningEndsOrders(t *testing.T) {
	tr := New(small(t, ""), new(clock).read, 0)
	called := false
	tr.Order(1000, func() { called = true })
	tr.Run(5 * ms)
	tr.Begin(small(t, "&seed=3"))
	tr.Run(5 * ms)
	if !called || tr.Lab().Steps() != 0 {
		t.Errorf("called back: %v; %d rounds of the new experiment played", called, tr.Lab().Steps())
	}
}

func TestSpeed(t *testing.T) {
	c := new(clock)
	tr := New(small(t, ""), c.read, 0)
	tr.Playing = true
	tr.SetSpeed(50)
	tr.Run(10 * ms)
	from := c.now
	first := tr.Lab().Steps()
	for range 100 {
		c.now += 15 * ms
		tr.Run(10 * ms)
	}
	seconds := (c.now - from).Seconds()
	rounds := float64(tr.Lab().Steps() - first)
	if math.Abs(rounds/seconds-50) > 2 {
		t.Errorf("%.1f rounds a second; 50 wanted", rounds/seconds)
	}
	if math.Abs(tr.Rate()-50) > 5 {
		t.Errorf("Rate is %.1f; about 50 wanted", tr.Rate())
	}
	// Nothing is owed for a time in which nobody could play.
	first = tr.Lab().Steps()
	c.now += time.Hour
	for range 100 {
		tr.Run(10 * ms)
	}
	if n := tr.Lab().Steps() - first; n > 30 {
		t.Errorf("%d rounds made up for after an hour", n)
	}
}

// A training that diverges stops at once, whoever wants more of it; what others see is a
// trainer that is at rest.
func TestDivergenceStopsTraining(t *testing.T) {
	c, wrong := lab.Decode("#g_layers=8&d_layers=8&batch=8&loss=wgan&clip=0&rule=sgd&g_lr=1&d_lr=1")
	if wrong != nil {
		t.Fatal(wrong)
	}
	l := lab.New(c)
	for l.Divergence() == nil {
		l.Step()
	}
	at := l.Steps()
	for _, play := range []bool{true, false} {
		tr := New(c, new(clock).read, 0)
		tr.Playing = play
		done := 0
		if !play {
			tr.Order(1000, func() { done++ })
		}
		for range 200 {
			tr.Run(10 * ms)
		}
		if tr.Lab().Steps() != at || tr.Playing || tr.Waiting() {
			t.Errorf("playing %v: %d rounds, divergence in %d; playing still: %v, waiting still: %v", play, tr.Lab().Steps(), at, tr.Playing, tr.Waiting())
		}
		tr.Playing = true
		tr.Order(5, func() { done++ })
		tr.Run(10 * ms)
		if tr.Lab().Steps() != at || tr.Playing || tr.Waiting() || !play && done != 2 {
			t.Errorf("after the divergence it goes on: %d rounds, %d orders done", tr.Lab().Steps(), done)
		}
		tr.Begin(c)
		tr.Playing = true
		if tr.Run(5 * ms); tr.Lab().Steps() == 0 {
			t.Error("a new beginning does not train")
		}
	}
}
