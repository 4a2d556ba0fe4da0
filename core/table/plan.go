package table

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Key names a run: equal keys have equal results.
type Key struct {
	Bench  string `json:"bench"`
	Method string `json:"method"`
	Seed   int    `json:"seed"`
	Steps  int    `json:"steps"` // rounds
	Link   string `json:"link"`  // the whole experiment, as the page reads it
}

// Plan lists the runs of methods on benches, seeds 1 to seeds of each, in an order
// that depends on nothing else. steps replaces each method's own rounds unless it
// is 0. benches and methods are names: "both" and "all", or some with commas. Under
// all come the methods that a bench has; to name one it does not have is an error.
func Plan(benches, methods string, seeds, steps int) ([]Key, error) {
	on, list, err := named(benches, methods)
	if err != nil {
		return nil, err
	}
	var keys []Key
	for _, b := range on {
		for _, m := range list {
			if _, ok := m.For(b); !ok && methods == "all" {
				continue
			}
			setup, err := m.Setup(b)
			if err != nil {
				return nil, err
			}
			rounds := steps
			if rounds == 0 {
				rounds = m.Rounds()
			}
			for seed := 1; seed <= seeds; seed++ {
				keys = append(keys, Key{b.Name, m.Name, seed, rounds, fmt.Sprintf("#%s&seed=%d", setup, seed)})
			}
		}
	}
	return keys, nil
}

// named returns the benches and methods of these names; see Plan.
func named(benches, methods string) (on []Bench, list []Method, err error) {
	if on, err = chosen(Benches(), benches, "both", "bench", func(b Bench) string { return b.Name }); err != nil {
		return nil, nil, err
	}
	list, err = chosen(Methods(), methods, "all", "method", func(m Method) string { return m.Name })
	return on, list, err
}

// chosen returns the things of a list that are named, in the list's order.
func chosen[T any](list []T, named, every, what string, name func(T) string) ([]T, error) {
	if named == every {
		return list, nil
	}
	wanted := map[string]bool{}
	for n := range strings.SplitSeq(named, ",") {
		n = strings.TrimSpace(n)
		if !slices.ContainsFunc(list, func(t T) bool { return name(t) == n }) {
			var names []string
			for _, t := range list {
				names = append(names, name(t))
			}
			return nil, fmt.Errorf("there is no %s %q; choose %s, or of %s", what, n, every, strings.Join(names, ", "))
		}
		wanted[n] = true
	}
	return slices.DeleteFunc(slices.Clone(list), func(t T) bool { return !wanted[name(t)] }), nil
}

// Shard returns part i of n of the runs, as "i/n": every n-th from the i-th on.
func Shard(keys []Key, part string) ([]Key, error) {
	first, second, _ := strings.Cut(part, "/")
	i, err := strconv.Atoi(first)
	n, err2 := strconv.Atoi(second)
	if err != nil || err2 != nil || i < 1 || i > n {
		return nil, fmt.Errorf("a shard is i/n with i from 1 to n, such as 1/4, not %q", part)
	}
	var some []Key
	for at := i - 1; at < len(keys); at += n {
		some = append(some, keys[at])
	}
	return some, nil
}
