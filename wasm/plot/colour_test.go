package plot

import "testing"

func TestColoursAreWrittenAsTheyAreRead(t *testing.T) {
	for _, s := range []string{"#000000", "#ffffff", "#0072b2", "#d55e00", "#010203", "#fefd80"} {
		if got := ParseColour(s).String(); got != s {
			t.Errorf("%s is written as %s", s, got)
		}
	}
	if got := (Colour{1, .5, 0, .25}).String(); got != "#ff8000" {
		t.Error(got)
	}
}

// A share of another colour: none leaves the first, all gives the second.
func TestMix(t *testing.T) {
	a, b := Colour{1, .5, 0, 1}, Colour{0, .25, 1, .5}
	for share, want := range map[float32]Colour{0: a, 1: b, .25: {.75, .4375, .25, .875}} {
		if got := a.Mix(b, share); got != want {
			t.Errorf("a share of %v: %v, want %v", share, got, want)
		}
	}
}
