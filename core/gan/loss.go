package gan

import ad "saddle/core/autodiff"

// Loss is what the two players minimise, written over D's logits: f(x) for the
// real points and f(y) for the generated ones, each batch x 1, where
// D = sigmoid f.
type Loss struct {
	Name          string // in links and on the command line
	Discriminator func(real, fake *ad.Expr) *ad.Expr
	Generator     func(real, fake *ad.Expr) *ad.Expr
}

// Losses returns every loss, in the order people see them.
func Losses() []Loss { return []Loss{minimax(), nonsaturating()} }

// FindLoss returns the loss of that name.
func FindLoss(name string) (Loss, bool) {
	for _, l := range Losses() {
		if l.Name == name {
			return l, true
		}
	}
	return Loss{}, false
}
