package kernel

// Outer sets column i q + j of dst (m x pq) to a's column i times b's column j (a: m x p,
// b: m x q).
func Outer(dst, a, b []float32, m, p, q int) {
	for i := range p {
		for j := range q {
			at := (i*q + j) * m
			Mul(dst[at:at+m], a[i*m:i*m+m], b[j*m:j*m+m])
		}
	}
}

// InnerRight sets column i of dst (m x p) to the sum of h's columns i q + j times b's column
// j, in order of j (h: m x pq, b: m x q).
func InnerRight(dst, h, b []float32, m, p, q int) {
	for i := range p {
		for j := range q {
			addProducts(dst[i*m:i*m+m], h[(i*q+j)*m:], b[j*m:], j == 0)
		}
	}
}

// InnerLeft sets column j of dst (m x q) to the sum of h's columns i q + j times a's column
// i, in order of i (h: m x pq, a: m x p).
func InnerLeft(dst, h, a []float32, m, p, q int) {
	for j := range q {
		for i := range p {
			addProducts(dst[j*m:j*m+m], h[(i*q+j)*m:], a[i*m:], i == 0)
		}
	}
}

// addProducts adds the products of a and b to dst, or sets it to the first ones.
func addProducts(dst, a, b []float32, first bool) {
	if first {
		Mul(dst, a, b)
		return
	}
	for i := range dst {
		dst[i] += float32(a[i] * b[i])
	}
}
