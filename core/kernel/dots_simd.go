//go:build goexperiment.simd

package kernel

import (
	"simd"
	"unsafe"
)

// strip is how many blocks of 4 x 2 sums are computed, folded and written at a time: calls
// cost as much as the work where k is small.
const strip = 8

// mulDotsVectors is mulDots, its lanes a vector at a time.
func mulDotsVectors(c, a, b []float32, m, k, n, ci, cj int, add bool) bool {
	if simd.Emulated() || k < lanes || m == 0 || n == 0 {
		return false
	}
	var p [strip][8][lanes]float32
	var sums [strip][8]float32
	pA, pB, pC := unsafe.Pointer(&a[0]), unsafe.Pointer(&b[0]), unsafe.Pointer(&c[0])
	for j := 0; j < n; j += 2 {
		y, d := unsafe.Add(pB, 4*j*k), unsafe.Add(pC, 4*j*cj)
		y1 := min(1, n-1-j) // what is outside is the last once more
		for i := 0; i < m; {
			blocks, x1, x2, x3 := min(strip, (m-i)/4), 1, 2, 3
			if last := m - 1 - i; blocks == 0 {
				blocks, x1, x2, x3 = 1, min(1, last), last, last
			}
			x := unsafe.Add(pA, 4*i*k)
			dotBlocks(p[:blocks], x, y, 4*k*x1, 4*k*x2, 4*k*x3, 4*k*y1, k/lanes)
			if k%lanes != 0 {
				dotRest(p[:blocks], x, y, 4*k*x1, 4*k*x2, 4*k*x3, 4*k*y1, k)
			}
			fold(sums[:blocks], p[:blocks])
			putBlocks(unsafe.Add(d, 4*i*ci), sums[:blocks], 4*ci*x1, 4*ci*x2, 4*ci*x3, 4*cj*y1, add)
			i += 4 * blocks
		}
	}
	return true
}

// dotBlocks sets each block of p to the partial sums, over whole sixteens, of the products of
// 4 columns of a and the 2 at b; the others are so many bytes from the first, and the next
// block's 4 times as many as the second.
//
// It does nothing else, as V8 keeps the sums in registers only in small functions
// without calls.
func dotBlocks(p [][8][lanes]float32, a, b unsafe.Pointer, a1, a2, a3, b1, sixteens int) {
	width := simd.BroadcastFloat32s(0).Len()
	for block := range p {
		first := unsafe.Add(a, 4*a1*block)
		for lane := 0; lane < lanes; lane += width {
			x, y := unsafe.Add(first, 4*lane), unsafe.Add(b, 4*lane)
			last := uintptr(x) + uintptr(4*lanes*(sixteens-1))
			d := unsafe.Add(unsafe.Pointer(&p[block]), 4*lane)
			var s00, s10, s20, s30, s01, s11, s21, s31 simd.Float32s
			for {
				y0, y1 := loadAt(y), loadAt(unsafe.Add(y, b1))
				t := loadAt(x)
				s00, s01 = s00.Add(t.Mul(y0)), s01.Add(t.Mul(y1))
				storeAt(d, s00)
				t = loadAt(unsafe.Add(x, a1))
				s10, s11 = s10.Add(t.Mul(y0)), s11.Add(t.Mul(y1))
				t = loadAt(unsafe.Add(x, a2))
				s20, s21 = s20.Add(t.Mul(y0)), s21.Add(t.Mul(y1))
				t = loadAt(unsafe.Add(x, a3))
				s30, s31 = s30.Add(t.Mul(y0)), s31.Add(t.Mul(y1))
				if uintptr(x) == last {
					break
				}
				x, y = unsafe.Add(x, 4*lanes), unsafe.Add(y, 4*lanes)

				y0, y1 = loadAt(y), loadAt(unsafe.Add(y, b1))
				t = loadAt(x)
				s00, s01 = s00.Add(t.Mul(y0)), s01.Add(t.Mul(y1))
				storeAt(d, s00)
				t = loadAt(unsafe.Add(x, a1))
				s10, s11 = s10.Add(t.Mul(y0)), s11.Add(t.Mul(y1))
				t = loadAt(unsafe.Add(x, a2))
				s20, s21 = s20.Add(t.Mul(y0)), s21.Add(t.Mul(y1))
				t = loadAt(unsafe.Add(x, a3))
				s30, s31 = s30.Add(t.Mul(y0)), s31.Add(t.Mul(y1))
				if uintptr(x) == last {
					break
				}
				x, y = unsafe.Add(x, 4*lanes), unsafe.Add(y, 4*lanes)

				y0, y1 = loadAt(y), loadAt(unsafe.Add(y, b1))
				t = loadAt(x)
				s00, s01 = s00.Add(t.Mul(y0)), s01.Add(t.Mul(y1))
				storeAt(d, s00)
				t = loadAt(unsafe.Add(x, a1))
				s10, s11 = s10.Add(t.Mul(y0)), s11.Add(t.Mul(y1))
				t = loadAt(unsafe.Add(x, a2))
				s20, s21 = s20.Add(t.Mul(y0)), s21.Add(t.Mul(y1))
				t = loadAt(unsafe.Add(x, a3))
				s30, s31 = s30.Add(t.Mul(y0)), s31.Add(t.Mul(y1))
				if uintptr(x) == last {
					break
				}
				x, y = unsafe.Add(x, 4*lanes), unsafe.Add(y, 4*lanes)

				y0, y1 = loadAt(y), loadAt(unsafe.Add(y, b1))
				t = loadAt(x)
				s00, s01 = s00.Add(t.Mul(y0)), s01.Add(t.Mul(y1))
				storeAt(d, s00)
				t = loadAt(unsafe.Add(x, a1))
				s10, s11 = s10.Add(t.Mul(y0)), s11.Add(t.Mul(y1))
				t = loadAt(unsafe.Add(x, a2))
				s20, s21 = s20.Add(t.Mul(y0)), s21.Add(t.Mul(y1))
				t = loadAt(unsafe.Add(x, a3))
				s30, s31 = s30.Add(t.Mul(y0)), s31.Add(t.Mul(y1))
				if uintptr(x) == last {
					break
				}
				x, y = unsafe.Add(x, 4*lanes), unsafe.Add(y, 4*lanes)
			}
			storeAt(unsafe.Add(d, 4*lanes), s10)
			storeAt(unsafe.Add(d, 8*lanes), s20)
			storeAt(unsafe.Add(d, 12*lanes), s30)
			storeAt(unsafe.Add(d, 16*lanes), s01)
			storeAt(unsafe.Add(d, 20*lanes), s11)
			storeAt(unsafe.Add(d, 24*lanes), s21)
			storeAt(unsafe.Add(d, 28*lanes), s31)
		}
	}
	leaveVectors()
}

