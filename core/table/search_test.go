package table

import (
	"strings"
	"testing"

	"saddle/core/lab"
)

// Every try is an experiment that the page takes, differs from the others, and leaves the method what it is.
func TestTriesAreOfTheirMethod(t *testing.T) {
	s := Search{Tries: 12, Seeds: 2, Steps: 5000}
	keys, err := s.Plan("both", "all")
	if err != nil {
		t.Fatal(err)
	}
	methods := Methods()
	count, seen := map[string]int{}, map[string]string{}
	for _, k := range keys {
		name, _, _ := strings.Cut(k.Method, " ")
		count[k.Bench+name]++
		if other := seen[k.Bench+name+k.Link]; other != "" {
			t.Errorf("%s is %s", k.Method, other)
		}
		seen[k.Bench+name+k.Link] = k.Method
		c, wrong := lab.Decode(k.Link)
		if len(wrong) > 0 {
			t.Fatalf("%s: %v", k.Link, wrong)
		}
		bench := Benches()[0]
		if k.Bench == "grid tries" {
			bench = Benches()[1]
		}
		if c.Cloud != bench.Name {
			t.Fatalf("%s on the %s", k.Link, c.Cloud)
		}
		for _, m := range methods {
			if m.Name != name {
				continue
			}
			own, _ := m.For(bench)
			for pair := range strings.SplitSeq(own, "&") {
				field, value, _ := strings.Cut(pair, "=")
				drawn := field == "g_lr" || field == "d_lr" || field == "horizon"
				for _, w := range weights {
					drawn = drawn || field == w
				}
				if !m.Alone && field != "" && !drawn && c.Unused(field) == nil && !strings.Contains(k.Link, field+"="+value) {
					t.Errorf("%s is not %s: %s", k.Method, pair, k.Link)
				}
			}
		}
	}
	for name, n := range count {
		if want := 12; n != want && !strings.Contains(name, "recipe") {
			t.Errorf("%s has %d tries", name, n)
		}
	}
	if count["ring triesring-recipe"] != 0 {
		t.Error("a recipe is searched for")
	}
}

// A recipe has been searched for already: it is trained from fresh seeds, as it is.
func TestRecipesAreTrainedFromFreshSeeds(t *testing.T) {
	s := Search{Tries: 3, Seeds: 2, Steps: 100}
	best, err := s.Best("ring", "ring-recipe", nil)
	table, _ := Plan("ring", "ring-recipe", 1, 0)
	if err != nil || len(best) != 2 || best[0].Seed != 11 || best[0].Steps != 15000 || best[0].Link != strings.TrimSuffix(table[0].Link, "1")+"11" {
		t.Fatalf("%+v, %v; in the table it is %+v", best, err, table)
	}
	old := Run{Key: best[1]}
	old.Link = "#loss=hinge&seed=12"
	if now := Current([]Run{{Key: best[0]}, old}); len(now) != 1 || now[0].Key != best[0] {
		t.Errorf("current are %+v", now)
	}
}

func TestBestIsTheTryWithTheLeastDivergence(t *testing.T) {
	s := Search{Tries: 3, Seeds: 2, Steps: 100}
	keys, err := s.Plan("ring", "r1")
	if err != nil || len(keys) != 3 {
		t.Fatal(keys, err)
	}
	runs := []Run{{Key: keys[0], JSD: .5}, {Key: keys[1], JSD: nothing, Diverged: true}, {Key: keys[2], JSD: .25}}
	best, err := s.Best("ring", "r1", runs)
	if err != nil || len(best) != 2 || best[0].Bench != "ring best" || best[0].Method != "r1" || best[0].Seed != 11 || best[1].Seed != 12 ||
		best[1].Link != strings.TrimSuffix(keys[2].Link, "1")+"12" {
		t.Errorf("%+v, %v", best, err)
	}
	if _, err := s.Best("ring", "r1", runs[1:]); err == nil {
		t.Error("a try is missing and not missed")
	}
	all := append(runs, Run{Key: best[0]}, Run{Key: Key{"ring best", "r1", 11, 100, keys[0].Link + "&ema=0.5"}})
	if now := Current(all); len(now) != 4 || now[3].Key != best[0] {
		t.Errorf("current are %+v", now)
	}
	all[2].Link = strings.Replace(all[2].Link, "g_lr", "d_lr", 1)
	if now := Current(all); len(now) != 2 {
		t.Errorf("with an old try, current are %+v", now)
	}
	if r := Rows([]Run{{Key: Key{"ring best", "pacgan2", 11, 1, "#seed=11"}, ModesTotal: 8}})[0]; r.Published == nil {
		t.Error("the best of a method is not beside what was published")
	}
}
