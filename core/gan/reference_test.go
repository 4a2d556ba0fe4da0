package gan

import (
	"encoding/json"
	"errors"
	"math"
	"os"
	"testing"

	. "saddle/core/autodiff"
	"saddle/core/kernel"
	"saddle/core/nn"
	"saddle/core/optim"
)

// reference is one saved step of an independent autograd in float64: see its
// field about. Matrices are rows of columns; weights are in x out.
type reference struct {
	X, Z, Eps, Noise [][]float64
	G, D             []tensor
	GZ               [][]float64 `json:"G(z)"`
	DX               [][]float64 `json:"D(x)"`
	Losses           map[string]struct {
		DLoss float64  `json:"d_loss"`
		GLoss float64  `json:"g_loss"`
		DGrad []tensor `json:"d_grad"`
		GGrad []tensor `json:"g_grad"`
	}
	Adam struct {
		Losses [][2]float64 // D's and G's, each before its move
		D, G   []tensor
	} `json:"-"`
	Unrolled struct {
		GLoss float64  `json:"g_loss"`
		GGrad []tensor `json:"g_grad"`
	} `json:"unrolled_K=5_sgd_lr=0.05_minimax"`
}

// tensor is a weight matrix or a bias, in column-major order.
type tensor []float32

func (t *tensor) UnmarshalJSON(b []byte) error {
	var row []float64
	if err := json.Unmarshal(b, &row); err == nil {
		*t = columnMajor([][]float64{row})
		return nil
	}
	var rows [][]float64
	err := json.Unmarshal(b, &rows)
	*t = columnMajor(rows)
	return err
}

func columnMajor(rows [][]float64) []float32 {
	v := make([]float32, len(rows)*len(rows[0]))
	for i, row := range rows {
		for j, x := range row {
			v[i+j*len(rows)] = float32(x)
		}
	}
	return v
}

// saved is a reference as expressions.
type saved struct {
	reference
	graph            *Graph
	x, y, eps, noise *Expr
	g, d             []*Expr // parameters
	gParams, dParams []float32
	gNet, dNet       nn.MLP
	z                *Expr
}

func forEachReference(t *testing.T, test func(t *testing.T, s *saved)) {
	for file, f := range map[string]kernel.Activation{"tanh": kernel.Tanh, "leaky_relu": kernel.LeakyReLU} {
		t.Run(file, func(t *testing.T) {
			b, err := os.ReadFile("testdata/step_" + file + ".json")
			if err != nil {
				t.Fatal(err)
			}
			s := &saved{graph: NewGraph()}
			if err := json.Unmarshal(b, &s.reference); err != nil {
				t.Fatal(err)
			}
			s.readAdam(t, b)
			s.gNet = nn.MLP{In: 2, Hidden: []int{6, 6}, Out: 2, Activation: f}
			s.dNet = nn.MLP{In: 2, Hidden: []int{6, 6}, Out: 1, Activation: f}
			s.gParams, s.dParams = flat(s.G), flat(s.D)
			s.g = s.gNet.Variables(s.graph, "G", s.gParams)
			s.d = s.dNet.Variables(s.graph, "D", s.dParams)
			variable := func(name string, rows [][]float64) *Expr {
				return s.graph.Variable(name, len(rows), len(rows[0]), columnMajor(rows))
			}
			s.x, s.z = variable("x", s.X), variable("z", s.Z)
			s.eps, s.noise = variable("eps", s.Eps), variable("noise", s.Noise)
			s.y = s.gNet.Apply(s.g, s.z)
			test(t, s)
		})
	}
}

// readAdam fills Adam: the names in the file have commas, which field tags cannot.
func (s *saved) readAdam(t *testing.T, b []byte) {
	var file, adam map[string]json.RawMessage
	err := errors.Join(
		json.Unmarshal(b, &file),
		json.Unmarshal(file["adam_lr=0.01_betas=0.5,0.999_eps=1e-8_alternating_10"], &adam),
		json.Unmarshal(adam["d_loss,g_loss"], &s.Adam.Losses),
		json.Unmarshal(adam["D"], &s.Adam.D),
		json.Unmarshal(adam["G"], &s.Adam.G))
	if err != nil || len(s.Adam.Losses) != 10 {
		t.Fatalf("reading ten Adam steps: %d, %v", len(s.Adam.Losses), err)
	}
}

