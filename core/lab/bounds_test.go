package lab

import (
	"math"
	"strconv"
	"strings"
	"testing"
)

// What each number may be, as it was decided; both ends are taken, and nothing beyond.
func TestBounds(t *testing.T) {
	bounds := []struct {
		field       string
		least, most float64
	}{
		{"modes", 1, 16},
		{"radius", .25, 5},
		{"spacing", .1, 5},
		{"sigma", .005, 1},
		{"cloud_seed", 0, 4294967295},
		{"lsgan_a", -5, 5},
		{"lsgan_b", -5, 5},
		{"lsgan_c", -5, 5},
		{"began_gamma", .05, 1},
		{"real_label", .5, 1},
		{"d_steps", 1, 100},
		{"batch", 8, 2048},
		{"gp", 0, 100},
		{"dragan", 0, 100},
		{"r1", 0, 100},
		{"r2", 0, 100},
		{"penalty_end", 0, 1},
		{"clip", 0, 1},
		{"cycle", 0, 100},
		{"coarse", .1, 5},
		{"generators", 2, 32},
		{"diversity", 0, 10},
		{"classes", 2, 32},
		{"class_weight", 0, 10},
		{"pack", 1, 8},
		{"unroll", 0, 20},
		{"latent_dim", 1, 256},
		{"clusters", 2, 32},
		{"cluster_sigma", .001, 1},
		{"g_layers", 1, 512},
		{"d_layers", 1, 512},
		{"bottleneck", 1, 16},
		{"g_lr", 1e-6, 1},
		{"d_lr", 1e-6, 1},
		{"momentum", -.9, .999},
		{"decay", 0, .9999},
		{"beta1", 0, .999},
		{"beta2", 0, .9999},
		{"schedule_end", 0, 1},
		{"horizon", 100, 1e6},
		{"instance_noise", 0, 2},
		{"ema", 0, .9999},
		{"historical", 0, 10},
		{"consensus", 0, 100},
		{"lookahead", 0, 1000},
		{"lookahead_alpha", 0, 1},
		{"seed", 0, 4294967295},
	}
	known := map[string]bool{}
	for _, b := range bounds {
		known[b.field] = true
		f := find(b.field)
		if f == nil {
			t.Errorf("there is no %s", b.field)
			continue
		}
		whole := f.Kind != Float
		beyond := func(v, towards float64) float64 {
			if whole {
				return v + math.Copysign(1, towards)
			}
			return math.Nextafter(v, math.Inf(int(towards)))
		}
		for v, taken := range map[float64]bool{b.least: true, b.most: true, beyond(b.least, -1): false, beyond(b.most, 1): false, 10 * b.most: false} {
			text := strconv.FormatFloat(v, 'g', -1, 64)
			if whole {
				text = strconv.FormatFloat(v, 'f', -1, 64)
			}
			// The rest of the settings does not matter here, so none may stand against it.
			c := Default()
			c.Batch = 840 // whole packs of any size
			err := c.Set(b.field, text)
			if taken != (err == nil) {
				t.Errorf("%s=%s: %v", b.field, text, err)
			}
		}
	}
	for _, f := range schema {
		if (f.Kind == Int || f.Kind == Float || f.Kind == Layers || f.Kind == Seed) && !known[f.Name] {
			t.Errorf("nothing was decided for %s", f.Name)
		}
	}
}

// Some things cannot be played together, but can where one of them means nothing: each
// of these is taken and plays.
func TestExemptions(t *testing.T) {
	for _, test := range [][]string{
		// veegan has a loss of its own, whatever the loss is set to.
		{"loss=began", "structure=veegan", "minibatch=stddev"},
		{"loss=began", "structure=veegan", "pack=2"},
		{"loss=began", "structure=veegan", "features=autoencoder"},
		{"loss=d2gan", "structure=veegan", "r1=1"},
		{"loss=d2gan", "structure=veegan", "gp=1"},
		{"cloud=spiral", "structure=classifier", "labels=kmeans"},
		{"cloud=spiral", "labels=modes"},
		{"rule=momentum", "unroll=2"},
		{"batch=512", "minibatch=discrimination"},
		{"batch=64", "pack=8"},
	} {
		c := small(t, "batch", "64", "r1", "0")
		for _, pair := range test {
			name, text, _ := strings.Cut(pair, "=")
			if err := c.Set(name, text); err != nil {
				t.Fatalf("%v: %v", test, err)
			}
		}
		New(c).Step()
	}
}
