package report

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"image/png"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"saddle/core/table"
)

// invented runs of every method, from three seeds; each method is a little better
// than the one before, and the first loses a mode in its first seed.
func invented(t *testing.T) []table.Run {
	t.Helper()
	keys, err := table.Plan("both", "all", 3, 0)
	if err != nil {
		t.Fatal(err)
	}
	rank := map[string]int{}
	var runs []table.Run
	for _, k := range keys {
		if _, ok := rank[k.Bench+k.Method]; !ok {
			rank[k.Bench+k.Method] = len(rank)
		}
		at := float64(rank[k.Bench+k.Method]) / 130
		total := map[string]int{"ring": 8, "grid": 25}[k.Bench]
		r := table.Run{Key: k, Modes: total, ModesShare: total, ModesTotal: total, HighQuality: table.Number(.2 + .6*at + .01*float64(k.Seed)),
			ReverseKL: table.Number(.3*math.Exp(-5*at) + .001*float64(k.Seed)), ReverseKLHQ: table.Number(.4 - .3*at), SlicedW: .1, JSD: .2, Seconds: 7, Digest: "0"}
		if len(runs) == 0 {
			r.ModesShare--
		}
		runs = append(runs, r)
	}
	return runs
}

func TestResults(t *testing.T) {
	dir := t.TempDir()
	runs := invented(t)
	if keep := os.Getenv("SADDLE_RESULTS"); keep != "" {
		dir = keep // to look at them
	}
	if err := Write(t.Context(), dir, "http://here/", runs, table.Trainer{}, false); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(filepath.Join(dir, "RESULTS.md"))
	if err != nil {
		t.Fatal(err)
	}
	page := string(b)
	for _, says := range []string{
		"go run ./core/cmd/saddle table -bench ring -methods all -seeds 3 -out ring.jsonl\n",
		"saddle results -in ring.jsonl grid.jsonl\n",
		"## Ring: 8 Gaussians", "## Grid: 25 Gaussians",
		") | 6000 | 0.8 | 8.0 ± 0.0 | 7.7 ± 0.3 | 2 of 3 (21–94 %) | 0.0 | 0.0 | 22.0 ± 0.6 | **0.00** | 0.3020 ± 0.0006 |",
		"No search was made on the ring, grid: ",
		"| 1 / 99.3, GAN (VEEGAN's) |", "| ALI | 2.8 | 0.13 | – | Srivastava et al., 2017 |  |",
		table.Common,
	} {
		if !strings.Contains(page, says) {
			t.Errorf("RESULTS.md does not say %q", says)
		}
	}
	for _, bad := range []string{"NaN", "<no value>", "%!", "\n\n\n", "{{"} {
		if strings.Contains(page, bad) {
			t.Errorf("RESULTS.md has %q", bad)
		}
	}
	if f, err := table.Read(filepath.Join(dir, Pictures, "runs.jsonl")); err != nil || len(f.Runs) != len(runs) {
		t.Errorf("the runs are not beside it: %v", err)
	}
	for line := range strings.Lines(page) {
		if _, after, ok := strings.Cut(line, "]("+Pictures+"/"); ok {
			name, _, _ := strings.Cut(after, ")")
			if name == "runs.jsonl" {
				continue
			}
			picture, err := os.ReadFile(filepath.Join(dir, Pictures, name))
			if err != nil || len(picture) > 200_000 {
				t.Errorf("%s: %d bytes, %v", name, len(picture), err)
			}
			if filepath.Ext(name) == ".svg" {
				wellFormed(t, name, picture)
			}
		}
	}
}

func wellFormed(t *testing.T, name string, picture []byte) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(picture))
	for {
		if _, err := d.Token(); err == io.EOF {
			break
		} else if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	if !bytes.Contains(picture, []byte("minimax")) || !bytes.Contains(picture, []byte("Arial")) {
		t.Errorf("%s lacks names", name)
	}
}

