package theory

import "math"

// What is known in closed form of N(m, s²), the oracle of the quadrature.

// GaussianKL returns KL(N(m, s²) || N(n, t²)) = log t/s + (s² + (m-n)²)/2t² - 1/2
// (Kullback, 1959, section 9.1).
func GaussianKL(m, s, n, t float64) float64 {
	r, d := s/t, (m-n)/t
	return (r*r-1-2*math.Log(r))/2 + d*d/2
}

// GaussianTV returns the total variation of two Gaussians of one width:
// erf(|m-n|/(√8 s)).
func GaussianTV(m, n, s float64) float64 { return math.Erf(math.Abs(m-n) / (math.Sqrt(8) * s)) }

// GaussianW2 returns √((m-n)² + (s-t)²) (Dowson and Landau, 1982, eq 16). W1 is
// |m-n| where the widths agree.
func GaussianW2(m, s, n, t float64) float64 { return math.Hypot(m-n, s-t) }

// GaussianHellinger returns 1 - ∫ √(pq), half the squared Hellinger distance.
func GaussianHellinger(m, s, n, t float64) float64 {
	v := s*s + t*t
	return -math.Expm1(math.Log(2*s*t/v)/2 - (m-n)*(m-n)/(4*v))
}

// GaussianPearson returns ∫ (p - q)²/q of two Gaussians of one width:
// exp((m-n)²/s²) - 1. It exceeds all floats from 27 widths on, where it is +Inf.
func GaussianPearson(m, n, s float64) float64 { return math.Expm1((m - n) * (m - n) / (s * s)) }
