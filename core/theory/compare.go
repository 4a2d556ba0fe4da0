package theory

import (
	"errors"
	"fmt"
	"math"
)

// Grid is places on the line, evenly spaced.
type Grid struct {
	From   float64 `json:"from"`
	To     float64 `json:"to"`
	Points int     `json:"points"` // 2 to mostPoints
}

const mostPoints = 10_000

// places returns the grid's points.
func (g Grid) places() ([]float64, error) {
	if !(math.Abs(g.From) <= 1e6 && math.Abs(g.To) <= 1e6 && g.From < g.To) {
		return nil, fmt.Errorf("theory: a grid from %v to %v; it must go up, between -1e6 and 1e6", g.From, g.To)
	}
	if g.Points < 2 || g.Points > mostPoints {
		return nil, fmt.Errorf("theory: a grid has 2 to %d points, not %d", mostPoints, g.Points)
	}
	x := make([]float64, g.Points)
	for i := range x {
		t := float64(i) / float64(g.Points-1)
		x[i] = g.From*(1-t) + g.To*t
	}
	return x, nil
}

// Divergence is a number, and what it is the integral of: at each point of the grid.
type Divergence struct {
	Value     float64   `json:"value"`
	Integrand []float64 `json:"integrand"`
}

// Comparison is all there is to see of two mixtures. Slices have a number for each
// point of the grid.
type Comparison struct {
	X    []float64 `json:"x"`
	P    []float64 `json:"p"` // densities
	Q    []float64 `json:"q"`
	Best []float64 `json:"best"` // D*

	KL        Divergence `json:"kl"`        // KL(p || q)
	ReverseKL Divergence `json:"reverseKL"` // KL(q || p)
	JSD       Divergence `json:"jsd"`
	TV        Divergence `json:"tv"`
	W1        Divergence `json:"w1"` // the integrand is the distance of distribution functions
	W2        Divergence `json:"w2"` // the integrand is p times the squared way that p's mass goes; its root is the value

	Gap       float64   `json:"gap"`   // log 2 - JSD, to relative accuracy
	Value     float64   `json:"value"` // V(G, D*)
	Gradients Gradients `json:"gradients"`
}

// Compare compares two mixtures.
func Compare(p, q Mixture, grid Grid) (*Comparison, error) {
	c, err := NewPair(p, q)
	if err != nil {
		return nil, err
	}
	x, err := grid.places()
	if err != nil {
		return nil, err
	}
	n := len(x)
	numbers := make([]float64, 9*n)
	next := func() []float64 {
		part := numbers[:n:n]
		numbers = numbers[n:]
		return part
	}
	r := &Comparison{X: x, P: next(), Q: next(), Best: next(),
		KL: Divergence{c.KL(), next()}, ReverseKL: Divergence{c.ReverseKL(), next()},
		JSD: Divergence{c.JSD(), next()}, TV: Divergence{c.TV(), next()},
		W1: Divergence{c.W1(), next()}, W2: Divergence{c.W2(), next()},
		Gap: c.Gap(), Value: c.BestValue(), Gradients: c.Gradients()}
	way := newMatch(c.P, c.Q)
	for i, x := range x {
		p, q := c.P.LogAt(x), c.Q.LogAt(x)
		r.P[i], r.Q[i], r.Best[i] = math.Exp(p), math.Exp(q), sigmoid(p-q)
		r.KL.Integrand[i], r.ReverseKL.Integrand[i] = klTerm(p, q), klTerm(q, p)
		r.JSD.Integrand[i], r.TV.Integrand[i] = jsdTerm(p, q), tvTerm(p, q)
		r.W1.Integrand[i] = math.Abs(c.excess(x))
		if r.P[i] > 0 {
			r.W2.Integrand[i] = r.P[i] * square(x-way.next(x))
		}
	}
	return r, nil
}

