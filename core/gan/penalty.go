package gan

import (
	. "saddle/core/autodiff"
	"saddle/core/random"
)

// Penalties bound the slope of D's output f by what it sees. Each is added to D's
// loss with its weight, at every move of D: Huang et al. (2024) report that the
// habit of applying them only every few moves ("lazily") fails on plane toys.
type Penalties struct {
	Between  float64 // lambda E (|grad f(u)| - 1)², u between real and generated (Gulrajani et al., 2017, eq 3)
	OneSided bool    // Between's only where the slope is above 1 (Petzka et al., 2018, eq 7)
	Around   float64 // lambda E (|grad f(u)| - 1)², u near real points: DRAGAN (Kodali et al., 2017, eq 6)
	Real     float64 // gamma/2 E |grad f(x)|²: R1 (Mescheder et al., 2018, eq 9)
	Fake     float64 // gamma/2 E |grad f(y)|²: R2 (Mescheder et al., 2018, eq 10)
	End      float64 // factor on all of them at the schedule's horizon, approached by half a cosine
}

// penalised is what penalties need to know.
type penalised struct {
	weights    Penalties
	now        *Expr                                      // factor on the weights, 1 x 1
	real, fake *Expr                                      // what D sees, one row for each point
	pack       int                                        // points that D sees at once
	d          []*Expr                                    // D's parameters, which a slope by what D sees takes as given, even if they depend on it
	input      func(name string, rows, columns int) *Expr // uniforms in [0, 1), drawn for each move
}

// term returns the penalties of a D with output f(rows); nil if there are none.
func (p *penalised) term(f func(rows *Expr) *Expr) *Expr {
	var sum *Expr
	add := func(weight float64, e *Expr) {
		e = Scale(e, float32(weight))
		if sum != nil {
			e = Add(sum, e)
		}
		sum = e
	}
	w := p.weights
	if w.Between > 0 {
		e := p.mixing()
		u := Add(Mul(e, p.real), Mul(Affine(e, -1, 1), p.fake))
		above := Affine(p.slope(f, u), 1, -1)
		if w.OneSided {
			above = ReLU(above)
		}
		add(w.Between, Mean(Square(above)))
	}
	if w.Around > 0 {
		e := p.mixing()
		noise := p.input("perturbation", p.real.Rows(), p.real.Cols())
		deviation := Sqrt(Sub(Mean(Square(p.real)), Square(Mean(p.real))))
		u := Add(p.real, Mul(Mul(e, Scale(deviation, .5)), noise))
		add(w.Around, Mean(Square(Affine(p.slope(f, u), 1, -1))))
	}
	if w.Real > 0 {
		add(w.Real/2, Mean(p.squaredSlope(f, p.real)))
	}
	if w.Fake > 0 {
		add(w.Fake/2, Mean(p.squaredSlope(f, p.fake)))
	}
	if sum == nil {
		return nil
	}
	return Mul(sum, p.now)
}

// mixing is how far u lies from one end of a line to the other, for each point. A pack is
// one point to D, so its points have one number: with one each, u would not be on a
// line between two packs.
func (p *penalised) mixing() *Expr {
	packs := p.real.Rows() / p.pack
	return Reshape(SpreadTo(p.input("epsilon", packs, 1), packs, p.pack), p.real.Rows(), 1)
}

func uniform(dst []float32, s *random.Stream) { s.Uniform(dst) }

// squaredSlope is |grad f|² at each row that D sees at once.
func (p *penalised) squaredSlope(f func(*Expr) *Expr, u *Expr) *Expr {
	slope := Partial(Sum(f(u)), p.d, u)[0]
	return SumAcross(Square(packed(slope, p.pack)))
}

// slope is |grad f|, with a derivative that stays finite where the slope is 0.
func (p *penalised) slope(f func(*Expr) *Expr, u *Expr) *Expr {
	return Sqrt(Affine(p.squaredSlope(f, u), 1, 1e-12))
}
