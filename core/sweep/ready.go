package sweep

import (
	"strconv"
	"strings"

	"saddle/core/lab"
)

// Ready is a sweep that is worth having by name: an axis, and which of its values to take at first.
type Ready struct {
	Name   string   `json:"name"` // one of ReadyNames; texts under race.ready.<name>
	Axis   string   `json:"axis"`
	Values []string `json:"values"` // as a sweep has them
	Chosen int      `json:"chosen"` // how many of the first
}

// ReadyNames returns the names of all ready sweeps.
func ReadyNames() []string { return []string{"losses", "remedies", "seeds", "rates"} }

// remedies are what the literature has against collapse and unrest, each at a usual strength, the
// best known first.
var remedies = []string{
	"r1=0.1", "gp=0.1", "spectral_norm=true", "pack=2", "unroll=5", "minibatch=stddev", "structure=mgan", "ema=0.99",
	"r2=0.1", "dragan=1", "minibatch=discrimination", "features=autoencoder", "latent=mixture", "schedule=cosine", "instance_noise=0.1",
	"real_label=0.9", "historical=1", "consensus=1", "lookahead=5", "play=extragradient", "rule=optimistic-adam",
}

// ReadySweeps returns the ready sweeps of an experiment, of whose values at most so many are taken at first.
func ReadySweeps(experiment lab.Config, most int) []Ready {
	losses := Ready{Name: "losses", Axis: "loss"}
	for _, f := range lab.Schema() {
		if f.Name == "loss" {
			losses.Values = f.Choices
		}
	}
	against := Ready{Name: "remedies", Axis: with, Values: []string{base}}
	for _, value := range remedies {
		name, text, _ := strings.Cut(value, "=")
		c := experiment
		if c.Set(name, text) == nil && c.Unused(name) == nil && c.Encode() != experiment.Encode() {
			against.Values = append(against.Values, value)
		}
	}
	seeds := Ready{Name: "seeds", Axis: "seed"}
	const wanted = 5
	first := experiment.Seed
	if c := experiment; c.Set("seed", strconv.Itoa(first+wanted-1)) != nil {
		first -= wanted - 1 // there are no larger ones
	}
	seeds.Values = []string{strconv.Itoa(first) + ".." + strconv.Itoa(first+wanted-1)}
	rates := Ready{Name: "rates", Axis: with}
	for _, factor := range []float64{.25, .5, 1, 2, 4} {
		c := experiment
		g, d := plain(digits(c.GRate*factor)), plain(digits(c.DRate*factor))
		if c.SetAll([]lab.Change{{Field: "g_lr", Value: g}, {Field: "d_lr", Value: d}}) == nil {
			rates.Values = append(rates.Values, "g_lr="+g+"+d_lr="+d)
		}
	}
	list := []Ready{losses, against, seeds, rates}
	for i := range list {
		list[i].Chosen = min(most, len(list[i].Values))
	}
	return list
}

// Text returns the sweep of the values that are taken at first.
func (r Ready) Text() string { return r.Axis + ":" + strings.Join(r.Values[:r.Chosen], ",") }
