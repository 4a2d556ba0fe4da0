package lab

import (
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

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

	config Config // of Link
}

// A course changes settings and no data. So where the data's text is long, only the first
// link of a document has it, and later ones this in its place.
const (
	sameData = "@"
	longData = 1 << 15
	mostData = 1 << 28 // in all links together, when it is back in each
)

// brief returns the document with the data in one place.
func (d *document) brief() *document {
	data := dataOf(d.Course[0].Link)
	if len(data) < longData {
		return d
	}
	short := *d
	cut := func(link string) string { return strings.Replace(link, data, pointsPair+sameData, 1) }
	short.Link = cut(d.Link)
	short.Course = slices.Clone(d.Course)
	for i := range short.Course[1:] {
		short.Course[i+1].Link = cut(d.Course[i+1].Link)
	}
	return &short
}

// whole puts the data back where brief has cut it out.
func (d *document) whole() error {
	if len(d.Course) == 0 {
		return nil // check says what is wrong with that
	}
	data := dataOf(d.Course[0].Link)
	switch {
	case len(data) < longData:
		return nil
	case len(data)*len(d.Course) > mostData:
		return errors.New("the settings were changed too often for so much data")
	}
	put := func(link *string) {
		if dataOf(*link) == pointsPair+sameData {
			*link = strings.Replace(*link, pointsPair+sameData, data, 1)
		}
	}
	put(&d.Link)
	for i := range d.Course[1:] {
		put(&d.Course[i+1].Link)
	}
	return nil
}

// pointsPair is what the data begin with in a link.
const pointsPair = "points="

// dataOf returns a link's points=text; "" if it has none.
func dataOf(link string) string {
	for pair := range strings.SplitSeq(strings.TrimPrefix(link, "#"), "&") {
		if strings.HasPrefix(pair, pointsPair) {
			return pair
		}
	}
	return ""
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

// write writes the document as JSON that people can read.
func (d *document) write(w io.Writer) error {
	text, err := json.Append(nil, "  ", d.brief().fields())
	if err == nil {
		_, err = w.Write(append(text, '\n'))
	}
	return err
}

// readDocument reads what write has written.
func readDocument(text []byte) (*document, error) {
	d := &document{}
	err := json.Read(text, d.fields())
	switch {
	case err == nil && d.Format != fileFormat:
		return nil, &FileError{Code: "foreign"}
	case d.Format == fileFormat && d.Version > fileVersion: // whatever else it has
		return nil, &FileError{Code: "newer", Args: map[string]any{"version": d.Version, "newest": fileVersion}}
	case err == nil:
		if err = d.whole(); err == nil {
			err = d.check()
		}
	}
	if err != nil {
		if known, ok := err.(*FileError); ok {
			return nil, known
		}
		return nil, miswritten(experimentName, err)
	}
	return d, nil
}

// check says what is wrong with a document before its numbers are read.
func (d *document) check() error {
	switch {
	case d.Version < 1:
		return fmt.Errorf("there is no version %d", d.Version)
	case len(d.Course) == 0 || d.Course[0].Step != 0 || d.Course[len(d.Course)-1].Link != d.Link:
		return errors.New("the course of settings does not lead from step 0 to the present ones")
	case len(d.Course) > mostLegs:
		return errors.New("the settings were changed too often")
	case d.Step < 0 || d.Step > math.MaxInt32:
		return fmt.Errorf("there is no step %d", d.Step)
	}
	if v := d.Divergence; v != nil && (!slices.Contains(gan.Signs(), v.Sign) || v.Step < 1 || v.Step > d.Step) {
		return errors.New("a run does not diverge in this way")
	}
	var course []Leg
	for i, leg := range d.Course {
		if leg.Step > d.Step || i > 0 && leg.Step < d.Course[i-1].Step {
			return errors.New("the steps of the course of settings are in no order")
		}
		if i > 0 && leg.Link == d.Course[i-1].Link {
			continue // nothing has changed
		}
		var known *Config
		if i > 0 {
			known = &d.config
		}
		config, wrong := decode(leg.Link, known)
		switch {
		case len(wrong) > 0:
			return &FileError{"settings", map[string]any{"setting": wrong[0].Field}, &wrong[0]}
		case config.Encode() != leg.Link:
			return errors.New("the settings are not written as Saddle writes them")
		case i > 0 && d.config.restarts(&config) != "":
			return errors.New("the course of settings has a change that begins a run anew")
		}
		if i > 0 {
			leg = d.config.leg(leg.Step, config)
		}
		course = append(course, leg)
		d.config = config
	}
	d.Course = course
	return nil
}

// mostLegs bounds how many links are decoded: a machine does some 50,000 a second.
const mostLegs = 1 << 16
