package sweep

import (
	"math"
	"strconv"
	"strings"

	"saddle/core/lab"
)

// readRange reads first..last, first..last+step or first..last*factor.
func readRange(name, text, first, rest string, most int) (item, error) {
	refused := wrong("not_range", "field", name, "value", shorten(text))
	last, by, times := rest, "1", false
	if i := operator(rest); i >= 0 {
		last, by, times = rest[:i], rest[i+1:], rest[i] == '*'
	}
	var ends [3]float64
	for i, s := range []string{first, last, by} {
		v, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
		if err != nil || math.IsNaN(v) || math.Abs(v) > 1e15 {
			return item{}, refused
		}
		ends[i] = v + 0 // + 0 makes -0 plain
	}
	numbers, ok := between(ends[0], ends[1], ends[2], times, most)
	switch {
	case !ok:
		return item{}, refused
	case len(numbers) > most:
		return item{}, wrong("too_many_values", "max", MaxValues)
	}
	it := item{text: plain(ends[0]) + ".." + plain(ends[1])}
	switch {
	case times:
		it.text += "*" + plain(ends[2])
	case ends[2] != 1:
		it.text += "+" + plain(ends[2])
	}
	for _, v := range numbers {
		change, err := readChange(name, plain(v))
		if err != nil {
			return item{}, err
		}
		it.values = append(it.values, []lab.Change{change})
	}
	return it, nil
}

// operator returns the place of the first * or + that is not the sign of a number or of its
// exponent; -1 if there is none.
func operator(text string) int {
	for i := 1; i < len(text); i++ {
		if text[i] == '*' || text[i] == '+' && text[i-1] != 'e' && text[i-1] != 'E' {
			return i
		}
	}
	return -1
}

// between returns the numbers from first to last, or one more than most of them; false where
// no number of steps leads from one to the other's side. Numbers on the way have twelve
// digits, as somebody would write them: 0.3, not 0.30000000000000004.
func between(first, last, by float64, times bool, most int) ([]float64, bool) {
	const close = 1e-9 // of a step: as good as there
	if times && !(first*last > 0 && by > 0 && by != 1 && (last/first == 1 || (math.Abs(last/first) > 1) == (by > 1))) {
		return nil, false
	}
	if !times && !(by != 0 && (last-first)/by >= 0) {
		return nil, false
	}
	var list []float64
	v := first
	for i := 0; len(list) <= most; i++ {
		var left float64 // steps to go
		if times {
			left = (last/v - 1) / (by - 1)
		} else {
			v = first + float64(float64(i)*by)
			left = (last - v) / by
		}
		switch {
		case math.Abs(left) <= close:
			return append(list, last), true
		case left < 0:
			return list, true
		case i == 0:
			list = append(list, first)
		default:
			list = append(list, digits(v))
		}
		if times {
			v *= by
		}
	}
	return list, true
}

// digits rounds to twelve digits.
func digits(v float64) float64 {
	v, _ = strconv.ParseFloat(strconv.FormatFloat(v, 'g', 12, 64), 64)
	return v
}

// plain writes a number, without an exponent where it is whole.
func plain(v float64) string {
	if v == math.Trunc(v) {
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return strconv.FormatFloat(v, 'g', -1, 64)
}
