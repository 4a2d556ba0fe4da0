package gan

import . "saddle/core/autodiff"

// lsgan replaces cross entropy by squares (Mao et al., 2017, eq 2):
//
//	L_D = E (f(x) - b)²/2 + E (f(y) - a)²/2,   L_G = E (f(y) - c)²/2.
//
// With b - c = 1 and b - a = 2 it minimises Pearson's chi² between p_data + p_g
// and 2 p_g; a, b, c = 0, 1, 1 is what most people use. Its gradient does not
// vanish for points that D rejects surely, but grows with how surely: watch for
// jumps at high learning rates. The best D is (b p_data + a p_g)/(p_data + p_g).
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
