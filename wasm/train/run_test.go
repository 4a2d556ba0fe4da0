package train

import (
	"math/rand/v2"
	"slices"
	"testing"

	"saddle/core/lab"
)

// held is a trainer whose every state is known by its digest.
type held struct {
	*Trainer
	t       *testing.T
	digests map[int]string // of the present run
}

func hold(t *testing.T, budget int) *held {
	h := &held{New(small(t, "&seed=5"), new(clock).read, budget), t, map[int]string{}}
	h.digests[0] = h.Lab().Digest()
	return h
}

func (h *held) play(n int) {
	for range n {
		h.Order(1, func() {})
		h.rest()
		h.digests[h.Lab().Steps()] = h.Lab().Digest()
	}
}

// rest runs until nobody waits.
func (h *held) rest() {
	for h.Waiting() {
		h.Run(3 * ms)
	}
}

func (h *held) set(name, text string) {
	h.t.Helper()
	c := h.Lab().Config()
	if err := c.Set(name, text); err != nil {
		h.t.Fatal(err)
	}
	h.Change(c)
	h.digests[h.Lab().Steps()] = h.Lab().Digest()
}

// is checks the present step, its digest, and the number of legs behind it.
func (h *held) is(step, legs int, digest string) {
	h.t.Helper()
	l := h.Lab()
	if l.Steps() != step || len(l.Course()) != legs || l.Digest() != digest {
		h.t.Errorf("at step %d after %d legs with digest %s; step %d, %d legs, %s wanted", l.Steps(), len(l.Course()), l.Digest(), step, legs, digest)
	}
}

func ignore(bool) {}

// Wherever somebody drags, the state is the one that was there; and none of it is a change.
func TestSeeking(t *testing.T) {
	for _, budget := range []int{0, 20_000, 1 << 20} {
		h := hold(t, budget)
		h.play(150)
		h.set("loss", "minimax")
		h.set("g_lr", "0.01")
		h.play(90)
		h.set("rule", "momentum")
		h.play(60)
		course := slices.Clone(h.Whole().Course)
		if len(course) != 3 || course[1].Step != 150 {
			t.Errorf("the course is %v", course)
		}
		some := rand.New(rand.NewPCG(1, uint64(budget)))
		for range 50 {
			step, called := some.IntN(301), 0
			h.Seek(step, func(reached bool) { called++ })
			if some.IntN(3) == 0 { // not waited for
				h.Run(2 * ms)
				h.Seek(some.IntN(301), ignore)
				if called != 1 {
					t.Fatalf("called back %d times", called)
				}
				continue
			}
			h.rest()
			if called != 1 || h.Lab().Steps() != step || h.Lab().Digest() != h.digests[step] {
				t.Fatalf("budget %d: at step %d with %s, called back %d times; %d and %s wanted",
					budget, h.Lab().Steps(), h.Lab().Digest(), called, step, h.digests[step])
			}
		}
		h.rest()
		if h.Head() != 300 || !lab.SameCourse(h.Whole().Course, course) || len(h.Branches()) != 1 || !h.CanUndo() {
			t.Errorf("looking has changed the run: head %d, course %v, %d branches", h.Head(), h.Whole().Course, len(h.Branches()))
		}
		h.Seek(310, ignore)
		h.rest()
		if h.Head() != 310 || h.Lab().Steps() != 310 {
			t.Errorf("beyond the end: step %d of %d", h.Lab().Steps(), h.Head())
		}
	}
}

