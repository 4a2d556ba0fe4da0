//go:build goexperiment.simd

package kernel

import (
	"math"
	"simd"
)

// The steps of function.go, in pieces small enough to be inlined: a call costs
// more than the work. The constants are made before the loops; V8 would make each
// again in every turn.

func expConstants() (bottom, top, inverse, magic, hi, lo, unit simd.Float32s, bias simd.Uint32s) {
	return splat(expLo), splat(expHi), splat(log2e), splat(roundMagic), splat(ln2Hi), splat(ln2Lo), splat(1), words(one)
}

func expCoefficients() (k2, k3, k4, k5, k6 simd.Float32s) {
	return splat(e2), splat(e3), splat(e4), splat(e5), splat(e6)
}

func clamped(x, bottom, top simd.Float32s) simd.Float32s {
	x = top.IfElse(x.Greater(top), x)
	return bottom.IfElse(x.Less(bottom), x)
}

// expTails is expTail.
func expTails(x, n, hi, lo, k2, k3, k4, k5, k6 simd.Float32s) simd.Float32s {
	r := x.Sub(n.Mul(hi)).Sub(n.Mul(lo))
	p := k6.Mul(r).Add(k5).Mul(r).Add(k4).Mul(r).Add(k3).Mul(r).Add(k2)
	return p.Mul(r.Mul(r)).Add(r)
}

// power returns 2ⁿ for the integer in the low bits of n.
func power(n, bias simd.Uint32s) simd.Float32s {
	return n.ShiftAllLeft(23).Add(bias).BitsToFloat32()
}

// scaled returns p 2ⁿ for the integer in the low bits of t.
func scaled(p, t simd.Float32s, bias simd.Uint32s) simd.Float32s {
	n := t.ToBits()
	half := n.ShiftAllRight(1)
	return p.Mul(power(half, bias)).Mul(power(n.Sub(half), bias))
}

func expVectors(dst, src []float32) int {
	if simd.Emulated() {
		return 0
	}
	i, n, width := 0, len(dst), simd.BroadcastFloat32s(0).Len()
	src = src[:n]
	bottom, top, inverse, magic, hi, lo, unit, bias := expConstants()
	k2, k3, k4, k5, k6 := expCoefficients()
	for ; i+width <= n; i += width {
		x := clamped(load(src, i), bottom, top)
		t := x.Mul(inverse).Add(magic)
		e := scaled(expTails(x, t.Sub(magic), hi, lo, k2, k3, k4, k5, k6).Add(unit), t, bias)
		store(dst, i, e)
	}
	leaveVectors()
	return i
}

func sigmoidVectors(dst, src []float32) int {
	if simd.Emulated() {
		return 0
	}
	i, n, width := 0, len(dst), simd.BroadcastFloat32s(0).Len()
	src = src[:n]
	bottom, top, inverse, magic, hi, lo, unit, bias := expConstants()
	k2, k3, k4, k5, k6 := expCoefficients()
	for ; i+width <= n; i += width {
		x := clamped(load(src, i).Neg(), bottom, top)
		t := x.Mul(inverse).Add(magic)
		e := scaled(expTails(x, t.Sub(magic), hi, lo, k2, k3, k4, k5, k6).Add(unit), t, bias)
		store(dst, i, unit.Div(e.Add(unit)))
	}
	leaveVectors()
	return i
}

func siluVectors(dst, src []float32) int {
	if simd.Emulated() {
		return 0
	}
	i, n, width := 0, len(dst), simd.BroadcastFloat32s(0).Len()
	src = src[:n]
	bottom, top, inverse, magic, hi, lo, unit, bias := expConstants()
	k2, k3, k4, k5, k6 := expCoefficients()
	for ; i+width <= n; i += width {
		y := load(src, i)
		x := clamped(y.Neg(), bottom, top)
		t := x.Mul(inverse).Add(magic)
		e := scaled(expTails(x, t.Sub(magic), hi, lo, k2, k3, k4, k5, k6).Add(unit), t, bias)
		store(dst, i, y.Mul(unit.Div(e.Add(unit))))
	}
	leaveVectors()
	return i
}

