package cloud

import "math"

// blob is a piece of a density: weight times the product, along both axes, of
// the uniform distribution on [-half, half] and the Gaussian of deviation sigma,
// one blurred by the other. A Gaussian has half 0, a square sigma 0.
type blob struct{ x, y, sigma, half, weight float64 }

// reach is how many sigmas from a blob its density counts: exp(-7²/2) is 2e-11.
const reach = 7

// profile is the density along one axis, u from the centre.
func (b *blob) profile(u float64) float64 {
	switch {
	case b.half == 0:
		u /= b.sigma
		return math.Exp(-u*u/2) / (b.sigma * math.Sqrt(2*math.Pi))
	case b.sigma == 0:
		if math.Abs(u) <= b.half {
			return 1 / (2 * b.half)
		}
		return 0
	}
	return (normal((u+b.half)/b.sigma) - normal((u-b.half)/b.sigma)) / (2 * b.half)
}

// share is the probability below u, along one axis, of a blob that is either a
// Gaussian or a square.
func (b *blob) share(u float64) float64 {
	if b.half == 0 {
		return normal(u / b.sigma)
	}
	return min(max((u/b.half+1)/2, 0), 1)
}

// normal is the standard normal distribution function.
func normal(t float64) float64 { return math.Erfc(-t/math.Sqrt2) / 2 }

// Density returns the probability density at (x, y). It is exact for mixtures
// and the checkerboard; along a curve it is the midpoint rule over nodes an
// eighth of sigma apart, right to 1 part in 1000 at a curve's ends and to
// rounding elsewhere (nodes are further apart, and the ends less exact, where a
// curve is longer than 2000 sigma).
func (c *Cloud) Density(x, y float64) float64 {
	var d float64
	for i := range c.blobs {
		b := &c.blobs[i]
		u, v := x-b.x, y-b.y
		if far := reach*b.sigma + b.half; math.Abs(u) <= far && math.Abs(v) <= far {
			d += b.weight * b.profile(u) * b.profile(v)
		}
	}
	return d
}

// Masses sets dst (side²) to the probability of each of side x side cells over
// [-half, half]²: rows from the top (y = half) down, each from left to right.
// What lies outside is in no cell.
func (c *Cloud) Masses(dst []float64, side int, half float64) {
	c.splat(dst, side, half, 0, func(b *blob, along []float64, u, cell float64) {
		below := b.share(u - cell/2)
		for i := range along {
			above := b.share(u + cell/2)
			along[i], below = above-below, above
			u += cell
		}
	})
}

// Blurred sets dst (side²) to the density at the centres of the cells of Masses,
// as seen through a Gaussian of deviation blur.
func (c *Cloud) Blurred(dst []float64, side int, half, blur float64) {
	c.splat(dst, side, half, blur, func(b *blob, along []float64, u, cell float64) {
		for i := range along {
			along[i] = b.profile(u)
			u += cell
		}
	})
}

// BlurredAt returns the density at (x, y), as seen through a Gaussian of deviation blur.
func (c *Cloud) BlurredAt(x, y, blur float64) float64 {
	var d float64
	for _, b := range c.blobs {
		b.sigma = math.Sqrt(b.sigma*b.sigma + blur*blur)
		d += b.weight * b.profile(x-b.x) * b.profile(y-b.y)
	}
	return d
}

// splat adds, for each blob and each cell within reach, the product of f along
// both axes. f fills its values for cells side by side, the first one's centre
// being u from the blob's.
func (c *Cloud) splat(dst []float64, side int, half, blur float64, f func(b *blob, along []float64, u, cell float64)) {
	if c.lattice != nil {
		c.lattice.splat(dst, side, half, blur, f)
		return
	}
	clear(dst[:side*side])
	cell := 2 * half / float64(side)
	across, down := make([]float64, side), make([]float64, side)
	for _, b := range c.blobs {
		b.sigma = math.Sqrt(b.sigma*b.sigma + blur*blur)
		far := reach*b.sigma + b.half + cell
		left, right := cells(b.x+half, far, cell, side)
		top, bottom := cells(half-b.y, far, cell, side)
		if left >= right || top >= bottom {
			continue
		}
		across, down := across[:right-left], down[:bottom-top]
		f(&b, across, (float64(left)+.5)*cell-half-b.x, cell)
		f(&b, down, (float64(top)+.5)*cell-half+b.y, cell)
		for j, w := range down {
			w *= b.weight
			row := dst[(top+j)*side+left:][:len(across)]
			for i, v := range across {
				row[i] += w * v
			}
		}
	}
}

// cells returns the range of cells within far of a place.
func cells(at, far, cell float64, side int) (from, to int) {
	clamp := func(v float64) int { return int(min(max(v, 0), float64(side))) }
	return clamp((at - far) / cell), clamp((at+far)/cell + 1)
}
