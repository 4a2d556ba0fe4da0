package gan

import (
	"math"
	"slices"

	ad "saddle/core/autodiff"
	"saddle/core/kernel"
)

// block is how many points a view evaluates at a time.
const block = 256

// views are the programs that look at a game without changing it. Each is made
// when it is first asked for.
type views struct {
	generate, arrows, logits, pack          *view
	outputs                                 [2]*view // by company
	losses                                  *bothLosses
	rows, packs, partner, scores, generated []float32 // memory that the next look uses again
}

// Generate sets points (n x 2) to G's, in the plane's units; input is n x Inputs.
// Where G's parameters are averaged, the average makes them.
func (game *Game) Generate(points, input []float32) {
	game.generateView().run(points, input)
}

func (game *Game) generateView() *view {
	if game.views.generate == nil {
		game.views.generate = game.newView(block, game.Inputs(), func(_ *ad.Graph, input *ad.Expr) *ad.Expr {
			return game.Generator(input)
		})
	}
	return game.views.generate
}

// Company is what a D that compares points sees others among.
type Company int

const (
	AmongReal Company = iota
	AmongGenerated
)

// Outputs sets dst (n x the loss's Outputs) to D's output for points (n x 2, in the
// plane's units). A D that sees several points at once sees each among the
// minibatch's real points, or generated ones.
func (game *Game) Outputs(dst, points []float32, company Company) {
	game.outputsView(company).run(dst, game.beside(points))
}

func (game *Game) outputsView(company Company) *view {
	v := &game.views.outputs[company]
	if *v == nil {
		rows := block
		if game.settings.Pack > 1 {
			rows = game.settings.Batch / game.settings.Pack
		}
		*v = game.newView(rows, 2+game.Inputs(), func(g *ad.Graph, in *ad.Expr) *ad.Expr {
			return game.look(g, in, company)
		})
	}
	return *v
}

// look is D's output for points among the minibatch's: in is n x (2 + Inputs), the
// points and what is known beside them.
func (game *Game) look(graph *ad.Graph, in *ad.Expr, company Company) *ad.Expr {
	s := &game.settings
	g, d := game.g.variables(graph, game.g.params), game.normalised(game.d.variables(graph, game.d.params))
	row := func(points, beside *ad.Expr) *ad.Expr { return game.structure.look(g, points, beside) }
	points := row(ad.Scale(ad.Columns(in, 0, 2), 1/s.scale()), ad.Columns(in, 2, in.Cols()))
	if s.Pack == 1 && s.Minibatch == "" {
		return game.critic.judge(d, points, nil)
	}
	input := graph.Variable("z", s.Batch, game.Inputs(), game.input)
	others := graph.Variable("x", s.Batch, 2, game.x)
	if company == AmongGenerated {
		others = game.structure.generate(g, input)
	}
	among := row(others, input)
	if s.Pack > 1 {
		// The first point of each of the minibatch's packs gives way to one of ours.
		points = ad.JoinRows(points, ad.Rows(among, s.Batch/s.Pack, s.Batch))
	}
	return game.critic.judge(d, points, among)
}

// OutputsBeside sets dst (n x the loss's Outputs) to D's output for points (n x 2, in the
// plane's units), each in a pack with the same partners ((Pack - 1) x 2).
func (game *Game) OutputsBeside(dst, points, partners []float32) {
	s := &game.settings
	n, others, columns := len(points)/2, s.Pack-1, 2+game.Inputs()
	all, partner := room(&game.views.packs, n*columns*s.Pack), room(&game.views.partner, 2*n)
	copy(all, game.beside(points))
	for j := range others {
		for i := range n {
			partner[i], partner[n+i] = partners[j], partners[others+j]
		}
		copy(all[(j+1)*n*columns:], game.beside(partner))
	}
	if game.views.pack == nil {
		game.views.pack = game.newView(block, s.Pack*columns, func(graph *ad.Graph, in *ad.Expr) *ad.Expr {
			g, d := game.g.variables(graph, game.g.params), game.normalised(game.d.variables(graph, game.d.params))
			row := func(points, beside *ad.Expr) *ad.Expr { return game.structure.look(g, points, beside) }
			member := func(j int) *ad.Expr {
				at := j * columns
				return row(ad.Scale(ad.Columns(in, at, at+2), 1/s.scale()), ad.Columns(in, at+2, at+columns))
			}
			packs := member(0)
			for j := range others {
				packs = ad.JoinRows(packs, member(j+1))
			}
			among := row(graph.Variable("x", s.Batch, 2, game.x), graph.Variable("z", s.Batch, game.Inputs(), game.input))
			return game.critic.judge(d, packs, among)
		})
	}
	game.views.pack.run(dst, all)
}

