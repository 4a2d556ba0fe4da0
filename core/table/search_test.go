package table

import (
	"slices"
	"strings"
	"testing"

	"saddle/core/lab"
)

// Every try is an experiment that the page takes, differs from the others, and leaves the method what it is.
func TestTriesAreOfTheirMethod(t *testing.T) {
	s := Search{Tries: 20, Seeds: 2, Steps: 5000}
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
		if _, number, _ := strings.Cut(k.Method, " "); len(number) > 1 || number > "7" {
			if (c.Unused("schedule") == nil && c.Schedule == "constant") || c.EMA == 0 {
				t.Errorf("%s is no draw that comes to rest: %s", k.Method, k.Link)
			}
		}
		if !strings.HasSuffix(k.Method, " 0") && c.GRate < .0003 {
			t.Errorf("%s has hardly learnt anything when it ends: %s", k.Method, k.Link)
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
	for _, k := range keys {
		name, _, _ := strings.Cut(k.Method, " ")
		i := slices.IndexFunc(methods, func(m Method) bool { return m.Name == name })
		want := methods[i].Steps
		if want == 0 {
			want = s.Steps
		}
		if k.Steps != want {
			t.Errorf("%s has %d rounds, not %d", k.Method, k.Steps, want)
		}
	}
	for name, n := range count {
		if want := 20; n != want && !strings.Contains(name, "recipe") {
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

// searched are runs of a search for r1 on the ring: its tries by one seed, the finals, and what is to be found.
func searched(t *testing.T) (s Search, tried, judged []Run) {
	s = Search{Tries: 5, Seeds: 2, Steps: 100}
	keys, err := s.Plan("ring", "r1")
	if err != nil || len(keys) != 5 {
		t.Fatal(keys, err)
	}
	for i, jsd := range []Number{.35, nothing, .2, .25, .3} {
		tried = append(tried, Run{Key: keys[i], JSD: jsd, Diverged: !jsd.Exists()})
	}
	finals, err := s.Finals("ring", "r1", tried)
	if err != nil || len(finals) != 3 {
		t.Fatal(finals, err)
	}
	for i, try := range []int{2, 3, 4} {
		k := keys[try]
		k.Seed, k.Link = 2, strings.TrimSuffix(k.Link, "1")+"2"
		if finals[i] != k {
			t.Fatalf("judged is %+v, not %+v", finals[i], k)
		}
		judged = append(judged, Run{Key: k, JSD: []Number{.4, .25, .25}[i]})
	}
	return s, tried, judged
}

// The least by one seed is not the least by two.
func TestBestIsTheTryWithTheLeastDivergence(t *testing.T) {
	s, tried, judged := searched(t)
	all := slices.Concat(judged, tried)
	best, err := s.Best("ring", "r1", all)
	if err != nil || len(best) != 2 || best[0].Bench != "ring best" || best[0].Method != "r1" || best[0].Seed != 11 || best[1].Seed != 12 ||
		best[1].Link != strings.TrimSuffix(tried[3].Link, "1")+"12" {
		t.Fatalf("%+v, %v", best, err)
	}
	for i := range all {
		if _, err := s.Best("ring", "r1", slices.Delete(slices.Clone(all), i, i+1)); err == nil {
			t.Errorf("%s from seed %d is missing and not missed", all[i].Method, all[i].Seed)
		}
	}
	judged[1].JSD = nothing
	if best, err = s.Best("ring", "r1", slices.Concat(judged, tried)); err != nil || setupOf(best[0]) != setupOf(tried[4].Key) {
		t.Errorf("a try that diverged from one seed: %+v, %v", best, err)
	}
	for i := range judged {
		judged[i].JSD = .6
	}
	if best, err = s.Best("ring", "r1", slices.Concat(judged, tried)); err != nil || setupOf(best[0]) != setupOf(tried[2].Key) {
		t.Errorf("one seed has spoken for it, and it is the best: %+v, %v", best, err)
	}
	for i := range tried {
		tried[i].JSD = nothing
	}
	for i := range judged {
		judged[i].JSD = nothing
	}
	if best, err = s.Best("ring", "r1", slices.Concat(judged, tried)); err != nil || len(best) != 0 {
		t.Errorf("where each diverged the best is %+v, %v", best, err)
	}
}

// What more tries have overtaken is no row any more, nor what is drawn no more.
func TestCurrentIsTheBest(t *testing.T) {
	s, tried, judged := searched(t)
	runs := slices.Concat(tried, judged)
	best, err := s.Best("ring", "r1", runs)
	if err != nil {
		t.Fatal(err)
	}
	shorter := best[1]
	shorter.Steps = 99
	runs = append(runs, Run{Key: best[0]}, Run{Key: Key{"ring best", "r1", 11, 100, setupOf(tried[2].Key) + "&seed=11"}}, Run{Key: shorter})
	if now := Current(runs); len(now) != 9 || now[8].Key != best[0] {
		t.Errorf("current are %+v", now)
	}
	runs[3].Link = strings.Replace(runs[3].Link, "g_lr", "d_lr", 1)
	runs[6].Link = strings.Replace(runs[6].Link, "g_lr", "d_lr", 1)
	if now := Current(runs); len(now) != 6 {
		t.Errorf("with an old try, current are %+v", now)
	}
	if r := Rows([]Run{{Key: Key{"ring best", "pacgan2", 11, 1, "#seed=11"}, ModesTotal: 8}})[0]; r.Published == nil {
		t.Error("the best of a method is not beside what was published")
	}
}
