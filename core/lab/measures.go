package lab

import (
	"math"
	"slices"

	"saddle/core/cloud"
	"saddle/core/gan"
	"saddle/core/kernel"
	"saddle/core/measure"
)

// Measures are what an experiment is judged by at one step. A number that does
// not exist is NaN: modes of a cloud without modes, a loss after divergence.
type Measures struct {
	Step int

	Value                float64 // V(G, D) = E log D(x) + E log(1 - D(y)), in nats
	DLoss, GLoss         float64 // what each player minimises
	DAccuracy            float64 // share of points, real and generated, that D tells apart
	DGradient, GGradient float64 // Euclidean norms of the gradients of the last moves

	Modes, ModesTotal int     // captured: at least one high-quality point; 0 of 0 without modes
	ModesShare        int     // modes with at least 8 % of their fair share of points
	HighQuality       float64 // share of generated points within 3 sigma of a mode
	ReverseKL         float64 // of the points' modes against the modes' weights, in nats
	ReverseKLHQ       float64 // the same of high-quality points alone, as PacGAN counts

	JSD, KLDataModel, KLModelData float64 // between p_data and p_g, in nats
	SlicedW                       float64 // sliced Wasserstein distance, in the plane's units
	OptimumDistance               float64 // mean |D - D*| over p_data and p_g

	gan.Gauges // of some losses and remedies
}

// Each calls f with every measure's name, as the terminal, the page and the
// History have it, and its value.
func (m *Measures) Each(f func(name string, value float64)) {
	f("step", float64(m.Step))
	f("value", m.Value)
	f("d_loss", m.DLoss)
	f("g_loss", m.GLoss)
	f("d_accuracy", m.DAccuracy)
	f("d_gradient", m.DGradient)
	f("g_gradient", m.GGradient)
	f("modes", float64(m.Modes))
	f("modes_total", float64(m.ModesTotal))
	f("modes_share", float64(m.ModesShare))
	f("high_quality", m.HighQuality)
	f("reverse_kl", m.ReverseKL)
	f("reverse_kl_hq", m.ReverseKLHQ)
	f("jsd", m.JSD)
	f("kl_data_model", m.KLDataModel)
	f("kl_model_data", m.KLModelData)
	f("sliced_w", m.SlicedW)
	f("optimum_distance", m.OptimumDistance)
	f("balance_k", m.Balance)
	f("convergence", m.Convergence)
	f("sigma", m.Sigma)
	f("clipped", m.Clipped)
}

// judge compares the shown generated points with the data.
type judge struct {
	modes      []cloud.Mode
	histogram  *measure.Histogram
	sliced     *measure.Sliced
	best       *measure.Optimum
	real, fake []float32    // the log odds that D gives the shown points
	of         [2][]float32 // D's outputs for them
}

// bestSide is the side of the grid on which D* is estimated for OptimumDistance.
const bestSide = 96

func newJudge(data *cloud.Cloud, real []float32) *judge {
	return &judge{
		modes:     data.Modes(),
		histogram: measure.NewHistogram(data, data.Extent()),
		sliced:    measure.NewSliced(real),
		best:      measure.NewOptimum(data, bestSide, data.Extent()),
		real:      make([]float32, Shown),
		fake:      make([]float32, Shown),
	}
}

// Measure returns the measures of this step, computed from the fixed shown points, and
// adds them to the history. Asked again in the same state it does not compute them again.
func (l *Lab) Measure() Measures {
	if l.isMeasured && l.measures.Step == l.steps {
		return l.measures
	}
	if l.judge == nil {
		l.judge = newJudge(l.cloud, l.real)
	}
	j, points := l.judge, l.Generated()
	m := Measures{Step: l.steps}
	for i, points := range [][]float32{l.real, points} {
		n := Shown * l.game.OutputsPerPoint()
		j.of[i] = slices.Grow(j.of[i][:0], n)[:n]
		l.game.Outputs(j.of[i], points, gan.Company(i))
	}
	l.game.Logits(j.real, j.of[0])
	l.game.Logits(j.fake, j.of[1])
	m.DLoss, m.GLoss = l.game.Losses(j.of[0], j.of[1])
	m.Value, m.OptimumDistance = math.NaN(), math.NaN()
	m.Gauges = l.game.Gauges()
	m.DAccuracy = accuracy(j.real, j.fake)
	m.DGradient, m.GGradient = l.game.GradientNorms()

	modes := measure.CountModes(j.modes, points)
	m.Modes, m.ModesTotal, m.ModesShare = modes.Captured, modes.Total, modes.Shared
	m.HighQuality, m.ReverseKL, m.ReverseKLHQ = modes.HighQuality, modes.ReverseKL, modes.ReverseKLHQ
	if modes.Total == 0 {
		m.HighQuality, m.ReverseKL, m.ReverseKLHQ = math.NaN(), math.NaN(), math.NaN()
	}
	d := j.histogram.Measure(points)
	m.JSD, m.KLDataModel, m.KLModelData = d.JSD, d.KLDataModel, d.KLModelData
	m.SlicedW = j.sliced.Distance(points)

	if l.game.Estimates() {
		m.Value = valueOf(j.real, j.fake)
		kernel.Activate(j.real, j.real, kernel.Sigmoid)
		kernel.Activate(j.fake, j.fake, kernel.Sigmoid)
		j.best.Update(points)
		m.OptimumDistance = (j.best.Distance(l.real, j.real) + j.best.Distance(points, j.fake)) / 2
	}
	l.history.add(&m)
	l.measures, l.isMeasured = m, true
	return m
}

// valueOf returns the mean of log D(x) and of log(1 - D(y)), added, by the logits
// of real and generated points.
func valueOf(real, fake []float32) float64 {
	var v float64
	for i := range real {
		v -= float64(kernel.SoftplusOf(-real[i])) + float64(kernel.SoftplusOf(fake[i]))
	}
	return v / float64(len(real))
}

// accuracy returns the share of logits with the right sign.
func accuracy(real, fake []float32) float64 {
	right := 0
	for i := range real {
		if real[i] > 0 {
			right++
		}
		if fake[i] < 0 {
			right++
		}
	}
	return float64(right) / float64(2*len(real))
}
