package lab

// Size is a size of experiment whose speed is measured: one step of Adam for D
// and one for G.
type Size struct {
	Name   string
	Config Config
}

// Sizes returns the measured sizes: small, medium and large networks, each with
// two hidden layers of leaky ReLU, without a penalty or an average.
func Sizes() []Size {
	size := func(name string, width, batch int) Size {
		c := Default()
		c.GLayers, c.DLayers, c.Batch = []int{width, width}, []int{width, width}, batch
		c.GActivation, c.DActivation = "leaky-relu", "leaky-relu"
		c.R1, c.EMA = 0, 0
		return Size{name, c}
	}
	return []Size{size("small", 16, 128), size("medium", 64, 256), size("large", 128, 512)}
}

// StepsPerSecond runs the experiment for about that many seconds, drawing and
// measuring nothing, by a clock that tells seconds.
func (s Size) StepsPerSecond(seconds float64, clock func() float64) float64 {
	l := New(s.Config)
	run := func(seconds float64) float64 {
		first, start := l.Steps(), clock()
		for {
			for range 16 {
				l.Step()
			}
			if passed := clock() - start; passed >= seconds {
				return float64(l.Steps()-first) / passed
			}
		}
	}
	run(seconds / 10) // warm caches, and a just-in-time compiler
	return run(seconds)
}
