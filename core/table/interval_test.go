package table

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

// The ends of Wilson's interval are the shares at which k of n lies just within what a normal
// approximation of the binomial allows.
func TestInterval(t *testing.T) {
	z := distuv.UnitNormal.Quantile(.975)
	for _, n := range []int{1, 5, 10, 37} {
		for k := range n + 1 {
			i := intervalOf(k, n)
			for _, p := range []float64{float64(i.Low), float64(i.High)} {
				if p < 1e-12 || p > 1-1e-12 {
					continue // an end that is the range's own
				}
				if score := math.Abs(float64(k)/float64(n)-p) / math.Sqrt(p*(1-p)/float64(n)); math.Abs(score-z) > 1e-9 {
					t.Errorf("%d of %d: the score at %v is %v, not %v", k, n, p, score, z)
				}
			}
			if share := Number(float64(k) / float64(n)); i.Low > share || i.High < share {
				t.Errorf("%d of %d is not within %v", k, n, i)
			}
		}
	}
	if i := intervalOf(10, 10); math.Abs(float64(i.Low)-.7225) > 1e-4 || i.High != 1 {
		t.Errorf("10 of 10: %v", i)
	}
}
