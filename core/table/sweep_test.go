package table

import (
	"context"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"testing"

	"saddle/core/lab"
	"saddle/core/sweep"
)

func planned(t *testing.T, s Sweep, link string) ([]Key, error) {
	t.Helper()
	if sweep.InLink(link) {
		var wrong []error
		if s.Race, wrong = sweep.Decode(link); wrong != nil {
			t.Fatal(link, wrong)
		}
	} else {
		s.Race.Experiment, _ = lab.Decode(link)
	}
	keys, _, err := s.Plan()
	return keys, err
}

func TestPlanOfASweep(t *testing.T) {
	for _, test := range []struct {
		link  string
		seeds int
		want  string
	}{
		{"#cloud=grid&race=loss:minimax,hinge", 2, "grid loss=minimax 1 #cloud=grid&loss=minimax&seed=1 | grid loss=minimax 2 #cloud=grid&loss=minimax&seed=2 | " +
			"grid loss=hinge 1 #cloud=grid&loss=hinge&seed=1 | grid loss=hinge 2 #cloud=grid&loss=hinge&seed=2"},
		// Without seeds each has its own; what differs in its seed alone is side by side, whatever the order of the axes.
		{"#seed=7&race=loss:minimax,nonsaturating", 0, "ring loss=minimax 7 #loss=minimax&seed=7 | ring loss=nonsaturating 7 #seed=7"},
		{"#race=seed:3..4;loss:minimax,nonsaturating", 0, "ring loss=minimax 3 #loss=minimax&seed=3 | ring loss=minimax 4 #loss=minimax&seed=4 | ring loss=nonsaturating 3 #seed=3 | ring loss=nonsaturating 4 #seed=4"},
		// A sweep of nothing but seeds.
		{"#batch=64", 2, "ring base 1 #batch=64&seed=1 | ring base 2 #batch=64&seed=2"},
	} {
		keys, err := planned(t, Sweep{Seeds: test.seeds, Steps: 5}, test.link)
		if err != nil {
			t.Fatal(test.link, err)
		}
		var got []string
		for _, k := range keys {
			got = append(got, fmt.Sprint(k.Bench, " ", k.Method, " ", k.Seed, " ", k.Link))
			if c, wrong := lab.Decode(k.Link); wrong != nil || c.Seed != k.Seed || k.Steps != 5 {
				t.Errorf("%+v is another run, %v", k, wrong)
			}
		}
		if got := strings.Join(got, " | "); got != test.want {
			t.Errorf("%s:\ngot  %s\nwant %s", test.link, got, test.want)
		}
	}
	if _, err := planned(t, Sweep{Seeds: 2, Steps: 5}, "#race=seed:1..3"); err == nil || !strings.Contains(err.Error(), "seeds of its own") {
		t.Error(err)
	}
	if _, err := planned(t, Sweep{Seeds: 10000, Steps: 5}, "#race=batch:8..71"); err == nil || !strings.Contains(err.Error(), "640000 runs") {
		t.Error(err)
	}
}

func TestARandomSearch(t *testing.T) {
	const link = "#race=g_lr:0.0005..0.016*2;d_lr:0.0005..0.016*2;loss:minimax,hinge,lsgan"
	draw := func(number uint64) (links []string) {
		keys, err := planned(t, Sweep{Random: 40, Draw: number, Steps: 5}, link)
		if err != nil {
			t.Fatal(err)
		}
		for _, k := range keys {
			links = append(links, k.Link)
		}
		return links
	}
	first := draw(1)
	if len(first) != 40 {
		t.Fatalf("%d combinations", len(first))
	}
	if !slices.Equal(first, draw(1)) || slices.Equal(first, draw(2)) {
		t.Error("a draw is not the same for the same number, or is for another")
	}
	slices.Sort(first)
	if len(slices.Compact(first)) != 40 {
		t.Error("a combination was drawn twice")
	}
	// Of fewer than are wanted there are all.
	all, err := planned(t, Sweep{Random: 40, Draw: 1, Steps: 5}, "#race=loss:minimax,hinge,lsgan")
	if err != nil || len(all) != 3 {
		t.Error(all, err)
	}
}

