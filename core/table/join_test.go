package table

import (
	"fmt"
	"slices"
	"testing"
)

// Runs that can be joined can be joined in two parts, too, in whichever order, and what is joined with itself is the same: nothing is lost
// or twice. Three bytes are a run: of which method and seed, with which of its measures, and where it differs from other runs of these.
func FuzzJoin(f *testing.F) {
	f.Add([]byte{}, uint8(0))
	f.Add([]byte{0, 0, 0, 0, 3, 0, 1, 1, 0, 0, 0, 0}, uint8(2))
	f.Add([]byte{0, 0, 0, 0, 8, 0, 0, 8, 6}, uint8(1)) // the first agrees with the others, which do not agree
	f.Add([]byte{0, 0, 0, 0, 0, 1, 0, 0, 2, 0, 0, 3, 1, 0, 0}, uint8(1))
	f.Fuzz(func(t *testing.T, text []byte, at uint8) {
		var runs []Run
		for _, b := range slices.Collect(slices.Chunk(text, 3)) {
			if len(b) == 3 {
				runs = append(runs, someRun(b[0], b[1], b[2]))
			}
		}
		joined, err := Join([]Part{{"all", runs}})
		if err != nil {
			return
		}
		half := min(int(at), len(runs))
		first, second := Part{"first", runs[:half]}, Part{"second", runs[half:]}
		for _, parts := range [][]Part{{first, second}, {second, first}, {{"joined", joined}, second}} {
			same, err := Join(parts)
			if err != nil {
				t.Fatalf("%+v are joined; in parts, %v", runs, err)
			}
			if !slices.EqualFunc(same, joined, func(a, b Run) bool { return a.Key == b.Key && a.agrees(b) && a.measured() == b.measured() }) {
				t.Errorf("%+v are joined as %+v; in parts as %+v", runs, joined, same)
			}
		}
		keys := map[Key]bool{}
		for _, r := range runs {
			keys[r.Key] = true
		}
		if len(keys) != len(joined) {
			t.Errorf("%d runs of %+v, %d joined", len(keys), runs, len(joined))
		}
	})
}

// someRun is one of few runs, so that many of them are of one method and seed; what differs is rarely anything else.
func someRun(which, measures, differs uint8) Run {
	seed := int(which >> 2 & 1)
	r := Run{Key: Key{Bench: "ring", Method: []string{"minimax", "hinge"}[which&1], Seed: seed, Steps: 100}, ModesTotal: 8, Digest: "00"}
	if which&2 != 0 {
		r.Bench = "grid"
	}
	for i, m := range []*Number{&r.ReverseKLHQ, &r.Within1, &r.Within2, &r.Width, &r.Narrowest, &r.Widest} {
		*m = nothing
		if measures>>i&1 != 0 {
			*m = .5
		}
	}
	setup := "g_lr=0.001"
	switch differs & 7 {
	case 1:
		r.Digest = "01"
	case 2:
		r.Steps = 200
	case 3:
		setup = "g_lr=0.002"
	case 4:
		r.JSD = .25
	case 5:
		r.JSD = nothing
	case 6:
		r.Width = .75
	}
	r.Link = fmt.Sprintf("#%s&seed=%d", setup, seed)
	return r
}
