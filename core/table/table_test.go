package table

import (
	"math"
	"slices"
	"strings"
	"testing"

	"saddle/core/lab"
)

// Every method decodes without a complaint, with a name of its own and, if it
// names one, a published row that exists.
func TestMethods(t *testing.T) {
	names := map[string]bool{}
	var titles []string
	for _, p := range PublishedResults() {
		titles = append(titles, p.Title)
	}
	for _, m := range Methods() {
		if names[m.Name] || m.Name == "" || strings.ContainsAny(m.Name, ", |") {
			t.Errorf("a method cannot be called %q here", m.Name)
		}
		names[m.Name] = true
		if m.Published != "" && !slices.Contains(titles, m.Published) {
			t.Errorf("%s: nothing is published of %q", m.Name, m.Published)
		}
		benches := 0
		for _, b := range Benches() {
			if _, ok := m.For(b); !ok {
				continue
			}
			benches++
			setup, err := m.Setup(b)
			if err != nil {
				t.Error(err)
				continue
			}
			c, wrong := lab.Decode("#" + setup + "&seed=3")
			for _, err := range wrong {
				t.Errorf("%s: %s: %v", m.Name, setup, &err)
			}
			own, _ := m.For(b)
			for pair := range strings.SplitSeq(joined(b.Link, own), "&") {
				if !strings.Contains("&"+setup+"&", "&"+pair+"&") {
					t.Errorf("%s: %s has lost %s", m.Name, setup, pair)
				}
			}
			if modes := map[string]int{"ring": 8, "grid": 5}[b.Name]; c.Cloud != b.Name || c.Modes != modes || c.Seed != 3 {
				t.Errorf("%s does not train on the %s: %s", m.Name, b.Name, setup)
			}
		}
		if benches == 0 {
			t.Errorf("%s is for no bench", m.Name)
		}
	}
}

// A preset is trained as the page has it, on its own cloud alone, from any seed.
func TestRecipe(t *testing.T) {
	m := recipe("ring-recipe", "#batch=64&seed=7", 900)
	setup, err := m.Setup(Benches()[0])
	if err != nil || setup != Benches()[0].Link+"&batch=64" || m.Rounds() != 900 {
		t.Errorf("%s, %v", setup, err)
	}
	if _, err := m.Setup(Benches()[1]); err == nil || err.Error() != "ring-recipe is not a method for the grid" {
		t.Error(err)
	}
	if _, ok := recipe("x", "#cloud=grid", 1).For(Benches()[1]); !ok {
		t.Error("the grid's recipe is not for the grid")
	}
}

func TestLaterSettingsReplaceEarlier(t *testing.T) {
	if got := joined("a=1&b=2", "", "c=3&a=4"); got != "a=4&b=2&c=3" {
		t.Error(got)
	}
	m := Method{Name: "x", Link: "rule=sgd"}
	setup, err := m.Setup(Benches()[0])
	if err != nil || !strings.Contains(setup, "&rule=sgd&") || strings.Contains(setup, "beta1") || !strings.Contains(setup, "g_lr=0.001") {
		t.Errorf("%s, %v: what means nothing with sgd must go, and nothing else", setup, err)
	}
	if _, err := (Method{Name: "x", Link: "rule=sgd&beta1=0.5"}).Setup(Benches()[0]); err == nil || !strings.Contains(err.Error(), "beta1 has no effect") {
		t.Errorf("a method's own setting that means nothing: %v", err)
	}
	alone := Method{Name: "x", Alone: true, Link: "loss=minimax"}
	if setup, _ := alone.Setup(Benches()[1]); setup != Benches()[1].Link+"&loss=minimax" {
		t.Error(setup)
	}
}

