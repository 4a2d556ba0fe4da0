//go:build goexperiment.simd && !js && !amd64.v3

// Once is enough for what takes long: every build reaches the same bits.

package lab

import (
	"slices"
	"testing"
)

// diverging are experiments in which numbers leave all bounds, each by a cause of its own.
var diverging = []string{
	"#loss=wgan&clip=0&rule=sgd&g_lr=1&d_lr=1", "#loss=wgan-gp&gp=0&g_lr=1&d_lr=1", "#g_lr=1&d_lr=1", "#loss=lsgan&rule=sgd&g_lr=1&d_lr=1",
	"#defaults=1&loss=lsgan&rule=sgd&g_lr=1&d_lr=1", "#defaults=1&g_lr=1&d_lr=1", "#defaults=1&rule=momentum&momentum=0.999&g_lr=1&d_lr=1", "#defaults=1&r2=100&rule=sgd&d_lr=0.5",
	"#defaults=1&loss=minimax&rule=rmsprop&decay=0&g_lr=0.3&d_lr=0.3", "#defaults=1&loss=began&rule=momentum&momentum=0.999&g_lr=1&d_lr=1", "#defaults=1&loss=hinge&rule=sgd&g_lr=1&d_lr=1",
	"#defaults=1&unroll=3&rule=sgd&g_lr=1&d_lr=1&loss=wgan&clip=0&batch=64&d_layers=32,32", "#unroll=3&rule=sgd&g_lr=1&d_lr=1&loss=lsgan&batch=64&d_layers=32,32",
}

// After the first remedy, a run that has diverged does not do so again.
func TestFirstRemedyHolds(t *testing.T) {
	for _, link := range diverging {
		t.Run(link, func(t *testing.T) {
			t.Parallel()
			c, wrong := Decode(link)
			for _, err := range wrong {
				t.Fatal(&err)
			}
			l := New(c)
			for l.Divergence() == nil && l.Steps() < 400 {
				l.Step()
			}
			d := l.Diagnosis()
			if d.Code != "divergence" || len(d.Remedies) == 0 {
				t.Fatalf("after %d steps: %+v", l.Steps(), d)
			}
			if !slices.Contains(RemedyNames(), d.Remedies[0].Name) {
				t.Errorf("a remedy of no name: %+v", d.Remedies[0])
			}
			for _, x := range d.Remedies[0].Changes {
				if err := c.Set(x.Field, x.Value); err != nil {
					t.Fatal(err)
				}
			}
			again := New(c)
			for again.Steps() < max(400, 3*l.Steps()) {
				again.Step()
			}
			if d := again.Divergence(); d != nil {
				t.Errorf("%s diverges again: %+v", c.Encode(), *d)
			}
		})
	}
}

// Of Adam's averages only those are changed under which a run hardly comes to rest: a long one of gradients, a short one of their squares.
func TestCalmAverages(t *testing.T) {
	for link, want := range map[string][]Change{
		"": nil, "&beta1=0.99": {{"beta1", "0.9"}}, "&beta2=0.5": {{"beta2", "0.99"}}, "&beta1=0.9&beta2=0.99": nil,
	} {
		c, errs := Decode("#rule=adam&g_lr=1&d_lr=1" + link)
		if errs != nil {
			t.Fatal(errs)
		}
		changes := slices.DeleteFunc(New(c).calm().Changes, func(c Change) bool { return c.Field == "g_lr" || c.Field == "d_lr" })
		if !slices.Equal(changes, want) {
			t.Errorf("%q: %v, want %v", link, changes, want)
		}
	}
}

// A critic that something else bounds already is not clipped as well.
func TestWhatIsHeldIsNotClipped(t *testing.T) {
	for held, clips := range map[string]bool{"": true, "&gp=0.1": false, "&dragan=0.1": false, "&spectral_norm=true": false} {
		c, errs := Decode("#loss=wgan&clip=0&rule=sgd&g_lr=1&d_lr=1" + held)
		if errs != nil {
			t.Fatal(errs)
		}
		r := New(c).calm()
		if clipped := slices.ContainsFunc(r.Changes, func(c Change) bool { return c.Field == "clip" }); clipped != clips || (r.Name == "calm_clip") != clips {
			t.Errorf("%q: %v", held, r)
		}
	}
}