// dotRest adds the products after the whole sixteens to p.
func dotRest(p [][8][lanes]float32, a, b unsafe.Pointer, a1, a2, a3, b1, k int) {
	for block := range p {
		first := unsafe.Add(a, 4*a1*block)
		for l := k / lanes * lanes; l < k; l++ {
			x, y, d := unsafe.Add(first, 4*l), unsafe.Add(b, 4*l), unsafe.Pointer(&p[block][0][l%lanes])
			y0, y1 := at(y), at(unsafe.Add(y, b1))
			t := at(x)
			addTo(d, t*y0)
			addTo(unsafe.Add(d, 16*lanes), t*y1)
			t = at(unsafe.Add(x, a1))
			addTo(unsafe.Add(d, 4*lanes), t*y0)
			addTo(unsafe.Add(d, 20*lanes), t*y1)
			t = at(unsafe.Add(x, a2))
			addTo(unsafe.Add(d, 8*lanes), t*y0)
			addTo(unsafe.Add(d, 24*lanes), t*y1)
			t = at(unsafe.Add(x, a3))
			addTo(unsafe.Add(d, 12*lanes), t*y0)
			addTo(unsafe.Add(d, 28*lanes), t*y1)
		}
	}
}

// putBlocks writes blocks of sums of 4 rows and 2 columns, or adds them; the other rows and
// column are so many bytes from the first, those outside the last once more.
func putBlocks(first unsafe.Pointer, sums [][8]float32, c1, c2, c3, c4 int, add bool) {
	for block := range sums {
		s, c := &sums[block], unsafe.Add(first, 4*c1*block)
		d := unsafe.Add(c, c4)
		s0, s1, s2, s3, s4, s5, s6, s7 := s[0], s[1], s[2], s[3], s[4], s[5], s[6], s[7]
		if add {
			s0, s1, s2, s3 = at(c)+s0, at(unsafe.Add(c, c1))+s1, at(unsafe.Add(c, c2))+s2, at(unsafe.Add(c, c3))+s3
			s4, s5, s6, s7 = at(d)+s4, at(unsafe.Add(d, c1))+s5, at(unsafe.Add(d, c2))+s6, at(unsafe.Add(d, c3))+s7
		}
		put(c, s0)
		put(unsafe.Add(c, c1), s1)
		put(unsafe.Add(c, c2), s2)
		put(unsafe.Add(c, c3), s3)
		put(d, s4)
		put(unsafe.Add(d, c1), s5)
		put(unsafe.Add(d, c2), s6)
		put(unsafe.Add(d, c3), s7)
	}
}

func at(p unsafe.Pointer) float32 { return *(*float32)(p) }

func put(p unsafe.Pointer, x float32) { *(*float32)(p) = x }

// addTo adds x, a product, which is rounded first.
func addTo(p unsafe.Pointer, x float32) { *(*float32)(p) += float32(x) }
