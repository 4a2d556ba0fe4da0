package main

import (
	"encoding/csv"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"saddle/core/safetensors"
)

// Each flag writes its file, and says which.
func TestExport(t *testing.T) {
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, name) }
	saddle(t, "train", "-link", tiny, "-data", written(t, "people.csv", people()), "-steps", "20", "-every", "5", "-save", in("a.saddle"))
	out, _ := saddle(t, "export", "-from", in("a.saddle"), "-samples", "300", "-seed", "4", "-out", in("s.csv"), "-weights", in("w.safetensors"),
		"-onnx", in("m.onnx"), "-field", in("f.npy"), "-measures", in("m.json"))
	for _, name := range []string{"s.csv", "w.safetensors", "w.py", "m.onnx", "m.d.onnx", "f.npy", "m.json"} {
		if info, err := os.Stat(in(name)); err != nil || info.Size() == 0 || !strings.Contains(out, in(name)+"\n") {
			t.Errorf("%s: %v, of\n%s", name, err, out)
		}
	}
	text, _ := os.ReadFile(in("s.csv"))
	rows, err := csv.NewReader(strings.NewReader(string(text))).ReadAll()
	if err != nil || len(rows) != 301 || strings.Join(rows[0], " ") != "x y" || len(rows[1][0]) < 3 || rows[1][0][0] != '1' { // heights of some 165
		t.Errorf("%d rows, %v: %v", len(rows), rows[:2], err)
	}
	packed, _ := os.ReadFile(in("w.safetensors"))
	tensors, err := safetensors.Read(packed)
	if err != nil || len(tensors) != 8 || tensors[0].Name != "g.layer0.weight" || tensors[7].Name != "d.head.layer0.bias" {
		t.Errorf("%d tensors: %v", len(tensors), err)
	}
	for args, want := range map[string]string{
		"":                                     "-from must name",
		"-from a.saddle":                       "say what to write",
		"-from a.saddle -out x.txt":            "must end in .csv or .npy",
		"-from a.saddle -onnx x":               "must end in .onnx",
		"-from a.saddle -samples 9":            "give that, too",
		"-from a.saddle -out x.csv -samples 0": "from 1 to 10000000",
	} {
		var out, errs strings.Builder
		if err := run(append([]string{"export"}, strings.Fields(args)...), &out, &errs); !errors.Is(err, errUsage) || !strings.Contains(errs.String(), want) {
			t.Errorf("export %s: %v, %s", args, err, errs.String())
		}
	}
}
