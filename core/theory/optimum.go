package theory

import "math"

// Best returns the best discriminator's value (Goodfellow et al., 2014, proposition
// 1), D*(x) = p(x)/(p(x) + q(x)).
func (c *Pair) Best(x float64) float64 { return sigmoid(c.LogRatio(x)) }

// BestValue returns V(G, D*) = -log 4 + 2 JSD (Goodfellow et al., 2014, theorem 1)
// to relative accuracy, also where p and q hardly meet and it is almost 0.
func (c *Pair) BestValue() float64 { return -2 * c.Gap() }

// Value returns V(G, D) = E log D(x) + E log(1 - D(y)) of any D, given its logit. It
// is never above BestValue, and so may lie below -log 4. The logit may bend where p
// and q do; of one that jumps elsewhere a few digits are right.
func (c *Pair) Value(logit func(x float64) float64) float64 {
	var sum float64
	n := &c.nodes
	for i, x := range n.x {
		real, made := unsure(logit(x))
		sum -= n.weight[i] * (math.Exp(n.p[i])*real + math.Exp(n.q[i])*made)
	}
	return sum
}

// BestLSGAN returns the best critic of LSGAN with targets a for generated points and
// b for real ones, (b p + a q)/(p + q) (Mao et al., 2017, eq 5).
func (c *Pair) BestLSGAN(x, a, b float64) float64 { return a + (b-a)*c.Best(x) }

// LSGANLoss returns what G of LSGAN, aiming at target, still pays at the best critic,
// E_q (f* - t)²/2, and E_p (f* - t)²/2 besides. For b - t = 1 and b - a = 2 both
// together are half of Pearson's chi² of 2q from p + q (Mao et al., 2017, eq 8). The
// second part does not depend on G while f is held, and does once f* is put back; see
// LSGANGradient.
func (c *Pair) LSGANLoss(a, b, target float64) float64 {
	return c.nodes.sum(func(p, q float64) float64 {
		off := a + (b-a)*sigmoid(p-q) - target
		return (math.Exp(p) + math.Exp(q)) * off * off / 2
	})
}

// WassersteinSlope returns the slope of the best critic among those that are nowhere
// steeper than 1: with F and G the distribution functions of p and q,
//
//	W1 = max E f(x) - E f(y) = max ∫ f'(x) (G(x) - F(x)) dx,
//
// so it is 1 or -1, the sign of G - F, and 0 where nothing has to be moved.
func (c *Pair) WassersteinSlope(x float64) float64 { return sign(-c.excess(x)) }

func sign(x float64) float64 {
	switch {
	case x > 0:
		return 1
	case x < 0:
		return -1
	}
	return 0
}

// wasserstein fills dst with the best critic of W1 over x, which ascend: the area
// under its slope, and 0 midway in height.
func (c *Pair) wasserstein(dst, x []float64) {
	bends := c.level()
	var f, low, high float64
	for i := range x {
		if i > 0 {
			from := x[i-1]
			for len(bends) > 0 && bends[0] < x[i] {
				if bends[0] > from {
					f += c.WassersteinSlope(from/2+bends[0]/2) * (bends[0] - from)
					from = bends[0]
				}
				bends = bends[1:]
			}
			f += c.WassersteinSlope(from/2+x[i]/2) * (x[i] - from)
		}
		dst[i] = f
		low, high = min(low, f), max(high, f)
	}
	for i := range dst {
		dst[i] -= (low + high) / 2
	}
}
