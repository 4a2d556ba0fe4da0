package theory

import (
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/diff/fd"
	"gonum.org/v1/gonum/stat/distuv"

	"saddle/core/gan"
)

// V of any D is below V of the best one, which has -log 4 + 2 JSD.
func TestValue(t *testing.T) {
	for _, v := range hard[:1] {
		c := pair(t, v[0], v[1])
		near(t, "V(G, D*)", c.Value(c.LogRatio), c.BestValue(), 1e-13)
		near(t, "V(G, D*)", c.BestValue(), 2*c.JSD()-2*math.Ln2, 1e-12)
		for _, off := range []float64{-1, -.01, .01, 3} {
			if other := c.Value(func(x float64) float64 { return c.LogRatio(x) + off }); other >= c.BestValue() {
				t.Errorf("V of a D that is off by %v is %v, above %v", off, other, c.BestValue())
			}
		}
	}
	// Between Gaussians of one width the best D is logistic.
	v, err := ValueOfLogistic(Gaussian(0, 1), Gaussian(2, 1), -2, 1)
	near(t, "V of a logistic D", v, pair(t, Gaussian(0, 1), Gaussian(2, 1)).BestValue(), 1e-13)
	blind, err2 := ValueOfLogistic(Gaussian(0, 1), Gaussian(2, 1), 0, 1)
	near(t, "V of D = 1/2", blind, -math.Log(4), 1e-14)
	if err != nil || err2 != nil {
		t.Error(err, err2)
	}
}

// f-GAN: the values at mu = 1; and for each f, that T* attains the divergence, that
// g leads to it, that the conjugate is one, and that T* is f'.
func TestFDivergences(t *testing.T) {
	c := pair(t, Gaussian(0, 1), Gaussian(1, 1))
	check := reference(t, "f_gan").part(t, "check_mu=1")
	want := map[string]float64{
		"fgan-kl":         check.number(t, "KL"),
		"fgan-reverse-kl": check.number(t, "reverse KL"),
		"fgan-pearson":    check.number(t, "Pearson chi2(q->p) int (p-q)^2/q"),
		"fgan-hellinger":  check.number(t, "Hellinger int (sqrt p - sqrt q)^2"),
		"jensen-shannon":  2 * c.JSD(),
		"minimax":         c.BestValue(),
	}
	for _, f := range FDivergences() {
		near(t, f.Name, c.FDivergence(f.Of), want[f.Name], twelve)
		bound := c.nodes.sum(func(p, q float64) float64 {
			best := f.Best(p - q)
			return math.Exp(p)*best - math.Exp(q)*f.Conjugate(best)
		})
		near(t, f.Name+" at T*", bound, c.FDivergence(f.Of), 1e-12)
		for _, l := range []float64{-2, -.3, .1, 1.5} {
			u := math.Exp(l)
			slope := fd.Derivative(func(u float64) float64 { return f.Of(math.Log(u)) }, u, &fd.Settings{Formula: fd.Central})
			near(t, f.Name+", T* = f'", f.Best(l), slope, 1e-7)
			// Young's equality.
			near0(t, f.Name+", f* at T*", f.Conjugate(f.Best(l)), u*f.Best(l)-f.Of(l), 1e-13*max(1, u*u))
		}
		// g(v) comes up to T* for some v, and never leaves where f* is finite.
		for v := -8.; v < 8; v += .5 {
			if c := f.Conjugate(f.Activation(v)); math.IsNaN(c) || math.IsInf(c, 0) {
				t.Errorf("%s: f* of g(%v) is %v", f.Name, v, c)
			}
		}
	}
	logit := map[string]float64{"fgan-reverse-kl": 1, "fgan-hellinger": .5, "jensen-shannon": 1, "minimax": 1}
	for _, f := range FDivergences() {
		if scale, ok := logit[f.Name]; ok {
			near(t, f.Name+": v of T*", f.Activation(.7*scale), f.Best(.7), 1e-14)
		}
	}
}

