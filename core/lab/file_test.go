package lab

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
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
	if opened.Steps() != 11 || opened.Config().Encode() != l.Config().Encode() || !SameCourse(opened.Course(), l.Course()) {
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

// Each file that is no experiment is refused with the sentence that says what to do.
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
	replaced := func(name string, content []byte) []byte {
		parts := contents(t, file)
		parts[name] = content
		return packed(t, parts)
	}
	without := func(name string) []byte {
		parts := contents(t, file)
		delete(parts, name)
		return packed(t, parts)
	}
	damaged := slices.Clone(file)
	damaged[len(file)/2] ^= 8
	var twice bytes.Buffer
	z := zip.NewWriter(&twice)
	z.Create("measures.csv")
	z.Create("measures.csv")
	z.Close()
	measures := len(New(Default()).History().Names())
	rows := strings.Repeat("\n11"+strings.Repeat(",", measures-1), HistoryRows)
	for _, test := range []struct {
		what string
		file []byte
		code string
		says string // beside the sentence
	}{
		{"nothing", nil, "foreign", ""},
		{"a text", []byte("step,value\n1,2\n"), "foreign", ""},
		{"another ZIP", packed(t, map[string][]byte{"../../etc/passwd": []byte("x")}), "foreign", ""},
		{"no document", without("experiment.json"), "foreign", ""},
		{"another format", with("experiment.json", `"saddle"`, `"paddle"`), "foreign", ""},
		{"half", file[:len(file)/2], "damaged", ""},
		{"a bit changed", damaged, "damaged", ""},
		{"a newer version", with("experiment.json", `"version": 1`, `"version": 9`), "newer", "version 9"},
		{"a newer version of another form", with("experiment.json", `"version": 1`, `"version": 9, "course": {}`), "newer", "up to version 1"},
		{"a bomb of JSON", replaced("experiment.json", make([]byte, maxExperiment+1)), "too_large", ""},
		{"a bomb of numbers", replaced("state.safetensors", make([]byte, 64<<20)), "too_large", ""},
		{"a bomb of rows", replaced("measures.csv", make([]byte, maxMeasures+1)), "too_large", ""},
		{"a part twice", twice.Bytes(), "changed", "measures.csv in the file"},
		{"no JSON", with("experiment.json", `{`, `[`), "changed", "experiment.json in the file"},
		{"JSON without end", replaced("experiment.json", []byte(`{"a":`+strings.Repeat("[", maxExperiment-5))), "changed", "too deep"},
		{"a step that is none", with("experiment.json", `"step": 11,`, `"step": -1,`), "changed", "no step -1"},
		{"a number too large", with("experiment.json", `"step": 11,`, `"step": 1e300,`), "changed", "experiment.json"},
		{"a step twice", with("experiment.json", `"step": 11,`, `"step": 11, "step": 11,`), "changed", "a name twice"},
		{"no version", with("experiment.json", `"version": 1`, `"version": 0`), "changed", "no version 0"},
		{"another experiment", with("experiment.json", `"link": "#cloud=grid`, `"link": "#cloud=moons`), "changed", "does not lead from step 0"},
		{"a course from the future", with("experiment.json", `"step": 7`, `"step": 12`), "changed", "in no order"},
		{"a course of two runs", with("experiment.json", "\"link\": \"#cloud=grid&batch=16&g_layers=6,5", "\"link\": \"#cloud=grid&batch=16&g_layers=6,4"), "changed", "begins a run anew"},
		{"another order", with("experiment.json", `cloud=grid&batch=16`, `batch=16&cloud=grid`), "changed", "not written as Saddle writes them"},
		{"a divergence that is none", with("experiment.json", `"numbers"`, `"divergence": {"sign": "d_loss", "value": "NaN", "step": 12}, "numbers"`), "changed", "diverge"},
		{"no link", with("experiment.json", `"link": "#cloud=grid&batch=16`, `"link": "#cloud=gird&batch=16`), "settings", "setting cloud in the file"},
		{"no tensors", without("state.safetensors"), "lacks", "no state.safetensors"},
		{"no history", without("measures.csv"), "lacks", "no measures.csv"},
		{"no stream", with("experiment.json", `"stream.data"`, `"stream.date"`), "lacks", "no stream.data"},
		{"a stream too long", with("experiment.json", `"stream.data": "`, `"stream.data": "0`), "lacks", "no stream.data"},
		{"a count that is none", with("experiment.json", `"rounds": 11`, `"rounds": -11`), "lacks", "no rounds"},
		{"another shape", with("state.safetensors", `"shape":[6,2]`, `"shape":[2,6]`), "lacks", "no g.layer0.weight"},
		{"another tensor", with("state.safetensors", `"g.layer0.bias"`, `"g.layer9.bias"`), "lacks", "no g.layer0.bias"},
		{"tensors of a smaller experiment", replaced("state.safetensors", []byte("\x02\x00\x00\x00\x00\x00\x00\x00{}")), "lacks", "no state.safetensors"},
		{"tensors that are none", with("state.safetensors", `"F32"`, `"F16"`), "changed", "not described as float32"},
		{"another digest", with("experiment.json", `"digest": "`, `"digest": "0`), "digest", ""},
		{"a history that is none", with("measures.csv", "step,", "stop,"), "changed", "measures.csv"},
		{"a history of another run", with("measures.csv", "\n11,", "\n12,"), "changed", "in no order"},
		{"a row that is none", with("measures.csv", "\n11,", "\n11,1,"), "changed", "measures.csv"},
		{"a number that is none", with("measures.csv", "\n11,", "\neleven,"), "changed", "eleven"},
		{"rows without end", with("measures.csv", "\n11,", rows+"\n11,"), "changed", "more rows"},
		{"a history that keeps no row", with("experiment.json", `"every": 1`, `"every": 0`), "changed", "other rows"},
		{"a history of fewer rows", with("experiment.json", `"seen": 3`, `"seen": 2`), "changed", "other rows"},
	} {
		l, err := Load(bytes.NewReader(test.file))
		var wrong *FileError
		if l != nil || !errors.As(err, &wrong) || wrong.Code != test.code || !strings.Contains(err.Error(), test.says) || strings.Contains(err.Error(), "\n") || placeholder.MatchString(err.Error()) {
			t.Errorf("%s: %v, want the sentence %s with %q", test.what, err, test.code, test.says)
		}
	}
	if _, err := Load(io.LimitReader(endless{}, MaxFile+10)); err == nil || err.Error() != (&FileError{Code: "too_large"}).Error() {
		t.Errorf("a file without end: %v", err)
	}
	broken := errors.New("the stick was pulled out")
	if _, err := Load(io.MultiReader(bytes.NewReader(file[:99]), iotest.ErrReader(broken))); err != broken {
		t.Errorf("a file that cannot be read: %v", err)
	}
}

