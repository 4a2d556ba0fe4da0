package lab

import (
	"slices"

	"saddle/core/cloud"
	"saddle/core/gan"
	"saddle/core/kernel"
	"saddle/core/nn"
	"saddle/core/optim"
)

// Kind is the type of a field's value.
type Kind string

const (
	Choice Kind = "choice" // one of Choices
	Int    Kind = "int"    // a whole number
	Float  Kind = "float"  // a number
	Bool   Kind = "bool"   // true or false
	Layers Kind = "layers" // up to MaxLayers widths: 64,64; or none
	Points Kind = "points" // a person's own cloud, as Own.Text writes it
	Seed   Kind = "seed"   // a whole number that chooses among equals
)

// MaxLayers is how many hidden layers a network may have.
const MaxLayers = 8

// Field describes one setting. What is readable about it is in the tables of
// assets/text, under field.<name>, choice.<name>.<value> and group.<group>.
type Field struct {
	Name     string      `json:"name"` // in links, on the command line, in the page
	Kind     Kind        `json:"kind"`
	Default  any         `json:"default"`           // in Default; a cloud of another kind has its own constants
	Min      float64     `json:"min"`               // numbers, each width of Layers, and the number of Points
	Max      float64     `json:"max"`               //
	Choices  []string    `json:"choices,omitempty"` // values of a Choice
	Group    string      `json:"group"`             // one of Groups
	Unit     string      `json:"unit,omitempty"`    // of the number: plane, points, ...
	Restarts bool        `json:"restarts"`          // a change begins the training anew
	Drawer   bool        `json:"drawer"`            // not among the page's first controls
	Log      bool        `json:"log,omitempty"`     // equal steps of a slider multiply
	When     []Condition `json:"when,omitempty"`    // the field means something only where one of these holds

	place func(c *Config) any // where the value lies: a pointer into c
}

// Condition holds where another field means something and has one of some values, or
// none of some others, as texts.
type Condition struct {
	Field  string   `json:"field"`
	Values []string `json:"values,omitempty"`
	Not    []string `json:"not,omitempty"`
}

func (w Condition) holds(text string) bool {
	if w.Not != nil {
		return !slices.Contains(w.Not, text)
	}
	return slices.Contains(w.Values, text)
}

// named is a choice with what it stands for.
type named[T any] struct {
	name  string
	value T
}

var activations = []named[kernel.Activation]{
	{"relu", kernel.ReLU}, {"leaky-relu", kernel.LeakyReLU}, {"tanh", kernel.Tanh},
	{"sigmoid", kernel.Sigmoid}, {"elu", kernel.ELU}, {"silu", kernel.SiLU},
}

var plays = []named[gan.Play]{
	{"alternating", gan.Alternating}, {"simultaneous", gan.Simultaneous}, {"extragradient", gan.Extragradient},
}

var initialisations = []named[nn.Initialisation]{{"he", nn.He}, {"glorot", nn.Glorot}}

// value returns what a name stands for.
func value[T any](list []named[T], name string) T {
	return list[slices.IndexFunc(list, func(n named[T]) bool { return n.name == name })].value
}

func names[T any](list []T, name func(T) string) []string {
	s := make([]string, len(list))
	for i, v := range list {
		s[i] = name(v)
	}
	return s
}

func (n named[T]) String() string { return n.name }

// schema is Schema without the defaults. It is never changed.
var schema = fields()

