// Package random draws the numbers that reach an experiment's state. The bits
// come from math/rand/v2's PCG; everything made of them is made by our own
// kernels, so a seed gives the same numbers on every machine.
package random

import (
	"encoding/binary"
	"math/rand/v2"

	"saddle/core/kernel"
)

// Purpose separates the streams of one seed, so that drawing more of one kind
// never changes another.
type Purpose uint64

const (
	Data      Purpose = iota + 1 // which real points are drawn
	Latent                       // the generator's noise
	Init                         // initial weights
	Penalty                      // where penalties look
	Shape                        // the cloud itself, where it is random
	Show                         // samples for views and measures; never trained on
	Blur                         // noise on what D sees
	Reservoir                    // which rows of a file are kept
)

// Stream is a sequence of random numbers. It is not safe for concurrent use.
type Stream struct {
	pcg  rand.PCG
	bits []uint32
}

// New returns the stream of a seed for a purpose.
func New(seed uint64, p Purpose) *Stream {
	s := new(Stream)
	s.pcg.Seed(seed, uint64(p))
	return s
}

// Place returns where in its sequence the stream is: what it draws next depends on
// nothing else.
func (s *Stream) Place() (hi, lo uint64) {
	var written [20]byte // "pcg:", and both halves
	b, err := s.pcg.AppendBinary(written[:0])
	if err != nil || len(b) != len(written) {
		panic("random: a PCG is written in another form than it was")
	}
	return binary.BigEndian.Uint64(b[4:]), binary.BigEndian.Uint64(b[12:])
}

// GoTo goes to a place of the sequence.
func (s *Stream) GoTo(hi, lo uint64) { s.pcg.Seed(hi, lo) }

// Words fills dst with uniform 32-bit words.
func (s *Stream) Words(dst []uint32) {
	for i := 0; i+1 < len(dst); i += 2 {
		w := s.pcg.Uint64()
		dst[i], dst[i+1] = uint32(w), uint32(w>>32)
	}
	if len(dst)%2 == 1 {
		dst[len(dst)-1] = uint32(s.pcg.Uint64())
	}
}

// Uniform fills dst with uniform numbers in [0, 1).
func (s *Stream) Uniform(dst []float32) {
	bits := s.words(len(dst))
	for i, w := range bits {
		dst[i] = float32(w>>8) * (1.0 / (1 << 24))
	}
}

// Normal fills dst with independent standard normals.
func (s *Stream) Normal(dst []float32) {
	even := len(dst) &^ 1
	kernel.Normal(dst[:even], s.words(even))
	if even < len(dst) {
		var pair [2]float32
		kernel.Normal(pair[:], s.words(2))
		dst[even] = pair[0]
	}
}

// Intn returns a uniform integer in [0, n), n > 0.
func (s *Stream) Intn(n int) int { // Lemire's multiplication; the bias, below n/2³², is harmless here.
	return int(uint64(uint32(s.pcg.Uint64())) * uint64(n) >> 32)
}

// words returns n words in a buffer that the next call reuses.
func (s *Stream) words(n int) []uint32 {
	if cap(s.bits) < n {
		s.bits = make([]uint32, n)
	}
	s.bits = s.bits[:n]
	s.Words(s.bits)
	return s.bits
}
