package cloud

import "math"

// lattice has the equal Gaussians of very many points at places of a grid, a sixteenth of their
// deviation apart, which makes them wider by 1 part in 6,000. Then cells are filled row by row of
// places, and not point by point.
type lattice struct {
	blob    blob // of each point; its place is that of the first row and column
	pitch   float64
	columns int
	rows    [][]int32 // the columns of each row's points
}

// dense is how many blobs are taken one by one.
const dense = 4000

// newLattice returns the lattice of blobs that are equal Gaussians; nil where there are few.
func newLattice(blobs []blob) *lattice {
	if len(blobs) <= dense {
		return nil
	}
	l := &lattice{blob: blobs[0]}
	right, top := l.blob.x, l.blob.y
	for _, b := range blobs {
		l.blob.x, l.blob.y = min(l.blob.x, b.x), min(l.blob.y, b.y)
		right, top = max(right, b.x), max(top, b.y)
	}
	l.pitch = max(l.blob.sigma/16, 1./4096) // finer than a person's points are it need not be
	place := func(from, to float64) int { return int(math.Round((to - from) / l.pitch)) }
	l.columns = place(l.blob.x, right) + 1
	l.rows = make([][]int32, place(l.blob.y, top)+1)
	for _, b := range blobs {
		row := &l.rows[place(l.blob.y, b.y)]
		*row = append(*row, int32(place(l.blob.x, b.x)))
	}
	return l
}

// splat is Cloud.splat of all blobs together: first each row of places along x, then along y.
func (l *lattice) splat(dst []float64, side int, half, blur float64, f func(b *blob, along []float64, u, cell float64)) {
	clear(dst[:side*side])
	b := l.blob
	b.sigma = math.Sqrt(b.sigma*b.sigma + blur*blur)
	cell := 2 * half / float64(side)
	far := reach*b.sigma + cell
	across := make([]struct {
		left   int
		values []float64
		known  bool
	}, l.columns)
	line, down := make([]float64, side), make([]float64, side)
	for i, columns := range l.rows {
		y := b.y + float64(i)*l.pitch
		top, bottom := cells(half-y, far, cell, side)
		if len(columns) == 0 || top >= bottom {
			continue
		}
		clear(line)
		left, right := side, 0
		for _, column := range columns {
			a := &across[column]
			if !a.known {
				a.known = true
				x := b.x + float64(column)*l.pitch
				if from, to := cells(x+half, far, cell, side); from < to {
					a.left, a.values = from, make([]float64, to-from)
					f(&b, a.values, (float64(from)+.5)*cell-half-x, cell)
				}
			}
			for i, v := range a.values {
				line[a.left+i] += v
			}
			if len(a.values) > 0 {
				left, right = min(left, a.left), max(right, a.left+len(a.values))
			}
		}
		down := down[:bottom-top]
		f(&b, down, (float64(top)+.5)*cell-half+y, cell)
		for j, w := range down {
			w *= b.weight
			to := dst[(top+j)*side:]
			for i := left; i < right; i++ {
				to[i] += w * line[i]
			}
		}
	}
}
