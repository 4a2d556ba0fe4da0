// Saddle trains a GAN on a cloud of points, from a terminal: the same core as the
// page's, so the same link gives the same numbers.
//
//	saddle train -link '#cloud=grid&seed=7' -steps 2000 -every 500 -save grid.saddle
//	saddle train -from grid.saddle -until 5000 -save grid.saddle
//	saddle export -from grid.saddle -samples 10000 -out grid.csv -weights grid.safetensors -onnx grid.onnx
//	saddle bench -size all -seconds 3 -json
//	saddle table -bench ring -methods all -seeds 10 -out ring.jsonl
//	saddle sweep -link '#cloud=grid' -over 'loss:minimax,hinge' -seeds 5 -out grid.jsonl
//	saddle results -in ring.jsonl
//	saddle version
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
)

const usage = `usage: saddle train [flags]     train, printing a JSON object a line
       saddle export [flags]    write a run's points, networks and measures for other programs
       saddle bench [flags]     measure training steps a second
       saddle table [flags]     train many methods from many seeds, and print what each is worth
       saddle sweep [flags]     train runs that differ in any settings, here or on a cluster
       saddle report FILE...    write a page about a sweep
       saddle search [flags]    the same of each method at its best, after as many tries for each
       saddle results [flags]   write RESULTS.md and its pictures from what saddle table and search have found
       saddle version           say which Saddle this is
saddle train -h, and likewise for the others, lists the flags.
`

// errUsage is a wrong command line: exit code 2.
var errUsage = errors.New("usage")

// errDiverged is a training that has diverged, and been explained: exit code 3.
var errDiverged = errors.New("diverged")

func main() {
	err := run(os.Args[1:], os.Stdout, os.Stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
	case errors.Is(err, errUsage):
		os.Exit(2)
	case errors.Is(err, errDiverged):
		os.Exit(3)
	case err != nil:
		fmt.Fprintln(os.Stderr, "saddle:", err)
		os.Exit(1)
	}
}

// run carries out one command. What is wrong with a command line it explains on
// errors, and returns errUsage. What could not be written is an error.
func run(args []string, out, errs io.Writer) error {
	o := &output{to: out}
	if err := carryOut(args, o, errs); err != nil {
		return err
	}
	return o.err
}

// output keeps the first error of writing, so that no command can overlook it.
type output struct {
	to  io.Writer
	err error
}

func (o *output) Write(text []byte) (n int, err error) {
	if o.err == nil {
		n, o.err = o.to.Write(text)
	}
	return n, o.err
}

func carryOut(args []string, out, errs io.Writer) error {
	commands := map[string]func([]string, io.Writer, io.Writer) error{
		"train": train, "export": exportRun, "bench": bench, "table": tabulate, "sweep": sweeping, "report": reporting,
		"search": search, "results": results, "version": version,
	}
	if len(args) > 0 {
		if command, ok := commands[args[0]]; ok {
			return command(args[1:], out, errs)
		}
		switch args[0] {
		case "help", "-h", "-help", "--help":
			fmt.Fprint(out, usage)
			return nil
		}
		fmt.Fprintf(errs, "saddle: there is no command %q\n", args[0])
	}
	fmt.Fprint(errs, usage)
	return errUsage
}

// parse reads a command's flags, and nothing after them.
func parse(flags *flag.FlagSet, args []string, errs io.Writer) error {
	flags.SetOutput(errs)
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return err
		}
		return errUsage // flag has explained
	}
	if flags.NArg() > 0 {
		return refuse(errs, "%s takes flags only, not %q", flags.Name(), flags.Arg(0))
	}
	return nil
}

// refuse explains what is wrong with a command line.
func refuse(errs io.Writer, format string, args ...any) error {
	fmt.Fprintf(errs, "saddle "+format+"\n", args...)
	return errUsage
}
