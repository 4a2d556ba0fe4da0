package lab

import (
	"reflect"
	"slices"
	"strings"

	"saddle/core/cloud"
)

// Config describes an experiment. With a number of steps it determines every bit
// of the result. The comments give each field's name in links and on the command
// line; Schema describes them.
type Config struct {
	Cloud       string        // cloud: the kind of point cloud
	Modes       int           // modes: Gaussians in it (on each side, for a grid)
	Radius      float64       // radius: of its circle
	Spacing     float64       // spacing: between neighbours
	Sigma       float64       // sigma: deviation of each Gaussian, or thickness of a curve
	CloudSeed   int           // cloud_seed: where the Gaussians of a random mixture lie
	Points      []cloud.Point // points: a person's own
	Standardise bool          // standardise: the networks see the plane in units of the data's deviation

	Loss   string // loss
	Play   string // play: alternating or simultaneous
	DSteps int    // d_steps: D's moves in a round, k
	Batch  int    // batch: points in a minibatch

	Latent    string // latent: the distribution of G's input
	LatentDim int    // latent_dim

	GLayers     []int  // g_layers: width of each hidden layer of G
	GActivation string // g_activation
	DLayers     []int  // d_layers
	DActivation string // d_activation

	Rule           string  // rule: how gradients become steps
	GRate, DRate   float64 // g_lr, d_lr: learning rates
	Momentum       float64 // momentum: of the rule momentum
	Decay          float64 // decay: of RMSProp's mean square
	Beta1, Beta2   float64 // beta1, beta2: of Adam's two means
	Initialisation string  // init
	Seed           int     // seed: of the data, the noise and the first weights
}

// Default is the experiment that an empty link describes: a GAN that learns the
// ring of eight Gaussians, with networks and learning rates under which it covers
// all eight within 1,000 steps from most seeds.
func Default() Config {
	c := Config{
		Standardise: true,
		Loss:        "nonsaturating", Play: alternating, DSteps: 1, Batch: 256,
		Latent: "gaussian", LatentDim: 2,
		GLayers: []int{64, 64}, GActivation: "relu",
		DLayers: []int{64, 64}, DActivation: "leaky-relu",
		Rule: "adam", GRate: 1e-3, DRate: 2e-3, Momentum: .9, Decay: .9, Beta1: .5, Beta2: .999,
		Initialisation: "glorot", Seed: 1,
	}
	c.setCloud("ring")
	return c
}

// setCloud changes the kind of cloud, and what shapes it to that kind's constants.
func (c *Config) setCloud(kind string) {
	s := cloud.Defaults(kind)
	c.Cloud, c.Modes, c.Radius, c.Spacing, c.Sigma = kind, s.Modes, s.Radius, s.Spacing, s.Sigma
	c.CloudSeed = int(s.Seed)
	if c.Points == nil { // else a person's own, who may come back to them
		c.Points = s.Points
	}
}

// Get returns a field's value: a string, int, float64, bool, []int or
// []cloud.Point; nil if there is no such field.
func (c Config) Get(name string) any {
	f := find(name)
	if f == nil {
		return nil
	}
	return reflect.ValueOf(f.place(&c)).Elem().Interface()
}

// Text returns a field's value as links have it; "" if there is no such field.
func (c Config) Text(name string) string {
	f := find(name)
	if f == nil {
		return ""
	}
	return format(f.place(&c))
}

// Set reads a field's value from its text. On an error the Config stays as it
// was. Another cloud comes with its own constants.
func (c *Config) Set(name, text string) *FieldError {
	f := find(name)
	if f == nil {
		return wrong(name, "unknown_field", nil)
	}
	v, err := f.parse(text)
	if err != nil {
		return err
	}
	if name == "cloud" {
		if c.Cloud != v {
			c.setCloud(v.(string))
		}
		return nil
	}
	reflect.ValueOf(f.place(c)).Elem().Set(reflect.ValueOf(v))
	return nil
}

// Unused returns why a field means nothing beside the others' values (sigma for
// a cloud without Gaussians); nil if it means something.
func (c Config) Unused(name string) *FieldError {
	f := find(name)
	if f == nil || f.When == nil {
		return nil
	}
	choice := c.Text(f.When.Field)
	if slices.Contains(f.When.Values, choice) {
		return nil
	}
	return wrong(name, "unused", map[string]any{"other": f.When.Field, "choice": choice})
}

// fallback is what a link leaves unsaid: the cloud's own constants for what shapes
// it, Default's values for the rest.
func (c Config) fallback() Config {
	d := Default()
	usual := d.Cloud
	d.setCloud(c.Cloud)
	d.Cloud = usual
	return d
}

// Encode returns the link that describes the experiment: "" for the default one,
// otherwise # and what differs from it, in the schema's order.
func (c Config) Encode() string {
	var b strings.Builder
	usual := c.fallback()
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
