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
	p, q := line(panels(humps(c.P))), line(panels(humps(c.Q)))
	there, back := newMatch(c.P, c.Q), newMatch(c.Q, c.P)
	ahead, behind := make([]move, len(p)), make([]move, len(q))
	for i, x := range p {
		ahead[i] = move{x, there.next(x)}
	}
	for i, y := range q {
		behind[i] = move{back.next(y), y}
	}
	moves := merged(ahead, behind)
	at, weight := legendre()
	var sum float64
	for i := range len(moves) - 1 {
		a, b, from, way := moves[i], moves[i+1], c.P, there
		if q.share(a.y, b.y) > p.share(a.x, b.x) {
			a, b, from, way = move{a.y, a.x}, move{b.y, b.x}, c.Q, back
		}
		if !(a.x < b.x) {
			continue
		}
		for k := range at {
			t := (1 + at[k]) / 2
			x := a.x + t*(b.x-a.x)
			y := way.between(x, a.y, b.y, a.y+t*(b.y-a.y))
			sum += (b.x - a.x) / 2 * weight[k] * math.Exp(from.LogAt(x)) * (x - y) * (x - y)
		}
	}
	return math.Sqrt(sum)
}

// move is mass that goes from x to y.
type move struct{ x, y float64 }

// merged joins two lists of moves, in each of which x and y grow, to one.
func merged(a, b []move) []move {
	var list []move
	for len(a) > 0 && len(b) > 0 {
		first := &a
		if b[0].x+b[0].y < a[0].x+a[0].y {
			first = &b
		}
		list = append(list, (*first)[0])
		*first = (*first)[1:]
	}
	return append(append(list, a...), b...)
}

// line is the ends of the panels around a density's Gaussians.
type line []float64

// share is how much of the panel around them lies between a and b.
func (l line) share(a, b float64) float64 {
	i, _ := slices.BinarySearch(l, a/2+b/2)
	i = min(max(i, 1), len(l)-1)
	return (b - a) / (l[i] - l[i-1])
}

// Transport returns T(x), where the cheapest way takes p's mass at x.
func (c *Pair) Transport(x float64) float64 {
	m := newMatch(c.P, c.Q)
	return m.next(x)
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

// match finds the place up to which b has as much as a has up to another.
type match struct {
	a, b      Density
	low, high float64 // where b's mass is
	x, y      float64 // the last ones found
	near      float64 // where Newton's next step has all digits
}

func newMatch(a, b Density) match {
	low, high := ends(b)
	from, _ := ends(a)
	return match{a: a, b: b, low: low, high: high, x: from, y: low, near: 1e-8 * narrowest(b)}
}

// next returns the place that goes with x, from where the last one was: quickly if
// the x ascend.
func (m *match) next(x float64) float64 {
	low := m.y
	if x < m.x {
		low = m.low
	}
	m.y = m.between(x, low, m.high, m.y+x-m.x)
	m.x = x
	return m.y
}

// between returns the place that goes with x, knowing that it is between low and
// high, perhaps near a guess: by Newton's method on the logarithm of the less
// probable side, which is close to a parabola, and by halving where that leaves the
// bracket.
func (m *match) between(x, low, high, guess float64) float64 {
	side, sign := Density.Below, 1.
	want := m.a.Below(x)
	if want > .5 {
		side, sign, want = Density.Above, -1, m.a.Above(x)
	}
	y := guess
	for range 100 {
		if !(y > low && y < high) { // also where Newton's step is no number
			if y = low/2 + high/2; y == low || y == high {
				break
			}
		}
		have := side(m.b, y)
		if (have < want) == (sign > 0) {
			low = y
		} else {
			high = y
		}
		step := -sign * have * math.Log(have/want) / math.Exp(m.b.LogAt(y))
		y += step
		if math.Abs(step) <= m.near {
			break
		}
	}
	return min(max(y, low), high)
}

func narrowest(d Density) float64 {
	least := math.Inf(1)
	for _, t := range d.terms {
		least = min(least, t.width)
	}
	return least
}
