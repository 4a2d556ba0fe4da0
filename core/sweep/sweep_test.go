package sweep

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"saddle/core/lab"
)

// code is an error's, or its sentence where it has none.
func code(err error) string {
	var field *lab.FieldError
	var own *Error
	switch {
	case err == nil:
		return ""
	case errors.As(err, &field):
		return field.Field + ":" + field.Code
	case errors.As(err, &own):
		return own.Code
	}
	return err.Error()
}

// values are what an axis goes over, as texts.
func values(a axis) string {
	var list []string
	for _, value := range a.values() {
		list = append(list, Text(value))
	}
	return strings.Join(list, "; ")
}

func TestParse(t *testing.T) {
	for _, test := range []struct{ text, again, values, err string }{
		{text: "seed:1..5", values: "seed=1; seed=2; seed=3; seed=4; seed=5"},
		{text: "seed:7,1..3", values: "seed=7; seed=1; seed=2; seed=3"},
		{text: " seed : 1 .. 3 , 9", again: "seed:1..3,9", values: "seed=1; seed=2; seed=3; seed=9"},
		{text: "seed:5..1+-2", values: "seed=5; seed=3; seed=1"},
		{text: "seed:4..4", values: "seed=4"},
		{text: "seed:1..6+2", values: "seed=1; seed=3; seed=5"},
		{text: "seed:4294967294..4294967295", values: "seed=4294967294; seed=4294967295"},
		{text: "batch:64..512*2", values: "batch=64; batch=128; batch=256; batch=512"},
		{text: "horizon:100000..1000000*10", values: "horizon=100000; horizon=1000000"},
		{text: "real_label:0.7..1+0.1", values: "real_label=0.7; real_label=0.8; real_label=0.9; real_label=1"},
		{text: "momentum:0.1..0.3+0.1", values: "momentum=0.1; momentum=0.2; momentum=0.3"}, // .1 + 2 x .1 is more than .3
		{text: "momentum:-0.3..0.3+0.3", values: "momentum=-0.3; momentum=0; momentum=0.3"},
		{text: "g_lr:0.0005..0.002*2", values: "g_lr=0.0005; g_lr=0.001; g_lr=0.002"},
		{text: "g_lr:1e-5..1e-3*10", again: "g_lr:1e-05..0.001*10", values: "g_lr=1e-05; g_lr=0.0001; g_lr=0.001"},
		{text: "g_lr:.1..1e-3*0.1", again: "g_lr:0.1..0.001*0.1", values: "g_lr=0.1; g_lr=0.01; g_lr=0.001"},
		{text: "gp:0..1e+1+1e+1", again: "gp:0..10+10", values: "gp=0; gp=10"},
		{text: "loss:minimax,wgan-gp", values: "loss=minimax; loss=wgan-gp"},
		{text: "g_layers:64-64,8", values: "g_layers=64,64; g_layers=8"},
		{text: "points:AAAAAAD4APgA8ADw,AAAAAA", values: "points=AAAAAAD4APgA8ADw; points=AAAAAA"},
		{text: "standardise:true,false", values: "standardise=true; standardise=false"},
		{text: "with:base,pack=2+r1=1e-1, g_layers=8-8", again: "with:base,r1=0.1+pack=2,g_layers=8-8", values: "base; r1=0.1, pack=2; g_layers=8,8"},
		{text: "with:r1=1e+1+pack=2", again: "with:r1=10+pack=2", values: "r1=10, pack=2"},

		{text: "", err: "empty"},
		{text: " ", err: "empty"},
		{text: ";", err: "no_values"},
		{text: "seed:1;", err: "no_values"},
		{text: "seed=1..5", err: "no_values"},
		{text: "love:1", err: "love:unknown_field"},
		{text: ":1", err: ":unknown_field"},
		{text: "seed:", err: "seed:not_whole"},
		{text: "seed:1,,2", err: "seed:not_whole"},
		{text: "loss:minmax", err: "loss:unknown_choice"},
		{text: "loss:minimax..hinge", err: "loss:unknown_choice"},
		{text: "g_layers:64-x", err: "not_layers"},
		{text: "g_layers:8..64*2", err: "not_layers"},
		{text: "seed:1..3+0.5", err: "seed:not_whole"},
		{text: "g_lr:0.5..2*2", err: "g_lr:not_between"},
		{text: "seed:5..1", err: "not_range"},
		{text: "seed:1..5+0", err: "not_range"},
		{text: "seed:1..5*1", err: "not_range"},
		{text: "seed:1..5*0.5", err: "not_range"},
		{text: "g_lr:0..1*2", err: "not_range"},
		{text: "momentum:-0.5..0.5*2", err: "not_range"},
		{text: "seed:1..", err: "not_range"},
		{text: "seed:..", err: "not_range"},
		{text: "seed:1..2..3", err: "not_range"},
		{text: "seed:1..NaN", err: "not_range"},
		{text: "seed:1..Inf", err: "not_range"},
		{text: "seed:1..10000", values: "-"},
		{text: "seed:0..10000", err: "too_many_values"},
		{text: "seed:1..9999;batch:64,128", err: "too_many_values"},
		{text: "g_lr:0.001..1*1.0000000001", err: "too_many_values"},
		{text: "g_lr:0.001..1+1e-300", err: "too_many_values"},
		{text: "seed:1;seed:2", err: "twice"},
		{text: "with:r1=1;with:r2=1", err: "twice"},
		{text: "with:r1=1;r1:0,1", err: "twice"},
		{text: "with:r1=1+r1=2", err: "twice"},
		{text: "with:", err: "not_together"},
		{text: "with:r1", err: "not_together"},
		{text: "with:r1=0.1+pack", err: "r1:not_between"},
		{text: "with:peace=1", err: "peace:unknown_field"},
		{text: "with:seed=1..5", err: "seed:not_whole"},
		{text: strings.Repeat("a", lab.MaxLink+1), err: "too_long"},
	} {
		s, err := Parse(test.text)
		if code(err) != test.err {
			t.Errorf("%.60q: %v, want %q", test.text, err, test.err)
		}
		if err != nil {
			if said := err.Error(); said == "" || strings.ContainsAny(said, "{}") {
				t.Errorf("%.60q: %s", test.text, said)
			}
			continue
		}
		again := test.again
		if again == "" {
			again = test.text
		}
		if got := s.Encode(); got != again {
			t.Errorf("%q again is %q, want %q", test.text, got, again)
		}
		if got := values(s.axes[0]); test.values != "-" && got != test.values {
			t.Errorf("%q goes over %s, want %s", test.text, got, test.values)
		}
	}
}

