package lab

import "slices"

// HistoryRows is the most rows that a History holds.
const HistoryRows = 2000

// History is the course of every measure, in bounded memory: when it is full,
// every other row goes, and from then on half as many are kept.
type History struct {
	names   []string
	columns [][]float64
	seen    int  // steps measured
	every   int  // one of so many stays
	stays   bool // the last row does; otherwise the next takes its place
}

// Names returns the columns' names, in the order of Measures.Each.
func (h *History) Names() []string { return h.names }

// Column returns a measure's values, oldest first; the last is always the newest.
// It is valid until the next Measure; nil if there is no such measure.
func (h *History) Column(name string) []float64 {
	for i, n := range h.names {
		if n == name {
			return h.columns[i]
		}
	}
	return nil
}

// Len returns the number of rows.
func (h *History) Len() int {
	if len(h.columns) == 0 {
		return 0
	}
	return len(h.columns[0])
}

// at returns the first row that is not before a step.
func (h *History) at(step int) int {
	i, _ := slices.BinarySearch(h.columns[0], float64(step))
	return i
}

// begin makes room, unless there is some.
func (h *History) begin() {
	if h.columns != nil {
		return
	}
	(&Measures{}).Each(func(name string, _ float64) {
		h.names = append(h.names, name)
		h.columns = append(h.columns, make([]float64, 0, HistoryRows))
	})
	h.every, h.stays = 1, true
}

// Cut leaves out the rows after a step, for a run that goes on from there.
func (h *History) Cut(step int) {
	if h.columns == nil {
		return
	}
	n, found := slices.BinarySearch(h.columns[0], float64(step))
	if found {
		n++
	}
	for i, c := range h.columns {
		h.columns[i] = c[:n]
	}
	h.stays = true
}

// until is the history without the rows after a step, in the same memory.
func (h *History) until(step int) *History {
	if last := h.Len() - 1; last < 0 || h.columns[0][last] <= float64(step) {
		return h
	}
	cut := *h
	cut.columns = slices.Clone(h.columns)
	cut.Cut(step)
	return &cut
}

// add adds a row, in place of the last one if that is of the same step. Of steps before
// that it knows already.
func (h *History) add(m *Measures) {
	h.begin()
	last := h.Len() - 1
	if last >= 0 && h.columns[0][last] > float64(m.Step) {
		return
	}
	again := last >= 0 && h.columns[0][last] == float64(m.Step)
	if !again && h.stays && h.Len() == HistoryRows {
		h.every *= 2
		for i, c := range h.columns {
			for j := range HistoryRows / 2 {
				c[j] = c[2*j]
			}
			h.columns[i] = c[:HistoryRows/2]
		}
	}
	i := 0
	m.Each(func(_ string, v float64) {
		if h.stays && !again {
			h.columns[i] = append(h.columns[i], v)
		} else {
			h.columns[i][last] = v
		}
		i++
	})
	if !again {
		h.stays = h.seen%h.every == 0
		h.seen++
	}
}

// set makes h what another is, in memory of its own.
func (h *History) set(other *History) {
	h.names = other.names // never changed
	h.seen, h.every, h.stays = other.seen, other.every, other.stays
	if len(h.columns) != len(other.columns) {
		h.columns = make([][]float64, len(other.columns))
	}
	for i, c := range other.columns {
		h.columns[i] = append(h.columns[i][:0], c...)
	}
}
