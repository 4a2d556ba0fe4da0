//go:build goexperiment.simd

package lab

import (
	"math"
	"testing"
	"time"
)

// How long a round takes is planned in proportion: what a machine takes for any settings is
// about the same multiple of what was planned. Rounds of a usual size are played in turn with
// those that are compared, and of each the fastest counts: the machine may have more to do.
func TestSecondsAreInProportion(t *testing.T) {
	step := func(l *Lab) float64 {
		start := time.Now()
		l.Step()
		return time.Since(start).Seconds()
	}
	usual := New(Sizes()[1].Config)
	for _, link := range []string{
		"#defaults=1&g_layers=16,16&d_layers=16,16&batch=128", "#defaults=1&g_layers=128,128&d_layers=128,128&batch=512", "#defaults=1&d_layers=512,512&batch=512",
		"#defaults=1&d_activation=silu&g_activation=tanh", "#defaults=1&gp=1&r1=1&d_steps=3", "#defaults=1&unroll=3", "#defaults=1&consensus=1", "#defaults=1&minibatch=discrimination&batch=64",
		"#defaults=1&structure=mgan&latent_dim=64", "#defaults=1&structure=translate&cloud=moons&play=extragradient", "#defaults=1&batch=2048&g_layers=4&d_layers=4", "#defaults=1&loss=fgan-kl&pack=4&spectral_norm=true",
	} {
		c, wrong := Decode(link)
		for _, err := range wrong {
			t.Fatal(&err)
		}
		l, least, leastUsual := New(c), math.Inf(1), math.Inf(1)
		for range 25 {
			least, leastUsual = min(least, step(l)), min(leastUsual, step(usual))
		}
		if ratio := least / leastUsual / (c.Seconds(1) / usual.Seconds(1)); ratio < 1./4 || ratio > 4 {
			t.Errorf("%s takes %.2f times what was estimated", link, ratio)
		}
	}
}

// The pace is what a round of the usual size takes, against what was planned for it.
func TestMeasurePace(t *testing.T) {
	now := 0.
	pace := MeasurePace(10, func() float64 { now += 2; return now }) // each round takes two seconds
	if got := Sizes()[1].Config.Seconds(pace); math.Abs(got-2) > 1e-9 {
		t.Errorf("a round of 2 s is estimated at %v s", got)
	}
}
