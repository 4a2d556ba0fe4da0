//go:build !js

package lab

import (
	"bytes"
	"testing"
	"time"
)

// heldRuns are runs of each size, with a history as long as one can be. BenchmarkStep has
// the time of their rounds.
func heldRuns(b *testing.B, with func(b *testing.B, l *Lab)) {
	largest, _ := Decode("#g_layers=512,512,512,512&d_layers=512,512,512,512")
	for _, s := range append(Sizes(), Size{"default", Default()}, Size{"largest", largest}) {
		b.Run(s.Name, func(b *testing.B) { with(b, longRun(s.Config)) })
	}
}

// longRun is a run with some rounds, and a full history.
func longRun(c Config) *Lab {
	l := New(c)
	play(l, 20)
	for l.history.Len() < HistoryRows-1 {
		l.steps++
		l.history.add(&Measures{Step: l.steps})
	}
	return l
}

func BenchmarkState(b *testing.B) {
	heldRuns(b, func(b *testing.B, l *Lab) {
		b.ReportAllocs()
		for b.Loop() {
			l.State()
		}
	})
}

func BenchmarkRestore(b *testing.B) {
	heldRuns(b, func(b *testing.B, l *Lab) {
		held := l.State()
		b.ReportAllocs()
		for b.Loop() {
			l.Restore(held)
		}
	})
}

func BenchmarkSave(b *testing.B) {
	heldRuns(b, func(b *testing.B, l *Lab) {
		var file bytes.Buffer
		for b.Loop() {
			file.Reset()
			if err := l.Save(&file, time.Time{}); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(file.Len()), "file-bytes")
	})
}

func BenchmarkLoad(b *testing.B) {
	heldRuns(b, func(b *testing.B, l *Lab) {
		var file bytes.Buffer
		if err := l.Save(&file, time.Time{}); err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
			if _, err := Load(bytes.NewReader(file.Bytes())); err != nil {
				b.Fatal(err)
			}
		}
	})
}
