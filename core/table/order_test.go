package table

import (
	"math"
	"path/filepath"
	"slices"
	"testing"

	"saddle/core/lab"
	"saddle/core/measure"
)

// Whatever order parts come in, their runs are joined in the order of the plan: methods
// as they are listed, not by name.
func TestJoinedInTheOrderOfThePlan(t *testing.T) {
	keys, err := Plan("both", "all", 2, 1)
	if err != nil {
		t.Fatal(err)
	}
	var parts []Part
	for _, shard := range []string{"3/3", "1/3", "2/3"} {
		some, err := Shard(keys, shard)
		if err != nil {
			t.Fatal(err)
		}
		slices.Reverse(some)
		var runs []Run
		for _, k := range some {
			runs = append(runs, Run{Key: k, ModesTotal: 8, Digest: "0"})
		}
		parts = append(parts, Part{shard, runs})
	}
	joined, err := Join(parts)
	if err != nil {
		t.Fatal(err)
	}
	if len(joined) != len(keys) {
		t.Fatalf("%d runs, want %d", len(joined), len(keys))
	}
	for i, r := range joined {
		if r.Key != keys[i] {
			t.Fatalf("run %d is %s, seed %d; want %s, seed %d", i, r.Method, r.Seed, keys[i].Method, keys[i].Seed)
		}
	}
}

// A run's reverse KL is of many more points than the shown ones, and of others: it is
// near that of a great many, and not that of the shown ones' seed.
func TestReverseKLIsOfFreshPoints(t *testing.T) {
	keys := tiny(1, 40)[:1]
	name := filepath.Join(t.TempDir(), "a.jsonl")
	train(t, name, keys, 1)
	got := float64(runs(t, name)[0].ReverseKL)

	c, _ := lab.Decode(keys[0].Link)
	l := lab.New(c)
	for range 40 {
		l.Step()
	}
	of := func(points []float32) float64 { return measure.CountModes(l.Modes(), points).ReverseKL }
	many, shown := make([]float32, 2*300_000), make([]float32, 2*balancePoints)
	l.Sample(many, 12345)
	l.Sample(shown, uint64(c.Seed))
	if want := of(many); math.Abs(got-want) > .1*want {
		t.Errorf("reverse KL %v, want about %v", got, want)
	}
	if got == of(shown) || got == of(l.Generated()) {
		t.Error("the reverse KL is of the shown points")
	}
}
