// Package state carries what decides how a run goes on out of the memory of those
// who own it, and back. Each owner lists its parts; what follows from the settings
// is not among them.
package state

// Part is one piece of a state, in its owner's memory: exactly one of Floats, Number,
// Count and Stream is there.
type Part struct {
	Name   string    // what it is: g.layer0.weight, adam.m/d.layer0.bias
	Floats []float32 // a tensor, the last dimension contiguous
	Shape  []int     // of Floats
	Number *float64
	Count  *int
	Stream Stream
}

// Stream is a sequence of random numbers that can go on from any place.
type Stream interface {
	Place() (hi, lo uint64)
	GoTo(hi, lo uint64)
}

// Tensor returns a part that is a tensor.
func Tensor(name string, floats []float32, shape ...int) Part {
	return Part{Name: name, Floats: floats, Shape: shape}
}
