package lab

import (
	"bytes"
	"compress/flate"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"strings"

	"saddle/core/cloud"
)

// Points are written as pairs of 16-bit numbers, in steps of 1/4096 of the plane's
// unit, little-endian, in base64url without padding: five or six characters each; or, if
// that is shorter, packed.
const (
	MaxPoints = cloud.MaxPoints
	MaxPlace  = 7.5  // largest coordinate of a person's point
	grain     = 4096 // steps per unit
)

// PointsText returns the text of a person's points. They are rounded to 1/4096,
// and moved into the square from -MaxPlace to MaxPlace.
func PointsText(points []cloud.Point) string {
	var b []byte
	for _, p := range points {
		b = binary.LittleEndian.AppendUint16(b, quantise(p.X))
		b = binary.LittleEndian.AppendUint16(b, quantise(p.Y))
	}
	plain := base64.RawURLEncoding.EncodeToString(b)
	if text := deflated(steps(b)); len(text) < len(plain) {
		return text
	}
	return plain
}

func quantise(v float64) uint16 {
	if math.IsNaN(v) {
		return 0
	}
	return uint16(int16(settled(v) * grain))
}

// settled is the place that is written for a coordinate.
func settled(v float64) float64 {
	return math.RoundToEven(max(-MaxPlace, min(v, MaxPlace))*grain) / grain
}

// readPoints reads what PointsText has written.
func readPoints(text string) ([]cloud.Point, error) {
	b, err := read(text, 4*MaxPoints)
	if err != nil {
		return nil, err
	}
	if len(b)%4 != 0 {
		return nil, fmt.Errorf("half a point")
	}
	if strings.HasPrefix(text, packedMark) {
		b = stepped(b)
	}
	points := make([]cloud.Point, 0, len(b)/4)
	for ; len(b) > 0; b = b[4:] {
		x := float64(int16(binary.LittleEndian.Uint16(b))) / grain
		y := float64(int16(binary.LittleEndian.Uint16(b[2:]))) / grain
		if math.Abs(x) > MaxPlace || math.Abs(y) > MaxPlace {
			return nil, fmt.Errorf("a point outside")
		}
		points = append(points, cloud.Point{X: x, Y: y})
	}
	return points, nil
}

// steps writes pairs of numbers as the way from each pair to the next, small ones of either
// sign as small numbers, first all low bytes of x, then all high ones, then those of y: what
// flate packs best.
func steps(pairs []byte) []byte {
	n := len(pairs) / 4
	b := make([]byte, len(pairs))
	var last [2]uint16
	for i := range n {
		for axis := range last {
			v := binary.LittleEndian.Uint16(pairs[4*i+2*axis:])
			d := int16(v - last[axis])
			last[axis] = v
			z := uint16(d<<1) ^ uint16(d>>15)
			b[2*axis*n+i], b[(2*axis+1)*n+i] = byte(z), byte(z>>8)
		}
	}
	return b
}

// stepped returns the pairs of steps.
func stepped(b []byte) []byte {
	n := len(b) / 4
	pairs := make([]byte, len(b))
	var last [2]uint16
	for i := range n {
		for axis := range last {
			z := uint16(b[2*axis*n+i]) | uint16(b[(2*axis+1)*n+i])<<8
			last[axis] += z>>1 ^ -(z & 1)
			binary.LittleEndian.PutUint16(pairs[4*i+2*axis:], last[axis])
		}
	}
	return pairs
}

// packedMark is what the text of packed bytes begins with.
const packedMark = "."

// deflated returns the text of bytes that flate has packed.
func deflated(b []byte) string {
	var short bytes.Buffer
	w, err := flate.NewWriter(&short, flate.BestCompression)
	if err != nil {
		panic(err) // there is no such level
	}
	w.Write(b) // to memory, which does not fail
	w.Close()
	return packedMark + base64.RawURLEncoding.EncodeToString(short.Bytes())
}

// written returns the text of bytes, packed if that is shorter.
func written(b []byte) string {
	plain := base64.RawURLEncoding.EncodeToString(b)
	if text := deflated(b); len(text) < len(plain) {
		return text
	}
	return plain
}

// read reads what written has made, at most so many bytes.
func read(text string, most int) ([]byte, error) {
	short, isPacked := strings.CutPrefix(text, packedMark)
	if len(short) > base64.RawURLEncoding.EncodedLen(most) {
		return nil, fmt.Errorf("more than %d bytes", most)
	}
	b, err := base64.RawURLEncoding.Strict().DecodeString(short)
	if err != nil || !isPacked {
		return b, err
	}
	b, err = io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(b)), int64(most)+1))
	if err == nil && len(b) > most {
		err = fmt.Errorf("more than %d bytes", most)
	}
	return b, err
}
