//go:build goexperiment.simd

package kernel

import "simd/archsimd"

// foldNarrow is fold on vectors of 4, which every machine with vectors has. It shuffles nothing,
// as Go has no shuffles in wasm: the last four numbers are taken out of their vector.
func foldNarrow(sums [][8]float32, p [][8][lanes]float32) {
	for block := range sums {
		s, q := &sums[block], &p[block]
		s[0], s[1], s[2], s[3] = foldOne(&q[0]), foldOne(&q[1]), foldOne(&q[2]), foldOne(&q[3])
		s[4], s[5], s[6], s[7] = foldOne(&q[4]), foldOne(&q[5]), foldOne(&q[6]), foldOne(&q[7])
	}
}

func foldOne(p *[lanes]float32) float32 {
	x0, x1 := archsimd.LoadFloat32x4Array((*[4]float32)(p[:])), archsimd.LoadFloat32x4Array((*[4]float32)(p[4:]))
	x2, x3 := archsimd.LoadFloat32x4Array((*[4]float32)(p[8:])), archsimd.LoadFloat32x4Array((*[4]float32)(p[12:]))
	x := x0.Add(x2).Add(x1.Add(x3))
	return (x.GetElem(0) + x.GetElem(2)) + (x.GetElem(1) + x.GetElem(3))
}
