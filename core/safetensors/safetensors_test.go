package safetensors

import (
	"bytes"
	"encoding/binary"
	"math"
	"reflect"
	"strings"
	"testing"
)

func TestWriteAndRead(t *testing.T) {
	tensors := []Tensor{
		{"g.layer0.weight", []int{2, 3}, []float32{1, 2, 3, 4, 5, -6}},
		{"empty", []int{0, 4}, []float32{}},
		{"one", []int{}, []float32{float32(math.Inf(-1))}},
		{"điểm", []int{1}, []float32{1e-45}},
	}
	var b bytes.Buffer
	if err := Write(&b, tensors); err != nil {
		t.Fatal(err)
	}
	got, err := Read(b.Bytes())
	if err != nil || len(got) != len(tensors) {
		t.Fatal(got, err)
	}
	for i := range tensors {
		if !reflect.DeepEqual(got[i], tensors[i]) && len(tensors[i].Data) > 0 {
			t.Errorf("%v, want %v", got[i], tensors[i])
		}
	}
	if n := binary.LittleEndian.Uint64(b.Bytes()); n%8 != 0 {
		t.Errorf("numbers begin at byte %d", n+8)
	}
	for _, bad := range [][]Tensor{{{"a", []int{2}, make([]float32, 3)}}, {{"a", []int{1}, make([]float32, 1)}, {"a", []int{1}, make([]float32, 1)}}} {
		if Write(&b, bad) == nil {
			t.Errorf("%v was written", bad)
		}
	}
}

// file is a safetensors file of a header and so many bytes.
func file(header string, data int) []byte {
	b := binary.LittleEndian.AppendUint64(nil, uint64(len(header)))
	return append(append(b, header...), make([]byte, data)...)
}

func TestFilesThatLie(t *testing.T) {
	for _, test := range []struct {
		file []byte
		want string
	}{
		{nil, "ends within its first number"},
		{file("", 0)[:7], "ends within its first number"},
		{binary.LittleEndian.AppendUint64(nil, math.MaxUint64), "more than there can be"},
		{file("{", 0), "not JSON"},
		{file("[]", 0), "not JSON"},
		{file(`{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}`, 8), "not described as float32"},
		{file(`{"a":{"dtype":"F32","shape":[NaN],"data_offsets":[0,4]}}`, 4), "not JSON"},
		{file(`{"a":{"dtype":"F32","shape":["1"],"data_offsets":[0,4]}}`, 4), "not described as float32"},
		{file(`{"a":{"dtype":"F32","shape":[1e30],"data_offsets":[0,4]}}`, 4), "not described as float32"},
		{file(`{"a":{"dtype":"F32","data_offsets":[0,4]}}`, 4), "not described as float32"},
		{file(`{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"shape":[1]}}`, 4), "two of a name"},
		{file(`{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}`, 8), "two of a name"},
		{file(`{"a":`+strings.Repeat("[", 1<<19), 0), "not JSON"},
		{file(`{"a":{"dtype":"F32","shape":[-1,-1],"data_offsets":[0,4]}}`, 4), "does not lie where"},
		{file(`{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}}`, 0), "does not lie where"},
		{file(`{"a":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}`, 4), "does not lie where"},
		{file(`{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}`, 4), "does not lie where"},
		{file(`{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}`, 4), "overlaps another"},
		{file(`{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}`, 8), "leaves a hole"},
		{file(`{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}`, 8), "4 bytes follow"},
		{file(`{"`+strings.Repeat("a", 100)+`":{"dtype":"F32","shape":[1],"data_offsets":[0,8]}}`, 8), "aaaa… does not lie"},
	} {
		if _, err := Read(test.file); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%.80q: %v, want %q", test.file, err, test.want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(file(`{"a":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]},"__metadata__":{"x":"y"}}`, 8))
	f.Add(file(`{}`, 0))
	f.Fuzz(func(t *testing.T, b []byte) {
		tensors, err := Read(b)
		if err != nil {
			return
		}
		var again bytes.Buffer
		if err := Write(&again, tensors); err != nil {
			t.Fatal(err)
		}
		if back, err := Read(again.Bytes()); err != nil || len(back) != len(tensors) {
			t.Fatal(err)
		}
	})
}
