package measure

import "math"

// Optimum estimates the best answer to a generator (Goodfellow et al., 2014,
// proposition 1), D*(x) = p_data(x) / (p_data(x) + p_g(x)), on a grid.
//
// p_g is a Gaussian kernel estimate from points, of a deviation of one cell.
// p_data is exact, but seen through the same Gaussian: so D* is 1/2 where the two
// agree, however sharp the data. Where there is neither data nor points, D* is
// 1/2 as well: nothing follows from the theory there.
type Optimum struct {
	side    int
	half    float64
	blur    float64   // of both densities, in the plane's units
	data    []float64 // p_data, blurred
	model   []float64 // p_g, blurred
	between []float64 // p_g, blurred along x alone
	kernel  []float64 // from the centre out
	floor   float64   // a density that counts as nothing
}

// NewOptimum returns D* for data, against a generator that makes nothing yet, on
// side x side cells over [-half, half]².
func NewOptimum(data Data, side int, half float64) *Optimum {
	n := side * side
	o := &Optimum{side: side, half: half, floor: math.SmallestNonzeroFloat64,
		data: make([]float64, n), model: make([]float64, n), between: make([]float64, n)}
	cell := 2 * half / float64(side)
	var sum float64
	for i := range 5 { // to 4 deviations
		o.kernel = append(o.kernel, math.Exp(-float64(i*i)/2))
		sum += o.kernel[i]
		if i > 0 {
			sum += o.kernel[i]
		}
	}
	for i := range o.kernel {
		o.kernel[i] /= sum
	}
	o.blur = BlurOf(cell)
	data.Blurred(o.data, side, half, o.blur)
	return o
}

// Update estimates p_g anew.
func (o *Optimum) Update(points []float32) {
	clear(o.model)
	n := len(points) / 2
	cell := 2 * o.half / float64(o.side)
	weight := 1 / (float64(n) * cell * cell)
	for i := range n {
		o.share(float64(points[i]), float64(points[n+i]), func(at int, part float64) {
			o.model[at] += weight * part
		})
	}
	o.smooth(o.between, o.model, 1, o.side)
	o.smooth(o.model, o.between, o.side, 1)
	o.floor = nothing(n, o.blur)
}

// BlurOf is the deviation of the Gaussian that densities are seen through on a grid of cells
// of this side. Sharing points among four cells blurs too: by a triangle of variance 1/6.
func BlurOf(cell float64) float64 { return cell * math.Sqrt(1+1./6) }

// nothing is a density that counts as nothing beside n points seen through a blur.
func nothing(n int, blur float64) float64 { return .01 / (float64(n) * 2 * math.Pi * blur * blur) }

// OptimumAt returns what Optimum has on a grid at any place: both densities there, as seen
// through a Gaussian of deviation blur, and D*.
func OptimumAt(from interface {
	BlurredAt(x, y, blur float64) float64
}, points []float32, x, y, blur float64) (data, model, best float64) {
	data = from.BlurredAt(x, y, blur)
	n := len(points) / 2
	for i := range n {
		u, v := (float64(points[i])-x)/blur, (float64(points[n+i])-y)/blur
		model += math.Exp(-(u*u+v*v)/2) / (float64(n) * 2 * math.Pi * blur * blur)
	}
	floor := nothing(n, blur)
	return data, model, (data + floor) / (data + model + 2*floor)
}

// share calls f with the four cells around a place, as far as there are any, and
// each one's part of it.
func (o *Optimum) share(x, y float64, f func(at int, part float64)) {
	perUnit := float64(o.side) / (2 * o.half)
	column, row := (x+o.half)*perUnit-.5, (o.half-y)*perUnit-.5
	limit := float64(o.side)
	if !(column > -1 && column < limit && row > -1 && row < limit) { // also NaN
		return
	}
	left, top := math.Floor(column), math.Floor(row)
	u, v := column-left, row-top
	i, j := int(left), int(top)
	for _, c := range [4]struct {
		i, j int
		part float64
	}{{i, j, (1 - u) * (1 - v)}, {i + 1, j, u * (1 - v)}, {i, j + 1, (1 - u) * v}, {i + 1, j + 1, u * v}} {
		if c.i >= 0 && c.i < o.side && c.j >= 0 && c.j < o.side {
			f(c.j*o.side+c.i, c.part)
		}
	}
}

// smooth sets dst to src convolved with the kernel, along one direction: next is
// how far the following cell is, line how far the following line.
func (o *Optimum) smooth(dst, src []float64, next, line int) {
	reach := len(o.kernel) - 1
	for l := range o.side {
		for i := range o.side {
			at := l*line + i*next
			sum := o.kernel[0] * src[at]
			for k := 1; k <= reach; k++ {
				if i >= k {
					sum += o.kernel[k] * src[at-k*next]
				}
				if i+k < o.side {
					sum += o.kernel[k] * src[at+k*next]
				}
			}
			dst[at] = sum
		}
	}
}

// Grid sets dst (side²) to D*: rows from the top down, each from left to right.
func (o *Optimum) Grid(dst []float32) {
	for i := range o.data {
		dst[i] = float32(o.at(i))
	}
}

func (o *Optimum) at(i int) float64 {
	return (o.data[i] + o.floor) / (o.data[i] + o.model[i] + 2*o.floor)
}

// Distance returns the mean of |D - D*| over points at which D has the values d,
// D* being interpolated between cells.
func (o *Optimum) Distance(points, d []float32) float64 {
	var sum float64
	n := len(d)
	for i, value := range d {
		var best, parts float64
		o.share(float64(points[i]), float64(points[n+i]), func(at int, part float64) {
			best += part * o.at(at)
			parts += part
		})
		if parts == 0 { // outside the grid there is no data
			sum += float64(value)
			continue
		}
		sum += math.Abs(float64(value) - best/parts)
	}
	return sum / float64(n)
}
