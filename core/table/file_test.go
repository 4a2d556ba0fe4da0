package table

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// aRun is one whose line has every kind of value.
var aRun = Run{Key: Key{"ring", "min\"im\\ax", 3, 2000, "#cloud=ring&g_lr=0.001&seed=3"}, Modes: 7, ModesShare: 6, ModesTotal: 8,
	HighQuality: 1e-7, ReverseKL: .25, SlicedW: nothing, JSD: .125, Seconds: 12.5, Digest: "00ff"}

// Wherever a line of ours is cut, its beginning is taken for one.
func TestEveryBeginningOfALineIsOurs(t *testing.T) {
	for _, r := range []Run{aRun, {Key: Key{"grid", "x", 1, 1, "#"}, Diverged: true, SlicedW: nothing},
		{Key: aRun.Key, Digest: "0", Curve: []Moment{{500, 3, .25, 1e-7, nothing}, {1000, 4, .5, .75, .125}}}} {
		line, err := Lines([]Run{r})
		if err != nil {
			t.Fatal(err)
		}
		// A file may be from before a field was.
		older := strings.Replace(string(line), `,"sliced_w":null`, "", 1)
		for _, text := range []string{string(line), older} {
			for n := range len(text) {
				if !begins([]byte(text[:n])) {
					t.Errorf("%q is cut from a line", text[:n])
				}
			}
		}
	}
}

// What is no beginning of a run is somebody's: it is refused and stays as it is.
func TestForeignFilesStayWhatTheyAre(t *testing.T) {
	whole, err := Lines([]Run{aRun})
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{
		`{"name":"my only copy"}`, `{"bench":"my only copy"}`, `{"bench":"ring","seed":3}`, `{"bench":"ring","method":7`, `{"bench":"ring","method":"x","seed":"3`,
		"{ ", "[", "x", "my only copy", `{"bench":"ring"`[1:], strings.TrimSuffix(string(whole), "\n") + " ", "\x00\x00\x00",
		strings.Repeat("x", 3*longest), strings.Repeat("x", 3*longest) + "\n",
	} {
		for _, before := range []string{"", string(whole)} {
			name := filepath.Join(t.TempDir(), "a.jsonl")
			if err := os.WriteFile(name, []byte(before+text), 0o666); err != nil {
				t.Fatal(err)
			}
			if f, err := Open(name); err == nil || !strings.Contains(err.Error(), "is not a run as saddle table writes it") {
				t.Errorf("%.60q after %d lines: %v", text, strings.Count(before, "\n"), err)
				if f != nil {
					f.Close()
				}
			}
			if left, _ := os.ReadFile(name); string(left) != before+text {
				t.Errorf("%.60q has become %.60q", before+text, left)
			}
		}
	}
}

func TestWhatIsNoFile(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{dir, os.DevNull} {
		if _, err := Read(name); err == nil || !strings.Contains(err.Error(), name+" is not an ordinary file") {
			t.Errorf("reading %s: %v", name, err)
		}
		if _, err := Open(name); err == nil || !strings.Contains(err.Error(), name+" is not an ordinary file") {
			t.Errorf("opening %s: %v", name, err)
		}
	}
	if _, err := Read(filepath.Join(dir, "none")); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
	if _, err := Open(filepath.Join(dir, "no", "folder")); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
}

// Runs that are added to a file which is no longer there under its name would be lost.
func TestAFileThatIsMovedTakesNoMore(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "a.jsonl")
	f, err := Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := f.Add(aRun); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(name, filepath.Join(dir, "b.jsonl")); err != nil {
		t.Fatal(err)
	}
	if err := f.Add(aRun); err == nil || !strings.Contains(err.Error(), "was moved, removed or replaced") {
		t.Error(err)
	}
	if err := os.WriteFile(name, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	if err := f.Add(aRun); err == nil {
		t.Error("added to another file than there is")
	}
}

// Whatever a file of runs holds, it is refused, or it is read, and then written and read again as the same lines; and cut anywhere, it has
// the runs before the cut.
func FuzzRead(f *testing.F) {
	short := Run{Key: Key{"grid", "x", 1, 1, "#"}, Diverged: true, SlicedW: nothing, Digest: "0", Curve: []Moment{{500, 3, .25, 1e-7, nothing}}}
	for _, runs := range [][]Run{{}, {aRun}, {short}, {aRun, short}} {
		lines, err := Lines(runs)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(lines, uint16(100))
	}
	f.Add([]byte(`{"bench":"ring","method":"x","seed":1,"steps":1,"link":"#","modes_total":8,"digest":"0","jsd":1e999}`), uint16(9))
	f.Fuzz(func(t *testing.T, text []byte, at uint16) {
		file, _, err := read("a file", bytes.NewReader(text))
		if err != nil {
			return
		}
		lines, err := Lines(file.Runs)
		if err != nil {
			t.Fatal(err)
		}
		for _, cut := range []int{len(lines), min(int(at), len(lines))} {
			before, whole, err := read("its beginning", bytes.NewReader(lines[:cut]))
			if err != nil {
				t.Fatalf("cut after %d bytes: %v", cut, err)
			}
			if again, _ := Lines(before.Runs); !bytes.HasPrefix(again, lines[:whole]) || whole < int64(bytes.LastIndexByte(lines[:cut], '\n')+1) {
				t.Errorf("%q, cut after %d bytes, is read as %q", lines, cut, again)
			}
		}
		if err := CSV(new(bytes.Buffer), file.Runs); err != nil {
			t.Error(err)
		}
		Plain(Rows(file.Runs))
		Markdown(Rows(Current(file.Runs)))
	})
}
