//go:build js && wasm

package script

import (
	"fmt"
	"math"
	"reflect"
	"syscall/js"
)

// Read fills what dst points to with plain JavaScript data, the reverse of Plain.
// What the data does not have stays as it is, and what is not of the field's kind is
// an error: nobody's input can break the program.
func Read(v js.Value, dst any) error {
	v, err := Copied(v)
	if err != nil {
		return err
	}
	return readValue(v, reflect.ValueOf(dst).Elem())
}

// Take is Read for data of this program's own, that nobody else can get hold of.
func Take(v js.Value, dst any) error { return readValue(v, reflect.ValueOf(dst).Elem()) }

// Copied returns a copy of plain data, whose getters have been asked.
func Copied(v js.Value) (c js.Value, err error) {
	defer func() {
		if thrown := recover(); thrown != nil {
			err = fmt.Errorf("an argument is no plain data: %v", thrown)
		}
	}()
	return Global.Call("structuredClone", v), nil
}

// Known returns a value of a kind that Go knows. A BigInt is none, and ends the program where
// its type is asked for; its text takes its place.
func Known(v js.Value) (known js.Value) {
	defer func() {
		if recover() != nil {
			known = Global.Call("String", v)
		}
	}()
	v.Type()
	return v
}

// mostRead bounds a list that is read.
const mostRead = 10_000

func readValue(v js.Value, dst reflect.Value) error {
	if v.IsUndefined() || v.IsNull() {
		return nil
	}
	v = Known(v)
	wrong := func() error { return fmt.Errorf("%s where a %s should be", v.Type(), dst.Kind()) }
	switch dst.Kind() {
	case reflect.Bool:
		dst.SetBool(v.Truthy())
	case reflect.String:
		if v.Type() != js.TypeString {
			return wrong()
		}
		dst.SetString(v.String())
	case reflect.Int, reflect.Int64:
		if v.Type() != js.TypeNumber || math.Abs(v.Float()) > 1e15 || v.Float() != math.Trunc(v.Float()) {
			return wrong()
		}
		dst.SetInt(int64(v.Float()))
	case reflect.Float64:
		if v.Type() != js.TypeNumber {
			return wrong()
		}
		dst.SetFloat(v.Float())
	case reflect.Pointer:
		dst.Set(reflect.New(dst.Type().Elem()))
		return readValue(v, dst.Elem())
	case reflect.Map: // of texts
		keys := Object.Call("keys", v)
		dst.Set(reflect.MakeMap(dst.Type()))
		for i := range keys.Length() {
			text := reflect.New(dst.Type().Elem()).Elem()
			if err := readValue(v.Get(keys.Index(i).String()), text); err != nil {
				return err
			}
			dst.SetMapIndex(reflect.ValueOf(keys.Index(i).String()), text)
		}
	case reflect.Slice:
		if readArray(v, dst) {
			return nil
		}
		if v.Type() != js.TypeObject || Known(v.Get("length")).Type() != js.TypeNumber || v.Length() > mostRead {
			return wrong()
		}
		dst.SetZero() // Where there is nothing, there was none.
		if v.Length() > 0 {
			dst.Set(reflect.MakeSlice(dst.Type(), v.Length(), v.Length()))
		}
		for i := range v.Length() {
			if err := readValue(v.Index(i), dst.Index(i)); err != nil {
				return err
			}
		}
	case reflect.Struct:
		if v.Type() != js.TypeObject {
			return wrong()
		}
		for i := range dst.NumField() {
			if f := dst.Type().Field(i); f.IsExported() {
				if err := readValue(v.Get(fieldName(f)), dst.Field(i)); err != nil {
					return fmt.Errorf("%s: %w", fieldName(f), err)
				}
			}
		}
	default:
		return wrong()
	}
	return nil
}

// readArray reads a typed array, and reports whether it was one of dst's kind.
func readArray(v js.Value, dst reflect.Value) bool {
	switch s := dst.Addr().Interface().(type) {
	case *[]byte:
		return copyArray(v, "Uint8Array", s)
	case *[]float32:
		return copyArray(v, "Float32Array", s)
	case *[]float64:
		return copyArray(v, "Float64Array", s)
	}
	return false
}

func copyArray[T byte | float32 | float64](v js.Value, kind string, dst *[]T) bool {
	if !v.InstanceOf(Global.Get(kind)) {
		return false
	}
	*dst = nil
	if v.Length() == 0 {
		return true
	}
	*dst = make([]T, v.Length())
	bytes := Global.Get("Uint8Array").New(v.Get("buffer"), v.Get("byteOffset"), v.Get("byteLength"))
	js.CopyBytesToGo(bytesOf(*dst), bytes)
	return true
}
