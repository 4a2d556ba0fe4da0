package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"saddle/core/cloud"
	"saddle/core/dataset"
	"saddle/core/lab"
)

// dataFlags say which file a run learns, and what of it.
type dataFlags struct{ file, columns, label string }

// apply makes the file's points the data of an experiment, and tells what they are, as a command.
func (d dataFlags) apply(c *lab.Config, command string, errs io.Writer) error {
	choice := dataset.Choice{Label: d.label, Size: lab.MaxPoints}
	if d.columns != "" {
		x, y, ok := strings.Cut(d.columns, ",")
		if choice.X, choice.Y = strings.TrimSpace(x), strings.TrimSpace(y); !ok || choice.X == "" || choice.Y == "" {
			return refuse(errs, "%s: -columns must be two names or numbers with a comma between, as in 2,3, not %q", command, d.columns)
		}
	}
	data, err := readData(d.file, choice)
	if err != nil {
		return fmt.Errorf("%s: %w", d.file, err)
	}
	own := lab.NewOwn(data.Points, data.Classes)
	changes := []lab.Change{{Field: "cloud", Value: "points"}, {Field: "points", Value: own.Text()}}
	if data.Classes != nil {
		changes = append(changes, lab.Change{Field: "labels", Value: "own"})
	}
	if err := c.SetAll(changes); err != nil {
		return err
	}
	describeData(d.file, data, own, command, errs)
	return nil
}

// readData reads a file, and shows how far it is.
func readData(name string, choice dataset.Choice) (*dataset.Data, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	size := int64(-1)
	if info, err := file.Stat(); err == nil && info.Mode().IsRegular() {
		size = info.Size()
	}
	bar := progress("reading", "bytes", int(size))
	defer bar.Finish()
	choice.Progress = func(n int64, _ []cloud.Point) { bar.Set64(n) }
	return dataset.Read(context.Background(), file, size, choice)
}

// describeData says what of a file is learnt, and in which units.
func describeData(name string, d *dataset.Data, own lab.Own, command string, errs io.Writer) {
	say := func(format string, args ...any) { fmt.Fprintf(errs, "saddle "+command+": "+format+"\n", args...) }
	kept := "all of which are the data"
	if len(d.Points) < d.Rows {
		kept = fmt.Sprintf("%d of which, drawn at random, are the data", len(d.Points))
	}
	say("%s has %d rows, %s; x is the column %s, y is %s", name, d.Rows, kept, d.Columns[d.X], d.Columns[d.Y])
	if d.Label >= 0 {
		say("the column %s has %d classes: %s", d.Columns[d.Label], len(d.Names), strings.Join(d.Names, ", "))
	}
	u := own.Units
	at := fmt.Sprintf("(%.6g, %.6g)", u.X.Offset, u.Y.Offset)
	if unit := u.Distance(); unit != 0 {
		say("the plane's (0, 0) is %s, and its unit is %.6g; sliced_w_data is sliced_w in the data's units", at, unit)
	} else {
		say("the plane's (0, 0) is %s, and its unit is %.6g along x and %.6g along y; so distances are in the plane's units alone", at, u.X.Scale, u.Y.Scale)
	}
	if d.Wrong > 0 {
		rows := make([]string, len(d.Bad))
		for i, b := range d.Bad {
			rows[i] = b.String()
		}
		if d.Wrong > len(d.Bad) {
			rows = append(rows, "…")
		}
		say("rows that were left out: %d (%s)", d.Wrong, strings.Join(rows, "; "))
	}
}
