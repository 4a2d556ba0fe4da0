//go:build goexperiment.simd

package kernel

import "simd"

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
		return whole
	}
	for lane := 0; lane < lanes; lane += width {
		s := load(p[:], lane)
		for i := lane; i < whole; i += lanes {
			s = s.Add(load(a, i))
		}
		store(p[:], lane, s)
	}
	return whole
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
	return i
}
