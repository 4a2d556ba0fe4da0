package theory

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/integrate/quad"
)

// nodes are places on the line and weights, such that an integral is the sum of
// weight times integrand; with the logarithms of both densities there.
//
// The line is divided into panels as short as the densities ask for, and each gets
// a Gauss-Legendre rule. That is a few hundred nodes for two Gaussians, evaluated
// once; every divergence is then a sum over them, right to about 13 digits. An
// adaptive rule would evaluate anew for each integrand, and may miss a narrow
// Gaussian altogether.
type nodes struct{ x, weight, p, q []float64 }

// perPanel is the order of the rule: exact for polynomials of degree 23.
const perPanel = 12

// legendre returns the rule's nodes in [-1, 1], in order, and their weights.
func legendre() (at, weight [perPanel]float64) {
	quad.Legendre{}.FixedLocations(at[:], weight[:], -1, 1)
	slices.Reverse(at[:]) // and the weights are symmetric
	return at, weight
}

func newNodes(p, q Density) nodes {
	ends := panels(features(p, q))
	at, weight := legendre()
	size := perPanel * (len(ends) - 1)
	n := nodes{make([]float64, 0, size), make([]float64, 0, size), make([]float64, 0, size), make([]float64, 0, size)}
	for i := range len(ends) - 1 {
		middle, half := (ends[i]+ends[i+1])/2, (ends[i+1]-ends[i])/2
		for k := range at {
			x := middle + half*at[k]
			n.x = append(n.x, x)
			n.weight = append(n.weight, half*weight[k])
			n.p = append(n.p, p.LogAt(x))
			n.q = append(n.q, q.LogAt(x))
		}
	}
	return n
}

// sum integrates f, a function of the logarithms of both densities.
func (n *nodes) sum(f func(p, q float64) float64) float64 {
	var sum float64
	for i, w := range n.weight {
		sum += w * f(n.p[i], n.q[i])
	}
	return sum
}

// feature is what asks for short panels around a place: of a length, as far as it
// reaches. Beyond, what it leaves is smooth on the scale of the distance to it.
type feature struct{ x, reach, length float64 }

// panel returns how long a panel may be that starts at x.
func (f feature) panel(x float64) float64 {
	d := math.Abs(x-f.x) - f.reach
	if x < f.x {
		d /= 2 // so as not to be too near at its end
	}
	return max(d, f.length)
}

// Around each mean a panel is two widths long, up to 9 widths away: beyond is 2e-19
// of the mass.
const reach, step = 9, 2

// panels returns the ends of panels that suit all features, from the first one's
// reach to the last one's.
func panels(all []feature) []float64 {
	from, to := math.Inf(1), math.Inf(-1)
	for _, f := range all {
		from, to = min(from, f.x-f.reach), max(to, f.x+f.reach)
	}
	ends := []float64{from}
	for x := from; x < to; ends = append(ends, x) {
		long := to - x
		for _, f := range all {
			long = min(long, f.panel(x))
		}
		x += long
	}
	return ends
}

// humps returns a feature for each of a density's Gaussians.
func humps(d Density) []feature {
	var all []feature
	for _, t := range d.terms {
		all = append(all, feature{t.mean, reach * t.width, step * t.width})
	}
	return all
}

// features returns those of both densities, and of what depends on their ratio:
// where one term takes over from another it changes within 1/slope, and falls off
// exponentially.
func features(p, q Density) []feature {
	all := append(humps(p), humps(q)...)
	cross := func(d, e Density, s, t *term) {
		for _, c := range crossings(s, t) {
			if !hidden(d, s, c.x) && !hidden(e, t, c.x) {
				all = append(all, feature{c.x, 0, 1 / c.slope})
			}
		}
	}
	for i := range p.terms {
		for j := range i {
			cross(p, p, &p.terms[i], &p.terms[j])
		}
		for j := range q.terms {
			cross(p, q, &p.terms[i], &q.terms[j])
		}
	}
	for i := range q.terms {
		for j := range i {
			cross(q, q, &q.terms[i], &q.terms[j])
		}
	}
	low, high := math.Inf(1), math.Inf(-1)
	for _, t := range slices.Concat(p.terms, q.terms) {
		low, high = min(low, t.mean-reach*t.width), max(high, t.mean+reach*t.width)
	}
	return slices.DeleteFunc(all, func(f feature) bool { return f.x < low || f.x > high })
}

// crossing is a place where two terms are equal, and how fast the logarithm of
// their ratio changes there.
type crossing struct{ x, slope float64 }

// crossings returns the at most two roots of a quadratic equation: with m the
// middle of the means and x = m + t,
//
//	log s - log t = a t²/2 + b t + c = 0.
func crossings(s, t *term) []crossing {
	m := (s.mean + t.mean) / 2
	u, v := 1/(s.width*s.width), 1/(t.width*t.width)
	a, b, c := v-u, (m-t.mean)*v-(m-s.mean)*u, s.log(m)-t.log(m)
	root := math.Sqrt(b*b - 2*a*c) // the slope at either root
	if !(root > 0) {
		return nil
	}
	// The root where nothing cancels first, the other from the product of both.
	r := -(b + math.Copysign(root, b))
	list := []crossing{{m + 2*c/r, root}}
	if a != 0 {
		list = append(list, crossing{m + r/a, root})
	}
	return list
}

// hidden says whether the rest of a density is so much greater than one of its
// terms at x that the term does not matter.
func hidden(d Density, t *term, x float64) bool { return t.log(x) < d.LogAt(x)-37 }
