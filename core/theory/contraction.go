package theory

import (
	"errors"
	"math"
	"math/cmplx"
)

// Contraction is what a rule does next to a game's equilibrium.
type Contraction struct {
	Eigenvalues []Complex `json:"eigenvalues"` // of the map of one turn, the largest first
	Radius      float64   `json:"radius"`      // the largest one's size: below 1 the rule gets there
	Cycle       int       `json:"cycle"`       // steps of a turn
	PerStep     float64   `json:"perStep"`     // Radius^(1/Cycle)
}

// Contract returns how a rule contracts around a game's equilibrium. A turn of the
// rule is a map of the state together with what the rule remembers. Played on the
// linearised game it is a linear one, so its matrix is found, to rounding, by playing
// from each unit vector: no rule needs a formula of its own.
//
// A historical average has no such map, as it changes ever more slowly; nor has a
// game that is not smooth at its equilibrium.
func Contract(g Game, r Rule) (*Contraction, error) {
	if r.Name == "historical" {
		return nil, errors.New("theory: historical averaging has no contraction factor, as its steps depend on time")
	}
	z, smooth := g.Equilibrium()
	if !smooth {
		return nil, errors.New("theory: the game has an edge at its equilibrium, and so no linear map there")
	}
	matrix, size, err := turn(linearised(g, z), r)
	if err != nil {
		return nil, err
	}
	values, err := eigenvalues(matrix, size)
	if err != nil {
		return nil, err
	}
	c := &Contraction{Eigenvalues: plain(values), Radius: cmplx.Abs(values[0]), Cycle: r.cycle()}
	c.PerStep = math.Pow(c.Radius, 1/float64(c.Cycle))
	return c, nil
}

// turn returns the matrix of a rule's turn, of the state and then the memory.
func turn(g *linear, r Rule) (matrix []float64, size int, err error) {
	n := g.n + g.m
	p, err := NewPath(g, r, make([]float64, n))
	if err != nil {
		return nil, 0, err
	}
	parts := [][]float64{p.Z}
	switch r.Name {
	case "momentum", "negative-momentum", "optimistic":
		parts = append(parts, p.memory)
	}
	size = n * len(parts)
	matrix = make([]float64, size*size)
	for k := range size {
		clear(p.Z)
		clear(p.memory)
		parts[k/n][k%n] = 1
		copy(p.slow, p.Z)
		for range r.cycle() {
			p.Step()
		}
		for i := range size {
			matrix[i*size+k] = parts[i/n][i%n]
		}
	}
	return matrix, size, nil
}

func plain(values []complex128) []Complex {
	list := make([]Complex, len(values))
	for i, v := range values {
		list[i] = Complex{real(v), imag(v)}
	}
	return list
}

// AverageGain returns how much of an orbit is left in its moving average
// e <- b e + (1 - b) z: (1 - b)/|1 - b exp(-iφ)| for φ radians a step.
func AverageGain(b, angle float64) float64 {
	return (1 - b) / cmplx.Abs(1-complex(b, 0)*cmplx.Exp(complex(0, -angle)))
}
