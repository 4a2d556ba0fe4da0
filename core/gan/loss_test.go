package gan

import (
	"encoding/json"
	"errors"
	"math"
	"os"
	"strconv"
	"testing"

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

// TestEquilibrium: where p_g = p_data, D = 1/2 everywhere, and each loss has a known value.
func TestEquilibrium(t *testing.T) {
	eq := readTheory(t).equilibrium
	for _, c := range []struct{ loss, d, g string }{
		{"minimax", "BCE_sum_D_loss", "saturating_G_loss_E_log(1-D)"},
		{"nonsaturating", "BCE_sum_D_loss", "NS_G_loss"},
	} {
		l := newLosses(mustFind(t, c.loss), 8) // logits of 0
		l.program.Run()
		if want := number(t, eq[c.d]); math.Abs(float64(l.d[0])-want) > 1e-6 {
			t.Errorf("%s: D's loss %v, want %v", c.loss, l.d[0], want)
		}
		if want := number(t, eq[c.g]); math.Abs(float64(l.g[0])-want) > 1e-6 {
			t.Errorf("%s: G's loss %v, want %v", c.loss, l.g[0], want)
		}
	}
}

// TestGradientAtOptimum: real points from N(0, 1), generated ones from N(mu, 1),
// D held at D* = sigmoid(mu²/2 - mu x). The derivative of G's loss by the mean
// is known for each loss.
func TestGradientAtOptimum(t *testing.T) {
	const n = 1 << 16
	quantiles := make([]float32, n) // of N(0, 1): expectations become means over them
	for i := range quantiles {
		quantiles[i] = float32(distuv.UnitNormal.Quantile((float64(i) + .5) / n))
	}
	for _, row := range readTheory(t).gaussians {
		mu := number(t, row["mu"])
		if mu > 6 { // beyond, float32's quantiles do not reach where D* changes
			continue
		}
		for loss, column := range map[string]string{"minimax": "grad_saturating_G_=_mu*E_q[D*]_=_2*dJSD_dmu", "nonsaturating": "grad_nonsaturating_G_=_mu*(1-E_q[D*])"} {
			g := ad.NewGraph()
			mean := g.Variable("mean", 1, 1, []float32{float32(mu)})
			y := ad.Add(g.Variable("t", n, 1, quantiles), mean)
			f := ad.Affine(y, float32(-mu), float32(mu*mu/2))
			l := mustFind(t, loss)
			var got [1]float32
			ad.Compile(ad.Output{Expr: ad.Grad(l.Generator(f, f), mean)[0], Into: got[:]}).Run()
			want, ok := row[column]
			if !ok {
				t.Fatalf("no %s in %v", column, row)
			}
			if w := number(t, want); math.Abs(float64(got[0])-w) > 2e-4*max(1, math.Abs(w)) {
				t.Errorf("%s at mu = %v: gradient %v, want %v", loss, mu, got[0], w)
			}
		}
	}
}
