package gan

import (
	. "saddle/core/autodiff"
	"saddle/core/kernel"
	"saddle/core/random"
)

// board is the game laid out as expressions over one minibatch. It is made anew
// whenever settings change, and read by the programs compiled from it.
type board struct {
	game  *Game
	graph *Graph

	x, input, y *Expr // real points (n x 2), G's input, and its points, in the networks' units
	real, fake  *Expr // what D sees of x and y, a row for each point
	g, d        []*Expr

	fills   []fill
	filled  map[string]*Expr
	now     []float32 // factor on the penalties' weights, 1 number
	blur    []float32 // instance noise in the data's deviations, 1 number
	prepare func()    // before G's gradient is computed; nil if nothing is to do

	means [2]float32 // of D's output for real and generated points, where a loss wants them
	signs [3]float32 // that numbers grow without bound: D's loss, G's, and the generated points' mean square

	moveD, moveG, moveBoth *Program // compute the players' gradients
}

// fill is a matrix that is drawn anew before each move of D.
type fill struct {
	data   []float32
	stream *random.Stream
	draw   func([]float32, *random.Stream)
}

func normal(dst []float32, s *random.Stream) { s.Normal(dst) }

// fill returns a matrix of one row for each point, which draw fills before each move
// of D. Asked for the same name twice, it returns the same matrix.
func (b *board) fill(name string, columns int, s *random.Stream, draw func([]float32, *random.Stream)) *Expr {
	return b.fillRows(name, b.game.settings.Batch, columns, s, draw)
}

// fillRows is fill with another number of rows.
func (b *board) fillRows(name string, rows, columns int, s *random.Stream, draw func([]float32, *random.Stream)) *Expr {
	if e := b.filled[name]; e != nil {
		return e
	}
	data := make([]float32, rows*columns)
	b.fills = append(b.fills, fill{data, s, draw})
	b.filled[name] = b.graph.Variable(name, rows, columns, data)
	return b.filled[name]
}

// newBoard lays the game out and compiles it.
func newBoard(game *Game) *board {
	s := &game.settings
	b := &board{game: game, graph: game.graph(), filled: map[string]*Expr{},
		now: []float32{1}, blur: []float32{float32(s.InstanceNoise)}}
	game.x = make([]float32, s.Batch*2)
	game.points = make([]float32, s.Batch*2)
	game.input = make([]float32, s.Batch*game.structure.inputs())
	b.x = b.graph.Variable("x", s.Batch, 2, game.x)
	b.input = b.graph.Variable("z", s.Batch, game.structure.inputs(), game.input)
	b.g, b.d = game.g.variables(b.graph, game.g.params), game.d.variables(b.graph, game.d.params)

	b.y = game.structure.generate(b.g, b.input)
	b.real, b.fake = game.structure.seen(b, b.x, b.y)
	b.real, b.fake = b.blurred("real", b.real, s.deviation()), b.blurred("fake", b.fake, s.deviation())
	b.compile()
	return b
}

// blurred adds instance noise to the points that a critic sees, the first two columns of
// its rows (Sønderby et al., 2017, section 3.2): as many deviations as are left by now.
// What is known beside a point has its own noise, or is the same for both kinds.
func (b *board) blurred(of string, rows *Expr, deviation float32) *Expr {
	if b.game.settings.InstanceNoise == 0 {
		return rows
	}
	noise := Mul(b.fill("noise on "+of, 2, b.game.blur, normal), b.graph.Variable("blur", 1, 1, b.blur))
	points := Add(Columns(rows, 0, 2), Scale(noise, deviation))
	if rows.Cols() == 2 {
		return points
	}
	return JoinColumns(points, Columns(rows, 2, rows.Cols()))
}

// compile makes the programs that compute each player's gradient.
func (b *board) compile() {
	game, s := b.game, &b.game.settings
	dLoss, gLoss := b.dLoss(b.d), b.gLoss(b.answer())
	dGrads, gGrads := Grad(dLoss, b.d...), Grad(gLoss, b.g...)
	if s.Consensus > 0 {
		dGrads, gGrads = b.agree(dGrads, gGrads)
	}
	d, g := into(game.d.gradient, dGrads), into(game.g.gradient, gGrads)
	if game.loss.Autoencoder {
		d = append(d,
			Output{Expr: Mean(b.judge(b.d, b.real)), Into: b.means[:1]},
			Output{Expr: Mean(b.judge(b.d, b.fake)), Into: b.means[1:]})
	}
	real, fake := b.judge(b.d, b.real), b.judge(b.d, b.fake)
	d = append(d, Output{Expr: game.loss.Discriminator(real, fake), Into: b.signs[:1]})
	g = append(g,
		Output{Expr: game.loss.Generator(real, fake), Into: b.signs[1:2]},
		Output{Expr: Mean(Square(b.y)), Into: b.signs[2:]})
	b.moveD, b.moveG = game.compile(d...), game.compile(g...)
	if s.Play != Alternating {
		b.moveBoth = game.compile(append(d, g...)...)
	}
}

