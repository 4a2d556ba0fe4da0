package gan

import (
	"math"

	. "saddle/core/autodiff"
	"saddle/core/random"
)

// spectral divides each weight matrix of a critic by its largest singular value
// sigma, so that no layer stretches more than by 1 (Miyato et al., 2018, eq 8 and
// algorithm 1). sigma = u' W v, where u and v, which persist, get one step of the
// power method with each move of D and are constants to the derivative. What D's side
// trains beside its critic (a classifier, an autoencoder of features) stays as it is.
type spectral struct {
	layers []layer
	power  *Program
}

type layer struct {
	at                 int // of W among D's variables
	u, v, nextU, nextV []float32
	sigma              [1]float32
}

// newSpectral makes room for the vectors of a critic's weight matrices: those of the
// variables that play.
func newSpectral(variables []*Expr, plays func(variable int) bool, s *random.Stream) *spectral {
	sp := &spectral{}
	for at := 0; at < len(variables); at += 2 { // W, then b
		if !plays(at) {
			continue
		}
		w, l := variables[at], layer{at: at}
		l.u, l.nextU = make([]float32, w.Rows()), make([]float32, w.Rows())
		l.v, l.nextV = make([]float32, w.Cols()), make([]float32, w.Cols())
		s.Normal(l.u)
		sp.layers = append(sp.layers, l)
	}
	return sp
}

// watch compiles the power method for the variables, and settles u and v for their
// present values.
func (sp *spectral) watch(variables []*Expr, compile func(...Output) *Program) {
	var outputs []Output
	for i := range sp.layers {
		l := &sp.layers[i]
		w := variables[l.at]
		u := w.Graph().Variable("u", w.Rows(), 1, l.u)
		v := unit(TMatMul(w, u))
		stretched := MatMul(w, v)
		outputs = append(outputs,
			Output{Expr: v, Into: l.nextV},
			Output{Expr: unit(stretched), Into: l.nextU},
			Output{Expr: TMatMul(unit(stretched), stretched), Into: l.sigma[:]})
	}
	sp.power = compile(outputs...)
	for range 20 {
		sp.step()
	}
}

// step is one step of the power method.
func (sp *spectral) step() {
	sp.power.Run()
	for i := range sp.layers {
		l := &sp.layers[i]
		copy(l.u, l.nextU)
		copy(l.v, l.nextV)
	}
}

// normalise returns the parameters with the weights among them divided by sigma.
func (sp *spectral) normalise(params []*Expr) []*Expr {
	normal := append([]*Expr{}, params...)
	for i := range sp.layers {
		l := &sp.layers[i]
		w := params[l.at]
		u := w.Graph().Variable("u", w.Rows(), 1, l.u)
		v := w.Graph().Variable("v", w.Cols(), 1, l.v)
		normal[l.at] = Div(w, TMatMul(u, MatMul(w, v)))
	}
	return normal
}

// sigma returns the largest of the singular values.
func (sp *spectral) sigma() float64 {
	most := math.Inf(-1)
	for i := range sp.layers {
		most = max(most, float64(sp.layers[i].sigma[0]))
	}
	return most
}

func unit(v *Expr) *Expr { return Div(v, Affine(Sqrt(Sum(Square(v))), 1, 1e-12)) }
