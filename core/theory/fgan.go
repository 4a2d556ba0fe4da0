package theory

import "math"

// F is an f-divergence D_f(p || q) = ∫ q f(p/q) as f-GAN plays for it (Nowozin et
// al., 2016, eq 4, tables 1, 2 and 6):
//
//	D_f = max_T E T(x) - E f*(T(y)),   T = g(v),
//
// where v is D's output and g keeps T where the conjugate f* is finite. All functions
// of p and q are of l = log p/q.
type F struct {
	Name       string
	Of         func(l float64) float64 // f(exp l)
	Best       func(l float64) float64 // T* = f'(exp l)
	Activation func(v float64) float64 // g
	Conjugate  func(t float64) float64 // f*
}

// FDivergences returns the f-divergences, by the names of the losses that play for
// them and of the two that the minimax loss plays for.
func FDivergences() []F {
	id := func(v float64) float64 { return v }
	return []F{
		{"fgan-kl", func(l float64) float64 { return math.Exp(l) * l }, // u log u
			func(l float64) float64 { return 1 + l }, id,
			func(t float64) float64 { return math.Exp(t - 1) }},
		{"fgan-reverse-kl", func(l float64) float64 { return -l }, // -log u
			func(l float64) float64 { return -math.Exp(-l) },
			func(v float64) float64 { return -math.Exp(-v) },
			func(t float64) float64 { return -1 - math.Log(-t) }},
		{"fgan-pearson", func(l float64) float64 { return square(math.Expm1(l)) }, // (u - 1)²
			func(l float64) float64 { return 2 * math.Expm1(l) }, id,
			func(t float64) float64 { return t*t/4 + t }},
		{"fgan-hellinger", func(l float64) float64 { return square(math.Expm1(l / 2)) }, // (√u - 1)²
			func(l float64) float64 { return -math.Expm1(-l / 2) },
			func(v float64) float64 { return -math.Expm1(-v) },
			func(t float64) float64 { return t / (1 - t) }},
		// Twice the JSD: u log u - (u + 1) log((1 + u)/2).
		{"jensen-shannon", func(l float64) float64 {
			return math.Exp(l)*(math.Ln2-softplus(-l)) + math.Ln2 - softplus(l)
		},
			func(l float64) float64 { return math.Ln2 - softplus(-l) },
			func(v float64) float64 { return math.Ln2 - softplus(-v) },
			func(t float64) float64 { return -math.Log(2 - math.Exp(t)) }},
		// The minimax loss: twice the JSD less log 4.
		{"minimax", func(l float64) float64 { return -math.Exp(l)*softplus(-l) - softplus(l) },
			func(l float64) float64 { return -softplus(-l) },
			func(v float64) float64 { return -softplus(-v) },
			func(t float64) float64 { return -math.Log(-math.Expm1(t)) }},
	}
}

func square(x float64) float64 { return x * x }
