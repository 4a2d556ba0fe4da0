package autodiff

import "saddle/core/kernel"

// Program is a flat list of kernel calls over memory laid out in advance.
// Running it allocates nothing. It is not safe for concurrent use.
type Program struct {
	code   []instruction
	floats int
	work   float64
}

type instruction struct {
	op       op
	act      kernel.Activation
	add      bool // add to dst instead of setting it
	dst      []float32
	a, b     []float32
	m, k, n  int // of a product; else the shape of a (of dst, where it spreads), and b's columns
	rows     int // of dst, where rows are cut or padded
	from     int
	s, t     float32
	epilogue kernel.Epilogue
}

// Len returns the number of kernel calls in one run.
func (p *Program) Len() int { return len(p.code) }

// Floats returns how many numbers of memory the program reserved.
func (p *Program) Floats() int { return p.floats }

// Work estimates how long a run takes, in nanoseconds on a machine that does 25 operations
// of a product in one: Chromium's wasm on a processor of 2020. Other machines take a
// multiple, much the same for every program.
func (p *Program) Work() float64 { return p.work }

// Run reads the variables and writes the outputs.
func (p *Program) Run() {
	for i := range p.code {
		p.code[i].run()
	}
}

// work is an instruction's share of Work, by the kernels' speeds as they were measured.
func (in *instruction) work() float64 {
	const call = 40
	size := float64(len(in.dst))
	activated := func(f kernel.Activation) float64 {
		switch f {
		case kernel.Tanh, kernel.Sigmoid, kernel.ELU, kernel.SiLU:
			return 1.5 * size
		}
		return 0
	}
	switch in.op {
	case opNN, opNT, opTN:
		m, k, n := float64(in.m), float64(in.k), float64(in.n)
		return call + .08*m*k*n + .08*(m*k+k*n+m*n) + activated(in.epilogue.Act) + activated(in.epilogue.GateAct)/3
	case opExp, opLog, opSoftplus:
		return call + 1.5*size
	case opAct:
		return call + .3*size + activated(in.act)
	case opSqrt, opDiv:
		return call + size
	case opSum, opSumDown, opSumAcross:
		return call + .3*float64(len(in.a))
	case opTranspose:
		return call + 2*size
	case opInnerRight, opInnerLeft:
		return call + float64(len(in.a))
	}
	return call + .3*size
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
	case opOuter:
		kernel.Outer(in.dst, in.a, in.b, in.m, in.n, in.k)
	case opInnerRight:
		kernel.InnerRight(in.dst, in.a, in.b, in.m, in.n/in.k, in.k)
	case opInnerLeft:
		kernel.InnerLeft(in.dst, in.a, in.b, in.m, in.k, in.n/in.k)
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
