package lab

import "math"

// Diagnosis names what goes wrong in an experiment, and what may help.
type Diagnosis struct {
	Code       string      `json:"code"`       // "" for nothing, or one of DiagnosisCodes
	Divergence *Divergence `json:"divergence"` // nil for any other code
	Remedies   []Remedy    `json:"remedies"`   // best first
}

// Divergence is the first number that left all bounds.
type Divergence struct {
	Sign  string  `json:"sign"` // one of gan.Signs
	Value float64 `json:"value"`
	Step  int     `json:"step"` // the round in which it did
}

// Divergence returns how the training has diverged, and nil while it has not. What follows
// means nothing any more.
func (l *Lab) Divergence() *Divergence { return l.divergence }

// DiagnosisCodes returns every Code there is: numbers that have left all bounds;
// a generator that gets next to no gradient; points in few of the modes; and
// points that keep leaving modes for others.
func DiagnosisCodes() []string {
	return []string{"divergence", "starvation", "collapse", "oscillation"}
}

// Diagnose looks at the course of the measures. It is cheap enough to be asked after
// every Measure.
func (l *Lab) Diagnosis() Diagnosis {
	if l.divergence != nil {
		return Diagnosis{"divergence", l.divergence, append([]Remedy{l.calm()}, l.open(one("r1", "0.1"))...)}
	}
	h := l.History()
	n := h.Len()
	if n == 0 {
		return Diagnosis{}
	}
	last := func(name string) float64 { return h.Column(name)[n-1] }
	const young = 200 // steps in which nothing is wrong yet
	if l.steps < young {
		return Diagnosis{}
	}
	most := 0.0
	for _, g := range h.Column("g_gradient") {
		most = max(most, g)
	}
	if g := last("g_gradient"); g < 1e-2*most && last("d_accuracy") > .99 {
		return l.diagnose("starvation", one("loss", "nonsaturating"), one("r1", "0.1"), one("d_lr", number(l.config.DRate/4)))
	}
	total := last("modes_total")
	if total < 2 {
		return Diagnosis{}
	}
	// What is missing now and was found a while ago comes and goes; what has been
	// missing all along has collapsed. A game that has all modes again, and keeps them,
	// has come to rest.
	shares := h.Column("modes_share")
	early, lost := h.at(l.steps/2), 0.0
	for i := early + 1; i < n; i++ {
		lost += max(0, shares[i-1]-shares[i])
	}
	late, missing := h.at(l.steps*3/4), 0
	for _, share := range shares[late:] {
		if share < total {
			missing++
		}
	}
	switch {
	case lost >= 2*total && n-early >= 8 && 3*missing >= n-late && l.steps >= 5*young:
		return l.diagnose("oscillation", one("schedule", "cosine"), one("ema", "0.99"), one("r1", "0.1"))
	case last("reverse_kl") >= math.Log(4./3) && l.steps >= 3*young: // as if a quarter of the modes had no point
		return l.diagnose("collapse", one("pack", "2"), one("r1", "0.1"), one("unroll", "5"))
	}
	return Diagnosis{}
}

func (l *Lab) diagnose(code string, remedies ...Remedy) Diagnosis {
	return Diagnosis{Code: code, Remedies: l.open(remedies...)}
}
