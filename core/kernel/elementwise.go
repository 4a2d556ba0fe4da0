package kernel

// Add sets dst = a + b.
func Add(dst, a, b []float32) {
	for i := range dst {
		dst[i] = a[i] + b[i]
	}
}

// Sub sets dst = a - b.
func Sub(dst, a, b []float32) {
	for i := range dst {
		dst[i] = a[i] - b[i]
	}
}

// Mul sets dst = a * b, elementwise.
func Mul(dst, a, b []float32) {
	for i := range dst {
		dst[i] = a[i] * b[i]
	}
}

// Div sets dst = a / b, elementwise.
func Div(dst, a, b []float32) {
	for i := range dst {
		dst[i] = a[i] / b[i]
	}
}

// Affine sets dst = scale a + shift.
func Affine(dst, a []float32, scale, shift float32) {
	for i := range dst {
		dst[i] = float32(scale*a[i]) + shift
	}
}

// AddScaled sets dst = dst + scale a.
func AddScaled(dst, a []float32, scale float32) {
	for i := range dst {
		dst[i] += float32(scale * a[i])
	}
}

// Lerp sets dst = dst + t (a - dst): an exponential moving average.
func Lerp(dst, a []float32, t float32) {
	for i := range dst {
		dst[i] += float32(t * (a[i] - dst[i]))
	}
}

// Abs sets dst = |a|.
func Abs(dst, a []float32) {
	for i := range dst {
		dst[i] = max(a[i], -a[i])
	}
}

// Step sets dst = 1 where a > 0, else 0.
func Step(dst, a []float32) {
	for i := range dst {
		if a[i] > 0 {
			dst[i] = 1
		} else {
			dst[i] = 0
		}
	}
}

// Clamp sets dst = a, moved into [lo, hi].
func Clamp(dst, a []float32, lo, hi float32) {
	for i := range dst {
		dst[i] = min(max(a[i], lo), hi)
	}
}