// Who plays on from an earlier step plays the same rounds, unless settings were changed after
// it: then that is a branch, and the run of before is kept.
func TestBranches(t *testing.T) {
	h := hold(t, 1<<20)
	h.play(40)
	h.Seek(20, ignore)
	h.rest()
	h.play(10)
	h.is(30, 1, h.digests[30])
	if len(h.Branches()) != 1 || h.Head() != 40 {
		t.Errorf("the same rounds are %v", h.Branches())
	}
	h.Seek(40, ignore)
	h.rest()
	h.set("loss", "minimax")
	h.play(10)
	first, end := h.ID(), h.Lab().Digest()
	rows := h.Lab().History().Len()
	h.Lab().Measure()

	h.Seek(30, ignore)
	h.rest()
	h.play(1)
	if steps := h.Lab().History().Column("step"); slices.Max(steps) > 30 {
		t.Errorf("the branch has measures of the run that it left, at steps %v", steps)
	}
	h.play(24)
	list := h.Branches()
	if len(list) != 2 || list[0].ID != first || list[0].Head != 50 || !list[1].Current || list[1].From != 30 || list[1].Head != 55 {
		t.Fatalf("the branches are %+v", list)
	}
	plain := lab.New(small(t, "&seed=5"))
	for range 55 {
		plain.Step()
	}
	h.is(55, 1, plain.Digest())
	h.Lab().Measure()
	second := h.ID()

	if !h.GoTo(first, ignore) {
		t.Fatal("there is no first run")
	}
	h.rest()
	h.is(50, 2, end)
	if n := h.Lab().History().Len(); n < rows {
		t.Errorf("%d rows of the history, had %d", n, rows)
	}
	h.GoTo(second, ignore)
	h.rest()
	h.is(55, 1, plain.Digest())
	if h.GoTo(99, ignore) {
		t.Error("it goes to a run that is not there")
	}
}

// A change of settings at an earlier step is a branch at once; what is changed at one step
// is one leg.
func TestChangesOfAnEarlierStep(t *testing.T) {
	h := hold(t, 1<<20)
	h.play(40)
	h.Seek(20, ignore)
	h.rest()
	h.set("loss", "minimax")
	h.set("rule", "sgd")
	h.set("rule", "adam")
	h.set("g_lr", "0.02")
	want := small(t, "&seed=5&loss=minimax&g_lr=0.02").Encode()
	if course := h.Whole().Course; len(course) != 2 || course[1].Step != 20 || course[1].Link != want || len(h.Branches()) != 2 {
		t.Fatalf("%v, %+v", course, h.Branches())
	}
	h.play(10)
	l := lab.New(small(t, "&seed=5"))
	for range 20 {
		l.Step()
	}
	c, _ := lab.Decode(want)
	l.Change(c)
	for range 10 {
		l.Step()
	}
	h.is(30, 2, l.Digest())
}

// Every change can be undone and done again: settings, what begins anew, other experiments.
func TestUndo(t *testing.T) {
	for _, forgetful := range []bool{false, true} {
		h := hold(t, 1<<20)
		type at struct {
			link         string
			step, legs   int
			digest, what string
		}
		var before []at
		note := func(what string) {
			l := h.Lab()
			before = append(before, at{l.Config().Encode(), l.Steps(), len(l.Course()), l.Digest(), what})
		}
		h.play(30)
		note("another loss")
		h.set("loss", "minimax")
		h.play(20)
		note("another seed")
		h.set("seed", "8")
		h.play(5)
		note("another experiment")
		h.Begin(small(t, "&cloud=grid"))
		note("another rate")
		h.set("g_lr", "0.02")
		h.play(7)
		note("from the beginning")
		h.Begin(h.Lab().Config())
		h.play(3)
		note("")
		if forgetful { // as when there is no more room
			for i := range h.undo {
				h.undo[i].state = nil
			}
		}
		check := func(a at) {
			t.Helper()
			h.rest()
			l := h.Lab()
			if now := (at{l.Config().Encode(), l.Steps(), len(l.Course()), l.Digest(), a.what}); now != a {
				t.Errorf("forgetful %v: %+v, want %+v", forgetful, now, a)
			}
		}
		for i := len(before) - 2; i >= 0; i-- {
			if !h.Undo(ignore) {
				t.Fatal("nothing to undo")
			}
			check(before[i])
		}
		if h.Undo(ignore) || h.CanUndo() {
			t.Error("there is more to undo than was done")
		}
		for _, a := range before[1:] {
			if !h.Redo(ignore) {
				t.Fatal("nothing to do again")
			}
			check(a)
		}
		h.Undo(ignore)
		h.rest()
		h.set("d_lr", "0.01")
		if h.CanRedo() {
			t.Error("what was undone before another change can be done again")
		}
	}
}

