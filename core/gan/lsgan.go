package gan

import . "saddle/core/autodiff"

// lsgan replaces cross entropy by squares (Mao et al., 2017, eq 2):
//
//	L_D = E (f(x) - b)²/2 + E (f(y) - a)²/2,   L_G = E (f(y) - c)²/2.
//
// The best D is f* = (b p_data + a p_g)/(p_data + p_g). With b - c = 1 and b - a = 2,
// L_G at f* and E (f*(x) - c)²/2 together are half of Pearson's chi² of 2 p_g from
// p_data + p_g; but G's gradient, f* being held, is not that divergence's.
// a, b, c = 0, 1, 1 is what most people use. Before D is at its best the gradient
// grows with how far a point's score is off: watch for jumps at high learning rates.
// At f* it vanishes far from the data, as the minimax loss's does.
func lsgan(n Numbers) Loss {
	a, b, c := float32(n.A), float32(n.B), float32(n.C)
	half := func(f *Expr, target float32) *Expr { return Scale(Mean(Square(Affine(f, 1, -target))), .5) }
	return Loss{
		Discriminator: func(real, fake *Expr) *Expr { return Add(half(real, b), half(fake, a)) },
		Generator:     func(_, fake *Expr) *Expr { return half(fake, c) },
		Logit: func(f *Expr) *Expr {
			if a == b {
				return Scale(f, 0)
			}
			const sure = 1e-4
			share := Clamp(Affine(f, 1/(b-a), -a/(b-a)), sure, 1-sure)
			return Sub(Log(share), Log(Affine(share, -1, 1)))
		},
	}
}
