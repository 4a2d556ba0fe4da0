package table

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Part is the runs of one file.
type Part struct {
	Name string
	Runs []Run
}

// Join puts parts of a table together, in the order of Plan. A run that two parts
// have must be the same in both, of which the one with more measures counts, and the runs of a method on a bench must share
// their set-up and rounds, or the error says in a sentence which do not.
func Join(parts []Part) ([]Run, error) {
	type place struct {
		bench, method string
		seed          int
	}
	type row struct{ bench, method string }
	type origin struct {
		Run
		part string
		at   int // in all
	}
	seeds, rows := map[place][]origin{}, map[row]origin{} // each of a seed: what agrees with one that lacks measures need not agree with the others
	var all []Run
	for _, part := range parts {
		for _, r := range part.Runs {
			at := place{r.Bench, r.Method, r.Seed}
			for _, o := range seeds[at] {
				if why := contradiction(o.Run, r); why != "" {
					return nil, fmt.Errorf("%s on the %s, seed %d, %s in %s and in %s", r.Method, r.Bench, r.Seed, why, o.part, part.Name)
				}
			}
			if same := seeds[at]; len(same) > 0 {
				index := same[0].at
				if r.measured() > all[index].measured() {
					all[index] = r
				}
				seeds[at] = append(same, origin{r, part.Name, index})
				continue
			}
			if o, ok := rows[row{r.Bench, r.Method}]; ok && (o.Steps != r.Steps || setupOf(o.Key) != setupOf(r.Key)) {
				return nil, fmt.Errorf("%s on the %s has another set-up for seed %d (%s) than for seed %d (%s): they make no row together",
					r.Method, r.Bench, r.Seed, part.Name, o.Seed, o.part)
			}
			o := origin{r, part.Name, len(all)}
			seeds[at], rows[row{r.Bench, r.Method}] = []origin{o}, o
			all = append(all, r)
		}
	}
	rank := order()
	slices.SortStableFunc(all, func(a, b Run) int {
		return cmp.Or(cmp.Compare(rank[a.Bench], rank[b.Bench]), cmp.Compare(a.Bench, b.Bench),
			cmp.Compare(rank[a.Method], rank[b.Method]), cmp.Compare(a.Method, b.Method), cmp.Compare(a.Seed, b.Seed))
	})
	return all, nil
}

// contradiction says how two runs of one method, bench and seed differ; "" if they
// do not.
func contradiction(a, b Run) string {
	switch {
	case a.Steps != b.Steps:
		return fmt.Sprintf("has %d and %d rounds", a.Steps, b.Steps)
	case a.Link != b.Link:
		return "has different links"
	case !a.agrees(b):
		return "has different results"
	}
	return ""
}

// order returns the place of each bench and each method in the lists. What is not
// in them comes first.
func order() map[string]int {
	place := map[string]int{}
	for i, b := range Benches() {
		place[b.Name], place[b.Name+BestOn], place[b.Name+triedOn] = i+1, i+101, i+201
	}
	for i, m := range Methods() {
		place[m.Name] = i + 1
	}
	return place
}

// setupOf is a link without the seed.
func setupOf(k Key) string {
	seed := fmt.Sprintf("seed=%d", k.Seed)
	return strings.TrimSuffix(strings.TrimSuffix(k.Link, seed), "&")
}

// Current returns the runs whose methods still have the set-up they were made with; of a search those
// whose tries are still drawn, and from fresh seeds those of the best of these tries.
func Current(runs []Run) []Run {
	setups, rounds := map[[2]string]string{}, map[[2]string]int{} // these of the best tries only
	for _, b := range Benches() {
		for _, m := range Methods() {
			if setup, err := m.Setup(b); err == nil {
				setups[[2]string{b.Name, m.Name}] = "#" + setup
				if m.Alone {
					of := [2]string{b.Name + BestOn, m.Name}
					setups[of], rounds[of] = "#"+setup, m.Rounds()
				}
			}
		}
	}
	tried := map[[2]string][]Run{}
	list := slices.DeleteFunc(slices.Clone(runs), func(r Run) bool {
		if strings.HasSuffix(r.Bench, BestOn) {
			return false // for now
		}
		now := setups[[2]string{r.Bench, r.Method}]
		if bench, ok := strings.CutSuffix(r.Bench, triedOn); ok {
			if now = tryOf(bench, r); now == setupOf(r.Key) {
				of := [2]string{bench + BestOn, methodOf(r)}
				tried[of] = append(tried[of], r)
			}
		}
		return now != setupOf(r.Key)
	})
	for of, runs := range tried {
		setups[of], rounds[of] = leastDivergent(runs), runs[0].Steps
	}
	return slices.DeleteFunc(list, func(r Run) bool {
		of := [2]string{r.Bench, r.Method}
		return strings.HasSuffix(r.Bench, BestOn) && (setups[of] != setupOf(r.Key) || rounds[of] != r.Steps)
	})
}
