package theory

// linear is a game whose field is a matrix times the state, v = J z.
type linear struct {
	n, m   int
	matrix []float64 // J, rows one after the other
}

// newBilinear is the game f = c x y of two numbers, where c is the coupling: the
// least one in which players turn round an equilibrium for ever.
func newBilinear(s GameSettings) Game { return newQuadratic(1, 1, 0, 0, []float64{s.Coupling}) }

// newPlane is newQuadratic of two numbers.
func newPlane(s GameSettings) Game {
	return newQuadratic(1, 1, s.CurvatureX, s.CurvatureY, []float64{s.Coupling})
}

// newQuadratic is the game
//
//	f(x, y) = a |x|²/2 + xᵀ C y - b |y|²/2
//
// of x in Rⁿ and y in Rᵐ, C being n x m, rows one after the other: strongly convex in
// x and concave in y for positive a and b. Its eigenvalues' imaginary parts grow
// with C, and with them the number of steps that gradients need.
func newQuadratic(n, m int, a, b float64, c []float64) *linear {
	size := n + m
	g := &linear{n, m, make([]float64, size*size)}
	for i := range n {
		g.matrix[i*size+i] = -a
		for k := range m {
			g.matrix[i*size+n+k] = -c[i*m+k]
			g.matrix[(n+k)*size+i] = c[i*m+k]
		}
	}
	for k := range m {
		g.matrix[(n+k)*size+n+k] = -b
	}
	return g
}

// linearised is a game as it looks next to its equilibrium, which becomes 0.
func linearised(g Game, equilibrium []float64) *linear {
	n, m := g.Players()
	l := &linear{n, m, make([]float64, (n+m)*(n+m))}
	g.Jacobian(l.matrix, equilibrium)
	return l
}

func (g *linear) Players() (n, m int) { return g.n, g.m }

func (g *linear) Field(v, z []float64) {
	size := len(z)
	for i := range size {
		var sum float64
		for k, value := range z {
			sum += g.matrix[i*size+k] * value
		}
		v[i] = sum
	}
}

func (g *linear) Jacobian(j, _ []float64) { copy(j, g.matrix) }

func (g *linear) Equilibrium() ([]float64, bool) { return make([]float64, g.n+g.m), true }

func (g *linear) Restrict([]float64) {}
