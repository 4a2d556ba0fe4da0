package table

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	"saddle/core/lab"
)

// Search compares methods each at its best: every method has the same number of tries, which draw
// learning rates, moves of D, schedule, average and the method's own weights; the try with the
// smallest JSD is then trained from seeds that no try has seen. What stands alone, as a recipe, has
// been searched for already: it is trained from these seeds as it is.
type Search struct {
	Tries int // of each method, the first being the method as it is
	Seeds int // that the best try is trained from: 11, 12 and so on
	Steps int // rounds of every run, but for what stands alone
}

// searchSeed is the seed of all tries, firstFresh the first that none of them has seen.
const searchSeed, firstFresh = 1, 11

// What the name of a bench ends with under which a search's runs stand: its tries, and from fresh seeds.
const (
	triedOn = " tries"
	BestOn  = " best"
)

// BestBenches returns the benches under which the best tries stand.
func BestBenches() []Bench {
	list := Benches()
	for i, b := range list {
		list[i].Name, list[i].Title = b.Name+BestOn, b.Title+": each method at its best"
	}
	return list
}

// weights are settings that say how strong a method is, not what it is.
var weights = []string{"gp", "dragan", "r1", "r2", "clip", "diversity", "historical", "consensus", "instance_noise", "cluster_sigma"}

// Plan lists the tries.
func (s Search) Plan(benches, methods string) ([]Key, error) {
	return s.each(benches, methods, func(b Bench, m Method) ([]Key, error) {
		var keys []Key
		for try := range s.tries(m) {
			setup, err := s.try(m, b, try)
			if err != nil {
				return nil, err
			}
			keys = append(keys, s.key(m, b, try, setup))
		}
		return keys, nil
	})
}

// Best lists the runs of each method's best try. All tries have to be among the runs.
func (s Search) Best(benches, methods string, runs []Run) ([]Key, error) {
	by := map[Key]Run{}
	for _, r := range runs {
		by[r.Key] = r
	}
	return s.each(benches, methods, func(b Bench, m Method) ([]Key, error) {
		best, least, steps := "", math.Inf(1), s.Steps
		if m.Alone {
			own, err := s.try(m, b, 0)
			if err != nil {
				return nil, err
			}
			best, steps = own, m.Rounds()
		}
		for try := range s.tries(m) {
			setup, err := s.try(m, b, try)
			if err != nil {
				return nil, err
			}
			r, ok := by[s.key(m, b, try, setup)]
			if !ok {
				return nil, fmt.Errorf("try %d of %s on the %s has not been trained", try, m.Name, b.Name)
			}
			if r.JSD.Exists() && float64(r.JSD) < least {
				best, least = setup, float64(r.JSD)
			}
		}
		if best == "" {
			return nil, nil // each try diverged
		}
		var keys []Key
		for seed := firstFresh; seed < firstFresh+s.Seeds; seed++ {
			keys = append(keys, Key{b.Name + BestOn, m.Name, seed, steps, best + strconv.Itoa(seed)})
		}
		return keys, nil
	})
}

// each collects the keys of each method on each bench that is for it.
func (s Search) each(benches, methods string, keys func(Bench, Method) ([]Key, error)) ([]Key, error) {
	on, list, err := named(benches, methods)
	if err != nil {
		return nil, err
	}
	var all []Key
	for _, b := range on {
		for _, m := range list {
			if _, ok := m.For(b); !ok {
				continue
			}
			some, err := keys(b, m)
			if err != nil {
				return nil, err
			}
			all = append(all, some...)
		}
	}
	return all, nil
}

// tries is how many tries a method has.
func (s Search) tries(m Method) int {
	if m.Alone {
		return 0
	}
	return s.Tries
}

// try returns the link of a method's try, but for the number of its seed. The draws of learning rates,
// schedule and average are the same for all methods.
func (s Search) try(m Method, b Bench, try int) (string, error) {
	setup, err := m.Setup(b)
	if err != nil {
		return "", err
	}
	own, _ := m.For(b)
	c, _ := lab.Decode("#" + setup)
	if try > 0 {
		setup = joined(setup, s.draw(own, c, try))
	}
	if !m.Alone {
		setup = joined(setup, fmt.Sprintf("horizon=%d", s.Steps))
	}
	_, wrong := lab.Decode("#" + setup)
	var silent []string
	for _, err := range wrong {
		if err.Code != "unused" {
			return "", fmt.Errorf("try %d of %s on the %s: %w", try, m.Name, b.Name, &err)
		}
		silent = append(silent, err.Field)
	}
	return "#" + without(setup, silent) + "&seed=", nil
}

