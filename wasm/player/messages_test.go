//go:build js && wasm

package player

import (
	"reflect"
	"testing"

	"saddle/wasm/script"
)

// fill gives every field a value of its own.
func fill(v reflect.Value, n *int) {
	*n++
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(*n))
	case reflect.Uint8:
		v.SetUint(uint64(*n % 256))
	case reflect.Float32, reflect.Float64:
		v.SetFloat(float64(*n) / 4)
	case reflect.String:
		v.SetString("text " + string(rune('a'+*n%26)))
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), n)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 3, 3))
		for i := range 3 {
			fill(v.Index(i), n)
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		text := reflect.New(v.Type().Elem()).Elem()
		fill(text, n)
		v.SetMapIndex(reflect.ValueOf("key"), text)
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), n)
		}
	}
}

// What goes along a line comes out as it went in, whatever is in it.
func TestMessagesSurvive(t *testing.T) {
	for _, empty := range []bool{false, true} {
		for _, sent := range []any{new(Message), new(Report)} {
			if n := 0; !empty {
				fill(reflect.ValueOf(sent).Elem(), &n)
			}
			data, memory := script.Handed(sent)
			copied := script.Global.Call("structuredClone", data, map[string]any{"transfer": memory})
			got := reflect.New(reflect.TypeOf(sent).Elem())
			if err := script.Take(copied, got.Interface()); err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(got.Interface(), sent) {
				t.Errorf("sent %+v, heard %+v", sent, got.Elem())
			}
			if !empty && memory.Length() == 0 {
				t.Error("no memory is handed over")
			}
		}
	}
}
