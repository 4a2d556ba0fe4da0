package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"saddle/core/table"
)

// saddle runs a command line and returns what it prints.
func saddle(t *testing.T, args ...string) (out, errs string) {
	t.Helper()
	var o, e strings.Builder
	if err := run(args, &o, &e); err != nil {
		t.Fatalf("saddle %v: %v\n%s", args, err, e.String())
	}
	return o.String(), e.String()
}

// rowsOf are the rows of a JSON table.
func rowsOf(t *testing.T, text string) []table.Row {
	t.Helper()
	var rows []table.Row
	if err := json.Unmarshal([]byte(text), &rows); err != nil {
		t.Fatal(err, text)
	}
	return rows
}

func marshal(t *testing.T, rows []table.Row) string {
	t.Helper()
	b, err := json.Marshal(rows)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestTableResumesAndJoins(t *testing.T) {
	dir := t.TempDir()
	file := func(name string) string { return filepath.Join(dir, name) }
	of := []string{"table", "-bench", "ring", "-methods", "minimax,sgd", "-seeds", "2", "-steps", "2", "-format", "json"}
	first, told := saddle(t, append(of, "-out", file("all"))...)
	rows := rowsOf(t, first)
	if len(rows) != 2 || rows[0].Method != "minimax" || rows[0].Seeds != 2 || rows[0].ModesTotal != 8 || rows[0].Published == nil {
		t.Fatal(first)
	}
	if strings.Count(told, "runs)\n") != 4 || !strings.Contains(told, "(4 of 4 runs)") {
		t.Errorf("of the progress is told: %s", told)
	}
	again, told := saddle(t, append(of, "-out", file("all"))...)
	if again != first || told != "" {
		t.Errorf("resumed when all is done: %s\n%s", told, again)
	}

	saddle(t, append(of, "-out", file("1"), "-shard", "1/2")...)
	saddle(t, append(of, "-out", file("2"), "-shard", "2/2")...)
	joined, _ := saddle(t, "table", "-join", file("2"), file("1"), "-format", "json")
	if got := rowsOf(t, joined); marshal(t, got) != marshal(t, rows) {
		t.Errorf("\n%s\n%s", joined, first)
	}
	markdown, _ := saddle(t, "table", "-join", file("1"))
	if !strings.Contains(markdown, "| minimax | 2 | 0.0 |") {
		t.Error(markdown)
	}

	// Half a line at the end is said and trained again.
	text, _ := os.ReadFile(file("all"))
	if err := os.WriteFile(file("all"), text[:len(text)-9], 0o666); err != nil {
		t.Fatal(err)
	}
	mended, told := saddle(t, append(of, "-out", file("all"))...)
	if !strings.Contains(told, "ends within line 4") || strings.Count(told, "runs)\n") != 1 || marshal(t, rowsOf(t, mended)) != marshal(t, rows) {
		t.Errorf("%s\n%s", told, mended)
	}
}

func TestAStoppedTableSaysHowToGoOn(t *testing.T) {
	keys, err := table.Plan("ring", "minimax", 3, 2)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancelCause(t.Context())
	stop(errors.New("interrupted"))
	var errs strings.Builder
	name := filepath.Join(t.TempDir(), "a.jsonl")
	if _, err := trainAll(ctx, keys, name, table.Trainer{Workers: 1}, &errs); err == nil || !strings.Contains(err.Error(), "0 of 3 runs are in "+name+", and the same command goes on") {
		t.Error(err)
	}
	if _, err := trainAll(ctx, keys, "", table.Trainer{Workers: 1}, &errs); err == nil || !strings.Contains(err.Error(), "with -out") {
		t.Error(err)
	}
}

func TestResultsAreWritten(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "a.jsonl")
	saddle(t, "table", "-methods", "minimax", "-seeds", "1", "-steps", "1", "-out", name)
	text, _ := os.ReadFile(name)
	stale := strings.Replace(string(text), "batch=128", "batch=8", 1)
	if err := os.WriteFile(name, append(text, stale...), 0o666); err != nil {
		t.Fatal(err)
	}
	_, told := saddle(t, "results", "-in", name, "-dir", dir)
	if !strings.Contains(told, "left out are 1 runs") {
		t.Errorf("of a stale run is told %q", told)
	}
	page, err := os.ReadFile(filepath.Join(dir, "RESULTS.md"))
	if err != nil || !strings.Contains(string(page), "-methods minimax -seeds 1 -steps 1 ") {
		t.Errorf("%v\n%s", err, page)
	}
	if _, err := os.Stat(filepath.Join(dir, "site", "results", "ring-modes.svg")); err != nil {
		t.Error(err)
	}
	var o, e strings.Builder
	if err := os.WriteFile(name, []byte(stale), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := run([]string{"results", "-in", name, "-dir", dir}, &o, &e); err == nil || !strings.Contains(err.Error(), "no run to write about") {
		t.Error(err)
	}
}

func TestTableUsageErrors(t *testing.T) {
	for _, test := range []struct{ args, says string }{
		{"table -bench sphere", `no bench "sphere"; choose both, or of ring, grid`},
		{"table -methods magic", `no method "magic"; choose all, or of minimax, `},
		{"table -seeds 0", "-seeds must be from 1 to 10000, not 0"},
		{"table -steps -1", "-steps must be 0 or more, not -1"},
		{"table -workers 0", "-workers must be 1 or more, not 0"},
		{"table -format csv", `-format must be markdown or json, not "csv"`},
		{"table -shard 1/2", "-shard needs -out"},
		{"table -shard 3/2 -out x", `a shard is i/n with i from 1 to n, such as 1/4, not "3/2"`},
		{"table now", `takes files with -join only, not "now"`},
		{"table -", `not "-"`},
		{"table -join", "-join needs the files"},
		{"table -join a -seeds 3", "-seeds means nothing with -join"},
		{"table -speed 3", "not defined: -speed"},
		{"results", "-in needs a file"},
		{"results -in a -dir /nowhere/at/all", `-dir must be a folder, not "/nowhere/at/all"`},
	} {
		var out, errs strings.Builder
		if err := run(strings.Fields(test.args), &out, &errs); !errors.Is(err, errUsage) {
			t.Errorf("saddle %s: %v", test.args, err)
		}
		if !strings.Contains(errs.String(), test.says) || out.Len() > 0 {
			t.Errorf("saddle %s says %q, and prints %q", test.args, errs.String(), out.String())
		}
	}
	var out, errs strings.Builder
	if err := run([]string{"table", "-join", filepath.Join(t.TempDir(), "none")}, &out, &errs); !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
}

// The help names every flag and every method.
func TestTableHelp(t *testing.T) {
	var out, errs strings.Builder
	if err := run([]string{"table", "-help"}, &out, &errs); !errors.Is(err, flag.ErrHelp) {
		t.Fatal(err)
	}
	says := []string{"-bench", "-methods", "-seeds", "-steps", "-out", "-shard", "-format", "-workers", "-join", "Ctrl-C"}
	for _, m := range table.Methods() {
		says = append(says, "\n  "+m.Name+" ")
	}
	for _, s := range says {
		if !strings.Contains(errs.String(), s) {
			t.Errorf("the help does not say %q", s)
		}
	}
}
