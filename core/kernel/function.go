package kernel

import "math"

// The scalar forms of the package's own functions: the same bits as the slice forms.

// ExpOf returns exp x.
func ExpOf(x float32) float32 { return float32(math.Exp(float64(x))) }

// LogOf returns the natural logarithm of x.
func LogOf(x float32) float32 { return float32(math.Log(float64(x))) }

// TanhOf returns tanh x.
func TanhOf(x float32) float32 { return float32(math.Tanh(float64(x))) }

// SigmoidOf returns 1 / (1 + exp -x).
func SigmoidOf(x float32) float32 { return float32(1 / (1 + math.Exp(-float64(x)))) }

// SoftplusOf returns log(1 + exp x).
func SoftplusOf(x float32) float32 {
	return float32(math.Max(float64(x), 0) + math.Log1p(math.Exp(-math.Abs(float64(x)))))
}

// SinCosTurnOf returns the sine and cosine of 2πt, for t in [0, 1].
func SinCosTurnOf(t float32) (sin, cos float32) {
	s, c := math.Sincos(2 * math.Pi * float64(t))
	return float32(s), float32(c)
}

// Exp sets dst = exp src.
func Exp(dst, src []float32) {
	for i, x := range src {
		dst[i] = ExpOf(x)
	}
}

// Log sets dst = log src.
func Log(dst, src []float32) {
	for i, x := range src {
		dst[i] = LogOf(x)
	}
}

// Softplus sets dst = log(1 + exp src).
func Softplus(dst, src []float32) {
	for i, x := range src {
		dst[i] = SoftplusOf(x)
	}
}

// Sqrt sets dst = √src.
func Sqrt(dst, src []float32) {
	for i, x := range src {
		dst[i] = float32(math.Sqrt(float64(x)))
	}
}

// Normal turns pairs of uniform 32-bit words into independent standard normals
// (Box and Muller, 1958): dst has an even length, bits the same.
func Normal(dst []float32, bits []uint32) {
	half := len(dst) / 2
	for i := range half {
		u := (float32(bits[i]>>8) + 1) * (1.0 / (1 << 24))
		r := float32(math.Sqrt(float64(-2 * LogOf(u))))
		sin, cos := SinCosTurnOf(float32(bits[half+i]>>8) * (1.0 / (1 << 24)))
		dst[i], dst[half+i] = r*cos, r*sin
	}
}
