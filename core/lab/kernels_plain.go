//go:build !goexperiment.simd

package lab

// Kernels names the kernels this program was built with: simd or plain.
const Kernels = "plain"
