package gan

import (
	ad "saddle/core/autodiff"
	"saddle/core/kernel"
	"saddle/core/random"
)

// structure is who plays: which networks there are beside G and D, what G is fed,
// what D sees, and what is added to the two losses. It is made for one game.
type structure interface {
	// inputs is how many columns G's input has; the first are the latent z.
	inputs() int
	// draw fills G's input (n x inputs) with samples.
	draw(dst []float32, s *random.Stream)
	// generate returns G's points (n x 2), in the networks' units.
	generate(g []*ad.Expr, input *ad.Expr) *ad.Expr
	// seen returns the rows that D sees of real points x, and of generated ones y
	// that were made of an input.
	seen(b *board, x, y *ad.Expr) (real, fake *ad.Expr)
	// look returns the row that D sees of any point, for views; beside (n x
	// inputs) is what the game knows of the point by itself.
	look(g []*ad.Expr, points, beside *ad.Expr) *ad.Expr
	// know fills beside for points (n x 2, in the plane's units).
	know(beside, points []float32)
	// terms returns what is added to D's and G's loss, nil for nothing.
	terms(b *board, d []*ad.Expr) (dTerm, gTerm *ad.Expr)
}

// structures lists every structure, in the order people see them.
var structures = []struct {
	name string
	make func(*Game) structure
}{
	{"plain", newPlain}, {"mgan", newMGAN}, {"veegan", newVEEGAN}, {"classifier", newClassifier},
	{"infogan", newInfoGAN}, {"translate", newTranslation}, {"densify", newDensification},
}

// Structures returns every structure's name, in the order people see them.
func Structures() []string {
	names := make([]string, len(structures))
	for i, s := range structures {
		names[i] = s.name
	}
	return names
}

// plain is G and D alone. The other structures are it, but for what they change.
type plain struct {
	s         *Settings
	generator *network
}

func newPlain(game *Game) structure {
	p := game.plain(game.settings.Latent.Dim)
	game.critic = newCritic(&game.d, "D", &game.settings, game.loss, 2)
	return p
}

// plain enlists a generator with so many inputs.
func (game *Game) plain(inputs int) plain {
	return plain{&game.settings, game.g.add("G", inputs, game.g.how.Hidden, 2)}
}

func (p plain) inputs() int                          { return p.s.Latent.Dim }
func (p plain) draw(dst []float32, s *random.Stream) { p.s.Latent.Draw(dst, s) }

// classes are the clusters of a clustered latent.
func (p plain) classes(dst []uint8, input []float32) int {
	if p.s.Latent.Kind != "mixture" {
		return 0
	}
	n := len(dst)
	for i := range dst {
		second := float32(0)
		if p.s.Latent.Dim > 1 {
			second = input[n+i]
		}
		dst[i] = uint8(p.s.Latent.Cluster(input[i], second))
	}
	return p.s.Latent.Clusters
}

func (p plain) generate(g []*ad.Expr, input *ad.Expr) *ad.Expr {
	return p.generator.apply(g, input)
}

func (p plain) seen(_ *board, x, y *ad.Expr) (real, fake *ad.Expr) { return x, y }
func (p plain) look(_ []*ad.Expr, points, _ *ad.Expr) *ad.Expr     { return points }
func (p plain) know(_, _ []float32)                                {}
func (p plain) terms(*board, []*ad.Expr) (dTerm, gTerm *ad.Expr)   { return nil, nil }

// coded is a plain game whose G also gets a class, as one column for each of so
// many classes: 1 in its own, 0 in the others.
type coded struct {
	plain
	count int
}

func (c coded) inputs() int { return c.s.Latent.Dim + c.count }

func (c coded) draw(dst []float32, s *random.Stream) {
	z, code := c.split(dst)
	c.s.Latent.Draw(z, s)
	clear(code)
	n := len(code) / c.count
	for i := range n {
		code[i+n*s.Intn(c.count)] = 1
	}
}

// split returns the latent and the code of an input.
func (c coded) split(input []float32) (z, code []float32) {
	n := len(input) / c.inputs() * c.s.Latent.Dim
	return input[:n], input[n:]
}

// code returns the classes of an input as an expression, n x count.
func (c coded) code(input *ad.Expr) *ad.Expr {
	return ad.Columns(input, c.s.Latent.Dim, c.inputs())
}

// classes sets dst to the class of each row of an input, and returns their number.
func (c coded) classes(dst []uint8, input []float32) int {
	_, code := c.split(input)
	n := len(code) / c.count
	for k := range c.count {
		for i, v := range code[k*n : (k+1)*n] {
			if v == 1 {
				dst[i] = uint8(k)
			}
		}
	}
	return c.count
}

// unlikely is the mean cross entropy -log softmax(logits) of one-hot classes: how
// unlikely they are to a classifier. Both n x K.
func unlikely(logits, classes *ad.Expr) *ad.Expr {
	total := ad.Columns(logits, 0, 1) // log sum exp of the columns so far
	for k := 1; k < logits.Cols(); k++ {
		next := ad.Columns(logits, k, k+1)
		total = ad.Add(total, ad.Softplus(ad.Sub(next, total)))
	}
	return ad.Sub(ad.Mean(total), ad.Scale(ad.Sum(ad.Mul(logits, classes)), 1/float32(logits.Rows())))
}

// scaled sets dst to src * s.
func scaled(dst, src []float32, s float32) { kernel.Affine(dst, src, s, 0) }
