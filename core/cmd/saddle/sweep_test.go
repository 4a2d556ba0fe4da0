package main

import (
	"encoding/csv"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var small = []string{"sweep", "-link", "#batch=16&g_layers=8&d_layers=8", "-over", "loss:minimax,hinge", "-seeds", "2", "-steps", "4"}

// timelessCSV is a sweep's CSV without the seconds.
func timelessCSV(t *testing.T, text string) string {
	t.Helper()
	lines, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	seconds := -1
	for i, name := range lines[0] {
		if name == "seconds" {
			seconds = i
		}
	}
	var rows []string
	for _, line := range lines {
		line[seconds] = ""
		rows = append(rows, strings.Join(line, ";"))
	}
	return strings.Join(rows, "\n")
}

func TestSweepResumesAndJoins(t *testing.T) {
	dir := t.TempDir()
	file := func(name string) string { return filepath.Join(dir, name) }
	of := append(small, "-format", "csv")
	first, told := saddle(t, append(of, "-out", file("all"))...)
	if strings.Count(first, "\n") != 5 || strings.Count(told, "runs)\n") != 4 {
		t.Fatal(first, told)
	}
	if again, told := saddle(t, append(of, "-out", file("all"))...); again != first || told != "" {
		t.Errorf("resumed when all is done: %s\n%s", told, again)
	}
	saddle(t, append(of, "-out", file("1"), "-shard", "1/3")...)
	saddle(t, append(of, "-out", file("2"), "-shard", "2/3")...)
	saddle(t, append(of, "-out", file("3"), "-shard", "3/3")...)
	joined, _ := saddle(t, "sweep", "-join", file("3"), file("1"), "-format", "csv", file("2"), "-out", file("joined"))
	whole, _ := saddle(t, "sweep", "-join", "-format", "csv", file("all"))
	if timelessCSV(t, joined) != timelessCSV(t, whole) {
		t.Errorf("\n%s\n%s", joined, whole)
	}
	// Joined once more into the same file, nothing is there twice.
	saddle(t, "sweep", "-join", file("1"), file("2"), file("3"), "-out", file("joined"))
	text, err := os.ReadFile(file("joined"))
	if err != nil || strings.Count(string(text), "\n") != 4 {
		t.Errorf("%s %v", text, err)
	}
	markdown, _ := saddle(t, "sweep", "-join", file("all"))
	if !strings.Contains(markdown, "| loss=hinge | 4 | 2 |") {
		t.Error(markdown)
	}
}

// A race's link is a sweep, with its steps.
func TestARaceInATerminal(t *testing.T) {
	fromLink, _ := saddle(t, "sweep", "-link", "https://example.org/#batch=16&g_layers=8&d_layers=8&at=4&race=loss:minimax,hinge;seed:1..2", "-format", "csv")
	fromFlags, _ := saddle(t, append(small, "-format", "csv")...)
	if timelessCSV(t, fromLink) != timelessCSV(t, fromFlags) {
		t.Errorf("\n%s\n%s", fromLink, fromFlags)
	}
}

func TestSweepOfAFile(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a.csv")
	if err := os.WriteFile(name, []byte("x,y\n1,2\n3,5\n4,4\n2,7\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	out, _ := saddle(t, "sweep", "-data", name, "-over", "loss:minimax,hinge", "-steps", "2", "-format", "csv")
	if strings.Count(out, "cloud=points") != 2 {
		t.Error(out)
	}
}

func TestScriptsOfASweep(t *testing.T) {
	for form, want := range map[string][]string{
		"slurm":      {"#SBATCH --array=1-2\n", `"${SADDLE:-saddle}" sweep -link '#batch=16&g_layers=8&d_layers=8' -over loss:minimax,hinge -seeds 2 -steps 4 -workers`, `-shard "$SLURM_ARRAY_TASK_ID/2" -out 'my runs'."$SLURM_ARRAY_TASK_ID".jsonl`},
		"parallel":   {"seq 2 | parallel --quote", "-shard {}/2 -out 'my runs'.{}.jsonl"},
		"kubernetes": {"completions: 2\n", "completionMode: Indexed", `exec saddle sweep -link '#batch=16&g_layers=8&d_layers=8' -over loss:minimax,hinge -seeds 2 -steps 4 -workers 1 -shard $i/2 -out 'my runs'.$i.jsonl"]`},
	} {
		text, _ := saddle(t, append(small, "-parts", "2", "-script", form, "-out", "my runs.jsonl")...)
		for _, part := range want {
			if !strings.Contains(text, part) {
				t.Errorf("%s: no %s in\n%s", form, part, text)
			}
		}
	}
}

func TestShell(t *testing.T) {
	for word, want := range map[string]string{
		"loss:minimax,hinge": "loss:minimax,hinge", "": "''", "#a&b": "'#a&b'", "it's": `'it'\''s'`, "$HOME": "'$HOME'", "0.1..1*2": "'0.1..1*2'",
	} {
		if got := shell(word); got != want {
			t.Errorf("%q becomes %s, not %s", word, got, want)
		}
	}
}

func TestSweepsThatAreRefused(t *testing.T) {
	for _, test := range []struct {
		args []string
		want string
	}{
		{[]string{"-over", "loss"}, "loss has no values"},
		{[]string{"-over", "loss:minimax,nothing"}, "loss cannot be nothing"},
		{[]string{"-link", "#race=seed:1..2", "-over", "loss:minimax"}, "give one of them"},
		{[]string{"-link", "#batch=9999"}, "batch must be"},
		{[]string{"-over", "seed:1..3", "-seeds", "2"}, "leave out -seeds"},
		{[]string{"-over", "seed:1..3", "-shard", "1/2"}, "-shard needs -out"},
		{[]string{"-over", "seed:1..3", "-shard", "3/2", "-out", "x"}, "a shard is i/n"},
		{[]string{"-over", "seed:1..3", "-draw", "2"}, "-draw is about -random"},
		{[]string{"-over", "seed:1..3", "-format", "xml"}, "-format must be"},
		{[]string{"-over", "seed:1..3", "-columns", "1,2"}, "give that, too"},
		{[]string{"-over", "seed:1..3", "-parts", "2", "-out", "x"}, "-script must be"},
		{[]string{"-over", "seed:1..3", "-script", "slurm", "-parts", "4", "-out", "x"}, "from 1 to 3"},
		{[]string{"-over", "seed:1..3", "-script", "slurm", "-parts", "2"}, "-script needs -out"},
		{[]string{"-join"}, "needs the files"},
		{[]string{"-join", "-seeds", "2", "x"}, "means nothing with -join"},
		{[]string{"x"}, "takes files with -join only"},
	} {
		var out, errs strings.Builder
		err := run(append([]string{"sweep"}, test.args...), &out, &errs)
		if !errors.Is(err, errUsage) || !strings.Contains(errs.String(), test.want) {
			t.Errorf("%v: %v, %s", test.args, err, errs.String())
		}
	}
}
