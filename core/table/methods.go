package table

import (
	"strings"

	"saddle/core/lab"
)

// UsualSteps are the rounds of a method that names no others: as many as it takes until the game without any remedy gets no
// better, nor one with an average of G by more than some percent (RATIONALE.md).
const UsualSteps = 6000

// Common is the set-up under every method that is not Alone: what a method's own
// link leaves unsaid. Two hidden layers and Adam are what published comparisons use;
// layers of 64 let one core train a method from ten seeds in about half a minute.
const Common = "defaults=1&standardise=true&loss=nonsaturating&play=alternating&d_steps=1&batch=128&latent=gaussian&latent_dim=2" +
	"&g_layers=64,64&g_activation=leaky-relu&d_layers=64,64&d_activation=leaky-relu" +
	"&rule=adam&g_lr=0.001&d_lr=0.001&beta1=0.5&beta2=0.999&init=glorot"

// Methods returns what is compared: each loss, each penalty and each remedy, alone
// beside Common as far as that goes, some that are meant to be together, and the presets
// that are recipes.
func Methods() []Method {
	ring := map[string]string{"ring": ""} // there alone
	return append([]Method{
		// Losses.
		{Name: "minimax", Link: "loss=minimax", Published: "GAN (VEEGAN's)"},
		{Name: "nonsaturating", Link: "loss=nonsaturating", Published: "GAN (PacGAN's)", Note: "what most of the others add something to"},
		{Name: "lsgan", Link: "loss=lsgan"},
		{Name: "lsgan-pearson", Link: "loss=lsgan&lsgan_a=-1&lsgan_b=1&lsgan_c=0", Note: "targets -1, 1 and 0: Pearson's chi-square"},
		{Name: "wgan", Link: "loss=wgan&clip=0.01&d_steps=5&ema=0.999", Note: "clip 0.01, five moves of D in a round"},
		{Name: "wgan-clip-0.1", Link: "loss=wgan&clip=0.1&d_steps=5&ema=0.999", Note: "a wider clip"},
		{Name: "wgan-gp", Link: "loss=wgan-gp&gp=0.1&d_steps=5&ema=0.999", Published: "WGAN-GP", Note: "weight 0.1, five moves of D in a round"},
		{Name: "began", Link: "loss=began"},
		{Name: "hinge", Link: "loss=hinge"},
		{Name: "rpgan", Link: "loss=rpgan"},
		{Name: "ragan", Link: "loss=ragan"},
		{Name: "fgan-kl", Link: "loss=fgan-kl"},
		{Name: "fgan-reverse-kl", Link: "loss=fgan-reverse-kl"},
		{Name: "fgan-pearson", Link: "loss=fgan-pearson"},
		{Name: "fgan-hellinger", Link: "loss=fgan-hellinger"},
		{Name: "d2gan", Link: "loss=d2gan"},

		// Penalties.
		{Name: "gp", Link: "gp=0.1"},
		{Name: "gp-one-sided", Link: "gp=0.1&gp_sides=one"},
		{Name: "dragan", Link: "dragan=1"},
		{Name: "r1", Link: "r1=0.1"},
		{Name: "r2", Link: "r2=0.1"},
		{Name: "r1-r2", Link: "r1=0.1&r2=0.1"},
		{Name: "spectral-norm", Link: "loss=hinge&spectral_norm=true", Note: "with the hinge loss, as it was published for images"},

		// Against mode collapse.
		{Name: "unrolled-0", Link: unrolling, On: ring, Steps: 4000, Note: "the ring as the code of Unrolled GAN has it, without unrolling"},
		{Name: "unrolled-10", Link: unrolling + "&unroll=10", On: ring, Steps: 4000, Published: "Unrolled GAN", Note: "the same with ten steps unrolled"},
		{Name: "pacgan2", Link: "pack=2", Published: "PacGAN2"},
		{Name: "pacgan3", Link: "pack=3&batch=126", Published: "PacGAN3", Note: "a batch that threes divide"},
		{Name: "pacgan4", Link: "pack=4", Published: "PacGAN4"},
		{Name: "minibatch-stddev", Link: "minibatch=stddev"},
		{Name: "minibatch-discrimination", Link: "minibatch=discrimination&batch=64", Note: "batch 64: every point is compared with every other"},
		{Name: "mgan", Link: "structure=mgan&generators=8&diversity=0.125", Published: "MGAN", Note: "8 generators"},
		{Name: "veegan", Link: "structure=veegan", Published: "VEEGAN", Note: "2 latent dimensions; the published one has 254"},
		{Name: "classifier", Link: "structure=classifier&labels=modes", Note: "told the mode of each real point"},
		{Name: "classifier-kmeans", Link: "structure=classifier&labels=kmeans",
			On: map[string]string{"ring": "classes=8", "grid": "classes=25"}, Note: "told how many modes there are"},
		{Name: "infogan", Link: "structure=infogan",
			On: map[string]string{"ring": "classes=8", "grid": "classes=25"}, Note: "told how many modes there are"},
		{Name: "clustered-latent", Link: "latent=mixture&cluster_sigma=0.1",
			On: map[string]string{"ring": "clusters=8", "grid": "clusters=25"}, Published: "BourGAN", Note: "told how many modes there are; BourGAN finds its clusters from the data"},
		{Name: "uniform-latent", Link: "latent=uniform"},
		{Name: "autoencoder-features", Link: "features=autoencoder"},

		// For the game.
		{Name: "historical", Link: "historical=1"},
		{Name: "label-smoothing", Link: "real_label=0.9"},
		{Name: "instance-noise", Link: "instance_noise=0.1&horizon=6000"},
		{Name: "two-rates", Link: "g_lr=0.0005&d_lr=0.002", Note: "D's learning rate is four times G's"},
		{Name: "cosine", Link: "schedule=cosine&horizon=6000"},
		{Name: "step", Link: "schedule=step&horizon=6000"},
		{Name: "ema", Link: "ema=0.999"},
		{Name: "lsgan-ema", Link: "loss=lsgan&ema=0.999"},
		{Name: "consensus", Link: "consensus=1"},
		{Name: "extragradient", Link: "play=extragradient", Note: "with Adam: ExtraAdam"},
		{Name: "simultaneous", Link: "play=simultaneous"},
		{Name: "optimistic-adam", Link: "rule=optimistic-adam"},
		{Name: "lookahead", Link: "lookahead=5&lookahead_alpha=0.5"},
		{Name: "negative-momentum", Link: "rule=momentum&momentum=-0.5&g_lr=0.05&d_lr=0.05"},
		{Name: "momentum", Link: "rule=momentum&momentum=0.5&g_lr=0.05&d_lr=0.05", Note: "to compare with negative momentum"},
		{Name: "sgd", Link: "rule=sgd&g_lr=0.05&d_lr=0.05"},
		{Name: "rmsprop", Link: "rule=rmsprop"},

		// Together.
		{Name: "r1-ema", Link: "r1=0.1&ema=0.999"},
		{Name: "r3gan", Link: "loss=rpgan&r1=0.1&r2=0.1&penalty_end=0.01&schedule=cosine&horizon=6000&ema=0.999",
			Note: "relativistic pairing with both penalties, which fall to a hundredth"},
		{Name: "pacgan2-cosine", Link: "pack=2&schedule=cosine&horizon=6000&ema=0.999"},
		{Name: "minimax-strong-d", Link: "loss=minimax&d_steps=10&d_lr=0.002", Note: "ten moves of D in a round: meant to fail"},
		{Name: "clustered-pairs", Link: held + "&loss=rpgan&r2=0.1&pack=2&latent=mixture&clusters=16&latent_dim=8&horizon=10000", Steps: 10000, On: ring,
			Note: "R3GAN in pairs, with more clusters in the latent than there are modes"},
		{Name: "coded-r3gan", Link: held + "&loss=rpgan&r2=0.1&structure=infogan&classes=8&latent_dim=16&horizon=10000", Steps: 10000, On: ring,
			Note: "R3GAN whose G is given one of eight classes"},
		{Name: "generators-r3gan", Link: held + "&loss=rpgan&r2=0.1&structure=mgan&generators=25&latent_dim=8&horizon=12000", Steps: 12000,
			On: map[string]string{"grid": ""}, Note: "R3GAN with 25 generators"},
	}, recipes()...)
}

// recipes are the page's.
func recipes() (list []Method) {
	for _, p := range lab.Presets() {
		if p.Group == "recipe" {
			list = append(list, recipe(p.Name, p.Link, p.Steps))
		}
	}
	return list
}

// held is what lets a game come to rest, and its points become sharp.
const held = "g_layers=128,128&d_layers=128,128&r1=0.1&penalty_end=0.001&schedule=cosine&ema=0.99"

// unrolling is the set-up of Unrolled GAN's ring, with the batch halved.
const unrolling = "loss=minimax&g_layers=128,128&d_layers=128&g_activation=relu&d_activation=relu" +
	"&latent_dim=256&g_lr=0.0001&d_lr=0.0001&beta1=0.5&batch=256"

// recipe is the method of a preset: its link, on the cloud that it names, and nothing
// of Common.
func recipe(name, link string, steps int) Method {
	c, _ := lab.Decode(link)
	own := without(strings.TrimPrefix(link, "#"), []string{"seed"})
	return Method{Name: name, On: map[string]string{c.Cloud: own}, Steps: steps, Alone: true, Note: "a preset of the page"}
}
