package player

import (
	"slices"

	"saddle/core/lab"
	"saddle/wasm/train"
)

// Line is a way to a host. What the host reports comes to Player.Hear: within the call where the
// host is in this program, else later.
type Line interface {
	Send(Message)
	// Near reports whether the host is in this program.
	Near() bool
	// Close ends the host.
	Close()
}

// Message is what a host is sent: one of an order, a look, and a limit.
type Message struct {
	Order *Order
	Look  *lab.Look
	Limit *int // see Host.Limit
}

// Player stands for a host on the page's side. What is asked of it is what the page knows of the
// run: what was last reported, and what the orders since then will make of it.
type Player struct {
	Changed func() // called when something else than the step has changed
	Saw     func(*lab.Picture)
	Heard   func() // called after each report

	line  Line
	sent  int // the last order's number
	heard int // the last one that has been carried out
	turn  int // the last order's that may bring another experiment
	limit int

	status  Status
	run     Run
	link    string // of the settings
	config  lab.Config
	extent  float64      // of its data; 0 until asked for
	planned float64      // seconds of a round; 0 until asked for
	known   *lab.Picture // the newest with measures
	fresh   int          // the version that it is of
	still   *lab.Still
	ofRun   int // the experiment that still is of

	waiting map[int]func(Ended)
	looking bool     // a picture is on its way
	wanted  lab.Look // that is asked for next
	asked   []asking // that are to be answered one by one, each by a picture of its own
	numbers int      // of askings
	flying  int      // the number of the one that is on its way; 0 for none
	kept    *Carried
	since   []Order // what has been sent since that, for a host that may come to an end
}

// New returns the player of a host that has just begun, at the other end of a line.
func New(c lab.Config, line func(*Player) Line) *Player {
	p := &Player{
		Changed: func() {}, Saw: func(*lab.Picture) {}, Heard: func() {},
		link: c.Encode(), config: c, waiting: map[int]func(Ended){},
	}
	p.line = line(p)
	return p
}

// Do sends an order. Its Ended comes to end, if that is not nil.
func (p *Player) Do(o Order, end func(Ended)) {
	p.sent++
	o.Number = p.sent
	if end != nil {
		p.waiting[o.Number] = end
	}
	p.expect(&o)
	if !p.Near() {
		p.since = append(p.since, o)
	}
	p.line.Send(Message{Order: &o})
}

// expect has the page know at once what an order will make of the settings, and of playing. Where the
// run is, and which it is, is known when it has been reported.
func (p *Player) expect(o *Order) {
	if o.Do.turns() {
		p.turn = o.Number
	}
	switch o.Do {
	case Begin, Change:
		p.set(o.Link)
	case Play:
		p.status.PlaysOn = o.On
		if p.status.Aim == nil {
			p.status.Playing = o.On
		}
	case Seek, Arrive, Open:
		p.status.Playing, p.status.PlaysOn = false, o.Do == Arrive && o.On
	}
}

// Look asks for a picture, unless one is on its way: then for the next, of what is asked for last.
func (p *Player) Look(k lab.Look) {
	if p.looking {
		p.wanted = p.wanted.And(k)
		return
	}
	p.looking, p.flying = true, 0
	p.line.Send(Message{Look: &k})
}

// asking is a look whose picture is for one alone.
type asking struct {
	look lab.Look
	then func(*lab.Picture)
}

// Ask asks for a picture for who asks alone: of the state when the host hears of it.
func (p *Player) Ask(k lab.Look, then func(*lab.Picture)) {
	p.numbers++
	k.Number = p.numbers
	p.asked = append(p.asked, asking{k, then})
	if !p.looking {
		p.next()
	}
}

// next sends what waits while no picture is on its way: an asking and the page's look in turn.
func (p *Player) next() {
	was := p.flying
	p.flying = 0
	if len(p.asked) > 0 && (was == 0 || p.wanted.Nothing()) {
		k := p.asked[0].look
		p.flying, p.looking = k.Number, true
		p.line.Send(Message{Look: &k})
	} else if k := p.wanted; !k.Nothing() {
		p.wanted = lab.Look{}
		p.Look(k)
	}
}

// answer gives a picture to who has asked for it alone, and reports whether it is such a picture.
func (p *Player) answer(picture *lab.Picture) bool {
	if picture.Look.Number == 0 {
		return false
	}
	if len(p.asked) > 0 && picture.Look.Number == p.asked[0].look.Number {
		first := p.asked[0]
		p.asked = p.asked[1:]
		first.then(picture)
	}
	return true
}

// Looking reports whether a picture is on its way.
func (p *Player) Looking() bool { return p.looking }

// Limit has playing wait at a step until there is another limit; 0 for none.
func (p *Player) Limit(step int) {
	if step != p.limit {
		p.limit = step
		p.line.Send(Message{Limit: &step})
	}
}

// Hear takes in a report.
func (p *Player) Hear(r *Report) {
	p.heard = max(p.heard, r.Heard)
	if r.Kept != nil {
		p.kept = r.Kept
		p.since = slices.DeleteFunc(p.since, func(o Order) bool { return o.Number <= r.Kept.Heard })
	}
	if r.Picture != nil && (p.flying == 0 || p.flying == r.Picture.Look.Number) {
		p.looking = false
	}
	was := p.status
	if r.Heard >= p.turn { // What is older is of another experiment.
		p.status = r.Status
		if r.Heard < p.sent { // What the page expects comes true.
			p.status.Playing, p.status.PlaysOn = was.Playing, was.PlaysOn
		}
		if r.Picture != nil {
			p.remember(r.Picture)
		}
	}
	changed := was.Playing != p.status.Playing || was.PlaysOn != p.status.PlaysOn
	if r.Run != nil && r.Heard >= p.turn {
		changed = true
		p.set(r.Run.Link)
		p.run = *r.Run
	}
	for _, e := range r.Ended {
		if end := p.waiting[e.Number]; end != nil {
			delete(p.waiting, e.Number)
			end(e)
		}
	}
	if r.Picture != nil && !p.answer(r.Picture) && r.Heard >= p.turn {
		p.Saw(r.Picture)
	}
	if changed {
		p.Changed()
	}
	p.Heard()
	if !p.looking {
		p.next()
	}
}

