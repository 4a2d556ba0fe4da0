package lab

// Measures are what an experiment is judged by at one step. A number that does
// not exist is NaN: modes of a cloud without modes, a loss after divergence.
type Measures struct {
	Step int

	Value                float64 // V(D, G) = E log D(x) + E log(1 - D(y)), in nats
	DLoss, GLoss         float64 // what each player minimises
	DAccuracy            float64 // share of points, real and generated, that D tells apart
	DGradient, GGradient float64 // Euclidean norms of the gradients of the last moves

	Modes, ModesTotal int     // captured: at least one high-quality point; 0 of 0 without modes
	ModesShare        int     // modes with at least 8 % of their fair share of points
	HighQuality       float64 // share of generated points within 3 sigma of a mode
	ReverseKL         float64 // of the points' modes against the modes' weights, in nats

	JSD, KLDataModel, KLModelData float64 // between p_data and p_g, in nats
	SlicedW                       float64 // sliced Wasserstein distance, in the plane's units
	OptimumDistance               float64 // mean |D - D*| over p_data and p_g
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
	f("jsd", m.JSD)
	f("kl_data_model", m.KLDataModel)
	f("kl_model_data", m.KLModelData)
	f("sliced_w", m.SlicedW)
	f("optimum_distance", m.OptimumDistance)
}
