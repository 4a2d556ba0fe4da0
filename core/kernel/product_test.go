package kernel

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// The definitions, one element at a time.

func mulNN(c, a, b []float32, m, k, n int, e Epilogue) {
	for j := range n {
		for i := range m {
			var s float32
			if e.Bias != nil {
				s = e.Bias[j]
			}
			for l := range k {
				s += float32(a[i+l*m] * b[l+j*k])
			}
			s = e.Act.at(s)
			if e.Gate != nil {
				s = e.GateAct.gate(s, e.Gate[i+j*m])
			}
			c[i+j*m] = s
		}
	}
}

func mulTN(c, a, b []float32, m, k, n int, add bool) {
	for j := range n {
		for i := range m {
			products := make([]float32, k)
			for l := range k {
				products[l] = a[l+i*k] * b[l+j*k]
			}
			s := sum(products)
			if add {
				s = c[i+j*m] + s
			}
			c[i+j*m] = s
		}
	}
}

func sum(a []float32) float32 {
	var p [16]float32
	for l, x := range a {
		p[l%16] += x
	}
	for half := 8; half > 0; half /= 2 {
		for l := range half {
			p[l] += p[l+half]
		}
	}
	return p[0]
}

func transposed(a []float32, m, n int) []float32 {
	t := make([]float32, len(a))
	Transpose(t, a, m, n)
	return t
}

// shapes yields ragged and common ones.
func shapes(r *rand.Rand, f func(m, k, n int)) {
	for _, m := range []int{0, 1, 2, 3, 4, 5, 15, 16, 17, 64, 65} {
		for _, k := range []int{0, 1, 2, 15, 16, 17} {
			for _, n := range []int{0, 1, 2, 3, 4, 5, 16} {
				f(m, k, n)
			}
		}
	}
	for m := range 41 {
		for range 20 {
			f(m, r.IntN(41), r.IntN(41))
		}
	}
	for range 300 {
		f(r.IntN(150), r.IntN(70), r.IntN(40))
	}
}

func TestMulNNAndMulNT(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	shapes(r, func(m, k, n int) {
		var e Epilogue
		if r.IntN(2) == 0 {
			e.Bias = numbers(r, n)
		}
		e.Act = Activation(r.IntN(int(SiLU) + 1))
		if r.IntN(2) == 0 {
			e.Gate, e.GateAct = numbers(r, m*n), Activation(r.IntN(int(SiLU)+1))
		}
		a, b := numbers(r, m*k), numbers(r, k*n)
		if r.IntN(4) == 0 {
			a, b = strange(r, m*k), strange(r, k*n)
		}
		want, got := make([]float32, m*n), numbers(r, m*n)
		mulNN(want, a, b, m, k, n, e)
		what := fmt.Sprintf("%d x %d by %d x %d, bias %v, act %d, gate %v %d", m, k, k, n, e.Bias != nil, e.Act, e.Gate != nil, e.GateAct)
		MulNN(got, a, b, m, k, n, e)
		wantSame(t, "MulNN "+what, got, want)
		got = numbers(r, m*n)
		MulNT(got, a, transposed(b, k, n), m, k, n, e)
		wantSame(t, "MulNT "+what, got, want)
	})
}

func TestMulTN(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	shapes(r, func(k, m, n int) {
		a, b := numbers(r, m*k), numbers(r, k*n)
		if r.IntN(4) == 0 {
			a, b = strange(r, m*k), strange(r, k*n)
		}
		got := numbers(r, m*n)
		want := clone(got)
		add := r.IntN(2) == 0
		mulTN(want, a, b, m, k, n, add)
		MulTN(got, a, b, m, k, n, add)
		wantSame(t, fmt.Sprintf("MulTN (%d x %d)ᵀ by %d x %d, add %v", k, m, k, n, add), got, want)
	})
}

// Neighbours of the result must not be touched.
func TestProductsStayInside(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	shapes(r, func(m, k, n int) {
		around := numbers(r, m*n+40)
		got := clone(around)
		c := got[20 : 20+m*n]
		MulNN(c, numbers(r, m*k), numbers(r, k*n), m, k, n, Epilogue{})
		MulTN(c, numbers(r, m*k), numbers(r, k*n), m, k, n, false)
		SumDown(c, numbers(r, m*n*k), k, m*n, false)
		wantSame(t, "before", got[:20], around[:20])
		wantSame(t, "after", got[20+m*n:], around[20+m*n:])
	})
}

func TestSums(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 14))
	for m := range 150 {
		n := r.IntN(41)
		a := numbers(r, m*n)
		down, across := numbers(r, n), make([]float32, m)
		want := clone(down)
		for j := range n {
			want[j] += sum(a[j*m : j*m+m])
			for i := range m {
				if j == 0 {
					across[i] = a[i]
				} else {
					across[i] += a[i+j*m]
				}
			}
		}
		SumDown(down, a, m, n, true)
		wantSame(t, fmt.Sprintf("SumDown %d x %d, added", m, n), down, want)
		if n > 0 {
			SumDown(down, a, m, n, false)
			for j := range n {
				want[j] = sum(a[j*m : j*m+m])
			}
			wantSame(t, fmt.Sprintf("SumDown %d x %d", m, n), down, want)
			got := make([]float32, m)
			SumAcross(got, a, m, n)
			wantSame(t, fmt.Sprintf("SumAcross %d x %d", m, n), got, across)
		}
		if got, want := Sum(a), sum(a); got != want {
			t.Fatalf("Sum of %d: %v, want %v", len(a), got, want)
		}
	}
}

func TestSpreadAndTranspose(t *testing.T) {
	const m, n = 37, 5
	r := rand.New(rand.NewPCG(15, 16))
	row, column := numbers(r, n), numbers(r, m)
	down, across, flipped := make([]float32, m*n), make([]float32, m*n), make([]float32, m*n)
	SpreadDown(down, row, m, n)
	SpreadAcross(across, column, m, n)
	Transpose(flipped, across, m, n)
	for j := range n {
		for i := range m {
			if down[i+j*m] != row[j] || across[i+j*m] != column[i] || flipped[j+i*n] != column[i] {
				t.Fatalf("element (%d, %d)", i, j)
			}
		}
	}
}

func TestProductsDoNotAllocate(t *testing.T) {
	const m, k, n = 37, 18, 5
	r := rand.New(rand.NewPCG(21, 22))
	a, b, c, d := numbers(r, m*k), numbers(r, k*n), make([]float32, m*n), make([]float32, k*n)
	e := Epilogue{Bias: numbers(r, n), Act: Tanh, Gate: numbers(r, m*n), GateAct: ReLU}
	if allocated := testing.AllocsPerRun(10, func() {
		MulNN(c, a, b, m, k, n, e)
		MulTN(d, a, c, k, m, n, true)
		SumDown(d, c, m, n, true)
	}); allocated > 0 {
		t.Errorf("%v allocations", allocated)
	}
}
