package kernel

// Sum returns the sum of a, in 16 partial sums (term i in sum i mod 16) folded in
// pairs of halves.
func Sum(a []float32) float32 {
	var p [lanes]float32
	for i := sumVectors(&p, a); i < len(a); i++ {
		p[i%lanes] += a[i]
	}
	fold4(&p)
	return fold1(&p)
}

// SumDown sets dst[j] to the Sum of column j of a (m x n), or adds it to dst[j].
func SumDown(dst, a []float32, m, n int, add bool) {
	for j := sumDownVectors(dst[:n], a[:m*n], m, add); j < n; j++ {
		s := Sum(a[j*m : j*m+m])
		if add {
			s = dst[j] + s
		}
		dst[j] = s
	}
}

// SumAcross sets dst[i] to the sum of row i of a (m x n), in order of the columns.
func SumAcross(dst, a []float32, m, n int) {
	copy(dst[:m], a)
	for j := 1; j < n; j++ {
		Add(dst[:m], dst[:m], a[j*m:j*m+m])
	}
}

// SpreadDown sets each column j of dst (m x n) to src[j].
func SpreadDown(dst, src []float32, m, n int) {
	for j := range n {
		column := dst[j*m : j*m+m]
		for i := fillVectors(column, src[j]); i < m; i++ {
			column[i] = src[j]
		}
	}
}

// SpreadAcross sets each row i of dst (m x n) to src[i].
func SpreadAcross(dst, src []float32, m, n int) {
	for j := range n {
		copy(dst[j*m:j*m+m], src)
	}
}

// Transpose sets dst (n x m) to the transpose of src (m x n).
func Transpose(dst, src []float32, m, n int) {
	for j := range n {
		for i := range m {
			dst[j+i*n] = src[i+j*m]
		}
	}
}
