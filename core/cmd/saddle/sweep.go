package main

import (
	"flag"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"

	"saddle/core/lab"
	"saddle/core/sweep"
	"saddle/core/table"
)

const sweepUsage = `usage: saddle sweep [flags]                      train runs that differ in some settings, and print what each is worth
       saddle sweep -join [flags] FILE.jsonl...  print the table of parts that were made elsewhere
       saddle sweep -parts N -script FORM [flags]  print what runs the sweep on a cluster, in N parts

  saddle sweep -link '#cloud=grid' -over 'loss:minimax,hinge;g_lr:0.0005..0.002*2' -seeds 5 -steps 5000 -out FILE.jsonl

-over has settings with their values: lists (loss:minimax,hinge), ranges by equal steps (batch:64..256+64), by equal
factors (g_lr:0.0005..0.002*2), widths of layers (g_layers:64-64,128-128), settings that go together (with:base,r1=0.1+pack=2).
Each combination is trained. The link of a race on the page says the same, after race=.

With -out, every finished run is a line of that file at once: stop at any time (Ctrl-C), and the same command goes on
where it stopped. On several machines, give each the same command with its own -shard and -out, and -join the files.

`

// moments is how many places a run's curve has.
const moments = 20

// sweepFlags say which runs there are.
type sweepFlags struct {
	link, over    string
	data          dataFlags
	seeds, random int
	draw          uint64
	steps         int
}

// sweeping trains the runs of a sweep and prints their table.
func sweeping(args []string, out, errs io.Writer) error {
	flags := flag.NewFlagSet("sweep", flag.ContinueOnError)
	flags.Usage = func() {
		fmt.Fprint(errs, sweepUsage)
		flags.PrintDefaults()
	}
	var s sweepFlags
	flags.StringVar(&s.link, "link", "", "`experiment`, or race, as in the page's address")
	flags.StringVar(&s.over, "over", "", "`settings` and their values that the runs differ in, as above")
	flags.StringVar(&s.data.file, "data", "", "`file` of the data, as saddle train takes it")
	flags.StringVar(&s.data.columns, "columns", "", "`x,y`: the two columns of -data")
	flags.StringVar(&s.data.label, "label", "", "`column` of -data that has classes")
	flags.IntVar(&s.seeds, "seeds", 0, "train each from seeds 1 to `N`; 0: from the experiment's own, or those of the sweep")
	flags.IntVar(&s.random, "random", 0, "train `N` combinations that are drawn at random; 0: all")
	flags.Uint64Var(&s.draw, "draw", 1, "`number` of the draw of -random")
	flags.IntVar(&s.steps, "steps", 0, "`rounds` of each run; 0: as the link says, or 3000")
	name := flags.String("out", "", "`file` that takes a line of JSON for each finished run, and is read back")
	shard := flags.String("shard", "", "`i/n`: only every n-th run, from the i-th on")
	format := flags.String("format", "markdown", "`form` of what is printed: markdown or json, a row for each combination; csv, a line for each run")
	workers := flags.Int("workers", runtime.GOMAXPROCS(0), "`runs` at a time")
	join := flags.Bool("join", false, "train nothing; print the table of the files that are named, and with -out write their runs there")
	parts := flags.Int("parts", 0, "`N` parts that -script runs")
	form := flags.String("script", "", "`form` of the script: slurm, kubernetes or parallel")
	files, err := parseFiles(flags, args, errs)
	if err != nil {
		return err
	}
	given := map[string]bool{}
	flags.Visit(func(f *flag.Flag) { given[f.Name] = true })
	if !slices.Contains([]string{"markdown", "json", "csv"}, *format) {
		return refuse(errs, "sweep: -format must be markdown, json or csv, not %q", *format)
	}
	if *join {
		for other := range given {
			if !slices.Contains([]string{"join", "format", "out"}, other) {
				return refuse(errs, "sweep: -%s means nothing with -join, which trains nothing", other)
			}
		}
		if len(files) == 0 {
			return refuse(errs, "sweep: -join needs the files to be joined")
		}
		runs, err := joined(files, errs)
		if err == nil && *name != "" {
			err = keepAll(runs, *name, errs)
		}
		if err != nil {
			return err
		}
		return showSweep(out, runs, *format)
	}
	switch {
	case len(files) > 0:
		return refuse(errs, "sweep takes files with -join only, not %q", files[0])
	case s.seeds < 0 || s.seeds > 10000:
		return refuse(errs, "sweep: -seeds must be from 0 to 10000, not %d", s.seeds)
	case s.random < 0 || s.random > table.MostRuns:
		return refuse(errs, "sweep: -random must be from 0 to %d, not %d", table.MostRuns, s.random)
	case given["draw"] && s.random == 0:
		return refuse(errs, "sweep: -draw is about -random; give that, too")
	case s.steps < 0 || s.steps > mostSteps:
		return refuse(errs, "sweep: -steps must be from 0 to %d, not %d", int(mostSteps), s.steps)
	case *workers < 1:
		return refuse(errs, "sweep: -workers must be 1 or more, not %d", *workers)
	case *shard != "" && *name == "":
		return refuse(errs, "sweep: -shard needs -out, a file to be joined with the other parts")
	case s.data.file == "" && (s.data.columns != "" || s.data.label != ""):
		return refuse(errs, "sweep: -columns and -label are about the file of -data; give that, too")
	}
	keys, err := s.plan(errs)
	if err != nil {
		return err
	}
	if *form != "" || given["parts"] {
		return script(flags, *form, *parts, len(keys), *name, out, errs)
	}
	if *shard != "" {
		if keys, err = table.Shard(keys, *shard); err != nil {
			return refuse(errs, "sweep: %v", err)
		}
	}
	ctx, stop := interruptible()
	defer stop()
	runs, err := trainAll(ctx, keys, *name, table.Trainer{Workers: *workers, Moments: moments}, errs)
	if err != nil {
		return err
	}
	return showSweep(out, runs, *format)
}