func fields() []Field {
	is := func(field string, values ...string) []Condition { return []Condition{{Field: field, Values: values}} }
	not := func(field string, values ...string) []Condition { return []Condition{{Field: field, Not: values}} }
	either := slices.Concat[[]Condition]
	shapes := func(name string) []Condition {
		var kinds []string
		for _, kind := range cloud.Kinds() {
			if slices.Contains(cloud.Uses(kind), name) {
				kinds = append(kinds, kind)
			}
		}
		return is("cloud", kinds...)
	}
	activation := names(activations, named[kernel.Activation].String)
	slopes := either(not("gp", "0"), not("dragan", "0"), not("r1", "0"), not("r2", "0"))
	const maxSeed = 1<<32 - 1
	return []Field{
		{Name: "cloud", Kind: Choice, Choices: cloud.Kinds(), Group: "data", Restarts: true,
			place: func(c *Config) any { return &c.Cloud }},
		{Name: "modes", Kind: Int, Min: 1, Max: 16, Group: "data", Restarts: true, Drawer: true, When: shapes("modes"),
			place: func(c *Config) any { return &c.Modes }},
		{Name: "radius", Kind: Float, Min: .25, Max: 5, Group: "data", Unit: "plane", Restarts: true, Drawer: true, When: shapes("radius"),
			place: func(c *Config) any { return &c.Radius }},
		{Name: "spacing", Kind: Float, Min: .1, Max: 5, Group: "data", Unit: "plane", Restarts: true, Drawer: true, When: shapes("spacing"),
			place: func(c *Config) any { return &c.Spacing }},
		{Name: "sigma", Kind: Float, Min: .005, Max: 1, Log: true, Group: "data", Unit: "plane", Restarts: true, Drawer: true, When: shapes("sigma"),
			place: func(c *Config) any { return &c.Sigma }},
		{Name: "cloud_seed", Kind: Seed, Max: maxSeed, Group: "data", Restarts: true, Drawer: true, When: shapes("seed"),
			place: func(c *Config) any { return &c.CloudSeed }},
		{Name: "points", Kind: Points, Min: 1, Max: MaxPoints, Group: "data", Restarts: true, Drawer: true, When: shapes("points"),
			place: func(c *Config) any { return &c.Own }},
		{Name: "standardise", Kind: Bool, Group: "data", Restarts: true, Drawer: true,
			place: func(c *Config) any { return &c.Standardise }},

		{Name: "loss", Kind: Choice, Choices: gan.Losses(), Group: "game", When: not("structure", "veegan"),
			place: func(c *Config) any { return &c.Loss }},
		{Name: "lsgan_a", Kind: Float, Min: -5, Max: 5, Group: "game", Drawer: true, When: is("loss", "lsgan"),
			place: func(c *Config) any { return &c.LSGANA }},
		{Name: "lsgan_b", Kind: Float, Min: -5, Max: 5, Group: "game", Drawer: true, When: is("loss", "lsgan"),
			place: func(c *Config) any { return &c.LSGANB }},
		{Name: "lsgan_c", Kind: Float, Min: -5, Max: 5, Group: "game", Drawer: true, When: is("loss", "lsgan"),
			place: func(c *Config) any { return &c.LSGANC }},
		{Name: "began_gamma", Kind: Float, Min: .05, Max: 1, Group: "game", Drawer: true, When: is("loss", "began"),
			place: func(c *Config) any { return &c.Gamma }},
		{Name: "real_label", Kind: Float, Min: .5, Max: 1, Group: "game", Drawer: true, When: is("loss", "minimax", "nonsaturating"),
			place: func(c *Config) any { return &c.RealLabel }},
		{Name: "play", Kind: Choice, Choices: names(plays, named[gan.Play].String), Group: "game", Drawer: true,
			place: func(c *Config) any { return &c.Play }},
		{Name: "d_steps", Kind: Int, Min: 1, Max: 100, Log: true, Group: "game", When: not("play", "extragradient"),
			place: func(c *Config) any { return &c.DSteps }},
		{Name: "batch", Kind: Int, Min: 8, Max: 2048, Log: true, Group: "game", Unit: "points",
			place: func(c *Config) any { return &c.Batch }},

		{Name: "gp", Kind: Float, Max: 100, Group: "penalty",
			place: func(c *Config) any { return &c.GP }},
		{Name: "gp_sides", Kind: Choice, Choices: []string{"two", "one"}, Group: "penalty", Drawer: true, When: not("gp", "0"),
			place: func(c *Config) any { return &c.GPSides }},
		{Name: "dragan", Kind: Float, Max: 100, Group: "penalty", Drawer: true,
			place: func(c *Config) any { return &c.DRAGAN }},
		{Name: "r1", Kind: Float, Max: 100, Group: "penalty",
			place: func(c *Config) any { return &c.R1 }},
		{Name: "r2", Kind: Float, Max: 100, Group: "penalty",
			place: func(c *Config) any { return &c.R2 }},
		{Name: "penalty_end", Kind: Float, Max: 1, Group: "penalty", Drawer: true, When: slopes,
			place: func(c *Config) any { return &c.PenaltyEnd }},
		{Name: "spectral_norm", Kind: Bool, Group: "penalty", Drawer: true,
			place: func(c *Config) any { return &c.SpectralNorm }},
		{Name: "clip", Kind: Float, Max: 1, Group: "penalty", Drawer: true,
			place: func(c *Config) any { return &c.Clip }},

		{Name: "structure", Kind: Choice, Choices: gan.Structures(), Group: "collapse", Restarts: true,
			place: func(c *Config) any { return &c.Structure }},
		{Name: "source", Kind: Choice, Choices: sources(), Group: "collapse", Restarts: true, When: is("structure", "translate"),
			place: func(c *Config) any { return &c.Source }},
		{Name: "cycle", Kind: Float, Max: 100, Group: "collapse", When: is("structure", "translate"),
			place: func(c *Config) any { return &c.Cycle }},
		{Name: "coarse", Kind: Float, Min: .1, Max: 5, Group: "collapse", Unit: "plane", Restarts: true, When: is("structure", "densify"),
			place: func(c *Config) any { return &c.Coarse }},
		{Name: "generators", Kind: Int, Min: 2, Max: 32, Group: "collapse", Restarts: true, When: is("structure", "mgan"),
			place: func(c *Config) any { return &c.Generators }},
		{Name: "diversity", Kind: Float, Max: 10, Group: "collapse", When: is("structure", "mgan"),
			place: func(c *Config) any { return &c.Diversity }},
		{Name: "labels", Kind: Choice, Choices: []string{"modes", "kmeans", ownLabels}, Group: "collapse", Restarts: true, When: is("structure", "classifier"),
			place: func(c *Config) any { return &c.Labels }},
		{Name: "classes", Kind: Int, Min: 2, Max: 32, Group: "collapse", Restarts: true, When: either(is("structure", "infogan"), is("labels", "kmeans")),
			place: func(c *Config) any { return &c.ClassCount }},
		{Name: "class_weight", Kind: Float, Max: 10, Group: "collapse", When: is("structure", "classifier", "infogan"),
			place: func(c *Config) any { return &c.ClassWeight }},
		{Name: "pack", Kind: Int, Min: 1, Max: 8, Group: "collapse", Restarts: true,
			place: func(c *Config) any { return &c.Pack }},
		{Name: "unroll", Kind: Int, Max: 20, Group: "collapse",
			place: func(c *Config) any { return &c.Unroll }},
		{Name: "minibatch", Kind: Choice, Choices: []string{"none", gan.Deviation, gan.Discrimination}, Group: "collapse", Restarts: true, Drawer: true,
			place: func(c *Config) any { return &c.Minibatch }},
		{Name: "features", Kind: Choice, Choices: []string{"raw", "autoencoder"}, Group: "collapse", Restarts: true, Drawer: true,
			place: func(c *Config) any { return &c.Features }},

		{Name: "latent", Kind: Choice, Choices: gan.Latents(), Group: "latent", Restarts: true, When: not("structure", "translate"),
			place: func(c *Config) any { return &c.Latent }},
		{Name: "latent_dim", Kind: Int, Min: 1, Max: 256, Log: true, Group: "latent", Restarts: true, When: not("structure", "translate"),
			place: func(c *Config) any { return &c.LatentDim }},
		{Name: "clusters", Kind: Int, Min: 2, Max: 32, Group: "latent", Restarts: true, When: is("latent", "mixture"),
			place: func(c *Config) any { return &c.Clusters }},
		{Name: "cluster_sigma", Kind: Float, Min: .001, Max: 1, Log: true, Group: "latent", Restarts: true, When: is("latent", "mixture"),
			place: func(c *Config) any { return &c.ClusterSigma }},

		{Name: "g_layers", Kind: Layers, Min: 1, Max: 512, Group: "generator", Restarts: true,
			place: func(c *Config) any { return &c.GLayers }},
		{Name: "g_activation", Kind: Choice, Choices: activation, Group: "generator", Restarts: true, Drawer: true,
			place: func(c *Config) any { return &c.GActivation }},

		{Name: "d_layers", Kind: Layers, Min: 1, Max: 512, Group: "discriminator", Restarts: true,
			place: func(c *Config) any { return &c.DLayers }},
		{Name: "d_activation", Kind: Choice, Choices: activation, Group: "discriminator", Restarts: true, Drawer: true,
			place: func(c *Config) any { return &c.DActivation }},
		{Name: "bottleneck", Kind: Int, Min: 1, Max: 16, Group: "discriminator", Restarts: true, When: is("loss", "began"),
			place: func(c *Config) any { return &c.Bottleneck }},

		{Name: "rule", Kind: Choice, Choices: optim.Rules(), Group: "rule", Drawer: true,
			place: func(c *Config) any { return &c.Rule }},
		{Name: "g_lr", Kind: Float, Min: 1e-6, Max: 1, Log: true, Group: "rule",
			place: func(c *Config) any { return &c.GRate }},
		{Name: "d_lr", Kind: Float, Min: 1e-6, Max: 1, Log: true, Group: "rule",
			place: func(c *Config) any { return &c.DRate }},
		{Name: "momentum", Kind: Float, Min: -.9, Max: .999, Group: "rule", Drawer: true, When: is("rule", "momentum"),
			place: func(c *Config) any { return &c.Momentum }},
		{Name: "decay", Kind: Float, Max: .9999, Group: "rule", Drawer: true, When: is("rule", "rmsprop"),
			place: func(c *Config) any { return &c.Decay }},
		{Name: "beta1", Kind: Float, Max: .999, Group: "rule", Drawer: true, When: is("rule", "adam", "optimistic-adam"),
			place: func(c *Config) any { return &c.Beta1 }},
		{Name: "beta2", Kind: Float, Max: .9999, Group: "rule", Drawer: true, When: is("rule", "adam", "optimistic-adam"),
			place: func(c *Config) any { return &c.Beta2 }},
		{Name: "schedule", Kind: Choice, Choices: gan.Schedules(), Group: "rule",
			place: func(c *Config) any { return &c.Schedule }},
		{Name: "schedule_end", Kind: Float, Max: 1, Group: "rule", Drawer: true, When: is("schedule", "cosine"),
			place: func(c *Config) any { return &c.ScheduleEnd }},
		{Name: "horizon", Kind: Int, Min: 100, Max: 1e6, Log: true, Group: "rule",
			When:  either(not("schedule", "constant"), not("penalty_end", "1"), not("instance_noise", "0")),
			place: func(c *Config) any { return &c.Horizon }},

		{Name: "instance_noise", Kind: Float, Max: 2, Group: "stability", Drawer: true,
			place: func(c *Config) any { return &c.InstanceNoise }},
		{Name: "ema", Kind: Float, Max: .9999, Group: "stability",
			place: func(c *Config) any { return &c.EMA }},
		{Name: "historical", Kind: Float, Max: 10, Group: "stability", Drawer: true,
			place: func(c *Config) any { return &c.Historical }},
		{Name: "consensus", Kind: Float, Max: 100, Group: "stability", Drawer: true,
			place: func(c *Config) any { return &c.Consensus }},
		{Name: "lookahead", Kind: Int, Max: 1000, Group: "stability", Drawer: true,
			place: func(c *Config) any { return &c.Lookahead }},
		{Name: "lookahead_alpha", Kind: Float, Max: 1, Group: "stability", Drawer: true, When: not("lookahead", "0"),
			place: func(c *Config) any { return &c.LookaheadAlpha }},

		{Name: "init", Kind: Choice, Choices: names(initialisations, named[nn.Initialisation].String), Group: "experiment", Restarts: true, Drawer: true,
			place: func(c *Config) any { return &c.Initialisation }},
		{Name: "seed", Kind: Seed, Max: maxSeed, Group: "experiment", Restarts: true,
			place: func(c *Config) any { return &c.Seed }},
	}
}

// sources are the clouds that need nothing but their kind.
func sources() []string {
	return slices.DeleteFunc(cloud.Kinds(), func(kind string) bool { return slices.Contains(cloud.Uses(kind), "points") })
}

// Schema returns every field, in the order people see them.
func Schema() []Field {
	list, d := slices.Clone(schema), Default()
	for i := range list {
		list[i].Default = d.Get(list[i].Name)
	}
	return list
}

// Groups returns the groups of the fields, in order.
func Groups() []string {
	return slices.Compact(names(schema, func(f Field) string { return f.Group }))
}

// find returns the field of that name, or nil.
func find(name string) *Field {
	for i := range schema {
		if schema[i].Name == name {
			return &schema[i]
		}
	}
	return nil
}