// beside returns points (n x 2) with what the game knows beside them.
func (game *Game) beside(points []float32) []float32 {
	n := len(points) / 2
	all := room(&game.views.rows, n*(2+game.Inputs()))
	copy(all, points)
	game.structure.know(all[2*n:], points)
	return all
}

// Arrows sets arrows (n x 2) to where the loss pulls each generated point
// (n x 2): minus the derivative of G's loss by the point, times the number of
// points that the loss averages.
func (game *Game) Arrows(arrows, points []float32) {
	game.arrowsView().run(arrows, game.beside(points))
}

func (game *Game) arrowsView() *view {
	s := &game.settings
	if game.views.arrows == nil {
		rows := s.Batch / s.Pack
		game.views.arrows = game.newView(rows, 2+game.Inputs(), func(g *ad.Graph, in *ad.Expr) *ad.Expr {
			real := game.look(g, ad.JoinColumns(
				ad.Scale(ad.Rows(g.Variable("x", s.Batch, 2, game.x), 0, rows), s.scale()),
				ad.Rows(g.Variable("z", s.Batch, game.Inputs(), game.input), 0, rows)), AmongReal)
			loss := game.loss.Generator(real, game.look(g, in, AmongGenerated))
			return ad.Scale(ad.Columns(ad.Grad(loss, in)[0], 0, 2), -float32(rows))
		})
	}
	return game.views.arrows
}

// Estimates returns whether D's output states p_data/p_g, and not only a score.
func (game *Game) Estimates() bool { return game.loss.Logit != nil }

// Logits sets dst (n) to the log odds that a point is real, as D's outputs for it (n
// x the loss's Outputs) state them. Where they are only scores, it is the distance
// from the middle between real and generated points of this minibatch, in units of
// their deviation.
func (game *Game) Logits(dst, outputs []float32) {
	if !game.Estimates() {
		game.standardise(dst, outputs)
		return
	}
	if game.views.logits == nil {
		game.views.logits = game.newView(block, game.loss.Outputs, func(_ *ad.Graph, f *ad.Expr) *ad.Expr { return game.loss.Logit(f) })
	}
	game.views.logits.run(dst, outputs)
}

// standardise sets dst to scores in units of the minibatch's.
func (game *Game) standardise(dst, scores []float32) {
	n := len(game.points) / 2
	generated, both := room(&game.views.generated, 2*n), room(&game.views.scores, 2*n)
	game.Generate(generated, game.input)
	game.Outputs(both[:n], game.points, AmongReal)
	game.Outputs(both[n:], generated, AmongGenerated)
	var sum, square float64
	for _, f := range both {
		sum += float64(f)
		square += float64(f) * float64(f)
	}
	mean := sum / float64(2*n)
	deviation := math.Sqrt(max(square/float64(2*n)-mean*mean, 0))
	if deviation < 1e-6 { // Before the first round there is no minibatch: the scores as they are.
		deviation = 1
	}
	kernel.Affine(dst, scores, 1, float32(-mean))
	kernel.Affine(dst, dst, float32(1/deviation), 0)
}

// room returns n numbers of memory that is kept between looks.
func room(memory *[]float32, n int) []float32 {
	*memory = slices.Grow((*memory)[:0], n)[:n]
	return *memory
}

// Losses returns what D and G minimise of the loss itself, without penalties and a
// structure's terms, given D's outputs for equally many real and generated points.
func (game *Game) Losses(real, fake []float32) (d, g float64) {
	l := game.views.losses
	if l == nil || len(l.real) != len(real) {
		l = newLosses(game.loss, len(real)/game.loss.Outputs)
		game.views.losses = l
	}
	copy(l.real, real)
	copy(l.fake, fake)
	l.program.Run()
	return float64(l.d[0]), float64(l.g[0])
}

// OutputsPerPoint is how many columns D's output has.
func (game *Game) OutputsPerPoint() int { return game.loss.Outputs }

// bothLosses is both players' loss as a program of n outputs of each kind.
type bothLosses struct {
	real, fake []float32
	d, g       [1]float32
	program    *ad.Program
}

func newLosses(loss Loss, n int) *bothLosses {
	l := &bothLosses{real: make([]float32, n*loss.Outputs), fake: make([]float32, n*loss.Outputs)}
	graph := ad.NewGraph()
	real, fake := graph.Variable("real", n, loss.Outputs, l.real), graph.Variable("fake", n, loss.Outputs, l.fake)
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

func (game *Game) newView(rows, columns int, f func(g *ad.Graph, in *ad.Expr) *ad.Expr) *view {
	v := &view{rows: rows, inColumns: columns, in: make([]float32, rows*columns)}
	graph := game.graph()
	e := f(graph, graph.Variable("in", rows, columns, v.in))
	v.outColumns, v.out = e.Cols(), make([]float32, rows*e.Cols())
	v.program = game.compile(ad.Output{Expr: e, Into: v.out})
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
