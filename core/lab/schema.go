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
	Layers Kind = "layers" // 1 to MaxLayers widths: 64,64
	Points Kind = "points" // a person's own cloud, as PointsText writes it
	Seed   Kind = "seed"   // a whole number that chooses among equals
)

// MaxLayers is how many hidden layers a network may have.
const MaxLayers = 8

// Field describes one setting. What is readable about it is in the tables of
// assets/text, under field.<name>, choice.<name>.<value> and group.<group>.
type Field struct {
	Name     string     `json:"name"` // in links, on the command line, in the page
	Kind     Kind       `json:"kind"`
	Default  any        `json:"default"`           // in Default; a cloud of another kind has its own constants
	Min      float64    `json:"min"`               // numbers, each width of Layers, and the number of Points
	Max      float64    `json:"max"`               //
	Choices  []string   `json:"choices,omitempty"` // values of a Choice
	Group    string     `json:"group"`             // one of Groups
	Unit     string     `json:"unit,omitempty"`    // of the number: plane, points, ...
	Restarts bool       `json:"restarts"`          // a change begins the training anew
	Drawer   bool       `json:"drawer"`            // not among the page's first controls
	Log      bool       `json:"log,omitempty"`     // equal steps of a slider multiply
	When     *Condition `json:"when,omitempty"`    // the field means something only then

	place func(c *Config) any // where the value lies: a pointer into c
}

// Condition holds where a Choice has one of some values.
type Condition struct {
	Field  string   `json:"field"`
	Values []string `json:"values"`
}

// The order of play.
const (
	alternating  = "alternating"  // G answers D's new state
	simultaneous = "simultaneous" // both move from the same state
)

// named is a choice with what it stands for.
type named[T any] struct {
	name  string
	value T
}

var activations = []named[kernel.Activation]{
	{"relu", kernel.ReLU}, {"leaky-relu", kernel.LeakyReLU}, {"tanh", kernel.Tanh},
	{"sigmoid", kernel.Sigmoid}, {"elu", kernel.ELU}, {"silu", kernel.SiLU},
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
	shapes := func(name string) *Condition {
		w := &Condition{Field: "cloud"}
		for _, kind := range cloud.Kinds() {
			if slices.Contains(cloud.Uses(kind), name) {
				w.Values = append(w.Values, kind)
			}
		}
		return w
	}
	rule := func(names ...string) *Condition { return &Condition{"rule", names} }
	activation := names(activations, named[kernel.Activation].String)
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
			place: func(c *Config) any { return &c.Points }},
		{Name: "standardise", Kind: Bool, Group: "data", Restarts: true, Drawer: true,
			place: func(c *Config) any { return &c.Standardise }},

		{Name: "loss", Kind: Choice, Choices: names(gan.Losses(), func(l gan.Loss) string { return l.Name }), Group: "game",
			place: func(c *Config) any { return &c.Loss }},
		{Name: "play", Kind: Choice, Choices: []string{alternating, simultaneous}, Group: "game", Drawer: true,
			place: func(c *Config) any { return &c.Play }},
		{Name: "d_steps", Kind: Int, Min: 1, Max: 100, Log: true, Group: "game",
			place: func(c *Config) any { return &c.DSteps }},
		{Name: "batch", Kind: Int, Min: 8, Max: 2048, Log: true, Group: "game", Unit: "points",
			place: func(c *Config) any { return &c.Batch }},

		{Name: "latent", Kind: Choice, Choices: gan.Latents(), Group: "latent", Restarts: true,
			place: func(c *Config) any { return &c.Latent }},
		{Name: "latent_dim", Kind: Int, Min: 1, Max: 256, Log: true, Group: "latent", Restarts: true,
			place: func(c *Config) any { return &c.LatentDim }},

		{Name: "g_layers", Kind: Layers, Min: 1, Max: 512, Group: "generator", Restarts: true,
			place: func(c *Config) any { return &c.GLayers }},
		{Name: "g_activation", Kind: Choice, Choices: activation, Group: "generator", Restarts: true, Drawer: true,
			place: func(c *Config) any { return &c.GActivation }},

		{Name: "d_layers", Kind: Layers, Min: 1, Max: 512, Group: "discriminator", Restarts: true,
			place: func(c *Config) any { return &c.DLayers }},
		{Name: "d_activation", Kind: Choice, Choices: activation, Group: "discriminator", Restarts: true, Drawer: true,
			place: func(c *Config) any { return &c.DActivation }},

		{Name: "rule", Kind: Choice, Choices: optim.Rules(), Group: "rule", Drawer: true,
			place: func(c *Config) any { return &c.Rule }},
		{Name: "g_lr", Kind: Float, Min: 1e-6, Max: 1, Log: true, Group: "rule",
			place: func(c *Config) any { return &c.GRate }},
		{Name: "d_lr", Kind: Float, Min: 1e-6, Max: 1, Log: true, Group: "rule",
			place: func(c *Config) any { return &c.DRate }},
		{Name: "momentum", Kind: Float, Max: .999, Group: "rule", Drawer: true, When: rule("momentum"),
			place: func(c *Config) any { return &c.Momentum }},
		{Name: "decay", Kind: Float, Max: .9999, Group: "rule", Drawer: true, When: rule("rmsprop"),
			place: func(c *Config) any { return &c.Decay }},
		{Name: "beta1", Kind: Float, Max: .999, Group: "rule", Drawer: true, When: rule("adam"),
			place: func(c *Config) any { return &c.Beta1 }},
		{Name: "beta2", Kind: Float, Max: .9999, Group: "rule", Drawer: true, When: rule("adam"),
			place: func(c *Config) any { return &c.Beta2 }},

		{Name: "init", Kind: Choice, Choices: names(initialisations, named[nn.Initialisation].String), Group: "experiment", Restarts: true, Drawer: true,
			place: func(c *Config) any { return &c.Initialisation }},
		{Name: "seed", Kind: Seed, Max: maxSeed, Group: "experiment", Restarts: true, Drawer: true,
			place: func(c *Config) any { return &c.Seed }},
	}
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