func siluGateVectors(dst, g, v []float32) int {
	if simd.Emulated() {
		return 0
	}
	i, n, width := 0, len(dst), simd.BroadcastFloat32s(0).Len()
	g, v = g[:n], v[:n]
	bottom, top, inverse, magic, hi, lo, unit, bias := expConstants()
	k2, k3, k4, k5, k6 := expCoefficients()
	for ; i+width <= n; i += width {
		y := load(v, i)
		x := clamped(y.Neg(), bottom, top)
		t := x.Mul(inverse).Add(magic)
		e := scaled(expTails(x, t.Sub(magic), hi, lo, k2, k3, k4, k5, k6).Add(unit), t, bias)
		s := unit.Div(e.Add(unit))
		store(dst, i, load(g, i).Mul(s.Mul(y.Mul(unit.Sub(s)).Add(unit))))
	}
	leaveVectors()
	return i
}

func eluVectors(dst, src []float32) int {
	if simd.Emulated() {
		return 0
	}
	i, n, width := 0, len(dst), simd.BroadcastFloat32s(0).Len()
	src = src[:n]
	bottom, top, inverse, magic, hi, lo, unit, bias := expConstants()
	k2, k3, k4, k5, k6 := expCoefficients()
	for ; i+width <= n; i += width {
		y := load(src, i)
		x := clamped(y, bottom, top)
		t := x.Mul(inverse).Add(magic)
		e := scaled(expTails(x, t.Sub(magic), hi, lo, k2, k3, k4, k5, k6).Add(unit), t, bias)
		store(dst, i, y.IfElse(y.Greater(zero()), e.Sub(unit)))
	}
	leaveVectors()
	return i
}

func softplusVectors(dst, src []float32) int {
	if simd.Emulated() {
		return 0
	}
	i, n, width := 0, len(dst), simd.BroadcastFloat32s(0).Len()
	src = src[:n]
	bottom, top, inverse, magic, hi, lo, unit, bias := expConstants()
	k2, k3, k4, k5, k6 := expCoefficients()
	q1, q2, q3, q4, two, sign := splat(p1), splat(p2), splat(p3), splat(p4), splat(2), words(signBit)
	for ; i+width <= n; i += width {
		y := load(src, i)
		x := clamped(y.ToBits().Or(sign).BitsToFloat32(), bottom, top)
		t := x.Mul(inverse).Add(magic)
		e := scaled(expTails(x, t.Sub(magic), hi, lo, k2, k3, k4, k5, k6).Add(unit), t, bias)
		s := e.Div(e.Add(two))
		z := s.Mul(s)
		q := z.Mul(q4).Add(q3).Mul(z).Add(q2).Mul(z).Add(q1).Mul(z)
		tail := s.Mul(q).Add(s.Add(s))
		store(dst, i, y.Add(tail).IfElse(y.Greater(zero()), tail))
	}
	leaveVectors()
	return i
}

func tanhVectors(dst, src []float32) int {
	if simd.Emulated() {
		return 0
	}
	i, n, width := 0, len(dst), simd.BroadcastFloat32s(0).Len()
	src = src[:n]
	_, _, inverse, magic, hi, lo, unit, bias := expConstants()
	k2, k3, k4, k5, k6 := expCoefficients()
	top, two, sign := splat(tanhHi), splat(2), words(signBit)
	for ; i+width <= n; i += width {
		y := load(src, i)
		x := y.Abs()
		x = x.Add(x)
		x = top.IfElse(x.Greater(top), x)
		t := x.Mul(inverse).Add(magic)
		scale := power(t.ToBits(), bias)
		em := scale.Mul(expTails(x, t.Sub(magic), hi, lo, k2, k3, k4, k5, k6)).Add(scale.Sub(unit))
		z := em.Div(em.Add(two)).ToBits()
		store(dst, i, z.Or(y.ToBits().And(sign)).BitsToFloat32())
	}
	leaveVectors()
	return i
}

