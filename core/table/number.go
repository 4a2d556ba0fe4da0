package table

import (
	"encoding/json"
	"math"
	"strconv"
)

// Number is a float64 that JSON has as null where it is not finite.
type Number float64

// nothing is the Number that does not exist.
var nothing = Number(math.NaN())

// Exists reports whether n is finite.
func (n Number) Exists() bool { return !math.IsNaN(float64(n)) && !math.IsInf(float64(n), 0) }

func (n Number) MarshalJSON() ([]byte, error) {
	if !n.Exists() {
		return []byte("null"), nil
	}
	return strconv.AppendFloat(nil, float64(n), 'g', -1, 64), nil
}

func (n *Number) UnmarshalJSON(text []byte) error {
	if string(text) == "null" {
		*n = nothing
		return nil
	}
	return json.Unmarshal(text, (*float64)(n))
}
