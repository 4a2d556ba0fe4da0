//go:build goexperiment.simd

package kernel

import (
	"simd"
	"unsafe"
)

// The loops below are shaped by two compilers, Go's and V8's (measured on wasm,
// 256 x 64 by 64 x 64; without these the same block makes 17 GFLOP/s):
//
//   - Four steps of the sum lie in one turn of the loop, as Go's wasm jumps back
//     through a table. The test between them ends the block of instructions:
//     without it V8 loads the operands of all four first and spills the sums.
//   - One of the sums is stored at each step, where the result will be. Go
//     schedules an addition late unless the block itself uses it, so all eight
//     products would wait for their sums: one too many for 16 registers.

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
			end := uintptr(x) + uintptr(k)*stepA
			d0, d1 := unsafe.Add(c0, 4*i), unsafe.Add(c1, 4*i)
			s00, s10, s20, s30 := first0, first0, first0, first0
			s01, s11, s21, s31 := first1, first1, first1, first1
			for {
				y0, y1 := splatAt(y), splatAt(unsafe.Add(y, next))
				t := loadAt(x)
				s00 = s00.Add(t.Mul(y0))
				storeAt(d0, s00)
				s01 = s01.Add(t.Mul(y1))
				t = loadAt(unsafe.Add(x, v))
				s10 = s10.Add(t.Mul(y0))
				s11 = s11.Add(t.Mul(y1))
				t = loadAt(unsafe.Add(x, 2*v))
				s20 = s20.Add(t.Mul(y0))
				s21 = s21.Add(t.Mul(y1))
				t = loadAt(unsafe.Add(x, 3*v))
				s30 = s30.Add(t.Mul(y0))
				s31 = s31.Add(t.Mul(y1))
				x, y = unsafe.Add(x, stepA), unsafe.Add(y, stepB)
				if uintptr(x) == end {
					break
				}
				y0, y1 = splatAt(y), splatAt(unsafe.Add(y, next))
				t = loadAt(x)
				s00 = s00.Add(t.Mul(y0))
				storeAt(d0, s00)
				s01 = s01.Add(t.Mul(y1))
				t = loadAt(unsafe.Add(x, v))
				s10 = s10.Add(t.Mul(y0))
				s11 = s11.Add(t.Mul(y1))
				t = loadAt(unsafe.Add(x, 2*v))
				s20 = s20.Add(t.Mul(y0))
				s21 = s21.Add(t.Mul(y1))
				t = loadAt(unsafe.Add(x, 3*v))
				s30 = s30.Add(t.Mul(y0))
				s31 = s31.Add(t.Mul(y1))
				x, y = unsafe.Add(x, stepA), unsafe.Add(y, stepB)
				if uintptr(x) == end {
					break
				}
				y0, y1 = splatAt(y), splatAt(unsafe.Add(y, next))
				t = loadAt(x)
				s00 = s00.Add(t.Mul(y0))
				storeAt(d0, s00)
				s01 = s01.Add(t.Mul(y1))
				t = loadAt(unsafe.Add(x, v))
				s10 = s10.Add(t.Mul(y0))
				s11 = s11.Add(t.Mul(y1))
				t = loadAt(unsafe.Add(x, 2*v))
				s20 = s20.Add(t.Mul(y0))
				s21 = s21.Add(t.Mul(y1))
				t = loadAt(unsafe.Add(x, 3*v))
				s30 = s30.Add(t.Mul(y0))
				s31 = s31.Add(t.Mul(y1))
				x, y = unsafe.Add(x, stepA), unsafe.Add(y, stepB)
				if uintptr(x) == end {
					break
				}
				y0, y1 = splatAt(y), splatAt(unsafe.Add(y, next))
				t = loadAt(x)
				s00 = s00.Add(t.Mul(y0))
				storeAt(d0, s00)
				s01 = s01.Add(t.Mul(y1))
				t = loadAt(unsafe.Add(x, v))
				s10 = s10.Add(t.Mul(y0))
				s11 = s11.Add(t.Mul(y1))
				t = loadAt(unsafe.Add(x, 2*v))
				s20 = s20.Add(t.Mul(y0))
				s21 = s21.Add(t.Mul(y1))
				t = loadAt(unsafe.Add(x, 3*v))
				s30 = s30.Add(t.Mul(y0))
				s31 = s31.Add(t.Mul(y1))
				x, y = unsafe.Add(x, stepA), unsafe.Add(y, stepB)
				if uintptr(x) == end {
					break
				}
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
			for l := 0; l < k; l++ {
				t := loadAt(x)
				s0 = s0.Add(t.Mul(splatAt(y)))
				s1 = s1.Add(t.Mul(splatAt(unsafe.Add(y, next))))
				x, y = unsafe.Add(x, stepA), unsafe.Add(y, stepB)
			}
			storeAt(unsafe.Add(c0, 4*i), s0)
			storeAt(unsafe.Add(c1, 4*i), s1)
			i += width
		}
	}
	return true
}

