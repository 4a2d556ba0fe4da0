package sweep

import (
	"math"
	"strings"
	"testing"

	"saddle/core/lab"
)

func runsOf(t *testing.T, link, text string) ([]Run, []Left, error) {
	t.Helper()
	c, errs := lab.Decode(link)
	if errs != nil {
		t.Fatal(link, errs)
	}
	s, err := Parse(text)
	if err != nil {
		t.Fatal(text, err)
	}
	return s.Runs(c, 1, 100)
}

func TestRuns(t *testing.T) {
	for _, test := range []struct{ link, text, runs, left, err string }{
		{"", "loss:minimax,hinge;seed:1..2",
			"loss=minimax, seed=1 #loss=minimax | loss=minimax, seed=2 #loss=minimax&seed=2 | loss=hinge, seed=1 #loss=hinge | loss=hinge, seed=2 #loss=hinge&seed=2", "", ""},
		// What all runs have is in no label.
		{"#cloud=grid", "batch:64;seed:3..4", "seed=3 #cloud=grid&batch=64&seed=3 | seed=4 #cloud=grid&batch=64&seed=4", "", ""},
		{"#g_layers=8", "with:base,r1=0,g_layers=16-16+d_layers=16", "base #g_layers=8 | r1=0 #r1=0&g_layers=8 | g_layers=16,16, d_layers=16 #g_layers=16,16&d_layers=16", "", ""},
		// A loss comes with its own bounds; what the sweep names stays, whichever is written first.
		{"", "r1:0.1;loss:nonsaturating,wgan-gp", "loss=nonsaturating  | loss=wgan-gp #loss=wgan-gp&r1=0.1", "", ""},
		{"", "loss:nonsaturating,wgan-gp", "loss=nonsaturating  | loss=wgan-gp #loss=wgan-gp", "", ""},
		// Values that go together only with each other.
		{"", "with:base,batch=255+pack=3", "base  | batch=255, pack=3 #batch=255&pack=3", "", ""},
		// What cannot be played is left out, and so is what there is already.
		{"", "loss:minimax,began;pack:1,2", "loss=minimax, pack=1 #loss=minimax | loss=minimax, pack=2 #loss=minimax&pack=2 | loss=began, pack=1 #loss=began", "loss=began, pack=2 loss:began_plain", ""},
		{"", "with:base,r1=0.1,r1=0", "base  | r1=0 #r1=0", "r1=0.1 same", ""},
		{"", "seed:3,3..4", "seed=3 #seed=3 | seed=4 #seed=4", "seed=3 same", ""},
		{"", "loss:lsgan,minimax;lsgan_a:0,1", "loss=lsgan, lsgan_a=0 #loss=lsgan | loss=lsgan, lsgan_a=1 #loss=lsgan&lsgan_a=1 | loss=minimax, lsgan_a=0 #loss=minimax", "loss=minimax, lsgan_a=1 same", ""},
		{"", "with:base,g_layers=512-512-512-512-512-512-512-512+d_layers=512-512-512-512-512-512-512-512+batch=2048+unroll=20",
			"base ", "batch=2048, unroll=20, g_layers=512,512,512,512,512,512,512,512, d_layers=512,512,512,512,512,512,512,512 batch:too_large", ""},
		{"", "seed:1..101", "", "", "too_many"},
		{"", "lsgan_a:0,1", "", "", "lsgan_a:unused"},
		{"#structure=veegan", "loss:minimax,hinge", "", "", "loss:unused"},
		{"#pack=2", "loss:began", "", "", "loss:began_plain"},
	} {
		runs, left, err := runsOf(t, test.link, test.text)
		var got, out []string
		for _, r := range runs {
			got = append(got, Text(r.Label)+" "+r.Link)
			if again, errs := lab.Decode(r.Link); errs != nil || again.Encode() != r.Config.Encode() {
				t.Errorf("%s: %s is another experiment, %v", test.text, r.Link, errs)
			}
		}
		for _, l := range left {
			out = append(out, Text(l.Label)+" "+code(l.Why))
		}
		if got := strings.Join(got, " | "); got != test.runs {
			t.Errorf("%s %s:\ngot  %s\nwant %s", test.link, test.text, got, test.runs)
		}
		if got := strings.Join(out, " | "); got != test.left || code(err) != test.err {
			t.Errorf("%s %s: left out %q, want %q; %v, want %q", test.link, test.text, got, test.left, err, test.err)
		}
	}
}

