//go:build js && wasm

package bridge

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"syscall/js"

	"saddle/core/cloud"
	"saddle/core/lab"
	"saddle/wasm/script"
)

// What functions of window.saddle are given is somebody else's: it may be of any kind
// and any size, and an object may throw when it is looked at.

// mostSteps is how many rounds can be asked for at once, and the fastest speed.
const mostSteps = 1_000_000

// argument returns an argument, or undefined.
func argument(args []js.Value, i int) js.Value {
	if i < len(args) {
		return script.Known(args[i])
	}
	return js.Undefined()
}

// text is a value as a person would have typed it: numbers without quotes, lists with
// commas. What cannot be written is empty, and a text that is longer than any link is
// cut there.
func text(v js.Value) (s string) {
	defer func() {
		if recover() != nil {
			s = ""
		}
	}()
	whole := script.Global.Get("String").Invoke(v)
	return script.Global.Get("String").Get("prototype").Get("slice").Call("call", whole, 0, lab.MaxLink+1).String()
}

// short is text for a sentence.
func short(v js.Value) string {
	s := []rune(text(v))
	if len(s) > 40 {
		s = append(s[:40], '…')
	}
	return string(s)
}

// number returns an argument between two bounds; one that is left out is the usual.
func number(args []js.Value, i int, name string, low, high float64, usual ...float64) (float64, error) {
	v := argument(args, i)
	if v.IsUndefined() && len(usual) > 0 {
		return usual[0], nil
	}
	if v.Type() == js.TypeNumber && low <= v.Float() && v.Float() <= high {
		return v.Float(), nil
	}
	return 0, fmt.Errorf("%s must be a number from %.0f to %.0f, not %s", name, low, high, short(v))
}

// whole is number for whole numbers.
func whole(args []js.Value, i int, name string, low, high float64, usual float64) (int, error) {
	n, err := number(args, i, name, low, high, usual)
	if err == nil && n == math.Trunc(n) {
		return int(n), nil
	}
	return 0, fmt.Errorf("%s must be a whole number from %.0f to %.0f, not %s", name, low, high, short(argument(args, i)))
}

// oneOf returns an argument that has to be one of some names.
func oneOf(args []js.Value, i int, name string, choices ...string) (string, error) {
	v := argument(args, i)
	for _, choice := range choices {
		if v.Type() == js.TypeString && v.Equal(js.ValueOf(choice)) {
			return choice, nil
		}
	}
	return "", fmt.Errorf("%s must be one of %s, not %s", name, strings.Join(choices, ", "), short(v))
}

// plainPoints returns an argument that is a list of points, [{x, y}, ...].
func plainPoints(v js.Value) ([]cloud.Point, error) {
	list, err := script.Copied(v)
	if err != nil {
		return nil, err
	}
	wrong := errors.New("points must be a list of {x, y}, with numbers")
	if list.Type() != js.TypeObject || script.Known(list.Get("length")).Type() != js.TypeNumber {
		return nil, wrong
	}
	if n := list.Length(); n < 1 || n > lab.MaxPoints {
		return nil, fmt.Errorf("there must be 1 to %d points, not %d", lab.MaxPoints, n)
	}
	points := make([]cloud.Point, list.Length())
	for i := range points {
		p := script.Known(list.Index(i))
		if p.Type() != js.TypeObject {
			return nil, wrong
		}
		for name, place := range map[string]*float64{"x": &points[i].X, "y": &points[i].Y} {
			n := script.Known(p.Get(name))
			if n.Type() != js.TypeNumber || math.IsNaN(n.Float()) || math.IsInf(n.Float(), 0) {
				return nil, wrong
			}
			*place = n.Float()
		}
	}
	return points, nil
}

// refused is what a function returns that refuses an argument.
func refused(err error) js.Value { return script.Plain(map[string]any{"error": err.Error()}) }
