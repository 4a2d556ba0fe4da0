package gan

import . "saddle/core/autodiff"

// minimax is the zero-sum game of Goodfellow et al. (2014), eq 1:
//
//	min_G max_D V(G, D) = E log D(x) + E log(1 - D(y)).
//
// With f the logit of D, log D = -softplus(-f) and log(1 - D) = -softplus(f).
// D minimises -V. G minimises the part of V that it can move; the gradient it
// receives fades as D learns to reject its points ("saturates").
func minimax(n Numbers) Loss {
	return Loss{
		Discriminator: crossEntropy(n.RealLabel),
		Generator: func(_, fake *Expr) *Expr {
			return Neg(Mean(Softplus(fake)))
		},
		ZeroSum: true,
		Logit:   itself,
	}
}

// crossEntropy is D's loss as a classifier of real against generated. With a
// label s below 1 for the real points, one-sided label smoothing (Salimans et al.,
// 2016, section 3.4), the best D is s p_data / (p_data + p_g): it cannot become
// too sure, and its gradient does not die.
func crossEntropy(s float64) func(real, fake *Expr) *Expr {
	return func(real, fake *Expr) *Expr {
		of := Mean(Softplus(Neg(real)))
		if s != 1 {
			of = Add(Scale(of, float32(s)), Scale(Mean(Softplus(real)), float32(1-s)))
		}
		return Add(of, Mean(Softplus(fake)))
	}
}
