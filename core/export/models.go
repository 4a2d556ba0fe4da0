package export

import (
	"fmt"
	"strings"

	ad "saddle/core/autodiff"
	"saddle/core/lab"
	"saddle/core/onnx"
)

// Generator writes G as an ONNX model: z (rows x inputs) to points (rows x 2) in the data's units.
func Generator(l *lab.Lab) []byte {
	game := l.Game()
	graph, m := ad.NewGraph(), &onnx.Model{}
	const rows = 2 // of the expression; the model takes any number
	input := graph.Variable("z", rows, game.Inputs(), make([]float32, rows*game.Inputs()))
	z := m.Input("z", onnx.Float, onnx.Rows, game.Inputs())
	points := ad.Onnx(m, game.Generator(input), map[*ad.Expr]string{input: z}, true)
	kind := onnx.Float
	if u := l.Config().Units(); !u.Plain() {
		kind = onnx.Double // data far from 0 has more digits than a float
		points = m.Node("Cast", []string{points}, "to", kind)
		points = m.Node("Mul", []string{points, m.Doubles([]float64{u.X.Scale, u.Y.Scale}, 1, 2)})
		points = m.Node("Add", []string{points, m.Doubles([]float64{u.X.Offset, u.Y.Offset}, 1, 2)})
	}
	m.Output(points, "points", kind, onnx.Rows, 2)
	return m.Bytes("generator", "z: "+inputs(l)+". points: G's, in the data's units. "+about(l))
}

// Discriminator writes D as an ONNX model: points x (rows x 2) in the data's units, and the coarse
// points that a D of densification sees beside them, to what D says of them.
func Discriminator(l *lab.Lab) []byte {
	c, game := l.Config(), l.Game()
	rows, free := 2*c.Pack, onnx.Rows
	if c.Minibatch != "none" {
		rows, free = c.Batch, c.Batch
	}
	graph, m := ad.NewGraph(), &onnx.Model{}
	points := graph.Variable("x", rows, 2, make([]float32, 2*rows))
	u, kind := c.Units(), onnx.Float
	if !u.Plain() {
		kind = onnx.Double
	}
	x := m.Input("x", kind, free, 2)
	if !u.Plain() {
		x = m.Node("Sub", []string{x, m.Doubles([]float64{u.X.Offset, u.Y.Offset}, 1, 2)})
		x = m.Node("Div", []string{x, m.Doubles([]float64{u.X.Scale, u.Y.Scale}, 1, 2)})
		x = m.Node("Cast", []string{x}, "to", onnx.Float)
	}
	known := map[*ad.Expr]string{points: x}
	beside := graph.Constant(rows, game.Inputs(), 0)
	if c.Structure == "densify" {
		coarse := graph.Variable("coarse", rows, 2, make([]float32, 2*rows))
		beside = ad.JoinColumns(graph.Constant(rows, c.LatentDim, 0), coarse)
		known[coarse] = m.Input("coarse", onnx.Float, free, 2)
	}
	e := game.Chances(game.Scores(points, beside))
	d := ad.Onnx(m, e, known, c.Minibatch == "none")
	m.Output(d, "d", onnx.Float, map[bool]int{true: onnx.Rows, false: e.Rows()}[free == onnx.Rows], e.Cols())
	return m.Bytes("discriminator", "x: points, in the data's units. d: "+outputs(l)+". "+about(l))
}

// inputs says what G's input is.
func inputs(l *lab.Lab) string {
	c := l.Config()
	more := l.Game().Inputs() - c.LatentDim
	switch {
	case c.Structure == "translate":
		return "points of the source, in units of their deviation"
	case c.Structure == "densify":
		return fmt.Sprintf("%d numbers of noise (%s), then the coarse point, in units of %g of the plane's", c.LatentDim, c.Latent, l.Game().Unit())
	case more > 0:
		return fmt.Sprintf("%d numbers of noise (%s), then a 1 in the column of one of %d classes and 0 in the others", c.LatentDim, c.Latent, more)
	}
	return fmt.Sprintf("%d numbers of noise (%s)", c.LatentDim, c.Latent)
}

// outputs says what comes of D.
func outputs(l *lab.Lab) string {
	c := l.Config()
	text := "D's score: the higher, the more it holds a point for real"
	if l.Game().Estimates() {
		text = "the chance that a point is real"
	}
	if c.Pack > 1 {
		text += fmt.Sprintf(", of a pack of %d points: of n rows, the rows i, i + n/%d and so on are pack i", c.Pack, c.Pack)
	}
	if c.Minibatch != "none" {
		text += fmt.Sprintf("; D compares the points of a minibatch, so there are always %d of them", c.Batch)
	}
	return text
}

// about says which run it is.
func about(l *lab.Lab) string {
	link := l.Config().Encode()
	if i := strings.Index(link, "points="); i >= 0 { // which may be very long
		end := strings.IndexByte(link[i:], '&')
		if end < 0 {
			end = len(link) - i
		}
		link = link[:i] + "points=..." + link[i+end:]
	}
	return fmt.Sprintf("A run of Saddle at step %d, with the digest %s: %s", l.Steps(), l.Digest(), link)
}