// mulDotsVectors is mulDots, its lanes a vector at a time.
func mulDotsVectors(c, a, b []float32, m, k, n, ci, cj int, add bool) bool {
	if simd.Emulated() || k < lanes || m == 0 || n == 0 {
		return false
	}
	width := simd.BroadcastFloat32s(0).Len()
	whole := k / lanes * lanes
	var p [8][lanes]float32
	pA, pB := unsafe.Pointer(&a[0]), unsafe.Pointer(&b[0])
	for j := 0; j < n; j += 2 {
		j1 := min(j+1, n-1)
		column := unsafe.Add(pB, 4*j*k)
		nextB := uintptr(4 * (j1 - j) * k)
		for i := 0; i < m; i += 4 {
			i1, i2, i3 := min(i+1, m-1), min(i+2, m-1), min(i+3, m-1)
			next1, next2, next3 := uintptr(4*(i1-i)*k), uintptr(4*(i2-i)*k), uintptr(4*(i3-i)*k)
			for lane := 0; lane < lanes; lane += width {
				x, y := unsafe.Add(pA, 4*(i*k+lane)), unsafe.Add(column, 4*lane)
				end := uintptr(x) + uintptr(4*whole)
				d := unsafe.Pointer(&p[0][lane])
				var s00, s10, s20, s30, s01, s11, s21, s31 simd.Float32s
				for {
					y0, y1 := loadAt(y), loadAt(unsafe.Add(y, nextB))
					t := loadAt(x)
					s00 = s00.Add(t.Mul(y0))
					storeAt(d, s00)
					s01 = s01.Add(t.Mul(y1))
					t = loadAt(unsafe.Add(x, next1))
					s10 = s10.Add(t.Mul(y0))
					s11 = s11.Add(t.Mul(y1))
					t = loadAt(unsafe.Add(x, next2))
					s20 = s20.Add(t.Mul(y0))
					s21 = s21.Add(t.Mul(y1))
					t = loadAt(unsafe.Add(x, next3))
					s30 = s30.Add(t.Mul(y0))
					s31 = s31.Add(t.Mul(y1))
					x, y = unsafe.Add(x, 4*lanes), unsafe.Add(y, 4*lanes)
					if uintptr(x) == end {
						break
					}
					y0, y1 = loadAt(y), loadAt(unsafe.Add(y, nextB))
					t = loadAt(x)
					s00 = s00.Add(t.Mul(y0))
					storeAt(d, s00)
					s01 = s01.Add(t.Mul(y1))
					t = loadAt(unsafe.Add(x, next1))
					s10 = s10.Add(t.Mul(y0))
					s11 = s11.Add(t.Mul(y1))
					t = loadAt(unsafe.Add(x, next2))
					s20 = s20.Add(t.Mul(y0))
					s21 = s21.Add(t.Mul(y1))
					t = loadAt(unsafe.Add(x, next3))
					s30 = s30.Add(t.Mul(y0))
					s31 = s31.Add(t.Mul(y1))
					x, y = unsafe.Add(x, 4*lanes), unsafe.Add(y, 4*lanes)
					if uintptr(x) == end {
						break
					}
				}
				storeAt(unsafe.Add(d, 4*lanes), s10)
				storeAt(unsafe.Add(d, 8*lanes), s20)
				storeAt(unsafe.Add(d, 12*lanes), s30)
				storeAt(unsafe.Add(d, 16*lanes), s01)
				storeAt(unsafe.Add(d, 20*lanes), s11)
				storeAt(unsafe.Add(d, 24*lanes), s21)
				storeAt(unsafe.Add(d, 28*lanes), s31)
			}
			for l := whole; l < k; l++ {
				lane := l - whole
				y0, y1 := b[j*k+l], b[j1*k+l]
				t := a[i*k+l]
				p[0][lane] += float32(t * y0)
				p[4][lane] += float32(t * y1)
				t = a[i1*k+l]
				p[1][lane] += float32(t * y0)
				p[5][lane] += float32(t * y1)
				t = a[i2*k+l]
				p[2][lane] += float32(t * y0)
				p[6][lane] += float32(t * y1)
				t = a[i3*k+l]
				p[3][lane] += float32(t * y0)
				p[7][lane] += float32(t * y1)
			}
			foldBlock(c, &p, i, j, m, n, ci, cj, add)
		}
	}
	return true
}
