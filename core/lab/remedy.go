package lab

import "slices"

// Remedy is settings to try, under a name of RemedyNames.
type Remedy struct {
	Name    string   `json:"name"`
	Changes []Change `json:"changes"`
}

// Change is another value of a field.
type Change struct {
	Field string `json:"field"`
	Value string `json:"value"`
}

// RemedyNames returns the names of all the remedies.
func RemedyNames() []string {
	return []string{"r1", "d_lr", "loss", "pack", "unroll", "ema", "schedule", "calm", "calm_clip", "calm_gp", "calm_loss"}
}

// one is a remedy of one setting, named for it.
func one(field, value string) Remedy { return Remedy{field, []Change{{field, value}}} }

// calm is what a run that has diverged does not diverge with again: Adam, whose steps are
// no longer for larger gradients, at rates that are as usual or lower, and a bound for a
// critic that has none. Where all of that was so already, it is another loss.
func (l *Lab) calm() Remedy {
	c, usual := l.config, Default()
	r := Remedy{Name: "calm"}
	change := func(field, value string) {
		if c.Text(field) != value && c.Unused(field) == nil && c.Set(field, value) == nil {
			r.Changes = append(r.Changes, Change{field, value})
		}
	}
	change("rule", "adam")
	change("g_lr", number(min(c.GRate, usual.GRate)))
	change("d_lr", number(min(c.DRate, usual.DRate)))
	change("beta1", number(min(c.Beta1, .9)))
	change("beta2", number(max(c.Beta2, .99)))
	clip, gp, _ := bounds(c.Loss)
	switch held := c.GP+c.DRAGAN != 0 || c.SpectralNorm; {
	case clip != 0 && !held && (c.Clip == 0 || c.Clip > clip):
		change("clip", number(clip))
		r.Name = "calm_clip"
	case gp != 0 && !held:
		change("gp", number(gp))
		r.Name = "calm_gp"
	}
	if len(r.Changes) == 0 {
		change("loss", usual.Loss)
		change("r1", "0.1")
		r.Name = "calm_loss"
	}
	return r
}

// open returns those of the remedies that are not taken already and go with the settings.
func (l *Lab) open(remedies ...Remedy) []Remedy {
	return slices.DeleteFunc(remedies, func(r Remedy) bool {
		c := l.config
		for _, change := range r.Changes {
			if l.taken(change) || c.Set(change.Field, change.Value) != nil || c.Unused(change.Field) != nil {
				return true
			}
		}
		return len(r.Changes) == 0
	})
}

// taken reports whether a setting is in force already, or one like it.
func (l *Lab) taken(x Change) bool {
	c, f := l.config, find(x.Field)
	rate := x.Field == "g_lr" || x.Field == "d_lr"
	return f.Kind == Float && !rate && c.Get(x.Field).(float64) != 0 ||
		f.Kind == Int && c.Get(x.Field).(int) > 1 || c.Text(x.Field) == x.Value
}
