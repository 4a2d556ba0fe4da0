package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"saddle/core/table"
)

// full takes some bytes and then no more, as a full disk does.
type full struct{ room int }

var errFull = errors.New("no space left")

func (f *full) Write(text []byte) (int, error) {
	n := min(f.room, len(text))
	f.room -= n
	if n < len(text) {
		return n, errFull
	}
	return n, nil
}

// What could not be written, or not all of it, is an error of every command.
func TestWriteErrorsAreErrors(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a.jsonl")
	table := []string{"table", "-methods", "minimax", "-seeds", "1", "-steps", "1", "-out", name}
	saddle(t, table...)
	for _, args := range [][]string{
		{"train", "-link", tiny, "-steps", "0"},
		{"train", "-link", tiny, "-steps", "3", "-every", "2"},
		{"bench", "-size", "small", "-seconds", ".001"},
		{"bench", "-size", "small", "-seconds", ".001", "-json"},
		table,
		append(table, "-format", "json"),
		{"table", "-join", name},
		{"help"},
	} {
		whole, _ := saddle(t, args...)
		for _, room := range []int{0, len(whole) / 2} {
			var errs strings.Builder
			if err := run(args, &full{room}, &errs); !errors.Is(err, errFull) {
				t.Errorf("saddle %v, with room for %d bytes: %v", args, room, err)
			}
		}
	}
}

// Nothing is trained for a line that cannot be written.
func TestTrainingEndsWithItsOutput(t *testing.T) {
	var errs strings.Builder
	const ages = "1000000000"
	if err := run([]string{"train", "-link", tiny, "-steps", ages, "-every", "1"}, &full{0}, &errs); !errors.Is(err, errFull) {
		t.Error(err)
	}
}

// Whatever -out, -join and -in name, the answer is one sentence, and nothing is destroyed.
func TestFilesThatAreNone(t *testing.T) {
	dir := t.TempDir()
	foreign := filepath.Join(dir, "foreign.json")
	if err := os.WriteFile(foreign, []byte(`{"name":"my only copy"}`), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{foreign, dir, os.DevNull, filepath.Join(dir, "no", "folder")} {
		for _, args := range [][]string{
			{"table", "-methods", "minimax", "-seeds", "1", "-steps", "1", "-out", name},
			{"table", "-methods", "minimax", "-seeds", "2", "-steps", "1", "-shard", "1/2", "-out", name},
			{"table", "-join", name},
			{"results", "-dir", dir, "-in", name},
		} {
			var out, errs strings.Builder
			err := run(args, &out, &errs)
			if err == nil || errors.Is(err, errUsage) || !strings.Contains(err.Error(), name) || strings.Contains(err.Error(), "\n") || out.Len() > 0 || errs.Len() > 0 {
				t.Errorf("saddle %v: %v\n%s%s", args, err, out.String(), errs.String())
			}
		}
	}
	if text, _ := os.ReadFile(foreign); string(text) != `{"name":"my only copy"}` {
		t.Errorf("the foreign file has become %q", text)
	}
}

// A run that cannot be kept ends the training with an error.
func TestRunsThatCannotBeKept(t *testing.T) {
	keys, err := table.Plan("ring", "minimax", 5, 1)
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "a.jsonl")
	var told removing
	told.name = name
	if _, err := trainAll(t.Context(), keys, name, table.Trainer{Workers: 1}, &told); err == nil || !strings.Contains(err.Error(), "was moved, removed or replaced") {
		t.Error(err)
	}
	if told.lines > 2 {
		t.Errorf("%d runs were trained for a file that is gone", told.lines)
	}
}

// removing removes a file when the first run is told of.
type removing struct {
	name  string
	lines int
}

func (r *removing) Write(text []byte) (int, error) {
	r.lines++
	return len(text), os.RemoveAll(r.name)
}

// A folder in the place of the page is an error, and what was there stays.
func TestResultsThatCannotBeWritten(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "a.jsonl")
	saddle(t, "table", "-methods", "minimax", "-seeds", "1", "-steps", "1", "-out", name)
	if err := os.MkdirAll(filepath.Join(dir, "RESULTS.md", "mine"), 0o777); err != nil {
		t.Fatal(err)
	}
	var out, errs strings.Builder
	if err := run([]string{"results", "-in", name, "-dir", dir, "-sample=false"}, &out, &errs); err == nil || !strings.Contains(err.Error(), "RESULTS.md") {
		t.Error(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "RESULTS.md", "mine")); err != nil {
		t.Error(err)
	}
	left, err := filepath.Glob(filepath.Join(dir, "RESULTS.md.*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}
