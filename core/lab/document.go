package lab

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"saddle/core/gan"
	"saddle/core/json"
)

// document is experiment.json: what a run is, where it stands, and all of its state that
// is neither a tensor nor a measure.
type document struct {
	Format  string
	Version int

	Link       string // of the settings in force
	Course     []Leg
	Step       int
	Digest     string
	Date       string      // RFC 3339, or empty
	Divergence *Divergence // nil for none

	Numbers map[string]float64
	Counts  map[string]int
	Streams map[string]string // 32 hexadecimal digits
	History rowsKept
}

// rowsKept is which of the next measures become rows of the history.
type rowsKept struct {
	Seen  int
	Every int
	Stays bool
}

// fields lists what is written and read.
func (d *document) fields() []json.Field {
	return json.Fields(
		"format", &d.Format,
		"version", &d.Version,
		"link", &d.Link,
		"course", json.List(&d.Course, func(l *Leg) []json.Field { return json.Fields("step", &l.Step, "link", &l.Link) }),
		"step", &d.Step,
		"digest", &d.Digest,
		"date", &d.Date,
		"divergence", json.Optional(&d.Divergence, func(v *Divergence) []json.Field {
			return json.Fields("sign", &v.Sign, "value", &v.Value, "step", &v.Step)
		}),
		"numbers", &d.Numbers,
		"counts", &d.Counts,
		"streams", &d.Streams, // 32 hexadecimal digits each
		"history", json.Fields("seen", &d.History.Seen, "every", &d.History.Every, "stays", &d.History.Stays),
	)
}

// check says what is wrong with a document before its numbers are read.
func (d *document) check() error {
	switch {
	case d.Format != fileFormat:
		return errors.New("this is not an experiment file of Saddle")
	case d.Version > fileVersion:
		return fmt.Errorf("the file is of version %d, and this Saddle reads those up to %d: open it with a newer one", d.Version, fileVersion)
	case d.Version < 1:
		return fmt.Errorf("the file says that it is of version %d, and there is none", d.Version)
	case len(d.Course) == 0 || d.Course[0].Step != 0 || d.Course[len(d.Course)-1].Link != d.Link:
		return errors.New("the course of settings in the file does not lead from step 0 to the present ones")
	case d.Step < 0 || d.Step > math.MaxInt32:
		return fmt.Errorf("the file says that it is at step %d, and there is none", d.Step)
	}
	if v := d.Divergence; v != nil && (!slices.Contains(gan.Signs(), v.Sign) || v.Step < 1 || v.Step > d.Step) {
		return errors.New("the file says that the run has diverged, but not as Saddle writes it")
	}
	for i, leg := range d.Course {
		if leg.Step > d.Step || i > 0 && leg.Step < d.Course[i-1].Step {
			return errors.New("the steps of the course of settings in the file are in no order")
		}
		if c, wrong := Decode(leg.Link); len(wrong) > 0 {
			return fmt.Errorf("the settings in the file are wrong: %w", &wrong[0])
		} else if c.Encode() != leg.Link {
			return errors.New("the settings in the file are not written as Saddle writes them")
		}
	}
	return nil
}
