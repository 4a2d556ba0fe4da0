//go:build goexperiment.simd && !amd64

package kernel

// fold sets sums to the eight sums of each of p, in pairs of halves; both are equally long.
func fold(sums [][8]float32, p [][8][lanes]float32) { foldNarrow(sums, p) }
