package theory

import "fmt"

// Path is a game being played.
type Path struct {
	Z     []float64 // the state
	Steps int       // so far

	game   Game
	rule   Rule
	n      int       // numbers of x, the first of Z
	memory []float64 // of rules that have one: the last step, or the last field
	slow   []float64 // lookahead: where the cycle began
	mean   []float64 // historical: of all states so far, the first one too

	v, w, half, jacobian []float64 // scratch
}

// NewPath returns a game about to be played from a state.
func NewPath(g Game, r Rule, start []float64) (*Path, error) {
	if err := r.Check(); err != nil {
		return nil, err
	}
	n, m := g.Players()
	if len(start) != n+m {
		return nil, fmt.Errorf("theory: a state of this game has %d numbers, not %d", n+m, len(start))
	}
	for _, z := range start {
		if !(z >= -farthest && z <= farthest) {
			return nil, fmt.Errorf("theory: a start of %v; it must be numbers between -%g and %g", start, farthest, farthest)
		}
	}
	vector := func() []float64 { return make([]float64, n+m) }
	p := &Path{game: g, rule: r, n: n, Z: vector(), memory: vector(), slow: vector(), mean: vector(),
		v: vector(), w: vector(), half: vector(), jacobian: make([]float64, (n+m)*(n+m))}
	copy(p.Z, start)
	g.Restrict(p.Z)
	copy(p.slow, p.Z)
	copy(p.mean, p.Z)
	if r.Name == "optimistic" {
		g.Field(p.memory, p.Z) // as if it had been the same before
	}
	return p, nil
}

// Step plays on. It does not allocate.
func (p *Path) Step() {
	switch p.rule.Name {
	case "extragradient":
		p.extrapolate()
	case "optimistic":
		p.optimistic()
	default:
		p.gradient()
	}
	p.Steps++
	switch {
	case p.rule.Name == "lookahead" && p.Steps%p.rule.Cycle == 0:
		for i, s := range p.slow {
			p.Z[i] = s + p.rule.Alpha*(p.Z[i]-s)
		}
		copy(p.slow, p.Z)
	case p.rule.Name == "historical":
		follow(p.mean, p.Z, 1/float64(p.Steps+1))
	}
}

// follow moves an average a share of the way to z.
func follow(average, z []float64, share float64) {
	for i := range average {
		average[i] += share * (z[i] - average[i])
	}
}

// gradient moves both players by a gradient step, with momentum if there is any.
func (p *Path) gradient() {
	if !p.rule.alternates() {
		p.direction(p.v)
		p.move(0, len(p.Z))
		return
	}
	p.direction(p.v)
	p.move(0, p.n)
	for range p.rule.YSteps {
		p.direction(p.v)
		p.move(p.n, len(p.Z))
	}
}

// direction sets v to where the rule would have the players go.
func (p *Path) direction(v []float64) {
	p.game.Field(v, p.Z)
	switch p.rule.Name {
	case "consensus": // the gradient of |v|²/2 is Jᵀ v
		p.game.Jacobian(p.jacobian, p.Z)
		copy(p.w, v)
		for i := range v {
			for k, w := range p.w {
				v[i] -= p.rule.Gamma * p.jacobian[k*len(v)+i] * w
			}
		}
	case "historical":
		for i := range v {
			v[i] -= 2 * p.rule.C * (p.Z[i] - p.mean[i])
		}
	}
}

// move takes a step of the numbers from one place of the state up to another.
func (p *Path) move(from, to int) {
	momentum := 0.
	if p.rule.Name == "momentum" || p.rule.Name == "negative-momentum" {
		momentum = p.rule.Momentum
	}
	for i := from; i < to; i++ {
		p.memory[i] = momentum*p.memory[i] + p.rule.Rate*p.v[i]
		p.Z[i] += p.memory[i]
	}
	p.game.Restrict(p.Z)
}

// extrapolate steps by the field where a plain step would lead.
func (p *Path) extrapolate() {
	p.game.Field(p.v, p.Z)
	for i, v := range p.v {
		p.half[i] = p.Z[i] + p.rule.Rate*v
	}
	p.game.Restrict(p.half)
	p.game.Field(p.v, p.half)
	p.step(p.v)
}

// optimistic steps by what the field will be if it goes on as it did.
func (p *Path) optimistic() {
	p.game.Field(p.v, p.Z)
	for i, v := range p.v {
		p.w[i] = 2*v - p.memory[i]
	}
	copy(p.memory, p.v)
	p.step(p.w)
}

func (p *Path) step(v []float64) {
	for i := range v {
		p.Z[i] += p.rule.Rate * v[i]
	}
	p.game.Restrict(p.Z)
}
