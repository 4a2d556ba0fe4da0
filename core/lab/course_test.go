package lab

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// follow plays a moment's course from its beginning.
func follow(m Moment) *Lab {
	c, _ := Decode(m.Course[0].Link)
	l := New(c)
	for _, leg := range m.Course[1:] {
		for l.Steps() < leg.Step {
			l.Step()
		}
		c, _ := Decode(leg.Link)
		l.Change(c)
	}
	for l.Steps() < m.Step {
		l.Step()
	}
	return l
}

func set(t *testing.T, c Config, pairs ...string) Config {
	t.Helper()
	for _, pair := range pairs {
		name, text, _ := strings.Cut(pair, "=")
		if err := c.Set(name, text); err != nil {
			t.Fatal(pair, err)
		}
	}
	return c
}

// What was set at which step is in the link, readable, and who follows it is at the same
// state.
func TestMomentsInLinks(t *testing.T) {
	c, _ := Decode("#g_layers=8&d_layers=8&batch=16")
	l := New(c)
	if link := l.Moment().Encode(); link != "#batch=16&g_layers=8&d_layers=8" {
		t.Errorf("at the beginning: %s", link)
	}
	play(l, 8)
	if link, want := l.Moment().Encode(), "#batch=16&g_layers=8&d_layers=8&at=8&digest="+l.Digest(); link != want {
		t.Errorf("%s, want %s", link, want)
	}
	l.Change(set(t, l.Config(), "loss=minimax"))
	play(l, 4)
	l.Change(set(t, l.Config(), "g_lr=0.01", "d_lr=0.02"))
	play(l, 3)
	want := "#batch=16&g_layers=8&d_layers=8&course=8:loss=minimax;12:g_lr=0.01,d_lr=0.02&at=15&digest=" + l.Digest()
	link := l.Moment().Encode()
	if link != want {
		t.Errorf("%s, want %s", link, want)
	}
	m, errs := DecodeMoment("https://example.org/x#" + strings.TrimPrefix(link, "#"))
	if errs != nil || m.Encode() != link || m.Digest != l.Digest() {
		t.Fatal(m, errs)
	}
	if got := follow(m).Digest(); got != l.Digest() {
		t.Errorf("who follows the link is at %s, not at %s", got, l.Digest())
	}
	if c, errs := Decode(link); errs != nil || c.Encode() != m.Course[0].Link {
		t.Errorf("as settings alone it is %s, %v", c.Encode(), errs)
	}
	if m, _ := DecodeMoment("#course=7:loss=minimax"); m.Step != 7 {
		t.Errorf("a link that names no step leads to %d", m.Step)
	}
}

// Any way from settings to others that keep the run is in the link as it was.
func TestCoursesOfAnyChange(t *testing.T) {
	var singles []string
	for _, f := range Schema() {
		switch {
		case f.Restarts:
		case f.Kind == Choice:
			for _, v := range f.Choices {
				singles = append(singles, f.Name+"="+v)
			}
		case f.Kind == Bool:
			singles = append(singles, f.Name+"=true", f.Name+"=false")
		default:
			singles = append(singles, fmt.Sprintf("%s=%v", f.Name, f.Min), fmt.Sprintf("%s=%v", f.Name, f.Max))
		}
	}
	tried := 0
	for _, start := range []string{"", "#loss=lsgan&lsgan_a=-1&unroll=2&rule=sgd"} {
		for i, first := range singles {
			c, errs := Decode(start)
			if errs != nil {
				t.Fatal(errs)
			}
			m := Moment{Course: []Leg{{Link: c.Encode()}}}
			for k, change := range []string{first, singles[(i*7+3)%len(singles)], singles[(i*11+5)%len(singles)]} {
				name, text, _ := strings.Cut(change, "=")
				next := c
				if next.Set(name, text) != nil || c.restarts(&next) != "" || next.Encode() == c.Encode() {
					continue
				}
				was := c
				c = next
				m.Step = 3 * (k + 1)
				m.Course = append(m.Course, was.leg(m.Step, c))
			}
			got, errs := DecodeMoment(m.Encode())
			if errs != nil || !SameCourse(got.Course, m.Course) {
				t.Errorf("%s: %v %v, want %v", m.Encode(), got.Course, errs, m.Course)
			}
			tried += len(m.Course) - 1
		}
	}
	if tried < 200 {
		t.Errorf("only %d changes", tried)
	}
}