func flat(ts []tensor) (v []float32) {
	for _, t := range ts {
		v = append(v, t...)
	}
	return v
}

func (s *saved) logits(x *Expr) *Expr { return s.dNet.Apply(s.d, x) }

// TestReferenceLosses compares values and gradients of both players, for losses
// and penalties whose gradients need second derivatives too.
func TestReferenceLosses(t *testing.T) {
	forEachReference(t, func(t *testing.T, s *saved) {
		real, fake := s.logits(s.x), s.logits(s.y)
		for name, c := range map[string]struct {
			loss    string
			weights Penalties
		}{
			"minimax":                {"minimax", Penalties{}},
			"nonsaturating":          {"nonsaturating", Penalties{}},
			"lsgan":                  {"lsgan", Penalties{}},
			"wgan":                   {"wgan", Penalties{}},
			"wgan-gp lambda=0.1":     {"wgan-gp", Penalties{Between: .1}},
			"hinge":                  {"hinge", Penalties{}},
			"rpgan":                  {"rpgan", Penalties{}},
			"rpgan r1=0.2 r2=0.2":    {"rpgan", Penalties{Real: .2, Fake: .2}},
			"nonsaturating r1=0.2":   {"nonsaturating", Penalties{Real: .2}},
			"ragan":                  {"ragan", Penalties{}},
			"nonsaturating dragan=1": {"nonsaturating", Penalties{Around: 1}},
		} {
			registered := mustFind(t, c.loss)
			loss := [2]*Expr{registered.Discriminator(real, fake), registered.Generator(real, fake)}
			if p := s.penalised(c.weights).term(s.logits); p != nil {
				loss[0] = Add(loss[0], p)
			}
			t.Run(name, func(t *testing.T) {
				want, ok := s.Losses[name]
				if !ok {
					t.Fatal("no such reference")
				}
				var dLoss, gLoss [1]float32
				dGrad, gGrad := make([]float32, len(s.dParams)), make([]float32, len(s.gParams))
				outputs := []Output{{Expr: loss[0], Into: dLoss[:]}, {Expr: loss[1], Into: gLoss[:]}}
				outputs = append(outputs, into(dGrad, Grad(loss[0], s.d...))...)
				outputs = append(outputs, into(gGrad, Grad(loss[1], s.g...))...)
				Compile(outputs...).Run()
				near32(t, "D's loss", dLoss[:], []float32{float32(want.DLoss)}, 2e-6)
				near32(t, "G's loss", gLoss[:], []float32{float32(want.GLoss)}, 2e-6)
				near32(t, "D's gradient", dGrad, flat(want.DGrad), 2e-6)
				near32(t, "G's gradient", gGrad, flat(want.GGrad), 2e-6)
			})
		}
	})
}

// penalised holds the draws that the reference was made with.
func (s *saved) penalised(weights Penalties) *penalised {
	return &penalised{
		weights: weights, now: s.graph.Constant(1, 1, 1), real: s.x, fake: s.y, pack: 1,
		input: func(name string, _, _ int) *Expr {
			return map[string]*Expr{"epsilon": s.eps, "perturbation": s.noise}[name]
		},
	}
}

// numbers are the losses' usual ones.
func numbers() Numbers {
	return Numbers{RealLabel: 1, A: 0, B: 1, C: 1, Gamma: .5, Balance: make([]float32, 1)}
}

func mustFind(t testing.TB, name string) Loss {
	t.Helper()
	loss, ok := FindLoss(name, numbers())
	if !ok {
		t.Fatalf("no loss %q", name)
	}
	return loss
}

