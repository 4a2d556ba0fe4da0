package gan

import . "saddle/core/autodiff"

// hinge is the loss of margins (Lim and Ye, 2017; Miyato et al., 2018, eqs 16-17):
//
//	L_D = E max(0, 1 - f(x)) + E max(0, 1 + f(y)),   L_G = -E f(y).
//
// D no longer learns from points beyond the margin. It is most at home with
// spectral norm; without any bound on D's slope, watch f grow.
func hinge(Numbers) Loss {
	return Loss{
		Discriminator: func(real, fake *Expr) *Expr {
			return Add(Mean(ReLU(Affine(real, -1, 1))), Mean(ReLU(Affine(fake, 1, 1))))
		},
		Generator: func(_, fake *Expr) *Expr { return Neg(Mean(fake)) },
	}
}
