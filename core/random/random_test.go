package random

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
)

const count = 200000

func float64s(s []float32) []float64 {
	d := make([]float64, len(s))
	for i, x := range s {
		d[i] = float64(x)
	}
	return d
}

// distance returns the largest gap between the distribution of the sample and
// cdf, times √n (Kolmogorov, 1933): above 1.95 once in a thousand samples.
func distance(sample []float64, cdf func(float64) float64) float64 {
	slices.Sort(sample)
	n, worst := float64(len(sample)), 0.0
	for i, x := range sample {
		p := cdf(x)
		worst = max(worst, p-float64(i)/n, float64(i+1)/n-p)
	}
	return worst * math.Sqrt(n)
}

func TestUniform(t *testing.T) {
	s := make([]float32, count)
	New(1, Data).Uniform(s)
	for _, x := range s {
		if !(x >= 0 && x < 1) {
			t.Fatal(x)
		}
	}
	if d := distance(float64s(s), distuv.UnitUniform.CDF); d > 1.95 {
		t.Errorf("distance %.3f", d)
	}
}

func TestNormal(t *testing.T) {
	s := make([]float32, count)
	New(1, Data).Normal(s)
	x := float64s(s)
	mean, variance := stat.MeanVariance(x, nil)
	skew, kurtosis := stat.Skew(x, nil), stat.ExKurtosis(x, nil)
	// Four standard errors each.
	for _, m := range []struct {
		name       string
		got, error float64
	}{
		{"mean", mean, 1}, {"variance - 1", variance - 1, math.Sqrt2}, {"skew", skew, math.Sqrt(6)}, {"excess kurtosis", kurtosis, math.Sqrt(24)},
	} {
		if math.Abs(m.got) > 4*m.error/math.Sqrt(count) {
			t.Errorf("%s %.5f", m.name, m.got)
		}
	}
	// The halves of a fill are made of the same radii: they must not be related.
	if r := stat.Correlation(x[:count/2], x[count/2:], nil); math.Abs(r) > 4/math.Sqrt(count/2) {
		t.Errorf("correlation of the halves %.5f", r)
	}
	if d := distance(x, distuv.UnitNormal.CDF); d > 1.95 {
		t.Errorf("distance %.3f", d)
	}
}

// A stream is reproducible, and no fill, however short or odd, is repeats itself.
func TestAnyLength(t *testing.T) {
	for n := range 20 {
		for name, fill := range map[string]func(*Stream, []float32){"Uniform": (*Stream).Uniform, "Normal": (*Stream).Normal} {
			a, b := make([]float32, n), make([]float32, n)
			s := New(7, Latent)
			fill(s, a)
			fill(New(7, Latent), b)
			if !slices.Equal(a, b) {
				t.Errorf("%s of %d is not reproducible", name, n)
			}
			fill(s, b)
			if n > 0 && slices.Equal(a, b) {
				t.Errorf("%s of %d repeats itself", name, n)
			}
			slices.Sort(a)
			if len(slices.Compact(a)) < n {
				t.Errorf("%s of %d has equal numbers", name, n)
			}
		}
	}
}

// Streams of other purposes, and of neighbouring seeds, are unrelated.
func TestStreamsAreIndependent(t *testing.T) {
	const n = 20000
	var names []string
	var streams [][]float64
	for seed := range uint64(3) {
		for p := Data; p <= Show; p++ {
			s := make([]float32, n)
			New(seed, p).Normal(s)
			names, streams = append(names, fmt.Sprintf("seed %d, purpose %d", seed, p)), append(streams, float64s(s))
		}
	}
	for i := range streams {
		for j := range i {
			if r := stat.Correlation(streams[i], streams[j], nil); math.Abs(r) > 5/math.Sqrt(n) {
				t.Errorf("%s and %s: correlation %.4f", names[i], names[j], r)
			}
		}
	}
}

// The first numbers of consecutive seeds are as good a sample as one stream.
func TestFirstNumbersOfSeeds(t *testing.T) {
	const n = 20000
	var firsts [2][]float64
	var x [2]float32
	for seed := range uint64(n) {
		New(seed, Init).Uniform(x[:])
		for k := range firsts {
			firsts[k] = append(firsts[k], float64(x[k]))
		}
	}
	for k, f := range firsts {
		if r := stat.Correlation(f[1:], f[:n-1], nil); math.Abs(r) > 4/math.Sqrt(n) {
			t.Errorf("number %d: correlation of neighbours %.4f", k, r)
		}
		if d := distance(f, distuv.UnitUniform.CDF); d > 1.95 {
			t.Errorf("number %d: distance %.3f", k, d)
		}
	}
}

func TestIntn(t *testing.T) {
	const n, draws = 7, 70000
	s := New(3, Shape)
	var seen [n]int
	for range draws {
		seen[s.Intn(n)]++
	}
	chi := 0.0
	for _, c := range seen {
		d := float64(c) - draws/n
		chi += d * d / (draws / n)
	}
	if p := distuv.ChiSquared(distuv.ChiSquared{K: n - 1}).Survival(chi); p < 0.001 {
		t.Errorf("counts %v", seen)
	}
}

// A link made today must give the same numbers for ever.
func TestGolden(t *testing.T) {
	u, z := make([]float32, 3), make([]float32, 3)
	s := New(42, Data)
	s.Uniform(u)
	s.Normal(z)
	if want := []float32{0.77775097, 0.18106437, 0.9439328}; !slices.Equal(u, want) {
		t.Errorf("uniform %v, want %v", u, want)
	}
	if want := []float32{-1.5247523, -0.7636249, -0.61456287}; !slices.Equal(z, want) {
		t.Errorf("normal %v, want %v", z, want)
	}
}

func TestFillsDoNotAllocate(t *testing.T) {
	s, d := New(1, Data), make([]float32, 1001)
	if n := testing.AllocsPerRun(10, func() { s.Uniform(d); s.Normal(d) }); n > 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkFill(b *testing.B) {
	s, d := New(1, Data), make([]float32, 1024)
	b.Run("Uniform", func(b *testing.B) {
		for b.Loop() {
			s.Uniform(d)
		}
	})
	b.Run("Normal", func(b *testing.B) {
		for b.Loop() {
			s.Normal(d)
		}
	})
}
