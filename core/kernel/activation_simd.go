//go:build goexperiment.simd

package kernel

import "simd"

func activateVectors(dst, src []float32, f Activation) int {
	switch f {
	case ReLU:
		return reluVectors(dst, src)
	case LeakyReLU:
		return leakyVectors(dst, src)
	case Tanh:
		return tanhVectors(dst, src)
	case Sigmoid:
		return sigmoidVectors(dst, src)
	case ELU:
		return eluVectors(dst, src)
	case SiLU:
		return siluVectors(dst, src)
	}
	return copy(dst, src[:len(dst)])
}

func gateVectors(dst, g, v []float32, f Activation) int {
	switch f {
	case ReLU:
		return reluGateVectors(dst, g, v)
	case LeakyReLU:
		return leakyGateVectors(dst, g, v)
	case Tanh:
		return tanhGateVectors(dst, g, v)
	case Sigmoid:
		return sigmoidGateVectors(dst, g, v)
	case ELU:
		return eluGateVectors(dst, g, v)
	case SiLU:
		return siluGateVectors(dst, g, v)
	}
	return copy(dst, g[:len(dst)])
}

func reluVectors(dst, src []float32) int {
	if simd.Emulated() {
		return 0
	}
	i, n, width := 0, len(dst), simd.BroadcastFloat32s(0).Len()
	src = src[:n]
	for ; i+width <= n; i += width {
		x := load(src, i)
		store(dst, i, x.Masked(x.Greater(zero())))
	}
	leaveVectors()
	return i
}

func leakyVectors(dst, src []float32) int {
	if simd.Emulated() {
		return 0
	}
	i, n, width := 0, len(dst), simd.BroadcastFloat32s(0).Len()
	src = src[:n]
	slope := splat(Slope)
	for ; i+width <= n; i += width {
		x := load(src, i)
		store(dst, i, x.IfElse(x.Greater(zero()), slope.Mul(x)))
	}
	leaveVectors()
	return i
}

func reluGateVectors(dst, g, v []float32) int {
	if simd.Emulated() {
		return 0
	}
	i, n, width := 0, len(dst), simd.BroadcastFloat32s(0).Len()
	g, v = g[:n], v[:n]
	for ; i+width <= n; i += width {
		store(dst, i, load(g, i).Masked(load(v, i).Greater(zero())))
	}
	leaveVectors()
	return i
}

func leakyGateVectors(dst, g, v []float32) int {
	if simd.Emulated() {
		return 0
	}
	i, n, width := 0, len(dst), simd.BroadcastFloat32s(0).Len()
	g, v = g[:n], v[:n]
	slope := splat(Slope)
	for ; i+width <= n; i += width {
		x := load(g, i)
		store(dst, i, x.IfElse(load(v, i).Greater(zero()), slope.Mul(x)))
	}
	leaveVectors()
	return i
}

func tanhGateVectors(dst, g, v []float32) int {
	if simd.Emulated() {
		return 0
	}
	i, n, width := 0, len(dst), simd.BroadcastFloat32s(0).Len()
	g, v = g[:n], v[:n]
	one := splat(1)
	for ; i+width <= n; i += width {
		y := load(v, i)
		store(dst, i, load(g, i).Mul(one.Sub(y.Mul(y))))
	}
	leaveVectors()
	return i
}

func sigmoidGateVectors(dst, g, v []float32) int {
	if simd.Emulated() {
		return 0
	}
	i, n, width := 0, len(dst), simd.BroadcastFloat32s(0).Len()
	g, v = g[:n], v[:n]
	one := splat(1)
	for ; i+width <= n; i += width {
		y := load(v, i)
		store(dst, i, load(g, i).Mul(y.Mul(one.Sub(y))))
	}
	leaveVectors()
	return i
}

func eluGateVectors(dst, g, v []float32) int {
	if simd.Emulated() {
		return 0
	}
	i, n, width := 0, len(dst), simd.BroadcastFloat32s(0).Len()
	g, v = g[:n], v[:n]
	one := splat(1)
	for ; i+width <= n; i += width {
		x, y := load(g, i), load(v, i)
		store(dst, i, x.IfElse(y.Greater(zero()), x.Mul(y.Add(one))))
	}
	leaveVectors()
	return i
}
