//go:build goexperiment.simd

package kernel

import (
	"simd"
	"unsafe"
)

// foldNarrow is fold on vectors of 4, which portable code cannot fold further.
func foldNarrow(s *[8]float32, p *[8][lanes]float32) {
	for o := range p {
		q := unsafe.Pointer(&p[o])
		var x, y simd.Float32s = loadAt(q), loadAt(unsafe.Add(q, 16))
		storeAt(q, x.Add(loadAt(unsafe.Add(q, 32))).Add(y.Add(loadAt(unsafe.Add(q, 48)))))
	}
	for o := range s {
		s[o] = fold1(&p[o])
	}
}
