package gan

import . "saddle/core/autodiff"

// nonsaturating keeps D's part of minimax and lets G maximise E log D(y) instead
// (Goodfellow et al., 2014, section 3). The fixed point is the same, but G's
// gradient is strongest where D rejects its points. At the optimal D it is the
// gradient of KL(p_g || p_data) - 2 JSD (Arjovsky and Bottou, 2017, theorem 2.5).
func nonsaturating() Loss {
	return Loss{
		Name:          "nonsaturating",
		Discriminator: minimax().Discriminator,
		Generator: func(_, fake *Expr) *Expr {
			return Mean(Softplus(Neg(fake)))
		},
	}
}
