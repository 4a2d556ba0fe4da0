package kernel

import "math"

// Activation names a scalar function applied to each element, and knows its
// derivative.
type Activation uint8

const (
	Identity  Activation = iota // x
	ReLU                        // max(x, 0)
	LeakyReLU                   // x if x > 0, else Slope x
	Tanh                        // tanh x
	Sigmoid                     // 1 / (1 + exp -x)
	ELU                         // x if x > 0, else exp x - 1
	SiLU                        // x sigmoid x
)

// Slope is the slope of LeakyReLU for negative arguments.
const Slope = 0.2

// GatedByInput says which value Gate wants: the activation's input x (SiLU),
// or, for all others, its output y.
func (a Activation) GatedByInput() bool { return a == SiLU }

// Activate sets dst = f(src), elementwise.
func Activate(dst, src []float32, f Activation) {
	i := activateVectors(dst, src, f)
	switch f {
	case ReLU:
		for ; i < len(dst); i++ {
			dst[i] = pick(src[i], src[i], 0)
		}
	case LeakyReLU:
		for ; i < len(dst); i++ {
			dst[i] = pick(src[i], src[i], Slope*src[i])
		}
	default:
		for ; i < len(dst); i++ {
			dst[i] = f.at(src[i])
		}
	}
}

// Gate sets dst = g * f'(v), elementwise, where v is the activation's output
// (its input where GatedByInput). At 0, ReLU has slope 0 and LeakyReLU Slope.
func Gate(dst, g, v []float32, f Activation) {
	i := gateVectors(dst, g, v, f)
	switch f {
	case ReLU:
		for ; i < len(dst); i++ {
			dst[i] = pick(v[i], g[i], 0)
		}
	case LeakyReLU:
		for ; i < len(dst); i++ {
			dst[i] = pick(v[i], g[i], Slope*g[i])
		}
	default:
		for ; i < len(dst); i++ {
			dst[i] = f.gate(g[i], v[i])
		}
	}
}

// pick returns yes if x > 0, else no. It moves bits, as the compiler then moves
// them on a condition; a jump would be taken at random.
func pick(x, yes, no float32) float32 {
	u := math.Float32bits(no)
	if x > 0 {
		u = math.Float32bits(yes)
	}
	return math.Float32frombits(u)
}

func (a Activation) at(x float32) float32 {
	switch a {
	case ReLU:
		return pick(x, x, 0)
	case LeakyReLU:
		return pick(x, x, Slope*x)
	case Tanh:
		return TanhOf(x)
	case Sigmoid:
		return SigmoidOf(x)
	case ELU:
		if x > 0 {
			return x
		}
		return ExpOf(x) - 1
	case SiLU:
		return x * SigmoidOf(x)
	}
	return x
}

func (a Activation) gate(g, v float32) float32 {
	switch a {
	case ReLU:
		return pick(v, g, 0)
	case LeakyReLU:
		return pick(v, g, Slope*g)
	case Tanh:
		return g * (1 - float32(v*v))
	case Sigmoid:
		return g * float32(v*(1-v))
	case ELU:
		return pick(v, g, g*(v+1))
	case SiLU:
		s := SigmoidOf(v)
		return g * float32(s*(1+float32(v*(1-s))))
	}
	return g
}
