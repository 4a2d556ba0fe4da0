package gan

import (
	"math"
	"testing"

	"saddle/core/optim"
	"saddle/core/random"
)

// tilted is a Gaussian of mean (1, 2) and covariance AᵀA: what z A + (1, 2) is for a
// standard normal z.
type tilted struct{}

var tilt = [2][2]float32{{1, 2}, {-.1, .5}} // A

func (tilted) Sample(dst []float32, s *random.Stream) {
	s.Normal(dst)
	n := len(dst) / 2
	for i := range n {
		u, v := dst[i], dst[n+i]
		dst[i] = 1 + float32(tilt[0][0]*u) + float32(tilt[1][0]*v)
		dst[n+i] = 2 + float32(tilt[0][1]*u) + float32(tilt[1][1]*v)
	}
}

func (tilted) Deviation() float64 { return math.Sqrt((1.01 + 4.25) / 2) }

// moments returns the means, variances and covariance of points.
func moments(points []float32) [5]float64 {
	n := len(points) / 2
	var m [5]float64
	for i := range n {
		x, y := float64(points[i]), float64(points[n+i])
		for j, v := range []float64{x, y, x * x, y * y, x * y} {
			m[j] += v / float64(n)
		}
	}
	return [5]float64{m[0], m[1], m[2] - m[0]*m[0], m[3] - m[1]*m[1], m[4] - m[0]*m[1]}
}

// A linear G is enough for a Gaussian: it reaches mean and covariance to a tenth.
func TestLinearGReachesATiltedGaussian(t *testing.T) {
	game := mustNew(t, settings(func(s *Settings) {
		s.Data, s.G.Hidden, s.Batch = tilted{}, nil, 128
		s.Penalties.Real, s.Average = .1, .99
		s.G.Rule.LearningRate, s.D.Rule.LearningRate = 2e-3, 4e-3
	}))
	if n := len(game.g.params); n != 6 {
		t.Fatalf("a linear G of the plane has %d parameters, not 2 x 2 + 2", n)
	}
	for range 3000 {
		game.Round()
	}
	const n = 20000 // the largest standard error is 4.25 √(2/n) = .04
	input, points := make([]float32, 2*n), make([]float32, 2*n)
	game.Draw(input, random.New(1, random.Show))
	game.Generate(points, input)
	for i, want := range [5]float64{1, 2, 1.01, 4.25, 1.95} {
		if got := moments(points)[i]; math.Abs(got-want) > .1*max(1, want) {
			t.Errorf("moment %d is %.3f, want %.3f", i, got, want)
		}
	}
}

// at is data of one point alone.
type at struct{ x, y float32 }

func (p at) Sample(dst []float32, _ *random.Stream) {
	n := len(dst) / 2
	for i := range n {
		dst[i], dst[n+i] = p.x, p.y
	}
}
func (at) Deviation() float64 { return 1 }

// A linear D is x W + b: of Wasserstein's game all it can do is pull towards the data's
// mean. With it, G of one layer with two units comes to the single point that the data is,
// from batches larger than the data.
func TestLinearDAndASinglePoint(t *testing.T) {
	game := mustNew(t, settings(func(s *Settings) {
		s.Data, s.G.Hidden, s.D.Hidden = at{.5, -1}, []int{2}, nil
		s.Loss, s.Penalties.Real, s.Penalties.Fake = "minimax", 1, 1
		rule := optim.Settings{Rule: "sgd", LearningRate: .05}
		s.G.Rule, s.D.Rule = rule, rule
	}))
	if n := len(game.d.params); n != 3 {
		t.Fatalf("a linear D of the plane has %d parameters, not 2 + 1", n)
	}
	points := []float32{.3, -2, 1, .7} // (.3, 1), (-2, .7)
	var out [2]float32
	game.Outputs(out[:], points, AmongReal)
	w := game.d.params
	for i, got := range out {
		if want := w[0]*points[i] + w[1]*points[2+i] + w[2]; math.Abs(float64(got-want)) > 1e-6 {
			t.Errorf("D of point %d is %v, and x W + b is %v", i, got, want)
		}
	}
	for range 4000 {
		game.Round()
	}
	const n = 2000
	input, made := make([]float32, 2*n), make([]float32, 2*n)
	game.Draw(input, random.New(1, random.Show))
	game.Generate(made, input)
	if m := moments(made); math.Abs(m[0]-.5) > .05 || math.Abs(m[1]+1) > .05 {
		t.Errorf("G's mean is (%.3f, %.3f), want (.5, -1)", m[0], m[1])
	}
}

// Every structure can be played by networks without hidden layers, by every loss, and with
// all that D can be given.
func TestEveryGameIsPlayedByLinearNetworks(t *testing.T) {
	for name, s := range remedies() {
		for _, change := range []func(*Settings){
			func(*Settings) {},
			func(s *Settings) { s.Minibatch, s.Features, s.SpectralNorm = Discrimination, true, true },
			func(s *Settings) { s.Minibatch, s.Loss = Deviation, "wgan" },
		} {
			s := s
			if s.Loss == "began" {
				continue
			}
			change(&s)
			s.G.Hidden, s.D.Hidden = nil, nil
			game := mustNew(t, s)
			game.Round()
			if game.Diverged() != nil {
				t.Errorf("%s: diverged at once", name)
			}
		}
	}
	game := mustNew(t, settings(func(s *Settings) { s.Loss, s.G.Hidden, s.D.Hidden = "began", nil, nil }))
	game.Round() // an autoencoder keeps its middle
	if n := len(game.d.params); n != 2+1+2+2 {
		t.Errorf("an autoencoder of nothing but a middle of one unit has %d parameters", n)
	}
}
