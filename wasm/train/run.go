package train

import (
	"slices"

	"saddle/core/lab"
)

// run is what has been played of an experiment, from its beginning on.
type run struct {
	id       int
	course   []lab.Leg  // all of it
	head     int        // the last step
	last     *lab.State // the state there, with the history; nil while the lab is there, or when it has been let go
	timeline lab.Timeline
	before   *lab.State // the state before the last change

	parent *run // that it left, if any
	from   int  // at this step
}

// aim is a step that is to be reached before anything else is played.
type aim struct {
	step, from int
	legs       int  // of the course, that are followed on the way
	playing    bool // whether to play on from there
	done       func(reached bool)
}

const (
	resting  = 2 << 20  // bytes, for the timeline of a run that has been left
	rests    = 32 << 20 // bytes, for the timelines of all of them
	mostRuns = 100      // the oldest are forgotten
	ends     = 16 << 20 // bytes, for the last states of runs, and those before their last changes
)

// played reports whether anything has been played of the run, or was changed in it.
func (t *Trainer) played() bool { return t.run.head > 0 || len(t.run.course) > 1 }

// atHead reports whether the lab is where the run ends.
func (t *Trainer) atHead() bool {
	return t.lab.Steps() == t.run.head && len(t.lab.Course()) == len(t.run.course)
}

// retire has the present run keep little of its timeline, as another one follows.
func (t *Trainer) retire() { t.run.timeline.Shrink(min(resting, t.budget)) }

// leave keeps the end of the run before the lab goes elsewhere, in this run or to another, and lets go of what would be too much
// of the others. All of it can be played again.
func (t *Trainer) leave() {
	if t.atHead() {
		t.run.last = t.lab.State()
	}
	left, timelines := ends, rests
	for _, r := range slices.Backward(t.runs) {
		for _, s := range []**lab.State{&r.last, &r.before} {
			if *s == nil {
				continue
			}
			if left -= (*s).Size(); left < 0 && r != t.run {
				*s = nil
			}
		}
		if r == t.run {
			continue
		}
		if timelines -= r.timeline.Size(); timelines < 0 {
			r.timeline.Shrink(0)
		}
	}
	for len(t.runs) >= mostRuns {
		oldest := 0
		if t.runs[0] == t.run {
			oldest = 1
		}
		t.runs[oldest].forget()
		t.runs = slices.Delete(t.runs, oldest, oldest+1)
	}
}

// forget lets go of all that the run can be played again without: runs that have left it, and what can be undone, may still know it.
func (r *run) forget() {
	r.last, r.before = nil, nil
	r.timeline.Shrink(0)
}

// round plays a round: of what has been played already, if the lab is on the way to a step
// there.
func (t *Trainer) round() {
	if t.aim != nil {
		t.follow()
	} else {
		t.depart()
	}
	t.lab.Step()
	t.stepped()
}

// stepped keeps what there is to be kept of a step that has been reached.
func (t *Trainer) stepped() {
	r := t.run
	if t.lab.Steps() > r.head {
		r.head, r.last = t.lab.Steps(), nil
	}
	r.timeline.Keep(t.lab)
}

// follow puts into force what was changed at this step.
func (t *Trainer) follow() {
	for i := len(t.lab.Course()); i < t.aim.legs && t.run.course[i].Step == t.lab.Steps(); i++ {
		c, _ := lab.Decode(t.run.course[i].Link)
		t.lab.Change(c)
	}
}

// depart has what follows be a run of its own, if the one that there is went on under
// other settings.
func (t *Trainer) depart() {
	if len(t.lab.Course()) < len(t.run.course) {
		t.branch()
	}
}

// branch begins a run that leaves the present one where the lab is.
func (t *Trainer) branch() {
	at := t.lab.Steps()
	t.part(t.lab.Course(), at)
	t.lab.History().Cut(at)
}

