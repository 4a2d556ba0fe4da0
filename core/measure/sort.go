package measure

import (
	"math"
	"slices"
)

// sorter sorts by radix, a byte at a time: a few thousand floats in a tenth of
// the time that comparisons take in wasm.
type sorter struct{ keys, other []uint32 }

// sort puts values in ascending order. NaNs come first and last.
func (s *sorter) sort(values []float32) {
	n := len(values)
	s.keys, s.other = slices.Grow(s.keys[:0], n)[:n], slices.Grow(s.other[:0], n)[:n]
	var starts [4][256]uint32 // of each byte's values: at first, how many there are
	for i, v := range values {
		// Negative floats ascend as their bits descend, and lie below the others.
		k := math.Float32bits(v)
		k ^= uint32(int32(k)>>31) | 1<<31
		s.keys[i] = k
		starts[0][k&255]++
		starts[1][k>>8&255]++
		starts[2][k>>16&255]++
		starts[3][k>>24]++
	}
	for pass := range starts {
		start := &starts[pass]
		var sum uint32
		for b, count := range start {
			start[b] = sum
			sum += count
		}
		shift := 8 * pass & 31
		for _, k := range s.keys {
			b := k >> shift & 255
			s.other[start[b]] = k
			start[b]++
		}
		s.keys, s.other = s.other, s.keys
	}
	for i, k := range s.keys {
		values[i] = math.Float32frombits(k ^ (^uint32(int32(k)>>31) | 1<<31))
	}
}
