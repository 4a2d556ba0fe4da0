//go:build goexperiment.simd

package kernel

import (
	"math"
	"simd"
)

// The steps of function.go, in pieces small enough to be inlined: a call costs
// more than the work.

func clampedExp(x simd.Float32s) simd.Float32s {
	x = splat(expHi).IfElse(x.Greater(splat(expHi)), x)
	return splat(expLo).IfElse(x.Less(splat(expLo)), x)
}

// rounded returns x / ln 2 rounded to an integer, with roundMagic added.
func rounded(x simd.Float32s) simd.Float32s {
	return x.Mul(splat(log2e)).Add(splat(roundMagic))
}

// expTails is expTail, of t = rounded(x).
func expTails(x, t simd.Float32s) simd.Float32s {
	n := t.Sub(splat(roundMagic))
	r := x.Sub(n.Mul(splat(ln2Hi))).Sub(n.Mul(splat(ln2Lo)))
	p := splat(e6).Mul(r).Add(splat(e5)).Mul(r).Add(splat(e4)).Mul(r).Add(splat(e3)).Mul(r).Add(splat(e2))
	return p.Mul(r.Mul(r)).Add(r)
}

// power returns 2ⁿ for the integer in the low bits of n.
func power(n simd.Uint32s) simd.Float32s {
	return n.ShiftAllLeft(23).Add(words(one)).BitsToFloat32()
}

// scaled returns (1 + p) 2ⁿ, of t = rounded(x).
func scaled(p, t simd.Float32s) simd.Float32s {
	n := t.ToBits()
	half := n.ShiftAllRight(1)
	return p.Add(splat(1)).Mul(power(half)).Mul(power(n.Sub(half)))
}

func expVectors(dst, src []float32) int {
	if simd.Emulated() {
		return 0
	}
	i, n, width := 0, len(dst), simd.BroadcastFloat32s(0).Len()
	src = src[:n]
	for ; i+width <= n; i += width {
		x := clampedExp(load(src, i))
		t := rounded(x)
		store(dst, i, scaled(expTails(x, t), t))
	}
	return i
}

func tanhVectors(dst, src []float32) int {
	if simd.Emulated() {
		return 0
	}
	i, n, width := 0, len(dst), simd.BroadcastFloat32s(0).Len()
	src = src[:n]
	for ; i+width <= n; i += width {
		x := load(src, i)
		y := x.Abs()
		y = y.Add(y)
		y = splat(tanhHi).IfElse(y.Greater(splat(tanhHi)), y)
		t := rounded(y)
		scale := power(t.ToBits())
		em := scale.Mul(expTails(y, t)).Add(scale.Sub(splat(1)))
		y = em.Div(em.Add(splat(2)))
		store(dst, i, y.ToBits().Or(x.ToBits().And(words(signBit))).BitsToFloat32())
	}
	return i
}

func sigmoidVectors(dst, src []float32) int {
	if simd.Emulated() {
		return 0
	}
	i, n, width := 0, len(dst), simd.BroadcastFloat32s(0).Len()
	src = src[:n]
	for ; i+width <= n; i += width {
		x := clampedExp(load(src, i).Neg())
		t := rounded(x)
		store(dst, i, splat(1).Div(scaled(expTails(x, t), t).Add(splat(1))))
	}
	return i
}

func eluVectors(dst, src []float32) int {
	if simd.Emulated() {
		return 0
	}
	i, n, width := 0, len(dst), simd.BroadcastFloat32s(0).Len()
	src = src[:n]
	for ; i+width <= n; i += width {
		v := load(src, i)
		x := clampedExp(v)
		t := rounded(x)
		e := scaled(expTails(x, t), t).Sub(splat(1))
		store(dst, i, v.IfElse(v.Greater(splat(0)), e))
	}
	return i
}

func siluVectors(dst, src []float32) int {
	if simd.Emulated() {
		return 0
	}
	i, n, width := 0, len(dst), simd.BroadcastFloat32s(0).Len()
	src = src[:n]
	for ; i+width <= n; i += width {
		v := load(src, i)
		x := clampedExp(v.Neg())
		t := rounded(x)
		store(dst, i, v.Mul(splat(1).Div(scaled(expTails(x, t), t).Add(splat(1)))))
	}
	return i
}

func siluGateVectors(dst, g, v []float32) int {
	if simd.Emulated() {
		return 0
	}
	i, n, width := 0, len(dst), simd.BroadcastFloat32s(0).Len()
	g, v = g[:n], v[:n]
	for ; i+width <= n; i += width {
		y := load(v, i)
		x := clampedExp(y.Neg())
		t := rounded(x)
		s := splat(1).Div(scaled(expTails(x, t), t).Add(splat(1)))
		slope := s.Mul(y.Mul(splat(1).Sub(s)).Add(splat(1)))
		store(dst, i, load(g, i).Mul(slope))
	}
	return i
}

func softplusVectors(dst, src []float32) int {
	if simd.Emulated() {
		return 0
	}
	i, n, width := 0, len(dst), simd.BroadcastFloat32s(0).Len()
	src = src[:n]
	for ; i+width <= n; i += width {
		v := load(src, i)
		x := clampedExp(v.ToBits().Or(words(signBit)).BitsToFloat32())
		t := rounded(x)
		e := scaled(expTails(x, t), t)
		s := e.Div(e.Add(splat(2)))
		z := s.Mul(s)
		q := z.Mul(splat(p4)).Add(splat(p3)).Mul(z).Add(splat(p2)).Mul(z).Add(splat(p1)).Mul(z).Add(splat(2))
		y := s.Mul(q)
		store(dst, i, v.Add(y).IfElse(v.Greater(splat(0)), y))
	}
	return i
}

// logs is LogOf.
func logParts(x simd.Float32s) (e, f simd.Float32s) {
	small := x.Less(splat(leastPlain))
	x = x.Mul(splat(1<<23)).IfElse(small, x)
	n := x.ToBits().Sub(words(sqrtHalf)).BitsToInt32().ShiftAllRight(23)
	f = x.ToBits().Sub(n.ToBits().ShiftAllLeft(23)).BitsToFloat32().Sub(splat(1))
	return n.ConvertToFloat32().Add(splat(-23).Masked(small)), f
}

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
		y = y.IfElse(x.Greater(splat(0)), least.IfElse(x.Equal(splat(0)), nan))
		store(dst, i, y)
	}
	return i
}

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
	return i
}
