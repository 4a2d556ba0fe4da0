// Package cloud stands in for core/cloud until that exists.
package cloud

import "saddle/core/random"

type Point struct{ X, Y float64 }
type Spec struct {
	Kind                   string
	Modes                  int
	Radius, Spacing, Sigma float64
	Seed                   uint64
	Points                 []Point
}
type Cloud struct{}

func Kinds() []string {
	return []string{"ring", "grid", "gaussian", "gaussians", "line", "circle", "moons", "spiral", "swiss-roll", "checkerboard", "disjoint", "pinwheel", "points"}
}
func Uses(kind string) []string {
	switch kind {
	case "ring":
		return []string{"modes", "radius", "sigma"}
	case "grid":
		return []string{"modes", "spacing", "sigma"}
	case "gaussians":
		return []string{"modes", "radius", "sigma", "seed"}
	case "checkerboard":
		return nil
	case "points":
		return []string{"points", "sigma"}
	}
	return []string{"radius", "sigma"}
}
func Defaults(kind string) Spec {
	s := Spec{Kind: kind, Modes: 8, Radius: 2, Spacing: 2, Sigma: .02, Seed: 1}
	if kind == "grid" {
		s.Modes, s.Sigma = 5, .05
	}
	if kind == "points" {
		s.Points = []Point{{-1, -1}, {1, -1}, {0, 1}}
	}
	return s
}
func New(Spec) (*Cloud, error) { return &Cloud{}, nil }
func (*Cloud) Sample(dst []float32, s *random.Stream) {
	s.Normal(dst)
	ring := [8][2]float32{{2, 0}, {1.4142, 1.4142}, {0, 2}, {-1.4142, 1.4142}, {-2, 0}, {-1.4142, -1.4142}, {0, -2}, {1.4142, -1.4142}}
	n := len(dst) / 2
	for i := range n {
		c := ring[s.Intn(8)]
		dst[i] = float32(.02*dst[i]) + c[0]
		dst[n+i] = float32(.02*dst[n+i]) + c[1]
	}
}
func (*Cloud) Extent() float64    { return 3 }
func (*Cloud) Deviation() float64 { return 1.4142 }
