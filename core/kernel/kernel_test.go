package kernel

import (
	"fmt"
	"hash/fnv"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

var special = []float32{
	0, float32(math.Copysign(0, -1)), 1, -1, 0.5, -0.5, 2, -2, 1e-3, -1e-3, 20, -20,
	float32(math.Inf(1)), float32(math.Inf(-1)), float32(math.NaN()),
	math.MaxFloat32, -math.MaxFloat32, math.SmallestNonzeroFloat32, -math.SmallestNonzeroFloat32,
	0x1p-126, -0x1p-126, 88.72283, 88.72284, -87.33655, -103.97, -103.98, 1e30, -1e30, 1e-30, -1e-30,
}

func numbers(r *rand.Rand, n int) []float32 {
	s := make([]float32, n)
	for i := range s {
		s[i] = r.Float32()*8 - 4
	}
	return s
}

// strange returns numbers among which special ones are frequent.
func strange(r *rand.Rand, n int) []float32 {
	s := numbers(r, n)
	for i := range s {
		switch r.IntN(3) {
		case 0:
			s[i] = special[r.IntN(len(special))]
		case 1:
			s[i] = math.Float32frombits(r.Uint32())
		}
	}
	return s
}

func clone(s []float32) []float32 { return append([]float32(nil), s...) }

// sameBits reports whether x and y are the same, all NaN being one.
func sameBits(x, y float32) bool {
	return math.Float32bits(x) == math.Float32bits(y) || x != x && y != y
}

func wantSame(t *testing.T, what string, got, want []float32) {
	t.Helper()
	for i := range want {
		if !sameBits(got[i], want[i]) {
			t.Fatalf("%s: element %d of %d is %v (%#x), want %v (%#x)", what, i, len(want),
				got[i], math.Float32bits(got[i]), want[i], math.Float32bits(want[i]))
		}
	}
}

// elementwise lists every function of the package that treats each index alike.
// The slices are the destination and three operands.
var elementwise = map[string]func(d, a, b, c []float32){
	"Add":       func(d, a, b, c []float32) { Add(d, a, b) },
	"Sub":       func(d, a, b, c []float32) { Sub(d, a, b) },
	"Mul":       func(d, a, b, c []float32) { Mul(d, a, b) },
	"Div":       func(d, a, b, c []float32) { Div(d, a, b) },
	"Affine":    func(d, a, b, c []float32) { Affine(d, a, 1.7, -0.3) },
	"AddScaled": func(d, a, b, c []float32) { AddScaled(d, a, 0.7) },
	"Abs":       func(d, a, b, c []float32) { Abs(d, a) },
	"Step":      func(d, a, b, c []float32) { Step(d, a) },
	"Clamp":     func(d, a, b, c []float32) { Clamp(d, a, -0.01, 0.01) },
	"Sqrt":      func(d, a, b, c []float32) { Sqrt(d, a) },
	"Exp":       func(d, a, b, c []float32) { Exp(d, a) },
	"Log":       func(d, a, b, c []float32) { Log(d, a) },
	"Softplus":  func(d, a, b, c []float32) { Softplus(d, a) },
	"SGD":       func(d, a, b, c []float32) { SGD(d, a, 0.01) },
	"Momentum":  func(d, a, b, c []float32) { Momentum(d, a, b, 0.01, 0.9) },
	"RMSProp":   func(d, a, b, c []float32) { RMSProp(d, a, b, 0.01, 0.99, 1e-8) },
	"Adam":      func(d, a, b, c []float32) { Adam(d, a, b, c, 0.5, 0.999, 1e-8, 0.01, 1.3) },
}

func init() {
	for f := Identity; f <= SiLU; f++ {
		elementwise[fmt.Sprint("Activate", f)] = func(d, a, b, c []float32) { Activate(d, a, f) }
		elementwise[fmt.Sprint("Gate", f)] = func(d, a, b, c []float32) { Gate(d, a, b, f) }
	}
}

// A vector of one element is always treated by the plain loop, so the whole
// slice must give what its elements give alone.
func TestElementwiseAtAnyLength(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, name := range slices.Sorted(maps.Keys(elementwise)) {
		f := elementwise[name]
		for n := range 100 {
			all := [4][]float32{strange(r, n), strange(r, n), strange(r, n), strange(r, n)}
			var got, want [4][]float32
			for k := range all {
				got[k], want[k] = clone(all[k]), clone(all[k])
			}
			f(got[0], got[1], got[2], got[3])
			for i := range n {
				f(want[0][i:i+1], want[1][i:i+1], want[2][i:i+1], want[3][i:i+1])
			}
			for k := range all {
				wantSame(t, fmt.Sprintf("%s, %d numbers, slice %d", name, n, k), got[k], want[k])
			}
		}
	}
}

func TestElementwiseInPlace(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for n := range 70 {
		a, b := numbers(r, n), numbers(r, n)
		want, got := make([]float32, n), clone(a)
		Mul(want, a, b)
		Mul(got, got, b)
		wantSame(t, "Mul", got, want)
		for f := Identity; f <= SiLU; f++ {
			got = clone(a)
			Activate(want, a, f)
			Activate(got, got, f)
			wantSame(t, fmt.Sprint("Activate ", f), got, want)
			got = clone(b)
			Gate(want, a, b, f)
			Gate(got, a, got, f)
			wantSame(t, fmt.Sprint("Gate ", f), got, want)
		}
	}
}

// The same numbers must come out of every build on every machine; this is what came.
func TestBitsAreTheSameEverywhere(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	h := fnv.New64a()
	write := func(s []float32) {
		for _, x := range s {
			u := math.Float32bits(x)
			if x != x {
				u = 0x7fc00000
			}
			h.Write([]byte{byte(u), byte(u >> 8), byte(u >> 16), byte(u >> 24)})
		}
	}
	names := []string{"Affine", "AddScaled", "Sqrt", "Exp", "Log", "Softplus", "Momentum", "RMSProp", "Adam", "Div"}
	for f := Identity; f <= SiLU; f++ {
		names = append(names, fmt.Sprint("Activate", f), fmt.Sprint("Gate", f))
	}
	for _, name := range names {
		for _, draw := range []func(*rand.Rand, int) []float32{numbers, strange} {
			d, a, b, c := draw(r, 10000), draw(r, 10000), draw(r, 10000), draw(r, 10000)
			elementwise[name](d, a, b, c)
			write(d)
		}
	}
	const m, k, n = 150, 37, 5
	c, a, b := make([]float32, m*n), numbers(r, m*k), numbers(r, k*n)
	MulNN(c, a, b, m, k, n, Epilogue{Bias: numbers(r, n), Act: Tanh})
	write(c)
	MulTN(b, a, c, k, m, n, true)
	write(b)
	write([]float32{Sum(a)})
	bits := make([]uint32, 10000)
	for i := range bits {
		bits[i] = r.Uint32()
	}
	z := make([]float32, 10000)
	Normal(z, bits)
	write(z)
	if got, want := h.Sum64(), uint64(0xf59932bed6d550b9); got != want {
		t.Errorf("digest %#x, want %#x", got, want)
	}
}
