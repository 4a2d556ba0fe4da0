package theory

import (
	"fmt"
	"math"
)

// mostSteps bounds a play, so that any one is computed within a frame or two.
const mostSteps = 100_000

// beyond is where a play is given up: the players have left for infinity.
const beyond = 1e9

// Played is a course of a game of scalars. States are x, y, one after the other.
type Played struct {
	Path     []float64 `json:"path"`     // the start and the state after each step
	Average  []float64 `json:"average"`  // of all states so far
	Smooth   []float64 `json:"smooth"`   // moving average e <- b e + (1 - b) z
	Diverged bool      `json:"diverged"` // whether the course ends early, as the players have left

	Equilibrium []float64    `json:"equilibrium"`
	Field       []Complex    `json:"field"`       // eigenvalues of the field's Jacobian there; none where it has an edge
	LargestRate float64      `json:"largestRate"` // below which simultaneous steps settle there; 0 for none
	Contraction *Contraction `json:"contraction"` // of the rule; nil where there is none
}

// Play plays a game by a rule, and says what is known of its end. b is the moving
// average's, in [0, 1).
func Play(game GameSettings, rule Rule, start []float64, steps int, b float64) (*Played, error) {
	g, err := NewGame(game)
	if err != nil {
		return nil, err
	}
	p, err := NewPath(g, rule, start)
	if err != nil {
		return nil, err
	}
	if steps < 0 || steps > mostSteps {
		return nil, fmt.Errorf("theory: a play has 0 to %d steps, not %d", mostSteps, steps)
	}
	if !(b >= 0 && b < 1) {
		return nil, fmt.Errorf("theory: the share that a moving average keeps is %v; it must be a number from 0 to below 1", b)
	}
	result := &Played{}
	result.along(p, steps, b)
	return result, result.around(g, rule)
}

// along fills in the course.
func (r *Played) along(p *Path, steps int, b float64) {
	size := (steps + 1) * len(p.Z)
	numbers := make([]float64, 3*size)
	r.Path, r.Average, r.Smooth = numbers[:0:size], numbers[size:size:2*size], numbers[2*size:2*size]
	average, smooth := append([]float64(nil), p.Z...), append([]float64(nil), p.Z...)
	for {
		r.Path = append(r.Path, p.Z...)
		r.Average = append(r.Average, average...)
		r.Smooth = append(r.Smooth, smooth...)
		if p.Steps == steps {
			return
		}
		p.Step()
		for _, z := range p.Z {
			if !(math.Abs(z) <= beyond) {
				r.Diverged = true
				return
			}
		}
		follow(average, p.Z, 1/float64(p.Steps+1))
		follow(smooth, p.Z, 1-b)
	}
}

// around fills in what is known of the equilibrium.
func (r *Played) around(g Game, rule Rule) error {
	z, smooth := g.Equilibrium()
	r.Equilibrium = z
	if !smooth {
		return nil
	}
	values, err := Eigenvalues(g, z)
	if err != nil {
		return err
	}
	r.Field, r.LargestRate = plain(values), LargestRate(values)
	if rule.Name != "historical" {
		r.Contraction, err = Contract(g, rule)
	}
	return err
}
