package theory

// almostBilinear is a game without an equilibrium in pure strategies, in the manner
// of Hsieh, Mertikopoulos and Cevher (2021):
//
//	f(x, y) = x y + ε (y²/2 - y⁴/4),   ε > 0.
//
// No y but 0 leaves x a best answer, since f is a straight line in x; then x must be
// 0, or f rises as y leaves 0; and at x = 0 it rises too, by ε y²/2. So there is none,
// not even among near states. The field (-y, x + ε (y - y³)) is Rayleigh's equation of
// 1883: its one zero repels, and every other path comes to one and the same cycle.
type almostBilinear struct{ epsilon float64 }

func newAlmostBilinear(s GameSettings) Game { return almostBilinear{s.Epsilon} }

// value is f.
func (g almostBilinear) value(x, y float64) float64 { return x*y + g.epsilon*(y*y/2-y*y*y*y/4) }

func (g almostBilinear) Players() (n, m int) { return 1, 1 }

func (g almostBilinear) Field(v, z []float64) {
	x, y := z[0], z[1]
	v[0], v[1] = -y, x+g.epsilon*(y-y*y*y)
}

func (g almostBilinear) Jacobian(j, z []float64) {
	y := z[1]
	j[0], j[1] = 0, -1
	j[2], j[3] = 1, g.epsilon*(1-3*y*y)
}

// Equilibrium returns the field's zero. No player is content there.
func (g almostBilinear) Equilibrium() ([]float64, bool) { return []float64{0, 0}, true }

func (g almostBilinear) Restrict([]float64) {}
