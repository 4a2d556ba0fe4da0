package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"saddle/core/export"
)

// mostSamples is the most points that are drawn for a file.
const mostSamples = 1e7

// exportRun writes what a run has come to for other programs.
func exportRun(args []string, out, errs io.Writer) error {
	flags := flag.NewFlagSet("export", flag.ContinueOnError)
	from := flags.String("from", "", "`file` of an experiment, name.saddle")
	samples := flags.Int("samples", 10000, "`points` to draw from G for -out")
	seed := flags.Uint64("seed", 1, "`number` by which -samples are drawn")
	points := flags.String("out", "", "`file` for G's points in the data's units, name.csv or name.npy")
	weights := flags.String("weights", "", "`file` for the networks' parameters, name.safetensors; name.py beside it makes them networks in PyTorch")
	model := flags.String("onnx", "", "`file` for G as an ONNX model, name.onnx; D is written to name.d.onnx")
	field := flags.String("field", "", "`file` for D and the best D over the plane, name.csv or name.npy: rows of x, y, D(x), D*(x)")
	measures := flags.String("measures", "", "`file` for the history of the measures, name.csv or name.json")
	if err := parse(flags, args, errs); err != nil {
		return err
	}
	named := map[string]bool{}
	flags.Visit(func(f *flag.Flag) { named[f.Name] = true })
	switch {
	case *from == "":
		return refuse(errs, "export: -from must name the file of an experiment")
	case len(named) == 1:
		return refuse(errs, "export: say what to write: -out, -weights, -onnx, -field or -measures")
	case *points == "" && (named["samples"] || named["seed"]):
		return refuse(errs, "export: -samples and -seed are about the points of -out; give that, too")
	case *samples < 1 || *samples > mostSamples:
		return refuse(errs, "export: -samples must be from 1 to %d, not %d", int(mostSamples), *samples)
	}
	ends := []struct {
		flag, name string
		endings    []string
	}{
		{"out", *points, []string{".csv", ".npy"}}, {"field", *field, []string{".csv", ".npy"}}, {"measures", *measures, []string{".csv", ".json"}},
		{"weights", *weights, []string{".safetensors"}}, {"onnx", *model, []string{".onnx"}},
	}
	for _, e := range ends {
		fits := e.name == ""
		for _, ending := range e.endings {
			fits = fits || filepath.Ext(e.name) == ending
		}
		if !fits {
			return refuse(errs, "export: the name for -%s must end in %s, not %q", e.flag, strings.Join(e.endings, " or "), e.name)
		}
	}
	l, err := open(*from)
	if err != nil {
		return err
	}

	write := func(name string, f func(io.Writer) error) {
		if name != "" && err == nil {
			err = writeFile(name, f)
			fmt.Fprintln(out, name)
		}
	}
	bytes := func(text []byte) func(io.Writer) error {
		return func(w io.Writer) error {
			_, err := w.Write(text)
			return err
		}
	}
	table := func(name string, make func() *export.Table) {
		if name == "" {
			return
		}
		write(name, func(w io.Writer) error {
			t := make()
			switch filepath.Ext(name) {
			case ".npy":
				return t.NPY(w)
			case ".json":
				return t.JSON(w)
			}
			return t.CSV(w)
		})
	}
	table(*points, func() *export.Table { return export.Samples(l, *samples, *seed) })
	table(*field, func() *export.Table { return export.Field(l) })
	table(*measures, func() *export.Table { return export.Measures(l) })
	if *weights != "" {
		write(*weights, func(w io.Writer) error { return export.Weights(w, l) })
		write(strings.TrimSuffix(*weights, ".safetensors")+".py", bytes([]byte(export.PyTorch(l, filepath.Base(*weights)))))
	}
	if *model != "" {
		write(*model, bytes(export.Generator(l)))
		write(strings.TrimSuffix(*model, ".onnx")+".d.onnx", bytes(export.Discriminator(l)))
	}
	return err
}

// writeFile makes a file.
func writeFile(name string, write func(io.Writer) error) error {
	file, err := os.Create(name)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(file)
	return errors.Join(write(w), w.Flush(), file.Close())
}
