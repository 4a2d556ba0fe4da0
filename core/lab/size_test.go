package lab

import (
	"runtime"
	"strings"
	"testing"
)

// What an experiment holds is within what is counted before it is begun, which is what it is
// refused by, and not much less.
func TestMemoryIsAsCounted(t *testing.T) {
	for _, link := range []string{
		"#", "#defaults=1", "#defaults=1&unroll=3&gp=1&dragan=1&r1=1&r2=1",
		"#defaults=1&structure=translate&cloud=moons&source=circle&unroll=3&gp=1", "#defaults=1&batch=512&minibatch=discrimination&unroll=1",
		"#defaults=1&batch=512&d_layers=256,256&g_layers=256,256&consensus=1&gp=1&dragan=1&r1=1&r2=1", "#defaults=1&structure=veegan&batch=512&d_layers=256,256&g_layers=256,256&consensus=1&gp=1",
		"#defaults=1&structure=translate&cloud=moons&source=circle&batch=512&d_layers=256,256&g_layers=256,256&consensus=1&gp=1&r1=1", "#defaults=1&batch=2048&d_layers=512,512",
		"#defaults=1&structure=mgan&latent_dim=256&generators=32", "#defaults=1&batch=8&d_layers=512,512&g_layers=512,512&historical=1&lookahead=5&play=extragradient&ema=.9&rule=optimistic-adam",
		"#defaults=1&structure=classifier&cloud=grid&modes=16&batch=1024", "#defaults=1&latent_dim=256&structure=infogan&classes=32&features=autoencoder&pack=8",
	} {
		c, wrong := Decode(link)
		if len(wrong) > 0 {
			t.Fatalf("%s: %v", link, &wrong[0])
		}
		size, err := c.size()
		if err != nil {
			t.Fatalf("%s: %v", link, err)
		}
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		l := New(c)
		l.Arrows(l.Real(), make([]float32, len(l.Real())))
		runtime.GC()
		runtime.ReadMemStats(&after)
		runtime.KeepAlive(l)
		const other = 20 << 20 // the data, what measures it, and the graph itself
		held := float64(after.HeapAlloc) - float64(before.HeapAlloc)
		if counted := 4 * float64(size.Floats); held > other+counted || held < counted/2 {
			t.Errorf("%s holds %.0f MB; %.0f MB were counted", link, held/1e6, counted/1e6)
		}
	}
}

// Of MGAN every generator has a first layer of its own, on the whole latent: its memory grows
// as the latent does.
func TestManyGeneratorsOfAManyDimensionalLatent(t *testing.T) {
	for link, most := range map[string]int{
		"#defaults=1&structure=mgan&latent_dim=256&generators=32":            40e6,
		"#defaults=1&structure=mgan&latent_dim=256&generators=32&batch=2048": 100e6,
	} {
		c, wrong := Decode(link)
		if len(wrong) > 0 {
			t.Fatalf("%s: %v", link, &wrong[0])
		}
		if size, err := c.size(); err != nil || size.Floats > most {
			t.Errorf("%s holds %d numbers (%v)", link, size.Floats, err)
		}
	}
}

// Whatever is set last may be what makes an experiment too large: its link would be
// refused, too.
func TestTooLargeHoweverItIsReached(t *testing.T) {
	const most = "512,512,512,512,512,512,512,512"
	for link, sets := range map[string][]string{
		"#defaults=1&batch=512&unroll=17&d_layers=512,512": {"batch=1024", "gp=1", "dragan=1", "r1=1", "r2=1", "minibatch=discrimination", "unroll=20",
			"structure=translate", "d_layers=" + most},
		"#defaults=1&batch=2048&g_layers=" + most + "&d_layers=" + most: {"consensus=1", "unroll=1"},
	} {
		for _, set := range sets {
			c, wrong := Decode(link)
			if len(wrong) > 0 {
				t.Fatalf("%s: %v", link, &wrong[0])
			}
			name, text, _ := strings.Cut(set, "=")
			if err := c.Set(name, text); err == nil || err.Code != "too_large" {
				t.Errorf("%s after %s: %v", set, link, err)
			}
		}
	}
}
