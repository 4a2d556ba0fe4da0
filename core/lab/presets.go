package lab

import "strings"

// Preset is an experiment that is worth having by name.
type Preset struct {
	Name    string `json:"name"`  // texts under preset.<name>
	Group   string `json:"group"` // one of PresetGroups
	Link    string `json:"link"`
	Against string `json:"against"` // settings under which the effect is another, as in a link; "" for none
	Steps   int    `json:"steps"`   // after which the effect shows
}

// Opposite returns the link of what a preset is to be compared with: the same but
// for Against; "" if there is nothing.
func (p Preset) Opposite() string {
	if p.Against == "" {
		return ""
	}
	c, _ := Decode(p.Link)
	for pair := range strings.SplitSeq(p.Against, "&") {
		name, value, _ := strings.Cut(pair, "=")
		c.Set(name, value)
	}
	return c.Encode()
}

// PresetGroups returns the groups of presets: what a lecture shows, the best that we
// know, and what else a GAN is good for.
func PresetGroups() []string { return []string{"demonstration", "recipe", "task"} }

// Presets returns every preset, in the lecture's order. That each demonstration
// shows its effect, and its opposite does not, is tested.
func Presets() []Preset {
	// A game that finds no rest: the ring of Unrolled GAN (Metz et al., 2017), with
	// a higher rate and a smaller batch, so that it is quick.
	const restless = "loss=minimax&batch=64&latent_dim=256&g_layers=128,128&d_layers=128&d_activation=relu&g_lr=0.0003&d_lr=0.0003"
	const recipe = "g_layers=128,128&d_layers=128,128&loss=rpgan&r1=0.1&d_steps=2&schedule=cosine&horizon=15000&ema=0.99"
	return []Preset{
		{"k-too-large", "demonstration", "#defaults=1&loss=minimax&d_steps=50", "d_steps=1", 100},
		{"saturation", "demonstration", "#defaults=1&cloud=disjoint&loss=minimax&d_steps=20&rule=sgd&g_lr=0.05&d_lr=0.2", "loss=nonsaturating", 250},
		{"clip-or-penalty", "demonstration", "#defaults=1&loss=wgan&d_steps=5", "loss=wgan-gp", 1000},
		{"autoencoder-critic", "demonstration", "#defaults=1&cloud=circle&loss=began&g_lr=0.0005&d_lr=0.0005", "", 2000},
		{"hopping", "demonstration", "#defaults=1&" + restless, "unroll=5", 1000},
		{"unrolling", "demonstration", "#defaults=1&" + restless + "&unroll=5", "unroll=0", 1000},
		{"packing", "demonstration", "#defaults=1&" + restless + "&pack=2", "pack=1", 1000},
		{"bridges", "demonstration", "#defaults=1&r1=0.1&ema=0.99", "latent=mixture&cluster_sigma=0.03", 3000},
		{"classifier", "demonstration", "#defaults=1&structure=classifier", "class_weight=0", 1000},
		{"generators", "demonstration", "#defaults=1&structure=mgan", "diversity=0", 1000},
		{"r1-grid", "demonstration", "#defaults=1&cloud=grid&r1=0.1", "r1=0", 3000},
		{"averaging", "demonstration", "#defaults=1&loss=lsgan&ema=0.99", "ema=0", 2000},
		{"ring-recipe", "recipe", "#defaults=1&" + recipe + "&latent=mixture&clusters=32&cluster_sigma=0.05&latent_dim=4&g_lr=0.001&d_lr=0.004&penalty_end=0.0003", "schedule=constant&ema=0", 15000},
		{"grid-recipe", "recipe", "#defaults=1&cloud=grid&" + recipe + "&latent_dim=4&g_lr=0.002&d_lr=0.008&penalty_end=0.0001", "schedule=constant&ema=0", 15000},
		{"translate", "task", "#defaults=1&cloud=moons&structure=translate&source=circle", "cycle=0", 2000},
		{"densify", "task", "#defaults=1&cloud=spiral&structure=densify", "coarse=2", 2000},
	}
}
