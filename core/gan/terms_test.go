package gan

import (
	"math"
	"testing"

	. "saddle/core/autodiff"
	"saddle/core/kernel"
)

// numbersOf are an expression's values, row by row.
func numbersOf(e *Expr) [][]float64 {
	v := make([]float32, e.Rows()*e.Cols())
	Compile(Output{Expr: e, Into: v}).Run()
	return rowsOf(v, e.Cols())
}

// rowsOf are the rows of a matrix that lies column by column.
func rowsOf(v []float32, columns int) [][]float64 {
	rows := make([][]float64, len(v)/columns)
	for i := range rows {
		for c := range columns {
			rows[i] = append(rows[i], float64(v[c*len(rows)+i]))
		}
	}
	return rows
}

// through is what a tanh network makes of a row, in float64, from its parameters as they
// lie in the player's slice: W (in x out, column by column), then b, of each layer.
func through(n *network, of *player, row []float64) []float64 {
	params := of.params
	for _, other := range of.networks {
		if other == n {
			break
		}
		params = params[other.Size():]
	}
	for i, out := range append(append([]int{}, n.Hidden...), n.Out) {
		next := make([]float64, out)
		for j := range next {
			next[j] = float64(params[len(row)*out+j])
			for k, x := range row {
				next[j] += x * float64(params[j*len(row)+k])
			}
			if i < len(n.Hidden) {
				next[j] = math.Tanh(next[j])
			}
		}
		params = params[(len(row)+1)*out:]
		row = next
	}
	return row
}

// crossEntropyOf is -log of the softmax of logits at the class that is 1.
func crossEntropyOf(logits, class []float64) float64 {
	var sum, own float64
	for i, l := range logits {
		sum += math.Exp(l)
		own += l * class[i]
	}
	return math.Log(sum) - own
}

// What a structure adds to G's loss, point by point, and that it is there times its
// weight.
func TestTermsOfStructures(t *testing.T) {
	for name, test := range map[string]struct {
		weight func(s *Settings, w float64)
		of     func(game *Game, input, y, x []float64) float64 // at one point
	}{
		"infogan": {func(s *Settings, w float64) { s.ClassWeight = w }, func(game *Game, input, y, _ []float64) float64 {
			return crossEntropyOf(through(game.structure.(*infogan).guess, &game.g, y), input[2:])
		}},
		"classifier": {func(s *Settings, w float64) { s.ClassWeight = w }, func(game *Game, input, y, _ []float64) float64 {
			return crossEntropyOf(through(game.structure.(*classifier).guess, &game.d, y), input[2:])
		}},
		"mgan": {func(s *Settings, w float64) { s.Diversity = w }, func(game *Game, input, y, _ []float64) float64 {
			m := game.structure.(*mgan)
			features := through(m.critic.trunk, &game.d, y)
			for i, f := range features {
				features[i] = math.Tanh(f)
			}
			return crossEntropyOf(through(m.guess, &game.d, features), input[2:])
		}},
		"translate": {func(s *Settings, w float64) { s.Cycle = w }, func(game *Game, input, y, x []float64) float64 {
			tr := game.structure.(*translation)
			home := through(tr.back, &game.g, y)
			there := through(tr.generator, &game.g, through(tr.back, &game.g, x))
			return math.Abs(home[0]-input[0]) + math.Abs(home[1]-input[1]) + math.Abs(there[0]-x[0]) + math.Abs(there[1]-x[1])
		}},
	} {
		minimised := func(w float64) (got, want float64) {
			game := mustNew(t, settings(func(s *Settings) {
				s.Structure, s.Generators, s.Codes, s.Classes, s.Source = name, 3, 3, halves{}, triangle{}
				s.G.Activation, s.D.Activation = kernel.Tanh, kernel.Tanh
				test.weight(s, w)
			}))
			game.board.draw()
			y, x, input := numbersOf(game.board.y), rowsOf(game.x, 2), rowsOf(game.input, game.Inputs())
			for i := range y {
				want += test.of(game, input[i], y[i], x[i]) / float64(len(y))
			}
			return numberOf(game.board.gLoss(game.board.d)), want
		}
		without, _ := minimised(0)
		for _, w := range []float64{.5, 2} {
			got, want := minimised(w)
			if want < .1 || math.Abs(got-without-w*want) > 1e-4 {
				t.Errorf("%s: with weight %v G's loss grows by %v, want %v", name, w, got-without, w*want)
			}
		}
	}
}

