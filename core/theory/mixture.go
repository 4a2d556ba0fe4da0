package theory

import (
	"errors"
	"fmt"
	"math"
)

// Normal is one Gaussian of a mixture.
type Normal struct {
	Mean   float64 `json:"mean"`
	Width  float64 `json:"width"`  // standard deviation, > 0
	Weight float64 `json:"weight"` // relative to the others', >= 0
}

// Mixture is a sum of Gaussians on the line. Its weights need not add up to 1.
type Mixture []Normal

// Gaussian is the mixture of one.
func Gaussian(mean, width float64) Mixture { return Mixture{{mean, width, 1}} }

// mostNormals bounds a mixture, so that any can be compared within a frame.
const mostNormals = 16

// farthest bounds means, and widths from both sides: even the narrowest Gaussian at
// the farthest place is then known to ten digits.
const farthest = 1e3

// Check says what is wrong with a mixture, if anything.
func (m Mixture) Check() error {
	if len(m) == 0 || len(m) > mostNormals {
		return fmt.Errorf("theory: a mixture has 1 to %d Gaussians, not %d", mostNormals, len(m))
	}
	var sum float64
	for i, n := range m {
		switch {
		case !(math.Abs(n.Mean) <= farthest):
			return fmt.Errorf("theory: the mean of Gaussian %d is %v; it must be a number between -%g and %g", i+1, n.Mean, farthest, farthest)
		case !(n.Width >= 1/farthest && n.Width <= farthest):
			return fmt.Errorf("theory: the width of Gaussian %d is %v; it must be a number between %g and %g", i+1, n.Width, 1/farthest, farthest)
		case !(n.Weight >= 0 && n.Weight <= farthest):
			return fmt.Errorf("theory: the weight of Gaussian %d is %v; it must be a number between 0 and %g", i+1, n.Weight, farthest)
		}
		sum += n.Weight
	}
	if sum < 1/farthest {
		return errors.New("theory: the weights of a mixture must not all be 0")
	}
	return nil
}

// Density is a mixture made ready for evaluation.
type Density struct{ terms []term }

// term is a Gaussian weight/(√2π width) exp(-((x - mean)/width)²/2).
type term struct {
	mean, width, weight float64 // the weights of a density add up to 1
	top                 float64 // logarithm of its greatest value
}

// Density checks the mixture and makes it ready.
func (m Mixture) Density() (Density, error) {
	if err := m.Check(); err != nil {
		return Density{}, err
	}
	var sum float64
	for _, n := range m {
		sum += n.Weight
	}
	var d Density
	for _, n := range m {
		if w := n.Weight / sum; w > 0 {
			d.terms = append(d.terms, term{n.Mean, n.Width, w, math.Log(w/n.Width) - logRoot2Pi})
		}
	}
	return d, nil
}

const logRoot2Pi = 0.91893853320467274178032973640562 // log(√2π)

func (t *term) log(x float64) float64 {
	z := (x - t.mean) / t.width
	return t.top - z*z/2
}

// LogAt returns the logarithm of the density. The greatest term is taken out of
// the sum, so that nothing underflows, however far x is from all means.
func (d Density) LogAt(x float64) float64 {
	if len(d.terms) == 1 {
		return d.terms[0].log(x)
	}
	most := math.Inf(-1)
	for i := range d.terms {
		most = max(most, d.terms[i].log(x))
	}
	var sum float64
	for i := range d.terms {
		switch l := d.terms[i].log(x) - most; {
		case l == 0:
			sum++
		case l > -40:
			sum += math.Exp(l)
		}
	}
	return most + math.Log(sum)
}

// At returns the logarithm of the density and its derivative, the score.
func (d Density) At(x float64) (log, score float64) {
	log = d.LogAt(x)
	for i := range d.terms {
		t := &d.terms[i]
		if l := t.log(x) - log; l > -40 {
			score += math.Exp(l) * (t.mean - x) / (t.width * t.width)
		}
	}
	return log, score
}

// Mean returns the expectation of x.
func (d Density) Mean() float64 {
	var sum float64
	for _, t := range d.terms {
		sum += t.weight * t.mean
	}
	return sum
}

// Below returns the probability of less than x, to relative accuracy.
func (d Density) Below(x float64) float64 {
	var sum float64
	for i := range d.terms {
		t := &d.terms[i]
		sum += t.weight * math.Erfc((t.mean-x)/(t.width*math.Sqrt2)) / 2
	}
	return sum
}

// Above returns the probability of more than x, to relative accuracy.
func (d Density) Above(x float64) float64 {
	var sum float64
	for i := range d.terms {
		t := &d.terms[i]
		sum += t.weight * math.Erfc((x-t.mean)/(t.width*math.Sqrt2)) / 2
	}
	return sum
}

// area returns the integral of Below up to x: of one Gaussian,
// (x - mean) Φ(z) + width φ(z) with z = (x - mean)/width.
func (d Density) area(x float64) float64 {
	var sum float64
	for i := range d.terms {
		t := &d.terms[i]
		below := math.Erfc((t.mean-x)/(t.width*math.Sqrt2)) / 2
		sum += t.weight*(x-t.mean)*below + t.width*t.width*math.Exp(t.log(x))
	}
	return sum
}
