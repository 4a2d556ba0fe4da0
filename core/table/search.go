package table

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	"saddle/core/lab"
)

// Search compares methods each at its best: every method has the same number of tries, which draw
// learning rates, moves of D, schedule, average and the method's own weights. All are trained from
// one seed, and the finalists, those with the smallest JSD, from a second; the one with the smallest
// mean is then trained from seeds that no try has seen. What stands alone, as a recipe, has been
// searched for already: it is trained from these seeds as it is.
type Search struct {
	Tries int // of each method, the first being the method as it is
	Seeds int // that the best try is trained from: 11, 12 and so on
	Steps int // rounds of a run, but for methods that have rounds of their own
}

const (
	searchSeed = 1  // of all tries
	judges     = 2  // seeds that judge a finalist: 1 and 2
	Finalists  = 3  // tries of a method that all these judge
	firstFresh = 11 // seed that no try has seen
)

// Wide is the number of tries that draw among all schedules and averages. Those that follow let
// rates fall and average G, as most of the best do.
const Wide = 8

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
	return s.each(benches, methods, s.keys)
}

// Finals lists the runs by which finalists are judged once more. All tries have to be among the runs.
func (s Search) Finals(benches, methods string, runs []Run) ([]Key, error) {
	return s.each(benches, methods, func(b Bench, m Method) ([]Key, error) {
		tried, err := s.tried(b, m, runs)
		if err != nil {
			return nil, err
		}
		tried = slices.DeleteFunc(tried, func(r Run) bool { return !r.JSD.Exists() })
		slices.SortStableFunc(tried, func(a, b Run) int { return cmp.Compare(divergence(a), divergence(b)) })
		var keys []Key
		for _, r := range tried[:min(Finalists, len(tried))] {
			for seed := searchSeed + 1; seed <= judges; seed++ {
				keys = append(keys, Key{r.Bench, r.Method, seed, s.rounds(m), setupOf(r.Key) + "&seed=" + strconv.Itoa(seed)})
			}
		}
		return keys, nil
	})
}

// Best lists the runs of each method's best try. All tries and finals have to be among the runs.
func (s Search) Best(benches, methods string, runs []Run) ([]Key, error) {
	finals, err := s.Finals(benches, methods, runs)
	if err != nil {
		return nil, err
	}
	if missing := Missing(finals, runs); len(missing) > 0 {
		return nil, fmt.Errorf("%s on the %s has not been trained from seed %d", missing[0].Method, missing[0].Bench, missing[0].Seed)
	}
	judged := Of(finals, runs)
	return s.each(benches, methods, func(b Bench, m Method) ([]Key, error) {
		var best string
		if m.Alone {
			own, err := m.Setup(b)
			if err != nil {
				return nil, err
			}
			best = "#" + own
		} else {
			tried, err := s.tried(b, m, runs)
			if err != nil {
				return nil, err
			}
			for _, r := range judged {
				if r.Bench == b.Name+triedOn && methodOf(r) == m.Name {
					tried = append(tried, r)
				}
			}
			best = leastDivergent(tried)
		}
		if best == "" {
			return nil, nil // each try diverged
		}
		var keys []Key
		for seed := firstFresh; seed < firstFresh+s.Seeds; seed++ {
			keys = append(keys, Key{b.Name + BestOn, m.Name, seed, s.rounds(m), best + "&seed=" + strconv.Itoa(seed)})
		}
		return keys, nil
	})
}

// keys lists the runs of a method's tries from the first seed.
func (s Search) keys(b Bench, m Method) ([]Key, error) {
	var keys []Key
	for try := range s.tries(m) {
		setup, err := s.try(m, b, try)
		if err != nil {
			return nil, err
		}
		keys = append(keys, s.key(m, b, try, setup))
	}
	return keys, nil
}

// tried returns these runs.
func (s Search) tried(b Bench, m Method, runs []Run) ([]Run, error) {
	keys, err := s.keys(b, m)
	if err != nil {
		return nil, err
	}
	if missing := Missing(keys, runs); len(missing) > 0 {
		return nil, fmt.Errorf("try %s on the %s has not been trained", missing[0].Method, b.Name)
	}
	return Of(keys, runs), nil
}

