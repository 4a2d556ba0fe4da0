package lab

// Preset is an experiment that is worth having by name.
type Preset struct {
	Name  string `json:"name"`  // texts under preset.<name>
	Group string `json:"group"` // one of PresetGroups
	Link  string `json:"link"`
	Steps int    `json:"steps"` // after which its effect shows
}

// PresetGroups returns the groups of presets: what a lecture shows, the best that we
// know, and what else a GAN is good for.
func PresetGroups() []string { return []string{"demonstration", "recipe", "task"} }

// Presets returns every preset, in the order people see them.
func Presets() []Preset {
	const deep = "&g_layers=128,128&d_layers=128,128&d_lr=0.001&g_activation=leaky-relu"
	const recipe = "g_layers=128,128&d_layers=128,128&r1=0.1&penalty_end=0.001&schedule=cosine&ema=0.99"
	return []Preset{
		{"saturation", "demonstration", "#loss=minimax&d_steps=10&d_lr=0.002", 2000},
		{"hopping", "demonstration", "#loss=minimax&g_layers=64,64&d_layers=64&latent_dim=64&g_lr=0.001&d_lr=0.0001", 4000},
		{"unrolling", "demonstration", "#loss=minimax&g_layers=64,64&d_layers=64&latent_dim=64&g_lr=0.001&d_lr=0.0001&unroll=5", 2000},
		{"packing", "demonstration", "#pack=2", 4000},
		{"r1-grid", "demonstration", "#cloud=grid&loss=rpgan&r1=0.1&r2=0.1" + deep, 4000},
		{"k-too-large", "demonstration", "#loss=minimax&d_steps=50", 300},
		{"clip-or-penalty", "demonstration", "#loss=wgan&d_steps=5", 2000},
		{"averaging", "demonstration", "#loss=lsgan&ema=0.99", 3000},
		{"bridges", "demonstration", "#latent=mixture", 3000},
		{"generators", "demonstration", "#structure=mgan", 2000},
		{"classifier", "demonstration", "#structure=classifier", 2000},
		{"autoencoder-critic", "demonstration", "#loss=began", 3000},
		{"ring-recipe", "recipe", "#" + recipe + "&horizon=12000", 12000},
		{"grid-recipe", "recipe", "#cloud=grid&" + recipe + "&horizon=15000", 15000},
		{"translate", "task", "#structure=translate&cloud=moons&source=circle", 3000},
		{"densify", "task", "#structure=densify&cloud=spiral&coarse=0.5", 3000},
	}
}
