package gan

import (
	"math"
	"testing"
)

// A point beside given partners is judged as it is where the minibatch's packs have just these.
func TestOutputsBesideAreThoseOfThePack(t *testing.T) {
	game := mustNew(t, settings(func(s *Settings) { s.Pack, s.Batch = 3, 24 }))
	for range 5 {
		game.Round()
	}
	s := &game.settings
	packs := s.Batch / s.Pack
	points := make([]float32, 2*packs)
	for i := range points {
		points[i] = float32(i%5) - 2
	}
	among := make([]float32, packs)
	game.Outputs(among, points, AmongReal)
	for i := range packs {
		partners := make([]float32, 4)
		for j := range 2 {
			partner := i + (j+1)*packs
			partners[j], partners[2+j] = game.x[partner]*s.scale(), game.x[s.Batch+partner]*s.scale()
		}
		var beside [1]float32
		game.OutputsBeside(beside[:], []float32{points[i], points[packs+i]}, partners)
		if math.Abs(float64(beside[0]-among[i])) > 1e-5 {
			t.Errorf("point %d is judged %v beside its partners, %v among the minibatch", i, beside[0], among[i])
		}
	}
}
