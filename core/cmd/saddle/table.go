package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"slices"
	"syscall"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"saddle/core/table"
)

const tableUsage = `usage: saddle table [flags]                             train, and print what each method is worth
       saddle table -join [-format form] FILE.jsonl...  print the table of parts that were made elsewhere

Each method trains from each seed on a published cloud. With -out, every finished run is a line of that file at
once: stop at any time (Ctrl-C), and the same command goes on where it stopped. One program at a time adds to a
file. On several machines, give each the same command with its own -shard and -out, and -join the files.

`

// tabulate trains methods from several seeds and prints the table.
func tabulate(args []string, out, errs io.Writer) error {
	flags := flag.NewFlagSet("table", flag.ContinueOnError)
	flags.Usage = func() {
		fmt.Fprint(errs, tableUsage)
		flags.PrintDefaults()
		fmt.Fprint(errs, "\nMethods, and what is said of their set-ups:\n")
		for _, m := range table.Methods() {
			fmt.Fprintf(errs, "  %-25s %6d rounds  %s\n", m.Name, m.Rounds(), m.Note)
		}
	}
	benches := flags.String("bench", "ring", "`cloud`: ring, grid or both")
	methods := flags.String("methods", "all", "`names` with commas between them, or all")
	seeds := flags.Int("seeds", 10, "train from seeds 1 to `N`")
	steps := flags.Int("steps", 0, "`rounds` of every method, whose schedules keep their length; 0: each method's own, listed below")
	name := flags.String("out", "", "`file` that takes a line of JSON for each finished run, and is read back")
	shard := flags.String("shard", "", "`i/n`: only every n-th run, from the i-th on")
	format := flags.String("format", "markdown", "`form` of the table: markdown or json")
	workers := flags.Int("workers", runtime.GOMAXPROCS(0), "`runs` at a time")
	join := flags.Bool("join", false, "train nothing; print the table of the files that are named")
	files, err := parseFiles(flags, args, errs)
	if err != nil {
		return err
	}
	if *format != "markdown" && *format != "json" {
		return refuse(errs, "table: -format must be markdown or json, not %q", *format)
	}
	if *join {
		var other string
		flags.Visit(func(f *flag.Flag) {
			if f.Name != "join" && f.Name != "format" {
				other = f.Name
			}
		})
		switch {
		case other != "":
			return refuse(errs, "table: -%s means nothing with -join, which trains nothing", other)
		case len(files) == 0:
			return refuse(errs, "table: -join needs the files to be joined")
		}
		runs, err := joined(files, errs)
		if err != nil {
			return err
		}
		return show(out, runs, *format)
	}

	switch {
	case len(files) > 0:
		return refuse(errs, "table takes files with -join only, not %q", files[0])
	case *seeds < 1 || *seeds > 10000:
		return refuse(errs, "table: -seeds must be from 1 to 10000, not %d", *seeds)
	case *steps < 0:
		return refuse(errs, "table: -steps must be 0 or more, not %d", *steps)
	case *workers < 1:
		return refuse(errs, "table: -workers must be 1 or more, not %d", *workers)
	case *shard != "" && *name == "":
		return refuse(errs, "table: -shard needs -out, a file to be joined with the other parts")
	}
	keys, err := table.Plan(*benches, *methods, *seeds, *steps)
	if err == nil && *shard != "" {
		keys, err = table.Shard(keys, *shard)
	}
	if err != nil {
		return refuse(errs, "table: %v", err)
	}

	ctx, stop := interruptible()
	defer stop()
	runs, err := trainAll(ctx, keys, *name, table.Trainer{Workers: *workers, Moments: table.Quarters}, errs)
	if err != nil {
		return err
	}
	return show(out, runs, *format)
}

// interruptible returns a context that Ctrl-C ends, or a batch system's wish; a
// second Ctrl-C ends the program.
func interruptible() (context.Context, context.CancelFunc) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	return ctx, stop
}

