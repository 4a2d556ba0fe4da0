package table

import (
	"cmp"
	"fmt"
	"slices"

	"saddle/core/lab"
	"saddle/core/sweep"
)

// Sweep says which runs of an experiment there are beside each other.
type Sweep struct {
	Race  sweep.Race
	Seeds int // each combination is trained from seeds 1 to Seeds; 0: from the experiment's own, or the sweep's
	Steps int // rounds
	// Random is how many combinations are drawn, the same for the same Draw; 0 for all of them.
	Random int
	Draw   uint64
}

// MostRuns bounds how many runs a sweep may have.
const MostRuns = 100000

// Plan lists the runs, in an order that depends on nothing else, and the combinations that are none.
// A key's bench is the cloud, and its method what the run differs in from the others, its seed apart.
func (s Sweep) Plan() ([]Key, []sweep.Left, error) {
	own := s.Race.Sweep.Varies("seed")
	if own && s.Seeds > 0 {
		return nil, nil, fmt.Errorf("the sweep has seeds of its own; leave out -seeds")
	}
	var runs []sweep.Run
	var left []sweep.Left
	var err error
	switch {
	case s.Race.Sweep.Empty():
		runs = []sweep.Run{{Config: s.Race.Experiment}}
	case s.Random > 0:
		runs, left, err = s.Race.Sweep.Draw(s.Race.Experiment, s.Random, s.Draw)
	default:
		runs, left, err = s.Race.Runs(1, MostRuns)
	}
	if err != nil {
		return nil, nil, err
	}
	if n := len(runs) * max(s.Seeds, 1); n > MostRuns {
		return nil, nil, fmt.Errorf("these are %d runs, and at most %d can be listed", n, MostRuns)
	}
	var keys []Key
	for _, r := range runs {
		if s.Seeds == 0 {
			keys = append(keys, s.key(r, int(r.Config.Seed)))
		}
		for seed := 1; seed <= s.Seeds; seed++ {
			keys = append(keys, s.key(r, seed))
		}
	}
	// What differs in its seed alone is a row.
	rank := map[[2]string]int{}
	for i, k := range keys {
		if row := [2]string{k.Bench, k.Method}; rank[row] == 0 {
			rank[row] = i + 1
		}
	}
	slices.SortStableFunc(keys, func(a, b Key) int {
		return cmp.Compare(rank[[2]string{a.Bench, a.Method}], rank[[2]string{b.Bench, b.Method}])
	})
	return keys, left, nil
}

// key names a sweep's run from a seed.
func (s Sweep) key(r sweep.Run, seed int) Key {
	var label []lab.Change
	for _, change := range r.Label {
		if change.Field != "seed" {
			label = append(label, change)
		}
	}
	plain := r.Config
	plain.Seed = lab.Default().Seed // which a link leaves out
	link := plain.Encode()
	link += fmt.Sprintf("%cseed=%d", "#&"[min(len(link), 1)], seed)
	return Key{r.Config.Cloud, sweep.Text(label), seed, s.Steps, link}
}