func TestLSGAN(t *testing.T) {
	c := pair(t, hard[0][0], hard[0][1])
	// The best critic is where its loss per point is least.
	const a, b = -.3, 1.2
	for _, x := range []float64{-1, .5, 1.8} {
		p, q := math.Exp(c.P.LogAt(x)), math.Exp(c.Q.LogAt(x))
		d := c.BestLSGAN(x, a, b)
		near0(t, "slope of LSGAN's loss at its critic", p*(d-b)+q*(d-a), 0, 1e-15)
	}
	chi := c.nodes.sum(func(p, q float64) float64 {
		p, q = math.Exp(p), math.Exp(q)
		if p+q == 0 {
			return 0
		}
		return square(q-p) / (p + q)
	})
	near(t, "LSGAN's loss is chi²/2", c.LSGANLoss(-1, 1, 0), chi/2, 1e-13)
}

// The best critic of W1 is nowhere steeper than 1 and attains W1.
func TestWassersteinCritic(t *testing.T) {
	for _, v := range hard {
		c := pair(t, v[0], v[1])
		f := make([]float64, len(c.nodes.x))
		c.wasserstein(f, c.nodes.x)
		var gain float64
		for i := range f {
			gain += c.nodes.weight[i] * f[i] * (math.Exp(c.nodes.p[i]) - math.Exp(c.nodes.q[i]))
			if i > 0 && math.Abs(f[i]-f[i-1]) > c.nodes.x[i]-c.nodes.x[i-1]+1e-13 {
				t.Fatalf("steeper than 1 at %v", c.nodes.x[i])
			}
		}
		near(t, "gain", gain, c.W1(), 1e-3) // f has bends
	}
	c := pair(t, Gaussian(0, 1), Gaussian(3, 1))
	near(t, "slope towards the data", c.WassersteinSlope(1), -1, 0)
	same := pair(t, Gaussian(0, 1), Gaussian(0, 1))
	near(t, "slope where all is done", same.WassersteinSlope(1), 0, 0)
}

// Every loss of the trainer has an equilibrium, with the reference's values.
func TestEquilibria(t *testing.T) {
	at := map[string]Equilibrium{}
	for _, e := range Equilibria() {
		at[e.Loss] = e
		if !slices.Contains(gan.Losses(), e.Loss) {
			t.Errorf("%s is no loss", e.Loss)
		}
	}
	for _, name := range gan.Losses() {
		if _, ok := at[name]; !ok && name != "began" {
			t.Errorf("%s has no equilibrium", name)
		}
	}
	ref := reference(t, "equilibrium")
	perfect := pair(t, Gaussian(0, 1), Gaussian(0, 1))
	for _, v := range []struct {
		key string
		got float64
	}{
		{"V_star", perfect.BestValue()},
		{"V_star", -at["minimax"].Discriminator},
		{"log2", perfect.Gap()},
		{"BCE_sum_D_loss", at["nonsaturating"].Discriminator},
		{"BCE_mean_D_loss(/2)", at["nonsaturating"].Discriminator / 2},
		{"NS_G_loss", at["nonsaturating"].Generator},
		{"saturating_G_loss_E_log(1-D)", at["minimax"].Generator},
		{"LSGAN_D_loss_0_1_code_(with 1/2 each)", at["lsgan"].Discriminator},
		{"LSGAN_D_loss_0_1_code_(no 1/2, sum)", 2 * at["lsgan"].Discriminator},
		{"LSGAN_G_loss_(c=1,no 1/2)", 2 * at["lsgan"].Generator},
		{"hinge_D_loss", at["hinge"].Discriminator},
		{"hinge_G_loss", at["hinge"].Generator},
		{"WGAN_critic_loss", at["wgan"].Discriminator},
		{"RpGAN_D_loss", at["rpgan"].Discriminator},
		{"RpGAN_G_loss", at["rpgan"].Generator},
		{"RaSGAN_D_loss_half", at["ragan"].Discriminator},
		{"RaSGAN_D_loss_sum", 2 * at["ragan"].Discriminator},
		{"V_for_disjoint_supports", math.Round(pair(t, Gaussian(0, .1), Gaussian(10, .1)).BestValue())},
	} {
		near(t, v.key, v.got, ref.number(t, v.key), 1e-14)
	}
	// From the pairs of f and f*: D pays minus the divergence, G minus E f*(T).
	for _, f := range FDivergences() {
		if e, ok := at[f.Name]; ok {
			near0(t, f.Name+": D pays", e.Discriminator, -perfect.FDivergence(f.Of), 1e-13)
			near0(t, f.Name+": G pays", e.Generator, -f.Conjugate(f.Best(0)), 1e-13)
			near0(t, f.Name+": output", f.Activation(e.Output), f.Best(0), 1e-13)
		}
	}
}

