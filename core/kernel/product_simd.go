//go:build goexperiment.simd

package kernel

import (
	"simd"
	"unsafe"
)

// The inner loops are shaped by two compilers, Go's and V8's. In wasm, 256 x 64 by
// 64 x 64, this one makes 26 GFLOP/s, and 17 to 19 without what follows.
//
//   - Several steps of the sum lie in one turn of the loop, as Go's wasm jumps back
//     through a table. The test between two steps ends a block of instructions:
//     without it V8 loads the operands of all steps first and spills the sums.
//   - One of the eight sums is stored at each step, to where the result will be. Go
//     puts an addition off to the end of the block unless the block uses its result,
//     so all eight products would wait: one more than 16 registers hold.
//   - for range n does not compile in a function that has vectors.

// mulColumnsVectors is mulColumns, four vectors of rows by two columns at a time.
// It returns false, having done nothing, where there are too few rows or no vectors.
func mulColumnsVectors(c, a, b []float32, m, k, n, bl, bj int, bias []float32) bool {
	width := simd.BroadcastFloat32s(0).Len()
	if simd.Emulated() || m < width || k == 0 || n == 0 {
		return false
	}
	v := uintptr(4 * width)
	stepA, stepB := uintptr(4*m), uintptr(4*bl)
	pA, pB, pC := unsafe.Pointer(&a[0]), unsafe.Pointer(&b[0]), unsafe.Pointer(&c[0])
	for j := 0; j < n; j += 2 {
		j1 := min(j+1, n-1) // an odd last column is computed twice
		var first0, first1 simd.Float32s
		if bias != nil {
			first0, first1 = splat(bias[j]), splat(bias[j1])
		}
		column := unsafe.Add(pB, 4*j*bj)
		next := uintptr(4 * (j1 - j) * bj)
		c0, c1 := unsafe.Add(pC, 4*j*m), unsafe.Add(pC, 4*j1*m)
		i := 0
		for ; i+4*width <= m; i += 4 * width {
			x, y := unsafe.Add(pA, 4*i), column
			last := uintptr(x) + uintptr(k-1)*stepA
			d0, d1 := unsafe.Add(c0, 4*i), unsafe.Add(c1, 4*i)
			s00, s10, s20, s30 := first0, first0, first0, first0
			s01, s11, s21, s31 := first1, first1, first1, first1
			for {
				y0, y1 := splatAt(y), splatAt(unsafe.Add(y, next))
				t := loadAt(x)
				s00, s01 = s00.Add(t.Mul(y0)), s01.Add(t.Mul(y1))
				storeAt(d0, s00)
				t = loadAt(unsafe.Add(x, v))
				s10, s11 = s10.Add(t.Mul(y0)), s11.Add(t.Mul(y1))
				t = loadAt(unsafe.Add(x, 2*v))
				s20, s21 = s20.Add(t.Mul(y0)), s21.Add(t.Mul(y1))
				t = loadAt(unsafe.Add(x, 3*v))
				s30, s31 = s30.Add(t.Mul(y0)), s31.Add(t.Mul(y1))
				if uintptr(x) == last {
					break
				}
				x, y = unsafe.Add(x, stepA), unsafe.Add(y, stepB)

				y0, y1 = splatAt(y), splatAt(unsafe.Add(y, next))
				t = loadAt(x)
				s00, s01 = s00.Add(t.Mul(y0)), s01.Add(t.Mul(y1))
				storeAt(d0, s00)
				t = loadAt(unsafe.Add(x, v))
				s10, s11 = s10.Add(t.Mul(y0)), s11.Add(t.Mul(y1))
				t = loadAt(unsafe.Add(x, 2*v))
				s20, s21 = s20.Add(t.Mul(y0)), s21.Add(t.Mul(y1))
				t = loadAt(unsafe.Add(x, 3*v))
				s30, s31 = s30.Add(t.Mul(y0)), s31.Add(t.Mul(y1))
				if uintptr(x) == last {
					break
				}
				x, y = unsafe.Add(x, stepA), unsafe.Add(y, stepB)

				y0, y1 = splatAt(y), splatAt(unsafe.Add(y, next))
				t = loadAt(x)
				s00, s01 = s00.Add(t.Mul(y0)), s01.Add(t.Mul(y1))
				storeAt(d0, s00)
				t = loadAt(unsafe.Add(x, v))
				s10, s11 = s10.Add(t.Mul(y0)), s11.Add(t.Mul(y1))
				t = loadAt(unsafe.Add(x, 2*v))
				s20, s21 = s20.Add(t.Mul(y0)), s21.Add(t.Mul(y1))
				t = loadAt(unsafe.Add(x, 3*v))
				s30, s31 = s30.Add(t.Mul(y0)), s31.Add(t.Mul(y1))
				if uintptr(x) == last {
					break
				}
				x, y = unsafe.Add(x, stepA), unsafe.Add(y, stepB)

				y0, y1 = splatAt(y), splatAt(unsafe.Add(y, next))
				t = loadAt(x)
				s00, s01 = s00.Add(t.Mul(y0)), s01.Add(t.Mul(y1))
				storeAt(d0, s00)
				t = loadAt(unsafe.Add(x, v))
				s10, s11 = s10.Add(t.Mul(y0)), s11.Add(t.Mul(y1))
				t = loadAt(unsafe.Add(x, 2*v))
				s20, s21 = s20.Add(t.Mul(y0)), s21.Add(t.Mul(y1))
				t = loadAt(unsafe.Add(x, 3*v))
				s30, s31 = s30.Add(t.Mul(y0)), s31.Add(t.Mul(y1))
				if uintptr(x) == last {
					break
				}
				x, y = unsafe.Add(x, stepA), unsafe.Add(y, stepB)

				y0, y1 = splatAt(y), splatAt(unsafe.Add(y, next))
				t = loadAt(x)
				s00, s01 = s00.Add(t.Mul(y0)), s01.Add(t.Mul(y1))
				storeAt(d0, s00)
				t = loadAt(unsafe.Add(x, v))
				s10, s11 = s10.Add(t.Mul(y0)), s11.Add(t.Mul(y1))
				t = loadAt(unsafe.Add(x, 2*v))
				s20, s21 = s20.Add(t.Mul(y0)), s21.Add(t.Mul(y1))
				t = loadAt(unsafe.Add(x, 3*v))
				s30, s31 = s30.Add(t.Mul(y0)), s31.Add(t.Mul(y1))
				if uintptr(x) == last {
					break
				}
				x, y = unsafe.Add(x, stepA), unsafe.Add(y, stepB)

				y0, y1 = splatAt(y), splatAt(unsafe.Add(y, next))
				t = loadAt(x)
				s00, s01 = s00.Add(t.Mul(y0)), s01.Add(t.Mul(y1))
				storeAt(d0, s00)
				t = loadAt(unsafe.Add(x, v))
				s10, s11 = s10.Add(t.Mul(y0)), s11.Add(t.Mul(y1))
				t = loadAt(unsafe.Add(x, 2*v))
				s20, s21 = s20.Add(t.Mul(y0)), s21.Add(t.Mul(y1))
				t = loadAt(unsafe.Add(x, 3*v))
				s30, s31 = s30.Add(t.Mul(y0)), s31.Add(t.Mul(y1))
				if uintptr(x) == last {
					break
				}
				x, y = unsafe.Add(x, stepA), unsafe.Add(y, stepB)

				y0, y1 = splatAt(y), splatAt(unsafe.Add(y, next))
				t = loadAt(x)
				s00, s01 = s00.Add(t.Mul(y0)), s01.Add(t.Mul(y1))
				storeAt(d0, s00)
				t = loadAt(unsafe.Add(x, v))
				s10, s11 = s10.Add(t.Mul(y0)), s11.Add(t.Mul(y1))
				t = loadAt(unsafe.Add(x, 2*v))
				s20, s21 = s20.Add(t.Mul(y0)), s21.Add(t.Mul(y1))
				t = loadAt(unsafe.Add(x, 3*v))
				s30, s31 = s30.Add(t.Mul(y0)), s31.Add(t.Mul(y1))
				if uintptr(x) == last {
					break
				}
				x, y = unsafe.Add(x, stepA), unsafe.Add(y, stepB)

				y0, y1 = splatAt(y), splatAt(unsafe.Add(y, next))
				t = loadAt(x)
				s00, s01 = s00.Add(t.Mul(y0)), s01.Add(t.Mul(y1))
				storeAt(d0, s00)
				t = loadAt(unsafe.Add(x, v))
				s10, s11 = s10.Add(t.Mul(y0)), s11.Add(t.Mul(y1))
				t = loadAt(unsafe.Add(x, 2*v))
				s20, s21 = s20.Add(t.Mul(y0)), s21.Add(t.Mul(y1))
				t = loadAt(unsafe.Add(x, 3*v))
				s30, s31 = s30.Add(t.Mul(y0)), s31.Add(t.Mul(y1))
				if uintptr(x) == last {
					break
				}
				x, y = unsafe.Add(x, stepA), unsafe.Add(y, stepB)
			}
			storeAt(unsafe.Add(d0, v), s10)
			storeAt(unsafe.Add(d0, 2*v), s20)
			storeAt(unsafe.Add(d0, 3*v), s30)
			storeAt(d1, s01)
			storeAt(unsafe.Add(d1, v), s11)
			storeAt(unsafe.Add(d1, 2*v), s21)
			storeAt(unsafe.Add(d1, 3*v), s31)
		}
		for i < m {
			i = min(i, m-width) // the last rows, some of them again
			x, y := unsafe.Add(pA, 4*i), column
			s0, s1 := first0, first1
			for last := uintptr(x) + uintptr(k-1)*stepA; ; {
				t := loadAt(x)
				s0 = s0.Add(t.Mul(splatAt(y)))
				s1 = s1.Add(t.Mul(splatAt(unsafe.Add(y, next))))
				if uintptr(x) == last {
					break
				}
				x, y = unsafe.Add(x, stepA), unsafe.Add(y, stepB)
			}
			storeAt(unsafe.Add(c0, 4*i), s0)
			storeAt(unsafe.Add(c1, 4*i), s1)
			i += width
		}
	}
	leaveVectors()
	return true
}
