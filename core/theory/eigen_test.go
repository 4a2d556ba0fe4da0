package theory

import (
	"math/cmplx"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// Eigenvalues are LAPACK's, in some order, and the largest comes first.
func TestEigenvalues(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	matrices := [][]float64{
		{1, .1, -.1, 1}, {0, 0, 0, 0}, {0, 1, 0, 0}, {2, 0, 0, -2},
		{0, 0, 0, 1, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0}, // a permutation, on which unshifted steps stand still
		{1, 2, 3, 2, 4, 6, 3, 6, 9},
	}
	for range 300 {
		n := 2 + random.IntN(5)
		m := make([]float64, n*n)
		for i := range m {
			m[i] = random.NormFloat64()
		}
		matrices = append(matrices, m)
	}
	for _, m := range matrices {
		n := 1
		for n*n < len(m) {
			n++
		}
		got, err := eigenvalues(m, n)
		if err != nil {
			t.Fatalf("%v: %v", m, err)
		}
		var e mat.Eigen
		e.Factorize(mat.NewDense(n, n, append([]float64(nil), m...)), mat.EigenNone)
		left := e.Values(nil)
		for i, v := range got {
			if i > 0 && cmplx.Abs(v) > cmplx.Abs(got[i-1])*(1+1e-12)+1e-300 {
				t.Errorf("%v: %v are not in order", m, got)
			}
			nearest := 0
			for k := range left {
				if cmplx.Abs(left[k]-v) < cmplx.Abs(left[nearest]-v) {
					nearest = k
				}
			}
			if d := cmplx.Abs(left[nearest] - v); d > 1e-7 {
				t.Errorf("%v: %v is %g away from LAPACK's %v", m, v, d, left[nearest])
			}
			left = append(left[:nearest], left[nearest+1:]...)
		}
	}
}