// trainAll returns the runs of the keys: those that the file has, and the others
// trained, each written to the file when it is finished. The file's name may be "".
func trainAll(ctx context.Context, keys []table.Key, name string, trainer table.Trainer, errs io.Writer) (runs []table.Run, err error) {
	var file *table.File
	if name != "" {
		if file, err = table.Open(name); err != nil {
			return nil, err
		}
		defer func() {
			if closed := file.Close(); err == nil {
				err = closed // some systems say only now that they could not write
			}
		}()
		if file.Torn != "" {
			fmt.Fprintln(errs, "saddle table:", file.Torn)
		}
		runs = file.Runs
	}
	missing := table.Missing(keys, runs)
	bar := newCounter(missing, errs)
	start, done := time.Now(), len(keys)-len(missing)
	trainer.Clock, trainer.Progress = func() float64 { return time.Since(start).Seconds() }, bar.rounds
	trainer.Finished = func(r table.Run) error {
		runs = append(runs, r)
		done++
		bar.finished(r, done, len(keys))
		if file == nil {
			return nil
		}
		return file.Add(r)
	}
	err = trainer.Train(ctx, missing)
	bar.end()
	if err != nil && errors.Is(err, context.Cause(ctx)) {
		if file == nil {
			return nil, fmt.Errorf("stopped after %d of %d runs; with -out they would have been kept", done, len(keys))
		}
		return nil, fmt.Errorf("stopped; %d of %d runs are in %s, and the same command goes on from there", done, len(keys), name)
	}
	return table.Of(keys, runs), err
}

// joined returns the runs of several files.
func joined(files []string, errs io.Writer) ([]table.Run, error) {
	parts, err := read(files, errs)
	if err != nil {
		return nil, err
	}
	return table.Join(parts)
}

func read(files []string, errs io.Writer) ([]table.Part, error) {
	var parts []table.Part
	for _, name := range files {
		f, err := table.Read(name)
		if err != nil {
			return nil, err
		}
		if f.Torn != "" {
			fmt.Fprintln(errs, "saddle:", f.Torn)
		}
		parts = append(parts, table.Part{Name: name, Runs: f.Runs})
	}
	return parts, nil
}

func show(out io.Writer, runs []table.Run, format string) error {
	rows := table.Rows(runs)
	if format == "markdown" {
		_, err := io.WriteString(out, table.Markdown(rows))
		return err
	}
	e := json.NewEncoder(out)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	if rows == nil {
		rows = []table.Row{}
	}
	return e.Encode(rows)
}

// parseFiles reads a command's flags, before, between and after the names of files.
func parseFiles(flags *flag.FlagSet, args []string, errs io.Writer) (files []string, err error) {
	flags.SetOutput(errs)
	for {
		if err := flags.Parse(args); err != nil {
			if errors.Is(err, flag.ErrHelp) {
				return nil, err
			}
			return nil, errUsage // flag has explained
		}
		args = flags.Args()
		next := slices.IndexFunc(args, func(s string) bool { return len(s) > 1 && s[0] == '-' })
		if next < 0 {
			return append(files, args...), nil
		}
		files, args = append(files, args[:next]...), args[next:]
	}
}

// counter shows how far many runs are: a bar of rounds on a terminal, elsewhere a
// line for each run.
type counter struct {
	bar  *progressbar.ProgressBar // nil where there is no terminal
	errs io.Writer
}

func newCounter(keys []table.Key, errs io.Writer) *counter {
	c := &counter{errs: errs}
	var rounds int64
	for _, k := range keys {
		rounds += int64(k.Steps)
	}
	if term.IsTerminal(int(os.Stderr.Fd())) && rounds > 0 {
		c.bar = progressbar.NewOptions64(rounds, progressbar.OptionSetWriter(os.Stderr), progressbar.OptionSetDescription("training"),
			progressbar.OptionShowIts(), progressbar.OptionSetItsString("steps"), progressbar.OptionClearOnFinish(),
			progressbar.OptionThrottle(100*time.Millisecond))
	}
	return c
}

func (c *counter) rounds(n int) {
	if c.bar != nil {
		c.bar.Add(n)
	}
}

func (c *counter) finished(r table.Run, done, all int) {
	if c.bar != nil {
		c.bar.Describe(fmt.Sprintf("%d of %d runs", done, all))
		return
	}
	what := fmt.Sprintf("%d of %d modes, HQ %.1f %%", r.ModesShare, r.ModesTotal, 100*float64(r.HighQuality))
	switch {
	case r.Diverged:
		what = "diverged"
	case r.ModesTotal == 0:
		what = fmt.Sprintf("JSD %.3f", float64(r.JSD))
	}
	fmt.Fprintf(c.errs, "%s %s seed %d: %s, %.1f s (%d of %d runs)\n", r.Bench, r.Method, r.Seed, what, float64(r.Seconds), done, all)
}

func (c *counter) end() {
	if c.bar != nil {
		c.bar.Finish()
	}
}
