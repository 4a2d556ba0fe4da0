package plot

import (
	"math"
	"strconv"
	"strings"
)

// Tick is a place on an axis, and the number that stands there.
type Tick struct {
	At   float64
	Text string
}

// Ticks returns about n round numbers between two, evenly apart.
func Ticks(from, to float64, n int) []Tick {
	step := TickStep(to-from, n)
	var ticks []Tick
	for k := math.Ceil(from / step); k*step <= to && len(ticks) < 10*n; k++ {
		ticks = append(ticks, Tick{k * step, tickText(k*step, step)})
	}
	return ticks
}

// tickText writes a multiple of a step, with as many digits as tell it from the next.
func tickText(v, step float64) string {
	if v == 0 {
		return "0"
	}
	power := math.Floor(math.Log10(step) + 1e-9)
	var text string
	if math.Abs(v) < 1e6 && power >= -4 {
		text = strconv.FormatFloat(v, 'f', int(max(0, -power)), 64)
		if strings.Contains(text, ".") {
			text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
		}
	} else {
		digits := math.Floor(math.Log10(max(math.Abs(v), step))+1e-9) - power
		text = strconv.FormatFloat(v, 'e', int(max(0, digits)), 64)
		text = strings.NewReplacer("e+0", "e", "e-0", "e-", "e+", "e").Replace(text)
	}
	return strings.ReplaceAll(text, "-", "−")
}
