// Package report writes RESULTS.md and its pictures from the runs of a table.
package report

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/template"

	_ "embed"

	"saddle/core/table"
)

//go:embed results.tmpl
var prose string

var written = template.Must(template.New("results").Parse(prose))

// Pictures is the folder of the pictures, and of the runs, from where RESULTS.md is.
const Pictures = "site/results"

// section is what is said of one bench.
type section struct {
	Name, Title    string
	File           string        // what its pictures' names begin with
	Search         *table.Search // whose best tries its rows are; nil if they are of the table
	Judged         bool          // by more than one seed
	Rows           []table.Row
	Total          int
	Table          string
	Best           []table.Row       // with every mode in every seed, the sharpest first
	Sampled        *table.Run        // whose points are shown, nil if none are
	Apart          []table.Published // without a counterpart in the table
	Diverged, Lost []table.Row       // that diverged in some seed; that have every mode in no seed
	Rising         []table.Row       // that were still getting better
}

// document is what the template sees.
type document struct {
	Sections             []section
	Legend               string
	Commands             []string
	Aims, Expectations   []judgement
	Short                []judgement // aims and expectations that are not met
	Untried              []string    // methods that were not run
	Searched, Unsearched []string    // benches on which a search was made, and on which none was
	Common               string
	Page                 string // the trainer's address
	Methods              []table.Method
}

// Write writes RESULTS.md, its pictures and the runs below dir: all of them, or, if there
// is no room for one, none. The best run of each bench is trained again for its picture,
// unless sample is false: that of its recipe, if it has one. The error is a sentence
// when it does not give what the runs say. Rows open in the trainer at the address page.
func Write(ctx context.Context, dir, page string, runs []table.Run, trainer table.Trainer, sample bool) error {
	rows := table.Rows(runs)
	d := document{Legend: table.Legend, Commands: commands(rows, runs), Common: table.Common, Page: page,
		Aims: judge(aims(rows), rows), Expectations: judge(expectations(), rows)}
	for _, j := range slices.Concat(d.Aims, d.Expectations) {
		if j.verdict != holds {
			d.Short = append(d.Short, j)
		}
	}
	lines, err := table.Lines(runs)
	if err != nil {
		return err
	}
	files := map[string][]byte{"runs.jsonl": lines}
	for _, bench := range append(table.Benches(), table.BestBenches()...) {
		var mine []table.Row
		for _, r := range rows {
			if r.Bench == bench.Name {
				mine = append(mine, r)
			}
		}
		if len(mine) == 0 {
			continue
		}
		s := sectionOf(bench, mine, runs, page)
		var err error
		if files[s.File+"-modes.svg"], err = seedsFigure(mine, runs, judgedModes(mine[0].ModesTotal)); err != nil {
			return err
		}
		if files[s.File+"-points.svg"], err = seedsFigure(mine, runs, judgedPoints()); err != nil {
			return err
		}
		if files[s.File+"-quality.svg"], err = qualityFigure(mine); err != nil {
			return err
		}
		if i := toSample(s, runs); sample && s.Search == nil && i >= 0 {
			s.Sampled = &runs[i]
			points, digest := trainer.Sample(ctx, runs[i].Key)
			if points == nil {
				return context.Cause(ctx)
			}
			if digest != runs[i].Digest {
				return fmt.Errorf("%s on the %s, seed %d, no longer gives what the file says (digest %s, not %s): train it again",
					runs[i].Method, bench.Name, runs[i].Seed, digest, runs[i].Digest)
			}
			if files[s.File+"-sample.png"], err = sampleFigure(runs[i].Link, points); err != nil {
				return err
			}
		}
		d.Sections = append(d.Sections, s)
	}
	for i, best := range table.BestBenches() {
		bench := table.Benches()[i]
		has := func(name string) bool {
			return slices.ContainsFunc(rows, func(r table.Row) bool { return r.Bench == name })
		}
		switch {
		case has(best.Name):
			d.Searched = append(d.Searched, bench.Name)
		case has(bench.Name):
			d.Unsearched = append(d.Unsearched, bench.Name)
		}
	}
	for _, m := range table.Methods() {
		if slices.ContainsFunc(rows, func(r table.Row) bool { return r.Method == m.Name }) {
			d.Methods = append(d.Methods, m)
		} else {
			d.Untried = append(d.Untried, m.Name)
		}
	}

	var b strings.Builder
	if err := written.Execute(&b, d); err != nil {
		return err
	}
	folder := filepath.FromSlash(Pictures)
	if err := os.MkdirAll(filepath.Join(dir, folder), 0o777); err != nil {
		return err
	}
	all := map[string][]byte{filepath.Join(dir, "RESULTS.md"): []byte(b.String())}
	for name, text := range files {
		all[filepath.Join(dir, folder, name)] = text
	}
	return replace(all)
}

