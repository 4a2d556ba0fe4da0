package lab

import (
	"fmt"
	"maps"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"saddle/core/cloud"
)

func TestLinks(t *testing.T) {
	for _, test := range []struct {
		link, again string
		errors      string // field:code, separated by spaces
	}{
		{"", "", ""},
		{"#", "", ""},
		{"&&#&", "", ""},
		{"#cloud=ring&seed=1", "", ""},
		{"cloud=grid&seed=7", "#cloud=grid&seed=7", ""},
		{"#seed=7&cloud=grid", "#cloud=grid&seed=7", ""},
		{"https://example.org/saddle/#seed=7", "#seed=7", ""},
		{"#cloud=swiss%2Droll&g%5flayers=8%2C 8", "#cloud=swiss-roll&g_layers=8,8", ""},
		{"#g_lr=2e-3&d_lr=.0001", "#d_lr=0.0001", ""},
		{"#d_lr=0.00002", "#d_lr=2e-05", ""},
		{"#sigma=0.25&cloud=grid", "#cloud=grid&sigma=0.25", ""},
		{"#cloud=grid&sigma=0.02", "#cloud=grid&sigma=0.02", ""},
		{"#rule=adam&beta1=-0", "#beta1=0", ""},

		{"#defaults=1", "#batch=256&r1=0&g_lr=0.001&d_lr=0.002&ema=0", ""},
		{"#g_lr=0.004&r1=1&defaults=1", "#batch=256&r1=1&g_lr=0.004&d_lr=0.002&ema=0", ""},
		{"#defaults=1&loss=wgan", "#loss=wgan&batch=256&g_lr=0.001&d_lr=0.002&ema=0", ""},
		{"#defaults=2&seed=3", "#seed=3", ""},
		{"#loss=d2gan", "#loss=d2gan", ""},
		{"#loss=wgan-gp&r1=0.1", "#loss=wgan-gp&r1=0.1", ""},
		{"#seed=3&defaults=3", "#seed=3", "defaults:unknown_defaults"},
		{"#defaults=", "", "defaults:unknown_defaults"},
		{"#defaults=2&defaults=1", "", "defaults:twice"},

		{"#love=1&seed=2", "#seed=2", "love:unknown_field"},
		{"#love=1&love=2", "", "love:unknown_field"},
		{"#love=1&seed=2&peace=1&love=2&harmony=%", "#seed=2", ":unknown_fields"},
		{"seed", "", "seed:not_whole"},
		{"#seed=2&seed=3", "#seed=2", "seed:twice"},
		{"#seed=x&seed=3&seed=%", "", "seed:twice"},
		{"#seed=%zz", "", "seed:not_percent"},
		{"#%=1", "", "%:unknown_field"},
		{"#batch=1&k=2&g_lr=-1&rule=adam", "", "k:unknown_field batch:not_whole g_lr:not_between"},
		{"#rule=sgd&beta1=0.9", "#rule=sgd", "beta1:unused"},
		{"#loss=d2gan&structure=veegan", "#r1=0&structure=veegan", "loss:unused"}, // the penalty that D2GAN has taken away stays away
		{"#cloud=ring&spacing=1", "", "spacing:unused"},
		{"#race=loss:minimax,hinge&seed=3", "#seed=3", "race:race"},
		{"#" + strings.Repeat("a", MaxLink+1), "", ":too_long"},
	} {
		c, errs := Decode(test.link)
		var got []string
		for _, e := range errs {
			got = append(got, e.Field+":"+e.Code)
			if s := e.Error(); strings.ContainsAny(s, "{}") {
				t.Errorf("%q: %s", test.link, s)
			}
		}
		if got := strings.Join(got, " "); got != test.errors {
			t.Errorf("%.40q: errors %q, want %q", test.link, got, test.errors)
		}
		if got := c.Encode(); got != test.again {
			t.Errorf("%.40q: again %q, want %q", test.link, got, test.again)
		}
	}
}

