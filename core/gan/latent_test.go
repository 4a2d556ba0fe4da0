package gan

import (
	"math"
	"testing"

	"saddle/core/random"
)

// Normals have variance 1 and fourth moment 3; uniforms in [-1, 1) have 1/3 and 1/5; of a
// mixture each of two columns has half the squared radius, 1, and its sigma's square.
func TestMomentsOfLatents(t *testing.T) {
	const n = 40000
	for _, test := range []struct {
		latent         Latent
		second, fourth float64
		largest        float64
	}{
		{Latent{Kind: "gaussian", Dim: 3}, 1, 3, 6},
		{Latent{Kind: "uniform", Dim: 3}, 1. / 3, .2, 1},
		{Latent{Kind: "mixture", Dim: 2, Clusters: 8, Sigma: .3}, 1.09, 1.5 + 6*.09 + 3*.0081, 4}, // E cos⁴ of the radius √2 is 3/2
	} {
		z := make([]float32, n*test.latent.Dim)
		test.latent.Draw(z, random.New(3, random.Show))
		for c := range test.latent.Dim {
			var first, second, fourth, most float64
			for _, v := range z[c*n:][:n] {
				x := float64(v)
				first += x / n
				second += x * x / n
				fourth += x * x * x * x / n
				most = max(most, math.Abs(x))
			}
			if math.Abs(first) > .03 || math.Abs(second-test.second) > .03*test.second || math.Abs(fourth-test.fourth) > .06*test.fourth || most > test.largest {
				t.Errorf("%s, column %d: mean %v, moments %v and %v, at most %v; want 0, %v and %v",
					test.latent.Kind, c, first, second, fourth, most, test.second, test.fourth)
			}
		}
	}
}

// A coarse point is the centre of its cell, the cells being centred at the origin.
func TestCoarsePoints(t *testing.T) {
	for _, standardise := range []bool{false, true} {
		game := mustNew(t, settings(func(s *Settings) { s.Structure, s.Coarse, s.Standardise = "densify", .5, standardise }))
		points := []float32{.2, .3, -1.1, .74, -.2, 1.3, 2, -.76}
		want := []float64{0, .5, -1, .5, 0, 1.5, 2, -1} // .74 and -.76 to the two sides of .75
		if standardise {
			for i := range want {
				want[i] /= 2 // triangle's deviation
			}
		}
		got := make([]float32, len(points))
		game.structure.(*densification).coarse(got, points)
		for i := range want {
			if math.Abs(float64(got[i])-want[i]) > 1e-6 {
				t.Errorf("standardised %v: %v is coarsely %v, want %v", standardise, points[i], got[i], want[i])
			}
		}
	}
}
