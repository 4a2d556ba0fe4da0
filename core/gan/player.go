package gan

import (
	"math"

	ad "saddle/core/autodiff"
	"saddle/core/kernel"
	"saddle/core/nn"
	"saddle/core/optim"
	"saddle/core/random"
)

// Player describes a network and how it learns.
type Player struct {
	Hidden         []int
	Activation     kernel.Activation
	Initialisation nn.Initialisation
	Rule           optim.Settings
}

// player is one side of the game: the networks it trains, whose parameters lie in
// one slice, one network after the other.
type player struct {
	name             string
	how              Player
	networks         []*network
	params, gradient []float32
	rule             *optim.Rule

	average []float32 // exponential moving average of params; nil without
	past    []float32 // historical averaging: the mean of params before each move
	moves   int       // that past is the mean of
	slow    []float32 // Lookahead's
	before  []float32 // where an extragradient's half step began
}

// network is one of a player's.
type network struct {
	nn.MLP
	name       string
	first      int  // of its variables among its player's
	begin, end int  // of its parameters among its player's
	beside     bool // it learns beside the player: what is done about the game leaves it alone
}

// part is the network's share of numbers that its player has one of for each parameter.
func (n *network) part(all []float32) []float32 { return all[n.begin:n.end] }

// add gives the player another network.
func (p *player) add(name string, in int, hidden []int, out int) *network {
	n := &network{MLP: nn.MLP{In: in, Hidden: hidden, Out: out, Activation: p.how.Activation}, name: name}
	for _, other := range p.networks {
		n.first += other.variables()
		n.begin = other.end
	}
	n.end = n.begin + n.Size()
	p.networks = append(p.networks, n)
	return n
}

// variables is how many variables its parameters are: W and b of each layer.
func (n *network) variables() int { return 2 * (len(n.Hidden) + 1) }

// of returns the network's parameters among all of its player's.
func (n *network) of(all []*ad.Expr) []*ad.Expr { return all[n.first : n.first+n.variables()] }

// apply returns the network's output, given all of its player's parameters.
func (n *network) apply(all []*ad.Expr, x *ad.Expr) *ad.Expr { return n.Apply(n.of(all), x) }

// makeRoom makes room for the parameters of every network.
func (p *player) makeRoom() {
	size := 0
	for _, n := range p.networks {
		size += n.Size()
	}
	p.params, p.gradient = make([]float32, size), make([]float32, size)
}

// begin draws the first parameters of every network.
func (p *player) begin(s *random.Stream) {
	p.makeRoom()
	for _, n := range p.networks {
		n.Init(n.part(p.params), p.how.Initialisation, s)
	}
}

// plays is whether the i-th variable belongs to a network that plays, and does not learn
// beside.
func (p *player) plays(i int) bool {
	for _, n := range p.networks {
		if i < n.first+n.variables() {
			return !n.beside
		}
	}
	return false
}

// clip moves the parameters of what plays into [-c, c].
func (p *player) clip(c float32) {
	for _, n := range p.networks {
		if !n.beside {
			kernel.Clamp(n.part(p.params), n.part(p.params), -c, c)
		}
	}
}

// clipped is the share of these parameters that lie at the bounds.
func (p *player) clipped(c float32) float64 {
	at, all := 0, 0
	for _, n := range p.networks {
		if n.beside {
			continue
		}
		all += n.end - n.begin
		for _, v := range n.part(p.params) {
			if v >= c || v <= -c {
				at++
			}
		}
	}
	return float64(at) / float64(all)
}

// variables returns the parameters of every network, as variables that read from.
func (p *player) variables(g *ad.Graph, from []float32) []*ad.Expr {
	var all []*ad.Expr
	for _, n := range p.networks {
		all = append(all, n.Variables(g, n.name, from[:n.Size()])...)
		from = from[n.Size():]
	}
	return all
}

// shown returns the parameters that views and measures see: averaged if they are
// averaged at all.
func (p *player) shown() []float32 {
	if p.average != nil {
		return p.average
	}
	return p.params
}

// change puts another rule in force. One that is the same but for its numbers
// keeps its memory.
func (p *player) change(rule optim.Settings) error {
	if p.rule != nil && p.rule.Settings.Rule == rule.Rule {
		p.rule.Settings = rule
		return nil
	}
	fresh, err := optim.New(rule, len(p.params))
	if err == nil {
		p.rule = fresh
	}
	return err
}

func norm(v []float32) float64 {
	var s float64
	for _, x := range v {
		s += float64(x) * float64(x)
	}
	return math.Sqrt(s)
}
