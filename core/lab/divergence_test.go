package lab

import (
	"math"
	"testing"
)

// The round in which a number leaves all bounds is named, whenever anybody looks.
func TestDivergenceIsNamed(t *testing.T) {
	c, _ := Decode("#defaults=1&loss=wgan&clip=0&rule=sgd&g_lr=1&d_lr=1")
	l := New(c)
	for range 50 {
		l.Step()
	}
	d := l.Divergence()
	if d == nil || l.Diagnosis().Code != "divergence" || l.Diagnosis().Divergence != d {
		t.Fatalf("no divergence in %d steps: %+v", l.Steps(), l.Diagnosis())
	}
	// By what is seen of single rounds from outside.
	l = New(c)
	for l.Steps() < d.Step-1 {
		l.Step()
	}
	if l.Divergence() != nil {
		t.Errorf("a divergence in step %d is told of at step %d", d.Step, l.Steps())
	}
	slow := l.StepSlowly(1, 1)
	if got := map[string]float64{"d_loss": slow.DLoss, "g_loss": slow.GLoss}[d.Sign]; !(math.Abs(got-d.Value) < 1e-3*math.Abs(d.Value)) || math.Abs(d.Value) < 1e6 {
		t.Errorf("%s has grown to %v, it is said; it is %v", d.Sign, d.Value, got)
	}
	if l.Divergence() == nil || *l.Divergence() != *d {
		t.Errorf("played slowly, it diverges otherwise: %+v", l.Divergence())
	}
}
