package gan

import "math"

// Sign is a number that grows without bound when a game diverges.
type Sign struct {
	Name  string // of Signs
	Value float64
}

// Signs are both players' losses and the distance of the generated points from the middle:
// the root of their mean square, in the networks' units.
func Signs() []string { return []string{"d_loss", "g_loss", "points"} }

// What goes well stays far below these bounds, and what has passed them does not come back.
const (
	mostLoss   = 1e6
	mostPoints = 1e4
)

// Diverged returns the first sign that is out of bounds, or no number, as the last round's
// minibatch had it; nil if none is.
func (game *Game) Diverged() *Sign {
	for i, most := range [...]float32{mostLoss, mostLoss, mostPoints * mostPoints} {
		if v := game.board.signs[i]; v <= most && v >= -most { // not NaN
			continue
		}
		v := float64(game.board.signs[i])
		if i == 2 {
			v = math.Sqrt(v)
		}
		return &Sign{Signs()[i], v}
	}
	return nil
}
