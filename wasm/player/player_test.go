package player

import (
	"math/rand/v2"
	"testing"
	"time"

	"saddle/core/lab"
)

const ms = time.Millisecond

// ticks is a clock that a millisecond passes on each time it is read, so a round takes one.
type ticks struct{ now time.Duration }

func (c *ticks) read() time.Duration { c.now += ms; return c.now }

func small(t *testing.T, more string) lab.Config {
	t.Helper()
	c, errs := lab.Decode("#g_layers=4&d_layers=4&batch=8" + more)
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	return c
}

// remote is a line on which everything takes its time, to a host that may come to an end.
type remote struct {
	host    *Host
	player  *Player
	sent    []Message
	reports []*Report
	ended   bool
}

func newRemote() (*remote, func(*Player) Line) {
	f := &remote{host: Successor(new(ticks).read)}
	return f, func(p *Player) Line { f.player = p; return f }
}

func (f *remote) Near() bool     { return false }
func (f *remote) Close()         { f.ended = true }
func (f *remote) Send(m Message) { f.sent = append(f.sent, m) }

// work has the host do one thing, and the page hear of one.
func (f *remote) work(some *rand.Rand) {
	if len(f.sent) > 0 && some.IntN(2) == 0 {
		m := f.sent[0]
		f.sent = f.sent[1:]
		look, answers, err := f.host.heed(m)
		if err != nil {
			panic(err)
		}
		if answers {
			f.reports = append(f.reports, f.host.Report(look))
		}
	}
	if f.host.Due(true) {
		if _, tell := f.host.Run(4 * ms); tell {
			f.reports = append(f.reports, f.host.Report(lab.Look{}))
		}
	}
	if len(f.reports) > 0 && some.IntN(2) == 0 {
		r := f.reports[0]
		f.reports = f.reports[1:]
		f.player.Hear(r)
	}
}

// keep has the page keep what the host would hand over.
func (f *remote) keep() {
	r := f.host.Report(lab.Look{})
	r.Kept = f.host.Carry()
	f.reports = append(f.reports, r)
}

func (f *remote) idle() bool { return len(f.sent) == 0 && len(f.reports) == 0 && !f.host.Due(true) }

// page is a player, with whoever works for it.
type page struct {
	*Player
	t      *testing.T
	some   *rand.Rand
	near   *Host
	remote *remote
}

func open(t *testing.T, c lab.Config) *page {
	p := &page{t: t, some: rand.New(rand.NewPCG(1, 2)), near: NewHost(c, new(ticks).read, 1<<20)}
	p.Player = New(c, Near(p.near))
	return p
}

// leave has a host far away go on.
func (p *page) leave() {
	c := p.near.Carry()
	p.near = nil
	var line func(*Player) Line
	p.remote, line = newRemote()
	p.Move(c, line)
}

// die ends the host far away, and has another go on.
func (p *page) die() {
	old := p.remote
	var line func(*Player) Line
	p.remote, line = newRemote()
	p.Move(p.Kept(), line)
	if !old.ended {
		p.t.Error("the line to a host that has ended stays open")
	}
}

// some works for a while.
func (p *page) work(n int) {
	for range n {
		if p.remote != nil {
			p.remote.work(p.some)
		} else if p.near.Due(true) {
			p.near.Run(4 * ms)
			p.Hear(p.near.Report(lab.Look{}))
		}
	}
}

// rest works until nothing is left to be done.
func (p *page) rest() {
	p.t.Helper()
	for range 10_000 {
		p.work(1)
		if p.remote != nil && p.remote.idle() || p.remote == nil && !p.near.Due(true) {
			return
		}
	}
	p.t.Fatal("there is no end to it")
}

// digest asks for the measures of the state as it is.
func (p *page) digest() (step int, digest string) {
	p.Look(lab.Look{Measures: true})
	p.rest()
	return p.Known().Step, p.Known().Measured.Digest
}

func (p *page) set(name, text string) {
	p.t.Helper()
	c := p.Config()
	if err := c.Set(name, text); err != nil {
		p.t.Fatal(err)
	}
	p.Do(Order{Do: Change, Link: c.Encode()}, nil)
	if p.Link() != c.Encode() {
		p.t.Errorf("after a change the page does not know of it at once")
	}
}

// alone is the digest after what a test does, by the lab alone.
func alone(t *testing.T, c lab.Config, before int, name, text string, after int) string {
	l := lab.New(c)
	for range before {
		l.Step()
	}
	changed := l.Config()
	if err := changed.Set(name, text); err != nil {
		t.Fatal(err)
	}
	l.Change(changed)
	for range after {
		l.Step()
	}
	return l.Digest()
}

