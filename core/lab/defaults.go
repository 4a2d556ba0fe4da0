package lab

import "strconv"

// A link says which defaults it was written against (defaults=1), so that these can
// change and no link changes its meaning. One that says nothing is of the second
// version, the newest when links began to say it; links of later versions will name
// theirs.
const (
	versionName    = "defaults"
	newestDefaults = 2
)

// Default is the experiment that an empty link describes: a GAN that learns the
// ring of eight Gaussians, under settings with which it covers all eight within
// 1,000 steps from every seed that was tried, and stays there.
func Default() Config {
	c := Config{
		Standardise: true,
		Source:      "spiral",
		Loss:        "nonsaturating", LSGANA: 0, LSGANB: 1, LSGANC: 1, Gamma: .5, RealLabel: 1,
		Play: "alternating", DSteps: 1, Batch: 128,
		GPSides: "two", R1: .1, PenaltyEnd: 1,
		Structure: "plain", Pack: 1, Minibatch: "none", Features: "raw", Generators: 8, Diversity: .125,
		ClassCount: 8, ClassWeight: 1, Cycle: 1, Coarse: 1,
		Latent: "gaussian", LatentDim: 2, Clusters: 8, ClusterSigma: .1,
		Bottleneck: 1,
		GLayers:    []int{64, 64}, GActivation: "relu",
		DLayers: []int{64, 64}, DActivation: "leaky-relu",
		Rule: "adam", GRate: 2e-3, DRate: 4e-3, Momentum: .9, Decay: .9, Beta1: .5, Beta2: .999,
		Schedule: "constant", Horizon: 10000, EMA: .99, LookaheadAlpha: .5,
		Initialisation: "glorot", Seed: 1,
	}
	c.setCloud("ring")
	return c
}

// defaults returns the defaults of a version, by its name in a link; false if there is
// no such version.
func defaults(version string) (Config, bool) {
	c := Default()
	switch version {
	case strconv.Itoa(newestDefaults):
		return c, true
	case "1": // neither a penalty nor an average, half the rates, twice the batch
		c.Batch, c.R1, c.EMA = 256, 0, 0
		c.GRate, c.DRate = 1e-3, 2e-3
		return c, true
	}
	return Config{}, false
}

// unsaid returns what a link leaves unsaid: the cloud's and the loss's own constants,
// and the defaults for the rest. A loss that is not in force is not in the link either.
func (c Config) unsaid(defaults Config) Config {
	cloud, loss := defaults.Cloud, defaults.Loss
	defaults.setCloud(c.Cloud)
	if c.Unused("loss") == nil {
		defaults.setLoss(c.Loss)
	}
	defaults.Cloud, defaults.Loss = cloud, loss
	return defaults
}

// bounds are what keeps a loss's critic from growing steep: as published, or else R1's
// penalty. D2GAN's two critics have no one slope to penalise, BEGAN's has a rule of
// its own.
func bounds(loss string) (clip, gp, r1 float64) {
	switch loss {
	case "wgan":
		return .01, 0, 0
	case "wgan-gp":
		return 0, .1, 0
	case "began", "d2gan":
		return 0, 0, 0
	}
	return 0, 0, .1
}

// setLoss changes the loss, and the bounds that were the former one's own.
func (c *Config) setLoss(name string) {
	oldClip, oldGP, oldR1 := bounds(c.Loss)
	clip, gp, r1 := bounds(name)
	if c.Clip == oldClip {
		c.Clip = clip
	}
	if c.GP == oldGP {
		c.GP = gp
	}
	if c.R1 == oldR1 {
		c.R1 = r1
	}
	c.Loss = name
}
