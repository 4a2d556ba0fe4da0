package theory

import (
	"math"

	"gonum.org/v1/gonum/integrate/quad"
)

// dirac is the Dirac-GAN (Mescheder, Geiger and Nowozin, 2018, section 2): the data
// is the point 0, G makes the point θ, and D's output is ψ x. With t = ψ θ, and in
// the authors' sign, which has D large on what is generated,
//
//	θ' = -ψ g(t),   ψ' = θ d(t),
//
// where d and g say how much more D and G want t to change. Around the equilibrium
// (0, 0) the players turn; whether they get there depends on what is added.
type dirac struct {
	loss   diracLoss
	gamma  float64   // R1 + R2: each is γ ψ²/2 here, D's slope being ψ everywhere
	gp     float64   // weight of WGAN-GP's penalty (|ψ| - target)²/2
	target float64   // a slope
	clip   float64   // of ψ; 0 for none
	noise  float64   // deviation added to both points before D looks
	at     []float64 // nodes of a standard normal, and their weights
	weight []float64
}

// diracLoss has d and g, and their derivatives.
type diracLoss struct {
	name                 string
	d, dSlope, g, gSlope func(t float64) float64
}

// diracLosses list the losses by the names they have in training.
var diracLosses = []diracLoss{
	// f(t) = -log(1 + exp(-t)) for both.
	{"minimax", down, bell, down, bell},
	// G raises log D instead.
	{"nonsaturating", down, bell, up, hill},
	// f(t) = t.
	{"wgan", one, zero, one, zero},
	// Targets 0 and 1, D's output being 1/2 - ψ x, as ψ x alone could not meet them.
	{"lsgan", func(t float64) float64 { return .5 - t }, func(float64) float64 { return -1 },
		func(t float64) float64 { return .5 + t }, one},
	// D stops at the margin, G does not.
	{"hinge", func(t float64) float64 {
		if t < 1 {
			return 1
		}
		return 0
	}, zero, one, zero},
}

func up(t float64) float64   { return sigmoid(t) }
func down(t float64) float64 { return sigmoid(-t) }
func hill(t float64) float64 { return sigmoid(t) * sigmoid(-t) }
func bell(t float64) float64 { return -hill(t) }
func one(float64) float64    { return 1 }
func zero(float64) float64   { return 0 }

// DiracLosses returns the names of the losses of the Dirac-GAN.
func DiracLosses() []string {
	var names []string
	for _, l := range diracLosses {
		names = append(names, l.name)
	}
	return names
}

// noiseNodes is the order of the Gauss-Hermite rule for instance noise: with it
// 12 digits are right where ψ times the noise is 1, 7 where it is 2, 4 where it is 3.
const noiseNodes = 32

func newDirac(s GameSettings) Game {
	g := &dirac{gamma: s.R1 + s.R2, gp: s.GP, target: s.Target, clip: s.Clip, noise: s.Noise}
	for _, l := range diracLosses {
		if l.name == s.Loss {
			g.loss = l
		}
	}
	if g.noise > 0 {
		g.at, g.weight = make([]float64, noiseNodes), make([]float64, noiseNodes)
		quad.Hermite{}.FixedLocations(g.at, g.weight, math.Inf(-1), math.Inf(1))
		for i := range g.at { // from exp(-u²) to a normal
			g.at[i] *= math.Sqrt2
			g.weight[i] /= math.Sqrt(math.Pi)
		}
	}
	return g
}

func (g *dirac) Players() (n, m int) { return 1, 1 }

func (g *dirac) Field(v, z []float64) {
	theta, psi := z[0], z[1]
	if g.noise == 0 {
		t := psi * theta
		v[0], v[1] = -psi*g.loss.g(t), theta*g.loss.d(t)
	} else {
		v[0], v[1] = 0, 0
		for i, w := range g.weight {
			n := g.noise * g.at[i]
			x := theta + n // what D sees of the generated point, and n of the real one
			v[0] -= w * psi * g.loss.g(psi*x)
			v[1] += w * (x*g.loss.d(psi*x) - n*g.loss.d(-psi*n))
		}
	}
	v[1] -= g.gamma*psi + g.gp*(math.Abs(psi)-g.target)*sign(psi)
}

func (g *dirac) Jacobian(j, z []float64) {
	theta, psi := z[0], z[1]
	if g.noise == 0 {
		t := psi * theta
		j[0] = -psi * psi * g.loss.gSlope(t)
		j[1] = -g.loss.g(t) - t*g.loss.gSlope(t)
		j[2] = g.loss.d(t) + t*g.loss.dSlope(t)
		j[3] = theta * theta * g.loss.dSlope(t)
	} else {
		clear(j)
		for i, w := range g.weight {
			n := g.noise * g.at[i]
			x := theta + n
			t := psi * x
			j[0] -= w * psi * psi * g.loss.gSlope(t)
			j[1] -= w * (g.loss.g(t) + t*g.loss.gSlope(t))
			j[2] += w * (g.loss.d(t) + t*g.loss.dSlope(t))
			j[3] += w * (x*x*g.loss.dSlope(t) + n*n*g.loss.dSlope(-psi*n))
		}
	}
	j[3] -= g.gamma + g.gp
}

// Equilibrium returns (0, 0). WGAN-GP's penalty has an edge there: it pushes ψ off 0
// to either side.
func (g *dirac) Equilibrium() ([]float64, bool) {
	return []float64{0, 0}, g.gp == 0 || g.target == 0
}

func (g *dirac) Restrict(z []float64) {
	if g.clip > 0 {
		z[1] = min(max(z[1], -g.clip), g.clip)
	}
}
