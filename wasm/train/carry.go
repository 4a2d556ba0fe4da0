package train

import (
	"bytes"
	"slices"
	"time"

	"saddle/core/lab"
)

// Carried is a trainer as another program can go on with it: its experiment's file, and what it
// knows of its runs. States of other steps are left out, as they can be played again.
type Carried struct {
	File       []byte
	Runs       []carriedRun
	Run        int // which of them the lab is at a moment of
	Undo, Redo []carriedPlace
	Aim        *carriedAim
	Orders     []int // rounds left of each
	Playing    bool
	Speed      float64
	Version    int
	Begins     int
}

type carriedRun struct {
	ID, Head, From int
	Parent         int // -1 for none
	Shared         int // legs of the course that are the parent's
	Course         []lab.Leg
	Forgotten      bool // only places are in it
}

type carriedPlace struct {
	Run, Step int
	Shared    int // legs of the course that are the run's
	Course    []lab.Leg
	Fields    string
	Then      int // -1 for none
}

type carriedAim struct {
	Step, From, Legs int
	Playing          bool
}

// Carry returns the trainer as it is.
func (t *Trainer) Carry() *Carried {
	c := &Carried{
		File: t.lab.Pack(), Playing: t.Playing, Speed: t.speed, Version: t.version, Begins: t.begins,
	}
	runs := slices.Clone(t.runs)
	index := func(r *run) int {
		if r == nil {
			return -1
		}
		if i := slices.Index(runs, r); i >= 0 {
			return i
		}
		runs = append(runs, r)
		return len(runs) - 1
	}
	places := func(list []place) []carriedPlace {
		var carried []carriedPlace
		for _, p := range list {
			shared := common(p.course, p.run.course)
			carried = append(carried, carriedPlace{index(p.run), p.step, shared, p.course[shared:], p.fields, index(p.then)})
		}
		return carried
	}
	c.Undo, c.Redo, c.Run = places(t.undo), places(t.redo), index(t.run)
	for i := 0; i < len(runs); i++ { // a parent may be added on the way
		r := runs[i]
		shared := 0
		if r.parent != nil {
			shared = common(r.course, r.parent.course)
		}
		c.Runs = append(c.Runs, carriedRun{r.id, r.head, r.from, index(r.parent), shared, r.course[shared:], i >= len(t.runs)})
	}
	if a := t.aim; a != nil {
		c.Aim = &carriedAim{a.step, a.from, a.legs, a.playing}
	}
	for _, o := range t.orders {
		c.Orders = append(c.Orders, o.left)
	}
	return c
}

// common returns how many legs two courses begin with alike.
func common(a, b []lab.Leg) int {
	n := 0
	for n < len(a) && n < len(b) && a[n].Step == b[n].Step && a[n].Link == b[n].Link {
		n++
	}
	return n
}

// Resume returns a trainer that goes on where another was carried off. What waited for its aim is
// called as by Seek, what waited for its orders by their index.
func Resume(c *Carried, clock func() time.Duration, budget int, arrived func(reached bool), done func(order int)) (*Trainer, error) {
	l, err := lab.Load(bytes.NewReader(c.File))
	if err != nil {
		return nil, err
	}
	t := &Trainer{
		Playing: c.Playing, clock: clock, budget: budget, lab: l, version: c.Version + 1, begins: c.Begins,
		speed: c.Speed, rateFrom: clock(),
	}
	runs := make([]*run, len(c.Runs))
	for i, r := range c.Runs {
		runs[i] = &run{id: r.ID, head: r.Head, from: r.From, timeline: lab.Timeline{Budget: min(resting, budget)}}
		if !r.Forgotten {
			t.runs = append(t.runs, runs[i])
		}
	}
	for settled := 0; settled < len(runs); { // parents before those that share a course with them
		before := settled
		for i, r := range c.Runs {
			switch {
			case runs[i].course != nil:
			case r.Parent < 0:
				runs[i].course = r.Course
				settled++
			case runs[r.Parent].course != nil:
				runs[i].parent = runs[r.Parent]
				runs[i].course = append(slices.Clone(runs[r.Parent].course[:r.Shared]), r.Course...)
				settled++
			}
		}
		if settled == before {
			break // a run cannot be its own parent
		}
	}
	places := func(carried []carriedPlace) []place {
		var list []place
		for _, p := range carried {
			of := place{run: runs[p.Run], step: p.Step, fields: p.Fields, at: -together}
			of.course = append(slices.Clone(of.run.course[:p.Shared]), p.Course...)
			if p.Then >= 0 {
				of.then = runs[p.Then]
			}
			list = append(list, of)
		}
		return list
	}
	t.undo, t.redo = places(c.Undo), places(c.Redo)
	t.run = runs[c.Run]
	t.run.timeline.Budget = budget
	t.run.timeline.Keep(l)
	if a := c.Aim; a != nil {
		t.aim = &aim{a.Step, a.From, a.Legs, a.Playing, arrived}
	}
	for i, left := range c.Orders {
		t.orders = append(t.orders, order{left, func() { done(i) }})
	}
	return t, nil
}