// plan lists the runs, and says what is left out.
func (s sweepFlags) plan(errs io.Writer) ([]table.Key, error) {
	link := s.link
	if s.over != "" {
		if sweep.InLink(link) {
			return nil, refuse(errs, "sweep: the link has race= and there is -over; give one of them")
		}
		link = sweep.Link(link, s.over)
	}
	var race sweep.Race
	if sweep.InLink(link) {
		var wrong []error
		if race, wrong = sweep.Decode(link); len(wrong) > 0 {
			return nil, refuse(errs, "sweep: %v", wrong[0])
		}
	} else {
		m, wrong := lab.DecodeMoment(link)
		if len(wrong) > 0 {
			return nil, refuse(errs, "sweep: %v", &wrong[0])
		}
		if len(m.Course) > 1 {
			return nil, refuse(errs, "sweep: the link has a course, and runs of a sweep begin at step 0; leave out course")
		}
		race.Experiment, _ = lab.Decode(m.Course[0].Link)
		race.Steps = m.Step
	}
	if s.data.file != "" {
		if err := s.data.apply(&race.Experiment, "sweep", errs); err != nil {
			return nil, err
		}
	}
	if s.steps == 0 {
		s.steps = race.Steps
	}
	if s.steps == 0 {
		s.steps = 3000
	}
	keys, left, err := table.Sweep{Race: race, Seeds: s.seeds, Steps: s.steps, Random: s.random, Draw: s.draw}.Plan()
	if err != nil {
		return nil, refuse(errs, "sweep: %v", err)
	}
	const most = 10
	for i, l := range left {
		if i == most {
			fmt.Fprintf(errs, "saddle sweep: and %d more are left out\n", len(left)-most)
			break
		}
		fmt.Fprintf(errs, "saddle sweep: %s is left out: %v\n", sweep.Text(l.Label), l.Why)
	}
	return keys, nil
}

// keepAll writes runs to a file that does not have them.
func keepAll(runs []table.Run, name string, errs io.Writer) error {
	file, err := table.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	if file.Torn != "" {
		fmt.Fprintln(errs, "saddle sweep:", file.Torn)
	}
	if _, err := table.Join([]table.Part{{Name: name, Runs: file.Runs}, {Name: "the parts", Runs: runs}}); err != nil {
		return err
	}
	var keys []table.Key
	for _, r := range runs {
		keys = append(keys, r.Key)
	}
	for _, r := range table.Of(table.Missing(keys, file.Runs), runs) {
		if err := file.Add(r); err != nil {
			return err
		}
	}
	return nil
}

func showSweep(out io.Writer, runs []table.Run, format string) error {
	switch format {
	case "csv":
		return table.CSV(out, runs)
	case "json":
		return show(out, runs, format)
	}
	_, err := io.WriteString(out, table.Plain(table.Rows(runs)))
	return err
}

// script prints what runs a sweep on a cluster.
func script(flags *flag.FlagSet, form string, parts, runs int, name string, out, errs io.Writer) error {
	switch {
	case !slices.Contains([]string{"slurm", "kubernetes", "parallel"}, form):
		return refuse(errs, "sweep: -script must be slurm, kubernetes or parallel, not %q", form)
	case parts < 1 || parts > runs:
		return refuse(errs, "sweep: -parts must be from 1 to %d, the number of runs, not %d", runs, parts)
	case name == "":
		return refuse(errs, "sweep: -script needs -out, after which the files of the parts are named")
	}
	command := []string{"sweep"}
	flags.Visit(func(f *flag.Flag) {
		if !slices.Contains([]string{"parts", "script", "out", "workers", "shard", "format"}, f.Name) {
			command = append(command, "-"+f.Name, f.Value.String())
		}
	})
	j := job{Command: command, Parts: parts, Runs: runs, Name: strings.TrimSuffix(name, ".jsonl")}
	return j.write(out, form)
}