// Critics are the best answers of different kinds of critic to the same two
// mixtures, at each point of the grid.
type Critics struct {
	X           []float64            `json:"x"`
	Best        []float64            `json:"best"`        // D* of cross entropy
	LSGAN       []float64            `json:"lsgan"`       // with targets A for generated and B for real points
	Wasserstein []float64            `json:"wasserstein"` // nowhere steeper than 1, its height free: 0 is midway
	T           map[string][]float64 `json:"t"`           // T* of each f-divergence, within ±1e6, by its name
}

// BestCritics returns the best critics. a and b are LSGAN's targets.
func BestCritics(p, q Mixture, grid Grid, a, b float64) (*Critics, error) {
	c, err := NewPair(p, q)
	if err != nil {
		return nil, err
	}
	x, err := grid.places()
	if err != nil {
		return nil, err
	}
	if !(math.Abs(a) <= farthest && math.Abs(b) <= farthest) {
		return nil, fmt.Errorf("theory: LSGAN's targets are %v and %v; they must be numbers between -%g and %g", a, b, farthest, farthest)
	}
	n := len(x)
	r := &Critics{X: x, Best: make([]float64, n), LSGAN: make([]float64, n), Wasserstein: make([]float64, n), T: map[string][]float64{}}
	logit := make([]float64, n)
	for i, x := range x {
		logit[i] = c.LogRatio(x)
		r.Best[i], r.LSGAN[i] = sigmoid(logit[i]), c.BestLSGAN(x, a, b)
	}
	c.wasserstein(r.Wasserstein, x)
	for _, f := range FDivergences() {
		t := make([]float64, n)
		for i, l := range logit {
			t[i] = min(max(f.Best(l), -1e6), 1e6)
		}
		r.T[f.Name] = t
	}
	return r, nil
}

// ValueOfLogistic returns V(G, D) of D(x) = sigmoid(slope (x - middle)), a D that a
// person can move.
func ValueOfLogistic(p, q Mixture, slope, middle float64) (float64, error) {
	c, err := NewPair(p, q)
	if err != nil {
		return 0, err
	}
	if !(math.Abs(slope) <= farthest && math.Abs(middle) <= farthest) {
		return 0, fmt.Errorf("theory: D's slope and middle are %v and %v; they must be numbers between -%g and %g", slope, middle, farthest, farthest)
	}
	return c.Value(func(x float64) float64 { return slope * (x - middle) }), nil
}

// Flatness is what is seen of N(0, 1) and N(mu, 1) as mu moves away: the JSD flattens
// out and its gradient dies, at D* the saturating loss's with it, while the
// non-saturating loss, KL and W1 go on.
type Flatness struct {
	Mu        float64   `json:"mu"`
	JSD       float64   `json:"jsd"`
	Gap       float64   `json:"gap"` // log 2 - JSD, to relative accuracy
	Value     float64   `json:"value"`
	KL        float64   `json:"kl"` // both directions' are the same
	TV        float64   `json:"tv"`
	W1        float64   `json:"w1"`
	Gradients Gradients `json:"gradients"`
}

// Flat returns a Flatness for each mu.
func Flat(mus []float64) ([]Flatness, error) {
	if len(mus) > mostPoints {
		return nil, fmt.Errorf("theory: %d means at once; at most %d", len(mus), mostPoints)
	}
	list := make([]Flatness, len(mus))
	for i, mu := range mus {
		if !(math.Abs(mu) <= 70) { // beyond, log 2 - JSD is less than any float
			return nil, errors.New("theory: a mean must be a number between -70 and 70")
		}
		c, err := NewPair(Gaussian(0, 1), Gaussian(mu, 1))
		if err != nil {
			return nil, err
		}
		list[i] = Flatness{Mu: mu, JSD: c.JSD(), Gap: c.Gap(), Value: c.BestValue(), KL: c.KL(),
			TV: c.TV(), W1: c.W1(), Gradients: c.Gradients()}
	}
	return list, nil
}