// Where a run is carried to another program at the step of a change, what is kept there has the change in it already.
func TestUndoWhereItWasCarried(t *testing.T) {
	h := hold(t, 1<<20)
	h.play(20)
	before := h.Lab().Config().Encode()
	h.set("d_lr", "0.01")
	carried, err := Resume(h.Carry(), new(clock).read, 1<<20, ignore, func(int) {})
	if err != nil {
		t.Fatal(err)
	}
	h.Trainer = carried
	h.Undo(ignore)
	h.rest()
	h.is(20, 1, h.digests[20])
	if now := h.Lab().Config().Encode(); now != before {
		t.Errorf("%q is undone to %q, not %q", "d_lr=0.01", now, before)
	}
	h.Redo(ignore)
	h.rest()
	h.is(20, 2, h.digests[20])
}

// What is changed before the first round is how the run begins, wherever in it somebody goes back to.
func TestAChangeBeforeTheFirstRound(t *testing.T) {
	h := hold(t, 1<<20)
	h.set("g_lr", "0.01")
	h.play(40)
	for _, step := range []int{5, 0, 20} {
		h.Seek(step, ignore)
		h.rest()
		h.is(step, 1, h.digests[step])
	}
	if got := h.Lab().Config().Text("g_lr"); got != "0.01" {
		t.Errorf("g_lr is %s", got)
	}
}

// Of two changes at one step one is undone: what is played then is a run under the other, and the run under both stays as it was.
func TestOneOfTwoChangesIsUndone(t *testing.T) {
	for _, played := range []int{0, 10} {
		h := hold(t, 1<<20)
		h.play(10)
		h.set("g_lr", "0.01")
		h.set("rule", "momentum")
		h.play(played)
		both, end := h.ID(), h.Lab().Digest()
		h.Undo(ignore)
		h.play(5)
		if course := h.Whole().Course; len(course) != 2 || course[1].Link != h.Lab().Config().Encode() || h.Lab().Config().Text("rule") != "adam" {
			t.Errorf("after %d rounds, the course is %v under %s", played, course, h.Lab().Config().Encode())
		}
		alone := h.Lab().Digest()
		h.Seek(12, ignore)
		h.Seek(15, ignore)
		h.rest()
		h.is(15, 2, alone)
		if played > 0 {
			h.GoTo(both, ignore)
			h.rest()
			h.is(20, 2, end)
		}
	}
}

// A slider's way is one change.
func TestASlidersWayIsOneChange(t *testing.T) {
	h := hold(t, 1<<20)
	h.play(10)
	for _, v := range []string{"0.003", "0.004", "0.005"} {
		h.set("g_lr", v)
		h.play(2)
	}
	h.set("d_lr", "0.01")
	h.Undo(ignore)
	if got := h.Lab().Config().Text("g_lr"); got != "0.005" {
		t.Errorf("g_lr is %s", got)
	}
	h.Undo(ignore)
	h.is(10, 1, h.digests[10])
	if h.CanUndo() {
		t.Error("there are more changes than two")
	}
}

// The same slider in another run is another change.
func TestASliderInAnotherRun(t *testing.T) {
	h := hold(t, 1<<20)
	h.play(10)
	first := h.ID()
	h.Begin(small(t, "&seed=6"))
	second := h.ID()
	h.GoTo(first, ignore)
	h.rest()
	h.set("g_lr", "0.003")
	h.GoTo(second, ignore)
	h.rest()
	h.set("g_lr", "0.003")
	h.Undo(ignore)
	if got := h.Lab().Config().Text("g_lr"); h.ID() != second || got == "0.003" {
		t.Errorf("back in run %d at g_lr = %s; run %d before its change wanted", h.ID(), got, second)
	}
}

// What is undone by playing again is played from the nearest state before the change.
func TestUndoIsPlayedFromNearby(t *testing.T) {
	h := hold(t, 1<<20)
	h.play(lab.Spacing + 10)
	h.set("g_lr", "0.003")
	h.run.timeline.Keep(h.Lab())
	h.undo[0].state = nil
	h.play(10)
	h.Undo(ignore)
	if from, to, ok := h.Arriving(); !ok || to != lab.Spacing+10 || from < lab.Spacing {
		t.Errorf("from step %d to %d: %v", from, to, ok)
	}
}

// On the way to a step, the moment has what was changed at it.
func TestOnTheWayToAChange(t *testing.T) {
	h := hold(t, 1<<20)
	h.play(20)
	h.set("g_lr", "0.003")
	h.play(5)
	h.Seek(0, ignore)
	h.rest()
	h.Seek(20, ignore)
	if m := h.Moment(); m.Step != 20 || !lab.SameCourse(m.Course, h.Whole().Course) {
		t.Errorf("on the way to %v", m)
	}
}

