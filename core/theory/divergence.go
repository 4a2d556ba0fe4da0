package theory

import "math"

// The integrands of divergences, as functions of log p and log q. Each is drawn as
// it is integrated.

// klTerm is p log p/q, Kullback and Leibler (1951), eq 2.4.
func klTerm(p, q float64) float64 { return math.Exp(p) * (p - q) }

// jsdTerm is (p log p/m + q log q/m)/2 with m = (p + q)/2 (Lin, 1991, eq 4.1), never
// negative.
func jsdTerm(p, q float64) float64 {
	real, made := unsure(p - q)
	return (math.Exp(p)*(math.Ln2-real) + math.Exp(q)*(math.Ln2-made)) / 2
}

// gapTerm is what jsdTerm lacks of log 2 (p + q)/2: the entropy, times (p + q)/2, of
// guessing which of the two x is from.
func gapTerm(p, q float64) float64 {
	real, made := unsure(p - q)
	return (math.Exp(p)*real + math.Exp(q)*made) / 2
}

// unsure returns -log D and -log(1 - D) of D with the logit l.
func unsure(l float64) (real, made float64) {
	rest := math.Log1p(math.Exp(-math.Abs(l)))
	return max(-l, 0) + rest, max(l, 0) + rest
}

// tvTerm is |p - q|/2.
func tvTerm(p, q float64) float64 { return math.Abs(math.Exp(p)-math.Exp(q)) / 2 }

// KL returns KL(p || q). It punishes a q that leaves out what p has.
func (c *Pair) KL() float64 { return max(c.nodes.sum(klTerm), 0) }

// ReverseKL returns KL(q || p). It punishes a q that is where p is not.
func (c *Pair) ReverseKL() float64 {
	return max(c.nodes.sum(func(p, q float64) float64 { return klTerm(q, p) }), 0)
}

// JSD returns the divergence of Jensen and Shannon, 0 to log 2.
func (c *Pair) JSD() float64 { return min(max(c.nodes.sum(jsdTerm), 0), math.Ln2) }

// Gap returns log 2 - JSD to relative accuracy: it is integrated itself, since the
// difference has no digit left once p and q are 17 widths apart.
func (c *Pair) Gap() float64 { return c.nodes.sum(gapTerm) }

// TV returns the total variation, half the integral of |p - q|: 0 to 1. Between two
// places where p = q it is a difference of probabilities, so there is no kink to
// integrate over.
func (c *Pair) TV() float64 {
	var sum, last float64
	for _, x := range c.equal {
		e := c.excess(x)
		sum += math.Abs(e - last)
		last = e
	}
	return min((sum+math.Abs(last))/2, 1)
}

// excess returns p's probability of less than x, less q's, whichever side of x is
// less probable being looked at.
func (c *Pair) excess(x float64) float64 {
	if below := c.P.Below(x); below < .5 {
		return below - c.Q.Below(x)
	}
	return c.Q.Above(x) - c.P.Above(x)
}

// equal returns where p = q, as far as the nodes can tell: two such places between
// neighbouring nodes are too close to matter.
func equal(c *Pair) []float64 {
	var list []float64
	n := &c.nodes
	from, before := 0, 0.
	for i := range n.x {
		ratio := n.p[i] - n.q[i]
		if before < 0 && ratio > 0 || before > 0 && ratio < 0 {
			list = append(list, bisect(c.LogRatio, n.x[from], n.x[i]))
		}
		if ratio != 0 {
			from, before = i, ratio
		}
	}
	return list
}

// bisect returns a root of f between a and b, where it has two signs. 52 halvings
// leave what rounding does; going on until nothing is left to halve would take a
// thousand where the root is 0.
func bisect(f func(x float64) float64, a, b float64) float64 {
	rising := f(b) > 0
	for range 52 {
		if m := a/2 + b/2; f(m) > 0 == rising {
			b = m
		} else {
			a = m
		}
	}
	return a/2 + b/2
}

// FDivergence returns the integral of q f(p/q) (Csiszár, 1967), f being given as a
// function of log p/q. It must be finite, and p/q a float wherever p has mass: chi²,
// say, is not finite where q is far narrower than p.
func (c *Pair) FDivergence(f func(logRatio float64) float64) float64 {
	return c.nodes.sum(func(p, q float64) float64 { return math.Exp(q) * f(p-q) })
}
