package lab

import (
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"saddle/core/gan"
)

// Leg is a part of a course: from a step on, the settings were those of a link. Changes is
// what differs from the leg before, in the schema's order: put into its settings one after the
// other (Config.Set), they make these.
type Leg struct {
	Step    int
	Link    string
	Changes []SettingChange
}

// SettingChange is how a field's value has changed, as texts.
type SettingChange struct {
	Field string `json:"field"`
	From  string `json:"from"`
	To    string `json:"to"`
}

// SameCourse reports whether two courses have the same legs.
func SameCourse(a, b []Leg) bool {
	return slices.EqualFunc(a, b, func(a, b Leg) bool { return a.Step == b.Step && a.Link == b.Link })
}

// Course returns the settings of the run since its beginning: with the number of steps
// they determine the state. It is valid until the next Change.
func (l *Lab) Course() []Leg { return l.course }

// leg returns the leg that begins at a step when these settings become others.
func (c Config) leg(step int, next Config) Leg {
	c, next = c.bare(), next.bare()
	leg := Leg{Step: step, Link: next.Encode()}
	for _, f := range schema {
		before, after := c.Text(f.Name), next.Text(f.Name)
		if before == after || next.Unused(f.Name) != nil {
			continue
		}
		c.set(f.Name, after) // a loss comes with constants of its own, which follow
		leg.Changes = append(leg.Changes, SettingChange{f.Name, before, after})
	}
	return leg
}

// bare returns the settings as their link says them: what means nothing beside the others, and
// may have meant something before, is at its default.
func (c Config) bare() Config {
	usual := c.unsaid(Default())
	for _, f := range schema {
		if c.Unused(f.Name) != nil {
			reflect.ValueOf(f.place(&c)).Elem().Set(reflect.ValueOf(f.place(&usual)).Elem())
		}
	}
	return c
}

// Moment is a run at a step, as a link describes it: by its course, which determines it.
type Moment struct {
	Course []Leg  // from step 0 on
	Step   int    // not before the last leg
	Digest string // what the state is to be known by; "" if the link does not say
}

// Names of what a link has beside settings.
const (
	courseName = "course"
	stepName   = "at"
	digestName = "digest"
)

// beyond reports whether a name in a link is that of no setting but of a Moment.
func beyond(name string) bool { return name == courseName || name == stepName || name == digestName }

// Moment returns the moment that the run is at.
func (l *Lab) Moment() Moment { return Moment{slices.Clone(l.course), l.steps, l.Digest()} }

// Encode returns the moment's link: that of the settings at the beginning, and what
// followed: course=88:loss=minimax;120:g_lr=0.01,d_lr=0.02&at=150&digest=84626023519d8bfe.
func (m Moment) Encode() string {
	link := m.Course[0].Link
	add := func(name, text string) {
		link += string("#&"[min(len(link), 1)]) + name + "=" + text
	}
	var legs []string
	for _, leg := range m.Course[1:] {
		var pairs []string
		for _, change := range leg.Changes {
			pairs = append(pairs, change.Field+"="+change.To)
		}
		legs = append(legs, strconv.Itoa(leg.Step)+":"+strings.Join(pairs, ","))
	}
	if legs != nil {
		add(courseName, strings.Join(legs, ";"))
	}
	if m.Step > m.Course[len(m.Course)-1].Step {
		add(stepName, strconv.Itoa(m.Step))
	}
	if m.Digest != "" && m.Step > 0 {
		add(digestName, m.Digest)
	}
	return link
}

// mostSteps is the last step that a link can lead to.
const mostSteps = 1e9

// DecodeMoment reads a link as Decode does, and what it says of the course. A link without
// a course is at step 0; one that names no step, where its course ends. What is wrong with
// the course is reported, and then the moment is the beginning.
func DecodeMoment(link string) (Moment, []FieldError) {
	c, errs := Decode(link)
	start := Moment{Course: []Leg{{Link: c.Encode()}}}
	if len(errs) > 0 { // the settings are others than those that the course began with
		return start, errs
	}
	said := beside(link)
	m := start
	for i, leg := range strings.Split(said[courseName], ";") {
		if i == 0 && leg == "" {
			break
		}
		step, pairs, _ := strings.Cut(leg, ":")
		n, err := readStep(courseName, step)
		if err == nil && n < m.Step {
			err = wrong(courseName, "course_order", map[string]any{"value": n, "other": m.Step})
		}
		next := c.bare()
		if err == nil {
			err = next.apply(pairs)
		}
		if err != nil {
			return start, []FieldError{*err}
		}
		m.Step = n
		if leg := c.leg(n, next); len(leg.Changes) > 0 { // what is so already is no change
			m.Course = append(m.Course, leg)
		}
		c = next
	}
	if text, ok := said[stepName]; ok {
		n, err := readStep(stepName, text)
		if err == nil && n < m.Step {
			err = wrong(stepName, "course_order", map[string]any{"value": n, "other": m.Step})
		}
		if err != nil {
			return start, []FieldError{*err}
		}
		m.Step = n
	}
	if digest, ok := said[digestName]; ok {
		if _, err := strconv.ParseUint(digest, 16, 64); err != nil || len(digest) != 16 {
			return m, []FieldError{*wrong(digestName, "not_digest", map[string]any{"value": shorten(digest)})}
		}
		m.Digest = digest
	}
	return m, nil
}

// beside returns what a link that Decode finds nothing wrong with has beside settings.
func beside(link string) map[string]string {
	said := map[string]string{}
	if _, after, ok := strings.Cut(link, "#"); ok {
		link = after
	}
	for pair := range strings.SplitSeq(link, "&") {
		key, text, _ := strings.Cut(pair, "=")
		if beyond(key) {
			said[key], _ = url.PathUnescape(text)
		}
	}
	return said
}

func readStep(name, text string) (int, *FieldError) {
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > mostSteps {
		return 0, wrong(name, "not_whole", map[string]any{"value": shorten(text), "min": 0, "max": int(mostSteps)})
	}
	return n, nil
}

// apply makes the changes of a leg, field=value,field=value, which have to keep the run.
func (c *Config) apply(pairs string) *FieldError {
	before := *c
	var changes []Change
	for pair := range strings.SplitSeq(pairs, ",") {
		name, text, ok := strings.Cut(pair, "=")
		if !ok {
			return wrong(courseName, "not_course", map[string]any{"value": shorten(pair)})
		}
		changes = append(changes, Change{name, text})
	}
	if err := c.SetAll(changes); err != nil {
		return err
	}
	if name := before.restarts(c); name != "" {
		return wrong(name, "course_restarts", nil)
	}
	return nil
}

// restarts returns the first setting of another value in other settings that cannot change
// while training goes on; "" if there is none.
func (c *Config) restarts(other *Config) string {
	for _, f := range schema {
		if f.Restarts && other.Unused(f.Name) == nil && c.Text(f.Name) != other.Text(f.Name) {
			return f.Name
		}
	}
	if c.Structure != "veegan" { // which has a loss of its own
		this, _ := gan.FindLoss(c.Loss, gan.Numbers{})
		that, _ := gan.FindLoss(other.Loss, gan.Numbers{})
		if this.Outputs != that.Outputs || this.Autoencoder != that.Autoencoder { // another D
			return "loss"
		}
	}
	return ""
}