// The run that there is keeps its end, however large: it can be gone back to at once.
func TestTheEndOfThePresentRunIsKept(t *testing.T) {
	c, _ := lab.Decode("#batch=8&g_layers=256,256,256,256,256,256,256,256&d_layers=256,256,256,256,256,256,256,256")
	h := &held{New(c, new(clock).read, 1<<20), t, map[int]string{}}
	if size := h.Lab().State().Size(); 2*size < ends {
		t.Fatalf("two ends of %d bytes fit, which says nothing", size)
	}
	h.play(1)
	h.set("g_lr", "0.003") // which keeps the state before it, too
	h.play(1)
	h.Seek(0, ignore)
	h.rest()
	if r := h.run; r.last == nil || r.before == nil {
		t.Errorf("the end is kept: %v; what was before its change: %v", r.last != nil, r.before != nil)
	}
}

// Runs that made the same change at different steps stay apart where they are carried to, and the version grows.
func TestCarriedRunsStayApart(t *testing.T) {
	h := hold(t, 1<<20)
	h.play(20)
	h.set("g_lr", "0.003")
	h.play(5)
	first, late := h.ID(), h.Whole()
	h.Seek(10, ignore)
	h.rest()
	h.set("g_lr", "0.003")
	h.play(5)
	second, early := h.ID(), h.Whole()
	carried, err := Resume(h.Carry(), new(clock).read, 1<<20, ignore, func(int) {})
	if err != nil {
		t.Fatal(err)
	}
	if carried.Version() <= h.Version() {
		t.Errorf("version %d after version %d", carried.Version(), h.Version())
	}
	for id, want := range map[int]lab.Moment{first: late, second: early} {
		carried.GoTo(id, ignore)
		if got := carried.Whole(); got.Step != want.Step || !lab.SameCourse(got.Course, want.Course) {
			t.Errorf("run %d is %v, was %v", id, got, want)
		}
	}
}

// A link leads to its moment; who leaves before stays where they have come to.
func TestArriving(t *testing.T) {
	h := hold(t, 1<<20)
	h.play(30)
	h.set("loss", "minimax")
	h.play(30)
	end := h.Lab().Digest()
	m, errs := lab.DecodeMoment(h.Moment().Encode())
	if errs != nil {
		t.Fatal(errs)
	}

	other := hold(t, 1<<20)
	var reached []bool
	other.Arrive(m, m.Step, true, func(ok bool) { reached = append(reached, ok) })
	other.Run(4 * ms)
	if from, to, ok := other.Arriving(); !ok || from != 0 || to != 60 || other.Playing || !other.PlaysOn() {
		t.Errorf("on the way from %d to %d: %v, playing %v", from, to, ok, other.Playing)
	}
	if got := other.Moment(); got.Step != 60 || !lab.SameCourse(got.Course, m.Course) {
		t.Errorf("on the way to %v", got)
	}
	for other.aim != nil {
		other.Run(1 * ms)
	}
	other.is(60, 2, end)
	if !other.Playing || !slices.Equal(reached, []bool{true}) {
		t.Errorf("arrived %v, playing %v", reached, other.Playing)
	}

	for name, leave := range map[string]func(){
		"cancelled": other.Cancel,
		"changed":   func() { other.set("g_lr", "0.01") },
		"begun":     func() { other.Begin(small(t, "&seed=9")) },
	} {
		reached = nil
		other.Arrive(m, m.Step, false, func(ok bool) { reached = append(reached, ok) })
		other.Run(4 * ms)
		at := other.Lab().Steps()
		leave()
		other.Run(50 * ms)
		if s := other.Lab().Steps(); s != at && name != "begun" || !slices.Equal(reached, []bool{false}) || other.Waiting() {
			t.Errorf("%s at step %d: %v, now at step %d", name, at, reached, s)
		}
	}
}

