package kernel

import "math"

// Each loop starts where the vectors, if the machine has them, left off.

// Add sets dst = a + b.
func Add(dst, a, b []float32) {
	for i := addVectors(dst, a, b); i < len(dst); i++ {
		dst[i] = a[i] + b[i]
	}
}

// Sub sets dst = a - b.
func Sub(dst, a, b []float32) {
	for i := subVectors(dst, a, b); i < len(dst); i++ {
		dst[i] = a[i] - b[i]
	}
}

// Mul sets dst = a * b, elementwise.
func Mul(dst, a, b []float32) {
	for i := mulVectors(dst, a, b); i < len(dst); i++ {
		dst[i] = a[i] * b[i]
	}
}

// Div sets dst = a / b, elementwise.
func Div(dst, a, b []float32) {
	for i := divVectors(dst, a, b); i < len(dst); i++ {
		dst[i] = a[i] / b[i]
	}
}

// Affine sets dst = scale a + shift.
func Affine(dst, a []float32, scale, shift float32) {
	for i := affineVectors(dst, a, scale, shift); i < len(dst); i++ {
		dst[i] = float32(scale*a[i]) + shift
	}
}

// AddScaled sets dst = dst + scale a.
func AddScaled(dst, a []float32, scale float32) {
	for i := addScaledVectors(dst, a, scale); i < len(dst); i++ {
		dst[i] += float32(scale * a[i])
	}
}

// Abs sets dst = |a|.
func Abs(dst, a []float32) {
	for i := absVectors(dst, a); i < len(dst); i++ {
		dst[i] = math.Float32frombits(math.Float32bits(a[i]) &^ signBit)
	}
}

// Step sets dst = 1 where a > 0, else 0.
func Step(dst, a []float32) {
	for i := stepVectors(dst, a); i < len(dst); i++ {
		if a[i] > 0 {
			dst[i] = 1
		} else {
			dst[i] = 0
		}
	}
}

// Clamp sets dst = lo where a < lo, hi where a > hi, else a.
func Clamp(dst, a []float32, lo, hi float32) {
	for i := clampVectors(dst, a, lo, hi); i < len(dst); i++ {
		x := a[i]
		if x < lo {
			x = lo
		}
		if x > hi {
			x = hi
		}
		dst[i] = x
	}
}

// Sqrt sets dst = √src.
func Sqrt(dst, src []float32) {
	for i := sqrtVectors(dst, src); i < len(dst); i++ {
		dst[i] = sqrt(src[i])
	}
}

// sqrt is correctly rounded: float64 has more than twice the digits (Figueroa, 1995).
func sqrt(x float32) float32 { return float32(math.Sqrt(float64(x))) }
