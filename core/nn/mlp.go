// Package nn describes networks: how their parameters lie in one slice, how they
// begin, and what they compute as autodiff expressions.
package nn

import (
	"fmt"
	"math"

	ad "saddle/core/autodiff"
	"saddle/core/kernel"
	"saddle/core/random"
	"saddle/core/state"
)

// MLP is a multilayer perceptron: h = f(x W + b) for each hidden layer, and a
// linear last layer.
//
// Its parameters lie in one slice, layer by layer: W (in x out), then b (1 x out).
type MLP struct {
	In, Out    int
	Hidden     []int // width of each hidden layer
	Activation kernel.Activation
}

// Size returns the number of parameters.
func (m MLP) Size() int {
	n := 0
	m.layers(func(in, out int) { n += (in + 1) * out })
	return n
}

// Variables returns the network's parameters as variables that read params:
// W, b of the first layer, W, b of the second, and so on.
func (m MLP) Variables(g *ad.Graph, name string, params []float32) []*ad.Expr {
	var vars []*ad.Expr
	m.layers(func(in, out int) {
		layer := len(vars)/2 + 1
		w, b := params[:in*out], params[in*out:(in+1)*out]
		params = params[(in+1)*out:]
		vars = append(vars,
			g.Variable(fmt.Sprintf("%s.W%d", name, layer), in, out, w),
			g.Variable(fmt.Sprintf("%s.b%d", name, layer), 1, out, b))
	})
	return vars
}

// Parts lists numbers that go with the parameters, one each, by layer: weights as
// (out x in), as they lie in memory, and biases.
func (m MLP) Parts(name string, numbers []float32) []state.Part {
	var parts []state.Part
	layer := 0
	m.layers(func(in, out int) {
		w, b := numbers[:in*out], numbers[in*out:(in+1)*out]
		numbers = numbers[(in+1)*out:]
		parts = append(parts,
			state.Tensor(fmt.Sprintf("%s.layer%d.weight", name, layer), w, out, in),
			state.Tensor(fmt.Sprintf("%s.layer%d.bias", name, layer), b, out))
		layer++
	})
	return parts
}

// Apply returns the network's output for a batch x (batch x In), with any
// expressions as its parameters: variables, or variables after some updates.
func (m MLP) Apply(params []*ad.Expr, x *ad.Expr) *ad.Expr {
	for i := 0; i < len(params); i += 2 {
		x = ad.Add(ad.MatMul(x, params[i]), params[i+1])
		if i+2 < len(params) {
			x = ad.Activate(x, m.Activation)
		}
	}
	return x
}

// layers calls f with the inputs and outputs of each layer in turn.
func (m MLP) layers(f func(in, out int)) {
	in := m.In
	for _, out := range m.Hidden {
		f(in, out)
		in = out
	}
	f(in, m.Out)
}

// Initialisation names a way to draw the first weights. Biases begin at 0.
type Initialisation uint8

const (
	He     Initialisation = iota // normal, variance 2/in (He et al., 2015, eq 10)
	Glorot                       // uniform, variance 2/(in+out) (Glorot and Bengio, 2010, eq 16)
)

// Init draws the parameters anew.
func (m MLP) Init(params []float32, how Initialisation, s *random.Stream) {
	m.layers(func(in, out int) {
		w, b := params[:in*out], params[in*out:(in+1)*out]
		params = params[(in+1)*out:]
		switch how {
		case He:
			s.Normal(w)
			kernel.Affine(w, w, root(2, in), 0)
		case Glorot:
			s.Uniform(w)
			bound := root(6, in+out)
			kernel.Affine(w, w, 2*bound, -bound)
		}
		clear(b)
	})
}

// root returns √(a/n). Square roots are exact on every machine.
func root(a float64, n int) float32 { return float32(math.Sqrt(a / float64(n))) }
