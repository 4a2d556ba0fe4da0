package kernel

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas32"
)

// report runs f and reports work, in units of 1e9 (operations or elements) a second.
func report(b *testing.B, work int, unit string, f func()) {
	for b.Loop() {
		f()
	}
	b.ReportMetric(float64(work)*float64(b.N)/b.Elapsed().Seconds()/1e9, unit)
}

var benchShapes = [][3]int{{256, 64, 64}, {512, 128, 128}, {128, 16, 16}, {128, 2, 16}, {256, 2, 64}, {256, 64, 2}, {256, 64, 1}, {150, 8, 8}}

func BenchmarkProducts(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, s := range benchShapes {
		m, k, n := s[0], s[1], s[2]
		x, w, y := numbers(r, m*k), numbers(r, k*n), make([]float32, m*n)
		bias, dw, dx := numbers(r, n), make([]float32, k*n), make([]float32, m*k)
		run := func(name string, f func()) {
			b.Run(fmt.Sprintf("%dx%dx%d/%s", m, k, n, name), func(b *testing.B) { report(b, 2*m*k*n, "GFLOP/s", f) })
		}
		run("NN", func() { MulNN(y, x, w, m, k, n, Epilogue{}) })
		run("NN+bias+ReLU", func() { MulNN(y, x, w, m, k, n, Epilogue{Bias: bias, Act: ReLU}) })
		run("NN+bias+Tanh", func() { MulNN(y, x, w, m, k, n, Epilogue{Bias: bias, Act: Tanh}) })
		run("NT+gate", func() { MulNT(dx, y, w, m, n, k, Epilogue{Gate: x, GateAct: LeakyReLU}) })
		run("TN", func() { MulTN(dw, x, y, k, m, n, false) })
		run("gonum", func() {
			blas32.Gemm(blas.NoTrans, blas.NoTrans, 1, blas32.General{Rows: m, Cols: k, Stride: k, Data: x},
				blas32.General{Rows: k, Cols: n, Stride: n, Data: w}, 0, blas32.General{Rows: m, Cols: n, Stride: n, Data: y})
		})
	}
}

func BenchmarkElementwise(b *testing.B) {
	const n = 256 * 64
	r := rand.New(rand.NewPCG(3, 4))
	d, x, y, z := make([]float32, n), numbers(r, n), numbers(r, n), numbers(r, n)
	bits := make([]uint32, n)
	for i := range bits {
		bits[i] = r.Uint32()
	}
	run := func(name string, f func()) {
		b.Run(name, func(b *testing.B) { report(b, n, "G/s", f) })
	}
	run("Add", func() { Add(d, x, y) })
	run("ReLU", func() { Activate(d, x, ReLU) })
	run("Tanh", func() { Activate(d, x, Tanh) })
	run("Sigmoid", func() { Activate(d, x, Sigmoid) })
	run("GateTanh", func() { Gate(d, x, y, Tanh) })
	run("Exp", func() { Exp(d, x) })
	run("Log", func() { Log(d, x) })
	run("Softplus", func() { Softplus(d, x) })
	run("Normal", func() { Normal(d, bits) })
	run("Sum", func() { Sum(x) })
	run("SumDown", func() { SumDown(d[:64], x, 256, 64, false) })
	run("SumAcross", func() { SumAcross(d[:256], x, 256, 64) })
	run("Transpose", func() { Transpose(d, x, 256, 64) })
	run("Adam", func() { Adam(d, x, y, z, 0.5, 0.999, 1e-8, 1e-9, 1) })
}
