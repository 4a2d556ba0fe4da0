package gan

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/mat"

	. "saddle/core/autodiff"
	"saddle/core/random"
)

// The derivative goes through sigma too. Of a loss whose derivative by W/sigma is C, the
// one by W is (C - <C, W/sigma> u v')/sigma (Miyato et al., 2018, eq 12), with the first
// singular vectors as gonum finds them.
func TestDerivativeOfSpectralNorm(t *testing.T) {
	game := mustNew(t, settings(func(s *Settings) { s.SpectralNorm = true }))
	for range 3000 {
		game.spectral.step()
	}
	d := game.board.d
	for i, normal := range game.normalised(d) {
		if i%2 == 1 {
			continue // a bias
		}
		rows, columns := d[i].Rows(), d[i].Cols()
		c, w, got := make([]float32, rows*columns), make([]float32, rows*columns), make([]float32, rows*columns)
		random.New(9, random.Show).Normal(c)
		weighed := Sum(Mul(normal, normal.Graph().Variable("C", rows, columns, c)))
		Compile(Output{Expr: Hold(d[i]), Into: w}, Output{Expr: Grad(weighed, d[i])[0], Into: got}).Run()

		dense := func(v []float32) *mat.Dense {
			m := mat.NewDense(rows, columns, nil)
			for k, x := range v {
				m.Set(k%rows, k/rows, float64(x))
			}
			return m
		}
		var svd mat.SVD
		svd.Factorize(dense(w), mat.SVDThin)
		var u, v mat.Dense
		svd.UTo(&u)
		svd.VTo(&v)
		sigma := svd.Values(nil)[0]
		var product float64
		for k := range c {
			product += float64(c[k]) * float64(w[k]) / sigma
		}
		for k := range got {
			want := (float64(c[k]) - product*u.At(k%rows, 0)*v.At(k/rows, 0)) / sigma
			if math.Abs(float64(got[k])-want) > 2e-3 {
				t.Fatalf("matrix %d, number %d: %v, want %v", i/2, k, got[k], want)
			}
		}
	}
}
