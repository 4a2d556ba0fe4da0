package theory

import (
	"fmt"
	"math"
)

// Pair is two mixtures to be compared.
type Pair struct {
	P, Q  Density
	nodes nodes
	equal []float64 // where p = q, in order
}

// NewPair returns p and q, ready to be compared.
func NewPair(p, q Mixture) (*Pair, error) {
	of, err := p.Density()
	if err != nil {
		return nil, fmt.Errorf("%w (of P)", err)
	}
	to, err := q.Density()
	if err != nil {
		return nil, fmt.Errorf("%w (of Q)", err)
	}
	c := &Pair{P: of, Q: to, nodes: newNodes(of, to)}
	c.equal = equal(c)
	return c, nil
}

// LogRatio returns log p(x)/q(x): the logit of the best D.
func (c *Pair) LogRatio(x float64) float64 { return c.P.LogAt(x) - c.Q.LogAt(x) }

func softplus(x float64) float64 { return max(x, 0) + math.Log1p(math.Exp(-math.Abs(x))) }

func sigmoid(x float64) float64 {
	if x < 0 {
		e := math.Exp(x)
		return e / (1 + e)
	}
	return 1 / (1 + math.Exp(-x))
}
