package table

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
)

// tiny are quick runs that belong to no method.
func tiny(seeds, steps int) []Key {
	var keys []Key
	for _, method := range []string{"hinge", "lsgan"} { // in no method's set-up
		for seed := 1; seed <= seeds; seed++ {
			link := "#cloud=ring&g_layers=4&d_layers=4&batch=8"
			if method == "lsgan" {
				link += "&loss=minimax"
			}
			keys = append(keys, Key{"ring", method, seed, steps, link + "&seed=" + string(rune('0'+seed))})
		}
	}
	return keys
}

// train trains keys into a file, as the command does, and stops after some.
func train(t *testing.T, name string, keys []Key, most int) (trained int) {
	t.Helper()
	f, err := Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	enough := errors.New("enough")
	trainer := Trainer{Workers: 2, Clock: func() float64 { return 0 }, Finished: func(r Run) error {
		if trained == most {
			return enough
		}
		trained++
		return f.Add(r)
	}}
	if err := trainer.Train(t.Context(), Missing(keys, f.Runs)); err != nil && err != enough {
		t.Fatal(err)
	}
	return trained
}

func text(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func runs(t *testing.T, name string) []Run {
	t.Helper()
	f, err := Read(name)
	if err != nil {
		t.Fatal(err)
	}
	return f.Runs
}

// A table that was stopped and resumed is the table that was not.
func TestResume(t *testing.T) {
	keys := tiny(3, 40)
	whole, halves := filepath.Join(t.TempDir(), "whole"), filepath.Join(t.TempDir(), "halves")
	if n := train(t, whole, keys, 99); n != 6 {
		t.Fatalf("%d runs", n)
	}
	if n := train(t, halves, keys, 2); n != 2 {
		t.Fatalf("stopped after %d runs", n)
	}
	if n := train(t, halves, keys, 99); n != 4 {
		t.Errorf("%d runs were left to do, not 4", n)
	}
	if n := train(t, halves, keys, 99); n != 0 {
		t.Errorf("%d runs were repeated", n)
	}
	a, b := text(t, Of(keys, runs(t, whole))), text(t, Of(keys, runs(t, halves)))
	if a != b || len(runs(t, halves)) != 6 {
		t.Errorf("\n%s\n%s", a, b)
	}
	// Another set-up or other rounds are not done.
	other := slices.Clone(keys)
	other[0].Link = strings.Replace(other[0].Link, "batch=8", "batch=9", 1)
	other[1].Steps++
	if n := len(Missing(other, runs(t, halves))); n != 2 {
		t.Errorf("%d runs are missing, not the 2 that differ", n)
	}
}

func TestTornLine(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a.jsonl")
	keys := tiny(2, 5)
	train(t, name, keys, 99)
	before, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, before[:len(before)-20], 0o666); err != nil {
		t.Fatal(err)
	}
	f, err := Read(name)
	if err != nil || len(f.Runs) != 3 || !strings.Contains(f.Torn, "a.jsonl ends within line 4") {
		t.Fatalf("%v, %d runs, %q", err, len(f.Runs), f.Torn)
	}
	if n := train(t, name, keys, 99); n != 1 {
		t.Errorf("%d runs were trained, not the torn one", n)
	}
	after, _ := os.ReadFile(name)
	lines := func(b []byte) []string { return slices.Sorted(strings.Lines(string(b))) }
	if !slices.Equal(lines(before), lines(after)) {
		t.Errorf("\n%s\n%s", before, after)
	}
}

func TestWhatIsNoRun(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a.jsonl")
	for _, line := range []string{"{}\n", "nonsense\n", `{"bench":"ring","method":"x","seed":1,"steps":0,"link":"#","modes_total":8,"digest":"0"}` + "\n"} {
		if err := os.WriteFile(name, []byte(line), 0o666); err != nil {
			t.Fatal(err)
		}
		if _, err := Read(name); err == nil || !strings.Contains(err.Error(), "line 1 of") {
			t.Errorf("%s%v", line, err)
		}
		if _, err := Open(name); err == nil {
			t.Errorf("%s is added to", line)
		}
		if left, _ := os.ReadFile(name); string(left) != line {
			t.Errorf("%q has become %q", line, left)
		}
	}
}