// Values that are drawn again and again still come to as many different runs as are wanted, where there are so many.
func TestDrawFindsAsManyAsAreWanted(t *testing.T) {
	race, _ := Decode("#batch=8&race=loss:minimax,hinge,lsgan;seed:1..4")
	for number := range uint64(20) {
		runs, _, err := race.Sweep.Draw(race.Experiment, 12, number)
		if err != nil || len(runs) != 12 {
			t.Fatalf("number %d: %d runs of 12, %v", number, len(runs), err)
		}
		links := map[string]bool{}
		for _, r := range runs {
			links[r.Link] = true
		}
		if len(links) != 12 {
			t.Errorf("number %d: %d different ones", number, len(links))
		}
	}
}

// Each of these runs may be had, and two of them, but not three.
func TestTogether(t *testing.T) {
	runs, _, err := runsOf(t, "#g_layers=512,512,512,512,512,512,512,512&d_layers=512,512,512,512,512,512,512,512&batch=640", "seed:1..3")
	if err != nil {
		t.Fatal(err)
	}
	if n := runs[0].Config.Floats(); n < lab.MaxFloats/3 || n > lab.MaxFloats/2 {
		t.Fatalf("%d numbers", n)
	}
	if err := Together(runs[:2]); err != nil {
		t.Error(err)
	}
	if err := Together(runs); code(err) != "too_large" {
		t.Error(err)
	}
}

// Combinations are counted before any is made.
func TestBounds(t *testing.T) {
	s, err := Parse("seed:1..5000;cloud_seed:1..4000;horizon:101..1000")
	if err != nil {
		t.Fatal(err)
	}
	if n := s.Count(); n != 5000*4000*900 {
		t.Errorf("%d combinations", n)
	}
	if _, _, err := s.Runs(lab.Default(), 2, 9); code(err) != "too_many" {
		t.Errorf("%v", err)
	}
	var axes []string
	for _, f := range lab.Schema() {
		if f.Kind == lab.Float {
			axes = append(axes, f.Name+":"+strings.Repeat(plain(f.Max)+",", 99)+plain(f.Max))
		}
	}
	if s, err = Parse(strings.Join(axes, ";")); err != nil {
		t.Fatal(err)
	}
	if n := s.Count(); n != math.MaxInt {
		t.Errorf("%d combinations", n)
	}
	s, _ = Parse("seed:4,4")
	if _, _, err := s.Runs(lab.Default(), 2, 9); code(err) != "too_few" {
		t.Errorf("%v", err)
	}
}

