package lab

import (
	"encoding/json"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
)

func TestSchemaCoversConfig(t *testing.T) {
	var c Config
	var places []any
	for _, f := range Schema() {
		p := f.place(&c)
		if slices.Contains(places, p) {
			t.Errorf("%s lies where another field does", f.Name)
		}
		places = append(places, p)
	}
	if n := reflect.TypeFor[Config]().NumField(); n != len(places) {
		t.Errorf("Config has %d fields, the schema %d", n, len(places))
	}
}

func TestSchemaIsConsistent(t *testing.T) {
	var all []string
	for _, f := range Schema() {
		if slices.Contains(all, f.Name) {
			t.Errorf("two fields are called %s", f.Name)
		}
		all = append(all, f.Name)
		if !slices.Contains(Groups(), f.Group) {
			t.Errorf("%s is in no group", f.Name)
		}
		if (f.Kind == Choice) != (f.Choices != nil) {
			t.Errorf("%s, a %s, has choices %v", f.Name, f.Kind, f.Choices)
		}
		if f.Log && f.Min <= 0 {
			t.Errorf("%s has a logarithmic scale from %v", f.Name, f.Min)
		}
		for _, w := range f.When {
			on := find(w.Field)
			if on == nil {
				t.Fatalf("%s depends on %s, which does not exist", f.Name, w.Field)
			}
			if (w.Values == nil) == (w.Not == nil) {
				t.Errorf("%s depends on %s in no way, or in two", f.Name, on.Name)
			}
			for _, v := range append(w.Values, w.Not...) {
				var c Config
				if v, err := on.parse(v); err != nil {
					t.Errorf("%s depends on %s being %v", f.Name, on.Name, v)
				} else if reflect.ValueOf(on.place(&c)).Elem().Set(reflect.ValueOf(v)); c.Text(on.Name) != format(on.place(&c)) {
					t.Errorf("%s: %v is never %s's text", f.Name, v, on.Name)
				}
			}
		}
	}
	if n := len(Groups()); n != len(slices.Compact(slices.Sorted(slices.Values(Groups())))) {
		t.Errorf("groups are torn apart: %v", Groups())
	}
	if _, err := json.Marshal(Schema()); err != nil {
		t.Error(err)
	}
}

// labelled are two points with classes.
var labelled = Own{Points: somePoints(2), Units: Units{Axis{3, 2}, Axis{-1, 2}}, Classes: []uint8{1, 0}}.Text()

// texts are texts that a field must read: every choice, both ends of its range.
func texts(f Field) []string {
	switch f.Kind {
	case Choice:
		return f.Choices
	case Bool:
		return []string{"false", "true"}
	case Layers:
		return []string{noLayers, number(f.Min), strings.Repeat("3,", MaxLayers-1) + number(f.Max)}
	case Points:
		return []string{PointsText(somePoints(int(f.Min))), PointsText(somePoints(int(f.Max))), labelled}
	}
	if f.Kind == Float {
		return []string{number(f.Min), number(f.Max)}
	}
	return []string{whole(f.Min), whole(f.Max)}
}

// Whatever the schema allows trains: each value of each field, beside what it
// needs to mean something.
func TestEveryValueTrains(t *testing.T) {
	for _, f := range Schema() {
		for _, text := range texts(f) {
			for _, kind := range conditions(f) {
				c := Default()
				for name, text := range map[string]string{"batch": "8", "g_layers": "4", "d_layers": "4"} {
					c.Set(name, text)
				}
				if text == ownLabels { // which came with points
					c.Set("cloud", "points")
					c.Set("points", labelled)
				}
				for _, set := range kind {
					if err := c.Set(set[0], set[1]); err != nil {
						t.Fatal(f.Name, err)
					}
				}
				if err := c.Set(f.Name, text); err != nil {
					t.Errorf("%s=%s: %v", f.Name, text, err)
					continue
				}
				if got := c.Text(f.Name); got != text {
					t.Errorf("%s=%s reads as %s", f.Name, text, got)
				}
				if err := c.Unused(f.Name); err != nil {
					t.Errorf("%s=%s: %v", f.Name, text, err)
				}
				New(c).Step()
			}
		}
	}
}

// Whatever may be set one after the other, however odd together, trains, and its
// link is read without a complaint.
func TestCombinationsTrain(t *testing.T) {
	small := map[string][]string{"batch": {"8", "24"}, "g_layers": {"4", "5,3"}, "d_layers": {"4", "4,4,4"}, "d_steps": {"1", "3"}}
	for seed := range uint64(8) {
		r := rand.New(rand.NewPCG(seed, 0))
		c := Default()
		for name, sizes := range small {
			c.Set(name, sizes[0])
		}
		l := New(c)
		for range 40 {
			f := schema[r.IntN(len(schema))]
			values := texts(f)
			if sizes := small[f.Name]; sizes != nil {
				values = sizes
			}
			if c.Set(f.Name, values[r.IntN(len(values))]) != nil {
				continue
			}
			if read, wrong := Decode(c.Encode()); len(wrong) > 0 || read.Encode() != c.Encode() {
				t.Errorf("%s reads as %s, with %v", c.Encode(), read.Encode(), wrong)
			}
			l.Change(c)
			l.Step()
			l.Measure()
		}
	}
}