// However many names nobody knows, they make one short sentence, which counts them.
func TestUnknownNamesAreOneError(t *testing.T) {
	var link strings.Builder
	for i := range 6000 {
		fmt.Fprintf(&link, "&x%d=1", i)
	}
	_, errs := Decode(link.String() + "&seed=-1")
	if len(errs) != 2 {
		t.Fatalf("%d errors", len(errs))
	}
	const want = "6000 names in the link are no settings: x0, x1, x2, …"
	if got := errs[0].Error(); got != want {
		t.Errorf("%q; want %q", got, want)
	}
	if errs[1].Field != "seed" {
		t.Errorf("%q is not about seed", errs[1].Error())
	}
}

// A link is in the schema's order, holds only what differs and what means
// something, and reads back as the same experiment.
func TestEncode(t *testing.T) {
	c := Default()
	for name, text := range map[string]string{
		"seed": "9", "rule": "momentum", "beta1": "0.9", "momentum": "0.5", "cloud": "points",
		"points": PointsText(somePoints(3)), "g_layers": "1,512", "standardise": "false", "g_lr": "0.05", "modes": "3",
	} {
		if err := c.Set(name, text); err != nil {
			t.Fatal(err)
		}
	}
	const want = "#cloud=points&points=AAAAAAD4APgA8ADw&standardise=false&g_layers=1,512&rule=momentum&g_lr=0.05&momentum=0.5&seed=9"
	if got := c.Encode(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	again, errs := Decode(want)
	if errs != nil || again.Encode() != want {
		t.Errorf("%v, %s", errs, again.Encode())
	}
}

// somePoints are n points on steps of the grain.
func somePoints(n int) []cloud.Point {
	points := make([]cloud.Point, n)
	for i := range points {
		points[i] = cloud.Point{X: -float64(i%8) / 2, Y: -float64(i%16) / 2}
	}
	return points
}

func TestPointsText(t *testing.T) {
	points := []cloud.Point{{X: 0, Y: -1.5}, {X: 7.5, Y: -7.5}, {X: 100, Y: math.Inf(-1)}, {X: 1. / 4096, Y: 1. / 9000}, {X: math.NaN(), Y: 0}}
	want := []cloud.Point{{X: 0, Y: -1.5}, {X: 7.5, Y: -7.5}, {X: 7.5, Y: -7.5}, {X: 1. / 4096, Y: 0}, {X: 0, Y: 0}}
	got, err := readPoints(PointsText(points))
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%v, %v; want %v", got, err, want)
	}
}

// Any text gives a valid experiment and at most one error for each field.
func FuzzDecode(f *testing.F) {
	for _, link := range []string{
		"", "#", "#cloud=grid&seed=7", "%23cloud=ring", "cloud=points&points=AAAAAAAA", "#a=b&a=c&=&==&&&",
		"#g_layers=64,64,64&d_layers=1", "#g_lr=0x1p-4&d_lr=1_0&beta1=-0", "#seed=\xff%ff%C3&\x00=\x00", "#rule=sgd&momentum=0",
		"#points=" + strings.Repeat("A", 30), "#cloud=moons#cloud=ring", "#latent_dim= 3 &standardise=false", "#defaults=1&loss=d2gan", "#defaults=9",
	} {
		f.Add(link)
	}
	f.Fuzz(func(t *testing.T, link string) {
		c, errs := Decode(link)
		fields := map[string]bool{}
		for i := range errs {
			if e := &errs[i]; fields[e.Field] || e.Error() == "" {
				t.Errorf("%q: %q is wrong twice, or without a word", link, e.Field)
			}
			fields[errs[i].Field] = true
		}
		for _, field := range schema {
			again := c
			if err := again.Set(field.Name, c.Text(field.Name)); err != nil && c.Unused(field.Name) == nil {
				t.Errorf("%q: decoded to %s=%s", link, field.Name, c.Text(field.Name))
			}
		}
		text := c.Encode()
		again, errs := Decode(text)
		if errs != nil || again.Encode() != text {
			t.Errorf("%q: %q becomes %q, %v", link, text, again.Encode(), errs)
		}
		for name := range maps.Keys(values(c)) {
			if !reflect.DeepEqual(values(again)[name], values(c)[name]) {
				t.Errorf("%q: %s was %v and is %v", link, name, values(c)[name], values(again)[name])
			}
		}
	})
}

// values are the fields that mean something.
func values(c Config) map[string]any {
	m := map[string]any{}
	for _, f := range schema {
		if c.Unused(f.Name) == nil {
			m[f.Name] = c.Get(f.Name)
		}
	}
	return m
}
