package theory

import (
	"fmt"
	"math"
	"slices"
)

// Rule says how players move. A rule ignores the numbers it has no use for.
type Rule struct {
	Name        string  `json:"name"`        // in Rules
	Rate        float64 `json:"rate"`        // η, the learning rate of both, > 0
	Alternating bool    `json:"alternating"` // x moves first, then y, which sees it
	YSteps      int     `json:"ySteps"`      // alternating: moves of y for each of x
	Momentum    float64 `json:"momentum"`    // β: share of the last step that is kept, in (-1, 1)
	Gamma       float64 `json:"gamma"`       // consensus: weight, >= 0
	Cycle       int     `json:"cycle"`       // lookahead: steps before going back, >= 1
	Alpha       float64 `json:"alpha"`       // lookahead: how much of the way is kept, in (0, 1]
	C           float64 `json:"c"`           // historical: weight, >= 0
}

// rules list the update rules as people see them, with what they are known by:
//
//	simultaneous       z + η v(z)
//	alternating        x first, then y with the new x, YSteps times
//	momentum           z + η v(z) + β (z - z before) (Polyak, 1964)
//	negative-momentum  the same with β < 0, alternating (Gidel et al., 2019)
//	extragradient      z + η v(z + η v(z)) (Korpelevich, 1976)
//	optimistic         z + 2η v(z) - η v(z before), the first step being plain
//	                   (Popov, 1980; Daskalakis et al., 2018, eq 4)
//	lookahead          after each Cycle steps, back to Alpha of the way they have
//	                   gone (Chavdarova et al., 2021, algorithm 1)
//	consensus          v - γ ∇|v|²/2 in place of v (Mescheder et al., 2017, eq 5)
//	historical         the loss of each has c |z - mean of z so far|² added (Salimans
//	                   et al., 2016, section 3.3): on f = x y it decays as
//	                   t^(-1/(1+4c²)), not exponentially
var rules = []Rule{
	{Name: "simultaneous"},
	{Name: "alternating", Alternating: true},
	{Name: "momentum", Alternating: true, Momentum: .5},
	{Name: "negative-momentum", Alternating: true, Momentum: -.5},
	{Name: "extragradient"},
	{Name: "optimistic"},
	{Name: "lookahead", Cycle: 5, Alpha: .5},
	{Name: "consensus", Gamma: 1},
	{Name: "historical", C: .5},
}

// Rules returns the names of the update rules, in the order people see them.
func Rules() []string {
	var names []string
	for _, r := range rules {
		names = append(names, r.Name)
	}
	return names
}

// DefaultRule returns a rule with the numbers it is mostly shown with.
func DefaultRule(name string) (Rule, error) {
	i := slices.IndexFunc(rules, func(r Rule) bool { return r.Name == name })
	if i < 0 {
		return Rule{}, fmt.Errorf("theory: no update rule %q; there are %v", name, Rules())
	}
	r := rules[i]
	r.Rate, r.YSteps = .1, 1
	return r, nil
}

// Check says what is wrong with a rule, if anything.
func (r Rule) Check() error {
	if _, err := DefaultRule(r.Name); err != nil {
		return err
	}
	momentum := r.Name == "momentum" || r.Name == "negative-momentum"
	switch {
	case !(r.Rate > 0 && r.Rate <= 10):
		return fmt.Errorf("theory: the learning rate is %v; it must be a number above 0, up to 10", r.Rate)
	case r.together() && r.Alternating:
		return fmt.Errorf("theory: %s moves both players at once, and cannot alternate", r.Name)
	case r.alternates() && !(r.YSteps >= 1 && r.YSteps <= 100):
		return fmt.Errorf("theory: y makes 1 to 100 moves for each of x, not %d", r.YSteps)
	case momentum && !(math.Abs(r.Momentum) < 1):
		return fmt.Errorf("theory: the momentum is %v; it must be a number between -1 and 1", r.Momentum)
	case r.Name == "consensus" && !(r.Gamma >= 0 && r.Gamma <= 100):
		return fmt.Errorf("theory: the weight of consensus is %v; it must be a number from 0 to 100", r.Gamma)
	case r.Name == "lookahead" && !(r.Cycle >= 1 && r.Cycle <= 1000):
		return fmt.Errorf("theory: lookahead goes back after 1 to 1000 steps, not %d", r.Cycle)
	case r.Name == "lookahead" && !(r.Alpha > 0 && r.Alpha <= 1):
		return fmt.Errorf("theory: the part that lookahead keeps is %v; it must be a number above 0, up to 1", r.Alpha)
	case r.Name == "historical" && !(r.C >= 0 && r.C <= 100):
		return fmt.Errorf("theory: the weight of historical averaging is %v; it must be a number from 0 to 100", r.C)
	}
	return nil
}

// together says whether a rule is one of both players at once.
func (r Rule) together() bool { return r.Name == "extragradient" || r.Name == "optimistic" }

func (r Rule) alternates() bool { return r.Alternating || r.Name == "alternating" }

// cycle is how many steps one turn of the rule has: after it the rule starts afresh.
func (r Rule) cycle() int {
	if r.Name == "lookahead" {
		return r.Cycle
	}
	return 1
}
