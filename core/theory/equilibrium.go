package theory

import "math"

// Equilibrium is what a loss comes to when G is perfect, p = q, and D at its best,
// in the form in which it is trained.
type Equilibrium struct {
	Loss          string  `json:"loss"`
	Output        float64 `json:"output"`        // D's, where Known
	Known         bool    `json:"known"`         // whether there is just one such output
	Discriminator float64 `json:"discriminator"` // what D pays
	Generator     float64 `json:"generator"`     // what G pays
}

// Equilibria returns the equilibrium of each loss whose D compares p and q. The
// outputs are logits, scores or targets, as the loss has them: LSGAN's for the
// targets 0, 1, 1, f-GANs' of v, D2GAN's of both critics. Where only differences of
// outputs count, 0 stands for any constant: hinge's within the margin, and WGAN-GP's
// with a slope of 1, which it keeps even where there is nothing to tell apart.
//
// BEGAN is left out, its critic being an autoencoder: at balance AE(y) = γ AE(x), so
// D pays (1 - kγ) AE(x), G pays γ AE(x), and M = AE(x); how small AE(x) gets, and at
// which k, depends on the network (Berthelot et al., 2017, sections 3.3-3.4).
func Equilibria() []Equilibrium {
	const guess = math.Ln2 // -log 1/2
	return []Equilibrium{
		{"minimax", 0, true, 2 * guess, -guess},
		{"nonsaturating", 0, true, 2 * guess, guess},
		{"lsgan", .5, true, .25, .125},
		{"wgan", 0, false, 0, 0},
		{"wgan-gp", 0, false, 0, 0},
		{"hinge", 0, false, 2, 0},
		{"rpgan", 0, false, guess, guess},
		{"ragan", 0, false, guess, guess},
		{"fgan-kl", 1, true, 0, -1},
		{"fgan-reverse-kl", 0, true, 0, 1},
		{"fgan-pearson", 0, true, 0, 0},
		{"fgan-hellinger", 0, true, 0, 0},
		{"d2gan", 1, true, 2, -1},
	}
}
