package report

import (
	"fmt"
	"math"
	"slices"

	"saddle/core/table"
)

// claim is something that ought to show in a table, and can fail to.
type claim struct {
	text  string
	bench string
	judge func(rows map[string]table.Row) (verdict, string) // rows of the bench, by method
	needs []string                                          // methods without which nothing can be said
}

type verdict string

const (
	holds     verdict = "yes"
	fails     verdict = "no"
	undecided verdict = "not decided" // the difference is within two standard errors
	untried   verdict = "not run"
)

// measure is a column that claims speak of.
type measure struct {
	name    string
	of      func(table.Row) table.Stat
	factor  float64
	digits  int
	smaller bool // the smaller, the better
}

var (
	quality = measure{"HQ, %", func(r table.Row) table.Stat { return r.HighQuality }, 100, 1, false}
	balance = measure{"rKL", func(r table.Row) table.Stat { return r.ReverseKL }, 1, 4, true}
	shared  = measure{"modes with 8 %", func(r table.Row) table.Stat { return r.ModesShare }, 1, 1, false}
)

func (m measure) text(s table.Stat) string {
	if !s.Mean.Exists() {
		return m.name + " does not exist"
	}
	text := fmt.Sprintf("%s %.*f", m.name, m.digits, m.factor*float64(s.Mean))
	if s.Error.Exists() {
		text += fmt.Sprintf(" ± %.*f", m.digits, m.factor*float64(s.Error))
	}
	return text
}

// aims are what the best recipes are to reach, from seeds that no try has seen where a search has trained some.
func aims(rows []table.Row) []claim {
	const most, off = 15000, .1 // rounds, and how far a mode's width may be from the data's
	aim := func(bench, method string, quality, balance float64) claim {
		cloud, fresh := bench, bench+table.BestOn
		if slices.ContainsFunc(rows, func(r table.Row) bool { return r.Bench == fresh && r.Method == method }) {
			bench = fresh
		}
		return claim{
			text: fmt.Sprintf("%s on the %s: every mode with 8 %% of its share in every seed, HQ %g %% or more, rKL at most %g, width within %g of 1, at most %d rounds",
				method, cloud, quality, balance, off, most),
			bench: bench, needs: []string{method},
			judge: func(rows map[string]table.Row) (verdict, string) {
				r := rows[method]
				found := fmt.Sprintf("in %.0f %% of %d seeds, HQ %.1f %%, rKL %.5f, width %.2f, %d rounds", 100*float64(r.AllShared), r.Seeds,
					100*float64(r.HighQuality.Mean), float64(r.ReverseKL.Mean), float64(r.Width.Mean), r.Steps)
				if r.AllShared == 1 && 100*float64(r.HighQuality.Mean) >= quality && float64(r.ReverseKL.Mean) <= balance &&
					math.Abs(float64(r.Width.Mean)-1) <= off && r.Steps <= most {
					return holds, found
				}
				return fails, found
			},
		}
	}
	return []claim{aim("ring", "ring-recipe", 96, .0005), aim("grid", "grid-recipe", 94, .001)}
}

// expectations are what the literature says of methods beside each other.
func expectations() []claim {
	var list []claim
	for _, bench := range []string{"ring", "grid"} {
		than := func(text, better, worse string, m measure) {
			list = append(list, claim{text + ", on the " + bench, bench, comparison(better, worse, m), []string{better, worse}})
		}
		if bench == "ring" {
			list = append(list, claim{"minimax with a strong discriminator loses modes, on the ring", bench, loses("minimax-strong-d"), []string{"minimax-strong-d"}})
			list = append(list, claim{"minimax in the set-up of Unrolled GAN loses modes, on the ring", bench, loses("unrolled-0"), []string{"unrolled-0"}})
			than("ten unrolled steps spread the points over the modes again", "unrolled-10", "unrolled-0", balance)
		}
		than("a penalty fits better than a clip", "wgan-gp", "wgan", quality)
		than("averaged weights of G sharpen it", "ema", "nonsaturating", quality)
		than("averaged weights sharpen LSGAN", "lsgan-ema", "lsgan", quality)
		than("packing two points balances the modes", "pacgan2", "nonsaturating", balance)
		than("R1 balances the modes", "r1", "nonsaturating", balance)
		than("a clustered latent leaves fewer points between modes", "clustered-latent", "nonsaturating", quality)
	}
	return list
}

// loses claims that a method does not have every mode in every seed.
func loses(method string) func(map[string]table.Row) (verdict, string) {
	return func(rows map[string]table.Row) (verdict, string) {
		r := rows[method]
		found := fmt.Sprintf("%s of %d, all in %.0f %% of seeds", shared.text(r.ModesShare), r.ModesTotal, 100*float64(r.AllShared))
		if r.AllShared < 1 {
			return holds, found
		}
		return fails, found
	}
}

// comparison claims that one method is better than another by more than two
// standard errors of the difference.
func comparison(better, worse string, m measure) func(map[string]table.Row) (verdict, string) {
	return func(rows map[string]table.Row) (verdict, string) {
		a, b := m.of(rows[better]), m.of(rows[worse])
		found := fmt.Sprintf("%s with %s, %s with %s", m.text(a), better, m.text(b), worse)
		difference := float64(a.Mean - b.Mean)
		if m.smaller {
			difference = -difference
		}
		unsure := 2 * math.Hypot(float64(a.Error), float64(b.Error))
		switch {
		case difference > unsure:
			return holds, found
		case difference < -unsure:
			return fails, found
		}
		return undecided, found
	}
}

// judgement is a claim with what came of it.
type judgement struct {
	text, found string
	verdict     verdict
}

func judge(claims []claim, rows []table.Row) []judgement {
	var list []judgement
	for _, c := range claims {
		by := map[string]table.Row{}
		for _, r := range rows {
			if r.Bench == c.bench {
				by[r.Method] = r
			}
		}
		j := judgement{c.text, "", untried}
		for _, method := range c.needs {
			if _, ok := by[method]; !ok {
				j.found += "without " + method + "; "
			}
		}
		if j.found == "" {
			j.verdict, j.found = c.judge(by)
		} else {
			j.found = j.found[:len(j.found)-2]
		}
		list = append(list, j)
	}
	return list
}
