package autodiff

import "saddle/core/kernel"

// Program is a flat list of kernel calls over memory laid out in advance.
// Running it allocates nothing. It is not safe for concurrent use.
type Program struct {
	code   []instruction
	floats int
}

type instruction struct {
	op       op
	act      kernel.Activation
	add      bool // add to dst instead of setting it
	dst      []float32
	a, b     []float32
	m, k, n  int // of a product; else the shape of a (of dst, where it spreads)
	rows     int // of dst, where rows are cut or padded
	from     int
	s, t     float32
	epilogue kernel.Epilogue
}

// Len returns the number of kernel calls in one run.
func (p *Program) Len() int { return len(p.code) }

// Floats returns how many numbers of memory the program reserved.
func (p *Program) Floats() int { return p.floats }

func (p *Program) reserve(n int) []float32 {
	p.floats += n
	return make([]float32, n)
}

// Run reads the variables and writes the outputs.
func (p *Program) Run() {
	for i := range p.code {
		p.code[i].run()
	}
}

func (in *instruction) run() {
	switch in.op {
	case opNN:
		kernel.MulNN(in.dst, in.a, in.b, in.m, in.k, in.n, in.epilogue)
	case opNT:
		kernel.MulNT(in.dst, in.a, in.b, in.m, in.k, in.n, in.epilogue)
	case opTN:
		kernel.MulTN(in.dst, in.a, in.b, in.m, in.k, in.n, in.add)
	case opAdd:
		kernel.Add(in.dst, in.a, in.b)
	case opSub:
		kernel.Sub(in.dst, in.a, in.b)
	case opMul:
		kernel.Mul(in.dst, in.a, in.b)
	case opDiv:
		kernel.Div(in.dst, in.a, in.b)
	case opAffine:
		kernel.Affine(in.dst, in.a, in.s, in.t)
	case opExp:
		kernel.Exp(in.dst, in.a)
	case opLog:
		kernel.Log(in.dst, in.a)
	case opSoftplus:
		kernel.Softplus(in.dst, in.a)
	case opSqrt:
		kernel.Sqrt(in.dst, in.a)
	case opAbs:
		kernel.Abs(in.dst, in.a)
	case opStep:
		kernel.Step(in.dst, in.a)
	case opClamp:
		kernel.Clamp(in.dst, in.a, in.s, in.t)
	case opAct:
		kernel.Activate(in.dst, in.a, in.act)
	case opGate:
		kernel.Gate(in.dst, in.a, in.b, in.act)
	case opSum:
		in.dst[0] = kernel.Sum(in.a)
	case opSumDown:
		kernel.SumDown(in.dst, in.a, in.m, in.n, in.add)
	case opSumAcross:
		kernel.SumAcross(in.dst, in.a, in.m, in.n)
	case opSpread:
		for i := range in.dst {
			in.dst[i] = in.a[0]
		}
	case opSpreadDown:
		kernel.SpreadDown(in.dst, in.a, in.m, in.n)
	case opSpreadAcross:
		kernel.SpreadAcross(in.dst, in.a, in.m, in.n)
	case opTranspose:
		kernel.Transpose(in.dst, in.a, in.m, in.n)
	case opHold:
		copy(in.dst, in.a)
	case opRows:
		for j := range in.n {
			copy(in.dst[j*in.rows:(j+1)*in.rows], in.a[j*in.m+in.from:])
		}
	case opPadColumns:
		clear(in.dst[:in.from*in.m])
		clear(in.dst[in.from*in.m+copy(in.dst[in.from*in.m:], in.a):])
	case opPadRows:
		for j := range in.n {
			column := in.dst[j*in.rows : (j+1)*in.rows]
			clear(column[:in.from])
			clear(column[in.from+copy(column[in.from:], in.a[j*in.m:(j+1)*in.m]):])
		}
	default:
		panic("autodiff: no kernel for " + in.op.String())
	}
}
