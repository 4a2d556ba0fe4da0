package gan

import ad "saddle/core/autodiff"

// block is how many points a view evaluates at a time.
const block = 256

// views are the programs that look at a game without changing it. Each is made
// when it is first asked for.
type views struct {
	generate, logits, arrows *view
	losses                   *losses
}

// Generate sets points (n x 2) to G(z), z being n x the latent's dimension.
func (game *Game) Generate(points, z []float32) {
	if game.views.generate == nil {
		game.views.generate = newView(block, game.settings.Latent.Dim, func(g *ad.Graph, z *ad.Expr) *ad.Expr {
			return game.generate(game.g.network.Variables(g, "G", game.g.params), z)
		})
	}
	game.views.generate.run(points, z)
}

// Logits sets logits (n x 1) to f(points), where D = sigmoid f; points is n x 2.
func (game *Game) Logits(logits, points []float32) {
	if game.views.logits == nil {
		game.views.logits = newView(block, 2, func(g *ad.Graph, x *ad.Expr) *ad.Expr {
			return game.discriminate(game.d.network.Variables(g, "D", game.d.params), x)
		})
	}
	game.views.logits.run(logits, points)
}

// Arrows sets arrows (n x 2) to where the loss pulls each generated point
// (n x 2): minus the derivative of G's loss by the point, times the number of
// points that the loss averages.
func (game *Game) Arrows(arrows, points []float32) {
	if game.views.arrows == nil {
		batch := game.settings.Batch
		game.views.arrows = newView(batch, 2, func(g *ad.Graph, y *ad.Expr) *ad.Expr {
			d := game.d.network.Variables(g, "D", game.d.params)
			real := game.discriminate(d, g.Variable("x", batch, 2, game.x))
			loss := game.loss.Generator(real, game.discriminate(d, y))
			return ad.Scale(ad.Grad(loss, y)[0], -float32(batch))
		})
	}
	game.views.arrows.run(arrows, points)
}

// Losses returns what D and G minimise, given the logits of equally many real
// and generated points.
func (game *Game) Losses(real, fake []float32) (d, g float64) {
	l := game.views.losses
	if l == nil || len(l.real) != len(real) {
		l = newLosses(game.loss, len(real))
		game.views.losses = l
	}
	copy(l.real, real)
	copy(l.fake, fake)
	l.program.Run()
	return float64(l.d[0]), float64(l.g[0])
}

// losses is both players' loss as a program of n logits of each kind.
type losses struct {
	real, fake []float32
	d, g       [1]float32
	program    *ad.Program
}

func newLosses(loss Loss, n int) *losses {
	l := &losses{real: make([]float32, n), fake: make([]float32, n)}
	graph := ad.NewGraph()
	real, fake := graph.Variable("real", n, 1, l.real), graph.Variable("fake", n, 1, l.fake)
	l.program = ad.Compile(
		ad.Output{Expr: loss.Discriminator(real, fake), Into: l.d[:]},
		ad.Output{Expr: loss.Generator(real, fake), Into: l.g[:]})
	return l
}

// view evaluates a function of rows, any number of them, in blocks.
type view struct {
	rows, inColumns, outColumns int
	in, out                     []float32
	program                     *ad.Program
}

func newView(rows, columns int, f func(g *ad.Graph, in *ad.Expr) *ad.Expr) *view {
	v := &view{rows: rows, inColumns: columns, in: make([]float32, rows*columns)}
	graph := ad.NewGraph()
	e := f(graph, graph.Variable("in", rows, columns, v.in))
	v.outColumns, v.out = e.Cols(), make([]float32, rows*e.Cols())
	v.program = ad.Compile(ad.Output{Expr: e, Into: v.out})
	return v
}

// run sets dst (n x outColumns) to the function of src (n x inColumns). In a last
// block that is not full, the rows of the block before stay in the rest.
func (v *view) run(dst, src []float32) {
	n := len(src) / v.inColumns
	for first := 0; first < n; first += v.rows {
		rows := min(v.rows, n-first)
		for c := range v.inColumns {
			copy(v.in[c*v.rows:][:rows], src[c*n+first:])
		}
		v.program.Run()
		for c := range v.outColumns {
			copy(dst[c*n+first:][:rows], v.out[c*v.rows:])
		}
	}
}
