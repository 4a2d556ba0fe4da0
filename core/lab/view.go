package lab

import (
	"math"
	"slices"

	"saddle/core/gan"
	"saddle/core/kernel"
	"saddle/core/measure"
)

// lattice is the last grid of points that a view was asked for.
type lattice struct {
	side   int
	half   float64
	points []float32
}

// plane returns the centres of side x side cells over [-half, half]²: rows from
// the top (y = half) down, each from left to right.
func (g *lattice) plane(side int, half float64) []float32 {
	if g.side == side && g.half == half {
		return g.points
	}
	n := side * side
	g.side, g.half, g.points = side, half, slices.Grow(g.points[:0], 2*n)[:2*n]
	at := func(i int) float32 { return float32(half * (2*(float64(i)+.5)/float64(side) - 1)) }
	for row := range side {
		for column := range side {
			i := row*side + column
			g.points[i], g.points[n+i] = at(column), -at(row)
		}
	}
	return g.points
}

// company is how many partners a point is seen beside by a D that judges packs.
const company = 8

// Field sets dst (side²) to D(x), what D says of the chance that a point is real, at the centres of side x side cells over
// [-half, half]²: rows from the top (y = half) down, each from left to right. A D that judges packs has no opinion of one point:
// then it is the mean of what D says of it beside partners from the data, the same for every point.
func (l *Lab) Field(dst []float32, side int, half float64) {
	n := side * side
	l.chances(dst[:n], l.lattice.plane(side, half))
}

// chances sets dst to what Field has at each of as many points.
func (l *Lab) chances(dst, points []float32) {
	one := dst
	if l.config.Pack > 1 {
		one = make([]float32, len(dst))
		clear(dst)
	}
	l.judged(points, func(outputs []float32, share float32) {
		l.game.Logits(one, outputs)
		kernel.Activate(one, one, kernel.Sigmoid)
		if l.config.Pack > 1 {
			kernel.AddScaled(dst, one, share)
		}
	})
}

// judged calls take with D's outputs at points: once, or, where D judges packs, beside some partners
// after others, and with the share that these have of all.
func (l *Lab) judged(points []float32, take func(outputs []float32, share float32)) {
	n := len(points) / 2 * l.game.OutputsPerPoint()
	l.outputs = slices.Grow(l.outputs[:0], n)[:n]
	others := l.config.Pack - 1
	if others == 0 {
		l.game.Outputs(l.outputs, points, gan.AmongReal)
		take(l.outputs, 1)
		return
	}
	partners := make([]float32, 2*others)
	for k := range company {
		for j := range others {
			i := (k*others + j) % Shown
			partners[j], partners[others+j] = l.real[i], l.real[Shown+i]
		}
		l.game.OutputsBeside(l.outputs, points, partners)
		take(l.outputs, 1./company)
	}
}

// optimum is the last grid that D* was asked for on.
type optimum struct {
	side int
	half float64
	*measure.Optimum
}

// Optimum sets dst (side²) to the best answer to this G (Goodfellow et al., 2014,
// proposition 1),
//
//	D*(x) = p_data(x) / (p_data(x) + p_g(x)),
//
// at the places of Field. p_g is estimated from the generated points.
func (l *Lab) Optimum(dst []float32, side int, half float64) {
	if o := &l.optimum; o.side != side || o.half != half {
		*o = optimum{side, half, measure.NewOptimum(l.cloud, side, half)}
	}
	l.optimum.Update(l.Generated())
	l.optimum.Grid(dst[:side*side])
}

// Arrows sets dst to where G's loss pulls points (both n x 2): minus its
// derivative by each point.
func (l *Lab) Arrows(points, dst []float32) { l.game.Arrows(dst, points) }

// Manifold sets dst (side² x 2) to the images of a grid in the latent space whose
// cells have equal probability, so that an image's density is that of p_g. With
// two latent dimensions, point i + j side is in column i of row j; with one, the
// side² points follow each other. With more, or where G gets more than z, it
// returns false.
func (l *Lab) Manifold(dst []float32, side int) bool {
	dim := l.config.LatentDim
	if dim > 2 || l.game.Inputs() != dim || l.config.Latent == "mixture" || l.config.Structure == "translate" {
		return false
	}
	n := side * side
	if l.manifold.side != side {
		l.manifold.side, l.manifold.points = side, slices.Grow(l.manifold.points[:0], dim*n)[:dim*n]
		for i := range n {
			if dim == 1 {
				l.manifold.points[i] = l.quantile((float64(i) + .5) / float64(n))
				continue
			}
			l.manifold.points[i] = l.quantile((float64(i%side) + .5) / float64(side))
			l.manifold.points[n+i] = l.quantile((float64(i/side) + .5) / float64(side))
		}
	}
	l.game.Generate(dst[:2*n], l.manifold.points)
	return true
}

// quantile is where a share of the latent distribution lies below, along one axis.
func (l *Lab) quantile(share float64) float32 {
	if l.config.Latent == "uniform" {
		return float32(2*share - 1)
	}
	return float32(math.Sqrt2 * math.Erfinv(2*share-1))
}
