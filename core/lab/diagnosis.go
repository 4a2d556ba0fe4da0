package lab

import "math"

// Diagnosis names what goes wrong in an experiment, and what may help.
type Diagnosis struct {
	Code     string   `json:"code"` // "" for nothing, or one of DiagnosisCodes
	Remedies []Remedy `json:"remedies"`
}

// Remedy is a setting to try.
type Remedy struct {
	Field string `json:"field"`
	Value string `json:"value"`
}

// DiagnosisCodes returns every Code there is: numbers that have left all bounds;
// a generator that gets next to no gradient; points in few of the modes; and
// points that keep leaving modes for others.
func DiagnosisCodes() []string {
	return []string{"divergence", "starvation", "collapse", "oscillation"}
}

// RemedyFields returns the fields of all the remedies.
func RemedyFields() []string {
	return []string{"clip", "gp", "r1", "g_lr", "d_lr", "loss", "pack", "unroll", "ema", "schedule"}
}

// Diagnose looks at the course of the measures. It is cheap enough to be asked after
// every Measure.
func (l *Lab) Diagnosis() Diagnosis {
	h := &l.history
	n := h.Len()
	if n == 0 {
		return Diagnosis{}
	}
	last := func(name string) float64 { return h.Column(name)[n-1] }
	if diverged(last("g_loss"), last("d_loss")) || diverged(last("sliced_w")/l.Extent(), 0) {
		return l.diagnose("divergence", Remedy{"g_lr", number(l.config.GRate / 4)}, Remedy{"r1", "0.1"})
	}
	const young = 200 // steps in which nothing is wrong yet
	if l.steps < young {
		return Diagnosis{}
	}
	most := 0.0
	for _, g := range h.Column("g_gradient") {
		most = max(most, g)
	}
	if g := last("g_gradient"); g < 1e-2*most && last("d_accuracy") > .99 {
		return l.diagnose("starvation", Remedy{"loss", "nonsaturating"}, Remedy{"r1", "0.1"}, Remedy{"d_lr", number(l.config.DRate / 4)})
	}
	total := last("modes_total")
	if total < 2 {
		return Diagnosis{}
	}
	// What is missing now and was found a while ago comes and goes; what has been
	// missing all along has collapsed.
	early, lost := h.at(l.steps/2), 0.0
	for i := early + 1; i < n; i++ {
		lost += max(0, h.Column("modes_share")[i-1]-h.Column("modes_share")[i])
	}
	switch {
	case lost >= 2*total && n-early >= 8:
		return l.diagnose("oscillation", Remedy{"schedule", "cosine"}, Remedy{"ema", "0.99"}, Remedy{"r1", "0.1"})
	case last("reverse_kl") >= math.Log(4./3) && l.steps >= 3*young: // as if a quarter of the modes had no point
		return l.diagnose("collapse", Remedy{"pack", "2"}, Remedy{"r1", "0.1"}, Remedy{"unroll", "5"})
	}
	return Diagnosis{}
}

// diagnose leaves out remedies that are taken already, or do not go with the
// settings.
func (l *Lab) diagnose(code string, remedies ...Remedy) Diagnosis {
	d := Diagnosis{Code: code}
	for _, r := range remedies {
		c := l.config
		f := find(r.Field)
		taken := f.Kind == Float && r.Field[1:] != "_lr" && c.Get(r.Field).(float64) != 0 ||
			f.Kind == Int && c.Get(r.Field).(int) > 1 || c.Text(r.Field) == r.Value
		if !taken && c.Set(r.Field, r.Value) == nil && c.Unused(r.Field) == nil {
			d.Remedies = append(d.Remedies, r)
		}
	}
	return d
}

func diverged(a, b float64) bool {
	const most = 1e4
	bad := func(v float64) bool { return math.IsNaN(v) || math.Abs(v) > most }
	return bad(a) || bad(b)
}
