//go:build js && wasm

package main

import (
	"fmt"
	"math"
	"reflect"
	"syscall/js"
)

// read fills what dst points to with plain JavaScript data, the reverse of plain.
// What the data does not have stays as it is, and what is not of the field's kind is
// an error: nobody's input can break the program.
func read(v js.Value, dst any) error {
	v, err := copied(v)
	if err != nil {
		return err
	}
	return readValue(v, reflect.ValueOf(dst).Elem())
}

// mostRead bounds a list that is read.
const mostRead = 10_000

func readValue(v js.Value, dst reflect.Value) error {
	if v.IsUndefined() || v.IsNull() {
		return nil
	}
	wrong := func() error { return fmt.Errorf("%s where a %s should be", v.Type(), dst.Kind()) }
	switch dst.Kind() {
	case reflect.Bool:
		dst.SetBool(v.Truthy())
	case reflect.String:
		if v.Type() != js.TypeString {
			return wrong()
		}
		dst.SetString(v.String())
	case reflect.Int:
		if v.Type() != js.TypeNumber || math.Abs(v.Float()) > 1e9 || v.Float() != math.Trunc(v.Float()) {
			return wrong()
		}
		dst.SetInt(int64(v.Float()))
	case reflect.Float64:
		if v.Type() != js.TypeNumber {
			return wrong()
		}
		dst.SetFloat(v.Float())
	case reflect.Slice:
		if v.Type() != js.TypeObject || v.Get("length").Type() != js.TypeNumber || v.Length() > mostRead {
			return wrong()
		}
		dst.Set(reflect.MakeSlice(dst.Type(), v.Length(), v.Length()))
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
				if err := readValue(v.Get(plainName(f)), dst.Field(i)); err != nil {
					return fmt.Errorf("%s: %w", plainName(f), err)
				}
			}
		}
	default:
		return wrong()
	}
	return nil
}
