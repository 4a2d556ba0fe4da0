package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"saddle/core/lab"
)

const tiny = "#g_layers=4&d_layers=4&batch=8"

func TestTrain(t *testing.T) {
	var out, errs strings.Builder
	if err := run([]string{"train", "-link", tiny, "-steps", "25", "-every", "10", "-seed", "3"}, &out, &errs); err != nil {
		t.Fatal(err, errs.String())
	}
	c, _ := lab.Decode(tiny + "&seed=3")
	l := lab.New(c)
	var steps []float64
	for text := range strings.Lines(out.String()) {
		var row map[string]any
		if err := json.Unmarshal([]byte(text), &row); err != nil {
			t.Fatal(err, text)
		}
		for _, key := range []string{"step", "value", "d_loss", "g_loss", "modes", "modes_total", "high_quality", "reverse_kl", "reverse_kl_hq",
			"jsd", "kl_data_model", "kl_model_data", "sliced_w", "digest"} {
			if _, ok := row[key]; !ok {
				t.Errorf("no %s in %s", key, text)
			}
		}
		step := row["step"].(float64)
		steps = append(steps, step)
		for l.Steps() < int(step) {
			l.Step()
		}
		if row["digest"] != l.Digest() {
			t.Errorf("step %v: digest %v, want %s", step, row["digest"], l.Digest())
		}
	}
	if want := []float64{0, 10, 20, 25}; !slices.Equal(steps, want) {
		t.Errorf("lines at steps %v, want %v", steps, want)
	}
	if errs.Len() > 0 {
		t.Errorf("on standard error: %q", errs.String())
	}
}

// A training that diverges ends where it does, and says what left all bounds, in which
// step, and what to do.
func TestDivergenceEndsTraining(t *testing.T) {
	var out, errs strings.Builder
	const link = "#g_layers=8&d_layers=8&batch=8&loss=wgan&clip=0&rule=sgd&g_lr=1&d_lr=1"
	if err := run([]string{"train", "-link", link, "-steps", "1000", "-every", "1000"}, &out, &errs); !errors.Is(err, errDiverged) {
		t.Fatal(err, errs.String())
	}
	c, _ := lab.Decode(link)
	l := lab.New(c)
	for l.Divergence() == nil {
		l.Step()
	}
	lines := slices.Collect(strings.Lines(out.String()))
	if len(lines) != 2 || !strings.Contains(lines[1], fmt.Sprintf(`"step":%d,`, l.Steps())) || !strings.Contains(lines[1], l.Digest()) {
		t.Errorf("it diverges in step %d, but the last line is %s", l.Steps(), lines[len(lines)-1])
	}
	for _, says := range []string{fmt.Sprintf("diverged in step %d: ", l.Steps()), "loss has grown to ", "-clip 0.01"} {
		if !strings.Contains(errs.String(), says) {
			t.Errorf("standard error does not say %q: %s", says, errs.String())
		}
	}
}

func TestNumbersThatAreNoneAreNull(t *testing.T) {
	for v, want := range map[float64]string{math.NaN(): "null", math.Inf(1): "null", math.Inf(-1): "null", .25: "0.25"} {
		if got := number(v); got != want {
			t.Errorf("%v is written %s, want %s", v, got, want)
		}
	}
}

func TestFlagsComeFromTheSchema(t *testing.T) {
	var out, errs strings.Builder
	if err := run([]string{"train", "-h"}, &out, &errs); !errors.Is(err, flag.ErrHelp) {
		t.Fatal(err)
	}
	for _, f := range lab.Schema() {
		if !strings.Contains(errs.String(), "  -"+f.Name) {
			t.Errorf("-%s is missing", f.Name)
		}
	}
}

func TestUsageErrors(t *testing.T) {
	for _, test := range []struct{ args, says string }{
		{"", "usage:"},
		{"fly", `no command "fly"`},
		{"train -speed 3", "not defined: -speed"},
		{"train now", `not "now"`},
		{"train -steps -1", "-steps must be 0 or more"},
		{"train -every 0", "-every 1 or more"},
		{"train -link #batch=3", "batch must be a whole number from 8 to 2048, not 3"},
		{"train -batch many", "batch must be a whole number"},
		{"train -rule sgd -beta1 .5", "beta1 has no effect where rule is sgd"},
		{"train -link #love=1", "there is no setting love"},
		{"bench -size huge", `not "huge"`},
		{"bench -seconds 0", "-seconds must be more than 0"},
	} {
		var out, errs strings.Builder
		if err := run(strings.Fields(test.args), &out, &errs); !errors.Is(err, errUsage) {
			t.Errorf("saddle %s: %v", test.args, err)
		}
		if !strings.Contains(errs.String(), test.says) || out.Len() > 0 {
			t.Errorf("saddle %s says %q, and prints %q", test.args, errs.String(), out.String())
		}
	}
}

func TestBench(t *testing.T) {
	var out, errs strings.Builder
	if err := run([]string{"bench", "-size", "small", "-seconds", ".01", "-json"}, &out, &errs); err != nil {
		t.Fatal(err, errs.String())
	}
	var r row
	if err := json.Unmarshal([]byte(out.String()), &r); err != nil || r.Size != "small" || r.Kernels != lab.Kernels || r.StepsPerSecond <= 0 {
		t.Errorf("%v: %s", err, out.String())
	}
}
