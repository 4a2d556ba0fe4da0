package theory

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// GameSettings choose a game and its numbers. A game ignores the numbers it has no
// use for.
type GameSettings struct {
	Name string `json:"name"` // in Games

	Coupling   float64 `json:"coupling"`   // bilinear, quadratic: of x and y
	CurvatureX float64 `json:"curvatureX"` // quadratic: > 0
	CurvatureY float64 `json:"curvatureY"` // quadratic: > 0
	Epsilon    float64 `json:"epsilon"`    // almost-bilinear: > 0

	Loss   string  `json:"loss"`   // dirac: in DiracLosses
	R1     float64 `json:"r1"`     // dirac: weight of the penalty on D's slope at the real point
	R2     float64 `json:"r2"`     // dirac: and at the generated one
	Noise  float64 `json:"noise"`  // dirac: deviation of instance noise
	Clip   float64 `json:"clip"`   // dirac: bound of D's slope, 0 for none
	GP     float64 `json:"gp"`     // dirac: weight of WGAN-GP's penalty
	Target float64 `json:"target"` // dirac: the slope that it asks for
}

var games = []struct {
	name string
	make func(GameSettings) Game
}{{"bilinear", newBilinear}, {"dirac", newDirac}, {"quadratic", newPlane}, {"almost-bilinear", newAlmostBilinear}}

// Games returns the names of the games, in the order people see them.
func Games() []string {
	var names []string
	for _, g := range games {
		names = append(names, g.name)
	}
	return names
}

// DefaultGame returns a game with the numbers it is mostly shown with.
func DefaultGame(name string) (GameSettings, error) {
	s := GameSettings{Name: name, Coupling: 1, CurvatureX: .2, CurvatureY: .2, Epsilon: .5, Loss: "minimax", Target: 1}
	return s, s.Check()
}

// Check says what is wrong with the settings, if anything.
func (s GameSettings) Check() error {
	if !slices.Contains(Games(), s.Name) {
		return fmt.Errorf("theory: no game %q; there are %s", s.Name, strings.Join(Games(), ", "))
	}
	if s.Name == "dirac" && !slices.Contains(DiracLosses(), s.Loss) {
		return fmt.Errorf("theory: no loss %q of the Dirac-GAN; there are %s", s.Loss, strings.Join(DiracLosses(), ", "))
	}
	for _, n := range []struct {
		what     string
		value    float64
		positive bool
		of       string
	}{
		{"curvature in x", s.CurvatureX, true, "quadratic"}, {"curvature in y", s.CurvatureY, true, "quadratic"},
		{"epsilon", s.Epsilon, true, "almost-bilinear"},
		{"weight of R1", s.R1, false, "dirac"}, {"weight of R2", s.R2, false, "dirac"},
		{"deviation of instance noise", s.Noise, false, "dirac"}, {"clip", s.Clip, false, "dirac"},
		{"weight of the gradient penalty", s.GP, false, "dirac"}, {"slope asked for", s.Target, false, "dirac"},
	} {
		if n.of == s.Name && !(n.value >= 0 && n.value <= 100 && !(n.positive && n.value == 0)) {
			return fmt.Errorf("theory: the %s is %v; it must be a number %s, up to 100", n.what, n.value, map[bool]string{true: "above 0", false: "from 0"}[n.positive])
		}
	}
	if (s.Name == "bilinear" || s.Name == "quadratic") && !(math.Abs(s.Coupling) <= 100) {
		return fmt.Errorf("theory: the coupling is %v; it must be a number between -100 and 100", s.Coupling)
	}
	return nil
}

// NewGame returns a game of scalars.
func NewGame(s GameSettings) (Game, error) {
	if err := s.Check(); err != nil {
		return nil, err
	}
	i := slices.Index(Games(), s.Name)
	return games[i].make(s), nil
}
