package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"saddle/core/lab"
)

// lastDigest is the digest of the last line that train prints.
func lastDigest(t *testing.T, args ...string) string {
	t.Helper()
	out, _ := saddle(t, append([]string{"train"}, args...)...)
	_, digest, _ := strings.Cut(out[strings.LastIndex(out, `"digest":`):], ":")
	return strings.Trim(digest, "\"}\n")
}

// A run that is saved and gone on with, as often as one likes, is the one that was never
// interrupted.
func TestTrainingGoesOn(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a.saddle")
	whole := lastDigest(t, "-link", tiny, "-steps", "25")
	saddle(t, "train", "-link", tiny, "-steps", "10", "-save", name)
	saddle(t, "train", "-from", name, "-steps", "8", "-save", name)
	out, _ := saddle(t, "train", "-from", name, "-until", "25", "-every", "10", "-save", name)
	if steps := strings.Count(out, "\n"); steps != 2 || !strings.Contains(out, `"step":20,`) || !strings.Contains(out, whole) {
		t.Errorf("from step 18 until 25, every 10:\n%s\nwant the digest %s at its end", out, whole)
	}
	l, err := open(name)
	if err != nil || l.Steps() != 25 || l.Digest() != whole {
		t.Error(err, l)
	}
	if info, err := os.Stat(name); err != nil || info.Mode().Perm()&0o444 != 0o444 {
		t.Error(info.Mode(), err)
	}
	if left, err := filepath.Glob(name + ".*"); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// Settings that are given with a run change it from there on, and are part of its link,
// from which the same run comes again.
func TestSettingsChangeOnTheWay(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a.saddle")
	saddle(t, "train", "-link", tiny, "-steps", "10", "-save", name)
	changed := lastDigest(t, "-from", name, "-loss", "minimax", "-steps", "5", "-save", name)
	l, err := open(name)
	if err != nil {
		t.Fatal(err)
	}
	moment := l.Moment()
	if moment.Digest != changed || len(moment.Course) != 2 || moment.Course[1].Step != 10 {
		t.Errorf("%+v, want the digest %s and a change at step 10", moment, changed)
	}
	if got := lastDigest(t, "-link", moment.Encode(), "-steps", "0"); got != changed {
		t.Errorf("its link leads to %s, want %s", got, changed)
	}
	if a, b := lastDigest(t, "-link", moment.Encode(), "-steps", "7"), lastDigest(t, "-from", name, "-until", "22"); a != b {
		t.Errorf("%s from the link, %s from the file", a, b)
	}
	moment.Digest = "0123456789abcdef"
	var errs strings.Builder
	if err := run([]string{"train", "-link", moment.Encode()}, &errs, &errs); err == nil || !strings.Contains(err.Error(), "digest 0123456789abcdef at step 15, and here it has "+changed) {
		t.Error(err, errs.String())
	}
}

// A run that diverges is saved as it is then, and does not go on.
func TestDivergedRunsAreSaved(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a.saddle")
	var out, errs strings.Builder
	args := []string{"train", "-link", "#g_layers=8&d_layers=8&batch=8&loss=wgan&clip=0&rule=sgd&g_lr=1&d_lr=1", "-save", name}
	if err := run(args, &out, &errs); !errors.Is(err, errDiverged) {
		t.Fatal(err)
	}
	l, err := open(name)
	if err != nil || l.Divergence() == nil || l.Divergence().Step != l.Steps() {
		t.Fatal(err, l)
	}
	errs.Reset()
	if err := run([]string{"train", "-from", name}, &out, &errs); !errors.Is(err, errDiverged) || !strings.Contains(errs.String(), fmt.Sprintf("diverged in step %d: ", l.Steps())) {
		t.Error(err, errs.String())
	}
}

// What does not go together is a wrong command line, and nothing is trained.
func TestFilesAndOtherFlags(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a.saddle")
	saddle(t, "train", "-link", tiny, "-steps", "10", "-save", name)
	for says, args := range map[string][]string{
		"-link and -from both say":       {"-link", tiny, "-from", name},
		"-steps and -until both say":     {"-steps", "1", "-until", "2"},
		"at step 10 already":             {"-from", name, "-until", "9"},
		"cannot change while":            {"-from", name, "-g_layers", "16"},
		"g_lr must be a number":          {"-from", name, "-g_lr", "fast"},
		"-until must be from 0 to 1000":  {"-until", "-1"},
		"must be from 0 to 1000000000\n": {"-steps", "10000000000"},
	} {
		var out, errs strings.Builder
		if err := run(append([]string{"train"}, args...), &out, &errs); !errors.Is(err, errUsage) || !strings.Contains(errs.String(), says) || strings.Count(errs.String(), "\n") != 1 || out.Len() > 0 {
			t.Errorf("saddle train %v: %v\n%s%s, want %q", args, err, out.String(), errs.String(), says)
		}
	}
}

// Whatever -from and -save name, the answer is one sentence, before anything is trained,
// and what was there stays.
func TestFilesThatAreNoExperiment(t *testing.T) {
	dir := t.TempDir()
	good := filepath.Join(dir, "good.saddle")
	saddle(t, "train", "-link", tiny, "-steps", "1", "-save", good)
	whole, err := os.ReadFile(good)
	if err != nil {
		t.Fatal(err)
	}
	write := func(name string, content []byte) string {
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, content, 0o666); err != nil {
			t.Fatal(err)
		}
		return name
	}
	thesis := write("thesis.saddle", []byte("my only copy"))
	half := write("half.saddle", whole[:len(whole)/2])
	for _, test := range []struct{ flag, name, says string }{
		{"-from", filepath.Join(dir, "none"), "none"},
		{"-from", dir, dir},
		{"-from", thesis, "thesis.saddle: this is not an experiment that Saddle has saved"},
		{"-from", half, "half.saddle: the file is damaged or was cut off"},
		{"-save", filepath.Join(dir, "no", "folder"), "nothing can be saved as"},
		{"-save", dir, "is not an ordinary file"},
		{"-save", thesis, "move it away, or name another file"},
		{"-save", half, "move it away, or name another file"},
	} {
		var out, errs strings.Builder
		err := run([]string{"train", test.flag, test.name, "-steps", "1"}, &out, &errs)
		if err == nil || errors.Is(err, errUsage) || !strings.Contains(err.Error(), test.says) || strings.Contains(err.Error(), "\n") || out.Len() > 0 || errs.Len() > 0 {
			t.Errorf("%s %s: %v\n%s%s", test.flag, test.name, err, out.String(), errs.String())
		}
	}
	if text, _ := os.ReadFile(thesis); string(text) != "my only copy" {
		t.Errorf("the foreign file has become %q", text)
	}
	empty := write("empty.saddle", nil)
	saddle(t, "train", "-link", tiny, "-steps", "1", "-save", empty)
	if _, err := open(empty); err != nil {
		t.Error(err)
	}
}

// A run that cannot be written leaves the file that was there.
func TestSavingAllOrNothing(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a.saddle")
	saddle(t, "train", "-link", tiny, "-steps", "3", "-save", name)
	before, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(name+".folder", 0o777); err != nil {
		t.Fatal(err)
	}
	l := lab.New(lab.Default())
	if err := save(l, filepath.Join(name+".folder", "no", "a.saddle")); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
	if err := save(l, name+".folder"); err == nil {
		t.Error("a folder was replaced")
	}
	after, err := os.ReadFile(name)
	left, _ := filepath.Glob(name + ".*")
	if err != nil || !slices.Equal(before, after) || len(left) != 1 {
		t.Error(err, left)
	}
}
