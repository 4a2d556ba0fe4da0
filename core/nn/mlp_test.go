package nn

import (
	"math"
	"testing"

	ad "saddle/core/autodiff"
	"saddle/core/kernel"
	"saddle/core/random"
)

func TestSizeAndLayout(t *testing.T) {
	m := MLP{In: 2, Hidden: []int{3, 4}, Out: 1, Activation: kernel.Tanh}
	if got := m.Size(); got != 2*3+3+3*4+4+4*1+1 {
		t.Fatalf("size %d", got)
	}
	params := make([]float32, m.Size())
	for i := range params {
		params[i] = float32(i)
	}
	g := ad.NewGraph()
	vars := m.Variables(g, "D", params)
	first := 0
	for i, want := range []ad.Shape{{Rows: 2, Cols: 3}, {Rows: 1, Cols: 3}, {Rows: 3, Cols: 4}, {Rows: 1, Cols: 4}, {Rows: 4, Cols: 1}, {Rows: 1, Cols: 1}} {
		v := vars[i]
		if v.Rows() != want.Rows || v.Cols() != want.Cols {
			t.Errorf("variable %d is %v, want %v", i, v, want)
		}
		out := make([]float32, want.Rows*want.Cols)
		ad.Compile(ad.Output{Expr: v, Into: out}).Run()
		if out[0] != float32(first) {
			t.Errorf("variable %d begins at %v, want %d", i, out[0], first)
		}
		first += len(out)
	}
}

// A network without hidden layers is an affine map.
func TestApplyWithoutHiddenLayers(t *testing.T) {
	m := MLP{In: 2, Out: 1}
	g := ad.NewGraph()
	x := g.Variable("x", 2, 2, []float32{1, 3, 2, 4}) // rows (1,2), (3,4)
	out := make([]float32, 2)
	ad.Compile(ad.Output{Expr: m.Apply(m.Variables(g, "D", []float32{10, 100, 5}), x), Into: out}).Run()
	if out[0] != 215 || out[1] != 435 {
		t.Errorf("got %v, want [215 435]", out)
	}
}

func TestInitialisation(t *testing.T) {
	m := MLP{In: 100, Hidden: []int{300}, Out: 50}
	for how, variances := range map[Initialisation][2]float64{
		He:     {2. / 100, 2. / 300},
		Glorot: {2. / 400, 2. / 350},
	} {
		params := make([]float32, m.Size())
		for i := range params {
			params[i] = 9
		}
		m.Init(params, how, random.New(3, random.Init))
		w1, b1, w2, b2 := params[:30000], params[30000:30300], params[30300:45300], params[45300:]
		for i, w := range [][]float32{w1, w2} {
			var sum, squares float64
			for _, x := range w {
				sum += float64(x)
				squares += float64(x) * float64(x)
			}
			n := float64(len(w))
			want := variances[i]
			// The mean's deviation is √(want/n); the variance's relative one at most √(2/n).
			if mean := sum / n; math.Abs(mean) > 4*math.Sqrt(want/n) {
				t.Errorf("initialisation %d, layer %d: mean %v", how, i+1, mean)
			}
			if v := squares / n; math.Abs(v/want-1) > 4*math.Sqrt(2/n) {
				t.Errorf("initialisation %d, layer %d: variance %v, want %v", how, i+1, v, want)
			}
		}
		for _, b := range [][]float32{b1, b2} {
			for _, x := range b {
				if x != 0 {
					t.Fatalf("a bias begins at %v", x)
				}
			}
		}
	}
}