// part begins a run that leaves the present one at a step that a course has led to.
func (t *Trainer) part(course []lab.Leg, at int) {
	r := t.run
	next := &run{id: t.begins + 1, course: slices.Clone(course), head: at, timeline: r.timeline.Before(at), parent: r, from: at}
	t.retire()
	t.run = next
	t.runs = append(t.runs, next)
	t.begins++
}

// change puts settings into force that keep the run. What was changed at one step is one
// leg of the course: from the state before it.
func (t *Trainer) change(c lab.Config) {
	t.version++
	if !t.atHead() {
		t.branch()
	}
	r, at := t.run, t.lab.Steps()
	legs := len(r.course)
	switch b := r.before; {
	case b == nil || b.Steps() != at || at == 0 || len(b.Course()) != legs-1:
		r.before = t.lab.State()
	default:
		t.lab.Restore(b)
	}
	if c.Encode() != t.lab.Config().Encode() {
		t.lab.Change(c)
	}
	t.instead(t.lab.Course())
}

// instead has the run be another from the step on where it ends: nothing has been played there since.
func (t *Trainer) instead(course []lab.Leg) {
	r := t.run
	r.course, r.last = slices.Clone(course), nil
	r.timeline = r.timeline.Before(r.head) // what was kept at this step may have had other settings
}

// Legs returns the number of legs of the whole run's course.
func (t *Trainer) Legs() int { return len(t.run.course) }

// Path returns the way of a generated point over the last rounds; see lab.Timeline.
func (t *Trainer) Path(number, rounds int) (from int, path []float64) {
	return t.run.timeline.Path(t.lab.Course(), t.lab.Steps(), number, rounds)
}

// Head returns the last step of the run that has been played.
func (t *Trainer) Head() int { return t.run.head }

// Moment is the state that the lab is at, or is on the way to, as a link describes it.
func (t *Trainer) Moment() lab.Moment {
	if t.aim == nil {
		return t.lab.Moment()
	}
	m := lab.Moment{Step: t.aim.step}
	for _, leg := range t.run.course[:t.aim.legs] {
		if leg.Step <= m.Step {
			m.Course = append(m.Course, leg)
		}
	}
	return m
}

// PlaysOn reports whether it plays, or will when it has arrived.
func (t *Trainer) PlaysOn() bool { return t.Playing || t.aim != nil && t.aim.playing }

// Arriving returns the step that is on the way to, and where that began; false if none is.
func (t *Trainer) Arriving() (from, to int, ok bool) {
	if t.aim == nil {
		return 0, 0, false
	}
	return t.aim.from, t.aim.step, true
}

// Seek goes to a step, and stops there: from the nearest state that is kept, by playing
// again what lies between. Beyond the end of the run it plays on. done is called once there,
// or with false if something else comes before.
func (t *Trainer) Seek(step int, done func(reached bool)) {
	t.drop()
	t.dismiss()
	t.Playing = false
	t.version++
	t.seek(step, len(t.run.course), false, done)
}

func (t *Trainer) seek(step, legs int, playing bool, done func(reached bool)) {
	r := t.run
	nearest := r.timeline.Nearest(step)
	if nearest != nil && len(nearest.Course()) > legs { // what is to be undone, at this very step, is in force in it
		nearest = r.timeline.Nearest(step - 1)
	}
	if last := r.last; last != nil && last.Steps() <= step && len(last.Course()) <= legs && (nearest == nil || nearest.Steps() < last.Steps()) {
		nearest = last
	}
	switch at := t.lab.Steps(); {
	case at <= step && (nearest == nil || nearest.Steps() <= at):
		// It is the nearest itself.
	case nearest != nil:
		t.leave()
		t.lab.Restore(nearest)
	default:
		t.leave()
		t.lab.Rewind()
	}
	t.aim = &aim{step, t.lab.Steps(), legs, playing, done}
	t.reach()
}

// Whole is the end of the run, wherever in it the lab is.
func (t *Trainer) Whole() lab.Moment {
	return lab.Moment{Course: slices.Clone(t.run.course), Step: t.run.head}
}

