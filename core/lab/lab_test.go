package lab

import (
	"math"
	"slices"
	"testing"

	"saddle/core/gan"
)

// small is the default experiment on small networks, with some changes.
func small(t testing.TB, settings ...string) Config {
	t.Helper()
	c := Default()
	settings = append([]string{"g_layers", "8,8", "d_layers", "8,8", "batch", "32"}, settings...)
	for i := 0; i < len(settings); i += 2 {
		if err := c.Set(settings[i], settings[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	return c
}

func trained(c Config, steps int) *Lab {
	l := New(c)
	for range steps {
		l.Step()
	}
	return l
}

func TestStepAllocatesNothing(t *testing.T) {
	for _, s := range Sizes() {
		if n := testing.AllocsPerRun(3, New(s.Config).Step); n != 0 {
			t.Errorf("%s: a step allocates %v times", s.Name, n)
		}
	}
}

// Looking at an experiment, at any time, does not change it.
func TestLookingChangesNothing(t *testing.T) {
	seen, unseen := New(small(t)), New(small(t))
	field, arrows := make([]float32, 81), make([]float32, 2*Shown)
	manifold := make([]float32, 2*81)
	for range 20 {
		seen.Step()
		unseen.Step()
		seen.Measure()
		seen.Field(field, 9, 3)
		seen.Optimum(field, 9, 3)
		seen.Arrows(seen.Generated(), arrows)
		seen.Manifold(manifold, 9)
	}
	if seen.Digest() != unseen.Digest() {
		t.Error("a look changed the parameters")
	}
}

// The link and the number of steps determine every bit, and each setting that
// trains changes some.
func TestDigest(t *testing.T) {
	base := trained(small(t), 5).Digest()
	if again := trained(small(t), 5).Digest(); again != base {
		t.Errorf("the same experiment ends in %s and %s", base, again)
	}
	for _, f := range Schema() {
		if f.When != nil && small(t).Unused(f.Name) != nil {
			continue
		}
		if f.Name == "ema" { // an average trains nothing
			continue
		}
		if got := trained(changed(t, small(t), f), 5).Digest(); got == base {
			t.Errorf("%s makes no difference", f.Name)
		}
	}
}

// The default experiment learns: it covers all eight modes, and the divergence
// from the data falls.
func TestLearns(t *testing.T) {
	for _, seed := range []string{"1", "2"} {
		c := Default()
		c.Set("seed", seed)
		l := New(c)
		for l.Steps() < 1000 {
			l.Step()
		}
		first, last := l.History().Column("jsd")[0], l.Measure()
		if last.Modes != 8 || last.ModesTotal != 8 || last.HighQuality < .1 {
			t.Errorf("seed %s: %d of %d modes, %.3f of high quality", seed, last.Modes, last.ModesTotal, last.HighQuality)
		}
		if first < .65 || last.JSD > .58 {
			t.Errorf("seed %s: JSD from %.3f to %.3f", seed, first, last.JSD)
		}
		if last.SlicedW > .2 || last.OptimumDistance > .3 {
			t.Errorf("seed %s: sliced distance %.3f, D %.3f from D*", seed, last.SlicedW, last.OptimumDistance)
		}
	}
}

// The digest sees the last bit of either network.
func TestDigestSeesEveryBit(t *testing.T) {
	l := New(small(t))
	before := l.Digest()
	for _, params := range [][]float32{l.game.GParams(), l.game.DParams()} {
		last := &params[len(params)-1]
		*last = math.Float32frombits(math.Float32bits(*last) ^ 1)
		if l.Digest() == before {
			t.Error("a bit changed, the digest did not")
		}
		*last = math.Float32frombits(math.Float32bits(*last) ^ 1)
	}
	if l.Digest() != before {
		t.Error("the digest remembers")
	}
}

// changed returns c with another value of the field.
func changed(t *testing.T, c Config, f Field) Config {
	t.Helper()
	for _, text := range append([]string{"3", "0.01"}, append(texts(f), "0.125", "5,5")...) {
		other := c
		if other.Set(f.Name, text) == nil && text != c.Text(f.Name) && f.Kind != Points {
			return other
		}
	}
	t.Fatalf("no other value of %s", f.Name)
	return c
}

// A setting either goes on from the state it found or begins anew, as its field
// says, and in both cases is in force afterwards.
func TestChange(t *testing.T) {
	for _, f := range Schema() {
		if small(t).Unused(f.Name) != nil {
			continue
		}
		c := changed(t, small(t), f)
		l := trained(small(t), 5)
		before := l.Digest()
		if restarted := l.Change(c); restarted != f.Restarts {
			t.Errorf("%s: restarted %v", f.Name, restarted)
		}
		if l.Config().Text(f.Name) != c.Text(f.Name) {
			t.Errorf("%s is not in force", f.Name)
		}
		if f.Restarts {
			if l.Steps() != 0 || l.Digest() != New(c).Digest() || l.History().Len() != 1 {
				t.Errorf("%s: %d steps after a restart", f.Name, l.Steps())
			}
			continue
		}
		if l.Steps() != 5 || l.Digest() != before {
			t.Errorf("%s: the state was not kept", f.Name)
		}
		for range 3 {
			l.Step()
		}
		if other := trained(small(t), 8); l.Digest() == other.Digest() && f.Name != "ema" {
			t.Errorf("%s makes no difference to a running experiment", f.Name)
		}
		fresh := New(small(t))
		fresh.Change(c)
		for range 3 {
			fresh.Step()
		}
		if fresh.Digest() != trained(c, 3).Digest() {
			t.Errorf("%s: a change before the first step is not the same as starting with it", f.Name)
		}
	}
}

func TestChangeOfWhatMeansNothing(t *testing.T) {
	l := trained(small(t), 3)
	if l.Change(small(t, "spacing", "1")) {
		t.Error("spacing restarted a ring")
	}
	l.Step()
	if l.Digest() != trained(small(t), 4).Digest() {
		t.Error("spacing changed a ring")
	}
}

func TestField(t *testing.T) {
	l := trained(small(t), 50)
	const side, half = 4, 2.0
	d := make([]float32, side*side)
	l.Field(d, side, half)
	for i, place := range map[int][2]float32{0: {-1.5, 1.5}, 3: {1.5, 1.5}, 4: {-1.5, .5}, 15: {1.5, -1.5}} {
		var f [1]float32
		l.game.Outputs(f[:], place[:], gan.AmongReal)
		if want := 1 / (1 + math.Exp(-float64(f[0]))); math.Abs(float64(d[i])-want) > 1e-6 {
			t.Errorf("cell %d is %v, D%v = %v", i, d[i], place, want)
		}
	}
}

// A D that judges packs sees each place beside the same eight partners from the data.
func TestFieldOfPacks(t *testing.T) {
	c := small(t)
	c.Pack = 2
	l := trained(c, 50)
	const side, half = 4, 2.0
	d := make([]float32, side*side)
	l.Field(d, side, half)
	for i, place := range map[int][2]float32{0: {-1.5, 1.5}, 4: {-1.5, .5}, 15: {1.5, -1.5}} {
		want := 0.
		for k := range 8 {
			var f [1]float32
			l.game.OutputsBeside(f[:], place[:], []float32{l.real[k], l.real[Shown+k]})
			want += 1 / (1 + math.Exp(-float64(f[0]))) / 8
		}
		if math.Abs(float64(d[i])-want) > 1e-6 {
			t.Errorf("cell %d is %v, the mean of D(%v, a partner) %v", i, d[i], place, want)
		}
	}
}

func TestManifold(t *testing.T) {
	const side = 8
	dst := make([]float32, 2*side*side)
	for _, kind := range []string{"gaussian", "uniform"} {
		for _, dim := range []string{"1", "2"} {
			l := New(small(t, "latent", kind, "latent_dim", dim))
			if !l.Manifold(dst, side) {
				t.Errorf("%s in %s dimensions has no manifold", kind, dim)
			}
			// Cells of equal probability: a quarter of them below the first quartile.
			quartile := map[string]float32{"gaussian": -.6744898, "uniform": -.5}[kind]
			z := l.manifold.points
			for first := 0; first < len(z); first += side * side {
				n := 0
				for _, v := range z[first:][:side*side] {
					if v < quartile {
						n++
					}
				}
				if n != side*side/4 {
					t.Errorf("%s in %s dimensions: %d of %d cells below the first quartile", kind, dim, n, side*side)
				}
			}
			if dim == "2" && !(z[0] < z[1] && z[0] == z[side] && z[side*side] == z[side*side+1] && z[side*side] < z[side*side+side]) {
				t.Errorf("%s: rows and columns of the grid are not z's first and second number", kind)
			}
			want := make([]float32, len(dst))
			l.game.Generate(want, l.manifold.points)
			if !slices.Equal(dst, want) {
				t.Errorf("%s in %s dimensions: not G's images", kind, dim)
			}
		}
	}
	if New(small(t, "latent_dim", "3")).Manifold(dst, side) {
		t.Error("three dimensions have a manifold in the plane")
	}
}

func TestViewsAllocateNothing(t *testing.T) {
	l := New(small(t))
	field, arrows, manifold := make([]float32, 400), make([]float32, 2*Shown), make([]float32, 800)
	look := func() {
		l.Step()
		l.Field(field, 20, 3)
		l.Optimum(field, 20, 3)
		l.Arrows(l.Generated(), arrows)
		l.Manifold(manifold, 20)
	}
	look()
	if n := testing.AllocsPerRun(3, look); n != 0 {
		t.Errorf("a look allocates %v times", n)
	}
}
