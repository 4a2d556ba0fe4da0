package theory

import (
	"fmt"
	"math"
)

// Collapse is what a generator scores that is spread evenly over some of the data's
// equal, well separated modes, and is perfect there.
type Collapse struct {
	Modes     int     `json:"modes"` // that it has
	Of        int     `json:"of"`    // that there are
	ReverseKL float64 `json:"reverseKL"`
	JSD       float64 `json:"jsd"`
	Value     float64 `json:"value"` // V(G, D*)
	TV        float64 `json:"tv"`
	Captured  float64 `json:"captured"` // D* on modes that it has; on the others it is 1
}

// Collapsed returns the scores of a generator with j of k modes. On a mode that it
// has, p is 1/k and q is 1/j.
func Collapsed(j, k int) (Collapse, error) {
	if j < 1 || k < j || k > 1e6 {
		return Collapse{}, fmt.Errorf("theory: a generator has 1 to all of up to a million modes, not %d of %d", j, k)
	}
	part := float64(j) / float64(k)
	c := Collapse{Modes: j, Of: k, ReverseKL: -math.Log(part), TV: 1 - part, Captured: part / (1 + part)}
	gap := math.Log1p(part)/2 + part*math.Log1p(1/part)/2 // log 2 - JSD
	c.JSD = max(math.Ln2-gap, 0)
	c.Value = -2 * gap
	return c, nil
}

// ForwardKL returns KL(p || q): infinite as soon as a mode is left out.
func (c Collapse) ForwardKL() float64 {
	if c.Modes < c.Of {
		return math.Inf(1)
	}
	return 0
}

// RingToOneMode returns W1 between k modes on a circle of radius 1 and one of them:
// the mean of the chords 2 sin(πi/k), 2/k cot(π/2k).
func RingToOneMode(k int) float64 { return 2 / (float64(k) * math.Tan(math.Pi/float64(2*k))) }

// HighQuality returns the share of a perfect sampler's points within so many sigma
// of their mode in the plane, 1 - exp(-sigmas²/2): the ceiling of that score.
func HighQuality(sigmas float64) float64 { return -math.Expm1(-sigmas * sigmas / 2) }

// HighQualityPerAxis is the same for points within so many sigma along either axis,
// as some code counts.
func HighQualityPerAxis(sigmas float64) float64 { return square(math.Erf(sigmas / math.Sqrt2)) }

// ShareDeviation returns the deviation, over sets of n points, of a share that is
// counted.
func ShareDeviation(share float64, n int) float64 {
	return math.Sqrt(share * (1 - share) / float64(n))
}

// ReverseKLFloor returns what n points of a perfect sampler score on average over k
// modes, (k-1)/2n, to the first order in 1/n: 2n KL is about chi² with k-1 degrees
// of freedom. The JSD's floor is a quarter of it.
func ReverseKLFloor(k, n int) float64 { return float64(k-1) / float64(2*n) }