// logParts returns what LogOf calls e and f.
func logParts(x simd.Float32s) (e, f simd.Float32s) {
	small := x.Less(splat(leastPlain))
	x = x.Mul(splat(1<<23)).IfElse(small, x)
	n := x.ToBits().Sub(words(sqrtHalf)).BitsToInt32().ShiftAllRight(23)
	f = x.ToBits().Sub(n.ToBits().ShiftAllLeft(23)).BitsToFloat32().Sub(splat(1))
	return n.ConvertToFloat32().Add(splat(-23).Masked(small)), f
}

// logSeries returns log(1+f) + e ln 2.
func logSeries(e, f simd.Float32s) simd.Float32s {
	s := f.Div(f.Add(splat(2)))
	z := s.Mul(s)
	r := z.Mul(z.Mul(z.Mul(splat(l3)).Add(splat(l2))).Add(splat(l1)))
	h := f.Mul(splat(0.5)).Mul(f)
	y := s.Mul(h.Add(r)).Add(e.Mul(splat(ln2Lo)))
	return e.Mul(splat(ln2Hi)).Sub(h.Sub(y).Sub(f))
}

func logVectors(dst, src []float32) int {
	if simd.Emulated() {
		return 0
	}
	i, n, width := 0, len(dst), simd.BroadcastFloat32s(0).Len()
	src = src[:n]
	least, nan, most := splat(float32(math.Inf(-1))), splat(float32(math.NaN())), splat(math.MaxFloat32)
	for ; i+width <= n; i += width {
		x := load(src, i)
		e, f := logParts(x)
		y := logSeries(e, f)
		y = x.IfElse(x.Greater(most), y)
		y = y.IfElse(x.Greater(zero()), least.IfElse(x.Equal(zero()), nan))
		store(dst, i, y)
	}
	leaveVectors()
	return i
}

// sinCosParts returns the sine and cosine of the angle less the nearest whole
// quarters, and those.
func sinCosParts(t simd.Float32s) (sin, cos simd.Float32s, quarter simd.Uint32s) {
	q := t.Mul(splat(4)).Add(splat(roundMagic))
	r := t.Sub(q.Sub(splat(roundMagic)).Mul(splat(0.25)))
	z := r.Mul(r)
	sin = r.Mul(z.Mul(splat(s3)).Add(splat(s2)).Mul(z).Add(splat(s1)).Mul(z).Add(splat(s0)))
	cos = z.Mul(splat(c4)).Add(splat(c3)).Mul(z).Add(splat(c2)).Mul(z).Add(splat(c1)).Mul(z).Add(splat(1))
	return sin, cos, q.ToBits()
}

// negated returns x, negated where bit 1 of quarter is set.
func negated(x simd.Float32s, quarter simd.Uint32s) simd.Float32s {
	return x.ToBits().Xor(quarter.ShiftAllLeft(30).And(words(signBit))).BitsToFloat32()
}

// fractions returns the upper 24 bits of each word as an integer.
func fractions(s []uint32, i int) simd.Float32s {
	return simd.LoadUint32s(s[i:]).ShiftAllRight(8).BitsToInt32().ConvertToFloat32()
}

func normalVectors(dst []float32, bits []uint32) int {
	if simd.Emulated() {
		return 0
	}
	i, n, width := 0, len(dst)/2, simd.BroadcastFloat32s(0).Len()
	second, low, high := bits[n:2*n], dst[:n], dst[n:]
	for ; i+width <= n; i += width {
		e, f := logParts(fractions(bits, i).Add(splat(1)).Mul(splat(1.0 / (1 << 24))))
		r := logSeries(e, f).Mul(splat(-2)).Sqrt()
		sin, cos, quarter := sinCosParts(fractions(second, i).Mul(splat(1.0 / (1 << 24))))
		odd := quarter.And(words(1)).Equal(words(1))
		store(low, i, r.Mul(negated(sin.IfElse(odd, cos), quarter.Add(words(1)))))
		store(high, i, r.Mul(negated(cos.IfElse(odd, sin), quarter)))
	}
	leaveVectors()
	return i
}