// near32 checks that got is want to within tol, relative to the largest number of want.
func near32(t *testing.T, what string, got, want []float32, tol float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d numbers, want %d", what, len(got), len(want))
	}
	size := 1.0
	for _, w := range want {
		size = max(size, math.Abs(float64(w)))
	}
	for i := range want {
		if d := math.Abs(float64(got[i]) - float64(want[i])); !(d <= tol*size) {
			t.Errorf("%s[%d]: got %v, want %v", what, i, got[i], want[i])
			return
		}
	}
}

// TestReferenceForward compares what the networks compute.
func TestReferenceForward(t *testing.T) {
	forEachReference(t, func(t *testing.T, s *saved) {
		y, f := make([]float32, 24), make([]float32, 12)
		Compile(Output{Expr: s.y, Into: y}, Output{Expr: s.logits(s.x), Into: f}).Run()
		near32(t, "G(z)", y, columnMajor(s.GZ), 1e-6)
		near32(t, "f(x)", f, columnMajor(s.DX), 1e-6)
	})
}

// TestReferenceAdam plays ten alternating rounds on one minibatch.
func TestReferenceAdam(t *testing.T) {
	forEachReference(t, func(t *testing.T, s *saved) {
		real, fake := s.logits(s.x), s.logits(s.y)
		var dLoss, gLoss [1]float32
		dGrad, gGrad := make([]float32, len(s.dParams)), make([]float32, len(s.gParams))
		loss := mustFind(t, "nonsaturating")
		program := func(l *Expr, value, gradient []float32, params []*Expr) *Program {
			return Compile(append(into(gradient, Grad(l, params...)), Output{Expr: l, Into: value})...)
		}
		moveD := program(loss.Discriminator(real, fake), dLoss[:], dGrad, s.d)
		moveG := program(loss.Generator(real, fake), gLoss[:], gGrad, s.g)
		adam := optim.Settings{Rule: "adam", LearningRate: .01, Beta1: .5, Beta2: .999, Epsilon: 1e-8}
		ruleD, _ := optim.New(adam, len(s.dParams))
		ruleG, _ := optim.New(adam, len(s.gParams))
		for i, want := range s.Adam.Losses {
			moveD.Run()
			ruleD.Step(s.dParams, dGrad)
			moveG.Run()
			ruleG.Step(s.gParams, gGrad)
			near32(t, "D's loss", dLoss[:], []float32{float32(want[0])}, 1e-5)
			near32(t, "G's loss", gLoss[:], []float32{float32(want[1])}, 1e-5)
			if t.Failed() {
				t.Fatalf("at round %d", i+1)
			}
		}
		near32(t, "D", s.dParams, flat(s.Adam.D), 2e-5)
		near32(t, "G", s.gParams, flat(s.Adam.G), 2e-5)
	})
}

// TestReferenceUnrolled differentiates G's loss through five gradient steps of D.
func TestReferenceUnrolled(t *testing.T) {
	forEachReference(t, func(t *testing.T, s *saved) {
		minimax := mustFind(t, "minimax")
		lossD := func(d []*Expr) *Expr {
			return minimax.Discriminator(s.dNet.Apply(d, s.x), s.dNet.Apply(d, s.y))
		}
		rule, err := optim.New(optim.Settings{Rule: "sgd", LearningRate: .05}, len(s.dParams))
		if err != nil {
			t.Fatal(err)
		}
		d, prepare, err := rule.Unroll(5, s.d, func(d []*Expr) []*Expr { return Grad(lossD(d), d...) }, nil)
		if err != nil {
			t.Fatal(err)
		}
		prepare()
		loss := Neg(lossD(d))
		var value [1]float32
		gradient := make([]float32, len(s.gParams))
		Compile(append(into(gradient, Grad(loss, s.g...)), Output{Expr: loss, Into: value[:]})...).Run()
		near32(t, "G's loss", value[:], []float32{float32(s.Unrolled.GLoss)}, 2e-6)
		near32(t, "G's gradient", gradient, flat(s.Unrolled.GGrad), 2e-6)
	})
}
