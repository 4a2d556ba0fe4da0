package table

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Interval holds a proportion with a confidence of 95 %.
type Interval struct {
	Low  Number `json:"low"`
	High Number `json:"high"`
}

// intervalOf is what k of n independent runs say of the share of all runs (Wilson, 1927). Ten of
// ten say 72 % or more.
func intervalOf(k, n int) Interval {
	if n == 0 {
		return Interval{nothing, nothing}
	}
	z := distuv.UnitNormal.Quantile(.975)
	p, m := float64(k)/float64(n), float64(n)
	centre := (p + z*z/2/m) / (1 + z*z/m)
	half := z / (1 + z*z/m) * math.Sqrt(p*(1-p)/m+z*z/4/m/m)
	i := Interval{Number(centre - half), Number(centre + half)}
	if k == 0 {
		i.Low = 0 // but for rounding
	}
	if k == n {
		i.High = 1
	}
	return i
}
