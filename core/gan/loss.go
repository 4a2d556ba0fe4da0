package gan

import ad "saddle/core/autodiff"

// Loss is what the two players minimise, written over D's output for the real
// points and for the generated ones, each n x Outputs.
type Loss struct {
	Name          string // in links and on the command line
	Discriminator func(real, fake *ad.Expr) *ad.Expr
	Generator     func(real, fake *ad.Expr) *ad.Expr
	Outputs       int  // D's: 0 means 1
	ZeroSum       bool // what G minimises is, up to what it cannot move, what D maximises
	Autoencoder   bool // D redraws what it sees; its output is minus the error

	// Logit is the log odds that a point is real, log p_data/p_g at D's best, as D's
	// output states them (n x 1); nil where the output is only a score.
	Logit func(output *ad.Expr) *ad.Expr
}

// Numbers are the constants that some losses can be given.
type Numbers struct {
	RealLabel float64   // minimax, nonsaturating: what D should say of real points, 1 unless smoothed
	A, B, C   float64   // lsgan: D's targets for generated and real points, and G's
	Gamma     float64   // began: the ratio of errors to hold
	Balance   []float32 // began: k, 1 number that moves while the game goes on
}

// losses lists every loss, in the order people see them.
var losses = []struct {
	name string
	make func(Numbers) Loss
}{
	{"minimax", minimax}, {"nonsaturating", nonsaturating}, {"lsgan", lsgan},
	{"wgan", wgan}, {"wgan-gp", wganGP}, {"began", began}, {"hinge", hinge},
	{"rpgan", rpgan}, {"ragan", ragan},
	{"fgan-kl", fganKL}, {"fgan-reverse-kl", fganReverseKL}, {"fgan-pearson", fganPearson},
	{"fgan-hellinger", fganHellinger}, {"d2gan", d2gan},
}

// Losses returns every loss's name, in the order people see them.
func Losses() []string {
	names := make([]string, len(losses))
	for i, l := range losses {
		names[i] = l.name
	}
	return names
}

// FindLoss returns the loss of that name.
func FindLoss(name string, n Numbers) (Loss, bool) {
	for _, l := range losses {
		if l.name == name {
			loss := l.make(n)
			loss.Name, loss.Outputs = name, max(loss.Outputs, 1)
			return loss, true
		}
	}
	return Loss{}, false
}

// itself is the Logit of a loss whose output is one.
func itself(f *ad.Expr) *ad.Expr { return f }

// oddsLogit returns the logarithm of odds that may, before D is good, be negative.
func oddsLogit(odds *ad.Expr) *ad.Expr { return ad.Log(ad.Clamp(odds, 1e-6, 1e6)) }