// A curve has the moments of one training, and ends with the run. A cloud without modes has no share of them.
func TestCurves(t *testing.T) {
	keys, err := planned(t, Sweep{Steps: 10}, "#cloud=spiral&batch=16&g_layers=8&d_layers=8&race=seed:1,2")
	if err != nil {
		t.Fatal(err)
	}
	var plain, curved []Run
	for _, how := range []struct {
		moments int
		runs    *[]Run
	}{{0, &plain}, {4, &curved}} {
		trainer := Trainer{Workers: 1, Moments: how.moments, Clock: func() float64 { return 0 }, Finished: func(r Run) error {
			*how.runs = append(*how.runs, r)
			return nil
		}}
		if err := trainer.Train(context.Background(), keys); err != nil {
			t.Fatal(err)
		}
	}
	for i, r := range curved {
		var steps []int
		for _, m := range r.Curve {
			steps = append(steps, m.Step)
		}
		if fmt.Sprint(steps) != "[2 5 7 10]" || r.Curve[3].JSD != r.JSD || r.Curve[3].SlicedW != r.SlicedW {
			t.Errorf("%v, and then %v", r.Curve, r.JSD)
		}
		if !r.agrees(plain[i]) || plain[i].Curve != nil {
			t.Errorf("with a curve it is another run: %+v", r)
		}
		if r.HighQuality.Exists() || r.ReverseKL.Exists() || !r.JSD.Exists() || r.ModesTotal != 0 {
			t.Errorf("%+v", r)
		}
	}
	row := Rows(curved)[0]
	if row.Modes.Mean.Exists() || row.AllShared.Exists() || !row.JSD.Mean.Exists() {
		t.Errorf("%+v", row)
	}
	if text := Plain(Rows(curved)); !strings.Contains(text, "| base | 10 | 2 | – | – | – | – | 0.") {
		t.Error(text)
	}
	lines, err := Lines(curved)
	if err != nil {
		t.Fatal(err)
	}
	f, _, err := read("lines", strings.NewReader(string(lines)))
	if err != nil || len(f.Runs) != 2 || !f.Runs[0].agrees(curved[0]) || len(f.Runs[0].Curve) != 4 {
		t.Errorf("read back: %+v, %v", f, err)
	}
}

func TestCSV(t *testing.T) {
	runs := []Run{
		{Key: Key{"ring", "loss=minimax", 1, 10, "#loss=minimax&g_layers=8&seed=1"}, Modes: 3, ModesShare: 2, ModesTotal: 8, HighQuality: .25, ReverseKL: nothing, ReverseKLHQ: nothing,
			Within1: .125, Within2: .375, Width: .75, Narrowest: nothing, Widest: 1.5, SlicedW: .5, JSD: .125, Seconds: 2, Digest: "d1"},
		{Key: Key{"ring", "g_layers=8,8", 2, 10, "#g_layers=8,8&seed=2"}, Diverged: true, ModesTotal: 8, ReverseKL: nothing, ReverseKLHQ: nothing,
			Within1: nothing, Within2: nothing, Width: nothing, Narrowest: nothing, Widest: nothing, SlicedW: nothing, JSD: nothing, Digest: "d2"},
	}
	var b strings.Builder
	if err := CSV(&b, runs); err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(strings.NewReader(b.String())).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"loss", "g_layers", "seed", "steps", "diverged", "modes", "modes_share", "modes_total", "high_quality", "reverse_kl", "reverse_kl_hq", "within_1", "within_2", "width", "narrowest", "widest", "sliced_w", "jsd", "seconds", "digest", "link"},
		{"minimax", "8", "1", "10", "false", "3", "2", "8", "0.25", "", "", "0.125", "0.375", "0.75", "", "1.5", "0.5", "0.125", "2", "d1", "#loss=minimax&g_layers=8&seed=1"},
		{"nonsaturating", "8,8", "2", "10", "true", "0", "0", "8", "0", "", "", "", "", "", "", "", "", "", "0", "d2", "#g_layers=8,8&seed=2"},
	}
	if fmt.Sprint(lines) != fmt.Sprint(want) {
		t.Errorf("got\n%q\nwant\n%q", lines, want)
	}
}
