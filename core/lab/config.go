package lab

import (
	"reflect"
	"strings"

	"saddle/core/cloud"
)

// Config describes an experiment. With a number of steps it determines every bit
// of the result. The comments give each field's name in links and on the command
// line; Schema describes them.
type Config struct {
	Cloud       string  // cloud: the kind of point cloud
	Modes       int     // modes: Gaussians in it (on each side, for a grid)
	Radius      float64 // radius: of its circle
	Spacing     float64 // spacing: between neighbours
	Sigma       float64 // sigma: deviation of each Gaussian, or thickness of a curve
	CloudSeed   int     // cloud_seed: where the Gaussians of a random mixture lie
	Own         Own     // points: a person's own
	Standardise bool    // standardise: the networks see the plane in units of the data's deviation

	Source string // source: of translation, a kind of cloud

	Loss      string  // loss
	LSGANA    float64 // lsgan_a: D's target for generated points
	LSGANB    float64 // lsgan_b: for real ones
	LSGANC    float64 // lsgan_c: what G wants D to say
	Gamma     float64 // began_gamma: the ratio of errors
	RealLabel float64 // real_label: what cross entropy teaches D to say of real points
	Play      string  // play
	DSteps    int     // d_steps: D's moves in a round, k
	Batch     int     // batch: points in a minibatch

	GP           float64 // gp: weight of the gradient penalty between real and generated
	GPSides      string  // gp_sides: on slopes below 1 too, or only above
	DRAGAN       float64 // dragan: weight of the gradient penalty around real points
	R1, R2       float64 // r1, r2: weights of the squared slopes at real and at generated points
	PenaltyEnd   float64 // penalty_end: factor on these at the horizon
	SpectralNorm bool    // spectral_norm
	Clip         float64 // clip: of D's weights

	Structure   string  // structure: who plays
	Unroll      int     // unroll: D's moves that G looks ahead
	Pack        int     // pack: points that D sees at once
	Minibatch   string  // minibatch: what D is told of the whole
	Features    string  // features: what D sees of a point
	Generators  int     // generators: of mgan
	Diversity   float64 // diversity: beta of mgan
	Labels      string  // labels: where the classifier's classes come from
	ClassCount  int     // classes
	ClassWeight float64 // class_weight
	Cycle       float64 // cycle: weight of cycle consistency
	Coarse      float64 // coarse: side of a coarse point's cell

	Latent       string  // latent: the distribution of G's input
	LatentDim    int     // latent_dim
	Clusters     int     // clusters: of the mixture
	ClusterSigma float64 // cluster_sigma

	GLayers     []int  // g_layers: width of each hidden layer of G; none where it is linear
	GActivation string // g_activation
	DLayers     []int  // d_layers
	DActivation string // d_activation
	Bottleneck  int    // bottleneck: of an autoencoder that is D

	Rule         string  // rule: how gradients become steps
	GRate, DRate float64 // g_lr, d_lr: learning rates
	Momentum     float64 // momentum: of the rule momentum
	Decay        float64 // decay: of RMSProp's mean square
	Beta1, Beta2 float64 // beta1, beta2: of Adam's two means
	Schedule     string  // schedule: of the learning rates
	ScheduleEnd  float64 // schedule_end: share of them that is left at the horizon
	Horizon      int     // horizon: the round at which schedules end

	InstanceNoise  float64 // instance_noise: at the beginning, in the data's deviations
	EMA            float64 // ema: share of G's averaged weights that a round keeps
	Historical     float64 // historical: weight of historical averaging
	Consensus      float64 // consensus
	Lookahead      int     // lookahead: rounds between looks back
	LookaheadAlpha float64 // lookahead_alpha

	Initialisation string // init
	Seed           int    // seed: of the data, the noise and the first weights
}

// setCloud changes the kind of cloud, and what shapes it to that kind's constants.
func (c *Config) setCloud(kind string) {
	s := cloud.Defaults(kind)
	c.Cloud, c.Modes, c.Radius, c.Spacing, c.Sigma = kind, s.Modes, s.Radius, s.Spacing, s.Sigma
	c.CloudSeed = int(s.Seed)
	c.Labels = "kmeans"
	if cloud.HasModes(kind) {
		c.Labels = "modes"
	}
	if c.Own.Points == nil { // else a person's own, who may come back to them
		c.Own.Points = s.Points
	}
}