func sectionOf(bench table.Bench, rows []table.Row, runs []table.Run, page string) section {
	s := section{Name: bench.Name, Title: bench.Title, File: strings.ReplaceAll(bench.Name, " ", "-"), Rows: rows, Total: rows[0].ModesTotal, Table: table.Rectangle(rows, page)}
	if cloud, best := strings.CutSuffix(bench.Name, table.BestOn); best {
		search, judged, _ := table.SearchOf(runs, cloud)
		s.Search, s.Judged = &search, judged
	}
	for _, r := range rows {
		if r.AllShared == 1 {
			s.Best = append(s.Best, r)
		}
		if r.AllShared == 0 {
			s.Lost = append(s.Lost, r)
		}
		if r.Diverged > 0 {
			s.Diverged = append(s.Diverged, r)
		}
		if r.Rising {
			s.Rising = append(s.Rising, r)
		}
	}
	slices.SortStableFunc(s.Best, func(a, b table.Row) int { return cmp.Compare(b.HighQuality.Mean, a.HighQuality.Mean) })
	for _, p := range table.PublishedResults() {
		if p.Bench == table.CloudOf(bench.Name) && !slices.ContainsFunc(rows, func(r table.Row) bool { return r.Published != nil && r.Published.Title == p.Title }) {
			s.Apart = append(s.Apart, p)
		}
	}
	return s
}

// toSample returns the place of the run whose points are shown: the first of the
// bench's recipe, or else of its best method; -1 if there is neither.
func toSample(s section, runs []table.Run) int {
	methods := []string{s.Name + "-recipe"}
	if len(s.Best) > 0 {
		methods = append(methods, s.Best[0].Method)
	}
	for _, method := range methods {
		if i := slices.IndexFunc(runs, func(r table.Run) bool { return r.Bench == s.Name && r.Method == method }); i >= 0 {
			return i
		}
	}
	return -1
}

// commands returns what makes the rows: a command for each bench, number of seeds
// and rounds.
func commands(rows []table.Row, runs []table.Run) []string {
	type set struct {
		bench        string
		seeds, steps int
	}
	own := map[string]int{}
	for _, m := range table.Methods() {
		own[m.Name] = m.Rounds()
	}
	var sets []set
	methods := map[set][]string{}
	for _, r := range rows {
		if !slices.ContainsFunc(table.Benches(), func(b table.Bench) bool { return b.Name == r.Bench }) {
			continue
		}
		s := set{r.Bench, r.Seeds, r.Steps}
		if s.steps == own[r.Method] {
			s.steps = 0
		}
		if methods[s] == nil {
			sets = append(sets, s)
		}
		methods[s] = append(methods[s], r.Method)
	}
	var list, files []string
	for _, s := range sets {
		all, err := table.Plan(s.bench, "all", 1, 0)
		names := strings.Join(methods[s], ",")
		if err == nil && len(all) == len(methods[s]) {
			names = "all"
		}
		text := fmt.Sprintf("table -bench %s -methods %s -seeds %d", s.bench, names, s.seeds)
		if s.steps != 0 {
			text += fmt.Sprintf(" -steps %d", s.steps)
		}
		file := s.bench + ".jsonl"
		list = append(list, text+" -out "+file)
		if !slices.Contains(files, file) {
			files = append(files, file)
		}
	}
	for _, bench := range table.Benches() {
		if s, _, ok := table.SearchOf(runs, bench.Name); ok {
			file := bench.Name + "-search.jsonl"
			list = append(list, fmt.Sprintf("search -bench %s -tries %d -seeds %d -steps %d -out %s", bench.Name, s.Tries, s.Seeds, s.Steps, file))
			files = append(files, file)
		}
	}
	return append(list, "results -in "+strings.Join(files, " "))
}

// What the template says of a judgement, and of numbers.

func (j judgement) Text() string    { return j.text }
func (j judgement) Found() string   { return j.found }
func (j judgement) Verdict() string { return string(j.verdict) }

// Note is what is said of a method's set-up.
func (document) Note(method string) string {
	for _, m := range table.Methods() {
		if m.Name == method {
			return m.Note
		}
	}
	return ""
}

// Found is what a search has found: in what the best try differs from the method as it is.
func (document) Found(r table.Row) string {
	found := table.FoundBy(r)
	if found == "" {
		return "as it is"
	}
	return "`" + found + "`"
}

// Hundredfold is a share as it stands below a %.
func (document) Hundredfold(n table.Number) string { return fmt.Sprintf("%.4g", 100*float64(n)) }

// Small is a divergence as people read it.
func (document) Small(n table.Number) string {
	if !n.Exists() {
		return "–"
	}
	return fmt.Sprintf("%.4f", float64(n))
}

// Names are the methods of rows, as one phrase.
func (document) Names(rows []table.Row) string {
	var names []string
	for _, r := range rows {
		names = append(names, "`"+r.Method+"`")
	}
	return strings.Join(names, ", ")
}

// Top is the first of a list, five at most.
func (document) Top(rows []table.Row) []table.Row { return rows[:min(5, len(rows))] }

// Links is a method's own settings on each bench, as text.
func (document) Links(m table.Method) string {
	var parts []string
	if m.Link != "" {
		parts = append(parts, "`"+m.Link+"`")
	}
	for _, b := range table.Benches() {
		if own := m.On[b.Name]; own != "" {
			parts = append(parts, b.Name+" `"+own+"`")
		}
	}
	return strings.Join(parts, "; ")
}

// Finalists is how many tries are judged once more, Settled how many of a search's always come to rest.
func (document) Finalists() int              { return table.Finalists }
func (document) Settled(s *table.Search) int { return s.Tries - table.Wide }
