// Package onnx writes models in the format of ONNX (https://onnx.ai), which other programs run:
// a protocol buffer of nodes, the numbers that are built in, and what goes in and out.
package onnx

import (
	"encoding/binary"
	"fmt"
	"math"
)

// Versions of the format, and of the operators: old enough for any program that runs models.
const (
	irVersion = 8
	opset     = 13
)

// Type is the type of a tensor's numbers.
type Type int

const (
	Float  Type = 1
	Int64  Type = 7
	Double Type = 11
)

// Rows stands for any number of rows in the shape of what goes in or out.
const Rows = -1

// Model is a model that is being put together. Values go by their names.
type Model struct {
	graph message
	names int
}

// Input adds something that goes in, under a name and in a shape, and returns its name.
func (m *Model) Input(name string, t Type, shape ...int) string {
	m.graph.message(11, value(name, t, shape))
	return name
}

// Output says that a value goes out under a name.
func (m *Model) Output(of, name string, t Type, shape ...int) {
	m.graph.message(1, node("Identity", []string{of}, name, nil))
	m.graph.message(12, value(name, t, shape))
}

// Node applies an operator of ONNX to values, and returns the result's name. Attributes are a
// name, then an int or a float32, []int or Type.
func (m *Model) Node(operator string, inputs []string, attributes ...any) string {
	name := m.fresh()
	m.graph.message(1, node(operator, inputs, name, attributes))
	return name
}

// Floats adds numbers of a shape, the last dimension contiguous, and returns their name.
func (m *Model) Floats(numbers []float32, shape ...int) string {
	var raw []byte
	for _, v := range numbers {
		raw = binary.LittleEndian.AppendUint32(raw, math.Float32bits(v))
	}
	return m.tensor(Float, raw, shape)
}

// Doubles is Floats for float64.
func (m *Model) Doubles(numbers []float64, shape ...int) string {
	var raw []byte
	for _, v := range numbers {
		raw = binary.LittleEndian.AppendUint64(raw, math.Float64bits(v))
	}
	return m.tensor(Double, raw, shape)
}

// Ints adds a list of whole numbers.
func (m *Model) Ints(numbers ...int) string {
	var raw []byte
	for _, v := range numbers {
		raw = binary.LittleEndian.AppendUint64(raw, uint64(v))
	}
	return m.tensor(Int64, raw, []int{len(numbers)})
}

// Bytes returns the model as a file, under a name and with a description.
func (m *Model) Bytes(name, about string) []byte {
	graph := append(message(nil), m.graph...)
	graph.text(2, name)
	var set, file message
	set.text(1, "")
	set.int(2, opset)
	file.int(1, irVersion)
	file.text(2, "Saddle")
	file.text(6, about)
	file.message(7, graph)
	file.message(8, set)
	return file
}

func (m *Model) fresh() string {
	m.names++
	return fmt.Sprintf("v%d", m.names)
}

func (m *Model) tensor(t Type, raw []byte, shape []int) string {
	name := m.fresh()
	var tensor message
	for _, n := range shape {
		tensor.int(1, n)
	}
	tensor.int(2, int(t))
	tensor.text(8, name)
	tensor.message(9, raw)
	m.graph.message(5, tensor)
	return name
}

// value describes what goes in or out.
func value(name string, t Type, shape []int) message {
	var sides, tensor, kind, v message
	for _, n := range shape {
		var side message
		if n == Rows {
			side.text(2, "rows")
		} else {
			side.int(1, n)
		}
		sides.message(1, side)
	}
	tensor.int(1, int(t))
	tensor.message(2, sides)
	kind.message(1, tensor)
	v.text(1, name)
	v.message(2, kind)
	return v
}

func node(operator string, inputs []string, output string, attributes []any) message {
	var n message
	for _, in := range inputs {
		n.text(1, in)
	}
	n.text(2, output)
	n.text(4, operator)
	for i := 0; i < len(attributes); i += 2 {
		var a message
		a.text(1, attributes[i].(string))
		switch v := attributes[i+1].(type) {
		case float32:
			a.float(2, v)
			a.int(20, 1)
		case int:
			a.int(3, v)
			a.int(20, 2)
		case Type:
			a.int(3, int(v))
			a.int(20, 2)
		case []int:
			for _, n := range v {
				a.int(8, n)
			}
			a.int(20, 7)
		default:
			panic(fmt.Sprintf("onnx: an attribute cannot be a %T", v))
		}
		n.message(5, a)
	}
	return n
}

// message is a protocol buffer: fields with numbers, one after the other.
type message []byte

func (m *message) int(field, v int) {
	*m = binary.AppendUvarint(*m, uint64(field<<3))
	*m = binary.AppendUvarint(*m, uint64(v))
}

func (m *message) float(field int, v float32) {
	*m = binary.AppendUvarint(*m, uint64(field<<3|5))
	*m = binary.LittleEndian.AppendUint32(*m, math.Float32bits(v))
}

func (m *message) message(field int, v []byte) {
	*m = binary.AppendUvarint(*m, uint64(field<<3|2))
	*m = binary.AppendUvarint(*m, uint64(len(v)))
	*m = append(*m, v...)
}

func (m *message) text(field int, v string) { m.message(field, []byte(v)) }
