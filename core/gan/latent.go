package gan

import (
	"math"

	"saddle/core/kernel"
	"saddle/core/random"
)

// Latent is the distribution of the generator's input z.
type Latent struct {
	Kind     string  // a name in Latents
	Dim      int     // columns of z
	Clusters int     // mixture: how many there are
	Sigma    float64 // mixture: deviation within each
}

// Latents returns the names of the latent distributions: independent standard
// normals; uniforms in [-1, 1); and a mixture of Gaussians, "clustered", from
// which modes can be made without bridges between them (after Xiao et al., 2018,
// BourGAN, who place the centres by the data).
func Latents() []string { return []string{"gaussian", "uniform", "mixture"} }

// Draw fills z (n x Dim) with samples.
func (l Latent) Draw(z []float32, s *random.Stream) {
	switch l.Kind {
	case "uniform":
		s.Uniform(z)
		kernel.Affine(z, z, 2, -1)
	case "mixture":
		s.Normal(z)
		kernel.Affine(z, z, float32(l.Sigma), 0)
		n := len(z) / l.Dim
		for i := range n {
			x, y := l.Centre(s.Intn(l.Clusters))
			z[i] += x
			if l.Dim > 1 {
				z[n+i] += y
			}
		}
	default:
		s.Normal(z)
	}
}

// Centre returns where cluster k of a mixture lies in the first two dimensions:
// evenly spaced on a circle, or, if there is but one dimension, on a line. In the
// others it lies at 0. Like a standard normal, the centres have unit variance.
func (l Latent) Centre(k int) (x, y float32) {
	if l.Dim == 1 {
		const unit = 1.7320508 // half the length of a line with unit variance
		return unit * (2*(float32(k)+.5)/float32(l.Clusters) - 1), 0
	}
	sin, cos := kernel.SinCosTurnOf(float32(k) / float32(l.Clusters))
	return float32(math.Sqrt2 * cos), float32(math.Sqrt2 * sin)
}

// Cluster returns the cluster of a mixture whose centre is nearest to z, by its first
// two dimensions; the second is 0 where there is none.
func (l Latent) Cluster(z0, z1 float32) int {
	best, least := 0, math.Inf(1)
	for k := range l.Clusters {
		x, y := l.Centre(k)
		if d := math.Hypot(float64(z0-x), float64(z1-y)); d < least {
			best, least = k, d
		}
	}
	return best
}