// Three runs whose means and errors are easy: 1, 2, 6 has mean 3, deviation
// sqrt(7), standard error sqrt(7/3).
func TestRow(t *testing.T) {
	run := func(share int, v Number) Run {
		return Run{Key: Key{"ring", "lsgan", 1, 10, "#batch=128&seed=1"}, Modes: 8, ModesShare: share, ModesTotal: 8,
			HighQuality: v / 10, ReverseKL: v, ReverseKLHQ: 3 * v, Within1: v / 100, Within2: nothing, Width: v, SlicedW: 2 * v, JSD: v}
	}
	diverged := Run{Key: Key{"ring", "lsgan", 4, 10, "#a&seed=4"}, Diverged: true, ModesTotal: 8, ReverseKL: nothing, ReverseKLHQ: nothing, SlicedW: nothing, JSD: nothing, Within1: nothing, Within2: nothing, Width: nothing}
	rows := Rows([]Run{run(8, 1), run(7, 2), run(8, 6), diverged, {Key: Key{Bench: "ring", Method: "hinge"}, ModesShare: 1, ModesTotal: 1, JSD: 5}})
	if len(rows) != 2 {
		t.Fatal(rows)
	}
	r := rows[0]
	near := func(what string, got Number, want float64) {
		t.Helper()
		if !(math.Abs(float64(got)-want) < 1e-8) {
			t.Errorf("%s is %v, want %v", what, got, want)
		}
	}
	near("mean of rKL", r.ReverseKL.Mean, 3)
	near("its error", r.ReverseKL.Error, math.Sqrt(7./3))
	near("mean of the good points' rKL", r.ReverseKLHQ.Mean, 9)
	near("error of sliced W", r.SlicedW.Error, 2*math.Sqrt(7./3))
	near("modes, one run in four without", r.Modes.Mean, 6)
	near("their error", r.Modes.Error, 2) // 8, 8, 8, 0: deviation 4, over sqrt 4
	near("quality", r.HighQuality.Mean, .9/4)
	near("seeds with all", r.AllShared, .5)
	near("of all there are", r.AllIn.Low, .15003899)
	near("within 1 sigma, diverged runs apart", r.Within1.Mean, .03)
	near("examples", r.Examples, 10*128)
	if r.Seeds != 4 || r.Diverged != 1 || r.Setup != "#batch=128" || r.Steps != 10 {
		t.Errorf("%+v", r)
	}
	if one := rows[1]; one.JSD.Mean != 5 || one.JSD.Error.Exists() || one.AllShared != 1 {
		t.Errorf("one run: %+v", one)
	}
}

func TestPublishedRowsAreBeside(t *testing.T) {
	rows := Rows([]Run{{Key: Key{Bench: "grid", Method: "nonsaturating"}, ModesTotal: 25}, {Key: Key{Bench: "grid", Method: "rmsprop"}, ModesTotal: 25}})
	if p := rows[0].Published; p == nil || p.Modes != 17.3 || p.HighQuality != .948 || p.ReverseKLHQ != .7 {
		t.Errorf("%+v", p)
	}
	if rows[1].Published != nil {
		t.Errorf("%+v", rows[1].Published)
	}
	text := Markdown(rows)
	if !strings.Contains(text, "17.3 / 94.8 / 0.7, GAN (PacGAN's) |") || strings.Contains(text, "Ring") {
		t.Error(text)
	}
}

func TestTold(t *testing.T) {
	r := Row{Method: "mixed", Told: true}
	if !strings.Contains(Rectangle([]Row{r}, ""), "| mixed † |") {
		t.Error(Rectangle([]Row{r}, ""))
	}
	for link, want := range map[string]bool{
		"#seed=1": false, "#latent=mixture&clusters=8": true, "#latent=mixture&clusters=16": false, "#clusters=8": false,
		"#structure=classifier": true, "#structure=infogan&classes=8": true, "#structure=mgan&generators=8": true, "#structure=mgan&generators=9": false,
	} {
		if told(link, 8) != want {
			t.Errorf("%s is told the modes: %v", link, !want)
		}
	}
}

