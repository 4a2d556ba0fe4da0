//go:build goexperiment.simd

package kernel

import (
	"simd"
	"unsafe"
)

// sumVectors adds the whole sixteens of a to the partial sums p and returns how
// many elements that was.
func sumVectors(p *[lanes]float32, a []float32) int {
	if simd.Emulated() {
		return 0
	}
	width := simd.BroadcastFloat32s(0).Len()
	whole := len(a) / lanes * lanes
	if width == 4 { // all four vectors at once, as each waits for its own last sum
		s0, s1, s2, s3 := load(p[:], 0), load(p[:], 4), load(p[:], 8), load(p[:], 12)
		for i := 0; i < whole; i += lanes {
			s0 = s0.Add(load(a, i))
			s1 = s1.Add(load(a, i+4))
			s2 = s2.Add(load(a, i+8))
			s3 = s3.Add(load(a, i+12))
		}
		store(p[:], 0, s0)
		store(p[:], 4, s1)
		store(p[:], 8, s2)
		store(p[:], 12, s3)
		leaveVectors()
		return whole
	}
	for lane := 0; lane < lanes; lane += width {
		s := load(p[:], lane)
		for i := lane; i < whole; i += lanes {
			s = s.Add(load(a, i))
		}
		store(p[:], lane, s)
	}
	leaveVectors()
	return whole
}

// sumDownVectors does SumDown for the whole eights of dst and returns how many that was.
func sumDownVectors(dst, a []float32, m int, add bool) int {
	if simd.Emulated() || m < lanes {
		return 0
	}
	var blocks [1][8][lanes]float32
	var folded [1][8]float32
	p, sums := &blocks[0], &folded[0]
	whole := len(dst) / 8 * 8
	for j := 0; j < whole; j += 8 {
		sumBlock(p, unsafe.Pointer(&a[j*m]), 4*m, m/lanes)
		for l := m / lanes * lanes; l < m; l++ {
			for o := range p {
				p[o][l%lanes] += a[(j+o)*m+l]
			}
		}
		fold(folded[:], blocks[:])
		if add {
			for o := range sums {
				sums[o] = dst[j+o] + sums[o]
			}
		}
		*(*[8]float32)(dst[j:]) = *sums
	}
	return whole
}

// sumBlock sets p to the partial sums, over whole sixteens, of 8 columns, each so many
// bytes after the one before.
func sumBlock(p *[8][lanes]float32, a unsafe.Pointer, step, sixteens int) {
	width := simd.BroadcastFloat32s(0).Len()
	step3, step5, step7 := 3*step, 5*step, 7*step
	for lane := 0; lane < lanes; lane += width {
		x := unsafe.Add(a, 4*lane)
		var s0, s1, s2, s3, s4, s5, s6, s7 simd.Float32s
		for last := uintptr(x) + uintptr(4*lanes*(sixteens-1)); ; x = unsafe.Add(x, 4*lanes) {
			s0, s1 = s0.Add(loadAt(x)), s1.Add(loadAt(unsafe.Add(x, step)))
			s2, s3 = s2.Add(loadAt(unsafe.Add(x, 2*step))), s3.Add(loadAt(unsafe.Add(x, step3)))
			s4, s5 = s4.Add(loadAt(unsafe.Add(x, 4*step))), s5.Add(loadAt(unsafe.Add(x, step5)))
			s6, s7 = s6.Add(loadAt(unsafe.Add(x, 2*step3))), s7.Add(loadAt(unsafe.Add(x, step7)))
			if uintptr(x) == last {
				break
			}
		}
		d := unsafe.Add(unsafe.Pointer(p), 4*lane)
		storeAt(d, s0)
		storeAt(unsafe.Add(d, 4*lanes), s1)
		storeAt(unsafe.Add(d, 8*lanes), s2)
		storeAt(unsafe.Add(d, 12*lanes), s3)
		storeAt(unsafe.Add(d, 16*lanes), s4)
		storeAt(unsafe.Add(d, 20*lanes), s5)
		storeAt(unsafe.Add(d, 24*lanes), s6)
		storeAt(unsafe.Add(d, 28*lanes), s7)
	}
	leaveVectors()
}

func fillVectors(dst []float32, x float32) int {
	if simd.Emulated() {
		return 0
	}
	i, n, width := 0, len(dst), simd.BroadcastFloat32s(0).Len()
	v := splat(x)
	for ; i+width <= n; i += width {
		store(dst, i, v)
	}
	leaveVectors()
	return i
}