func TestShardsJoinToTheWhole(t *testing.T) {
	keys := tiny(3, 20)
	dir := t.TempDir()
	train(t, filepath.Join(dir, "whole"), keys, 99)
	var parts []Part
	count := 0
	for _, shard := range []string{"1/4", "2/4", "3/4", "4/4"} {
		some, err := Shard(keys, shard)
		if err != nil {
			t.Fatal(err)
		}
		count += train(t, filepath.Join(dir, shard[:1]), some, 99)
		parts = append(parts, Part{shard[:1], runs(t, filepath.Join(dir, shard[:1]))})
	}
	if count != len(keys) {
		t.Errorf("the parts have %d runs, the whole %d", count, len(keys))
	}
	slices.Reverse(parts)
	joined, err := Join(append(parts, parts[0])) // one of them twice
	if err != nil {
		t.Fatal(err)
	}
	whole, err := Join([]Part{{"whole", runs(t, filepath.Join(dir, "whole"))}})
	if err != nil {
		t.Fatal(err)
	}
	if a, b := text(t, Rows(joined)), text(t, Rows(whole)); a != b || len(joined) != len(keys) {
		t.Errorf("\n%s\n%s", a, b)
	}
	for _, bad := range []string{"", "3", "0/2", "3/2", "1/0", "a/b", "1/2/3", "-1/2"} {
		if _, err := Shard(keys, bad); err == nil || !strings.Contains(err.Error(), "a shard is i/n") {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestContradictionsAreRefused(t *testing.T) {
	run := func(seed int, change func(*Run)) Run {
		r := Run{Key: Key{"ring", "lsgan", seed, 10, "#a&seed=" + string(rune('0'+seed))}, Modes: 8, ModesTotal: 8, JSD: .25, ReverseKL: nothing, Digest: "d", Seconds: 1}
		if change != nil {
			change(&r)
		}
		return r
	}
	for _, test := range []struct {
		other Run
		says  string
	}{
		{run(1, func(r *Run) { r.Seconds = 9; r.JSD += 1e-12 }), ""},
		{run(1, func(r *Run) { r.Digest = "e" }), "lsgan on the ring, seed 1, has different results in a and in b"},
		{run(1, func(r *Run) { r.JSD = .26 }), "different results"},
		{run(1, func(r *Run) { r.Diverged = true }), "different results"},
		{run(1, func(r *Run) { r.Modes = 7 }), "different results"},
		{run(1, func(r *Run) { r.ModesShare = 7 }), "different results"},
		{run(1, func(r *Run) { r.ModesTotal = 9 }), "different results"},
		{run(1, func(r *Run) { r.HighQuality = .5 }), "different results"},
		{run(1, func(r *Run) { r.SlicedW = .5 }), "different results"},
		{run(1, func(r *Run) { r.ReverseKL = 0 }), "different results"},
		{run(1, func(r *Run) { r.ReverseKLHQ = .5 }), "different results"},
		{run(1, func(r *Run) { r.ReverseKLHQ = nothing }), ""}, // written before it was counted
		{run(1, func(r *Run) { r.Steps = 11 }), "has 10 and 11 rounds in a and in b"},
		{run(1, func(r *Run) { r.Link = "#b&seed=1" }), "different links"},
		{run(2, nil), ""},
		{run(2, func(r *Run) { r.Steps = 11 }), "seed 2 (b) than for seed 1 (a)"},
		{run(2, func(r *Run) { r.Link = "#b&seed=2" }), "another set-up"},
	} {
		_, err := Join([]Part{{"a", []Run{run(1, nil)}}, {"b", []Run{test.other}}})
		if (err == nil) != (test.says == "") || err != nil && !strings.Contains(err.Error(), test.says) {
			t.Errorf("%v: %q wanted", err, test.says)
		}
	}
}

// A line that was written before some measures were taken is read without them, and gives way to a
// run of the same key that has more.
func TestOldRunsLackMeasures(t *testing.T) {
	name := filepath.Join(t.TempDir(), "old.jsonl")
	const line = `{"bench":"ring","method":"lsgan","seed":1,"steps":10,"link":"#a&seed=1","diverged":false,"modes":8,"modes_share":8,"modes_total":8,` +
		`"high_quality":0.5,"reverse_kl":0.25,"sliced_w":0.1,"jsd":0.2,"seconds":1,"digest":"d"}` + "\n"
	if err := os.WriteFile(name, []byte(line), 0o666); err != nil {
		t.Fatal(err)
	}
	f, err := Read(name)
	if err != nil || len(f.Runs) != 1 || f.Runs[0].ReverseKL != .25 || f.Runs[0].ReverseKLHQ.Exists() || f.Runs[0].Width.Exists() {
		t.Fatalf("%v: %+v", err, f)
	}
	counted := f.Runs[0]
	counted.ReverseKLHQ = .125
	whole := counted
	whole.Width = .75
	old, some, all := Part{"old", f.Runs}, Part{"some", []Run{counted}}, Part{"all", []Run{whole}}
	for _, parts := range [][]Part{{old, some, all}, {all, some, old}, {some, all, old}, {old, all, some}} {
		if runs, err := Join(parts); err != nil || len(runs) != 1 || runs[0].ReverseKLHQ != .125 || runs[0].Width != .75 {
			t.Errorf("%v: %+v", err, runs)
		}
	}
}

func TestTrainingStopsWithItsContext(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	var rounds atomic.Int64
	finished := 0
	trainer := Trainer{Workers: 2, Clock: func() float64 { return 0 },
		Progress: func(n int) {
			if rounds.Add(int64(n)) > 200 {
				stop()
			}
		},
		Finished: func(Run) error { finished++; return nil }}
	if err := trainer.Train(ctx, tiny(9, 1_000_000)); err != context.Canceled {
		t.Error(err)
	}
	if finished != 0 || rounds.Load() > 1000 {
		t.Errorf("%d runs finished, %d rounds", finished, rounds.Load())
	}
}

// Where a run has fewer rounds than its curve is to have moments, each step is there once.
func TestACurveHasEachStepOnce(t *testing.T) {
	key := Key{"ring", "lsgan", 1, 3, "#cloud=ring&g_layers=4&d_layers=4&batch=8&seed=1"}
	var steps []int
	trainer := Trainer{Workers: 1, Moments: 7, Clock: func() float64 { return 0 }, Finished: func(r Run) error {
		for _, m := range r.Curve {
			steps = append(steps, m.Step)
		}
		return nil
	}}
	if err := trainer.Train(t.Context(), []Key{key}); err != nil || !slices.Equal(steps, []int{0, 1, 2, 3}) {
		t.Errorf("%v: moments at steps %v", err, steps)
	}
}

func TestProgressCountsEveryRound(t *testing.T) {
	keys := tiny(2, 45)
	var rounds atomic.Int64
	now := 0.
	trainer := Trainer{Workers: 1, Clock: func() float64 { now += 2; return now },
		Progress: func(n int) { rounds.Add(int64(n)) },
		Finished: func(r Run) error {
			if r.Width <= 0 || r.Narrowest > r.Width || r.Widest < r.Width || r.Within1 > r.Within2 || r.Within2 > 1 {
				t.Errorf("the points' spread: %+v", r)
			}
			if r.Seconds != 2 || r.ModesTotal != 8 || r.Digest == "" || r.Diverged {
				t.Errorf("%+v", r)
			}
			points, digest := Trainer{}.Sample(t.Context(), r.Key)
			if digest != r.Digest || len(points) == 0 {
				t.Errorf("trained again: %s, not %s", digest, r.Digest)
			}
			return nil
		}}
	if err := trainer.Train(t.Context(), keys); err != nil || rounds.Load() != 4*45 {
		t.Errorf("%v, %d rounds", err, rounds.Load())
	}
}

func TestDivergedRunsCount(t *testing.T) {
	k := Key{"grid", "x", 1, 1000, "#cloud=grid&spacing=5&standardise=false&loss=minimax&batch=8&g_layers=8&d_layers=8&rule=momentum&g_lr=1&d_lr=1&momentum=0.999&seed=1"}
	var got Run
	if err := (Trainer{Workers: 1, Clock: func() float64 { return 0 }, Finished: func(r Run) error { got = r; return nil }}).Train(t.Context(), []Key{k}); err != nil {
		t.Fatal(err)
	}
	if !got.Diverged || got.Modes != 0 || got.HighQuality != 0 || got.JSD.Exists() || got.ModesTotal != 25 {
		t.Errorf("%+v", got)
	}
	line := text(t, got)
	if !strings.Contains(line, `"jsd":null`) || !strings.Contains(line, `"diverged":true`) {
		t.Error(line)
	}
	var back Run
	if err := json.Unmarshal([]byte(line), &back); err != nil || back.JSD.Exists() || !back.agrees(got) {
		t.Errorf("%v, %+v", err, back)
	}
}

func TestPlan(t *testing.T) {
	keys, err := Plan("ring", "nonsaturating,minimax", 2, 0)
	if err != nil || len(keys) != 4 || keys[0].Method != "minimax" || keys[1].Seed != 2 || keys[3].Steps != UsualSteps {
		t.Fatalf("%v, %+v", err, keys)
	}
	if !strings.HasSuffix(keys[1].Link, "&loss=minimax&seed=2") && !strings.Contains(keys[1].Link, "loss=minimax&") || setupOf(keys[0]) != setupOf(keys[1]) {
		t.Errorf("%+v", keys)
	}
	both, err := Plan("both", "all", 1, 7)
	if err != nil || both[0].Steps != 7 || both[len(both)-1].Bench != "grid" {
		t.Errorf("%v, %+v", err, both)
	}
	for _, test := range []struct{ bench, methods, says string }{
		{"sphere", "all", `no bench "sphere"; choose both, or of ring, grid`},
		{"ring", "magic", `no method "magic"`},
		{"ring", "", `no method ""`},
	} {
		if _, err := Plan(test.bench, test.methods, 1, 0); err == nil || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%v: %q wanted", err, test.says)
		}
	}
}

// A run counts as current while its method has the set-up it was made with.
func TestCurrent(t *testing.T) {
	keys, err := Plan("ring", "minimax,rmsprop", 1, 0)
	if err != nil {
		t.Fatal(err)
	}
	keys[1].Link = strings.Replace(keys[1].Link, "batch=128", "batch=8", 1)
	got := Current([]Run{{Key: keys[0]}, {Key: keys[1]}, {Key: Key{"ring", "gone", 1, 1, "#"}}})
	if len(got) != 1 || got[0].Key != keys[0] {
		t.Errorf("%+v", got)
	}
}
