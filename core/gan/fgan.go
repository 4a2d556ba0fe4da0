package gan

import . "saddle/core/autodiff"

// fgan plays for an f-divergence by its variational bound (Nowozin et al., 2016,
// eq 6):
//
//	min_G max_T E T(x) - E f*(T(y)),   T = g(v),
//
// where v is D's output, g keeps T where the conjugate f* is finite (their table
// 6), and conjugate is f*(g(v)). The value at the best T is the divergence.
func fgan(g, conjugate, logit func(v *Expr) *Expr) Loss {
	return Loss{
		Discriminator: func(real, fake *Expr) *Expr { return Sub(Mean(conjugate(fake)), Mean(g(real))) },
		Generator:     func(_, fake *Expr) *Expr { return Neg(Mean(conjugate(fake))) },
		ZeroSum:       true,
		Logit:         logit,
	}
}

// bounded keeps exponentials of D's output finite.
func bounded(v *Expr) *Expr { return Clamp(v, -10, 10) }

// fganKL is KL(p_data || p_g): f(u) = u log u, f*(t) = exp(t - 1), at best
// T = 1 + log p_data/p_g. It covers modes and tolerates poor points; the
// exponential makes D's gradient rough where it is sure.
func fganKL(Numbers) Loss {
	return fgan(bounded,
		func(v *Expr) *Expr { return Exp(Affine(bounded(v), 1, -1)) },
		func(v *Expr) *Expr { return Affine(v, 1, -1) })
}

// fganReverseKL is KL(p_g || p_data): f(u) = -log u, T = -exp(-v),
// f*(t) = -1 - log(-t), at best v = log p_data/p_g. It seeks modes: watch for those
// it leaves out.
func fganReverseKL(Numbers) Loss {
	return fgan(
		func(v *Expr) *Expr { return Neg(Exp(Neg(bounded(v)))) },
		func(v *Expr) *Expr { return Affine(v, 1, -1) },
		itself)
}

// fganPearson is Pearson's chi²: f(u) = (u - 1)², f*(t) = t²/4 + t, at best
// T = 2 (p_data/p_g - 1): unbounded where G has too few points.
func fganPearson(Numbers) Loss {
	return fgan(itself,
		func(v *Expr) *Expr { return Add(Scale(Square(v), .25), v) },
		func(v *Expr) *Expr { return oddsLogit(Affine(v, .5, 1)) })
}

// fganHellinger is the squared Hellinger distance: f(u) = (√u - 1)²,
// T = 1 - exp(-v), f*(t) = t/(1 - t) = exp v - 1, at best v = log(p_data/p_g)/2.
func fganHellinger(Numbers) Loss {
	return fgan(
		func(v *Expr) *Expr { return Affine(Exp(Neg(bounded(v))), -1, 1) },
		func(v *Expr) *Expr { return Affine(Exp(bounded(v)), 1, -1) },
		func(v *Expr) *Expr { return Scale(v, 2) })
}
