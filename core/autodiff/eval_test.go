package autodiff

import "math"

// evaluate computes an expression in float64 by the definitions of the
// operations: the oracle for derivatives, and for compiled programs.
func evaluate(e *Expr, known map[*Expr][]float64) []float64 {
	if v, ok := known[e]; ok {
		return v
	}
	var a, b []float64
	if e.a != nil {
		a = evaluate(e.a, known)
	}
	if e.b != nil {
		b = evaluate(e.b, known)
	}
	rows, cols := e.Rows(), e.Cols()
	out := make([]float64, rows*cols)
	for j := range cols {
		for i := range rows {
			out[i+j*rows] = element(e, a, b, i, j)
		}
	}
	known[e] = out
	return out
}

func element(e *Expr, a, b []float64, i, j int) float64 {
	rows, cols := e.Rows(), e.Cols()
	at := i + j*rows
	var m, n int
	if e.a != nil {
		m, n = e.a.Rows(), e.a.Cols()
	}
	sum := func(n int, term func(l int) float64) (s float64) {
		for l := range n {
			s += term(l)
		}
		return s
	}
	switch e.op {
	case opVariable:
		return float64(e.data[at])
	case opConstant:
		return float64(e.s)
	case opNN:
		return sum(n, func(l int) float64 { return a[i+l*m] * b[l+j*n] })
	case opNT:
		return sum(n, func(l int) float64 { return a[i+l*m] * b[j+l*e.b.Rows()] })
	case opTN:
		return sum(m, func(l int) float64 { return a[l+i*m] * b[l+j*m] })
	case opAdd:
		return a[at] + b[at]
	case opSub:
		return a[at] - b[at]
	case opMul:
		return a[at] * b[at]
	case opDiv:
		return a[at] / b[at]
	case opAffine:
		return float64(e.s)*a[at] + float64(e.t)
	case opExp:
		return math.Exp(a[at])
	case opLog:
		return math.Log(a[at])
	case opSoftplus:
		return math.Log1p(math.Exp(a[at]))
	case opSqrt:
		return math.Sqrt(a[at])
	case opAbs:
		return math.Abs(a[at])
	case opStep:
		if a[at] > 0 {
			return 1
		}
		return 0
	case opClamp:
		return min(max(a[at], float64(e.s)), float64(e.t))
	case opAct:
		return activations[e.act].f(a[at])
	case opGate:
		return a[at] * activations[e.act].slope(b[at])
	case opSum:
		return sum(m*n, func(l int) float64 { return a[l] })
	case opSumDown:
		return sum(m, func(l int) float64 { return a[l+j*m] })
	case opSumAcross:
		return sum(n, func(l int) float64 { return a[i+l*m] })
	case opSpread:
		return a[0]
	case opSpreadDown:
		return a[j]
	case opSpreadAcross:
		return a[i]
	case opOuter:
		q := e.b.Cols()
		return a[i+j/q*m] * b[i+j%q*m]
	case opInnerRight:
		q := e.b.Cols()
		return sum(q, func(l int) float64 { return a[i+(j*q+l)*m] * b[i+l*m] })
	case opInnerLeft:
		return sum(e.b.Cols(), func(l int) float64 { return a[i+(l*cols+j)*m] * b[i+l*m] })
	case opTranspose:
		return a[j+i*m]
	case opReshape, opHold:
		return a[at]
	case opColumns:
		return a[i+(j+int(e.from))*m]
	case opRows:
		return a[i+int(e.from)+j*m]
	case opPadColumns:
		if j -= int(e.from); j >= 0 && j < n {
			return a[i+j*m]
		}
		return 0
	case opPadRows:
		if i -= int(e.from); i >= 0 && i < m {
			return a[i+j*m]
		}
		return 0
	}
	panic("evaluate: " + e.op.String())
}

// activations holds each activation and its slope, as a function of what Gate
// is given: the output, or the input of SiLU.
var activations = [...]struct{ f, slope func(float64) float64 }{
	{func(x float64) float64 { return x }, func(float64) float64 { return 1 }},
	{func(x float64) float64 { return max(x, 0) }, func(y float64) float64 { return step(y, 0) }},
	{func(x float64) float64 { return max(x, leak*x) }, func(y float64) float64 { return step(y, leak) }},
	{math.Tanh, func(y float64) float64 { return 1 - y*y }},
	{sigmoid, func(y float64) float64 { return y * (1 - y) }},
	{func(x float64) float64 { return max(x, 0) + math.Expm1(min(x, 0)) }, func(y float64) float64 { return min(y, 0) + 1 }},
	{func(x float64) float64 { return x * sigmoid(x) }, func(x float64) float64 { s := sigmoid(x); return s * (1 + x*(1-s)) }},
}

const leak = float64(float32(0.2))

func sigmoid(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

func step(x, below float64) float64 {
	if x > 0 {
		return 1
	}
	return below
}