// A run that was held on the way is taken, one from elsewhere is not.
func TestHasten(t *testing.T) {
	h := hold(t, 0)
	h.play(20)
	h.set("loss", "minimax")
	h.play(30)
	near := lab.Open(h.Lab().State())
	h.play(10)
	m, end := h.Moment(), h.Lab().Digest()

	other := hold(t, 0)
	other.Arrive(m, m.Step, false, ignore)
	for what, wrong := range map[string]*lab.Lab{
		"other settings": lab.New(small(t, "&seed=3")),
		"no step on":     lab.New(small(t, "&seed=5")),
		"too far": func() *lab.Lab {
			l := lab.Open(near.State())
			for range 11 {
				l.Step()
			}
			return l
		}(),
		"another way": func() *lab.Lab {
			l := lab.New(small(t, "&seed=5"))
			for range 30 {
				l.Step()
			}
			return l
		}(),
	} {
		if other.Hasten(wrong) {
			t.Errorf("%s was taken", what)
		}
	}
	if !other.Hasten(near) || other.Lab().Steps() != 50 {
		t.Errorf("at step %d", other.Lab().Steps())
	}
	other.rest()
	other.is(60, 2, end)
}

// A run that has diverged is at rest, and the last good step can be gone back to.
func TestBackFromDivergence(t *testing.T) {
	c, _ := lab.Decode("#g_layers=8&d_layers=8&batch=8&loss=wgan&clip=0&rule=sgd&g_lr=1&d_lr=1")
	tr := New(c, new(clock).read, 1<<20)
	tr.Playing = true
	for tr.Lab().Divergence() == nil {
		tr.Run(10 * ms)
	}
	at := tr.Lab().Steps()
	tr.Seek(at-1, ignore)
	for tr.Waiting() {
		tr.Run(10 * ms)
	}
	if tr.Lab().Steps() != at-1 || tr.Lab().Divergence() != nil {
		t.Errorf("at step %d: %v", tr.Lab().Steps(), tr.Lab().Divergence())
	}
	tr.Seek(at+50, ignore)
	for range 20 {
		tr.Run(10 * ms)
	}
	if tr.Lab().Steps() != at || tr.Waiting() {
		t.Errorf("it goes on to step %d, waiting %v", tr.Lab().Steps(), tr.Waiting())
	}
}

// What is kept of runs is bounded however they were left: by beginning anew, by a branch, by going back.
func TestRunsThatWereLeftRest(t *testing.T) {
	h := hold(t, 16<<20)
	known := map[*run]bool{}
	for i := range 48 {
		switch digit := string(rune('1' + i%7)); i % 4 {
		case 0, 1:
			c, _ := lab.Decode("#batch=8&d_layers=16&g_layers=256,256&seed=" + digit) // three states of it are more than may rest
			h.Begin(c)
		case 2:
			h.Seek(lab.Spacing, ignore)
			h.rest()
			h.set("d_lr", "0.00"+digit)
		case 3:
			h.Undo(ignore)
			h.rest()
		}
		known[h.run] = true
		h.Order(2*lab.Spacing, func() {})
		h.rest()
	}
	known[h.run] = true
	h.Seek(0, ignore)
	h.rest()
	if h.run.timeline.Budget != 16<<20 {
		t.Error("who goes back in a run has it keep less")
	}
	size := 0
	for r := range known {
		if r == h.run {
			continue
		}
		if size += r.timeline.Size(); r.timeline.Size() > resting {
			t.Errorf("a run that was left has %d bytes of its timeline", r.timeline.Size())
		}
	}
	if size > rests+resting { // the last one that was left was not counted yet
		t.Errorf("runs that were left have %d bytes of their timelines", size)
	}
}

// All that is kept of runs that were left is bounded.
func TestManyRuns(t *testing.T) {
	h := hold(t, 50_000)
	first := h.run
	for i := range mostRuns + 5 {
		h.Begin(small(t, "&seed="+string(rune('1'+i%9))))
	}
	if first.last != nil || first.timeline.Size() > 0 {
		t.Error("a forgotten run has states")
	}
	if n := len(h.runs); n > mostRuns {
		t.Errorf("%d runs", n)
	}
	var list []place
	for range 2 * mostPlaces {
		push(&list, place{state: h.Lab().State()})
	}
	size, kept := 0, 0
	for i, p := range list {
		if p.state != nil {
			size, kept = size+p.state.Size(), kept+1
		} else if i == len(list)-1 {
			t.Error("the newest place has lost its state")
		}
	}
	if len(list) != mostPlaces || size > states || kept == 0 {
		t.Errorf("%d places, %d bytes", len(list), size)
	}
}
