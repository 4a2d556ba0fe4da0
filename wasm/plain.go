//go:build js && wasm

package main

import (
	"reflect"
	"strings"
	"syscall/js"
	"unsafe"
)

// plain returns a Go value as plain JavaScript data: structs and maps become
// objects (with json tags as names), slices arrays, numbers numbers, and float32
// and float64 slices typed arrays.
func plain(v any) js.Value {
	if v == nil {
		return js.Null()
	}
	return plainValue(reflect.ValueOf(v))
}

func plainValue(v reflect.Value) js.Value {
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
		return plainValue(v.Elem())
	case reflect.Struct:
		if value, ok := v.Interface().(js.Value); ok {
			return value
		}
		o := object.New()
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() && !omitted(f, v.Field(i)) {
				o.Set(plainName(f), plainValue(v.Field(i)))
			}
		}
		return o
	case reflect.Map:
		o := object.New()
		for _, key := range v.MapKeys() {
			o.Set(key.String(), plainValue(v.MapIndex(key)))
		}
		return o
	case reflect.Slice:
		switch s := v.Interface().(type) {
		case []byte:
			return typedArray("Uint8Array", s)
		case []float32:
			return typedArray("Float32Array", bytesOf(s))
		case []float64:
			return typedArray("Float64Array", bytesOf(s))
		}
		a := window.Get("Array").New(v.Len())
		for i := range v.Len() {
			a.SetIndex(i, plainValue(v.Index(i)))
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

// plainName is a field's json tag, or else its name in lower case.
func plainName(f reflect.StructField) string {
	if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); name != "" {
		return name
	}
	return strings.ToLower(f.Name)
}

// typedArray returns a JavaScript array of its own with the bytes given.
func typedArray(kind string, bytes []byte) js.Value {
	a := window.Get("Uint8Array").New(len(bytes))
	js.CopyBytesToJS(a, bytes)
	return window.Get(kind).New(a.Get("buffer"))
}

// bytesOf is the memory of a slice of numbers; wasm is little-endian, as typed
// arrays are.
func bytesOf[T float32 | float64](s []T) []byte {
	if len(s) == 0 {
		return nil
	}
	return unsafe.Slice((*byte)(unsafe.Pointer(&s[0])), len(s)*int(unsafe.Sizeof(s[0])))
}