// Get returns a field's value: a string, int, float64, bool, []int or
// []cloud.Point; nil if there is no such field.
func (c Config) Get(name string) any {
	f := find(name)
	if f == nil {
		return nil
	}
	v := reflect.ValueOf(f.place(&c)).Elem().Interface()
	if own, ok := v.(Own); ok {
		return own.Points
	}
	return v
}

// Text returns a field's value as links have it; "" if there is no such field.
func (c Config) Text(name string) string {
	f := find(name)
	if f == nil {
		return ""
	}
	return format(f.place(&c))
}

// Set reads a field's value from its text. On an error, also where the value does not
// go with the others, the Config stays as it was. Another cloud, or loss, comes
// with its own constants.
func (c *Config) Set(name, text string) *FieldError {
	return c.SetAll([]Change{{name, text}})
}

// SetAll is Set for several fields, one after the other; only what they make together is held
// against the others' values.
func (c *Config) SetAll(changes []Change) *FieldError {
	next := *c
	for _, change := range changes {
		if err := next.set(change.Field, change.Value); err != nil {
			return err
		}
	}
	for _, change := range changes {
		if err := next.conflict(change.Field); err != nil {
			return err
		}
		if sizes(change.Field, c, &next) && next.tooLarge() {
			return next.large(change.Field)
		}
	}
	*c = next
	return nil
}

// sizes reports whether another value of a field can make an experiment larger. Of numbers
// that are not whole it only counts whether they are 0.
func sizes(name string, before, after *Config) bool {
	switch find(name).Kind {
	case Seed:
		return false
	case Float:
		return before.Get(name) == 0. != (after.Get(name) == 0.)
	}
	return before.Text(name) != after.Text(name)
}

// large is what is wrong with a field's value that makes the experiment too large.
func (c *Config) large(name string) *FieldError {
	return wrong(name, "too_large", map[string]any{"value": c.Text(name)})
}

// set is Set for a value that is yet to be held against the others.
func (c *Config) set(name, text string) *FieldError {
	f := find(name)
	if f == nil {
		return wrong(shorten(name), "unknown_field", nil)
	}
	v, err := f.parse(text)
	if err != nil {
		return err
	}
	switch name {
	case "cloud":
		if c.Cloud != v {
			c.setCloud(v.(string))
		}
	case "loss":
		c.setLoss(v.(string))
	case "points":
		c.Own = v.(Own)
		if c.Labels == ownLabels && c.Own.Classes == nil {
			c.Labels = "kmeans"
		}
	default:
		reflect.ValueOf(f.place(c)).Elem().Set(reflect.ValueOf(v))
	}
	return nil
}

// Canonical returns a field's value as links have it, whatever the other settings are.
func Canonical(name, text string) (string, *FieldError) {
	var c Config
	if err := c.set(name, text); err != nil {
		return "", err
	}
	return c.Text(name), nil
}

// Unused returns why a field means nothing beside the others' values (sigma for
// a cloud without Gaussians); nil if it means something.
func (c Config) Unused(name string) *FieldError {
	f := find(name)
	if f == nil || f.When == nil {
		return nil
	}
	for _, w := range f.When {
		if c.Unused(w.Field) == nil && w.holds(c.Text(w.Field)) {
			return nil
		}
	}
	first := f.When[0]
	return wrong(name, "unused", map[string]any{"other": first.Field, "choice": c.Text(first.Field)})
}

// Encode returns the link that describes the experiment: "" for the default one,
// otherwise # and what differs from it, in the schema's order.
func (c Config) Encode() string {
	var b strings.Builder
	usual := c.unsaid(Default())
	for _, f := range schema {
		text := c.Text(f.Name)
		if text == usual.Text(f.Name) || c.Unused(f.Name) != nil {
			continue
		}
		b.WriteByte("#&"[min(b.Len(), 1)])
		b.WriteString(f.Name + "=" + text)
	}
	return b.String()
}
