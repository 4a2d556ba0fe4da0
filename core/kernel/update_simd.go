//go:build goexperiment.simd

package kernel

import "simd"

func momentumVectors(p, g, v []float32, lr, mu float32) int {
	if simd.Emulated() {
		return 0
	}
	i, n, width := 0, len(p), simd.BroadcastFloat32s(0).Len()
	g, v = g[:n], v[:n]
	rate, keep := splat(lr), splat(mu)
	for ; i+width <= n; i += width {
		x := keep.Mul(load(v, i)).Add(load(g, i))
		store(v, i, x)
		store(p, i, load(p, i).Sub(rate.Mul(x)))
	}
	leaveVectors()
	return i
}

func rmspropVectors(p, g, v []float32, lr, rho, eps float32) int {
	if simd.Emulated() {
		return 0
	}
	i, n, width := 0, len(p), simd.BroadcastFloat32s(0).Len()
	g, v = g[:n], v[:n]
	rate, keep, take, least := splat(lr), splat(rho), splat(1-rho), splat(eps)
	for ; i+width <= n; i += width {
		x := load(g, i)
		y := keep.Mul(load(v, i)).Add(take.Mul(x.Mul(x)))
		store(v, i, y)
		store(p, i, load(p, i).Sub(rate.Mul(x).Div(y.Sqrt().Add(least))))
	}
	leaveVectors()
	return i
}

func adamVectors(p, g, m, v []float32, b1, b2, eps, rate, root float32) int {
	if simd.Emulated() {
		return 0
	}
	i, n, width := 0, len(p), simd.BroadcastFloat32s(0).Len()
	g, m, v = g[:n], m[:n], v[:n]
	keep1, take1, keep2, take2 := splat(b1), splat(1-b1), splat(b2), splat(1-b2)
	least, step, scale := splat(eps), splat(rate), splat(root)
	for ; i+width <= n; i += width {
		x := load(g, i)
		y := keep1.Mul(load(m, i)).Add(take1.Mul(x))
		z := keep2.Mul(load(v, i)).Add(take2.Mul(x.Mul(x)))
		store(m, i, y)
		store(v, i, z)
		store(p, i, load(p, i).Sub(step.Mul(y).Div(scale.Mul(z.Sqrt()).Add(least))))
	}
	leaveVectors()
	return i
}
