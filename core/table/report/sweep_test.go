package report

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"saddle/core/table"
)

// runOf is a run of a sweep, as good as its rate is large.
func runOf(loss string, rate float64, seed, modes int) table.Run {
	quality := table.Number(math.NaN())
	if modes > 0 {
		quality = table.Number(rate * 100)
	}
	r := table.Run{
		Key:        table.Key{Bench: "ring", Method: fmt.Sprintf("loss=%s, g_lr=%g", loss, rate), Seed: seed, Steps: 100, Link: fmt.Sprintf("#loss=%s&g_lr=%g&seed=%d", loss, rate, seed)},
		ModesTotal: modes, HighQuality: quality, ReverseKL: quality, SlicedW: .5, JSD: table.Number(.5 - rate), Digest: "0123456789abcdef",
	}
	for i := 1; i <= 4; i++ {
		r.Curve = append(r.Curve, table.Moment{Step: 25 * i, HighQuality: quality, JSD: table.Number(.7 - float64(i)*rate)})
	}
	return r
}

func sweepOf(t *testing.T, modes int, change func(*table.Run)) string {
	t.Helper()
	var runs []table.Run
	for _, loss := range []string{"minimax", "hinge"} {
		for _, rate := range []float64{.001, .004} {
			for seed := 1; seed <= 3; seed++ {
				r := runOf(loss, rate, seed, modes)
				change(&r)
				runs = append(runs, r)
			}
		}
	}
	var b strings.Builder
	if err := Sweep(&b, runs, "https://example.org/"); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestThePageOfASweep(t *testing.T) {
	same := func(*table.Run) {}
	text := sweepOf(t, 8, same)
	for _, part := range []string{
		"A sweep of 12 runs", "4 combinations", "<td>loss=minimax, g_lr=0.001</td>", `>40.0 ± 0.0</td>`,
		`<a href="https://example.org/#loss=hinge&amp;g_lr=0.004&amp;seed=3&amp;at=100&amp;digest=0123456789abcdef" title="seed 3: JSD 0.496, digest 0123456789abcdef">3</a>`,
		"points of high quality, %", "JSD, nats", ">g_lr<", ">loss<",
	} {
		if !strings.Contains(text, part) {
			t.Errorf("no %s", part)
		}
	}
	if n := strings.Count(text, "<svg"); n != 4 {
		t.Errorf("%d figures, not two of curves and two of settings", n)
	}
	if strings.Contains(text, "diverged") || strings.Contains(text, "<?xml") {
		t.Error("somebody diverged, or a figure has its prologue")
	}

	// On a cloud without modes it is about the divergence.
	text = sweepOf(t, 0, same)
	if n := strings.Count(text, "<svg"); n != 3 || strings.Contains(text, "points of high quality, %") {
		t.Errorf("%d figures without modes", n)
	}
	// Without curves, and where some diverged.
	text = sweepOf(t, 8, func(r *table.Run) {
		r.Curve = nil
		if r.Seed == 2 {
			r.Diverged, r.HighQuality, r.ReverseKL, r.JSD = true, 0, table.Number(math.NaN()), table.Number(math.NaN())
		}
	})
	if n := strings.Count(text, "<svg"); n != 2 || !strings.Contains(text, "4 runs diverged") || !strings.Contains(text, "seed 2: diverged") {
		t.Errorf("%d figures without curves", n)
	}
	// What a file says is text, whatever it says.
	text = sweepOf(t, 8, func(r *table.Run) { r.Method = "<script>alert(1)</script>" + r.Method })
	if strings.Contains(text, "<script>alert") {
		t.Error("a file's text is part of the page")
	}
}