func TestMarkdown(t *testing.T) {
	row := Row{Method: "lsgan", Steps: 5000, Seeds: 10, Diverged: 2, ModesTotal: 8, Modes: Stat{7.25, .31}, ModesShare: Stat{6, nothing},
		Whole: 3, AllShared: .3, AllIn: Interval{.108, .603}, Examples: 1280000, HighQuality: Stat{.5, .0149}, Within1: Stat{.2, nothing}, Within2: Stat{.4, .01},
		Width: Stat{.76, .02}, ReverseKL: Stat{.25, nothing}, ReverseKLHQ: Stat{nothing, nothing}, SlicedW: Stat{.1, .02}, JSD: Stat{.5, .1}}
	text := Rectangle([]Row{row}, "")
	want := "| lsgan | 5000 | 1.3 | 7.2 ± 0.3 | 6.0 | 3 of 10 (11–60 %); 2 diverged | 20.0 | 40.0 | 50.0 ± 1.5 | **0.76** | 0.2500 | – | 0.100 ± 0.020 | 0.500 ± 0.100 |  |"
	lines := strings.Split(strings.TrimSpace(text), "\n")
	if lines[3] != want {
		t.Errorf("\n%s\n%s", lines[3], want)
	}
	if want := "| *a perfect sampler* |  |  | 8 | 8 |  | 39.3 | 86.5 | 98.9 | 1.00 | 0.0001 |  |  |  |  |"; lines[2] != want {
		t.Errorf("\n%s\n%s", lines[2], want)
	}
	if strings.Count(lines[0], "|") != strings.Count(lines[3], "|") || strings.Count(lines[1], "|") != strings.Count(lines[3], "|") {
		t.Error("the header has other columns")
	}
	row.Rising, row.Moment = true, "#loss=lsgan&at=5000"
	if text := Rectangle([]Row{row}, "https://gan.example/"); !strings.Contains(text, "| [lsgan](https://gan.example/#loss=lsgan&at=5000) |") || !strings.Contains(text, "| 50.0 ± 1.5 ↑ |") {
		t.Error(text)
	}
}

// A row rises when its runs, under rates that do not fall, are clearly better at their end than after three quarters.
func TestRising(t *testing.T) {
	run := func(link string, seed int, then, last Number) Run {
		return Run{Key: Key{"ring", "x", seed, 400, link}, HighQuality: last,
			Curve: []Moment{{Step: 200}, {Step: 300, HighQuality: then}, {Step: 400, HighQuality: last}}}
	}
	for what, test := range map[string]struct {
		runs []Run
		want bool
	}{
		"rises":            {[]Run{run("#", 1, .50, .55), run("#", 2, .51, .57)}, true},
		"rests":            {[]Run{run("#", 1, .50, .51), run("#", 2, .51, .50)}, false},
		"by too little":    {[]Run{run("#", 1, .500, .505), run("#", 2, .510, .516)}, false},
		"by chance":        {[]Run{run("#", 1, .20, .50), run("#", 2, .50, .55)}, false},
		"as the rates end": {[]Run{run("#schedule=cosine", 1, .50, .55), run("#schedule=cosine", 2, .51, .57)}, false},
		"nobody knows":     {[]Run{{Key: Key{"ring", "x", 1, 400, "#"}, HighQuality: .5}, {Key: Key{"ring", "x", 2, 400, "#"}, HighQuality: .5}}, false},
	} {
		if row := Rows(test.runs)[0]; row.Rising != test.want {
			t.Errorf("%s: %v", what, row.Rising)
		}
	}
}

// The link of a row is of its first run's end.
func TestMomentOfRow(t *testing.T) {
	keys, err := Plan("ring", "minimax", 1, 3)
	if err != nil {
		t.Fatal(err)
	}
	var r Run
	if err := (Trainer{Workers: 1, Clock: func() float64 { return 0 }, Finished: func(one Run) error { r = one; return nil }}).Train(t.Context(), keys); err != nil {
		t.Fatal(err)
	}
	m, wrong := lab.DecodeMoment(Rows([]Run{r})[0].Moment)
	if len(wrong) > 0 || m.Step != 3 || m.Digest != r.Digest || len(m.Course) != 1 {
		t.Fatalf("%+v, %v", m, wrong)
	}
	c, _ := lab.Decode(m.Course[0].Link)
	l := lab.New(c)
	for range m.Step {
		l.Step()
	}
	if l.Digest() != r.Digest {
		t.Errorf("who opens %s comes to %s, not %s", Rows([]Run{r})[0].Moment, l.Digest(), r.Digest)
	}
}
