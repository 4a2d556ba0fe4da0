package theory

import "math"

// Game is played by x in Rⁿ and y in Rᵐ, each of which lowers a loss of its own: in
// a zero-sum game f and -f. A state z is x, then y.
type Game interface {
	// Players returns n and m.
	Players() (n, m int)
	// Field sets v to where the players want to go: minus the gradient of each one's
	// loss with respect to its own numbers.
	Field(v, z []float64)
	// Jacobian sets j to the derivatives of the field, ∂v_i/∂z_k at i (n+m) + k.
	Jacobian(j, z []float64)
	// Equilibrium returns where the field is 0, and whether it is smooth there.
	Equilibrium() (z []float64, smooth bool)
	// Restrict moves z to the nearest state that is allowed.
	Restrict(z []float64)
}

// Complex is a complex number as plain data.
type Complex struct {
	Re float64 `json:"re"`
	Im float64 `json:"im"`
}

// Eigenvalues returns those of the field's Jacobian at z. The play in continuous
// time settles there if all real parts are negative, and turns by the imaginary
// parts.
func Eigenvalues(g Game, z []float64) ([]complex128, error) {
	n, m := g.Players()
	j := make([]float64, (n+m)*(n+m))
	g.Jacobian(j, z)
	return eigenvalues(j, n+m)
}

// LargestRate returns the learning rate below which simultaneous gradient steps
// settle: 2 |Re λ|/|λ|² for the worst eigenvalue λ of the Jacobian (Mescheder et al.,
// 2017, lemma 4), and 0 where some real part is not negative.
func LargestRate(eigenvalues []complex128) float64 {
	rate := math.Inf(1)
	for _, l := range eigenvalues {
		if real(l) >= 0 {
			return 0
		}
		rate = min(rate, -2*real(l)/(real(l)*real(l)+imag(l)*imag(l)))
	}
	return rate
}
