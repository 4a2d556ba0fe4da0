package lab

import "testing"

func BenchmarkStep(b *testing.B) {
	for _, s := range Sizes() {
		b.Run(s.Name, func(b *testing.B) {
			l := New(s.Config)
			b.ReportAllocs()
			for b.Loop() {
				l.Step()
			}
		})
	}
}

func BenchmarkNew(b *testing.B) {
	for _, kind := range []string{"ring", "grid", "spiral"} {
		b.Run(kind, func(b *testing.B) {
			c := Default()
			c.Set("cloud", kind)
			for b.Loop() {
				New(c)
			}
		})
	}
}

// What a frame of the page, and each look at the numbers, costs.
func BenchmarkLook(b *testing.B) {
	l := New(Default())
	field, arrows := make([]float32, 96*96), make([]float32, 2*Shown)
	run := func(name string, look func()) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				l.generatedAt = -1
				look()
			}
		})
	}
	run("measure", func() { l.Measure() })
	run("generated", func() { l.Generated() })
	run("field", func() { l.Field(field, 96, 3) })
	run("optimum", func() { l.Optimum(field, 96, 3) })
	run("arrows", func() { l.Arrows(l.Real(), arrows) })
	run("manifold", func() { l.Manifold(arrows, 32) })
	run("digest", func() { l.Digest() })
}
