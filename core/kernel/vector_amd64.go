//go:build goexperiment.simd

package kernel

import "simd/archsimd"

// leaveVectors ends what uses vectors. It clears the upper halves of the registers: while
// these hold something, Go's instructions for single numbers, which are SSE's, can take many
// times as long.
func leaveVectors() { archsimd.ClearAVXUpperBits() }
