package theory

import (
	"math"
	"slices"
)

// On a line the cheapest way to move mass is in order: what lies below x goes below
// T(x), with T = Q⁻¹ ∘ P for the distribution functions P and Q (Villani, 2003,
// theorem 2.18).

// W1 returns Wasserstein's distance of order 1, the integral of |P - Q|. Between two
// places where P = Q it is a difference of areas under P and Q, known in closed form.
func (c *Pair) W1() float64 {
	var sum, last float64
	for _, x := range c.level() {
		a := c.P.area(x) - c.Q.area(x)
		sum += math.Abs(a - last)
		last = a
	}
	return sum + math.Abs(c.Q.Mean()-c.P.Mean()-last)
}

// level returns where P = Q. Between neighbouring places where p = q, P - Q rises or
// falls, and outside of them it comes from 0 or goes to it.
func (c *Pair) level() []float64 {
	var list []float64
	for i := range len(c.equal) - 1 {
		a, b := c.equal[i], c.equal[i+1]
		if c.excess(a)*c.excess(b) < 0 {
			list = append(list, bisect(c.excess, a, b))
		}
	}
	return list
}

// W2 returns Wasserstein's distance of order 2, the root of the integral of
// p(x) (x - T(x))².
//
// Where q has a gap, T jumps while p's mass goes on; there T⁻¹ is the smooth one. So
// the integral is cut at the panels of both mixtures, and each piece is integrated
// over the line in which it is the longer.
func (c *Pair) W2() float64 {
	p, q := line{c.P, panels(c.P)}, line{c.Q, panels(c.Q)}
	var moves []move
	for _, x := range p.cuts {
		moves = append(moves, move{x, c.Transport(x)})
	}
	for _, y := range q.cuts {
		moves = append(moves, move{c.back(y), y})
	}
	slices.SortFunc(moves, func(a, b move) int {
		switch d := a.x + a.y - b.x - b.y; {
		case d < 0:
			return -1
		case d > 0:
			return 1
		}
		return 0
	})
	at, weight := legendre()
	var sum float64
	for i := range len(moves) - 1 {
		a, b := moves[i], moves[i+1]
		from, to, start, end, along := p, q, a.x, b.x, a.y
		other := b.y
		if q.share(a.y, b.y) > p.share(a.x, b.x) {
			from, to, start, end, along, other = q, p, a.y, b.y, a.x, b.x
		}
		if !(start < end) {
			continue
		}
		middle, half := (start+end)/2, (end-start)/2
		for k := range at {
			x := middle + half*at[k]
			y := match(from.density, to.density, x, along, other)
			sum += half * weight[k] * math.Exp(from.density.LogAt(x)) * (x - y) * (x - y)
		}
	}
	return math.Sqrt(sum)
}

// move is mass that goes from x to y.
type move struct{ x, y float64 }

// line is a density and the panels around its Gaussians.
type line struct {
	density Density
	cuts    []float64
}

func panels(d Density) []float64 {
	all := own(d)
	slices.Sort(all)
	return slices.Compact(all)
}

// share is how much of the panel around them lies between a and b.
func (l line) share(a, b float64) float64 {
	i, _ := slices.BinarySearch(l.cuts, a/2+b/2)
	i = min(max(i, 1), len(l.cuts)-1)
	return (b - a) / (l.cuts[i] - l.cuts[i-1])
}

// Transport returns T(x), where the cheapest way takes p's mass at x.
func (c *Pair) Transport(x float64) float64 {
	low, high := ends(c.Q)
	return match(c.P, c.Q, x, low, high)
}

// back returns where q's mass at y comes from.
func (c *Pair) back(y float64) float64 {
	low, high := ends(c.P)
	return match(c.Q, c.P, y, low, high)
}

// ends returns between which places a density has all its mass, as far as floats
// can tell.
func ends(d Density) (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, t := range d.terms {
		low, high = min(low, t.mean-38*t.width), max(high, t.mean+38*t.width)
	}
	return low, high
}

// match returns the y between low and high up to which b has as much as a has up to
// x, by Newton's method on the logarithm of the less probable side, which is close
// to a parabola, and by halving where that leaves the bracket.
func match(a, b Density, x, low, high float64) float64 {
	side, sign := Density.Below, 1.
	want := a.Below(x)
	if want > .5 {
		side, sign, want = Density.Above, -1, a.Above(x)
	}
	y := low/2 + high/2
	near := 1e-8 * narrowest(b) // where Newton's next step has all digits
	for range 100 {
		have := side(b, y)
		if (have < want) == (sign > 0) {
			low = y
		} else {
			high = y
		}
		step := -sign * have * math.Log(have/want) / math.Exp(b.LogAt(y))
		if math.Abs(step) <= near {
			return min(max(y+step, low), high)
		}
		y += step
		if !(y > low && y < high) { // also where Newton's step is no number
			if y = low/2 + high/2; y == low || y == high {
				break
			}
		}
	}
	return y
}

func narrowest(d Density) float64 {
	least := math.Inf(1)
	for _, t := range d.terms {
		least = min(least, t.width)
	}
	return least
}
