// Package table compares methods as the literature does: each trains on a published
// cloud from several seeds, and the runs become one table with the published
// figures beside it.
//
// A Key names a run, a Run is what came of it, a File keeps runs as lines of JSON,
// Rows are means over seeds.
package table

import (
	"fmt"
	"slices"
	"strings"

	"saddle/core/lab"
)

// Bench is a cloud on which methods are compared.
type Bench struct {
	Name  string
	Title string
	Link  string // its settings
}

// Benches returns the clouds of VEEGAN and PacGAN (Srivastava et al., 2017; Lin et
// al., 2018).
func Benches() []Bench {
	return []Bench{
		{"ring", "Ring: 8 Gaussians, radius 2, sigma 0.02", "cloud=ring&modes=8&radius=2&sigma=0.02"},
		{"grid", "Grid: 25 Gaussians, spacing 2, sigma 0.05", "cloud=grid&modes=5&spacing=2&sigma=0.05"},
	}
}

// Method is a way to train: settings beside those of Common.
type Method struct {
	Name string
	Link string            // its settings; a later one replaces Common's
	On   map[string]string // more settings, by bench; nil: the method is for every bench
	// Steps are its rounds, UsualSteps where 0. Slow methods have fewer.
	Steps     int
	Alone     bool   // the link says everything: Common is not under it
	Published string // the row of Published with which it is compared, by Title
	Note      string // what the numbers depend on, for those who read them
}

// For returns the settings of a method on a bench; false if it is not for that one.
func (m Method) For(bench Bench) (link string, ok bool) {
	own, ok := m.On[bench.Name]
	if m.On != nil && !ok {
		return "", false
	}
	return joined(m.Link, own), true
}

// Rounds returns how many rounds the method trains.
func (m Method) Rounds() int {
	if m.Steps == 0 {
		return UsualSteps
	}
	return m.Steps
}

// Setup returns the link of a method on a bench, all but the seed. It names each
// setting that matters, so that another default in lab leaves it what it is. The
// error is a sentence.
func (m Method) Setup(bench Bench) (string, error) {
	own, ok := m.For(bench)
	if !ok {
		return "", fmt.Errorf("%s is not a method for the %s", m.Name, bench.Name)
	}
	common := Common
	if m.Alone {
		common = ""
	}
	link := joined(common, bench.Link, own)
	_, wrong := lab.Decode("#" + link)
	var silent []string // settings of Common that mean nothing here
	for _, err := range wrong {
		if err.Code != "unused" || has(own, err.Field) {
			return "", fmt.Errorf("%s on the %s: %w", m.Name, bench.Name, &err)
		}
		silent = append(silent, err.Field)
	}
	return without(link, silent), nil
}

// joined returns the settings of several links as one; of two of the same name the
// later is in the earlier's place.
func joined(links ...string) string {
	var pairs []string
	for _, link := range links {
		for pair := range strings.SplitSeq(link, "&") {
			if pair == "" {
				continue
			}
			name := nameOf(pair)
			if i := slices.IndexFunc(pairs, func(p string) bool { return nameOf(p) == name }); i >= 0 {
				pairs[i] = pair
			} else {
				pairs = append(pairs, pair)
			}
		}
	}
	return strings.Join(pairs, "&")
}

func nameOf(pair string) string {
	name, _, _ := strings.Cut(pair, "=")
	return name
}

func has(link, name string) bool {
	return slices.ContainsFunc(strings.Split(link, "&"), func(pair string) bool { return nameOf(pair) == name })
}

func without(link string, names []string) string {
	return strings.Join(slices.DeleteFunc(strings.Split(link, "&"), func(pair string) bool {
		return slices.Contains(names, nameOf(pair))
	}), "&")
}
