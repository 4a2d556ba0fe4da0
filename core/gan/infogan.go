package gan

import ad "saddle/core/autodiff"

// infogan gives G a class drawn at random, and has a network Q, on G's side, guess
// it from the point (Chen et al., 2016, eq 6, with a categorical code):
//
//	L_G,Q += lambda CE(class | Q(y)).
//
// The more the class tells of the point, the lower the term: G spreads the classes
// over the plane, with nobody telling it which is which. Watch whether the colours
// settle on modes or share them.
type infogan struct {
	coded
	guess *network
}

func newInfoGAN(game *Game) structure {
	s := &game.settings
	i := &infogan{coded: coded{game.plain(s.Latent.Dim + s.Codes), s.Codes}}
	i.guess = game.g.add("Q", 2, game.g.how.Hidden, s.Codes)
	game.critic = newCritic(&game.d, "D", s, game.loss, 2)
	return i
}

func (i *infogan) terms(b *board, _ []*ad.Expr) (dTerm, gTerm *ad.Expr) {
	wrong := unlikely(i.guess.apply(b.g, b.y), i.code(b.input))
	return nil, ad.Scale(wrong, float32(i.s.ClassWeight))
}
