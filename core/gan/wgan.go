package gan

import . "saddle/core/autodiff"

// wgan estimates the Wasserstein distance (Arjovsky et al., 2017, algorithm 1):
//
//	L_D = E f(y) - E f(x),   L_G = -E f(y),
//
// over critics f whose slope is bounded. Bounding it by clipping D's weights
// (Settings.Clip) is what its authors call a terrible way: watch how, with small
// clips, f bends at few places and the points stay coarse.
func wgan(Numbers) Loss {
	return Loss{
		Discriminator: func(real, fake *Expr) *Expr { return Sub(Mean(fake), Mean(real)) },
		Generator:     func(_, fake *Expr) *Expr { return Neg(Mean(fake)) },
		ZeroSum:       true,
	}
}

// wganGP is wgan, its critic held by a gradient penalty (Penalties.Between)
// instead of a clip (Gulrajani et al., 2017, eq 3).
func wganGP(n Numbers) Loss { return wgan(n) }
