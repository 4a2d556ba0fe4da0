package main

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"saddle/assets"
	"saddle/core/lab"
)

// train runs an experiment and prints its measures, one JSON object a line.
func train(args []string, out, errs io.Writer) error {
	flags := flag.NewFlagSet("train", flag.ContinueOnError)
	link := flags.String("link", "", "`experiment`, as in the page's address: '#cloud=grid&seed=7'; flags below replace what it says")
	from := flags.String("from", "", "`file` of an experiment, name.saddle, to go on from; flags below change its settings from there on")
	var data dataFlags
	flags.StringVar(&data.file, "data", "", "`file` of the data: CSV or TSV in any form, JSON, or NPY")
	flags.StringVar(&data.columns, "columns", "", "`x,y`: the two columns of -data, by name or number; the first two with numbers if this is left out")
	flags.StringVar(&data.label, "label", "", "`column` of -data that has classes, by name or number, for -structure classifier")
	steps := flags.Int("steps", 2000, "`rounds` to train")
	until := flags.Int("until", 0, "`step` to train until, instead of -steps")
	every := flags.Int("every", 500, "`rounds` between two lines")
	to := flags.String("save", "", "`file` of an experiment, name.saddle, that takes the run as training ends, also by Ctrl-C")
	given := map[string]string{}
	for _, f := range lab.Schema() {
		flags.Func(f.Name, describe(f), func(s string) error {
			given[f.Name] = s
			return nil
		})
	}
	if err := parse(flags, args, errs); err != nil {
		return err
	}
	named := map[string]bool{}
	flags.Visit(func(f *flag.Flag) { named[f.Name] = true })
	switch {
	case *steps < 0 || *every < 1:
		return refuse(errs, "train: -steps must be 0 or more and -every 1 or more, not %d and %d", *steps, *every)
	case *until < 0 || max(*steps, *until) > mostSteps:
		return refuse(errs, "train: -steps and -until must be from 0 to %d", int(mostSteps))
	case named["steps"] && named["until"]:
		return refuse(errs, "train: -steps and -until both say where training ends; give one of them")
	case named["link"] && named["from"]:
		return refuse(errs, "train: -link and -from both say what to begin with; give one of them")
	case named["from"] && named["data"]:
		return refuse(errs, "train: a run that goes on keeps its data; give -from or -data")
	case named["data"] && (named["cloud"] || named["points"]):
		return refuse(errs, "train: -data says what to learn; leave out -cloud and -points")
	case !named["data"] && (named["columns"] || named["label"]):
		return refuse(errs, "train: -columns and -label are about the file of -data; give that, too")
	}
	l, err := begin(*link, *from, data, given, errs)
	if err != nil {
		return err
	}
	last := l.Steps() + *steps
	if named["until"] {
		last = *until
	}
	if last < l.Steps() {
		return refuse(errs, "train: the run is at step %d already; -until cannot be %d", l.Steps(), last)
	}
	if *to == "" {
		return play(context.Background(), l, last, *every, out, errs)
	}
	if err := saveable(*to); err != nil {
		return err
	}
	ctx, stop := interruptible()
	defer stop()
	ended := play(ctx, l, last, *every, out, errs)
	return cmp.Or(save(l, *to), ended)
}

// mostSteps is the last step that training goes to.
const mostSteps = 1e9

// begin returns the run of a file or a link, with the settings that are given.
func begin(link, from string, data dataFlags, given map[string]string, errs io.Writer) (l *lab.Lab, err error) {
	if from != "" {
		l, err = open(from)
	} else {
		m, wrong := lab.DecodeMoment(link)
		if m.Step == 0 && len(m.Course) == 1 {
			c, _ := lab.Decode(m.Course[0].Link)
			if data.file != "" {
				if err := data.apply(&c, "train", errs); err != nil {
					return nil, err
				}
			}
			if err := set(&c, given, wrong, errs); err != nil {
				return nil, err
			}
			return lab.New(c), nil
		}
		if data.file != "" {
			return nil, refuse(errs, "train: the link is to a moment of a run, which keeps its data; leave out -data")
		}
		l, err = arrive(m)
	}
	if err == nil {
		err = change(l, given, errs)
	}
	return l, err
}

