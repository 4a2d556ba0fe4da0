package lab

import (
	"reflect"
	"strings"
	"testing"

	"saddle/core/gan"
	"saddle/core/kernel"
	"saddle/core/nn"
	"saddle/core/optim"
)

// Each setting reaches its own place in the game: all of them have another number here.
func TestSettingsReachTheGame(t *testing.T) {
	c := Default()
	for pair := range strings.SplitSeq("structure=infogan&loss=lsgan&lsgan_a=-1.5&lsgan_b=1.25&lsgan_c=0.75&play=simultaneous&d_steps=3&batch=90"+
		"&gp=0.11&gp_sides=one&dragan=0.12&r1=0.13&r2=0.14&penalty_end=0.15&spectral_norm=true&clip=0.16&classes=7&class_weight=0.17"+
		"&pack=5&minibatch=stddev&features=autoencoder&latent=mixture&latent_dim=4&clusters=6&cluster_sigma=0.18&g_layers=9,10&g_activation=tanh"+
		"&d_layers=11,12,13&d_activation=elu&rule=adam&g_lr=0.019&d_lr=0.021&beta1=0.22&beta2=0.23&schedule=cosine&schedule_end=0.24&horizon=2500"+
		"&instance_noise=0.26&ema=0.27&historical=0.28&consensus=0.29&lookahead=31&lookahead_alpha=0.32&init=he&seed=33&standardise=false", "&") {
		name, text, _ := strings.Cut(pair, "=")
		if err := c.Set(name, text); err != nil {
			t.Fatal(err)
		}
	}
	// These mean nothing here, and are handed on all the same.
	c.Gamma, c.RealLabel, c.Unroll, c.Generators, c.Diversity = .34, .85, 2, 14, .35
	c.Cycle, c.Coarse, c.Bottleneck, c.Momentum, c.Decay = .36, .37, 15, .38, .39
	player := func(rate float64, f kernel.Activation, hidden ...int) gan.Player {
		return gan.Player{Hidden: hidden, Activation: f, Initialisation: nn.He, Rule: optim.Settings{Rule: "adam", LearningRate: rate,
			Momentum: .38, Decay: .39, Beta1: .22, Beta2: .23, Epsilon: 1e-8}}
	}
	l := &Lab{config: c, cloud: newCloud(c)}
	want := gan.Settings{
		Data: l.cloud, Loss: "lsgan", Numbers: gan.Numbers{RealLabel: .85, A: -1.5, B: 1.25, C: .75, Gamma: .34},
		Play: gan.Simultaneous, DSteps: 3, Batch: 90,
		Penalties:    gan.Penalties{Between: .11, OneSided: true, Around: .12, Real: .13, Fake: .14, End: .15},
		SpectralNorm: true, Clip: .16,
		Structure: "infogan", Unroll: 2, Pack: 5, Minibatch: gan.Deviation, Features: true, Generators: 14, Diversity: .35,
		Codes: 7, ClassWeight: .17, Cycle: .36, Coarse: .37,
		Latent: gan.Latent{Kind: "mixture", Dim: 4, Clusters: 6, Sigma: .18},
		G:      player(.019, kernel.Tanh, 9, 10), D: player(.021, kernel.ELU, 11, 12, 13), Bottleneck: 15,
		Schedule:      gan.Schedule{Kind: "cosine", End: .24, Horizon: 2500},
		InstanceNoise: .26, Average: .27, Historical: .28, Consensus: .29, Lookahead: 31, LookaheadAlpha: .32, Seed: 33,
	}
	got, expected := reflect.ValueOf(l.settings(c)), reflect.ValueOf(want)
	for i := range got.NumField() {
		if g, w := got.Field(i).Interface(), expected.Field(i).Interface(); !reflect.DeepEqual(g, w) {
			t.Errorf("%s is %+v, want %+v", got.Type().Field(i).Name, g, w)
		}
	}
}

// What is not in that experiment: other ways to play, what D is told, where classes and
// sources come from.
func TestChoicesReachTheGame(t *testing.T) {
	of := func(pairs ...string) gan.Settings {
		c := small(t, append([]string{"r1", "0"}, pairs...)...)
		return (&Lab{config: c, cloud: newCloud(c)}).settings(c)
	}
	if s := of(); s.Play != gan.Alternating || s.Minibatch != "" || s.Features || s.Penalties.OneSided || !s.Standardise || s.Classes != nil || s.Source != nil {
		t.Errorf("the default plays %+v", s)
	}
	if s := of("play", "extragradient"); s.Play != gan.Extragradient {
		t.Errorf("extragradient is %v", s.Play)
	}
	if s := of("minibatch", "discrimination"); s.Minibatch != gan.Discrimination {
		t.Errorf("discrimination is %q", s.Minibatch)
	}
	for labels, want := range map[string]int{"modes": 8, "kmeans": 5} {
		s := of("structure", "classifier", "labels", labels, "classes", "5")
		if n := s.Classes.Count(); n != want {
			t.Errorf("%s: %d classes, want %d", labels, n, want)
		}
	}
	for name, f := range map[string]kernel.Activation{"relu": kernel.ReLU, "leaky-relu": kernel.LeakyReLU, "tanh": kernel.Tanh,
		"sigmoid": kernel.Sigmoid, "elu": kernel.ELU, "silu": kernel.SiLU} {
		if s := of("g_activation", name); s.G.Activation != f {
			t.Errorf("%s is %v", name, s.G.Activation)
		}
	}
	if s := of("init", "glorot"); s.G.Initialisation != nn.Glorot || s.D.Initialisation != nn.Glorot {
		t.Errorf("Glorot's is %v and %v", s.G.Initialisation, s.D.Initialisation)
	}
	spiral, moons := of("structure", "translate", "source", "spiral").Source, of("structure", "translate", "source", "moons").Source
	if spiral == nil || moons == nil || spiral.Deviation() == moons.Deviation() {
		t.Errorf("sources %v and %v", spiral, moons)
	}
}
