package theory

import (
	"encoding/json"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"
)

// object is a part of the reference values.
type object map[string]any

// reference returns one part of the values, of 40-digit arithmetic.
func reference(t *testing.T, part string) object {
	t.Helper()
	b, err := os.ReadFile("../measure/testdata/theory.json")
	if err != nil {
		t.Fatal(err)
	}
	var file map[string]json.RawMessage
	if err := json.Unmarshal(b, &file); err != nil {
		t.Fatal(err)
	}
	var o object
	if err := json.Unmarshal(file[part], &o); err != nil {
		t.Fatalf("%s: %v", part, err)
	}
	return o
}

func (o object) part(t *testing.T, key string) object {
	t.Helper()
	v, ok := o[key].(map[string]any)
	if !ok {
		t.Fatalf("there is no %q", key)
	}
	return v
}

func (o object) rows(t *testing.T, key string) []object {
	t.Helper()
	list, ok := o[key].([]any)
	if !ok || len(list) == 0 {
		t.Fatalf("there is no list %q", key)
	}
	var rows []object
	for _, v := range list {
		rows = append(rows, v.(map[string]any))
	}
	return rows
}

func (o object) number(t *testing.T, key string) float64 {
	t.Helper()
	switch v := o[key].(type) {
	case float64:
		return v
	case string:
		text, _, _ := strings.Cut(v, " ") // a remark may follow
		if n, err := strconv.ParseFloat(text, 64); err == nil || math.IsInf(n, 0) {
			return n
		}
	}
	t.Fatalf("%q is %v", key, o[key])
	return 0
}

// near asks for relative accuracy, or, for numbers below 1e-300, absolute.
func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if got == want {
		return
	}
	if !(math.Abs(got-want) <= tolerance*math.Abs(want)+1e-300) {
		t.Errorf("%s: %v, want %v; %.2g apart", what, got, want, math.Abs(got-want)/math.Abs(want))
	}
}

// near0 asks for absolute accuracy.
func near0(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

func pair(t testing.TB, p, q Mixture) *Pair {
	t.Helper()
	c, err := NewPair(p, q)
	if err != nil {
		t.Fatal(err)
	}
	return c
}