// judge is D's output for rows, given its parameters as they are trained.
func (b *board) judge(d []*Expr, rows *Expr) *Expr {
	return b.game.critic.judge(b.game.normalised(d), rows, nil)
}

// dLoss is all that D minimises, at any parameters of its.
func (b *board) dLoss(d []*Expr) *Expr {
	judge := func(rows *Expr) *Expr { return b.judge(d, rows) }
	sum := b.game.loss.Discriminator(judge(b.real), judge(b.fake))
	term, _ := b.game.structure.terms(b, b.game.normalised(d))
	for _, more := range []*Expr{term, b.penalised(d, b.real, b.fake).term(judge), b.game.critic.redraw(d, b.real)} {
		if more != nil {
			sum = Add(sum, more)
		}
	}
	return sum
}

// penalised is what penalties of a D with these parameters on these rows need.
func (b *board) penalised(d []*Expr, real, fake *Expr) *penalised {
	s := &b.game.settings
	return &penalised{
		weights: s.Penalties, d: d, real: real, fake: fake, pack: s.Pack,
		now: b.graph.Variable("now", 1, 1, b.now),
		input: func(name string, rows, columns int) *Expr {
			return b.fillRows(name, rows, columns, b.game.penalty, uniform)
		},
	}
}

// gLoss is all that G minimises, against a D with these parameters.
func (b *board) gLoss(d []*Expr) *Expr {
	loss := b.game.loss
	real, fake := b.judge(d, b.real), b.judge(d, b.fake)
	sum := loss.Generator(real, fake)
	if loss.ZeroSum && b.game.settings.Unroll > 0 {
		// D's next moves depend on G, so G moves the terms of the real points too.
		sum = Neg(loss.Discriminator(real, fake))
	}
	if _, term := b.game.structure.terms(b, b.game.normalised(d)); term != nil {
		sum = Add(sum, term)
	}
	return sum
}

// answer returns the parameters of the D that G plays against: D's own, or those
// that some more moves on this minibatch would lead to, as G's points change
// (Metz et al., 2017, eq 10). What pulls at parameters and is no term of D's loss,
// historical averaging and Lookahead, is not foreseen.
func (b *board) answer() []*Expr {
	s := &b.game.settings
	if s.Unroll == 0 {
		return b.d
	}
	var bound func(int, *Expr) *Expr
	if c := float32(s.Clip); c > 0 {
		bound = func(i int, e *Expr) *Expr {
			if b.game.d.plays(i) {
				return Clamp(e, -c, c)
			}
			return e
		}
	}
	gradient := func(d []*Expr) []*Expr { return Grad(b.dLoss(d), d...) }
	after, prepare, err := b.game.d.rule.Unroll(s.Unroll, b.d, gradient, bound)
	if err != nil {
		panic(err) // settings were checked
	}
	b.prepare = prepare
	return after
}

// agree adds to each gradient that of half the squared length of both, times the
// consensus (Mescheder et al., 2017, eq 10): both players also move to where
// neither wants to. What learns beside a player has no part in it: it would be pulled to
// where its own gradient, and the one that it gives G, are small, and not learn.
func (b *board) agree(d, g []*Expr) (dGrads, gGrads []*Expr) {
	var length *Expr
	for _, side := range []struct {
		*player
		grads []*Expr
	}{{&b.game.d, d}, {&b.game.g, g}} {
		for i, e := range side.grads {
			if !side.plays(i) {
				continue
			}
			square := Sum(Square(e))
			if length != nil {
				square = Add(length, square)
			}
			length = square
		}
	}
	gamma := float32(b.game.settings.Consensus)
	add := func(p *player, grads, params []*Expr) []*Expr {
		sums := make([]*Expr, len(grads))
		for i, pull := range Grad(Scale(length, .5), params...) {
			sums[i] = grads[i]
			if p.plays(i) {
				sums[i] = Add(grads[i], Scale(pull, gamma))
			}
		}
		return sums
	}
	return add(&b.game.d, d, b.d), add(&b.game.g, g, b.g)
}

// draw fills the minibatch for a move of D.
func (b *board) draw() {
	game := b.game
	game.settings.Data.Sample(game.points, game.data)
	kernel.Affine(game.x, game.points, 1/game.settings.scale(), 0)
	game.structure.draw(game.input, game.noise)
	for _, f := range b.fills {
		f.draw(f.data, f.stream)
	}
}

// into lays the gradients out as their parameters are: one after the other.
func into(dst []float32, gradients []*Expr) []Output {
	outputs := make([]Output, len(gradients))
	for i, e := range gradients {
		n := e.Rows() * e.Cols()
		outputs[i] = Output{Expr: e, Into: dst[:n]}
		dst = dst[n:]
	}
	return outputs
}
