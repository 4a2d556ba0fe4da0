package main

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"saddle/core/table/report"
)

const reportUsage = `usage: saddle report [flags] FILE.jsonl...   write a page about the runs of a sweep

The files are what saddle sweep -out has written. The page is one file, for any browser.

`

// reporting writes the page of a sweep.
func reporting(args []string, out, errs io.Writer) error {
	flags := flag.NewFlagSet("report", flag.ContinueOnError)
	flags.Usage = func() {
		fmt.Fprint(errs, reportUsage)
		flags.PrintDefaults()
	}
	name := flags.String("out", "sweep.html", "`file` that takes the page")
	page := flags.String("page", "saddle.html", "`address` of the trainer, in which runs are opened: a site's, or the one file beside the page")
	files, err := parseFiles(flags, args, errs)
	if err != nil {
		return err
	}
	switch {
	case len(files) == 0:
		return refuse(errs, "report: it needs a file of saddle sweep -out")
	case strings.Contains(*page, "#") || strings.HasPrefix(strings.ToLower(*page), "javascript:"):
		return refuse(errs, "report: -page must be an address without #, not %q", *page)
	}
	runs, err := joined(files, errs)
	if err != nil {
		return err
	}
	if len(runs) == 0 {
		return fmt.Errorf("there is no run to write about")
	}
	var b bytes.Buffer
	if err := report.Sweep(&b, runs, *page); err != nil {
		return err
	}
	if err := os.WriteFile(*name, b.Bytes(), 0o666); err != nil {
		return err
	}
	fmt.Fprintf(out, "%s is about %d runs\n", *name, len(runs))
	return nil
}
