//go:build goexperiment.simd

package kernel

import (
	"simd"
	"simd/archsimd"
)

// fold sets sums to the eight sums of each of p, in pairs of halves; both are equally long.
func fold(sums [][8]float32, p [][8][lanes]float32) {
	if simd.BroadcastFloat32s(0).Len() > 4 { // so the machine has vectors of 8
		foldWide(sums, p)
	} else {
		foldNarrow(sums, p)
	}
}

// foldWide is fold in registers of 8: halves of 16 lanes are added, then those of 8, of 4
// and of 2, where each time two vectors become one, which has the lanes of both.
func foldWide(sums [][8]float32, p [][8][lanes]float32) {
	for block := range sums {
		q := &p[block]
		v0, v1, v2, v3 := halves(&q[0]), halves(&q[1]), halves(&q[2]), halves(&q[3])
		v4, v5, v6, v7 := halves(&q[4]), halves(&q[5]), halves(&q[6]), halves(&q[7])
		w0, w1, w2, w3 := quarters(v0, v4), quarters(v1, v5), quarters(v2, v6), quarters(v3, v7)
		sixteenths(eighths(w0, w1), eighths(w2, w3)).StoreArray(&sums[block])
	}
	leaveVectors()
}

func halves(p *[lanes]float32) archsimd.Float32x8 {
	return archsimd.LoadFloat32x8Array((*[8]float32)(p[:8])).Add(archsimd.LoadFloat32x8Array((*[8]float32)(p[8:])))
}

// quarters returns x's lanes 0 to 3 with 4 to 7 added, then y's.
func quarters(x, y archsimd.Float32x8) archsimd.Float32x8 {
	return x.ConcatPermute128Scalars(0, 2, y).Add(x.ConcatPermute128Scalars(1, 3, y))
}

// eighths returns, for each group of 4 lanes, x's lanes 0 and 1 with 2 and 3 added, then y's.
func eighths(x, y archsimd.Float32x8) archsimd.Float32x8 {
	return x.ConcatPermuteScalarsGrouped(0, 1, 4, 5, y).Add(x.ConcatPermuteScalarsGrouped(2, 3, 6, 7, y))
}

// sixteenths returns, for each group of 4 lanes, x's even lanes with the odd ones added, then y's.
func sixteenths(x, y archsimd.Float32x8) archsimd.Float32x8 {
	return x.ConcatPermuteScalarsGrouped(0, 2, 4, 6, y).Add(x.ConcatPermuteScalarsGrouped(1, 3, 5, 7, y))
}
