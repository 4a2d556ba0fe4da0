package lab

import (
	"runtime"
	"strings"
	"testing"
)

// What an experiment takes is within what its settings let one expect, which is what
// they are refused by: nothing grows faster than the estimate says.
func TestMemoryIsWithinTheEstimate(t *testing.T) {
	for _, link := range []string{
		"#", "#consensus=1&gp=1&dragan=1&r1=1&r2=1", "#unroll=3&gp=1&dragan=1&r1=1&r2=1", "#unroll=3&r1=1",
		"#structure=translate&cloud=moons&source=circle&unroll=3&gp=1", "#defaults=1&batch=512&minibatch=discrimination&unroll=1",
		"#batch=512&d_layers=256,256&g_layers=256,256&consensus=1&gp=1&dragan=1&r1=1&r2=1", "#structure=veegan&batch=512&d_layers=256,256&g_layers=256,256&consensus=1&gp=1",
		"#structure=translate&cloud=moons&source=circle&batch=512&d_layers=256,256&g_layers=256,256&consensus=1&gp=1&r1=1", "#batch=2048&d_layers=512,512",
	} {
		c, wrong := Decode(link)
		if len(wrong) > 0 {
			t.Fatalf("%s: %v", link, &wrong[0])
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		New(c)
		runtime.ReadMemStats(&after)
		const other = 20 << 20 // networks, samples and what is shown of them
		if took := float64(after.TotalAlloc - before.TotalAlloc); took > other+5*c.floats() {
			t.Errorf("%s takes %.0f MB; %.0f million numbers were expected", link, took/1e6, c.floats()/1e6)
		}
	}
}

// Whatever is set last may be what makes an experiment too large: its link would be
// refused, too.
func TestTooLargeHoweverItIsReached(t *testing.T) {
	const most = "512,512,512,512,512,512,512,512"
	for link, sets := range map[string][]string{
		"#defaults=1&batch=512&unroll=11&d_layers=512,512": {"batch=1024", "gp=1", "dragan=1", "r1=1", "r2=1", "minibatch=discrimination", "unroll=20",
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
