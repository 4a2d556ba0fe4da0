package kernel

// Epilogue is what a product does with each finished element before it is
// stored, so that no second pass over memory is needed. The zero value does
// nothing. The order is: add Bias, apply Act, multiply by Gate's derivative.
type Epilogue struct {
	Bias []float32  // n numbers, one per column of the result, or nil
	Act  Activation // applied to the sum
	// Gate, if not nil, has the result's shape: the result is multiplied by
	// GateAct'(Gate), as by the function Gate.
	Gate    []float32
	GateAct Activation
}

// MulNN sets c = a b: a is m x k, b is k x n, c is m x n. Each element starts
// from its bias (or 0) and adds its products in order of k.
func MulNN(c, a, b []float32, m, k, n int, e Epilogue) {
	for j := range n {
		for i := range m {
			var s float32
			if e.Bias != nil {
				s = e.Bias[j]
			}
			for l := range k {
				s += float32(a[i+l*m] * b[l+j*k])
			}
			c[i+j*m] = e.finish(s, i+j*m)
		}
	}
}

// MulNT sets c = a bᵀ: a is m x k, b is n x k, c is m x n. Each element starts
// from its bias (or 0) and adds its products in order of k.
func MulNT(c, a, b []float32, m, k, n int, e Epilogue) {
	for j := range n {
		for i := range m {
			var s float32
			if e.Bias != nil {
				s = e.Bias[j]
			}
			for l := range k {
				s += float32(a[i+l*m] * b[j+l*n])
			}
			c[i+j*m] = e.finish(s, i+j*m)
		}
	}
}

// MulTN sets c = aᵀ b, or adds it to c if add is true: a is k x m, b is k x n,
// c is m x n.
func MulTN(c, a, b []float32, m, k, n int, add bool) {
	for j := range n {
		for i := range m {
			var s float32
			for l := range k {
				s += float32(a[l+i*k] * b[l+j*k])
			}
			if add {
				s = c[i+j*m] + s
			}
			c[i+j*m] = s
		}
	}
}

func (e *Epilogue) finish(s float32, at int) float32 {
	s = e.Act.at(s)
	if e.Gate != nil {
		s = e.GateAct.gate(s, e.Gate[at])
	}
	return s
}
