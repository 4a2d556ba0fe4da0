package table

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"

	"saddle/core/lab"
)

// CSV writes runs for other programs, a line each under a line of names: the settings in which any two
// of them differ, the seed and the rounds, what came of the run, its digest and its link. What does not exist is
// empty.
func CSV(to io.Writer, runs []Run) error {
	configs := make([]lab.Config, len(runs))
	for i, r := range runs {
		configs[i], _ = lab.Decode(r.Link)
	}
	varied := differing(configs)
	w := csv.NewWriter(to)
	header := append(varied, "seed", "steps", "diverged", "modes", "modes_share", "modes_total",
		"high_quality", "reverse_kl", "reverse_kl_hq", "sliced_w", "jsd", "seconds", "digest", "link")
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
		for _, n := range []Number{r.HighQuality, r.ReverseKL, r.ReverseKLHQ, r.SlicedW, r.JSD, r.Seconds} {
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

// differing returns the names of settings that are not the same in all experiments, the seed apart.
func differing(configs []lab.Config) (names []string) {
	for _, f := range lab.Schema() {
		if f.Name == "seed" {
			continue
		}
		for _, c := range configs {
			if c.Text(f.Name) != configs[0].Text(f.Name) {
				names = append(names, f.Name)
				break
			}
		}
	}
	return names
}
