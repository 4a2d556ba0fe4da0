package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"saddle/core/table"
	"saddle/core/table/report"
)

const resultsUsage = `usage: saddle results -in FILE.jsonl... [flags]   write RESULTS.md, and its pictures under site/results/

The files are what saddle table -out has written. Runs of methods whose set-up has changed since are left out.

`

// results writes the page of results.
func results(args []string, out, errs io.Writer) error {
	flags := flag.NewFlagSet("results", flag.ContinueOnError)
	flags.Usage = func() {
		fmt.Fprint(errs, resultsUsage)
		flags.PrintDefaults()
	}
	var files []string
	flags.Func("in", "`file` of saddle table; more of them may follow", func(name string) error {
		files = append(files, name)
		return nil
	})
	dir := flags.String("dir", ".", "`folder` that takes RESULTS.md")
	page := flags.String("page", "http://127.0.0.1:8080/", "`address` of the trainer in which rows are opened: the one of ./build.sh serve, or a site's")
	sample := flags.Bool("sample", true, "train the best run of each cloud again, to show its points")
	more, err := parseFiles(flags, args, errs)
	if err != nil {
		return err
	}
	files = append(files, more...)
	if len(files) == 0 {
		return refuse(errs, "results: -in needs a file of saddle table -out")
	}
	if strings.ContainsAny(*page, "#()") || !strings.HasPrefix(*page, "http") {
		return refuse(errs, "results: -page must be an address that begins with http and has no # or brackets, not %q", *page)
	}
	if info, err := os.Stat(*dir); err != nil || !info.IsDir() {
		return refuse(errs, "results: -dir must be a folder, not %q", *dir)
	}
	parts, err := read(files, errs)
	if err != nil {
		return err
	}
	stale := 0
	for i, p := range parts {
		parts[i].Runs = table.Current(p.Runs)
		stale += len(p.Runs) - len(parts[i].Runs)
	}
	if stale > 0 {
		fmt.Fprintf(errs, "saddle results: left out are %d runs whose set-ups no method has any more\n", stale)
	}
	runs, err := table.Join(parts)
	if err != nil {
		return err
	}
	if len(runs) == 0 {
		return fmt.Errorf("there is no run to write about")
	}
	if *sample {
		fmt.Fprintln(errs, "saddle results: training the best run of each cloud again, for its picture")
	}
	ctx, stop := interruptible()
	defer stop()
	return report.Write(ctx, *dir, *page, runs, table.Trainer{}, *sample)
}