// conditions are settings beside which f means something: one empty list if it
// always does.
func conditions(f Field) (all [][][2]string) {
	if f.When == nil {
		return [][][2]string{nil}
	}
	for _, w := range f.When {
		values := w.Values
		if w.Not != nil {
			for _, text := range texts(*find(w.Field)) {
				if !slices.Contains(w.Not, text) {
					values = append(values, text)
					break
				}
			}
		}
		for _, before := range conditions(*find(w.Field)) {
			for _, v := range values {
				all = append(all, append(slices.Clone(before), [2]string{w.Field, v}))
			}
		}
	}
	return all
}

// What cannot be played together is refused, in either order, and says why.
func TestConflicts(t *testing.T) {
	for _, test := range []struct{ link, field, code string }{
		{"loss=began&minibatch=stddev", "minibatch", "began_plain"},
		{"minibatch=stddev&loss=began", "minibatch", "began_plain"},
		{"loss=began&features=autoencoder", "features", "began_plain"},
		{"loss=began&pack=2", "pack", "began_plain"},
		{"loss=began&structure=mgan", "structure", "began_plain"},
		{"loss=d2gan&r1=1", "r1", "d2gan_penalty"},
		{"batch=100&pack=3", "pack", "pack_batch"},
		{"pack=2&structure=mgan", "pack", "pack_mgan"},
		{"structure=classifier&cloud=spiral&labels=modes", "labels", "no_modes"},
		{"unroll=1&rule=optimistic-adam", "rule", "unroll_rule"},
		{"unroll=1&consensus=1", "consensus", "unroll_consensus"},
		{"batch=1024&minibatch=discrimination", "minibatch", "discrimination_batch"},
		{"defaults=1&batch=2048&d_layers=512,512&unroll=20", "d_layers", "too_large"},
	} {
		c, errs := Decode(test.link)
		if len(errs) != 1 || errs[0].Field != test.field || errs[0].Code != test.code {
			t.Errorf("%s: %v", test.link, errs)
			continue
		}
		if c.Text(test.field) != c.unsaid(Default()).Text(test.field) {
			t.Errorf("%s: %s stayed %s", test.link, test.field, c.Text(test.field))
		}
		if s := errs[0].Error(); strings.ContainsAny(s, "{}") {
			t.Errorf("%s: %s", test.link, s)
		}
	}
}

func TestSetRefuses(t *testing.T) {
	for _, test := range []struct{ name, text, code string }{
		{"nothing", "1", "unknown_field"},
		{"cloud", "cumulus", "unknown_choice"},
		{"cloud", "", "unknown_choice"},
		{"batch", "7", "not_whole"},
		{"batch", "2049", "not_whole"},
		{"batch", "64.0", "not_whole"},
		{"batch", "99999999999999999999", "not_whole"},
		{"seed", "-1", "not_whole"},
		{"g_lr", "NaN", "not_between"},
		{"g_lr", "-Inf", "not_between"},
		{"g_lr", "0", "not_between"},
		{"g_lr", "1e999", "not_between"},
		{"g_lr", "fast", "not_between"},
		{"standardise", "yes", "not_bool"},
		{"g_layers", "", "not_layers"},
		{"g_layers", "64,", "not_layers"},
		{"g_layers", "513", "not_layers"},
		{"g_layers", "1,1,1,1,1,1,1,1,1", "not_layers"},
		{"points", "", "not_points"},
		{"points", "AAA", "not_points"},
		{"points", "////", "not_points"},
		{"points", strings.Repeat("AAAAAAAAAAAAAAAA", MaxPoints), "not_points"},
	} {
		c := Default()
		err := c.Set(test.name, test.text)
		if err == nil {
			t.Errorf("%s=%s was accepted", test.name, test.text)
			continue
		}
		if err.Field != test.name || err.Code != test.code {
			t.Errorf("%s=%s: field %s, code %s", test.name, test.text, err.Field, err.Code)
		}
		if s := err.Error(); s == "" || strings.ContainsAny(s, "{}") || len(s) > 250 {
			t.Errorf("%s=%s: %q", test.name, test.text, s)
		}
		if !reflect.DeepEqual(c, Default()) {
			t.Errorf("%s=%s changed something", test.name, test.text)
		}
	}
}

func TestAnotherCloudBringsItsConstants(t *testing.T) {
	c := Default()
	c.Set("sigma", "0.3")
	c.Set("cloud", "ring")
	if c.Sigma != .3 {
		t.Error("the same cloud again reset sigma")
	}
	c.Set("cloud", "grid")
	if c.Sigma != .05 || c.Spacing != 2 {
		t.Errorf("grid with sigma %v, spacing %v; published: 0.05, 2", c.Sigma, c.Spacing)
	}
	if got := c.Encode(); got != "#cloud=grid" {
		t.Errorf("link %s", got)
	}
}