// play trains until a step, or until the run diverges or somebody ends it.
func play(ctx context.Context, l *lab.Lab, last, every int, out, errs io.Writer) error {
	bar := progress("training", "steps", last-l.Steps())
	defer bar.Finish()
	for {
		d := l.Divergence()
		if l.Steps()%every == 0 || l.Steps() == last || d != nil {
			if _, err := fmt.Fprintln(out, line(l)); err != nil {
				return err
			}
		}
		if d != nil {
			fmt.Fprintf(errs, "saddle train: diverged in step %d: %s, and training has stopped. Try %s\n", d.Step, outOfBounds(d), remedyFlags(l))
			return errDiverged
		}
		if l.Steps() == last {
			return nil
		}
		if ctx.Err() != nil {
			return fmt.Errorf("ended at step %d", l.Steps())
		}
		l.Step()
		bar.Add(1)
	}
}

// outOfBounds says what left all bounds.
func outOfBounds(d *lab.Divergence) string {
	name := map[string]string{"d_loss": "D's loss", "g_loss": "G's loss", "points": "the generated points' distance from the middle"}[d.Sign]
	if math.IsNaN(d.Value) {
		return name + " is no number any more"
	}
	return fmt.Sprintf("%s has grown to %.3g", name, d.Value)
}

// remedyFlags are the flags of the best remedy.
func remedyFlags(l *lab.Lab) string {
	var flags []string
	for _, change := range l.Diagnosis().Remedies[0].Changes {
		flags = append(flags, "-"+change.Field+" "+change.Value)
	}
	return strings.Join(flags, " ")
}

// describe returns a flag's help: what it is for, what it may be, and what it is
// otherwise.
func describe(f lab.Field) string {
	help := assets.Text("en")["field."+f.Name+".help"]
	switch f.Kind {
	case lab.Choice:
		help += " One of " + strings.Join(f.Choices, ", ") + "."
	case lab.Int, lab.Float, lab.Seed, lab.Layers:
		help += " From " + decimal(f.Min) + " to " + decimal(f.Max) + "."
	}
	if usual := lab.Default().Text(f.Name); usual != "" {
		help += " Default " + usual + "."
	}
	return help
}

// decimal is v without an exponent.
func decimal(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// set puts the fields that are given on the command line into settings. It explains
// whatever is wrong, also with the link that the settings are from.
func set(config *lab.Config, given map[string]string, wrong []lab.FieldError, errs io.Writer) error {
	for _, f := range lab.Schema() {
		if text, ok := given[f.Name]; ok {
			if err := config.Set(f.Name, text); err != nil {
				wrong = append(wrong, *err)
			}
		}
	}
	for name := range given {
		if err := config.Unused(name); err != nil {
			wrong = append(wrong, *err)
		}
	}
	for _, err := range wrong {
		refuse(errs, "train: %v", &err)
	}
	if len(wrong) > 0 {
		return errUsage
	}
	return nil
}

// line measures the experiment, as a JSON object.
func line(l *lab.Lab) string {
	m := l.Measure()
	b := []byte{'{'}
	m.Each(func(name string, v float64) {
		b = fmt.Appendf(b, "%q:%s,", name, number(v))
	})
	if u := l.Config().Units(); !u.Plain() {
		distance := math.NaN() // axes with scales of their own have no distance
		if unit := u.Distance(); unit != 0 {
			distance = m.SlicedW * unit
		}
		b = fmt.Appendf(b, "%q:%s,", "sliced_w_data", number(distance))
	}
	return string(fmt.Appendf(b, "%q:%q}", "digest", l.Digest()))
}

// number is v in JSON, which has no NaN and no infinities.
func number(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return "null"
	}
	return strconv.FormatFloat(v, 'g', -1, 64)
}

// progress returns a bar on standard error of so many of a unit, which shows only
// where that is a terminal.
func progress(doing, unit string, count int) *progressbar.ProgressBar {
	if !term.IsTerminal(int(os.Stderr.Fd())) {
		return progressbar.DefaultSilent(int64(count))
	}
	return progressbar.NewOptions(count, progressbar.OptionSetWriter(os.Stderr), progressbar.OptionSetDescription(doing),
		progressbar.OptionShowIts(), progressbar.OptionSetItsString(unit), progressbar.OptionClearOnFinish(),
		progressbar.OptionThrottle(100*time.Millisecond))
}
