package gan

import . "saddle/core/autodiff"

// minimax is the zero-sum game of Goodfellow et al. (2014), eq 1:
//
//	min_G max_D V(D, G) = E log D(x) + E log(1 - D(y)).
//
// With f the logit of D, log D = -softplus(-f) and log(1 - D) = -softplus(f).
// D minimises -V. G minimises the part of V that it can move; the gradient it
// receives fades as D learns to reject its points ("saturates").
func minimax() Loss {
	return Loss{
		Name: "minimax",
		Discriminator: func(real, fake *Expr) *Expr {
			return Add(Mean(Softplus(Neg(real))), Mean(Softplus(fake)))
		},
		Generator: func(_, fake *Expr) *Expr {
			return Neg(Mean(Softplus(fake)))
		},
	}
}
