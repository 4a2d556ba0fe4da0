package lab

import (
	"fmt"
	"testing"
)

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

// How the cost of a step grows with the batch and the networks' width.
func BenchmarkSample(b *testing.B) {
	for _, width := range []int{16, 64, 512} {
		for _, batch := range []int{32, 128, 512, 2048} {
			b.Run(fmt.Sprintf("width=%d/batch=%d", width, batch), func(b *testing.B) {
				c := Sizes()[0].Config
				c.GLayers, c.DLayers, c.Batch = []int{width, width}, []int{width, width}, batch
				l := New(c)
				for b.Loop() {
					l.Step()
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*batch), "ns/sample")
			})
		}
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
