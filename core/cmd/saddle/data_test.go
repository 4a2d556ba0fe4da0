package main

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// written returns the name of a file with some text.
func written(t *testing.T, name, text string) string {
	t.Helper()
	name = filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return name
}

// people is a table of two kinds, in decimal commas.
func people() string {
	var b strings.Builder
	b.WriteString("Größe;Gewicht;Art\n")
	for i := range 200 {
		fmt.Fprintf(&b, "%d,5;%d,25;%c\n", 150+i%2*30+i%7, 60+i%11, 'a'+i%2)
	}
	b.WriteString("viel;1;a\n")
	return b.String()
}

// A file is learnt in the plane's units; what goes out beside them is in the data's, and the
// run is held with its data.
func TestTrainingOnAFile(t *testing.T) {
	file, held := written(t, "people.csv", people()), filepath.Join(t.TempDir(), "people.saddle")
	out, errs := saddle(t, "train", "-link", tiny, "-data", file, "-label", "Art", "-structure", "classifier", "-steps", "5", "-save", held)
	for _, want := range []string{"200 rows, all of which", "x is the column Größe, y is Gewicht", "2 classes: a, b", "left out: 1 (row 202: viel in the column Größe"} {
		if !strings.Contains(errs, want) {
			t.Errorf("%q is not in what it says:\n%s", want, errs)
		}
	}
	var m struct {
		Plane float64 `json:"sliced_w"`
		Data  float64 `json:"sliced_w_data"`
	}
	if err := json.Unmarshal([]byte(strings.SplitN(out, "\n", 2)[0]), &m); err != nil {
		t.Fatal(err)
	}
	// The root of the mean of both columns' variances, by Python.
	if unit := m.Data / m.Plane; math.Abs(unit-10.940568) > 1e-5 {
		t.Errorf("a unit of the plane is %v of the data's", unit)
	}
	l, err := open(held)
	if err != nil {
		t.Fatal(err)
	}
	if c := l.Config(); c.Labels != "own" || math.Abs(c.Units().Y.Offset-65.205000) > 1e-5 {
		t.Errorf("labels %s, units %+v", c.Labels, c.Units())
	}
	whole := lastDigest(t, "-link", tiny, "-data", file, "-label", "3", "-columns", "1,2", "-structure", "classifier", "-steps", "9")
	if gone := lastDigest(t, "-from", held, "-until", "9"); gone != whole {
		t.Errorf("gone on with, the digest is %s, want %s", gone, whole)
	}
	if linked := lastDigest(t, "-link", l.Config().Encode(), "-steps", "9"); linked != whole {
		t.Errorf("from the link, the digest is %s, want %s", linked, whole)
	}
}

func TestWrongDataIsExplained(t *testing.T) {
	file := written(t, "people.csv", people())
	for _, test := range []struct {
		want string
		args []string
	}{
		{"no column Alter; it has Größe, Gewicht, Art", []string{"-data", file, "-columns", "Alter,2"}},
		{"one column of numbers", []string{"-data", written(t, "one.csv", "1\n2\n")}},
		{"no such file", []string{"-data", file + "x"}},
		{"must be two names or numbers", []string{"-data", file, "-columns", "2"}},
		{"leave out -cloud", []string{"-data", file, "-cloud", "ring"}},
		{"give that, too", []string{"-label", "2"}},
		{"keeps its data", []string{"-from", file, "-data", file}},
		{"moment of a run", []string{"-link", "#at=3", "-data", file}},
	} {
		var out, errs strings.Builder
		err := run(append([]string{"train", "-steps", "0"}, test.args...), &out, &errs)
		if err == nil || !strings.Contains(err.Error()+errs.String(), test.want) {
			t.Errorf("%v: %v, %s", test.args[:2], err, errs.String())
		}
	}
}
