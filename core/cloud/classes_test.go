package cloud

import (
	"math"
	"testing"

	"saddle/core/random"
)

// K-means finds the modes of a mixture, and every point is marked with the nearest.
func TestMeanClassesFindModes(t *testing.T) {
	for _, kind := range []string{"ring", "grid"} {
		c, err := New(Spec{Kind: kind})
		if err != nil {
			t.Fatal(err)
		}
		modes := c.Modes()
		found := c.MeanClasses(len(modes), 1)
		for _, m := range modes {
			if _, d := found.nearest(float32(m.X), float32(m.Y)); math.Sqrt(float64(d)) > m.Sigma {
				t.Errorf("%s: nearest centre to (%v, %v) is %v away", kind, m.X, m.Y, math.Sqrt(float64(d)))
			}
		}
	}
}

func TestMarkIsOneHot(t *testing.T) {
	c, _ := New(Spec{Kind: "ring"})
	classes := c.ModeClasses()
	const n = 500
	points, marks := make([]float32, 2*n), make([]float32, 8*n)
	c.Sample(points, random.New(3, random.Show))
	for i := range marks {
		marks[i] = 7 // whatever was there before
	}
	classes.Mark(marks, points)
	for i := range n {
		for j, m := range c.Modes() {
			near := math.Hypot(float64(points[i])-m.X, float64(points[n+i])-m.Y) < .5
			if want := map[bool]float32{true: 1, false: 0}[near]; marks[i+j*n] != want {
				t.Fatalf("point %d, class %d: %v, want %v", i, j, marks[i+j*n], want)
			}
		}
	}
	for _, kind := range Kinds() {
		if c, _ := New(Spec{Kind: kind}); (c.ModeClasses() != nil) != HasModes(kind) {
			t.Errorf("%s: has modes: %v", kind, HasModes(kind))
		}
	}
}
