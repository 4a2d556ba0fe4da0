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
	return g
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
