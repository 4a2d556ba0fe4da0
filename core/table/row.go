package table

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"

	"saddle/core/lab"
)

// Stat is a mean over seeds and its standard error.
type Stat struct {
	Mean  Number `json:"mean"`
	Error Number `json:"standard_error"` // does not exist for fewer than two
}

// Row is what a method does on a bench, over seeds. A run that diverged counts with
// no modes and no high-quality points; it has no distances, and their means are of
// the others.
type Row struct {
	Bench      string `json:"bench"`
	Method     string `json:"method"`
	Steps      int    `json:"steps"`
	Moment     string `json:"moment"` // the end of its first run, as a link
	Setup      string `json:"setup"`  // the link, without a seed
	Seeds      int    `json:"seeds"`
	Diverged   int    `json:"diverged"`
	ModesTotal int    `json:"modes_total"`
	// Rising says that under rates that do not fall the share of high quality still grew in the last quarter
	// of the rounds, by a percent or more and twice the standard error: more rounds would show more.
	Rising bool `json:"rising,omitempty"`
	// Told says that the method knows how many modes there are, or which point is of
	// which: it is not comparable with methods that find out.
	Told bool `json:"told,omitempty"`

	Modes      Stat     `json:"modes"`
	ModesShare Stat     `json:"modes_share"`
	Examples   Number   `json:"examples"`     // of the data that D has seen, in all moves of all rounds
	Whole      int      `json:"whole"`        // seeds in which every mode has 8 % of its share
	AllShared  Number   `json:"all_shared"`   // their share
	AllIn      Interval `json:"all_interval"` // and what that says of all seeds there are

	HighQuality Stat `json:"high_quality"`
	Within1     Stat `json:"within_1"` // shares of points within 1 and 2 sigma of a mode
	Within2     Stat `json:"within_2"`
	Width       Stat `json:"width"`         // of the modes, 1 as the data's
	ReverseKL   Stat `json:"reverse_kl"`    // of all points
	ReverseKLHQ Stat `json:"reverse_kl_hq"` // of points of high quality only
	SlicedW     Stat `json:"sliced_w"`
	JSD         Stat `json:"jsd"`

	Published *Published `json:"published,omitempty"`
}

// Rows returns a row for each method on each bench, in the order of the runs, which
// Join and Of give.
func Rows(runs []Run) []Row {
	var rows []Row
	for first := 0; first < len(runs); {
		end := first + 1
		for end < len(runs) && runs[end].Bench == runs[first].Bench && runs[end].Method == runs[first].Method {
			end++
		}
		rows = append(rows, rowOf(runs[first:end]))
		first = end
	}
	return rows
}

func rowOf(runs []Run) Row {
	r := runs[0]
	row := Row{Bench: r.Bench, Method: r.Method, Steps: r.Steps, Setup: setupOf(r.Key), Moment: r.Moment(), Seeds: len(runs),
		ModesTotal: r.ModesTotal, Rising: rising(runs), Told: told(r.Link, r.ModesTotal), Published: beside(r.Bench, r.Method)}
	if c, wrong := lab.Decode(r.Link); len(wrong) == 0 {
		row.Examples = Number(r.Steps * c.DSteps * c.Batch)
	}
	for _, r := range runs {
		if r.Diverged {
			row.Diverged++
		}
		if r.ModesShare == r.ModesTotal {
			row.Whole++
		}
	}
	of := func(value func(Run) Number) Stat { return over(runs, value) }
	row.AllShared, row.AllIn, row.Modes, row.ModesShare = nothing, Interval{nothing, nothing}, Stat{nothing, nothing}, Stat{nothing, nothing}
	if r.ModesTotal > 0 {
		row.AllShared, row.AllIn = Number(float64(row.Whole)/float64(len(runs))), intervalOf(row.Whole, len(runs))
		row.Modes = of(func(r Run) Number { return Number(r.Modes) })
		row.ModesShare = of(func(r Run) Number { return Number(r.ModesShare) })
	}
	row.HighQuality = of(func(r Run) Number { return r.HighQuality })
	row.Within1 = of(func(r Run) Number { return r.Within1 })
	row.Within2 = of(func(r Run) Number { return r.Within2 })
	row.Width = of(func(r Run) Number { return r.Width })
	row.ReverseKL = of(func(r Run) Number { return r.ReverseKL })
	row.ReverseKLHQ = of(func(r Run) Number { return r.ReverseKLHQ })
	row.SlicedW = of(func(r Run) Number { return r.SlicedW })
	row.JSD = of(func(r Run) Number { return r.JSD })
	return row
}

// leastRise is the growth of the share of high quality in the last quarter of the rounds that counts.
const leastRise = .01

// rising judges Row.Rising by the runs' curves; runs without one are not known to rise.
func rising(runs []Run) bool {
	if c, _ := lab.Decode(runs[0].Link); c.Schedule != "constant" {
		return false
	}
	growth := over(runs, func(r Run) Number {
		for _, m := range slices.Backward(r.Curve) {
			if 4*m.Step <= 3*r.Steps {
				return r.HighQuality - m.HighQuality
			}
		}
		return nothing
	})
	return growth.Mean >= leastRise && growth.Mean > 2*growth.Error
}

// told reports whether an experiment's latent space or its classes are made for as
// many modes as there are.
func told(link string, modes int) bool {
	c, _ := lab.Decode(link)
	as := func(field string) bool { return c.Unused(field) == nil && c.Get(field) == modes }
	return c.Structure == "classifier" || as("classes") || as("generators") || as("clusters")
}

// over returns the mean of the values that exist, and its standard error.
func over(runs []Run, value func(Run) Number) Stat {
	var list []float64
	for _, r := range runs {
		if v := value(r); v.Exists() {
			list = append(list, float64(v))
		}
	}
	if len(list) < 2 {
		return Stat{Number(stat.Mean(list, nil)), nothing}
	}
	mean, deviation := stat.MeanStdDev(list, nil)
	return Stat{Number(mean), Number(stat.StdErr(deviation, float64(len(list))))}
}

// narrow is a width below which modes are too narrow: points that are all of high quality and yet not the data's.
const narrow = .9

// Narrow reports whether the points lie closer about the modes than the data's do.
func (r Row) Narrow() bool { return r.Width.Mean < narrow }

// Perfect is the share of a plane Gaussian's points within 3 sigma.
var Perfect = 1 - math.Exp(-4.5)