// leastDivergent returns the set-up of a method's best try: of those that most seeds have judged the one
// with the least mean JSD; "" if each diverged.
func leastDivergent(tried []Run) string {
	type verdict struct {
		setup       string
		seeds, mean float64
	}
	var all []verdict
	for _, r := range slices.SortedStableFunc(slices.Values(tried), func(a, b Run) int { return cmp.Compare(a.Seed, b.Seed) }) {
		i := slices.IndexFunc(all, func(v verdict) bool { return v.setup == setupOf(r.Key) })
		if i < 0 {
			i, all = len(all), append(all, verdict{setup: setupOf(r.Key)})
		}
		v := &all[i]
		v.mean = (v.mean*v.seeds + divergence(r)) / (v.seeds + 1)
		v.seeds++
	}
	slices.SortStableFunc(all, func(a, b verdict) int {
		return cmp.Or(cmp.Compare(b.seeds, a.seeds), cmp.Compare(a.mean, b.mean))
	})
	if len(all) == 0 || math.IsInf(all[0].mean, 1) {
		return ""
	}
	return all[0].setup
}

// methodOf is the name of the method that a try's run is of.
func methodOf(r Run) string {
	name, _, _ := strings.Cut(r.Method, " ")
	return name
}

// divergence is a run's JSD, infinite if it has none.
func divergence(r Run) float64 {
	if !r.JSD.Exists() {
		return math.Inf(1)
	}
	return float64(r.JSD)
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

// rounds is how long a method is trained.
func (s Search) rounds(m Method) int {
	if m.Steps > 0 {
		return m.Steps
	}
	return s.Steps
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
		setup = joined(setup, fmt.Sprintf("horizon=%d", s.rounds(m)))
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
	return Key{b.Name + triedOn, fmt.Sprintf("%s %d", m.Name, try), searchSeed, s.rounds(m), setup + strconv.Itoa(searchSeed)}
}

// draw returns the settings in which a try differs from a method's own, c. What a method is stays: of
// what its link says only learning rates and weights are drawn.
func (s Search) draw(own string, c lab.Config, try int) string {
	common, mine := rand.New(rand.NewPCG(uint64(try), 1)), rand.New(rand.NewPCG(uint64(try), 2))
	factor := func(r *rand.Rand, low, high float64) float64 { return low * math.Pow(high/low, r.Float64()) }
	number := func(v float64) string { return strconv.FormatFloat(v, 'g', 3, 64) }
	usual, _ := lab.Decode("#" + Common)
	// A method's own rate may be for far more rounds than there are here, as Unrolled GAN's is.
	g := max(c.GRate, usual.GRate) * factor(common, .3, 10)
	pairs := []string{
		"g_lr=" + number(g),
		"d_lr=" + number(g*[]float64{1, 2, 4}[common.IntN(3)]),
	}
	averages, schedules := []string{"0", "0.99", "0.999"}, []string{"constant", "cosine"}
	if try >= Wide {
		averages, schedules = averages[1:], schedules[1:]
	}
	// One draw each, whatever the method says of them, so that the next is the same for all.
	for _, p := range []string{
		"d_steps=" + []string{"1", "1", "2", "5"}[common.IntN(4)],
		"ema=" + averages[common.IntN(len(averages))],
		"schedule=" + schedules[common.IntN(len(schedules))],
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

// SearchOf returns the search on a bench's cloud whose best tries are among runs, and whether more than one seed
// has judged its finalists; false if there is none.
func SearchOf(runs []Run, bench string) (s Search, judged, ok bool) {
	fresh, methods := map[int]bool{}, Methods()
	s.Steps = UsualSteps
	for _, r := range runs {
		switch r.Bench {
		case bench + BestOn:
			fresh[r.Seed], ok = true, true
		case bench + triedOn:
			_, number, _ := strings.Cut(r.Method, " ")
			if try, err := strconv.Atoi(number); err == nil {
				s.Tries = max(s.Tries, try+1)
			}
			if slices.ContainsFunc(methods, func(m Method) bool { return m.Name == methodOf(r) && m.Steps == 0 }) {
				s.Steps = r.Steps
			}
			judged = judged || r.Seed == judges
		}
	}
	s.Seeds = len(fresh)
	return s, judged, ok
}

// tryOf returns the set-up that a try's run would have now, "" if there is none.
func tryOf(bench string, r Run) string {
	name, number, _ := strings.Cut(r.Method, " ")
	try, err := strconv.Atoi(number)
	b := slices.IndexFunc(Benches(), func(b Bench) bool { return b.Name == bench })
	m := slices.IndexFunc(Methods(), func(m Method) bool { return m.Name == name })
	s := Search{Steps: r.Steps}
	if err != nil || b < 0 || m < 0 || Methods()[m].Alone || s.rounds(Methods()[m]) != r.Steps {
		return ""
	}
	setup, err := s.try(Methods()[m], Benches()[b], try)
	if err != nil {
		return ""
	}
	return strings.TrimSuffix(setup, "&seed=")
}
