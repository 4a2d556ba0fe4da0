package gan

import . "saddle/core/autodiff"

// began's critic is an autoencoder, and its output here minus its error
// AE(v) = |v - D(v)| (Berthelot et al., 2017, section 3.4):
//
//	L_D = AE(x) - k AE(y),   L_G = AE(y).
//
// k holds the two errors at the ratio gamma = AE(y)/AE(x): after each move of D it
// moves by .001 (gamma AE(x) - AE(y)) and stays in [0, 1]. The measure of
// convergence M = AE(x) + |gamma AE(x) - AE(y)| should fall. In the plane the
// autoencoder's middle must be narrower than two, or it learns to copy anything;
// then watch G's points gather on the curve that it can redraw.
func began(n Numbers) Loss {
	return Loss{
		Discriminator: func(real, fake *Expr) *Expr {
			k := real.Graph().Variable("k", 1, 1, n.Balance)
			return Sub(Mul(k, Mean(fake)), Mean(real))
		},
		Generator:   func(_, fake *Expr) *Expr { return Neg(Mean(fake)) },
		Autoencoder: true,
	}
}

// rebalance moves began's k, given the means of D's output, and returns M.
func rebalance(k []float32, gamma float64, real, fake float32) (m float64) {
	const rate = .001
	off := float32(float32(-gamma)*real) + fake // gamma AE(x) - AE(y)
	k[0] = min(max(k[0]+float32(rate*off), 0), 1)
	m = -float64(real)
	if off < 0 {
		return m - float64(off)
	}
	return m + float64(off)
}
