//go:build goexperiment.simd

package kernel

import (
	"simd"
	"unsafe"
)

// load reads the vector that starts at s[i]. Nothing is checked: the callers
// slice their arguments to length once, before the loop.
//
//go:nocheckptr
func load(s []float32, i int) simd.Float32s {
	return loadAt(unsafe.Add(unsafe.Pointer(unsafe.SliceData(s)), 4*i))
}

// store writes the vector that starts at s[i].
//
//go:nocheckptr
func store(s []float32, i int, x simd.Float32s) {
	storeAt(unsafe.Add(unsafe.Pointer(unsafe.SliceData(s)), 4*i), x)
}

// loadAt reads a vector. An array of the widest vector's size lets the compiler
// see that there is no bound to check; only the machine's own width is read.
//
//go:nocheckptr
func loadAt(p unsafe.Pointer) simd.Float32s {
	return simd.LoadFloat32s((*[16]float32)(p)[:])
}

// storeAt writes a vector, of the machine's own width.
//
//go:nocheckptr
func storeAt(p unsafe.Pointer, x simd.Float32s) {
	x.Store((*[16]float32)(p)[:])
}

// splatAt reads a number into all lanes.
func splatAt(p unsafe.Pointer) simd.Float32s {
	return simd.BroadcastFloat32s(*(*float32)(p))
}

func splat(x float32) simd.Float32s { return simd.BroadcastFloat32s(x) }

func words(x uint32) simd.Uint32s { return simd.BroadcastUint32s(x) }

// zero is zero(), as a value that is there already: Go makes the number 0 by an
// instruction of SSE, and where AVX's registers are in use some processors take a
// hundred nanoseconds to change from one to the other.
func zero() (z simd.Float32s) { return z }
