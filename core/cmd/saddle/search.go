package main

import (
	"flag"
	"fmt"
	"io"
	"runtime"
	"slices"

	"saddle/core/table"
)

const searchUsage = `usage: saddle search -out FILE.jsonl [flags]   compare methods, each at its best

Every method has the same number of tries, which draw learning rates, moves of D, schedule, average and the method's own
weights. The three with the smallest JSD are trained from a second seed, and the best of these three from seeds that no
try has seen: of them the table is printed. Recipes are trained from these as they are. Every finished run is a line of
the file at once: stop at any time (Ctrl-C), and the same command goes on.

`

// search trains each method's tries, judges the finalists again, trains the best from fresh seeds, and prints the table.
func search(args []string, out, errs io.Writer) error {
	flags := flag.NewFlagSet("search", flag.ContinueOnError)
	flags.Usage = func() {
		fmt.Fprint(errs, searchUsage)
		flags.PrintDefaults()
	}
	benches := flags.String("bench", "ring", "`cloud`: ring, grid or both")
	methods := flags.String("methods", "all", "`names` of saddle table with commas between them, or all")
	tries := flags.Int("tries", 12, "`number` of tries of each method")
	seeds := flags.Int("seeds", 10, "train the best try from `N` seeds, 11 and on")
	steps := flags.Int("steps", table.UsualSteps, "`rounds` of a run; methods that have rounds of their own in the table have them here, too")
	name := flags.String("out", "", "`file` that takes a line of JSON for each finished run, and is read back")
	format := flags.String("format", "markdown", "`form` of the table: markdown or json")
	workers := flags.Int("workers", runtime.GOMAXPROCS(0), "`runs` at a time")
	if err := parse(flags, args, errs); err != nil {
		return err
	}
	switch {
	case *name == "":
		return refuse(errs, "search: -out needs a file, from which a search goes on when it was stopped")
	case *format != "markdown" && *format != "json":
		return refuse(errs, "search: -format must be markdown or json, not %q", *format)
	case *tries < 1 || *tries > 1000:
		return refuse(errs, "search: -tries must be from 1 to 1000, not %d", *tries)
	case *seeds < 1 || *seeds > 10000:
		return refuse(errs, "search: -seeds must be from 1 to 10000, not %d", *seeds)
	case *steps < 100 || *steps > 1e6:
		return refuse(errs, "search: -steps must be from 100 to 1000000, not %d", *steps)
	case *workers < 1:
		return refuse(errs, "search: -workers must be 1 or more, not %d", *workers)
	}
	s := table.Search{Tries: *tries, Seeds: *seeds, Steps: *steps}
	ctx, stop := interruptible()
	defer stop()
	train := func(keys []table.Key, err error) ([]table.Run, error) {
		if err != nil {
			return nil, refuse(errs, "search: %v", err)
		}
		return trainAll(ctx, keys, *name, table.Trainer{Workers: *workers, Moments: table.Quarters}, errs)
	}
	tried, err := train(s.Plan(*benches, *methods))
	if err != nil {
		return err
	}
	judged, err := train(s.Finals(*benches, *methods, tried))
	if err != nil {
		return err
	}
	best, err := train(s.Best(*benches, *methods, slices.Concat(tried, judged)))
	if err != nil {
		return err
	}
	return show(out, best, *format)
}