// VEEGAN: G minimises minus D's output and the squared distance to z; D sees F of a real
// point with a noise of unit variance.
func TestVEEGANValues(t *testing.T) {
	game := mustNew(t, settings(func(s *Settings) {
		s.Structure, s.Batch, s.Latent.Dim = "veegan", 4096, 3
		s.G.Activation, s.D.Activation = kernel.Tanh, kernel.Tanh
	}))
	game.board.draw()
	back := game.structure.(*veegan).back
	y, x, z := numbersOf(game.board.y), rowsOf(game.x, 2), rowsOf(game.input, 3)
	judged := numbersOf(game.board.judge(game.board.d, game.board.fake))
	var want float64
	for i := range y {
		want -= judged[i][0] / float64(len(y))
		for c, f := range through(back, &game.g, y[i]) {
			want += (z[i][c] - f) * (z[i][c] - f) / float64(len(y))
		}
	}
	if got := numberOf(game.board.gLoss(game.board.d)); math.Abs(got-want) > 1e-3 {
		t.Errorf("G's loss is %v, want %v", got, want)
	}
	d, g := game.Losses([]float32{2, 2}, []float32{1, -4})
	if math.Abs(g-1.5) > 1e-6 { // -(1 - 4)/2
		t.Errorf("G's loss of the outputs 1 and -4 is %v, want 1.5", g)
	}
	// log(1 + e^-2), and the mean of log(1 + e) and log(1 + e^-4)
	if want := .1269280110 + (1.3132616875+.0181499279)/2; math.Abs(d-want) > 1e-6 {
		t.Errorf("D's loss of them is %v, want %v", d, want)
	}
	real := numbersOf(game.board.real)
	for c := range 3 {
		var sum, square float64
		for i := range real {
			noise := real[i][2+c] - through(back, &game.g, x[i])[c]
			sum += noise
			square += noise * noise
		}
		n := float64(len(real)) // the standard errors are .016 and .022
		if mean, variance := sum/n, square/n; math.Abs(mean) > .06 || math.Abs(variance-1) > .09 {
			t.Errorf("column %d: F(x) has noise of mean %v and variance %v; 0 and 1 wanted", c, mean, variance)
		}
	}
}

// A D that is given the minibatch's deviation: the mean, over its features, of the
// feature's deviation in the minibatch, as one more feature of every point.
func TestMinibatchDeviation(t *testing.T) {
	game := mustNew(t, settings(func(s *Settings) { s.Minibatch, s.D.Activation = Deviation, kernel.Tanh }))
	game.board.draw()
	points := rowsOf(game.x, 2)
	n := float64(len(points))
	width := game.settings.D.Hidden[1]
	features := make([][]float64, len(points))
	mean, square := make([]float64, width), make([]float64, width)
	for i, p := range points {
		features[i] = through(game.critic.trunk, &game.d, p)
		for j := range width {
			features[i][j] = math.Tanh(features[i][j])
			mean[j] += features[i][j] / n
		}
	}
	var deviation float64
	for j := range width {
		for i := range features {
			square[j] += (features[i][j] - mean[j]) * (features[i][j] - mean[j]) / n
		}
		deviation += math.Sqrt(square[j]) / float64(width)
	}
	for i, got := range numbersOf(game.board.judge(game.board.d, game.board.x)) {
		want := through(game.critic.head, &game.d, append(features[i], deviation))[0]
		if math.Abs(got[0]-want) > 1e-4 {
			t.Fatalf("point %d: D says %v, want %v", i, got[0], want)
		}
	}
}

// However many generators there are, the first layer of each begins as a plain G's does:
// by He's rule, numbers of variance 2 from inputs of variance 1.
func TestGeneratorsBeginAsPlainOnes(t *testing.T) {
	variance := func(structure string, generators int) float64 {
		var sum float64
		const seeds = 100
		for seed := range uint64(seeds) {
			game := mustNew(t, settings(func(s *Settings) {
				s.Structure, s.Generators, s.Seed = structure, generators, seed
				s.G.Hidden, s.Batch, s.Latent.Dim = nil, 256, 8 // G is its first layer
			}))
			game.board.draw()
			for _, y := range numbersOf(game.board.y) {
				sum += (y[0]*y[0] + y[1]*y[1]) / (2 * 256 * seeds)
			}
		}
		return sum
	}
	for _, v := range []float64{variance("plain", 2), variance("mgan", 2), variance("mgan", 16)} {
		if math.Abs(v-2) > .3 {
			t.Errorf("the first layer's numbers have variance %v, want 2", v)
		}
	}
}