func TestCollapse(t *testing.T) {
	ref := reference(t, "mode_collapse_uniform_on_j_of_K")
	for key, k := range map[string]int{"K=8": 8, "K=25": 25} {
		for _, row := range ref.rows(t, key) {
			c, err := Collapsed(int(row.number(t, "modes")), k)
			if err != nil {
				t.Fatal(err)
			}
			// Of 12 digits, and D* of 8.
			near(t, "reverse KL", c.ReverseKL, row.number(t, "reverse_KL=log(K/j)"), twelve)
			near0(t, "JSD", c.JSD, row.number(t, "JSD"), 1e-12)
			near(t, "V", c.Value, row.number(t, "V=2JSD-log4"), twelve)
			near(t, "TV", c.TV, row.number(t, "TV"), 1e-14)
			near(t, "KL", c.ForwardKL(), row.number(t, "forward_KL"), 0)
			near(t, "D*", c.Captured, row.number(t, "D*_on_captured"), 1e-7)
		}
	}
	for _, v := range [][2]int{{0, 8}, {9, 8}, {1, 2e6}} {
		if _, err := Collapsed(v[0], v[1]); err == nil {
			t.Errorf("%d of %d modes", v[0], v[1])
		}
	}
}

func TestCeilings(t *testing.T) {
	ref := reference(t, "metric_ceilings")
	near(t, "2", HighQuality(2), ref.number(t, "k=2"), 1e-14)
	near(t, "3", HighQuality(3), ref.number(t, "k=3"), 1e-14)
	near(t, "4", HighQuality(4), ref.number(t, "k=4"), 1e-14)
	near(t, "3√2", HighQuality(3*math.Sqrt2), ref.number(t, "L2 within 3*sigma*sqrt(2)"), 1e-14)
	near(t, "per axis", HighQualityPerAxis(3), ref.number(t, "high_quality_per_axis_|dx|,|dy|<3sigma (self-conditioned-gan code)"), 1e-14)
	sd := ref.part(t, "binomial_sd_percent")
	// Of a share rounded to .988891.
	near(t, "deviation", 100*ShareDeviation(.988891, 2500), sd.number(t, "N=2500"), 1e-13)
	near(t, "deviation", 100*ShareDeviation(HighQuality(3), 10000), sd.number(t, "N=10000"), 2e-7)
	for _, row := range ref.rows(t, "reverse_KL_floor_of_a_perfect_sampler") {
		k, n := int(row.number(t, "K")), int(row.number(t, "N"))
		floor := ReverseKLFloor(k, n)
		near(t, "floor", floor, row.number(t, "approx_(K-1)/(2N)"), 1e-14)
		near(t, "floor of JSD", floor/4, row.number(t, "approx_(K-1)/(8N)"), 1e-14)
		// These come from drawing, to about a percent.
		near(t, "drawn floor", floor, row.number(t, "reverse_KL_mean"), .01)
		near(t, "drawn floor of JSD", floor/4, row.number(t, "JSD_mean"), .01)
		p99 := distuv.ChiSquared{K: float64(k - 1)}.Quantile(.99) / float64(2*n)
		near(t, "drawn 99th percentile", p99, row.number(t, "reverse_KL_p99"), .03)
	}
	ring := reference(t, "wasserstein_checks")
	near(t, "ring to one mode", RingToOneMode(8), ring.number(t, "ring K=8 -> all mass on one mode: W1/R"), twelve)
}
