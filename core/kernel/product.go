package kernel

// Epilogue is what a product does with each finished element, while it is still
// in the cache. The zero value does nothing. The order is: add Bias, apply Act,
// multiply by Gate's derivative.
type Epilogue struct {
	Bias []float32  // n numbers, one per column of the result, or nil
	Act  Activation // applied to the sum
	// Gate, if not nil, has the result's shape: the result is multiplied by
	// GateAct'(Gate), as by the function Gate.
	Gate    []float32
	GateAct Activation
}

// MulNN sets c = a b: a is m x k, b is k x n, c is m x n and overlaps no other.
// Each element starts from its bias (or 0) and adds its products in order of k.
func MulNN(c, a, b []float32, m, k, n int, e Epilogue) {
	mulColumns(c[:m*n], a[:m*k], b[:k*n], m, k, n, 1, k, e.Bias)
	e.finish(c[:m*n])
}

// MulNT sets c = a bᵀ: a is m x k, b is n x k, c is m x n and overlaps no other.
// Each element starts from its bias (or 0) and adds its products in order of k.
func MulNT(c, a, b []float32, m, k, n int, e Epilogue) {
	mulColumns(c[:m*n], a[:m*k], b[:k*n], m, k, n, n, 1, e.Bias)
	e.finish(c[:m*n])
}

// MulTN sets c = aᵀ b, or adds it to c if add is true: a is k x m, b is k x n,
// c is m x n and overlaps no other. Each element is the sum of its products over
// k as Sum would take it: in 16 partial sums, folded in pairs.
func MulTN(c, a, b []float32, m, k, n int, add bool) {
	c, a, b = c[:m*n], a[:k*m], b[:k*n]
	if m < n { // the transpose, so that the longer side fills the blocks
		mulDots(c, b, a, n, k, m, m, 1, add)
	} else {
		mulDots(c, a, b, m, k, n, 1, m, add)
	}
}

func (e *Epilogue) finish(c []float32) {
	if e.Act != Identity {
		Activate(c, c, e.Act)
	}
	if e.Gate != nil {
		Gate(c, c, e.Gate, e.GateAct)
	}
}

// mulColumns sets c = a b + bias, element (l, j) of b at l*bl + j*bj. It goes in
// blocks of 4 rows and 2 columns, as many sums as there are registers for.
func mulColumns(c, a, b []float32, m, k, n, bl, bj int, bias []float32) {
	if mulColumnsVectors(c, a, b, m, k, n, bl, bj, bias) {
		return
	}
	for j := 0; j < n; j += 2 {
		j1 := min(j+1, n-1) // an odd last column is computed twice
		var first0, first1 float32
		if bias != nil {
			first0, first1 = bias[j], bias[j1]
		}
		c0, c1 := c[j*m:j*m+m], c[j1*m:j1*m+m]
		i := 0
		for ; i+4 <= m; i += 4 {
			s00, s10, s20, s30 := first0, first0, first0, first0
			s01, s11, s21, s31 := first1, first1, first1, first1
			at, at0, at1 := i, j*bj, j1*bj
			for range k {
				x, y0, y1 := (*[4]float32)(a[at:]), b[at0], b[at1]
				s00 += float32(x[0] * y0)
				s01 += float32(x[0] * y1)
				s10 += float32(x[1] * y0)
				s11 += float32(x[1] * y1)
				s20 += float32(x[2] * y0)
				s21 += float32(x[2] * y1)
				s30 += float32(x[3] * y0)
				s31 += float32(x[3] * y1)
				at, at0, at1 = at+m, at0+bl, at1+bl
			}
			d0, d1 := (*[4]float32)(c0[i:]), (*[4]float32)(c1[i:])
			d0[0], d0[1], d0[2], d0[3] = s00, s10, s20, s30
			d1[0], d1[1], d1[2], d1[3] = s01, s11, s21, s31
		}
		for ; i < m; i++ {
			s0, s1 := first0, first1
			for l := range k {
				x := a[i+l*m]
				s0 += float32(x * b[l*bl+j*bj])
				s1 += float32(x * b[l*bl+j1*bj])
			}
			c0[i], c1[i] = s0, s1
		}
	}
}