// Wherever a run is played, and wherever it goes on, it has the same bits.
func TestSameBitsNearAndFar(t *testing.T) {
	c := small(t, "&seed=3")
	want := alone(t, c, 40, "g_lr", "0.01", 25)
	for name, leave := range map[string]func(p *page, moment int) bool{
		"near":    func(*page, int) bool { return false },
		"remote":  func(_ *page, moment int) bool { return moment == 0 },
		"between": func(_ *page, moment int) bool { return moment == 1 },
		"late":    func(_ *page, moment int) bool { return moment == 2 },
	} {
		p := open(t, c)
		ended := 0
		count := func(e Ended) {
			if ended++; !e.Reached {
				t.Errorf("%s: an order for rounds has not been carried out", name)
			}
		}
		at := func(moment int) {
			if leave(p, moment) {
				p.leave()
			}
		}
		at(0)
		p.Do(Order{Do: Step, Step: 30}, count)
		p.Do(Order{Do: Step, Step: 10}, count)
		p.work(2)
		at(1)
		p.rest()
		p.set("g_lr", "0.01")
		p.Do(Order{Do: Step, Step: 25}, count)
		at(2)
		p.rest()
		if step, digest := p.digest(); step != 65 || digest != want || ended != 3 {
			t.Errorf("%s: %s at step %d, %d orders ended; %s at 65 and 3 wanted", name, digest, step, ended, want)
		}
		if m := p.Moment(); m.Step != 65 || m.Digest != want || len(m.Course) != 2 || m.Course[1].Step != 40 {
			t.Errorf("%s: the moment is %+v", name, m)
		}
	}
}

// A host far away that comes to an end costs rounds, and nothing that a person has done.
func TestHostEnds(t *testing.T) {
	c := small(t, "&seed=3")
	p := open(t, c)
	p.leave()
	p.Do(Order{Do: Step, Step: 40}, nil)
	p.rest()
	p.remote.keep()
	p.rest()
	p.Do(Order{Do: Step, Step: 7}, nil) // forgotten
	p.rest()
	p.set("g_lr", "0.01") // known to the host that ends
	p.rest()
	ended := 0
	p.Do(Order{Do: Step, Step: 100}, func(Ended) { ended++ }) // half of it
	p.work(10)
	p.set("d_lr", "0.02") // known to nobody
	p.die()
	p.rest()
	if p.Config().GRate != .01 || p.Config().DRate != .02 || ended != 1 {
		t.Errorf("the settings are %s, and %d orders have ended", p.Link(), ended)
	}
	// What was set comes at other steps, and so leads elsewhere; the link says where.
	m, wrong := lab.DecodeMoment(p.Moment().Encode())
	again := open(t, c)
	again.Do(Order{Do: Arrive, Link: m.Encode(), Step: m.Step}, nil)
	again.rest()
	want := again.Known()
	if step, digest := p.digest(); len(wrong) > 0 || step != 140 || digest != want.Measured.Digest || want.Step != 140 {
		t.Errorf("after a host's end it is at step %d; its link leads to %d", step, want.Step)
	}
	p.die() // before it has kept anything
	p.rest()
	if step, digest := p.digest(); step < 40 || digest == "" || p.Config().DRate != .02 {
		t.Errorf("after another end the run is at %d under %s", step, p.Link())
	}
}

// What can be undone, and the runs of before, go on with the run.
func TestUndoGoesAlong(t *testing.T) {
	p := open(t, small(t, "&seed=3"))
	first := p.Link()
	p.Do(Order{Do: Step, Step: 20}, nil)
	p.rest()
	p.set("g_lr", "0.01")
	p.Do(Order{Do: Step, Step: 10}, nil)
	p.rest()
	p.Do(Order{Do: Seek, Step: 5}, nil)
	p.rest()
	p.set("d_lr", "0.02")
	p.Do(Order{Do: Begin, Link: small(t, "&seed=9").Encode()}, nil)
	branches := len(p.Run().Branches)
	p.leave()
	p.rest()
	if now := len(p.Run().Branches); now != branches {
		t.Errorf("%d branches, and %d before", now, branches)
	}
	undone := func(link string, step int) {
		t.Helper()
		p.Do(Order{Do: Undo}, nil)
		p.rest()
		if p.Link() != link || p.Status().Step != step {
			t.Errorf("undone to %s at %d; %s at %d wanted", p.Link(), p.Status().Step, link, step)
		}
	}
	with := func(g, d float64) string {
		c := small(t, "&seed=3")
		c.GRate, c.DRate = g, d
		return c.Encode()
	}
	usual := small(t, "")
	undone(with(usual.GRate, .02), 5)
	undone(first, 5)
	undone(first, 20)
	if p.Run().CanUndo || !p.Run().CanRedo {
		t.Error("what can be undone has not gone along")
	}
	p.Do(Order{Do: Redo}, nil)
	p.rest()
	if p.Link() != first || p.Status().Step != 5 {
		t.Errorf("done again it is %s at %d", p.Link(), p.Status().Step)
	}
}

