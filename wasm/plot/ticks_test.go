package plot

import (
	"strings"
	"testing"
)

func TestTicksAreRoundNumbers(t *testing.T) {
	for _, test := range []struct {
		from, to float64
		want     string
	}{
		{-2.4, 2.4, "−2 −1 0 1 2"},
		{-1.2, 1.2, "−1 −0.5 0 0.5 1"},
		{-9, 9, "−5 0 5"},
		{150.2, 189.9, "160 170 180"},
		{1e-3, 4.9e-3, "0.001 0.002 0.003 0.004"},
		{1e-4, 4.9e-4, "0.0001 0.0002 0.0003 0.0004"},
		{.9e-5, 4.9e-5, "1e−5 2e−5 3e−5 4e−5"},
		{2e-7, 9e-7, "2e−7 4e−7 6e−7 8e−7"},
		{-3e-7, 3e-7, "−2e−7 0 2e−7"},
		{4e12, 7e12, "4e12 5e12 6e12 7e12"},
		{3e9 - 2.1, 3e9 + 2.1, "2.999999998e9 2.999999999e9 3.000000000e9 3.000000001e9 3.000000002e9"},
	} {
		var got []string
		for _, tick := range Ticks(test.from, test.to, 5) {
			if tick.At < test.from || tick.At > test.to {
				t.Errorf("from %v to %v there is a tick at %v", test.from, test.to, tick.At)
			}
			got = append(got, tick.Text)
		}
		if text := strings.Join(got, " "); text != test.want {
			t.Errorf("from %v to %v: %s, want %s", test.from, test.to, text, test.want)
		}
	}
}