// A small file that names the largest experiment is refused before memory is made for it.
func TestSmallFilesOfLargeExperiments(t *testing.T) {
	c, wrong := Decode("#defaults=1&batch=2048&g_layers=512,512&d_layers=512,512&gp=1")
	if wrong != nil {
		t.Fatal(&wrong[0])
	}
	size, err := c.size()
	if err != nil {
		t.Fatal(err)
	}
	_, file := saved(t)
	parts := contents(t, file)
	about := document{Format: fileFormat, Version: 1, Link: c.Encode(), Course: []Leg{{Link: c.Encode()}}}
	var text bytes.Buffer
	if err := about.write(&text); err != nil {
		t.Fatal(err)
	}
	parts["experiment.json"] = text.Bytes()
	small := packed(t, parts)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if _, err := Load(bytes.NewReader(small)); err == nil || !strings.Contains(err.Error(), "no state.safetensors") {
		t.Error(err)
	}
	runtime.ReadMemStats(&after)
	if taken := after.TotalAlloc - before.TotalAlloc; taken > uint64(3*size.Floats) { // of the four bytes that each would have
		t.Errorf("%d MB were taken to refuse it; it would have %d MB", taken>>20, 4*size.Floats>>20)
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

// Whatever stands in a file or in one of its parts, it is refused with a sentence, or is a
// run that goes on and can be saved.
func FuzzLoad(f *testing.F) {
	names := []string{experimentName, tensorsName, measuresName}
	file, err := os.ReadFile("testdata/version1.saddle")
	if err != nil {
		f.Fatal(err)
	}
	parts := contents(f, file)
	f.Add(uint8(0), file)
	for i, name := range names {
		f.Add(uint8(1+i), parts[name])
	}
	f.Fuzz(func(t *testing.T, part uint8, content []byte) {
		file := content
		if part %= 4; part > 0 {
			changed := maps.Clone(parts)
			changed[names[part-1]] = content
			file = packed(t, changed)
		}
		l, err := Load(bytes.NewReader(file))
		if err != nil {
			if _, known := err.(*FileError); !known || l != nil || placeholder.MatchString(fileSentences[err.(*FileError).Code]) && len(err.(*FileError).Args) == 0 {
				t.Fatal(l, err)
			}
			return
		}
		if m, errs := DecodeMoment(l.Moment().Encode()); errs != nil || !SameCourse(m.Course, l.Course()) {
			t.Fatalf("its link is %s: %v", l.Moment().Encode(), errs)
		}
		l.Step()
		l.Measure()
		var again bytes.Buffer
		if err := l.Save(&again, time.Time{}); err != nil {
			t.Fatal(err)
		}
		if back, err := Load(&again); err != nil || back.Digest() != l.Digest() {
			t.Fatal(err)
		}
	})
}

// A run that has gone back to an earlier step is saved as it was there, and opened again.
func TestSavedAfterGoingBack(t *testing.T) {
	l := New(Default())
	var kept *State
	for l.Steps() < 6 {
		l.Measure()
		if l.Steps() == 4 {
			kept = l.keyframe()
		}
		l.Step()
	}
	l.Measure()
	l.Restore(kept)
	var file bytes.Buffer
	if err := l.Save(&file, time.Time{}); err != nil {
		t.Fatal(err)
	}
	opened, err := Load(&file)
	if err != nil {
		t.Fatal(err)
	}
	if steps := opened.History().Column("step"); opened.Steps() != 4 || len(steps) != 5 || steps[4] != 4 {
		t.Errorf("it is at step %d, with measures of the steps %v", opened.Steps(), steps)
	}
	if steps := l.History().Column("step"); steps[len(steps)-1] != 6 {
		t.Errorf("saving has cut the history to %v", steps)
	}
}