// lanes is the number of partial sums of a long sum: term l goes to sum l mod
// lanes. So the longest vectors can take a sum, and the shortest take the same.
const lanes = 16

// fold4 leaves in the first 4 of p the sums of all, in pairs of halves.
func fold4(p *[lanes]float32) {
	a0, a1, a2, a3 := p[0]+p[8], p[1]+p[9], p[2]+p[10], p[3]+p[11]
	a4, a5, a6, a7 := p[4]+p[12], p[5]+p[13], p[6]+p[14], p[7]+p[15]
	p[0], p[1], p[2], p[3] = a0+a4, a1+a5, a2+a6, a3+a7
}

// fold1 returns the sum of the 4 that fold4 left.
func fold1(p *[lanes]float32) float32 { return (p[0] + p[2]) + (p[1] + p[3]) }

// mulDots sets element (i, j) of c, at i*ci + j*cj, to the product of column i of
// a (k x m) and column j of b (k x n), or adds it. It goes in blocks of 4 columns
// of a and 2 of b.
func mulDots(c, a, b []float32, m, k, n, ci, cj int, add bool) {
	if mulDotsVectors(c, a, b, m, k, n, ci, cj, add) {
		return
	}
	var p [8][lanes]float32
	for j := 0; j < n; j += 2 {
		j1 := min(j+1, n-1)
		y0, y1 := b[j*k:j*k+k], b[j1*k:j1*k+k]
		for i := 0; i < m; i += 4 {
			i1, i2, i3 := min(i+1, m-1), min(i+2, m-1), min(i+3, m-1)
			x0, x1, x2, x3 := a[i*k:i*k+k], a[i1*k:i1*k+k], a[i2*k:i2*k+k], a[i3*k:i3*k+k]
			for lane := range lanes {
				var s00, s10, s20, s30, s01, s11, s21, s31 float32
				for l := lane; l < k; l += lanes {
					s00 += float32(x0[l] * y0[l])
					s10 += float32(x1[l] * y0[l])
					s20 += float32(x2[l] * y0[l])
					s30 += float32(x3[l] * y0[l])
					s01 += float32(x0[l] * y1[l])
					s11 += float32(x1[l] * y1[l])
					s21 += float32(x2[l] * y1[l])
					s31 += float32(x3[l] * y1[l])
				}
				p[0][lane], p[1][lane], p[2][lane], p[3][lane] = s00, s10, s20, s30
				p[4][lane], p[5][lane], p[6][lane], p[7][lane] = s01, s11, s21, s31
			}
			for o := range p {
				fold4(&p[o])
			}
			writeBlock(c, &p, i, j, m, n, ci, cj, add)
		}
	}
}

// writeBlock writes what of a block of 4 x 2 sums lies inside c, from (i, j).
func writeBlock(c []float32, p *[8][lanes]float32, i, j, m, n, ci, cj int, add bool) {
	at := i*ci + j*cj
	for s := range min(2, n-j) {
		writeColumn(c, (*[4][lanes]float32)(p[4*s:]), at, ci, m-i, add)
		at += cj
	}
}

func writeColumn(c []float32, p *[4][lanes]float32, at, step, rows int, add bool) {
	s0, s1, s2, s3 := fold1(&p[0]), fold1(&p[1]), fold1(&p[2]), fold1(&p[3])
	if rows < 4 {
		for r, x := range []float32{s0, s1, s2}[:rows] {
			if add {
				x = c[at+r*step] + x
			}
			c[at+r*step] = x
		}
		return
	}
	at1, at2, at3 := at+step, at+2*step, at+3*step
	if add {
		s0, s1, s2, s3 = c[at]+s0, c[at1]+s1, c[at2]+s2, c[at3]+s3
	}
	c[at], c[at1], c[at2], c[at3] = s0, s1, s2, s3
}
