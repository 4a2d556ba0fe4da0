package lab

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

const held = "#cloud=grid&g_layers=6,5&d_layers=4&batch=16&seed=3"

// saved returns a small run after some steps and changes, and its file.
func saved(t testing.TB) (*Lab, []byte) {
	c, wrong := Decode(held)
	if wrong != nil {
		t.Fatal(wrong)
	}
	l := New(c)
	for range 7 {
		l.Step()
	}
	l.Measure()
	c.Set("loss", "wgan")
	c.Set("spectral_norm", "true")
	if l.Change(c) {
		t.Fatal("the change began anew")
	}
	for range 4 {
		l.Step()
	}
	l.Measure()
	var b bytes.Buffer
	if err := l.Save(&b, time.Date(2026, 11, 28, 4, 5, 6, 0, time.UTC)); err != nil {
		t.Fatal(err)
	}
	return l, b.Bytes()
}

func TestFilesComeBack(t *testing.T) {
	l, file := saved(t)
	opened, err := Load(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	if opened.Steps() != 11 || opened.Config().Encode() != l.Config().Encode() || !slices.Equal(opened.Course(), l.Course()) {
		t.Errorf("step %d of %s, %v", opened.Steps(), opened.Config().Encode(), opened.Course())
	}
	for _, run := range []*Lab{l, opened} {
		for range 5 {
			run.Step()
		}
		run.Measure()
	}
	if opened.Digest() != l.Digest() {
		t.Error("it goes on otherwise")
	}
	for _, name := range l.History().Names() {
		a, b := l.History().Column(name), opened.History().Column(name)
		same := slices.EqualFunc(a, b, func(x, y float64) bool { return x == y || x != x && y != y })
		if !same {
			t.Errorf("%s was %v and is %v", name, a, b)
		}
	}
}

// What other tools read of a file without Saddle.
func TestFilesSayWhatTheyAre(t *testing.T) {
	l, file := saved(t)
	parts := contents(t, file)
	var about map[string]any
	if err := json.Unmarshal(parts["experiment.json"], &about); err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]any{"format": "saddle", "version": 1., "link": l.Config().Encode(), "step": 11.,
		"digest": l.Digest(), "date": "2026-11-28T04:05:06Z"} {
		if about[key] != want {
			t.Errorf("%s is %v, want %v", key, about[key], want)
		}
	}
	if legs := about["course"].([]any); len(legs) != 2 || legs[1].(map[string]any)["step"] != 7. {
		t.Errorf("course %v", legs)
	}
	for _, name := range []string{"g.layer0.weight", "g.layer2.bias", "d.head.layer0.weight", "adam.m/d.layer0.bias", "adam.v/g.layer1.weight", "average/g.layer0.weight"} {
		if !bytes.Contains(parts["state.safetensors"], []byte(`"`+name+`"`)) {
			t.Errorf("no tensor %s", name)
		}
	}
	if table := string(parts["measures.csv"]); !strings.HasPrefix(table, "step,value,d_loss,") || strings.Count(table, "\n") != 1+3 {
		t.Errorf("%.100q", table)
	}
}

