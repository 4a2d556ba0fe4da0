package theory

import "math"

// Gradients are the derivatives of what G may minimise with respect to a shift of
// all of q. For p = N(0, 1) and q = N(mu, 1) they are derivatives with respect to mu.
type Gradients struct {
	Saturating    float64 `json:"saturating"`    // of E log(1 - D(y)), D being held at D*
	NonSaturating float64 `json:"nonsaturating"` // of -E log D(y), D being held at D*
	JSD           float64 `json:"jsd"`
	ReverseKL     float64 `json:"reverseKL"` // of KL(q || p)
	W1            float64 `json:"w1"`        // 1 or -1 while q is on one side of p, 0 where W1 has its kink
	LSGAN         float64 `json:"lsgan"`     // of E (f(y) - 0)²/2, f being held at its best for the targets -1 and 1
	Pearson       float64 `json:"pearson"`   // of half of Pearson's divergence of 2q from p + q, which that f measures
}

// Gradients returns the gradients, to relative accuracy where p and q hardly meet.
//
// A shift moves each y, so E h(y) has the derivative E h'(y). With l = log p/q, the
// logit of D*, whose derivative is the difference of the scores,
//
//	saturating      E (log(1 - D*))' = -E D* l'
//	non-saturating  -E (log D*)'     = -E (1 - D*) l'
//	KL(q || p)      E (-log p)'      = -E l', since E (log q)' = 0.
//
// The first is 2 dJSD, since D* is the best and its own change does not count. So
// the second is that of KL(q || p) - 2 JSD (Arjovsky and Bottou, 2017, theorem 2.5).
func (c *Pair) Gradients() Gradients {
	var g Gradients
	n := &c.nodes
	for i, x := range n.x {
		p, rise := c.P.At(x)
		q, fall := c.Q.At(x)
		l := p - q
		push := n.weight[i] * math.Exp(q) * (fall - rise)
		g.Saturating += push * sigmoid(l)
		g.NonSaturating += push * sigmoid(-l)
		g.ReverseKL += push
	}
	g.JSD = g.Saturating / 2
	g.W1 = c.slopeOfW1()
	g.LSGAN, g.Pearson = c.LSGANGradient(-1, 1, 0), -c.LSGANGradient(-1, 1, -1)
	return g
}

// LSGANGradient returns the derivative of G's loss in LSGAN, E (f(y) - target)²/2, with
// respect to a shift of q, f being held at its best for the targets a and b. With
// f* = a + (b - a) D* it is
//
//	E (f* - target) f*',   f*' = (b - a) D* (1 - D*) l'.
//
// This is not the derivative of a divergence that f* measures: what is least at f* is
// D's loss, not G's. Of D's own loss, E_p (f - b)²/2 + E_q (f - a)²/2, the change of f*
// does not count (the envelope theorem), so the derivative of what is left of it at f*
// is the one with a for the target. For a, b = -1, 1 that loss is 1 - chi²/2, with
// Pearson's chi² of 2q from p + q.
func (c *Pair) LSGANGradient(a, b, target float64) float64 {
	var sum float64
	n := &c.nodes
	for i, x := range n.x {
		p, rise := c.P.At(x)
		q, fall := c.Q.At(x)
		best, rest := sigmoid(p-q), sigmoid(q-p)
		off := a*rest + b*best - target
		if target == a {
			off = (b - a) * best // to relative accuracy where it is almost 0
		}
		sum += n.weight[i] * math.Exp(q) * off * (b - a) * best * rest * (rise - fall)
	}
	return sum
}

// slopeOfW1 is the derivative of ∫ |P - Q| with respect to a shift of q: where P > Q,
// q's probability counts for it, where P < Q against it.
func (c *Pair) slopeOfW1() float64 {
	var sum float64
	ends := append(c.level(), math.Inf(1))
	from := math.Inf(-1)
	for _, to := range ends {
		sum += sign(c.between(from, to)) * (c.Q.Below(to) - c.Q.Below(from))
		from = to
	}
	return sum
}

// between returns P - Q at one of the places between a and b where it is extreme,
// or 0 where p = q everywhere.
func (c *Pair) between(a, b float64) float64 {
	var most float64
	for _, x := range c.equal {
		if e := c.excess(x); x > a && x < b && math.Abs(e) > math.Abs(most) {
			most = e
		}
	}
	return most
}