// Settings that are changed before anything was played are those of the beginning.
func TestChangesAtTheBeginning(t *testing.T) {
	const networks = "#g_layers=8&d_layers=8&batch=16"
	for _, change := range []string{"loss=minimax", "loss=wgan", "rule=sgd", "ema=0", "ema=0.5", "spectral_norm=true", "historical=1", "lookahead=3",
		"batch=32", "pack=2", "d_steps=3", "play=extragradient", "instance_noise=0.5", "unroll=2", "clip=0.1", "gp=1", "schedule=cosine"} {
		c, _ := Decode(networks)
		l := New(c)
		l.Change(set(t, c, "g_lr=0.5"))
		wanted := set(t, c, change)
		if c.restarts(&wanted) != "" {
			continue
		}
		if l.Change(wanted) {
			t.Errorf("%s begins anew", change)
		}
		fresh := New(wanted)
		play(l, 7)
		play(fresh, 7)
		if l.Digest() != fresh.Digest() {
			t.Errorf("%s changed at step 0 is another run than one that begins so", change)
		}
		if !SameCourse(l.Course(), fresh.Course()) {
			t.Errorf("%s: %v", change, l.Course())
		}
	}
}

// What is wrong with a course is said, and the run is at its beginning.
func TestWrongCourses(t *testing.T) {
	for link, code := range map[string]string{
		"#course=8":                                 "not_course",
		"#course=x:loss=minimax":                    "not_whole",
		"#course=-3:loss=minimax":                   "not_whole",
		"#course=8:loss=minimax;":                   "not_whole",
		"#course=8:loss":                            "not_course",
		"#course=8:loss=nothing":                    "unknown_choice",
		"#course=8:speed=1":                         "unknown_field",
		"#course=8:g_lr=77":                         "not_between",
		"#course=8:loss=minimax;7:loss=hinge":       "course_order",
		"#course=8:loss=minimax&at=7":               "course_order",
		"#course=8:seed=7":                          "course_restarts",
		"#course=8:loss=began":                      "course_restarts",
		"#course=8:minibatch=discrimination":        "course_restarts",
		"#course=8:rule=optimistic-adam;9:unroll=3": "unroll_rule",
		"#course=8:unroll=20;9:batch=1,loss=no":     "not_whole",
		"#at=1e3":                                   "not_whole",
		"#at=99999999999999999999":                  "not_whole",
		"#at=%zz":                                   "not_percent",
		"#at=3&at=4":                                "twice",
		"#cloud=nothing&course=8:loss=minimax":      "unknown_choice",
	} {
		m, errs := DecodeMoment(link)
		if len(errs) == 0 || errs[0].Code != code {
			t.Errorf("%s: %v, want %s", link, errs, code)
		}
		if m.Step != 0 || len(m.Course) != 1 || m.Digest != "" {
			t.Errorf("%s leads to %v", link, m)
		}
	}
	m, errs := DecodeMoment("#at=3&digest=nonsense")
	if len(errs) != 1 || errs[0].Code != "not_digest" || m.Step != 3 {
		t.Errorf("%v %v", m, errs)
	}
}

// What is so already is no change: a link that says it leads to the same run, and is written without it.
func TestNoChangeIsNoLeg(t *testing.T) {
	for link, want := range map[string]string{
		"#course=8:g_lr=0.002":                             "#at=8",
		"#course=8:loss=minimax;9:loss=minimax":            "#course=8:loss=minimax&at=9",
		"#course=8:loss=minimax;9:loss=minimax,d_lr=0.001": "#course=8:loss=minimax;9:d_lr=0.001",
	} {
		m, errs := DecodeMoment(link)
		if errs != nil || m.Encode() != want {
			t.Errorf("%s is written as %s (%v), want %s", link, m.Encode(), errs, want)
		}
	}
	l := New(small(t))
	l.Step()
	l.Change(l.Config())
	if n := len(l.Course()); n != 1 {
		t.Errorf("%d legs after a change of nothing", n)
	}
	l.course = append(l.course, Leg{Step: 1, Link: l.Config().Encode()}) // as earlier versions wrote
	back, err := Load(bytes.NewReader(l.Pack()))
	if err != nil || len(back.Course()) != 1 {
		t.Errorf("a file with a change of nothing: %v", err)
	}
}

func FuzzDecodeMoment(f *testing.F) {
	f.Add("#batch=16&course=8:loss=minimax;12:g_lr=0.01,d_lr=0.02&at=15&digest=0123456789abcdef")
	f.Add("#course=8:")
	f.Fuzz(func(t *testing.T, link string) {
		m, _ := DecodeMoment(link)
		at := 0
		for i, leg := range m.Course {
			c, errs := Decode(leg.Link)
			if leg.Step < at || errs != nil || c.Encode() != leg.Link || i == 0 && leg.Step != 0 {
				t.Fatalf("%q: leg %v after step %d, %v", link, leg, at, errs)
			}
			at = leg.Step
		}
		again, errs := DecodeMoment(m.Encode())
		if len(errs) > 0 || again.Step != m.Step || len(again.Course) != len(m.Course) {
			t.Fatalf("%q is written as %q, which reads %v %v", link, m.Encode(), again, errs)
		}
	})
}
