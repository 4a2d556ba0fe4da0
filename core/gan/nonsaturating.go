package gan

import . "saddle/core/autodiff"

// nonsaturating trains D as minimax does, and G to maximise log D(y) instead
// (Goodfellow et al., 2014, section 3). At the best D this follows the gradient
// of KL(p_g || p_data) - 2 JSD (Arjovsky and Bottou, 2017, theorem 2.5): strong
// where G's points are rejected, and blind to modes that G leaves out.
func nonsaturating(n Numbers) Loss {
	return Loss{
		Discriminator: crossEntropy(n.RealLabel),
		Generator: func(_, fake *Expr) *Expr {
			return Mean(Softplus(Neg(fake)))
		},
		Logit: itself,
	}
}
