package gan

import (
	. "saddle/core/autodiff"
)

// veegan has a reconstructor F from points back to the latent, and D sees pairs: a
// real point with F(x), a generated one with its z (Srivastava et al., 2017, eqs 4-5):
//
//	L_D = E softplus(f(z, y)) + E softplus(-f(F(x), x)),
//	L_G = -E f(z, y) + E |z - F(y)|²,   L_F = E |z - F(y)|².
//
// F(x) is normal with unit variance. If G left modes out, F would send their points
// where no z is, and D would see it. The second term must fall; while it does not,
// F knows nothing yet.
type veegan struct {
	plain
	back *network // F, which G's side trains
}

func newVEEGAN(game *Game) structure {
	s := &game.settings
	v := &veegan{plain: game.plain(s.Latent.Dim)}
	v.back = game.g.add("F", 2, game.g.how.Hidden, s.Latent.Dim)
	game.loss = veeganLoss()
	game.critic = newCritic(&game.d, "D", s, game.loss, 2+s.Latent.Dim)
	return v
}

func veeganLoss() Loss {
	return Loss{
		Discriminator: crossEntropy(1),
		Generator:     func(_, fake *Expr) *Expr { return Neg(Mean(fake)) },
		Outputs:       1,
		Logit:         itself,
	}
}

func (v *veegan) seen(b *board, x, y *Expr) (real, fake *Expr) {
	noise := b.fill("reconstruction", v.s.Latent.Dim, b.game.blur, normal)
	return JoinColumns(x, Add(v.back.apply(b.g, x), noise)), JoinColumns(y, b.input)
}

func (v *veegan) look(g []*Expr, points, _ *Expr) *Expr {
	return JoinColumns(points, v.back.apply(g, points))
}

func (v *veegan) terms(b *board, _ []*Expr) (dTerm, gTerm *Expr) {
	return nil, Mean(SumAcross(Square(Sub(b.input, v.back.apply(b.g, b.y)))))
}
