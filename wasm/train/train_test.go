package train

import (
	"math"
	"reflect"
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
	tr := New(small(t, ""), new(clock).read)
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
	tr := New(small(t, ""), new(clock).read)
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
	tr := New(small(t, ""), new(clock).read)
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
	tr := New(small(t, ""), c.read)
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

func TestReplayGivesTheSameState(t *testing.T) {
	tr := New(small(t, "&seed=5"), new(clock).read)
	play := func(tr *Trainer, n int) {
		tr.Order(n, func() {})
		for tr.Waiting() {
			tr.Run(7 * ms)
		}
	}
	play(tr, 12)
	tr.Change(small(t, "&seed=5&g_lr=0.05"))
	play(tr, 9)
	tr.Change(small(t, "&seed=5&g_lr=0.05&loss=minimax"))
	play(tr, 4)

	again := New(lab.Default(), new(clock).read)
	course := tr.Course()
	course.Playing = true
	again.Replay(course)
	if again.Playing {
		t.Error("it plays on its own during a replay")
	}
	for again.Waiting() {
		if got := again.Course(); !reflect.DeepEqual(got, course) {
			t.Fatalf("at step %d of the replay the course is %v; %v wanted", again.Lab().Steps(), got, course)
		}
		again.Run(1 * ms)
	}
	if again.Lab().Steps() != tr.Lab().Steps() || again.Lab().Digest() != tr.Lab().Digest() {
		t.Errorf("step %d, digest %s; step %d, digest %s wanted",
			again.Lab().Steps(), again.Lab().Digest(), tr.Lab().Steps(), tr.Lab().Digest())
	}
	if got := again.Course(); !reflect.DeepEqual(got, course) {
		t.Errorf("after the replay the course is %v; %v wanted", got, course)
	}
	if !again.Playing {
		t.Error("the replay has ended and does not go on as it was told to")
	}
}

// Who begins another experiment during a replay is not brought back to it.
func TestAReplayCanBeLeft(t *testing.T) {
	tr := New(lab.Default(), new(clock).read)
	course := Course{[]Leg{{0, small(t, "").Encode()}, {5, small(t, "&g_lr=0.05").Encode()}}, 50, true}
	tr.Replay(course)
	tr.Run(2 * ms)
	other := small(t, "&seed=9")
	tr.Begin(other)
	for range 5 {
		tr.Run(10 * ms)
	}
	if got := tr.Lab().Config().Encode(); got != other.Encode() || tr.Playing {
		t.Errorf("at %q, playing %v; %q and false wanted", got, tr.Playing, other.Encode())
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
		tr := New(c, new(clock).read)
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

// Who changes a setting during a replay keeps it, and the course is what has been played.
func TestSettingsCanBeChangedDuringAReplay(t *testing.T) {
	tr := New(lab.Default(), new(clock).read)
	tr.Replay(Course{[]Leg{{0, small(t, "").Encode()}, {5, small(t, "&g_lr=0.05").Encode()}}, 8, true})
	tr.Run(2 * ms)
	at, own := tr.Lab().Steps(), small(t, "&g_lr=0.01")
	if at == 0 || at >= 5 {
		t.Fatalf("the change is at step %d, which is not in the first leg", at)
	}
	tr.Change(own)
	for tr.Waiting() {
		tr.Run(1 * ms)
	}
	want := Course{[]Leg{{0, small(t, "").Encode()}, {at, own.Encode()}}, 8, true}
	if got := tr.Course(); !reflect.DeepEqual(got, want) {
		t.Errorf("the course is %v; %v wanted", got, want)
	}
}

func TestCourses(t *testing.T) {
	for _, test := range []struct {
		legs  []Leg
		steps int
		valid bool
	}{
		{[]Leg{{0, ""}}, 0, true},
		{[]Leg{{0, ""}, {0, "#seed=2"}, {7, ""}}, 7, true},
		{nil, 0, false},
		{[]Leg{{1, ""}}, 5, false},
		{[]Leg{{0, ""}, {5, ""}, {4, ""}}, 9, false},
		{[]Leg{{0, ""}, {5, ""}}, 4, false},
		{[]Leg{{0, ""}}, -1, false},
	} {
		if got := (Course{Legs: test.legs, Steps: test.steps}).Valid(); got != test.valid {
			t.Errorf("%v, %d steps: valid is %v", test.legs, test.steps, got)
		}
	}
}