// remember keeps of a picture what may be asked for later.
func (p *Player) remember(picture *lab.Picture) {
	if picture.Measured != nil {
		p.known, p.fresh = picture, p.status.Version
	}
	if picture.Still != nil {
		p.still, p.ofRun = picture.Still, p.status.Experiment
	}
}

// Unheard reports whether the host has yet to hear of an order that has it leave what it plays.
func (p *Player) Unheard() bool { return p.heard < p.turn }

// Near reports whether the host is in this program.
func (p *Player) Near() bool { return p.line.Near() }

// Config returns the settings in force.
func (p *Player) Config() lab.Config { return p.config }

// set has the page know of settings by their link.
func (p *Player) set(link string) {
	if link != p.link {
		p.link, p.config, p.extent, p.planned = link, decoded(link), 0, 0
	}
}

// Extent is half the side of the square that is worth showing.
func (p *Player) Extent() float64 {
	if p.extent == 0 {
		p.extent = p.config.Extent()
	}
	return p.extent
}

// Seconds is how long a round takes at the pace of lab.Pace 1.
func (p *Player) Seconds() float64 {
	if p.planned == 0 {
		p.planned = p.config.Seconds(1)
	}
	return p.planned
}

// Link returns their link.
func (p *Player) Link() string { return p.link }

// Status returns where the run stands.
func (p *Player) Status() Status { return p.status }

// Run returns the run as a whole, as it was reported: the head of its own branch may have grown
// since. It is not to be changed.
func (p *Player) Run() Run { return p.run }

// Branches returns the run's branches as they are.
func (p *Player) Branches() []train.Branch {
	branches := slices.Clone(p.run.Branches)
	for i := range branches {
		if branches[i].Current {
			branches[i].Head = p.status.Head
		}
	}
	return branches
}

// Going reports whether the state may change without another order.
func (p *Player) Going() bool {
	return p.status.Playing || p.status.Aim != nil || len(p.waiting) > 0
}

// Orders is the number of orders that are waited for.
func (p *Player) Orders() int { return len(p.waiting) }

// Known returns the newest picture with measures. Where the host is near, it is of the state as it is.
func (p *Player) Known() *lab.Picture {
	if (p.known == nil || p.fresh != p.status.Version) && p.Near() && !p.looking {
		p.Look(lab.Look{Measures: true})
	}
	return p.known
}

// KnownAt returns the version of the state that Known is of.
func (p *Player) KnownAt() int { return p.fresh }

// Still returns what does not change while the experiment lasts; nil where it is not known yet.
func (p *Player) Still() *lab.Still {
	if (p.still == nil || p.ofRun != p.status.Experiment) && p.Near() && !p.looking {
		p.Look(lab.Look{Still: true})
	}
	return p.still
}

// Step returns the step that the run is at, or is on the way to.
func (p *Player) Step() int {
	if a := p.status.Aim; a != nil {
		return a.To
	}
	return p.status.Step
}

// Moment returns the moment that the run is at, or is on the way to. Its digest is "" where that
// is not known.
func (p *Player) Moment() lab.Moment {
	m := lab.Moment{Course: slices.Clone(p.run.Course[:p.run.Legs]), Step: p.Step()}
	if p.status.Aim != nil {
		return m
	}
	if k := p.Known(); k != nil && k.Step == m.Step && p.fresh == p.status.Version {
		m.Digest = k.Measured.Digest
	}
	return m
}

// Whole is the end of the run, wherever in it one is.
func (p *Player) Whole() lab.Moment {
	return lab.Moment{Course: slices.Clone(p.run.Course), Step: p.status.Head}
}

// Move has another host go on with what one has handed over, or what was kept. Orders that were
// given since then are given again; who waits for one that has ended meanwhile is told so.
func (p *Player) Move(c *Carried, line func(*Player) Line) {
	p.line.Close()
	c.Version, c.Begins = max(c.Version, p.status.Version), max(c.Begins, p.status.Experiment)
	p.kept, p.heard = c, c.Heard
	p.looking, p.flying, p.wanted, p.limit = false, 0, lab.Look{}, 0
	p.line = line(p)
	p.line.Send(Message{Order: &Order{Number: c.Heard, Do: Take, Carried: c}})
	given := map[int]bool{c.Aim: true}
	for _, number := range c.Queue {
		given[number] = true
	}
	since := p.since
	p.since = nil
	for _, o := range since {
		if o.Number > c.Heard && (p.waiting[o.Number] != nil || o.Do.stays()) {
			given[o.Number] = true
			if !p.Near() {
				p.since = append(p.since, o)
			}
			p.line.Send(Message{Order: &o})
		}
	}
	for number, end := range p.waiting {
		if !given[number] {
			delete(p.waiting, number)
			end(Ended{Number: number, Step: p.status.Step})
		}
	}
	if !p.looking && len(p.asked) > 0 {
		p.next()
	}
}

// stays reports whether what a deed does is lost with a host that forgets it.
func (d Deed) stays() bool {
	switch d {
	case Step, Until, Save, Slowly, Give, Hasten:
		return false
	}
	return true
}

// Kept returns what to go on with should the host come to an end; nil for nothing.
func (p *Player) Kept() *Carried { return p.kept }

// End ends the host.
func (p *Player) End() { p.line.Close() }
