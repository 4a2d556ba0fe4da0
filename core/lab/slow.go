package lab

import (
	"saddle/core/gan"
	"saddle/core/kernel"
)

// Slow is one round taken apart: what the first few samples of its minibatches go
// through, and what D thinks of the plane before and after its move. Points are n x
// 2: every x, then every y. Of latent samples only the first two dimensions are
// there.
type Slow struct {
	Step int `json:"step"` // rounds played before it

	// D's move.
	Latent      []float32 `json:"latent"`    // z
	Fake        []float32 `json:"fake"`      // G(z)
	Real        []float32 `json:"real"`      // x
	OnFake      []float32 `json:"onFake"`    // D(G(z)), before the move
	OnReal      []float32 `json:"onReal"`    // D(x)
	OnFakeAfter []float32 `json:"onFakeNow"` // after it
	OnRealAfter []float32 `json:"onRealNow"`
	DLoss       float64   `json:"dLoss"` // over the whole minibatch, before the move
	DLossAfter  float64   `json:"dLossNow"`
	Field       []float32 `json:"field"` // D on side x side cells, as Field has them
	FieldAfter  []float32 `json:"fieldNow"`

	// G's move, against the D that has moved.
	Fresh       []float32 `json:"fresh"`   // z
	Made        []float32 `json:"made"`    // G(z), before the move
	OnMade      []float32 `json:"onMade"`  // D(G(z))
	Pull        []float32 `json:"pull"`    // where G's loss pulls these points, as Arrows has it
	MadeAfter   []float32 `json:"madeNow"` // G(z), after the move
	OnMadeAfter []float32 `json:"onMadeNow"`
	GLoss       float64   `json:"gLoss"`
	GLossAfter  float64   `json:"gLossNow"`
}

// StepSlowly plays one round, as Step does, and returns it taken apart. Of a round
// with several moves of D it has the last one. It asks for alternating play.
func (l *Lab) StepSlowly(samples, side int) Slow {
	samples = min(samples, l.config.Batch)
	s := Slow{Step: l.steps}
	half := l.cloud.Extent()
	var points, input []float32 // of D's move, the whole minibatch
	l.game.Watch(func(m gan.Moment) {
		x, z := l.game.Minibatch()
		switch m {
		case gan.BeforeD:
			points, input = append(points[:0], x...), append(input[:0], z...)
			s.Latent, s.Real = first(z, l.game.Inputs(), min(2, l.game.Inputs()), samples), first(x, 2, 2, samples)
			fake := l.images(input)
			s.Fake = first(fake, 2, 2, samples)
			s.OnReal, s.OnFake = l.opinions(s.Real, gan.AmongReal), l.opinions(s.Fake, gan.AmongGenerated)
			s.DLoss, _ = l.lossesOn(points, fake)
			s.Field = make([]float32, side*side)
			l.Field(s.Field, side, half)
		case gan.BeforeG:
			s.OnRealAfter, s.OnFakeAfter = l.opinions(s.Real, gan.AmongReal), l.opinions(s.Fake, gan.AmongGenerated)
			s.DLossAfter, _ = l.lossesOn(points, l.images(input))
			s.FieldAfter = make([]float32, side*side)
			l.Field(s.FieldAfter, side, half)
			s.Fresh = first(z, l.game.Inputs(), min(2, l.game.Inputs()), samples)
			made := l.images(z)
			s.Made = first(made, 2, 2, samples)
			s.OnMade = l.opinions(s.Made, gan.AmongGenerated)
			_, s.GLoss = l.lossesOn(x, made)
			s.Pull = make([]float32, len(s.Made))
			l.game.Arrows(s.Pull, s.Made)
		}
	})
	l.Step()
	l.game.Watch(nil)
	x, z := l.game.Minibatch()
	made := l.images(z)
	s.MadeAfter = first(made, 2, 2, samples)
	s.OnMadeAfter = l.opinions(s.MadeAfter, gan.AmongGenerated)
	_, s.GLossAfter = l.lossesOn(x, made)
	return s
}

// first returns the first rows and columns of a matrix, columns one after the other.
func first(m []float32, columns, wanted, rows int) []float32 {
	n := len(m) / columns
	part := make([]float32, 0, wanted*rows)
	for c := range wanted {
		part = append(part, m[c*n:][:rows]...)
	}
	return part
}

// images are G's points for an input.
func (l *Lab) images(input []float32) []float32 {
	points := make([]float32, 2*len(input)/l.game.Inputs())
	l.game.Generate(points, input)
	return points
}

// opinions are D(x) of points.
func (l *Lab) opinions(points []float32, company gan.Company) []float32 {
	n := len(points) / 2
	outputs, d := make([]float32, n*l.game.OutputsPerPoint()), make([]float32, n)
	l.game.Outputs(outputs, points, company)
	l.game.Logits(d, outputs)
	kernel.Activate(d, d, kernel.Sigmoid)
	return d
}

// lossesOn are both players' losses on equally many real and generated points.
func (l *Lab) lossesOn(real, fake []float32) (d, g float64) {
	n := len(real) / 2 * l.game.OutputsPerPoint()
	onReal, onFake := make([]float32, n), make([]float32, n)
	l.game.Outputs(onReal, real, gan.AmongReal)
	l.game.Outputs(onFake, fake, gan.AmongGenerated)
	return l.game.Losses(onReal, onFake)
}
