package gan

import . "saddle/core/autodiff"

// rpgan pairs each generated point with a real one, and D judges which of the two
// is the real one (Jolicoeur-Martineau, 2019, section 4.1):
//
//	L_D = E softplus(f(y) - f(x)),   L_G = E softplus(f(x) - f(y)).
//
// A G that leaves modes out loses to the pairs from there, so its landscape has no
// bad basins (Sun et al., 2020). With R1 and R2 at every step it is R3GAN (Huang
// et al., 2024, eqs 5-6), who report that penalties applied only now and then
// ("lazily") fail on plane toys.
func rpgan(Numbers) Loss {
	return Loss{
		Discriminator: func(real, fake *Expr) *Expr { return Mean(Softplus(Sub(fake, real))) },
		Generator:     func(real, fake *Expr) *Expr { return Mean(Softplus(Sub(real, fake))) },
		Logit:         itself, // up to a constant that the loss leaves free
	}
}
