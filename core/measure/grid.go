package measure

import "math"

// grid divides a square into cells, and all that is outside is one cell more.
type grid struct {
	side    int
	half    float64
	mass    []float64 // of p_data; the last cell is the outside
	count   []int32   // of points
	touched []int32   // cells with points in them
}

// coarsest and finest are the least and the most cells along a side.
const (
	coarsest = 8
	finest   = 512
)

// grids returns two grids over [-half, half]²: the finest on which the data fills
// no more than few cells, and no more than many. How many it fills is exp of the
// masses' entropy: among so many equal ones it would be as hard to guess.
func grids(data Data, half, few, many float64) (coarse, fine *grid) {
	for side := coarsest; side <= finest; side += side / 3 {
		g := &grid{side: side, half: half, mass: make([]float64, side*side, side*side+1)}
		data.Masses(g.mass, side, half)
		var inside, entropy float64
		for _, p := range g.mass {
			if p > 0 {
				inside += p
				entropy -= p * math.Log(p)
			}
		}
		filled := math.Exp(entropy)
		if fine != nil && filled > many {
			break
		}
		g.mass = append(g.mass, max(1-inside, 0))
		g.count = make([]int32, len(g.mass))
		fine = g
		if coarse == nil || filled <= few {
			coarse = &grid{side: side, half: half, mass: g.mass, count: make([]int32, len(g.mass))}
		}
	}
	return coarse, fine
}

// fill counts points in cells.
func (g *grid) fill(points []float32) {
	for _, cell := range g.touched {
		g.count[cell] = 0
	}
	g.touched = g.touched[:0]
	n := len(points) / 2
	outside := int32(g.side * g.side)
	perUnit := float64(g.side) / (2 * g.half)
	for i := range n {
		column, row := (float64(points[i])+g.half)*perUnit, (g.half-float64(points[n+i]))*perUnit
		cell := outside
		if column >= 0 && column < float64(g.side) && row >= 0 && row < float64(g.side) { // false for NaN too
			cell = int32(row)*int32(g.side) + int32(column)
		}
		if g.count[cell] == 0 {
			g.touched = append(g.touched, cell)
		}
		g.count[cell]++
	}
}

// estimate returns the sum over cells of f(p, q), p being the mass of the data
// and q that of the n points, without what chance adds to it in the first order:
// by the jackknife (Quenouille, 1956), n times the sum less n-1 times its mean
// over the n ways to leave a point out. f(p, 0) must be proportional to p.
func (g *grid) estimate(n float64, f func(p, q float64) float64) float64 {
	var all, without float64
	unseen := 1. // mass of the data in cells without points
	for _, cell := range g.touched {
		p, k := g.mass[cell], float64(g.count[cell])
		unseen -= p
		all += f(p, k/n)
		others := f(p, k/(n-1)) // where the point left out is in another cell
		without += others + k/n*(f(p, (k-1)/(n-1))-others)
	}
	return n*all - (n-1)*without + f(max(unseen, 0), 0)
}
