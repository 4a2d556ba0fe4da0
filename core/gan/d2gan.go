package gan

import . "saddle/core/autodiff"

// d2gan has two positive critics, one rewarded by real points and one by generated
// ones (Nguyen et al., 2017, eq 1 with alpha = beta = 1):
//
//	L_D = E[D1(y) - log D1(x)] + E[D2(x) - log D2(y)],
//	L_G = E[log D2(y) - D1(y)].
//
// At their best D1 = p_data/p_g and D2 = p_g/p_data, and G minimises
// KL(p_data || p_g) + KL(p_g || p_data): one covers modes, the other rejects poor
// points. The two critics are the columns of one network's output.
func d2gan(Numbers) Loss {
	const least = 1e-6 // keeps logarithms finite
	first := func(f *Expr) *Expr { return Softplus(Columns(f, 0, 1)) }
	second := func(f *Expr) *Expr { return Softplus(Columns(f, 1, 2)) }
	logOf := func(d *Expr) *Expr { return Log(Affine(d, 1, least)) }
	return Loss{
		Discriminator: func(real, fake *Expr) *Expr {
			return Add(
				Sub(Mean(first(fake)), Mean(logOf(first(real)))),
				Sub(Mean(second(real)), Mean(logOf(second(fake)))))
		},
		Generator: func(_, fake *Expr) *Expr {
			return Sub(Mean(logOf(second(fake))), Mean(first(fake)))
		},
		Outputs: 2,
		ZeroSum: true,
		Logit:   func(f *Expr) *Expr { return Scale(Sub(logOf(first(f)), logOf(second(f))), .5) },
	}
}
