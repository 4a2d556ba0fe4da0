package lab

import "testing"

func TestHistoryIsBounded(t *testing.T) {
	var h History
	for step := range 9*HistoryRows + 7 {
		h.add(&Measures{Step: step, JSD: -1})
		h.add(&Measures{Step: step, JSD: float64(2 * step)}) // the same step again
		steps, jsd := h.Column("step"), h.Column("jsd")
		n := h.Len()
		if n > HistoryRows || len(steps) != n || len(jsd) != n {
			t.Fatalf("after %d measures: %d rows, %d steps, %d jsd", step+1, n, len(steps), len(jsd))
		}
		if steps[0] != 0 || steps[n-1] != float64(step) {
			t.Fatalf("after %d measures the history goes from %v to %v", step+1, steps[0], steps[n-1])
		}
	}
	steps, jsd := h.Column("step"), h.Column("jsd")
	for i := 1; i < h.Len()-1; i++ {
		if steps[i]-steps[i-1] != steps[1] || jsd[i] != 2*steps[i] {
			t.Fatalf("row %d: steps %v after %v, jsd %v", i, steps[i], steps[i-1], jsd[i])
		}
	}
	if h.Len() < HistoryRows/2 {
		t.Errorf("only %d rows are left", h.Len())
	}
	if h.Column("love") != nil || len(h.Names()) == 0 {
		t.Error("columns that are none")
	}
}
