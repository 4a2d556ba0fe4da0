package lab

import (
	"bytes"
	"math"
	"reflect"
	"testing"
	"time"

	"saddle/core/gan"
	"saddle/core/measure"
)

// Each column has its own field: all fields have another number here.
func TestColumnsAreTheirFields(t *testing.T) {
	columns := []string{"step", "value", "d_loss", "g_loss", "d_accuracy", "d_gradient", "g_gradient", "modes", "modes_total", "modes_share",
		"high_quality", "reverse_kl", "reverse_kl_hq", "jsd", "kl_data_model", "kl_model_data", "sliced_w", "optimum_distance",
		"balance_k", "convergence", "sigma", "clipped"}
	want := map[string]float64{}
	for i, name := range columns {
		want[name] = float64(i + 1)
	}
	m := Measures{Step: 1, Value: 2, DLoss: 3, GLoss: 4, DAccuracy: 5, DGradient: 6, GGradient: 7, Modes: 8, ModesTotal: 9, ModesShare: 10,
		HighQuality: 11, ReverseKL: 12, ReverseKLHQ: 13, JSD: 14, KLDataModel: 15, KLModelData: 16, SlicedW: 17, OptimumDistance: 18,
		Gauges: gan.Gauges{Balance: 19, Convergence: 20, Sigma: 21, Clipped: 22}}
	got := map[string]float64{}
	m.Each(func(name string, v float64) { got[name] = v })
	if !reflect.DeepEqual(got, want) {
		t.Errorf("\n%v\n%v wanted", got, want)
	}
}

// A beginning is measured when it is asked for or left, not before; however that comes
// about, the history's first row is the same, and training goes on in the same way.
func TestHistoryBeginsAtStepZero(t *testing.T) {
	at := New(small(t))
	if n := at.history.Len(); n != 0 {
		t.Fatalf("%d rows before anybody asks", n)
	}
	want := at.Measure()
	at.Step()
	for name, ask := range map[string]func(*Lab) *Lab{
		"step":      func(l *Lab) *Lab { return l },
		"slowly":    func(l *Lab) *Lab { l.StepSlowly(8, 4); return l },
		"history":   func(l *Lab) *Lab { l.History(); return l },
		"state":     func(l *Lab) *Lab { return Open(l.State()) },
		"diagnosis": func(l *Lab) *Lab { l.Diagnosis(); return l },
		"file":      reread,
	} {
		l := ask(New(small(t)))
		if name != "step" && name != "slowly" && l.history.Len() != 1 {
			t.Errorf("%s: %d rows", name, l.history.Len())
		}
		if l.Steps() == 0 {
			l.Step()
		}
		if l.Digest() != at.Digest() {
			t.Errorf("%s: another state", name)
		}
		i := 0
		want.Each(func(column string, v float64) {
			if got := l.history.columns[i][0]; math.Float64bits(got) != math.Float64bits(v) {
				t.Errorf("%s: %s begins with %v, not %v", name, column, got, v)
			}
			i++
		})
	}
}

// reread is what is read of the file that a run is written to.
func reread(l *Lab) *Lab {
	var file bytes.Buffer
	if err := l.Save(&file, time.Time{}); err != nil {
		panic(err)
	}
	l, err := Load(&file)
	if err != nil {
		panic(err)
	}
	return l
}

// Points that lie exactly where they are put: one on each mode but the first, all others
// on that. Each number is what its definition says of them.
func TestMeasuresOfKnownPoints(t *testing.T) {
	l := New(small(t))
	modes := l.Modes()
	points := make([]float32, 2*Shown)
	for i := range Shown {
		m := modes[0]
		if i < len(modes) {
			m = modes[i]
		}
		points[i], points[Shown+i] = float32(m.X), float32(m.Y)
	}
	copy(l.Generated(), points)
	l.isMeasured = false
	m := l.Measure()
	if m.Modes != 8 || m.ModesTotal != 8 || m.ModesShare != 1 || math.Abs(m.HighQuality-1) > 1e-9 {
		t.Errorf("%d of %d modes, %d of them shared, high quality %v", m.Modes, m.ModesTotal, m.ModesShare, m.HighQuality)
	}
	one, most := 1./Shown, float64(Shown-7)/Shown
	if want := most*math.Log(8*most) + 7*one*math.Log(8*one); math.Abs(m.ReverseKL-want) > 1e-9 || math.Abs(m.ReverseKLHQ-want) > 1e-9 {
		t.Errorf("reverse KL %v and %v, want %v", m.ReverseKL, m.ReverseKLHQ, want)
	}
	d := measure.NewHistogram(l.cloud, l.Extent()).Measure(points)
	if math.Abs(d.KLDataModel-d.KLModelData) < .1 || m.JSD != d.JSD || m.KLDataModel != d.KLDataModel || m.KLModelData != d.KLModelData {
		t.Errorf("JSD %v, KL(data, model) %v, KL(model, data) %v; want %+v", m.JSD, m.KLDataModel, m.KLModelData, d)
	}
	if w := measure.NewSliced(l.real).Distance(points); m.SlicedW != w || w < 1 {
		t.Errorf("sliced W %v, want %v", m.SlicedW, w)
	}
	last := l.History().Column("modes_share")
	if last[len(last)-1] != 1 {
		t.Errorf("the history's last row has %v", last[len(last)-1])
	}
}

// V of log odds 2 for a real point and -1 for a generated one is log D + log(1 - D'),
// D = 1/(1 + e^-2), D' = 1/(1 + e); both are told right, and -1 for a real one is wrong.
func TestValueAndAccuracy(t *testing.T) {
	if got, want := valueOf([]float32{2}, []float32{-1}), -.1269280110-.3132616875; math.Abs(got-want) > 1e-6 {
		t.Errorf("V is %v, want %v", got, want)
	}
	if got, want := valueOf([]float32{2, -1}, []float32{-1, 0}), (-.1269280110-1.3132616875-.3132616875-math.Ln2)/2; math.Abs(got-want) > 1e-6 {
		t.Errorf("V is %v, want %v", got, want)
	}
	if got := accuracy([]float32{2, -1, 3, .5}, []float32{-1, 1, -2, -3}); got != 6./8 {
		t.Errorf("D tells %v apart, want 6 of 8", got)
	}
}

// Measures are of the state as it is, whatever has changed it since they were made.
func TestMeasuresAreOfTheState(t *testing.T) {
	c, _ := Decode("#g_layers=8&d_layers=8&batch=16")
	l := New(c)
	again := func(what string) {
		t.Helper()
		l.Measure()
		got, fresh := l.Measure(), Open(l.State()).Measure()
		got.Each(func(name string, v float64) {
			fresh.Each(func(other string, w float64) {
				if name == other && v != w && (v == v || w == w) {
					t.Errorf("%s: %s is %v, measured anew %v", what, name, v, w)
				}
			})
		})
	}
	again("at the beginning")
	l.Step()
	again("after a round")
	held := l.State()
	l.StepSlowly(4, 4)
	again("after a slow round")
	l.Change(set(t, c, "loss=wgan"))
	again("under another loss")
	l.Restore(held)
	again("gone back")
	l.Rewind()
	again("at the beginning again")
}