func TestLinks(t *testing.T) {
	for _, test := range []struct{ link, again, errs string }{
		{"#race=seed:1..5", "#race=seed:1..5", ""},
		{"https://example.org/x#cloud=grid&race=loss%3Aminimax%2Chinge%3Bseed%3A1..2&at=500", "#cloud=grid&at=500&race=loss:minimax,hinge;seed:1..2", ""},
		{"#defaults=1&race=with:base,r1=0.1%2Bpack=2", "#batch=256&r1=0&g_lr=0.001&d_lr=0.002&ema=0&race=with:base,r1=0.1+pack=2", ""},
		{"#race=seed:1..5&love=1", "", "love:unknown_field"},
		{"#race=seed:1..5&race=seed:1..2", "", "race:race"},
		{"#race=seed%", "", "no_values"},
		{"#race=", "", "empty"},
		{"#course=5:loss=minimax&race=seed:1..5", "", "begins"},
		{"#at=5&digest=84626023519d8bfe&race=seed:1..5", "", "begins"},
		{"#at=-1&race=seed:1..5", "", "at:not_whole"},
	} {
		if !InLink(test.link) {
			t.Errorf("%s: no race", test.link)
		}
		r, errs := Decode(test.link)
		var got []string
		for _, err := range errs {
			got = append(got, code(err))
		}
		if got := strings.Join(got, " "); got != test.errs {
			t.Errorf("%s: %v, want %s", test.link, errs, test.errs)
		}
		if errs == nil && r.Encode() != test.again {
			t.Errorf("%s becomes %s, want %s", test.link, r.Encode(), test.again)
		}
	}
	for link, want := range map[string]string{"": "#race=seed:1..5", "#cloud=grid": "#cloud=grid&race=seed:1..5", "#race=loss:x&at=7": "#at=7&race=seed:1..5"} {
		if r, errs := Decode(Link(link, "seed:1..5")); errs != nil || r.Encode() != want {
			t.Errorf("%s becomes %s, want %s", link, r.Encode(), want)
		}
	}
	if r, errs := Decode(Link("", "loss:%26&é")); len(errs) != 1 || code(errs[0]) != "loss:unknown_choice" || r.Encode() != "" {
		t.Error(r, errs)
	}
	if InLink("#cloud=grid&seed=3") || InLink("#trace=1") {
		t.Error("a race in a link without one")
	}
}

// Every ready sweep can be run, whatever is set.
func TestReadySweeps(t *testing.T) {
	for _, link := range []string{"", "#pack=2&r1=0", "#loss=began&cloud=circle", "#structure=mgan", "#cloud=moons&structure=translate", "#loss=d2gan&latent=mixture"} {
		c, errs := lab.Decode(link)
		if errs != nil {
			t.Fatal(errs)
		}
		list := ReadySweeps(c, 9)
		if len(list) != len(ReadyNames()) {
			t.Fatalf("%d ready sweeps", len(list))
		}
		for i, ready := range list {
			s, err := Parse(ready.Text())
			if err != nil || ready.Name != ReadyNames()[i] || s.Encode() != ready.Text() {
				t.Fatalf("%s: %s: %q, %v", link, ready.Name, ready.Text(), err)
			}
			runs, left, err := s.Runs(c, 2, 9)
			if err != nil || len(runs) < 4 || len(runs)+len(left) > 9 {
				t.Errorf("%s: %s: %d runs, %v", link, ready.Text(), len(runs), err)
			}
			if ready.Name == "seeds" && len(runs) != 5 || ready.Name == "rates" && (len(runs) != 5 || runs[2].Link != c.Encode()) {
				t.Errorf("%s: %s: %d runs", link, ready.Text(), len(runs))
			}
			for _, l := range left {
				if ready.Name == "remedies" {
					t.Errorf("%s: %s: %v", link, Text(l.Label), l.Why)
				}
			}
		}
	}
	c := lab.Default()
	c.Set("seed", "4294967295")
	if got := ReadySweeps(c, 9)[2].Text(); got != "seed:4294967291..4294967295" {
		t.Error(got)
	}
}

// Nothing names a setting as the grammar or links name something else.
func TestReservedNames(t *testing.T) {
	for _, f := range lab.Schema() {
		if f.Name == with || f.Name == base || f.Name == lab.RaceName || strings.Trim(f.Name, "abcdefghijklmnopqrstuvwxyz0123456789_") != "" {
			t.Errorf("a setting is named %s", f.Name)
		}
		for _, choice := range f.Choices {
			if strings.ContainsAny(choice, ",;:+") || strings.Contains(choice, "..") {
				t.Errorf("%s cannot be %s in a sweep", f.Name, choice)
			}
		}
	}
}