// key names the run of a method's try.
func (s Search) key(m Method, b Bench, try int, setup string) Key {
	return Key{b.Name + triedOn, fmt.Sprintf("%s %d", m.Name, try), searchSeed, s.Steps, setup + strconv.Itoa(searchSeed)}
}

// draw returns the settings in which a try differs from a method's own, c. What a method is stays: of
// what its link says only learning rates and weights are drawn.
func (s Search) draw(own string, c lab.Config, try int) string {
	common, mine := rand.New(rand.NewPCG(uint64(try), 1)), rand.New(rand.NewPCG(uint64(try), 2))
	factor := func(r *rand.Rand, low, high float64) float64 { return low * math.Pow(high/low, r.Float64()) }
	number := func(v float64) string { return strconv.FormatFloat(v, 'g', 3, 64) }
	g := c.GRate * factor(common, .3, 10)
	pairs := []string{
		"g_lr=" + number(g),
		"d_lr=" + number(g*[]float64{1, 2, 4}[common.IntN(3)]),
	}
	// One draw each, whatever the method says of them, so that the next is the same for all.
	for _, p := range []string{
		"d_steps=" + []string{"1", "1", "2", "5"}[common.IntN(4)],
		"ema=" + []string{"0", "0.99", "0.999"}[common.IntN(3)],
		"schedule=" + []string{"constant", "cosine"}[common.IntN(2)],
	} {
		if !has(own, nameOf(p)) {
			pairs = append(pairs, p)
		}
	}
	for pair := range strings.SplitSeq(own, "&") {
		if name := nameOf(pair); slices.Contains(weights, name) {
			if v, ok := c.Get(name).(float64); ok {
				pairs = append(pairs, name+"="+number(v*factor(mine, .1, 10)))
			}
		}
	}
	return strings.Join(pairs, "&")
}

// CloudOf is the name of the bench on whose cloud a row's runs were, a search's as others.
func CloudOf(bench string) string {
	return strings.TrimSuffix(strings.TrimSuffix(bench, BestOn), triedOn)
}

// FoundBy returns the settings in which a best try differs from its method as it is.
func FoundBy(r Row) string {
	b := slices.IndexFunc(Benches(), func(b Bench) bool { return b.Name == CloudOf(r.Bench) })
	m := slices.IndexFunc(Methods(), func(m Method) bool { return m.Name == r.Method })
	if b < 0 || m < 0 {
		return ""
	}
	own, _ := Methods()[m].Setup(Benches()[b])
	var found []string
	for pair := range strings.SplitSeq(strings.TrimPrefix(r.Setup, "#"), "&") {
		if nameOf(pair) != "horizon" && !slices.Contains(strings.Split(own, "&"), pair) {
			found = append(found, pair)
		}
	}
	return strings.Join(found, "&")
}

// SearchOf returns the search whose best tries are among runs; false if there is none.
func SearchOf(runs []Run) (s Search, ok bool) {
	fresh := map[int]bool{}
	for _, r := range runs {
		switch {
		case strings.HasSuffix(r.Bench, BestOn):
			fresh[r.Seed], ok = true, true
		case strings.HasSuffix(r.Bench, triedOn):
			_, number, _ := strings.Cut(r.Method, " ")
			if try, err := strconv.Atoi(number); err == nil {
				s.Tries, s.Steps = max(s.Tries, try+1), r.Steps
			}
		}
	}
	s.Seeds = len(fresh)
	return s, ok
}

// tryOf returns the set-up that a try's run would have now, "" if there is none.
func tryOf(bench string, r Run) string {
	name, number, _ := strings.Cut(r.Method, " ")
	try, err := strconv.Atoi(number)
	b := slices.IndexFunc(Benches(), func(b Bench) bool { return b.Name == bench })
	m := slices.IndexFunc(Methods(), func(m Method) bool { return m.Name == name })
	if err != nil || b < 0 || m < 0 || Methods()[m].Alone {
		return ""
	}
	setup, err := Search{Steps: r.Steps}.try(Methods()[m], Benches()[b], try)
	if err != nil {
		return ""
	}
	return strings.TrimSuffix(setup, "&seed=")
}
