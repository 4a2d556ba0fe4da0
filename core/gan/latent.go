package gan

import (
	"saddle/core/kernel"
	"saddle/core/random"
)

// Latent is the distribution of the generator's input z.
type Latent struct {
	Kind string // a name in Latents
	Dim  int    // columns of z
}

// Latents returns the names of the latent distributions: independent standard
// normals, and uniforms in [-1, 1).
func Latents() []string { return []string{"gaussian", "uniform"} }

// Draw fills z (n x Dim) with samples.
func (l Latent) Draw(z []float32, s *random.Stream) {
	if l.Kind == "uniform" {
		s.Uniform(z)
		kernel.Affine(z, z, 2, -1)
		return
	}
	s.Normal(z)
}
