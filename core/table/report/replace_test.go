package report

import (
	"maps"
	"os"
	"path/filepath"
	"testing"
)

// Where one file cannot be written, the others stay what they were, and nothing is left
// behind.
func TestReplaceIsAllOrNothing(t *testing.T) {
	dir := t.TempDir()
	a, b := filepath.Join(dir, "a"), filepath.Join(dir, "b")
	if err := replace(map[string][]byte{a: []byte("one"), b: []byte("two")}); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"a": "one", "b": "two"}
	if got := contents(t, dir); !maps.Equal(got, want) {
		t.Errorf("%v", got)
	}
	if err := replace(map[string][]byte{a: []byte("three"), filepath.Join(dir, "none", "c"): []byte("four"), b: []byte("five")}); err == nil {
		t.Error("written into a folder that there is not")
	}
	if got := contents(t, dir); !maps.Equal(got, want) {
		t.Errorf("after an error: %v", got)
	}
}

// Who has the old file open reads the old file to its end.
func TestReplaceLeavesReadersTheirs(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a")
	if err := replace(map[string][]byte{name: []byte("old and long")}); err != nil {
		t.Fatal(err)
	}
	old, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer old.Close()
	if err := replace(map[string][]byte{name: []byte("new")}); err != nil {
		t.Fatal(err)
	}
	text := make([]byte, 100)
	if n, _ := old.Read(text); string(text[:n]) != "old and long" {
		t.Errorf("a reader finds %q", text[:n])
	}
	if text, _ := os.ReadFile(name); string(text) != "new" {
		t.Errorf("%q", text)
	}
}

// contents are the texts of a folder's files, by name.
func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, f := range files {
		text, err := os.ReadFile(filepath.Join(dir, f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		all[f.Name()] = string(text)
	}
	return all
}
