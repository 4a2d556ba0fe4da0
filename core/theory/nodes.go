package theory

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/integrate/quad"
)

// nodes are places on the line and weights, such that an integral is the sum of
// weight times integrand; with the logarithms of both densities there.
//
// The line is divided into panels where the densities change, and each gets a
// Gauss-Legendre rule. That is a few hundred nodes for two Gaussians, evaluated
// once; every divergence is then a sum over them, to about 13 digits. An adaptive
// rule would have to evaluate anew for each integrand, and may miss a narrow
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
	cuts := cuts(p, q)
	at, weight := legendre()
	size := perPanel * (len(cuts) - 1)
	n := nodes{make([]float64, 0, size), make([]float64, 0, size), make([]float64, 0, size), make([]float64, 0, size)}
	for i := range len(cuts) - 1 {
		middle, half := (cuts[i]+cuts[i+1])/2, (cuts[i+1]-cuts[i])/2
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

// reach is how far from its mean a Gaussian is looked at, in widths: beyond is
// 2e-19 of its mass.
const reach = 9

// within are cuts between the panels on each side of a mean, in widths.
var within = [...]float64{1.5, 3, 4.5, 6.5, reach}

// cuts returns the ends of the panels, in order.
func cuts(p, q Density) []float64 {
	all := slices.Concat(own(p), own(q))
	low, high := slices.Min(all), slices.Max(all)
	cross := func(d, e Density, s, t *term) {
		for _, c := range crossings(s, t) {
			if hidden(d, s, c.x) || hidden(e, t, c.x) {
				continue
			}
			// Around x, what depends on the ratio of both changes within 1/slope,
			// and falls off exponentially: panels twice as long each time.
			all = append(all, c.x)
			for step := 1 / c.slope; step < reach*max(s.width, t.width); step *= 2 {
				all = append(all, c.x-step, c.x+step)
			}
		}
	}
	between := func(d Density) {
		for i := range d.terms {
			for j := range i {
				cross(d, d, &d.terms[i], &d.terms[j])
			}
		}
	}
	between(p)
	between(q)
	for i := range p.terms {
		for j := range q.terms {
			cross(p, q, &p.terms[i], &q.terms[j])
		}
	}
	slices.Sort(all)
	from, _ := slices.BinarySearch(all, low)
	to, _ := slices.BinarySearch(all, high)
	return slices.Compact(all[from : to+1])
}

// own returns the cuts around a density's own Gaussians.
func own(d Density) []float64 {
	var all []float64
	for _, t := range d.terms {
		all = append(all, t.mean)
		for _, k := range within {
			all = append(all, t.mean-k*t.width, t.mean+k*t.width)
		}
	}
	return all
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