// Arrive begins the run that ends at a moment, and goes to a step of it; then it plays on, or
// not. done is called as by Seek.
func (t *Trainer) Arrive(m lab.Moment, step int, playing bool, done func(reached bool)) {
	c, _ := lab.Decode(m.Course[0].Link)
	t.Begin(c)
	t.Playing = false
	t.run.course, t.run.head = slices.Clone(m.Course), m.Step
	t.seek(step, len(m.Course), playing, done)
}

// Hasten helps with what is on the way: by a run that was held somewhere on it. It reports
// whether the run was of any use.
func (t *Trainer) Hasten(held *lab.Lab) bool {
	a, at := t.aim, held.Steps()
	n := len(held.Course())
	if a == nil || at > a.step || at <= t.lab.Steps() || n > len(t.run.course) || !lab.SameCourse(held.Course(), t.run.course[:n]) ||
		n < len(t.run.course) && t.run.course[n].Step < at {
		return false
	}
	t.lab = held
	t.stepped()
	t.version++
	t.reach()
	return true
}

// Cancel stays at the step that has been reached.
func (t *Trainer) Cancel() { t.drop() }

// reach ends the aim if it is there, and reports whether it was.
func (t *Trainer) reach() bool {
	a := t.aim
	if a == nil || t.lab.Steps() < a.step {
		return false
	}
	t.follow()
	t.aim = nil
	t.version++
	t.Playing = a.playing
	a.done(true)
	return true
}

// drop ends the aim where the lab is.
func (t *Trainer) drop() {
	a := t.aim
	if a == nil {
		return
	}
	t.aim = nil
	t.Playing = a.playing && t.lab.Divergence() == nil
	a.done(false)
}

// Branch is a run that shares its beginning with others.
type Branch struct {
	ID      int  `json:"id"`
	From    int  `json:"from"` // the step at which it left another; 0 for the first
	Head    int  `json:"head"` // its last step
	Current bool `json:"current"`
}

// Branches returns the runs that have a beginning in common with the present one, and that
// one, oldest first.
func (t *Trainer) Branches() []Branch {
	var list []Branch
	for _, r := range t.runs {
		if r.root() == t.run.root() {
			list = append(list, Branch{r.id, r.from, r.head, r == t.run})
		}
	}
	return list
}

func (r *run) root() *run {
	for r.parent != nil {
		r = r.parent
	}
	return r
}

// ID returns the number of the run, of those that this trainer has had.
func (t *Trainer) ID() int { return t.run.id }

// IDs returns the numbers of all runs that GoTo can go to.
func (t *Trainer) IDs() []int {
	var ids []int
	for _, r := range t.runs {
		ids = append(ids, r.id)
	}
	return ids
}

// GoTo goes to the end of a run of before, and reports whether there is one of that number.
func (t *Trainer) GoTo(id int, done func(reached bool)) bool {
	i := slices.IndexFunc(t.runs, func(r *run) bool { return r.id == id })
	if i < 0 {
		return false
	}
	if r := t.runs[i]; r != t.run {
		t.enter(r)
		t.toHead(done)
	} else {
		t.Seek(r.head, done)
	}
	return true
}

// enter has the lab be at some moment of another run, which is to be settled next.
func (t *Trainer) enter(r *run) {
	t.drop()
	t.leave()
	t.retire()
	t.run = r
	if !slices.Contains(t.runs, r) {
		t.runs = append(t.runs, r)
	}
	r.timeline.Budget = t.budget
	t.Playing = false
	t.arrived()
}

// toHead goes to the end of a run that the lab has just come to.
func (t *Trainer) toHead(done func(reached bool)) {
	r := t.run
	if r.last != nil {
		t.lab.Restore(r.last)
		done(true)
		return
	}
	c, _ := lab.Decode(r.course[0].Link)
	t.lab = lab.New(c)
	t.seek(r.head, len(r.course), false, done)
}
