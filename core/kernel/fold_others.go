//go:build goexperiment.simd && !amd64

package kernel

// fold sets s to the eight sums of p, in pairs of halves.
func fold(s *[8]float32, p *[8][lanes]float32) { foldNarrow(s, p) }
