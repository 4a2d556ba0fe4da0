package cloud

import (
	"slices"

	"saddle/core/random"
)

// squares draws uniformly from squares of one size.
type squares struct {
	x, y  []float32 // centres
	half  float32
	words []uint32
}

// checkerboard is the dark squares of a board of four by four.
func checkerboard(s Spec) *Cloud {
	q := &squares{half: float32(s.Spacing / 2)}
	c := &Cloud{sampler: q}
	for row := range 4 {
		for column := range 4 {
			if (row+column)%2 == 0 {
				x, y := (float64(column)-1.5)*s.Spacing, (float64(row)-1.5)*s.Spacing
				q.x, q.y = append(q.x, float32(x)), append(q.y, float32(y))
				c.blobs = append(c.blobs, blob{x: x, y: y, half: s.Spacing / 2, weight: 1. / 8})
			}
		}
	}
	return c
}

func (q *squares) Sample(dst []float32, s *random.Stream) {
	n := len(dst) / 2
	s.Uniform(dst)
	q.words = slices.Grow(q.words[:0], n)[:n]
	s.Words(q.words)
	for i, w := range q.words {
		j := int(uint64(w) * uint64(len(q.x)) >> 32)
		dst[i] = float32(q.half*(float32(2*dst[i])-1)) + q.x[j]
		dst[n+i] = float32(q.half*(float32(2*dst[n+i])-1)) + q.y[j]
	}
}
