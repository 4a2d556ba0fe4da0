package lab

import (
	"slices"

	"saddle/core/cloud"
	"saddle/core/optim"
)

// conflict is what cannot be played together, though each part of it can.
type conflict struct {
	code   string // of the FieldError
	fields []string
	holds  func(c *Config) bool
}

// conflicts lists all of them.
func conflicts() []conflict {
	began := func(c *Config) bool { return c.Loss == "began" && c.Structure != "veegan" }
	slopes := func(c *Config) bool { return c.GP != 0 || c.DRAGAN != 0 || c.R1 != 0 || c.R2 != 0 }
	return []conflict{
		{"began_plain", []string{"loss", "minibatch"}, func(c *Config) bool { return began(c) && c.Minibatch != "none" }},
		{"began_plain", []string{"loss", "features"}, func(c *Config) bool { return began(c) && c.Features != "raw" }},
		{"began_plain", []string{"loss", "pack"}, func(c *Config) bool { return began(c) && c.Pack > 1 }},
		{"began_plain", []string{"loss", "structure"}, func(c *Config) bool { return began(c) && c.Structure == "mgan" }},
		{"d2gan_penalty", []string{"loss", "gp", "dragan", "r1", "r2"}, func(c *Config) bool {
			return c.Loss == "d2gan" && c.Structure != "veegan" && slopes(c)
		}},
		{"pack_batch", []string{"pack", "batch"}, func(c *Config) bool { return c.Batch%c.Pack != 0 }},
		{"pack_mgan", []string{"pack", "structure"}, func(c *Config) bool { return c.Pack > 1 && c.Structure == "mgan" }},
		{"no_modes", []string{"labels", "cloud", "structure"}, func(c *Config) bool {
			return c.Structure == "classifier" && c.Labels == "modes" && !cloud.HasModes(c.Cloud)
		}},
		{"no_labels", []string{"labels", "cloud", "points", "structure"}, func(c *Config) bool {
			return c.Structure == "classifier" && c.Labels == ownLabels && (c.Cloud != "points" || c.Own.Classes == nil)
		}},
		{"unroll_rule", []string{"unroll", "rule"}, func(c *Config) bool {
			return c.Unroll > 0 && !slices.Contains(optim.UnrolledRules(), c.Rule)
		}},
		{"unroll_consensus", []string{"unroll", "consensus"}, func(c *Config) bool { return c.Unroll > 0 && c.Consensus > 0 }},
		{"discrimination_batch", []string{"minibatch", "batch"}, func(c *Config) bool {
			return c.Minibatch == "discrimination" && c.Batch > 512
		}},
	}
}

// conflict returns what keeps a field's new value from going with the others.
func (c *Config) conflict(name string) *FieldError {
	for _, x := range conflicts() {
		if !slices.Contains(x.fields, name) || !x.holds(c) {
			continue
		}
		other := x.fields[0]
		if other == name {
			other = x.fields[1]
		}
		return wrong(name, x.code, map[string]any{"value": c.Text(name), "other": other, "choice": c.Text(other)})
	}
	return nil
}

// conflicted reports whether anything in the settings cannot be played together.
func (c *Config) conflicted() bool {
	return slices.ContainsFunc(conflicts(), func(x conflict) bool { return x.holds(c) })
}
