package gan

import (
	"math"

	. "saddle/core/autodiff"
	"saddle/core/random"
)

// densification makes a sparse cloud dense. G is given a coarse point, a real one
// moved to the centre of its cell, beside z, and D sees points together with their
// coarse ones (a conditional GAN: Mirza and Osindero, 2014, eq 2; in images,
// super-resolution: Ledig et al., 2017). Many points are right for one coarse
// point: watch whether G gives all of them, or the same one for every z.
type densification struct {
	plain
	drawn []float32
}

func newDensification(game *Game) structure {
	s := &game.settings
	game.critic = newCritic(&game.d, "D", s, game.loss, 4)
	return &densification{plain: game.plain(s.Latent.Dim + 2)}
}

func (c *densification) inputs() int { return c.s.Latent.Dim + 2 }

func (c *densification) draw(dst []float32, s *random.Stream) {
	n := len(dst) / c.inputs()
	c.s.Latent.Draw(dst[:n*c.s.Latent.Dim], s)
	if len(c.drawn) < 2*n {
		c.drawn = make([]float32, 2*n)
	}
	points := c.drawn[:2*n]
	c.s.Data.Sample(points, s)
	c.coarse(dst[n*c.s.Latent.Dim:], points)
}

// coarse sets dst to the centres of the cells that points lie in: points in the
// plane's units, dst in the networks'.
func (c *densification) coarse(dst, points []float32) {
	side, unit := c.s.Coarse, 1/float64(c.s.scale())
	for i, v := range points {
		dst[i] = float32(math.RoundToEven(float64(v)/side) * side * unit)
	}
}

// origins are the coarse points.
func (c *densification) origins(dst, input []float32) {
	scaled(dst, input[len(dst)/2*c.s.Latent.Dim:], c.s.scale())
}

func (c *densification) seen(b *board, x, y *Expr) (real, fake *Expr) {
	coarse := b.fill("coarse", 2, nil, func(dst []float32, _ *random.Stream) { c.coarse(dst, b.game.points) })
	return JoinColumns(x, coarse), JoinColumns(y, Columns(b.input, c.s.Latent.Dim, c.inputs()))
}

func (c *densification) look(_ []*Expr, points, beside *Expr) *Expr {
	return JoinColumns(points, Columns(beside, c.s.Latent.Dim, c.inputs()))
}

func (c *densification) know(beside, points []float32) {
	c.coarse(beside[len(points)/2*c.s.Latent.Dim:], points)
}
