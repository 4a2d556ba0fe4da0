package lab

import (
	"math"
	"testing"
)

// A round taken apart is the round it would have been: the same bits after it, and
// each move did what it is for.
func TestStepSlowly(t *testing.T) {
	plain, slow := New(Default()), New(Default())
	for range 20 {
		plain.Step()
		slow.Step()
	}
	plain.Step()
	s := slow.StepSlowly(8, 24)
	if got, want := slow.Digest(), plain.Digest(); got != want {
		t.Fatalf("after a slow round the digest is %s, not %s", got, want)
	}
	if s.Step != 20 || slow.Steps() != 21 {
		t.Errorf("step %d, then %d", s.Step, slow.Steps())
	}
	if s.DLossAfter >= s.DLoss || s.GLossAfter >= s.GLoss {
		t.Errorf("losses went from %v to %v and from %v to %v", s.DLoss, s.DLossAfter, s.GLoss, s.GLossAfter)
	}
	for name, length := range map[string][2]int{
		"latent": {len(s.Latent), 16}, "fake": {len(s.Fake), 16}, "real": {len(s.Real), 16}, "onFake": {len(s.OnFake), 8},
		"made": {len(s.Made), 16}, "pull": {len(s.Pull), 16}, "field": {len(s.Field), 576}, "fieldNow": {len(s.FieldAfter), 576},
	} {
		if length[0] != length[1] {
			t.Errorf("%s has %d numbers, not %d", name, length[0], length[1])
		}
	}
	for i, d := range s.OnMade {
		if !(d > 0 && d < 1) {
			t.Errorf("D says %v of point %d", d, i)
		}
	}
	plain.Step()
	slow.Step()
	if slow.Digest() != plain.Digest() {
		t.Error("the round after a slow one is another")
	}
}

func TestShares(t *testing.T) {
	var sum float64
	shares := New(Default()).Shares()
	for _, s := range shares {
		sum += s
	}
	if len(shares) != 8 || math.Abs(sum-1) > 1e-9 {
		t.Errorf("shares of %d modes add up to %v", len(shares), sum)
	}
}
