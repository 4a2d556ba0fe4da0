// Package safetensors writes and reads named float32 tensors in the safetensors format
// (Hugging Face, https://github.com/huggingface/safetensors): the header's length as a
// little-endian uint64, a header in JSON, and the numbers, one tensor after the other.
package safetensors

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
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
	Type    string   `json:"dtype"`
	Shape   []int    `json:"shape"`
	Offsets [2]int64 `json:"data_offsets"`
}

const (
	metadata  = "__metadata__" // a name in the header that is no tensor
	maxHeader = 1 << 22        // bytes
)

// Write writes tensors of different names. The names must be valid UTF-8.
func Write(w io.Writer, tensors []Tensor) error {
	header := map[string]entry{}
	var size int64
	for _, t := range tensors {
		n, ok := count(t.Shape)
		if !ok || n != int64(len(t.Data)) {
			return fmt.Errorf("safetensors: %s has %d numbers and the shape %v", t.Name, len(t.Data), t.Shape)
		}
		if _, twice := header[t.Name]; twice || t.Name == metadata {
			return fmt.Errorf("safetensors: two things are called %s", t.Name)
		}
		header[t.Name] = entry{"F32", t.Shape, [2]int64{size, size + 4*n}}
		size += 4 * n
	}
	text, err := json.Marshal(header)
	if err != nil {
		return err
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
	if length > maxHeader || length > uint64(len(file)-8) {
		return nil, fmt.Errorf("the header of the tensors is said to have %d bytes, more than there can be", length)
	}
	text, data := file[8:8+length], file[8+length:]
	var header map[string]json.RawMessage
	if err := json.Unmarshal(text, &header); err != nil {
		return nil, errors.New("the header of the tensors is not JSON")
	}
	delete(header, metadata)
	var entries []entry
	var tensors []Tensor
	for name, raw := range header {
		var e entry
		if err := json.Unmarshal(raw, &e); err != nil || e.Type != "F32" {
			return nil, fmt.Errorf("the tensor %s is not described as float32 numbers of a shape", shorten(name))
		}
		n, ok := count(e.Shape)
		if !ok || e.Offsets[0] < 0 || e.Offsets[1] > int64(len(data)) || e.Offsets[1]-e.Offsets[0] != 4*n {
			return nil, fmt.Errorf("the tensor %s does not lie where the header says", shorten(name))
		}
		entries = append(entries, e)
		tensors = append(tensors, Tensor{Name: name, Shape: e.Shape})
	}
	order := make([]int, len(entries))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		x, y := entries[a].Offsets, entries[b].Offsets
		return slices.Compare(x[:], y[:])
	})
	sorted := make([]Tensor, 0, len(tensors))
	var end int64
	for _, i := range order {
		if entries[i].Offsets[0] != end {
			return nil, fmt.Errorf("the tensor %s overlaps another, or leaves a hole", shorten(tensors[i].Name))
		}
		end = entries[i].Offsets[1]
		bits := data[entries[i].Offsets[0]:end]
		t := tensors[i]
		t.Data = make([]float32, len(bits)/4)
		for j := range t.Data {
			t.Data[j] = math.Float32frombits(binary.LittleEndian.Uint32(bits[4*j:]))
		}
		sorted = append(sorted, t)
	}
	if end != int64(len(data)) {
		return nil, fmt.Errorf("%d bytes follow the last tensor", int64(len(data))-end)
	}
	return sorted, nil
}

// count returns how many numbers a shape has; false if it is none that a file can hold.
func count(shape []int) (int64, bool) {
	const most = 1 << 40
	n := int64(1)
	for _, d := range shape {
		if d < 0 || d > most || (d > 0 && n > most/int64(d)) {
			return 0, false
		}
		n *= int64(d)
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
