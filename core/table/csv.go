package table

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"

	"saddle/core/lab"
)

// CSV writes runs for other programs, a line each under a line of names: the settings in which any two
// of them differ, the seed and the rounds, what came of the run, its digest and its link. What does not exist is
// empty.
func CSV(to io.Writer, runs []Run) error {
	configs, varied := configsOf(runs), Differing(runs)
	w := csv.NewWriter(to)
	header := append(varied, "seed", "steps", "diverged", "modes", "modes_share", "modes_total",
		"high_quality", "reverse_kl", "reverse_kl_hq", "within_1", "within_2", "width", "narrowest", "widest", "sliced_w", "jsd", "seconds", "digest", "link")
	if err := w.Write(header); err != nil {
		return err
	}
	for i, r := range runs {
		var line []string
		for _, name := range varied {
			line = append(line, configs[i].Text(name))
		}
		line = append(line, strconv.Itoa(r.Seed), strconv.Itoa(r.Steps), strconv.FormatBool(r.Diverged))
		for _, n := range []int{r.Modes, r.ModesShare, r.ModesTotal} {
			line = append(line, strconv.Itoa(n))
		}
		for _, n := range []Number{r.HighQuality, r.ReverseKL, r.ReverseKLHQ, r.Within1, r.Within2, r.Width, r.Narrowest, r.Widest, r.SlicedW, r.JSD, r.Seconds} {
			if n.Exists() {
				line = append(line, fmt.Sprint(float64(n)))
			} else {
				line = append(line, "")
			}
		}
		if err := w.Write(append(line, r.Digest, r.Link)); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

func configsOf(runs []Run) []lab.Config {
	configs := make([]lab.Config, len(runs))
	for i, r := range runs {
		configs[i], _ = lab.Decode(r.Link)
	}
	return configs
}

// Differing returns the names of settings that are not the same in all runs, the seed apart.
func Differing(runs []Run) (names []string) {
	configs := configsOf(runs)
	for _, f := range lab.Schema() {
		differs := func(c lab.Config) bool { return c.Text(f.Name) != configs[0].Text(f.Name) }
		if f.Name != "seed" && slices.ContainsFunc(configs, differs) {
			names = append(names, f.Name)
		}
	}
	return names
}

// Values returns the values that runs have of a setting, numbers by size and others as they come, and for each run
// which of them it has.
func Values(runs []Run, name string) (values []string, of []int) {
	configs := configsOf(runs)
	for _, c := range configs {
		if text := c.Text(name); !slices.Contains(values, text) {
			values = append(values, text)
		}
	}
	slices.SortStableFunc(values, func(a, b string) int {
		x, err := strconv.ParseFloat(a, 64)
		y, err2 := strconv.ParseFloat(b, 64)
		if err != nil || err2 != nil {
			return 0
		}
		return cmp.Compare(x, y)
	})
	for _, c := range configs {
		of = append(of, slices.Index(values, c.Text(name)))
	}
	return values, of
}
