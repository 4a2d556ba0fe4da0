package gan

import (
	"encoding/json"
	"errors"
	"math"
	"os"
	"strconv"
	"testing"

	"gonum.org/v1/gonum/integrate/quad"
	"gonum.org/v1/gonum/stat/distuv"

	ad "saddle/core/autodiff"
)

// theory holds the 40-digit reference values that losses are checked against.
type theory struct {
	equilibrium map[string]string
	gaussians   []map[string]string // N(0, 1) against N(mu, 1)
}

func readTheory(t *testing.T) (th theory) {
	t.Helper()
	b, err := os.ReadFile("testdata/theory.json")
	var file map[string]json.RawMessage
	var gaussians struct{ Table []map[string]string }
	err = errors.Join(err,
		json.Unmarshal(b, &file),
		json.Unmarshal(file["equilibrium"], &th.equilibrium),
		json.Unmarshal(file["gaussians_N(0,1)_vs_N(mu,1)"], &gaussians))
	if err != nil || len(gaussians.Table) == 0 {
		t.Fatalf("reading the theory's values: %v", err)
	}
	th.gaussians = gaussians.Table
	return th
}

func number(t *testing.T, s string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// TestEquilibrium: where p_g = p_data and D is at its best, each loss has a known
// value. out is D's output there.
func TestEquilibrium(t *testing.T) {
	eq := readTheory(t).equilibrium
	log2 := number(t, eq["log2"])
	one := math.Log(math.E - 1) // softplus of it is 1
	for _, c := range []struct {
		loss string
		out  []float64
		d, g float64
	}{
		{"minimax", []float64{0}, number(t, eq["BCE_sum_D_loss"]), number(t, eq["saturating_G_loss_E_log(1-D)"])},
		{"nonsaturating", []float64{0}, number(t, eq["BCE_sum_D_loss"]), number(t, eq["NS_G_loss"])},
		{"lsgan", []float64{.5}, number(t, eq["LSGAN_D_loss_0_1_code_(with 1/2 each)"]), number(t, eq["LSGAN_G_loss_(c=1,no 1/2)"]) / 2},
		{"wgan", []float64{3}, number(t, eq["WGAN_critic_loss"]), -3},
		{"wgan-gp", []float64{3}, number(t, eq["WGAN_critic_loss"]), -3},
		{"hinge", []float64{0}, number(t, eq["hinge_D_loss"]), number(t, eq["hinge_G_loss"])},
		{"rpgan", []float64{3}, number(t, eq["RpGAN_D_loss"]), number(t, eq["RpGAN_G_loss"])},
		{"ragan", []float64{3}, number(t, eq["RaSGAN_D_loss_half"]), log2},
		{"fgan-kl", []float64{1}, 0, -1},        // T = 1, f* = exp(T - 1)
		{"fgan-reverse-kl", []float64{0}, 0, 1}, // T = -1, f* = -1
		{"fgan-pearson", []float64{0}, 0, 0},    // T = 0
		{"fgan-hellinger", []float64{0}, 0, 0},  // T = 0
		{"d2gan", []float64{one, one}, 2, -1},   // D1 = D2 = 1
		{"began", []float64{-.25}, .25, .25},    // k = 0 at the beginning
	} {
		l := newLosses(mustFind(t, c.loss), 8)
		for i := range l.real {
			out := float32(c.out[i/8])
			l.real[i], l.fake[i] = out, out
		}
		l.program.Run()
		if math.Abs(float64(l.d[0])-c.d) > 3e-6 {
			t.Errorf("%s: D's loss %v, want %v", c.loss, l.d[0], c.d)
		}
		if math.Abs(float64(l.g[0])-c.g) > 3e-6 {
			t.Errorf("%s: G's loss %v, want %v", c.loss, l.g[0], c.g)
		}
		if logit := mustFind(t, c.loss).Logit; logit != nil && c.loss[0] != 'r' {
			g := ad.NewGraph()
			var out [1]float32
			f := g.Variable("f", 1, len(c.out), narrow(c.out))
			ad.Compile(ad.Output{Expr: logit(f), Into: out[:]}).Run()
			if math.Abs(float64(out[0])) > 1e-5 {
				t.Errorf("%s: the odds that a point is real are exp %v, want 1", c.loss, out[0])
			}
		}
	}
	if n := len(Losses()); n != 14 {
		t.Errorf("%d losses; this test knows 14", n)
	}
}

func narrow(v []float64) []float32 {
	n := make([]float32, len(v))
	for i, x := range v {
		n[i] = float32(x)
	}
	return n
}

// atOptimum has real points from N(0, 1), generated ones from N(mu, 1), and D held at
// its best. Expectations are means over quantiles.
type atOptimum struct {
	value, slope float64 // -L_D, and the derivative of L_G by mu
}

// optimal returns, for each loss, its best D's output as an expression of the
// points, in terms of the log odds log p_data/p_g.
var optimal = map[string]func(logit, x *ad.Expr) *ad.Expr{
	"minimax":         func(l, _ *ad.Expr) *ad.Expr { return l },
	"nonsaturating":   func(l, _ *ad.Expr) *ad.Expr { return l },
	"lsgan":           func(l, _ *ad.Expr) *ad.Expr { return ad.Sigmoid(l) },
	"wgan":            func(_, x *ad.Expr) *ad.Expr { return ad.Neg(x) }, // mu > 0
	"fgan-kl":         func(l, _ *ad.Expr) *ad.Expr { return ad.Affine(l, 1, 1) },
	"fgan-reverse-kl": func(l, _ *ad.Expr) *ad.Expr { return l },
	"fgan-pearson":    func(l, _ *ad.Expr) *ad.Expr { return ad.Affine(ad.Exp(l), 2, -2) },
	"fgan-hellinger":  func(l, _ *ad.Expr) *ad.Expr { return ad.Scale(l, .5) },
	"d2gan": func(l, _ *ad.Expr) *ad.Expr { // softplus undone
		inverse := func(d *ad.Expr) *ad.Expr { return ad.Add(d, ad.Log(ad.Affine(ad.Exp(ad.Neg(d)), -1, 1))) }
		return ad.JoinColumns(inverse(ad.Exp(l)), inverse(ad.Exp(ad.Neg(l))))
	},
}

func (th theory) at(t *testing.T, name string, mu float64) atOptimum {
	const n = 1 << 16
	quantiles := make([]float32, n)
	for i := range quantiles {
		quantiles[i] = float32(distuv.UnitNormal.Quantile((float64(i) + .5) / n))
	}
	loss := mustFind(t, name)
	g := ad.NewGraph()
	mean := g.Variable("mean", 1, 1, []float32{float32(mu)})
	best := func(x *ad.Expr) *ad.Expr { return optimal[name](ad.Affine(x, float32(-mu), float32(mu*mu/2)), x) }
	x := g.Variable("x", n, 1, quantiles)
	real, fake := best(x), best(ad.Add(x, mean))
	var d, slope [1]float32
	ad.Compile(
		ad.Output{Expr: loss.Discriminator(real, fake), Into: d[:]},
		ad.Output{Expr: ad.Grad(loss.Generator(real, fake), mean)[0], Into: slope[:]}).Run()
	return atOptimum{-float64(d[0]), float64(slope[0])}
}

// TestGradientAtOptimum: the derivative of G's loss by the mean, where D is at its
// best, is known for minimax and nonsaturating at any distance.
func TestGradientAtOptimum(t *testing.T) {
	th := readTheory(t)
	for _, row := range th.gaussians {
		mu := number(t, row["mu"])
		if mu > 6 { // beyond, float32's quantiles do not reach where D* changes
			continue
		}
		for loss, column := range map[string]string{"minimax": "grad_saturating_G_=_mu*E_q[D*]_=_2*dJSD_dmu", "nonsaturating": "grad_nonsaturating_G_=_mu*(1-E_q[D*])"} {
			want, ok := row[column]
			if !ok {
				t.Fatalf("no %s in %v", column, row)
			}
			if got, w := th.at(t, loss, mu).slope, number(t, want); math.Abs(got-w) > 2e-4*max(1, math.Abs(w)) {
				t.Errorf("%s at mu = %v: gradient %v, want %v", loss, mu, got, w)
			}
		}
	}
}

// TestDivergences: at its best D a loss is a divergence, and G follows the
// divergence's derivative by mu; both are known in closed form for two Gaussians,
// or by quadrature.
func TestDivergences(t *testing.T) {
	th := readTheory(t)
	for _, mu := range []float64{.5, 1} {
		p := func(x float64) float64 { return math.Exp(-x*x/2) / math.Sqrt(2*math.Pi) }
		q := func(x float64) float64 { return p(x - mu) }
		integral := func(f func(x float64) float64) float64 { return quad.Fixed(f, -9, 9+mu, 400, nil, 0) }
		share := func(x float64) float64 { return p(x) / (p(x) + q(x)) }
		for name, want := range map[string]atOptimum{
			"fgan-kl":         {mu * mu / 2, mu},
			"fgan-reverse-kl": {mu * mu / 2, mu},
			"fgan-pearson":    {math.Exp(mu*mu) - 1, 2 * mu * math.Exp(mu*mu)},
			"fgan-hellinger":  {2 - 2*math.Exp(-mu*mu/8), mu / 2 * math.Exp(-mu*mu/8)},
			"d2gan":           {mu*mu - 2, 2 * mu}, // both divergences; -2 is the equilibrium's
			"wgan":            {mu, 1},
			"lsgan": {
				-integral(func(x float64) float64 { return p(x) * q(x) / (p(x) + q(x)) }) / 2,
				integral(func(x float64) float64 { // E (D* - 1) dD*/dx
					return q(x) * (share(x) - 1) * -mu * share(x) * (1 - share(x))
				}),
			},
		} {
			got := th.at(t, name, mu)
			tolerance := 2e-3
			if name == "fgan-pearson" && mu == 1 || name == "d2gan" {
				tolerance = 2e-2 // tails weigh more than the quantiles reach
			}
			if math.Abs(got.value-want.value) > tolerance*max(1, math.Abs(want.value)) {
				t.Errorf("%s, mu = %v: value %v, want %v", name, mu, got.value, want.value)
			}
			if math.Abs(got.slope-want.slope) > tolerance*max(1, math.Abs(want.slope)) {
				t.Errorf("%s, mu = %v: derivative %v, want %v", name, mu, got.slope, want.slope)
			}
		}
	}
}
