package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"runtime"
	"time"

	"saddle/core/lab"
)

// row is one measured speed.
type row struct {
	Size           string  `json:"size"`
	Where          string  `json:"where"`
	Kernels        string  `json:"kernels"`
	StepsPerSecond float64 `json:"steps_per_second"`
}

// bench measures whole rounds of training a second, each network size alone.
func bench(args []string, out, errs io.Writer) error {
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	size := flags.String("size", "all", "`networks`: small, medium, large or all")
	seconds := flags.Float64("seconds", 3, "how long to measure each size, in `seconds`")
	asJSON := flags.Bool("json", false, "print a JSON object a line")
	if err := parse(flags, args, errs); err != nil {
		return err
	}
	if !(*seconds > 0 && *seconds <= 3600) {
		return refuse(errs, "bench: -seconds must be more than 0 and at most 3600, not %v", *seconds)
	}
	start := time.Now()
	clock := func() float64 { return time.Since(start).Seconds() }
	where := "native"
	if runtime.GOARCH == "wasm" {
		where = "wasm"
	}
	found := false
	for _, s := range lab.Sizes() {
		if *size != "all" && *size != s.Name {
			continue
		}
		found = true
		r := row{s.Name, where, lab.Kernels, s.StepsPerSecond(*seconds, clock)}
		if *asJSON {
			text, err := json.Marshal(r)
			if err != nil {
				return err
			}
			fmt.Fprintln(out, string(text))
			continue
		}
		fmt.Fprintf(out, "%-7s %s, %s kernels: %.0f steps/s\n", r.Size, r.Where, r.Kernels, r.StepsPerSecond)
	}
	if !found {
		return refuse(errs, "bench: -size must be small, medium, large or all, not %q", *size)
	}
	return nil
}
