package cloud

import "slices"

// kind is a family of clouds: its name, the fields of Spec it uses, its
// constants, and how one is made.
type kind struct {
	name      string
	uses      []string
	constants Spec
	make      func(Spec) *Cloud
}

// kinds lists every kind, in the order people see them. The constants of the
// ring and the grid are those of VEEGAN and PacGAN (Srivastava et al., 2017; Lin
// et al., 2018).
func kinds() []kind {
	return []kind{
		{"ring", []string{"modes", "radius", "sigma"}, Spec{Modes: 8, Radius: 2, Sigma: .02}, ring},
		{"grid", []string{"modes", "spacing", "sigma"}, Spec{Modes: 5, Spacing: 2, Sigma: .05}, grid},
		{"gaussian", []string{"sigma"}, Spec{Sigma: .5}, gaussian},
		{"gaussians", []string{"modes", "radius", "sigma", "seed"}, Spec{Modes: 6, Radius: 2, Sigma: .15, Seed: 1}, gaussians},
		{"line", []string{"radius", "sigma"}, Spec{Radius: 2, Sigma: .05}, line},
		{"circle", []string{"radius", "sigma"}, Spec{Radius: 2, Sigma: .05}, circle},
		{"moons", []string{"radius", "sigma"}, Spec{Radius: 2, Sigma: .08}, moons},
		{"spiral", []string{"radius", "sigma"}, Spec{Radius: 2, Sigma: .05}, spiral},
		{"swiss-roll", []string{"radius", "sigma"}, Spec{Radius: 2, Sigma: .05}, swissRoll},
		{"checkerboard", []string{"spacing"}, Spec{Spacing: 1}, checkerboard},
		{"disjoint", []string{"radius", "spacing", "sigma"}, Spec{Radius: 1, Spacing: 4, Sigma: .02}, disjoint},
		{"pinwheel", []string{"modes", "radius", "sigma"}, Spec{Modes: 5, Radius: 2, Sigma: .08}, pinwheel},
		{"points", []string{"points", "sigma"}, Spec{Sigma: .08, Points: []Point{{-1, -1}, {1, -1}, {0, 1}}}, points},
	}
}

// Kinds returns the names of all kinds, in the order people see them.
func Kinds() []string {
	var names []string
	for _, k := range kinds() {
		names = append(names, k.name)
	}
	return names
}

// Uses returns the fields of Spec, in lower case, that mean something for a kind.
func Uses(name string) []string {
	if k := find(name); k != nil {
		return k.uses
	}
	return nil
}

// HasModes returns whether a cloud of that kind is a mixture, whose modes are known.
func HasModes(name string) bool { return slices.Contains(mixtures, name) }

var mixtures = []string{"ring", "grid", "gaussian", "gaussians"}

// Defaults returns a kind's constants; the zero Spec for an unknown name.
func Defaults(name string) Spec {
	k := find(name)
	if k == nil {
		return Spec{}
	}
	k.constants.Kind = name
	return k.constants
}

func find(name string) *kind {
	for _, k := range kinds() {
		if k.name == name {
			return &k
		}
	}
	return nil
}
