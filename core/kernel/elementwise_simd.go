//go:build goexperiment.simd

package kernel

import "simd"

// Each function does the whole vectors of its namesake's loop and returns how
// many elements that was. Without hardware vectors it does none.

func addVectors(dst, a, b []float32) int {
	if simd.Emulated() {
		return 0
	}
	i, n, width := 0, len(dst), simd.BroadcastFloat32s(0).Len()
	a, b = a[:n], b[:n]
	for ; i+width <= n; i += width {
		store(dst, i, load(a, i).Add(load(b, i)))
	}
	leaveVectors()
	return i
}

func subVectors(dst, a, b []float32) int {
	if simd.Emulated() {
		return 0
	}
	i, n, width := 0, len(dst), simd.BroadcastFloat32s(0).Len()
	a, b = a[:n], b[:n]
	for ; i+width <= n; i += width {
		store(dst, i, load(a, i).Sub(load(b, i)))
	}
	leaveVectors()
	return i
}

func mulVectors(dst, a, b []float32) int {
	if simd.Emulated() {
		return 0
	}
	i, n, width := 0, len(dst), simd.BroadcastFloat32s(0).Len()
	a, b = a[:n], b[:n]
	for ; i+width <= n; i += width {
		store(dst, i, load(a, i).Mul(load(b, i)))
	}
	leaveVectors()
	return i
}

func divVectors(dst, a, b []float32) int {
	if simd.Emulated() {
		return 0
	}
	i, n, width := 0, len(dst), simd.BroadcastFloat32s(0).Len()
	a, b = a[:n], b[:n]
	for ; i+width <= n; i += width {
		store(dst, i, load(a, i).Div(load(b, i)))
	}
	leaveVectors()
	return i
}

func affineVectors(dst, a []float32, scale, shift float32) int {
	if simd.Emulated() {
		return 0
	}
	i, n, width := 0, len(dst), simd.BroadcastFloat32s(0).Len()
	a = a[:n]
	s, t := splat(scale), splat(shift)
	for ; i+width <= n; i += width {
		store(dst, i, s.Mul(load(a, i)).Add(t))
	}
	leaveVectors()
	return i
}

func addScaledVectors(dst, a []float32, scale float32) int {
	if simd.Emulated() {
		return 0
	}
	i, n, width := 0, len(dst), simd.BroadcastFloat32s(0).Len()
	a = a[:n]
	s := splat(scale)
	for ; i+width <= n; i += width {
		store(dst, i, load(dst, i).Add(s.Mul(load(a, i))))
	}
	leaveVectors()
	return i
}

func absVectors(dst, a []float32) int {
	if simd.Emulated() {
		return 0
	}
	i, n, width := 0, len(dst), simd.BroadcastFloat32s(0).Len()
	a = a[:n]
	for ; i+width <= n; i += width {
		store(dst, i, load(a, i).Abs())
	}
	leaveVectors()
	return i
}

func stepVectors(dst, a []float32) int {
	if simd.Emulated() {
		return 0
	}
	i, n, width := 0, len(dst), simd.BroadcastFloat32s(0).Len()
	a = a[:n]
	one := splat(1)
	for ; i+width <= n; i += width {
		store(dst, i, one.Masked(load(a, i).Greater(zero())))
	}
	leaveVectors()
	return i
}

func clampVectors(dst, a []float32, lo, hi float32) int {
	if simd.Emulated() {
		return 0
	}
	i, n, width := 0, len(dst), simd.BroadcastFloat32s(0).Len()
	a = a[:n]
	l, h := splat(lo), splat(hi)
	for ; i+width <= n; i += width {
		x := load(a, i)
		x = l.IfElse(x.Less(l), x)
		x = h.IfElse(x.Greater(h), x)
		store(dst, i, x)
	}
	leaveVectors()
	return i
}

func sqrtVectors(dst, src []float32) int {
	if simd.Emulated() {
		return 0
	}
	i, n, width := 0, len(dst), simd.BroadcastFloat32s(0).Len()
	src = src[:n]
	for ; i+width <= n; i += width {
		store(dst, i, load(src, i).Sqrt())
	}
	leaveVectors()
	return i
}
