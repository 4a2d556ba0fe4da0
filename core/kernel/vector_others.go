//go:build goexperiment.simd && !amd64

package kernel

// leaveVectors ends what uses vectors; only amd64 has something to do there.
func leaveVectors() {}
