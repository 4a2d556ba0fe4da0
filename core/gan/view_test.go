package gan

import (
	"math"
	"testing"
)

// Before there is a minibatch to measure them by, a critic's scores are shown as they are.
func TestScoresBeforeTheFirstRound(t *testing.T) {
	game := mustNew(t, settings(func(s *Settings) { s.Loss = "wgan" }))
	points := []float32{-1, 0, 1, 2, 0, 1, -1, 2} // four, all x and then all y
	outputs, logits := make([]float32, 4), make([]float32, 4)
	game.Outputs(outputs, points, AmongReal)
	game.Logits(logits, outputs)
	for i := range logits {
		if got, want := logits[i]-logits[0], outputs[i]-outputs[0]; math.Abs(float64(got-want)) > 1e-5 {
			t.Errorf("point %d is shown %v from the first, with a score %v from its", i, got, want)
		}
	}
}
