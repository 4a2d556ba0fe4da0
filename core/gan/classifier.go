package gan

import (
	ad "saddle/core/autodiff"
	"saddle/core/random"
)

// Classes are the classes of points in the plane.
type Classes interface {
	Count() int
	// Mark sets dst (n x Count) to 1 in the column of each point's class, 0
	// elsewhere; points is n x 2.
	Mark(dst, points []float32)
}

// classifier gives G a class as further latent dimensions, and has a classifier, which
// learns from real points, check that G obeys (after Odena et al., 2017, eqs 2-3):
//
//	L_C = CE(class of x | x),   L_G += lambda CE(class | y).
//
// G cannot leave a class out, since it is asked for each as often as the data has
// it. What it makes of a class within the class is still up to it.
type classifier struct {
	coded
	guess *network
	drawn []float32 // real points whose classes G is asked for
}

func newClassifier(game *Game) structure {
	s := &game.settings
	n := s.Classes.Count()
	c := &classifier{coded: coded{game.plain(s.Latent.Dim + n), n}}
	game.critic = newCritic(&game.d, "D", s, game.loss, 2)
	c.guess = game.d.add("classifier", 2, game.d.how.Hidden, n)
	c.guess.beside = true
	return c
}

func (c *classifier) draw(dst []float32, s *random.Stream) {
	z, code := c.split(dst)
	c.s.Latent.Draw(z, s)
	n := 2 * (len(code) / c.count)
	if len(c.drawn) < n {
		c.drawn = make([]float32, n)
	}
	c.s.Data.Sample(c.drawn[:n], s)
	c.s.Classes.Mark(code, c.drawn[:n])
}

func (c *classifier) terms(b *board, d []*ad.Expr) (dTerm, gTerm *ad.Expr) {
	classes := b.fill("classes", c.count, nil, func(dst []float32, _ *random.Stream) {
		c.s.Classes.Mark(dst, b.game.points)
	})
	return unlikely(c.guess.apply(d, b.x), classes),
		ad.Scale(unlikely(c.guess.apply(d, b.y), c.code(b.input)), float32(c.s.ClassWeight))
}
