//go:build js && wasm

package bridge

import (
	"errors"
	"syscall/js"
	"time"

	"saddle/core/lab"
	"saddle/core/sweep"
	"saddle/wasm/loop"
	"saddle/wasm/script"
)

// A race on a page is of so many runs.
const leastRuns, mostRuns = 2, 9

// sweep(text, link) -> {errors, runs: [{label: [{field, value}], link}], left: [{label, error}], text, link, base, steps}:
// the runs that differ from a link's experiment in what the text says, as the package sweep has it. Without a
// text it is the one in the link, which may also say the step that the runs are to go to. text, link and base, the
// experiment that the runs differ from, are written as links are; left is what is no run, and why. Where the
// race is wrong there are no runs; what is wrong with the link's settings is told, and they are at their defaults.
func (b *Bridge) sweep(args []js.Value) any {
	link := text(argument(args, 1))
	if v := argument(args, 0); v.Type() == js.TypeString {
		link = sweep.Link(link, v.String())
	}
	race, errs := sweep.Decode(link)
	runs, left, err := race.Runs(leastRuns, mostRuns)
	if err == nil {
		err = sweep.Together(runs)
	}
	if err != nil {
		runs, errs = nil, append(errs, err)
	}
	type omission struct {
		Label []lab.Change
		Error any
	}
	type run struct {
		Label []lab.Change
		Link  string
	}
	var all []run
	for _, r := range runs {
		all = append(all, run{r.Label, r.Link})
	}
	var omitted []omission
	for _, l := range left {
		omitted = append(omitted, omission{l.Label, errorObject(l.Why)})
	}
	var wrong []any
	for _, err := range errs {
		wrong = append(wrong, errorObject(err))
	}
	return script.Plain(map[string]any{
		"errors": wrong, "runs": all, "left": omitted, "text": race.Sweep.Encode(), "link": race.Encode(),
		"base": race.Experiment.Encode(), "steps": race.Steps,
	})
}

// races(link) -> [{name, axis, values, chosen}]: races of a link's experiment that are worth having by
// name, and how many of their values to take at first.
func (b *Bridge) races(args []js.Value) any {
	c, _ := lab.Decode(text(argument(args, 0)))
	return script.Plain(sweep.ReadySweeps(c, mostRuns))
}

// data(link) -> {points, extent}: the data of a link's experiment as they are shown, x0, y0, x1, y1, ..., and half
// the side of the square that a plane shows of it.
func (b *Bridge) data(args []js.Value) any {
	c, _ := lab.Decode(text(argument(args, 0)))
	l := lab.New(c)
	return script.Plain(map[string]any{"points": pairsOf(l.Real()), "extent": l.Extent()})
}

// sketch(link, steps, ms) -> {points, step}: what a link's experiment generates after so many steps, or as many as
// take so many milliseconds: played at once, while the caller waits, and then forgotten.
func (b *Bridge) sketch(args []js.Value) any {
	steps, err := whole(args, 1, "the number of steps", 0, 10_000, 100)
	if err != nil {
		return refused(err)
	}
	most, err := number(args, 2, "the number of milliseconds", 1, 1000, 300)
	if err != nil {
		return refused(err)
	}
	c, _ := lab.Decode(text(argument(args, 0)))
	l := lab.New(c)
	end := loop.Clock() + time.Duration(most*float64(time.Millisecond))
	for l.Steps() < steps && l.Divergence() == nil && loop.Clock() < end {
		l.Step()
	}
	return script.Plain(map[string]any{"points": pairsOf(l.Generated()), "step": l.Steps()})
}

// pairsOf are points x0, y0, x1, y1, ..., which the core has as all x and then all y.
func pairsOf(points []float32) []float32 {
	n := len(points) / 2
	pairs := make([]float32, 2*n)
	for i := range n {
		pairs[2*i], pairs[2*i+1] = points[i], points[n+i]
	}
	return pairs
}

// errorObject is what the page can say of an error in its own language.
func errorObject(err error) js.Value {
	var field *lab.FieldError
	var own *sweep.Error
	switch {
	case errors.As(err, &field):
		return errorsObject([]lab.FieldError{*field})[0]
	case errors.As(err, &own):
		name, _ := own.Args["field"].(string)
		return script.Plain(map[string]any{"field": name, "code": "sweep." + own.Code, "args": own.Args, "message": own.Error()})
	}
	return script.Plain(map[string]any{"field": "", "code": "", "args": map[string]any{}, "message": err.Error()})
}
