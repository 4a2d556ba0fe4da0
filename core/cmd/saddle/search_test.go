package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A search goes on where it was stopped, and the same command says the same again.
func TestSearch(t *testing.T) {
	file := filepath.Join(t.TempDir(), "s.jsonl")
	args := []string{"search", "-methods", "r1", "-tries", "2", "-seeds", "2", "-steps", "100", "-out", file}
	var first, second, errs bytes.Buffer
	if err := run(args, &first, &errs); err != nil {
		t.Fatal(err, errs.String())
	}
	if !strings.Contains(first.String(), "each method at its best") || !strings.Contains(first.String(), "| r1 | 100 |") {
		t.Error(first.String())
	}
	whole, err := os.ReadFile(file)
	if err != nil || bytes.Count(whole, []byte("\n")) != 6 {
		t.Fatalf("%v: %s", err, whole)
	}
	lines := bytes.SplitAfter(whole, []byte("\n"))
	if err := os.WriteFile(file, bytes.Join(lines[:1], nil), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := run(args, &second, &errs); err != nil || second.String() != first.String() {
		t.Errorf("%v: %s", err, second.String())
	}
	for _, wrong := range [][]string{{"search"}, {"search", "-out", file, "-tries", "0"}, {"search", "-out", file, "-methods", "x"}, {"search", "-out", file, "-steps", "9"}} {
		if err := run(wrong, &second, &errs); err != errUsage {
			t.Errorf("%v: %v", wrong, err)
		}
	}
}
