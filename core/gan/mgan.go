package gan

import (
	"math"

	ad "saddle/core/autodiff"
)

// mgan is one generator in K (Hoang et al., 2018, eq 1): each has a first layer of
// its own, the rest is common. A classifier on D's trunk guesses which of them made
// a point, and they are rewarded, with weight beta, for being told apart:
//
//	L_D += CE(k | y),   L_G += beta CE(k | y).
//
// The generators divide the modes among them. With a large beta they keep apart
// where the data does not; with more generators than modes some share one.
type mgan struct {
	coded
	critic *critic
	guess  *network
}

func newMGAN(game *Game) structure {
	s := &game.settings
	// The code, and each column of z times the code: a linear layer of this is a layer
	// of each generator's own.
	m := &mgan{coded: coded{game.plain((s.Latent.Dim + 1) * s.Generators), s.Generators}}
	game.critic = newCritic(&game.d, "D", s, game.loss, 2)
	m.critic = game.critic
	m.guess = game.d.add("guess", m.critic.width, nil, s.Generators)
	m.guess.beside = true
	return m
}

func (m *mgan) generate(g []*ad.Expr, input *ad.Expr) *ad.Expr {
	z := ad.Columns(input, 0, m.s.Latent.Dim)
	one := input.Graph().Constant(input.Rows(), 1, 1)
	all := ad.Outer(ad.JoinColumns(one, z), m.code(input))
	// All but one in K columns are 0: the scale makes up for it in the first weights.
	return m.generator.apply(g, ad.Scale(all, float32(math.Sqrt(float64(m.count)))))
}

func (m *mgan) terms(b *board, d []*ad.Expr) (dTerm, gTerm *ad.Expr) {
	wrong := unlikely(m.guess.apply(d, m.critic.features(d, b.fake)), m.code(b.input))
	return wrong, ad.Scale(wrong, float32(m.s.Diversity))
}