// Steps on the way are what somebody would write, however many there are.
func TestNumbersOfRangesArePlain(t *testing.T) {
	s, err := Parse("gp:0.1..100+0.1")
	if err != nil {
		t.Fatal(err)
	}
	for i, value := range s.axes[0].values() {
		if got, want := value[0].Value, strings.TrimSuffix(fmt.Sprintf("%.1f", float64(i+1)/10), ".0"); got != want {
			t.Fatalf("value %d is %s, want %s", i, got, want)
		}
	}
	s, _ = Parse("g_lr:0.000001..1*10")
	if got, want := values(s.axes[0]), "g_lr=1e-06; g_lr=1e-05; g_lr=0.0001; g_lr=0.001; g_lr=0.01; g_lr=0.1; g_lr=1"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// Whatever is read is written so that it reads as the same.
func again(t *testing.T, s Sweep) {
	t.Helper()
	text := s.Encode()
	back, err := Parse(text)
	if err != nil || !reflect.DeepEqual(back, s) || back.Encode() != text {
		t.Errorf("%q becomes %q, %v", text, back.Encode(), err)
	}
}

func TestSweepsReadBack(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		text := someSweep(random)
		s, err := Parse(text)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		again(t, s)
	}
}

// someSweep writes a sweep of up to three settings, of any kinds.
func someSweep(random *rand.Rand) string {
	schema := lab.Schema()
	var axes []string
	for _, i := range random.Perm(len(schema))[:1+random.IntN(3)] {
		var items []string
		for range 1 + random.IntN(4) {
			items = append(items, someValue(random, schema[i]))
		}
		axes = append(axes, schema[i].Name+":"+strings.Join(items, ","))
	}
	if random.IntN(3) == 0 { // settings that go together, too
		named := strings.Join(axes, ";")
		for _, i := range random.Perm(len(schema)) {
			if f := schema[i]; !strings.Contains(named, f.Name+":") && lab.Default().Unused(f.Name) == nil {
				axes = append(axes, with+":base,"+f.Name+"="+strings.ReplaceAll(lab.Default().Text(f.Name), ",", "-"))
				break
			}
		}
	}
	return strings.Join(axes, ";")
}

func someValue(random *rand.Rand, f lab.Field) string {
	switch f.Kind {
	case lab.Choice:
		return f.Choices[random.IntN(len(f.Choices))]
	case lab.Bool:
		return fmt.Sprint(random.IntN(2) == 0)
	case lab.Layers:
		return strings.ReplaceAll(fmt.Sprint(1+random.IntN(512))+strings.Repeat("-7", random.IntN(7)), " ", "")
	case lab.Points:
		return "AAAAAA"
	case lab.Int, lab.Seed:
		v := int(f.Min) + random.IntN(int(f.Max-f.Min)+1)
		if w := v + random.IntN(20); w <= int(f.Max) && random.IntN(2) == 0 {
			return fmt.Sprintf("%d..%d+%d", v, w, 1+random.IntN(3))
		}
		return fmt.Sprint(v)
	}
	v := f.Min + random.Float64()*(f.Max-f.Min)
	switch w := v + random.Float64()*(f.Max-v); random.IntN(3) {
	case 0:
		return fmt.Sprintf("%v..%v+%v", v, w, (w-v)/(1+9*random.Float64())+1e-6)
	case 1:
		if v > 0 {
			return fmt.Sprintf("%v..%v*%.3v", v, w, 1.2+random.Float64())
		}
	}
	return fmt.Sprint(v)
}

// Any text is a sweep or has an error with words.
func FuzzParse(f *testing.F) {
	for _, text := range []string{
		"loss:minimax,wgan-gp;seed:1..5", "g_lr:0.0005..0.002*2", "with:base,r1=0.1,pack=2+unroll=5", "g_layers:64-64,128-128",
		"momentum:-0.5..0.5+0.25", "seed:5..1+-1", "points:AAAA", "gp:1e-3..1E+1*1e1", "with:a=b+c=d", ";;:,:..*+", "seed:1..1e300", "seed:\xff..\x00",
	} {
		f.Add(text)
	}
	c := lab.Default()
	f.Fuzz(func(t *testing.T, text string) {
		s, err := Parse(text)
		if err != nil {
			if said := err.Error(); said == "" {
				t.Errorf("%q: no words", text)
			}
			return
		}
		again(t, s)
		runs, left, err := s.Runs(c, 1, 50)
		if err == nil && len(runs)+len(left) != s.Count() {
			t.Errorf("%q: %d runs and %d left out of %d", text, len(runs), len(left), s.Count())
		}
	})
}
