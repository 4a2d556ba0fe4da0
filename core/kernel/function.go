package kernel

import "math"

// The functions below are defined here once, in float32 steps whose products are
// rounded before they are added; function_simd.go takes the same steps, lane by
// lane. Coefficients are minimax (Remez' exchange in 40 digits, rounded).
// Errors against float64, at most, an ulp (unit in the last place) being no smaller
// than that of the smallest normal number:
//
//	Exp       1.1 ulp
//	Log       1 ulp
//	Tanh      3 ulp
//	Sigmoid   3 ulp; where it is below 2⁻¹²⁷, it is 0
//	Softplus  3 ulp
//	sin, cos  1e-7, absolute
//
// All float32 arguments between 2⁻⁴² and 2⁸ were tried; the test tries a part.
const (
	roundMagic = 3 << 22 // added and subtracted, it rounds to an integer, to even

	log2e = 1.44269504
	ln2Hi = 0.693359375 // 9 bits, so that a small integer times it is exact
	ln2Lo = -2.12194440e-4

	// exp r = 1 + r + r² (e2 + e3 r + ...), |r| <= ln(2)/2; relative error 2e-8 for exp r - 1.
	e2, e3, e4, e5, e6 = 0.49999997, 0.166665435, 0.0416672006, 0.00836658012, 0.00138825085

	expLo, expHi = -104, 89 // beyond, exp is 0 and +Inf
	tanhHi       = 20       // exp(20) - 1 over exp(20) + 1 is 1

	// log(1+f) = 2s + s z (l1 + l2 z + l3 z²), s = f/(2+f), z = s² <= 0.0295; relative error 1e-9.
	l1, l2, l3 = 0.666667759, 0.399775416, 0.29871729
	sqrtHalf   = 0x3f3504f3 // bits of √½

	// The same for f in [0, 1], z <= 1/9; relative error 5e-9.
	p1, p2, p3, p4 = 0.666664124, 0.400216997, 0.279991418, 0.280244589

	// sin 2πr = r (s0 + s1 r² + ...), cos 2πr = 1 + c1 r² + ..., |r| <= 1/8; errors 3e-9, 1e-10.
	s0, s1, s2, s3 = 6.28318548, -41.3416595, 81.5923309, -75.392746
	c1, c2, c3, c4 = -19.7392082, 64.9393234, -85.4432373, 59.2292442

	one        = 127 << 23 // bits of 1
	signBit    = 1 << 31
	leastPlain = 0x1p-126 // the smallest normal number
)

// ExpOf returns exp x.
func ExpOf(x float32) float32 {
	if x > expHi {
		x = expHi
	}
	if x < expLo {
		x = expLo
	}
	t := float32(x*log2e) + roundMagic
	p := 1 + expTail(x, t-roundMagic)
	n := math.Float32bits(t)
	half := n >> 1 // two factors, as 2ⁿ itself may not be a float32
	return float32(p * math.Float32frombits(half<<23+one) * math.Float32frombits((n-half)<<23+one))
}

// expTail returns exp(x - n ln 2) - 1 for the integer n nearest to x / ln 2.
func expTail(x, n float32) float32 {
	r := x - float32(n*ln2Hi) - float32(n*ln2Lo)
	p := float32(e6*r) + e5
	p = float32(p*r) + e4
	p = float32(p*r) + e3
	p = float32(p*r) + e2
	return float32(p*float32(r*r)) + r
}

// LogOf returns the natural logarithm of x.
func LogOf(x float32) float32 {
	if x > math.MaxFloat32 {
		return x
	}
	if !(x > 0) {
		if x == 0 {
			return float32(math.Inf(-1))
		}
		return float32(math.NaN())
	}
	var e float32
	if x < leastPlain {
		x *= 1 << 23
		e = -23
	}
	u := math.Float32bits(x) - sqrtHalf
	n := int32(u) >> 23
	e += float32(n)
	f := math.Float32frombits(math.Float32bits(x)-uint32(n)<<23) - 1
	s := f / (2 + f)
	z := float32(s * s)
	r := float32(z * (float32(z*(float32(z*l3)+l2)) + l1))
	h := float32(float32(f*0.5) * f)
	return float32(e*ln2Hi) - (h - (float32(s*(h+r)) + float32(e*ln2Lo)) - f)
}

// TanhOf returns tanh x.
func TanhOf(x float32) float32 {
	y := math.Float32frombits(math.Float32bits(x) &^ signBit)
	y += y
	if y > tanhHi {
		y = tanhHi
	}
	t := float32(y*log2e) + roundMagic
	scale := math.Float32frombits(math.Float32bits(t)<<23 + one)
	em := float32(scale*expTail(y, t-roundMagic)) + (scale - 1) // exp 2|x| - 1
	return math.Float32frombits(math.Float32bits(em/(em+2)) | math.Float32bits(x)&signBit)
}

// SigmoidOf returns 1 / (1 + exp -x).
func SigmoidOf(x float32) float32 { return 1 / (1 + ExpOf(-x)) }

// SoftplusOf returns log(1 + exp x).
func SoftplusOf(x float32) float32 {
	e := ExpOf(math.Float32frombits(math.Float32bits(x) | signBit)) // exp -|x|
	s := e / (2 + e)
	z := float32(s * s)
	q := float32(z * (float32(z*(float32(z*(float32(z*p4)+p3))+p2)) + p1))
	tail := float32(s*q) + (s + s)
	if x > 0 {
		return x + tail
	}
	return tail
}

// SinCosTurnOf returns the sine and cosine of 2πt, |t| < 2²⁰.
func SinCosTurnOf(t float32) (sin, cos float32) {
	q := float32(4*t) + roundMagic
	r := t - float32(0.25*(q-roundMagic))
	z := float32(r * r)
	sin = float32(r * (float32(z*(float32(z*(float32(z*s3)+s2))+s1)) + s0))
	cos = float32(z*(float32(z*(float32(z*(float32(z*c4)+c3))+c2))+c1)) + 1
	quarter := math.Float32bits(q)
	if quarter&1 != 0 {
		sin, cos = cos, sin
	}
	sin = math.Float32frombits(math.Float32bits(sin) ^ quarter<<30&signBit)
	cos = math.Float32frombits(math.Float32bits(cos) ^ (quarter+1)<<30&signBit)
	return sin, cos
}

// Exp sets dst = exp src.
func Exp(dst, src []float32) {
	for i := expVectors(dst, src); i < len(dst); i++ {
		dst[i] = ExpOf(src[i])
	}
}

// Log sets dst = log src.
func Log(dst, src []float32) {
	for i := logVectors(dst, src); i < len(dst); i++ {
		dst[i] = LogOf(src[i])
	}
}

// Softplus sets dst = log(1 + exp src).
func Softplus(dst, src []float32) {
	for i := softplusVectors(dst, src); i < len(dst); i++ {
		dst[i] = SoftplusOf(src[i])
	}
}

// Normal turns uniform 32-bit words into independent standard normals (Box and
// Muller, 1958): dst has an even length, bits the same. Word i of the first half
// and word i of the second make numbers i of both halves.
func Normal(dst []float32, bits []uint32) {
	half := len(dst) / 2
	for i := normalVectors(dst, bits); i < half; i++ {
		u := float32(float32(bits[i]>>8)+1) * (1.0 / (1 << 24)) // in (0, 1]
		r := sqrt(-2 * LogOf(u))
		sin, cos := SinCosTurnOf(float32(bits[half+i]>>8) * (1.0 / (1 << 24)))
		dst[i], dst[half+i] = r*cos, r*sin
	}
}
