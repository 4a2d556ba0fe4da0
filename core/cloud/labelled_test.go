package cloud

import (
	"math"
	"math/rand/v2"
	"testing"
)

// A place has the class of the nearest labelled point: as found by looking at all of them.
func TestLabelledIsTheNearestPoint(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for _, n := range []int{1, 2, 500} {
		points, classes := make([]Point, n), make([]uint8, n)
		for i := range points {
			points[i], classes[i] = Point{math.Round(8*r.NormFloat64()) / 8, r.NormFloat64()}, uint8(r.IntN(4))
		}
		c, err := New(Spec{Kind: "points", Points: points, Classes: classes})
		if err != nil {
			t.Fatal(err)
		}
		l := c.OwnClasses()
		for range 2000 {
			place := []float32{float32(2 * r.NormFloat64()), float32(2 * r.NormFloat64())}
			dst := make([]float32, l.Count())
			l.Mark(dst, place)
			least := math.Inf(1)
			var class uint8
			for i, p := range points {
				if d := math.Hypot(p.X-float64(place[0]), p.Y-float64(place[1])); d < least {
					least, class = d, classes[i]
				}
			}
			var sum float32
			for _, v := range dst {
				sum += v
			}
			if dst[class] != 1 || sum != 1 {
				t.Fatalf("%d points: the class of %v is %d, and %v is marked", n, place, class, dst)
			}
		}
	}
	if c, _ := New(Spec{Kind: "points"}); c.OwnClasses() != nil {
		t.Error("points without labels have classes")
	}
}
