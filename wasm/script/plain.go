//go:build js && wasm

// Package script is what passes between Go and the scripts of a page or a Worker.
package script

import (
	"reflect"
	"strings"
	"syscall/js"
	"unsafe"
)

// The global object, what a Worker does not have, and Object.
var (
	Global   = js.Global()
	Document = Global.Get("document")
	Object   = Global.Get("Object")
)

// Plain returns a Go value as plain JavaScript data: structs and maps become
// objects (with json tags as names), slices arrays, numbers numbers, and slices of
// bytes, float32 and float64 typed arrays.
func Plain(v any) js.Value {
	if v == nil {
		return js.Null()
	}
	return new(writer).value(reflect.ValueOf(v))
}

// Handed is Plain, and a list of the memory of all typed arrays in it, which postMessage
// hands over without a copy.
func Handed(v any) (data, memory js.Value) {
	var w writer
	w.memory = Global.Get("Array").New()
	w.collects = true
	return w.value(reflect.ValueOf(v)), w.memory
}

// writer makes plain data.
type writer struct {
	collects bool
	memory   js.Value
}

func (w *writer) value(v reflect.Value) js.Value {
	switch v.Kind() {
	case reflect.Bool:
		return js.ValueOf(v.Bool())
	case reflect.String:
		return js.ValueOf(v.String())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return js.ValueOf(float64(v.Int()))
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return js.ValueOf(float64(v.Uint()))
	case reflect.Float32, reflect.Float64:
		return js.ValueOf(v.Float())
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return js.Null()
		}
		if value, ok := v.Interface().(js.Value); ok {
			return value
		}
		return w.value(v.Elem())
	case reflect.Struct:
		if value, ok := v.Interface().(js.Value); ok {
			return value
		}
		o := Object.New()
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() && !omitted(f, v.Field(i)) {
				o.Set(fieldName(f), w.value(v.Field(i)))
			}
		}
		return o
	case reflect.Map:
		o := Object.New()
		for _, key := range v.MapKeys() {
			o.Set(key.String(), w.value(v.MapIndex(key)))
		}
		return o
	case reflect.Slice:
		switch s := v.Interface().(type) {
		case []byte:
			return w.array("Uint8Array", s)
		case []float32:
			return w.array("Float32Array", bytesOf(s))
		case []float64:
			return w.array("Float64Array", bytesOf(s))
		}
		a := Global.Get("Array").New(v.Len())
		for i := range v.Len() {
			a.SetIndex(i, w.value(v.Index(i)))
		}
		return a
	}
	return js.Undefined()
}

// omitted reports whether JSON would leave a field out.
func omitted(f reflect.StructField, v reflect.Value) bool {
	if !strings.Contains(f.Tag.Get("json"), ",omitempty") {
		return false
	}
	return v.IsZero() || v.Kind() == reflect.Slice && v.Len() == 0
}

// fieldName is a field's json tag, or else its name in lower case.
func fieldName(f reflect.StructField) string {
	if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); name != "" {
		return name
	}
	return strings.ToLower(f.Name)
}

// array returns a typed array of its own with the bytes given.
func (w *writer) array(kind string, bytes []byte) js.Value {
	a := Global.Get("Uint8Array").New(len(bytes))
	js.CopyBytesToJS(a, bytes)
	buffer := a.Get("buffer")
	if w.collects {
		w.memory.Call("push", buffer)
	}
	return Global.Get(kind).New(buffer)
}

// bytesOf is the memory of a slice of numbers; wasm is little-endian, as typed
// arrays are.
func bytesOf[T byte | float32 | float64](s []T) []byte {
	if len(s) == 0 {
		return nil
	}
	return unsafe.Slice((*byte)(unsafe.Pointer(&s[0])), len(s)*int(unsafe.Sizeof(s[0])))
}
