package gan

import . "saddle/core/autodiff"

// ragan compares each point with the mean of the other kind (Jolicoeur-Martineau,
// 2019, section 4.2), f~(x) = f(x) - E f(y) and f~(y) = f(y) - E f(x):
//
//	L_D = [E softplus(-f~(x)) + E softplus(f~(y))] / 2,
//
// and G's with the signs exchanged. Gradients flow through both means.
func ragan(Numbers) Loss {
	loss := func(up, down *Expr) *Expr {
		return Scale(Add(Mean(Softplus(Neg(Sub(up, Mean(down))))), Mean(Softplus(Sub(down, Mean(up))))), .5)
	}
	return Loss{
		Discriminator: loss,
		Generator:     func(real, fake *Expr) *Expr { return loss(fake, real) },
		Logit:         itself, // up to a constant that the loss leaves free
	}
}
