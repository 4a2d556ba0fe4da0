package gan

import (
	. "saddle/core/autodiff"
	"saddle/core/random"
)

// translation turns points of one cloud into points of another, without pairs (Zhu
// et al., 2017, eqs 1-3): G goes from the source s to the data, F back, each has a
// critic of its own, and going there and back must lead home:
//
//	L_G += L(F) + lambda (E |F(G(s)) - s| + E |G(F(x)) - x|).
//
// Without the last term any shuffling of the points would do. With it the map
// becomes one to one, and mostly, but not always, keeps neighbours together.
type translation struct {
	plain
	back   *network // F
	source *critic  // of F's points
}

func newTranslation(game *Game) structure {
	s := &game.settings
	t := &translation{plain: game.plain(2)}
	t.back = game.g.add("F", 2, game.g.how.Hidden, 2)
	game.critic = newCritic(&game.d, "D", s, game.loss, 2)
	t.source = newCritic(&game.d, "D source", s, game.loss, 2)
	return t
}

func (t *translation) inputs() int { return 2 }

func (t *translation) draw(dst []float32, s *random.Stream) {
	t.s.Source.Sample(dst, s)
	scaled(dst, dst, 1/float32(t.s.Source.Deviation()))
}

// classes hides plain's: there is no latent.
func (t *translation) classes([]uint8, []float32) int { return 0 }

// origins are the source's points.
func (t *translation) origins(dst, input []float32) {
	scaled(dst, input, float32(t.s.Source.Deviation()))
}

func (t *translation) terms(b *board, d []*Expr) (dTerm, gTerm *Expr) {
	s, x := b.input, b.x
	home := t.back.apply(b.g, x)
	seen, made := b.blurred("source", s, 1), b.blurred("home", home, 1) // the source is in its deviations
	real, fake := t.source.judge(d, seen, nil), t.source.judge(d, made, nil)
	loss := b.game.loss
	astray := Add(
		Mean(SumAcross(Abs(Sub(t.back.apply(b.g, b.y), s)))),
		Mean(SumAcross(Abs(Sub(t.generate(b.g, home), x)))))
	dTerm = loss.Discriminator(real, fake)
	penalty := b.penalised(d, seen, made).term(func(rows *Expr) *Expr { return t.source.judge(d, rows, nil) })
	for _, more := range []*Expr{penalty, t.source.redraw(d, seen)} {
		if more != nil {
			dTerm = Add(dTerm, more)
		}
	}
	return dTerm, Add(loss.Generator(real, fake), Scale(astray, float32(t.s.Cycle)))
}