func contents(t testing.TB, file []byte) map[string][]byte {
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if parts[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	return parts
}

// packed is a ZIP of parts.
func packed(t testing.TB, parts map[string][]byte) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, content := range parts {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		w.Write(content)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Each file that is no experiment is refused with a sentence.
func TestFilesThatAreNone(t *testing.T) {
	_, file := saved(t)
	with := func(name, old, new string) []byte {
		parts := contents(t, file)
		changed := bytes.Replace(parts[name], []byte(old), []byte(new), 1)
		if bytes.Equal(changed, parts[name]) {
			t.Fatalf("%s has no %s", name, old)
		}
		parts[name] = changed
		return packed(t, parts)
	}
	without := func(name string) []byte {
		parts := contents(t, file)
		delete(parts, name)
		return packed(t, parts)
	}
	damaged := slices.Clone(file)
	damaged[len(file)/2] ^= 8
	for _, test := range []struct {
		what string
		file []byte
		want string
	}{
		{"nothing", nil, "no whole ZIP"},
		{"a text", []byte("step,value\n1,2\n"), "no whole ZIP"},
		{"half", file[:len(file)/2], "no whole ZIP"},
		{"a bit changed", damaged, "is damaged"},
		{"another ZIP", packed(t, map[string][]byte{"../../etc/passwd": []byte("x")}), "it has no experiment.json"},
		{"no tensors", without("state.safetensors"), "it has no state.safetensors"},
		{"no history", without("measures.csv"), "it has no measures.csv"},
		{"a bomb", packed(t, map[string][]byte{"experiment.json": make([]byte, unpacked["experiment.json"]+1)}), "unpacks to more than"},
		{"another format", with("experiment.json", `"saddle"`, `"paddle"`), "not an experiment file of Saddle"},
		{"no JSON", with("experiment.json", `{`, `[`), "not as Saddle writes it"},
		{"a step that is none", with("experiment.json", `"step": 11,`, `"step": -1,`), "at step -1"},
		{"a number too large", with("experiment.json", `"step": 11,`, `"step": 1e300,`), "not as Saddle writes it"},
		{"a newer version", with("experiment.json", `"version": 1`, `"version": 9`), "of version 9"},
		{"no version", with("experiment.json", `"version": 1`, `"version": 0`), "there is none"},
		{"another experiment", with("experiment.json", `"link": "#cloud=grid`, `"link": "#cloud=moons`), "does not lead from step 0"},
		{"a course from the future", with("experiment.json", `"step": 7`, `"step": 12`), "in no order"},
		{"no link", with("experiment.json", `"link": "#cloud=grid&batch=16`, `"link": "#cloud=gird&batch=16`), "cloud cannot be gird"},
		{"another digest", with("experiment.json", `"digest": "`, `"digest": "0`), "not those that its digest says"},
		{"no stream", with("experiment.json", `"stream.data"`, `"stream.date"`), "no stream.data as"},
		{"a count that is none", with("experiment.json", `"rounds": 11`, `"rounds": -11`), "no rounds as"},
		{"another shape", with("state.safetensors", `"shape":[6,2]`, `"shape":[2,6]`), "as this experiment needs it"},
		{"another tensor", with("state.safetensors", `"g.layer0.bias"`, `"g.layer9.bias"`), "no g.layer0.bias as"},
		{"a history that is none", with("measures.csv", "step,", "stop,"), "measures.csv"},
		{"a history of another run", with("measures.csv", "\n11,", "\n12,"), "measures.csv"},
	} {
		_, err := Load(bytes.NewReader(test.file))
		if err == nil || !strings.Contains(err.Error(), test.want) || strings.ContainsAny(err.Error(), "\n") {
			t.Errorf("%s: %v, want %q", test.what, err, test.want)
		}
	}
	if _, err := Load(io.LimitReader(endless{}, MaxFile+10)); err == nil || !strings.Contains(err.Error(), "longer than the") {
		t.Errorf("a file without end: %v", err)
	}
}

type endless struct{}

func (endless) Read(b []byte) (int, error) { return len(b), nil }

// What older versions wrote is read: there is a file of each in testdata.
func TestFilesOfEachVersion(t *testing.T) {
	for version := 1; version <= fileVersion; version++ {
		name := filepath.Join("testdata", "version"+string(rune('0'+version))+".saddle")
		file, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		l, err := Load(file)
		if err != nil {
			t.Fatal(name, err)
		}
		for range 9 {
			l.Step()
		}
		fresh, _ := saved(t)
		for range 9 {
			fresh.Step()
		}
		if l.Digest() != fresh.Digest() {
			t.Errorf("%s goes on to %s, which is %s here", name, l.Digest(), fresh.Digest())
		}
	}
}

// A run whose numbers are no longer numbers is saved, too.
func TestFilesOfDivergedRuns(t *testing.T) {
	c, _ := Decode(held + "&loss=wgan&clip=0&rule=sgd&g_lr=1&d_lr=1&ema=0")
	l := New(c)
	for range 200 {
		l.Step()
	}
	m := l.Measure()
	if !math.IsNaN(m.DLoss) {
		t.Fatalf("it did not diverge: %v", m.DLoss)
	}
	var b bytes.Buffer
	if err := l.Save(&b, time.Time{}); err != nil {
		t.Fatal(err)
	}
	if opened, err := Load(&b); err != nil || opened.Digest() != l.Digest() {
		t.Error(err)
	}
}

func FuzzLoad(f *testing.F) {
	_, file := saved(f)
	f.Add(file)
	for name, part := range contents(f, file) {
		f.Add(packed(f, map[string][]byte{name: part}))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		l, err := Load(bytes.NewReader(b))
		if err != nil {
			return
		}
		l.Step()
		l.Measure()
	})
}
