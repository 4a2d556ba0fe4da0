package kernel

import (
	"math"
	"math/rand/v2"
	"testing"
)

// ulps returns |got - want| in units of the float32 spacing at want, which is
// taken as that of the smallest normal number below it.
func ulps(got float32, want float64) float64 {
	if w := float32(want); w == got {
		return 0
	}
	_, e := math.Frexp(max(math.Abs(want), 0x1p-126))
	return math.Abs(float64(got)-want) / math.Ldexp(1, e-24)
}

func softplus(x float64) float64 { return max(x, 0) + math.Log1p(math.Exp(-math.Abs(x))) }

func sigmoid(x float64) float64 {
	if x < 0 {
		return math.Exp(x) / (1 + math.Exp(x))
	}
	return 1 / (1 + math.Exp(-x))
}

var functions = []struct {
	name  string
	of    func(float32) float32
	exact func(float64) float64
	bound float64 // ulp
	below float64 // an absolute error allowed besides
}{
	{"Exp", ExpOf, math.Exp, 1.1, 0},
	{"Log", LogOf, math.Log, 1, 0},
	{"Tanh", TanhOf, math.Tanh, 3, 0},
	{"Sigmoid", SigmoidOf, sigmoid, 3, 0x1p-126},
	{"Softplus", SoftplusOf, softplus, 3, 0},
}

func TestFunctionsAreAccurate(t *testing.T) {
	const stride = 4099 // prime; 1 tries every float32
	for _, f := range functions {
		worst, at := 0.0, float32(0)
		for u := uint64(0); u < 1<<32; u += stride {
			x := math.Float32frombits(uint32(u))
			want := f.exact(float64(x))
			got := f.of(x)
			if math.IsNaN(want) || math.Abs(want) > math.MaxFloat32 {
				if !sameBits(got, float32(want)) {
					t.Fatalf("%s(%v) = %v, want %v", f.name, x, got, float32(want))
				}
				continue
			}
			if d := ulps(got, want); d > worst && math.Abs(float64(got)-want) > f.below {
				worst, at = d, x
			}
		}
		t.Logf("%-8s %.3f ulp at %v", f.name, worst, at)
		if worst > f.bound {
			t.Errorf("%s: %.3f ulp at %v, want at most %v", f.name, worst, at, f.bound)
		}
	}
}

func TestFunctionsAtTheEdges(t *testing.T) {
	inf, nan, minus0 := float32(math.Inf(1)), float32(math.NaN()), float32(math.Copysign(0, -1))
	for _, c := range []struct {
		name      string
		of        func(float32) float32
		x, result float32
	}{
		{"exp", ExpOf, 0, 1}, {"exp", ExpOf, minus0, 1}, {"exp", ExpOf, inf, inf}, {"exp", ExpOf, -inf, 0}, {"exp", ExpOf, nan, nan},
		{"exp", ExpOf, 1e30, inf}, {"exp", ExpOf, -1e30, 0}, {"exp", ExpOf, -103.5, math.SmallestNonzeroFloat32},
		{"log", LogOf, 1, 0}, {"log", LogOf, 0, -inf}, {"log", LogOf, minus0, -inf}, {"log", LogOf, -1, nan},
		{"log", LogOf, inf, inf}, {"log", LogOf, -inf, nan}, {"log", LogOf, nan, nan},
		{"tanh", TanhOf, 0, 0}, {"tanh", TanhOf, minus0, minus0}, {"tanh", TanhOf, inf, 1}, {"tanh", TanhOf, -inf, -1},
		{"tanh", TanhOf, nan, nan}, {"tanh", TanhOf, 1e-40, 1e-40}, {"tanh", TanhOf, -30, -1},
		{"sigmoid", SigmoidOf, 0, 0.5}, {"sigmoid", SigmoidOf, minus0, 0.5}, {"sigmoid", SigmoidOf, inf, 1},
		{"sigmoid", SigmoidOf, -inf, 0}, {"sigmoid", SigmoidOf, nan, nan},
		{"softplus", SoftplusOf, 0, math.Ln2}, {"softplus", SoftplusOf, inf, inf}, {"softplus", SoftplusOf, -inf, 0},
		{"softplus", SoftplusOf, nan, nan}, {"softplus", SoftplusOf, 1e30, 1e30},
	} {
		if got := c.of(c.x); !sameBits(got, c.result) {
			t.Errorf("%s(%v) = %v, want %v", c.name, c.x, got, c.result)
		}
	}
}

func TestSinCosTurn(t *testing.T) {
	worst := 0.0
	try := func(x float32) {
		sin, cos := SinCosTurnOf(x)
		s, c := math.Sincos(2 * math.Pi * float64(x))
		worst = max(worst, math.Abs(float64(sin)-s), math.Abs(float64(cos)-c))
	}
	for i := range 1 << 20 {
		try(float32(i) / (1 << 20))
	}
	r := rand.New(rand.NewPCG(17, 18))
	for range 100000 {
		try(r.Float32())
		try(-r.Float32())
	}
	t.Logf("%.3g", worst)
	if worst > 1e-7 {
		t.Errorf("error %.3g", worst)
	}
	for quarter, want := range [][2]float32{{0, 1}, {1, 0}, {0, -1}, {-1, 0}, {0, 1}} {
		if sin, cos := SinCosTurnOf(float32(quarter) / 4); sin != want[0] || cos != want[1] {
			t.Errorf("%d quarters: %v, %v", quarter, sin, cos)
		}
	}
}

// The vectors must give what the definition gives for one pair.
func TestNormalAtAnyLength(t *testing.T) {
	r := rand.New(rand.NewPCG(19, 20))
	for half := range 70 {
		bits := make([]uint32, 2*half)
		for i := range bits {
			bits[i] = r.Uint32()
			switch r.IntN(8) {
			case 0:
				bits[i] = 0
			case 1:
				bits[i] = math.MaxUint32
			}
		}
		got := make([]float32, 2*half)
		Normal(got, bits)
		for i := range half {
			var want [2]float32
			Normal(want[:], []uint32{bits[i], bits[half+i]})
			wantSame(t, "pair", []float32{got[i], got[half+i]}, want[:])
		}
	}
}