// On the way to a step a run can leave, too; who waits is told once it is there.
func TestAimGoesAlong(t *testing.T) {
	p := open(t, small(t, "&seed=3"))
	m := lab.Moment{Course: []lab.Leg{{Link: small(t, "&seed=5").Encode()}}, Step: 120}
	var ended []Ended
	p.Do(Order{Do: Arrive, Link: m.Encode(), Step: 120}, func(e Ended) { ended = append(ended, e) })
	p.work(3)
	if p.Status().Aim == nil || !p.Going() {
		t.Error("it is not on its way")
	}
	p.leave()
	p.rest()
	if len(ended) != 1 || !ended[0].Reached || ended[0].Step != 120 || ended[0].Digest == "" {
		t.Errorf("it has ended as %+v", ended)
	}
	if p.Status().Aim != nil || p.Going() {
		t.Error("it has arrived and is on its way")
	}
}

// A report from before an order does not undo what the page knows of it.
func TestOldReportsAreOld(t *testing.T) {
	p := open(t, small(t, "&seed=3"))
	p.leave()
	p.rest()
	p.Do(Order{Do: Play, On: true}, nil)
	for p.Status().Step < 30 {
		p.work(1)
		p.Look(lab.Look{Points: true})
	}
	saw := 0
	p.Saw = func(picture *lab.Picture) {
		if saw++; picture.Step > 0 {
			t.Errorf("a picture of step %d of an experiment that has been left", picture.Step)
		}
	}
	p.Look(lab.Look{Points: true})
	p.Do(Order{Do: Play}, nil)
	p.Do(Order{Do: Begin, Link: small(t, "&seed=4").Encode()}, nil)
	for i := 0; !p.remote.idle(); i++ {
		if p.Config().Seed != 4 || p.Status().PlaysOn {
			t.Fatalf("the page knows of seed %d, step %d, playing %v", p.Config().Seed, p.Status().Step, p.Status().PlaysOn)
		}
		p.work(1)
		if i < 20 {
			p.Look(lab.Look{Points: true})
		}
	}
	if saw == 0 {
		t.Error("it has seen nothing")
	}
}

// Playing waits at a limit, and goes on with another.
func TestLimit(t *testing.T) {
	p := open(t, small(t, ""))
	p.leave()
	p.Limit(17)
	p.Do(Order{Do: Play, On: true}, nil)
	p.rest()
	if p.Status().Step != 17 || !p.Status().Playing {
		t.Errorf("it is at step %d, playing %v", p.Status().Step, p.Status().Playing)
	}
	p.Do(Order{Do: Step, Step: 5}, nil)
	p.rest()
	if p.Status().Step != 22 {
		t.Errorf("rounds that somebody waits for end at %d", p.Status().Step)
	}
	p.Limit(30)
	p.rest()
	if p.Status().Step != 30 {
		t.Errorf("with another limit it is at step %d", p.Status().Step)
	}
}

// Each who asks alone is answered once, in turn with the page's own looks, by a picture of the
// grid that was asked for, which the page's views do not see; also where the host comes to an end.
func TestAskingAlone(t *testing.T) {
	p := open(t, small(t, ""))
	seen := 0
	p.Saw = func(picture *lab.Picture) {
		if picture.Look.Field.Side == 3 {
			t.Error("the page's views see what another has asked for")
		}
		if picture.Look.Field.Side == 5 {
			seen++
		}
	}
	var answers []float64
	ask := func(x float64) {
		p.Ask(lab.Look{Field: lab.Grid{Side: 3, Half: 1}, Ask: lab.Question{On: true, X: x, Reach: 100, Path: 8}}, func(picture *lab.Picture) {
			answers = append(answers, picture.Look.Ask.X)
			if len(picture.Field) != 9 || picture.Answer == nil {
				t.Errorf("%v is answered by %+v", x, picture)
			}
			if path := picture.Answer.Point.PlanePath; picture.Step == 20 && (picture.Answer.Point.From != 12 || len(path) != 18 || path[16] != picture.Answer.PlaneX) {
				t.Errorf("at step 20 the path is %v from %d on, the point at %v", path, picture.Answer.Point.From, picture.Answer.PlaneX)
			}
		})
	}
	ask(1)
	p.leave()
	p.Look(lab.Look{Field: lab.Grid{Side: 5, Half: 1}})
	ask(2)
	p.Look(lab.Look{Points: true})
	p.Do(Order{Do: Step, Step: 20}, nil)
	ask(3)
	p.rest()
	p.Look(lab.Look{Field: lab.Grid{Side: 5, Half: 1}})
	ask(4)
	p.rest()
	if len(answers) != 4 || answers[0] != 1 || answers[1] != 2 || answers[2] != 3 || answers[3] != 4 || seen != 2 || p.Looking() {
		t.Errorf("%v are answered, and the page has seen %d of 2", answers, seen)
	}
	p.remote.keep()
	p.rest()
	ask(5)
	p.die()
	p.rest()
	if len(answers) != 5 || p.Looking() {
		t.Errorf("when its host has come to an end %v are answered", answers)
	}
}
