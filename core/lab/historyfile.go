package lab

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"math"
	"slices"
	"strconv"
)

// write writes the rows as CSV, under the columns' names.
func (h *History) write(w io.Writer) error { return WriteCSV(w, h.names, h.columns) }

// WriteCSV writes columns of equal length under their names, each number as the shortest decimal that
// reads back as it; what is no number is empty.
func WriteCSV(w io.Writer, names []string, columns [][]float64) error {
	c := csv.NewWriter(w)
	c.Write(names)
	row := make([]string, len(names))
	for i := range columns[0] {
		for j, column := range columns {
			row[j] = ""
			if v := column[i]; v == v {
				row[j] = exact(v)
			}
		}
		c.Write(row)
	}
	c.Flush()
	return c.Error()
}

// exact is the shortest decimal that reads back as the same float64.
func exact(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }

// read reads what write has written of a run that is at a step.
func (h *History) read(file []byte, kept rowsKept, step int) error {
	rows := csv.NewReader(bytes.NewReader(file))
	rows.ReuseRecord = true
	head, err := rows.Read()
	if err != nil {
		return err
	}
	*h = History{}
	h.begin()
	h.seen, h.every, h.stays = kept.Seen, kept.Every, kept.Stays
	at := make([]int, len(h.names)) // where each column is; -1 for a measure that an older version did not have
	for i, name := range h.names {
		at[i] = slices.Index(head, name)
	}
	for {
		row, err := rows.Read()
		if err == io.EOF {
			break
		}
		if err == nil && h.Len() == HistoryRows {
			err = errors.New("it has more rows than a history")
		}
		if err != nil {
			return err
		}
		for i := range h.columns {
			v := math.NaN()
			if at[i] >= 0 && row[at[i]] != "" {
				if v, err = strconv.ParseFloat(row[at[i]], 64); err != nil {
					return err
				}
			}
			h.columns[i] = append(h.columns[i], v)
		}
	}
	steps := h.columns[0]
	for i, s := range steps {
		if s != math.Trunc(s) || s < 0 || s > float64(step) || i > 0 && s <= steps[i-1] {
			return errors.New("its steps are in no order")
		}
	}
	if kept.Every < 1 || kept.Every > math.MaxInt32 || kept.Seen < len(steps) || !kept.Stays && len(steps) == 0 {
		return errors.New("it has other rows than " + experimentName + " says")
	}
	return nil
}
