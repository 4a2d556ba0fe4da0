package lab

import (
	"slices"

	"saddle/core/gan"
	"saddle/core/random"
)

// MaxFloats bounds how many numbers an experiment may hold: 300 MB, in a program that has the
// former experiment beside a new one for a moment, and memory to be collected beside both.
const MaxFloats = 75e6

// size lays the experiment's game out and counts.
func (c Config) size() (gan.Size, error) {
	s := c.game(nowhere{})
	switch {
	case c.Structure == "classifier" && c.Labels == "modes":
		s.Classes = count(len(newCloud(c).Modes()))
	case c.Structure == "classifier" && c.Labels == ownLabels:
		s.Classes = newCloud(c).OwnClasses()
	case c.Structure == "classifier":
		s.Classes = count(c.ClassCount)
	case c.Structure == "translate":
		s.Source = nowhere{}
	}
	size, err := gan.SizeOf(s)
	const columns = 16 // of the shown points, beside G's input and what views make of it
	size.Floats += Shown * (2*size.Inputs + columns)
	return size, err
}

// tooLarge reports whether an experiment is not to be begun. What is small by a long way is
// not counted: it is asked for every link.
func (c Config) tooLarge() bool {
	width := c.LatentDim * c.Generators
	for _, w := range slices.Concat(c.GLayers, c.DLayers) {
		width += w
	}
	if c.Unroll == 0 && c.Consensus == 0 && c.Minibatch != "discrimination" && c.Batch <= 512 && width <= 1024 {
		return false
	}
	size, err := c.size()
	return err == gan.ErrTooLarge || size.Floats > MaxFloats
}

// Floats returns how many numbers the experiment holds.
func (c Config) Floats() int {
	size, err := c.size()
	if err != nil {
		panic(err) // not a valid Config
	}
	return size.Floats
}

// larger reports whether the settings may need more memory than others.
func (c *Config) larger(than *Config) bool {
	return slices.ContainsFunc(schema, func(f Field) bool { return sizes(f.Name, than, c) })
}

// oversized returns which of the given fields have to be at their defaults for the
// experiment not to be too large: the last ones that make it larger.
func (c Config) oversized(given map[string]string, defaults Config) (names []string) {
	if !c.tooLarge() {
		return nil
	}
	size, err := c.size()
	for _, f := range slices.Backward(schema) {
		if err != gan.ErrTooLarge && size.Floats <= MaxFloats {
			break
		}
		usual := c
		usual.set(f.Name, c.unsaid(defaults).Text(f.Name))
		if given[f.Name] == "" || !sizes(f.Name, &c, &usual) || usual.conflicted() {
			continue
		}
		if s, e := usual.size(); e == gan.ErrTooLarge || s.Floats < size.Floats || err == gan.ErrTooLarge {
			c, size, err = usual, s, e
			names = append(names, f.Name)
		}
	}
	return names
}

// Seconds estimates how long a round takes on a machine of a pace.
func (c Config) Seconds(pace Pace) float64 {
	size, err := c.size()
	if err != nil {
		panic(err) // not a valid Config
	}
	return size.Work * float64(pace)
}

// Seconds is Config's, of the settings in force.
func (l *Lab) Seconds(pace Pace) float64 {
	if l.planned == 0 {
		l.planned = l.config.Seconds(1)
	}
	return l.planned * float64(pace)
}

// Pace is how many times longer than planned a machine takes for a round.
type Pace float64

// MeasurePace plays rounds of a usual size for about so many seconds, by a clock that tells
// seconds, and at least two.
func MeasurePace(seconds float64, clock func() float64) Pace {
	c := Sizes()[1].Config
	game, err := gan.New(c.game(newCloud(c)))
	if err != nil {
		panic(err)
	}
	game.Round() // warm caches, and a just-in-time compiler
	start, rounds, passed := clock(), 0, 0.
	for rounds == 0 || passed < seconds {
		game.Round()
		rounds++
		passed = clock() - start
	}
	return Pace(passed / float64(rounds) / c.Seconds(1))
}

// nowhere stands for data of which a plan needs none.
type nowhere struct{}

func (nowhere) Sample([]float32, *random.Stream) {}
func (nowhere) Deviation() float64               { return 1 }

// count stands for so many classes.
type count int

func (n count) Count() int        { return int(n) }
func (count) Mark(_, _ []float32) {}