// The picture of the best run comes from training it again, which must give what
// the file says.
func TestSample(t *testing.T) {
	k := table.Key{Bench: "ring", Method: "minimax", Seed: 1, Steps: 30, Link: "#cloud=ring&g_layers=4&d_layers=4&batch=8&loss=minimax&seed=1"}
	var trained []table.Run
	trainer := table.Trainer{Workers: 1, Clock: func() float64 { return 0 }, Finished: func(r table.Run) error {
		r.ModesShare = r.ModesTotal // as if it were good
		trained = append(trained, r)
		return nil
	}}
	if err := trainer.Train(t.Context(), []table.Key{k}); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := Write(t.Context(), dir, "http://here/", trained, trainer, true); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(filepath.Join(dir, Pictures, "ring-sample.png"))
	if err != nil || len(b) > 200_000 {
		t.Fatal(len(b), err)
	}
	if picture, err := png.Decode(bytes.NewReader(b)); err != nil || picture.Bounds().Dx() < 600 {
		t.Error(err)
	}
	text, _ := os.ReadFile(filepath.Join(dir, "RESULTS.md"))
	if !strings.Contains(string(text), "ring-sample.png") || !strings.Contains(string(text), k.Link) {
		t.Error("RESULTS.md does not show the sample")
	}
	trained[0].Digest = "0"
	if err := Write(t.Context(), t.TempDir(), "http://here/", trained, trainer, true); err == nil || !strings.Contains(err.Error(), "minimax on the ring, seed 1, no longer gives") {
		t.Error(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if err := Write(ctx, t.TempDir(), "http://here/", trained, trainer, true); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestClaims(t *testing.T) {
	row := func(method string, hq, uncertain float64) table.Row {
		return table.Row{Bench: "ring", Method: method, HighQuality: table.Stat{Mean: table.Number(hq), Error: table.Number(uncertain)}}
	}
	for _, test := range []struct {
		a, b table.Row
		want verdict
	}{
		{row("ema", .72, .03), row("nonsaturating", .5, .04), holds},     // .22 > 2 * .05
		{row("ema", .59, .03), row("nonsaturating", .5, .04), undecided}, // .09 < .1
		{row("ema", .5, .03), row("nonsaturating", .61, .04), fails},
		{row("ema", .5, .03), row("other", .61, .04), untried},
	} {
		var got *judgement
		for _, j := range judge(expectations(), []table.Row{test.a, test.b}) {
			if strings.HasPrefix(j.text, "averaged weights of G") && strings.HasSuffix(j.text, "ring") {
				got = &j
			}
		}
		if got == nil || got.verdict != test.want {
			t.Errorf("%+v: %s wanted", got, test.want)
		}
	}
	aim := table.Row{Bench: "grid", Method: "grid-recipe", AllShared: 1, Steps: 15000, Seeds: 10,
		HighQuality: table.Stat{Mean: .941}, ReverseKL: table.Stat{Mean: .0009}, Width: table.Stat{Mean: .91}}
	for want, change := range map[verdict][]func(*table.Row){
		holds: {func(*table.Row) {}},
		fails: {
			func(r *table.Row) { r.AllShared = .9 }, func(r *table.Row) { r.Steps++ },
			func(r *table.Row) { r.HighQuality.Mean = .939 }, func(r *table.Row) { r.ReverseKL.Mean = .0011 },
			func(r *table.Row) { r.Width.Mean = .89 }, func(r *table.Row) { r.Width.Mean = 1.11 },
			func(r *table.Row) { r.ReverseKL.Mean = table.Number(math.NaN()) },
		},
		untried: {func(r *table.Row) { r.Method = "x" }},
	} {
		for i, f := range change {
			r := aim
			f(&r)
			rows := []table.Row{r}
			if got := judge(aims(rows), rows)[1]; got.verdict != want {
				t.Errorf("%s %d: %+v", want, i, got)
			}
		}
	}
}

// Where a recipe was trained from fresh seeds, these count.
func TestAimsAreJudgedByFreshSeeds(t *testing.T) {
	met := table.Row{Bench: "grid", Method: "grid-recipe", AllShared: 1, Steps: 15000, HighQuality: table.Stat{Mean: .95}, Width: table.Stat{Mean: 1}}
	missed := met
	missed.Bench, missed.HighQuality.Mean = "grid best", .9
	rows := []table.Row{met, missed}
	if got := judge(aims(rows), rows)[1]; got.verdict != fails {
		t.Errorf("%+v", got)
	}
}

// The claims speak of methods that there are.
func TestClaimedMethods(t *testing.T) {
	var names []string
	for _, m := range table.Methods() {
		names = append(names, m.Name)
	}
	for _, c := range slices.Concat(aims(nil), expectations()) {
		for _, name := range c.needs {
			if !slices.Contains(names, name) && !strings.HasSuffix(name, "-recipe") {
				t.Errorf("%s: there is no method %s", c.text, name)
			}
		}
	}
}

// The commands on the page are those that would plan these rows.
func TestCommands(t *testing.T) {
	rows := []table.Row{{Bench: "ring", Method: "minimax", Seeds: 2, Steps: 7}, {Bench: "ring", Method: "nonsaturating", Seeds: 2, Steps: 7}, {Bench: "grid", Method: "minimax", Seeds: 4, Steps: 6000}}
	want := "[table -bench ring -methods minimax,nonsaturating -seeds 2 -steps 7 -out ring.jsonl table -bench grid -methods minimax -seeds 4 -out grid.jsonl results -in ring.jsonl grid.jsonl]"
	if got := fmt.Sprint(commands(rows, nil)); got != want {
		t.Error(got)
	}
}

// A search's best tries have a section of their own, with what was found; its tries have none.
func TestSearchIsASection(t *testing.T) {
	s := table.Search{Tries: 2, Seeds: 2, Steps: 100}
	tries, err := s.Plan("ring", "minimax,r1")
	if err != nil {
		t.Fatal(err)
	}
	judged := func(k table.Key, jsd float64) table.Run {
		return table.Run{Key: k, Modes: 8, ModesShare: 8, ModesTotal: 8, HighQuality: .5, ReverseKL: .01, Width: .8, JSD: table.Number(jsd), SlicedW: .1, Digest: "0"}
	}
	var runs []table.Run
	for i, k := range tries {
		runs = append(runs, judged(k, .5-.1*float64(i)))
	}
	finals, err := s.Finals("ring", "minimax,r1", runs)
	if err != nil || len(finals) != 4 {
		t.Fatal(finals, err)
	}
	for i, k := range finals {
		runs = append(runs, judged(k, .3+.1*float64(i%2)))
	}
	best, err := s.Best("ring", "minimax,r1", runs)
	if err != nil || len(best) != 4 {
		t.Fatal(best, err)
	}
	for _, k := range best {
		runs = append(runs, judged(k, .3))
	}
	dir := t.TempDir()
	if err := Write(t.Context(), dir, "http://here/", runs, table.Trainer{}, false); err != nil {
		t.Fatal(err)
	}
	b, _ := os.ReadFile(filepath.Join(dir, "RESULTS.md"))
	for _, says := range []string{
		"saddle search -bench ring -tries 2 -seeds 2 -steps 100 -out ring-search.jsonl\n", "saddle results -in ring-search.jsonl\n",
		"## Ring: 8 Gaussians, radius 2, sigma 0.02: each method at its best", ") | 100 |", "**0.80**", "| minimax | `g_lr=", "ring-best-points.svg",
		"\nEvery method has had 2 tries. All were trained from seed 1, the 3 with the least JSD from seed 2, too, and the one of these with the least mean from 2 seeds that no try had seen.\n",
	} {
		if !strings.Contains(string(b), says) {
			t.Errorf("RESULTS.md does not say %q", says)
		}
	}
	for _, not := range []string{"minimax 1 |", "No search was made"} {
		if strings.Contains(string(b), not) {
			t.Errorf("RESULTS.md says %q", not)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, Pictures, "ring-best-points.svg")); err != nil {
		t.Error(err)
	}
}
