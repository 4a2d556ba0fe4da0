// Package safetensors writes and reads named float32 tensors in the safetensors format
// (Hugging Face, https://github.com/huggingface/safetensors): the header's length as a
// little-endian uint64, a header in JSON, and the numbers, one tensor after the other.
package safetensors

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"saddle/core/json"
)

// Tensor is numbers under a name. The last dimension of Shape is contiguous; no
// dimension is a single number.
type Tensor struct {
	Name  string
	Shape []int
	Data  []float32
}

// entry is what the header says of a tensor.
type entry struct {
	dtype   string
	shape   []int
	offsets []int // of the first byte, and of the first one after
}

func (e *entry) fields() []json.Field {
	return json.Fields("dtype", &e.dtype, "shape", &e.shape, "data_offsets", &e.offsets)
}

const metadata = "__metadata__" // a name in the header that is no tensor

// MaxHeader is the length of the longest header that is read, with its own length, in bytes.
const MaxHeader = 1 << 20

// Write writes tensors of different names. The names must be valid UTF-8.
func Write(w io.Writer, tensors []Tensor) error {
	var header []json.Field
	size := 0
	for _, t := range tensors {
		n, ok := count(t.Shape)
		if !ok || n != len(t.Data) || t.Name == metadata {
			return fmt.Errorf("safetensors: %s has %d numbers and the shape %v", t.Name, len(t.Data), t.Shape)
		}
		e := entry{"F32", t.Shape, []int{size, size + 4*n}}
		header = append(header, json.Field{Name: t.Name, Place: e.fields()})
		size += 4 * n
	}
	text, err := json.Append(nil, "", header)
	if err != nil {
		return fmt.Errorf("safetensors: %w", err)
	}
	for len(text)%8 != 0 { // so that numbers begin at a multiple of their size
		text = append(text, ' ')
	}
	var b bytes.Buffer
	b.Write(binary.LittleEndian.AppendUint64(nil, uint64(len(text))))
	b.Write(text)
	for _, t := range tensors {
		for _, v := range t.Data {
			b.Write(binary.LittleEndian.AppendUint32(b.AvailableBuffer(), math.Float32bits(v)))
		}
	}
	_, err = b.WriteTo(w)
	return err
}

// Read returns the tensors of a file, in the order of their numbers. Whatever the header
// claims, it allocates no more than the file has. An error is a sentence.
func Read(file []byte) ([]Tensor, error) {
	if len(file) < 8 {
		return nil, errors.New("the file of tensors ends within its first number")
	}
	length := binary.LittleEndian.Uint64(file)
	if length > MaxHeader-8 || length > uint64(len(file)-8) {
		return nil, fmt.Errorf("the header of the tensors is said to have %d bytes, more than there can be", length)
	}
	text, data := file[8:8+length], file[8+length:]
	var entries []entry
	var tensors []Tensor
	var wrong error // with a tensor
	err := json.Each(text, func(name string, value []byte) error {
		if name == metadata {
			return nil
		}
		var e entry
		err := json.Read(value, e.fields())
		n, ok := count(e.shape)
		switch {
		case err != nil || e.dtype != "F32" || e.shape == nil || len(e.offsets) != 2:
			wrong = fmt.Errorf("the tensor %s is not described as float32 numbers of a shape", shorten(name))
		case !ok || e.offsets[0] < 0 || e.offsets[1] > len(data) || e.offsets[1]-e.offsets[0] != 4*n:
			wrong = fmt.Errorf("the tensor %s does not lie where the header says", shorten(name))
		}
		entries = append(entries, e)
		tensors = append(tensors, Tensor{Name: name, Shape: e.shape})
		return wrong
	})
	if wrong != nil {
		return nil, wrong
	}
	if err != nil {
		return nil, errors.New("the header of the tensors is not JSON, or has two of a name")
	}
	order := make([]int, len(entries))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return slices.Compare(entries[a].offsets, entries[b].offsets) })
	sorted := make([]Tensor, 0, len(tensors))
	end := 0
	for _, i := range order {
		if entries[i].offsets[0] != end {
			return nil, fmt.Errorf("the tensor %s overlaps another, or leaves a hole", shorten(tensors[i].Name))
		}
		end = entries[i].offsets[1]
		bits := data[entries[i].offsets[0]:end]
		t := tensors[i]
		t.Data = make([]float32, len(bits)/4)
		for j := range t.Data {
			t.Data[j] = math.Float32frombits(binary.LittleEndian.Uint32(bits[4*j:]))
		}
		sorted = append(sorted, t)
	}
	if end != len(data) {
		return nil, fmt.Errorf("%d bytes follow the last tensor", len(data)-end)
	}
	return sorted, nil
}

// count returns how many numbers a shape has; false if it is none that a file can hold.
func count(shape []int) (int, bool) {
	const most = 1 << 28 // a gigabyte
	n := 1
	for _, d := range shape {
		if d < 0 || d > most || (d > 0 && n > most/d) {
			return 0, false
		}
		n *= d
	}
	return n, true
}

// shorten cuts a name to a length that fits a sentence.
func shorten(name string) string {
	const most = 60
	name = strings.ToValidUTF8(name, "\uFFFD")
	if r := []rune(name); len(r) > most {
		return string(r[:most]) + "…"
	}
	return name
}
