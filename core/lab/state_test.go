//go:build !js

package lab

import (
	"math"
	"math/rand/v2"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"
)

// A run that was held and opened again, or gone back to, goes on as if nothing had
// been: the same bits, and the same to be seen.
func TestHeldRunsGoOn(t *testing.T) {
	some := rand.New(rand.NewPCG(7, 0))
	for _, link := range experiments() {
		c, errs := Decode(link)
		if errs != nil {
			t.Fatal(link, errs)
		}
		l := New(c)
		play(l, 2+some.IntN(6))
		held := l.State()
		opened := Open(held)
		play(l, 5)
		want := allSeen(l)

		play(opened, 5)
		if got := allSeen(opened); got != want {
			t.Errorf("%s opened at step %d:\n%s, want\n%s", link, held.Steps(), got, want)
		}
		l.Restore(held)
		play(l, 5)
		if got := allSeen(l); got != want {
			t.Errorf("%s gone back to step %d:\n%s, want\n%s", link, held.Steps(), got, want)
		}
	}
}

// allSeen is what there is to be seen of a run, as far as it fits on a line.
func allSeen(l *Lab) string {
	var b strings.Builder
	m := l.Measure()
	b.WriteString(l.Digest())
	m.Each(func(name string, v float64) { b.WriteString(" " + name + "=" + exact(v)) })
	field := make([]float32, 64)
	l.Field(field, 8, 3)
	for _, column := range l.History().columns {
		b.WriteString(" " + exact(column[0]+column[len(column)/2]))
	}
	for _, v := range field {
		b.WriteString(" " + exact(float64(v)))
	}
	return b.String()
}

// Settings that were changed on the way are part of the state, and going back undoes
// them.
func TestHeldRunsKnowTheirCourse(t *testing.T) {
	c, _ := Decode("#g_layers=8&d_layers=8&batch=16")
	l := New(c)
	play(l, 4)
	before := l.State()
	for _, change := range []string{"loss=wgan", "ema=0", "rule=momentum", "spectral_norm=true", "historical=1", "lookahead=3"} {
		c := l.Config()
		name, value, _ := strings.Cut(change, "=")
		if err := c.Set(name, value); err != nil {
			t.Fatal(err)
		}
		if l.Change(c) {
			t.Fatal(change, "began anew")
		}
		play(l, 2)
	}
	held := l.State()
	if got := len(held.Course()); got != 7 {
		t.Errorf("%d legs", got)
	}
	opened := Open(held)
	play(l, 6)
	play(opened, 6)
	if want := allSeen(l); allSeen(opened) != want {
		t.Error("a run with a course goes on otherwise")
	}
	if !SameCourse(opened.Course(), l.Course()) {
		t.Errorf("%v, want %v", opened.Course(), l.Course())
	}
	plain := New(c)
	play(plain, 4+6)
	l.Restore(before)
	play(l, 6)
	if want := allSeen(plain); allSeen(l) != want {
		t.Error("changes are not undone by going back")
	}
	c, _ = Decode("#cloud=grid&seed=5")
	other := New(c)
	play(other, 2)
	other.Restore(before)
	play(other, 6)
	if want := allSeen(plain); allSeen(other) != want {
		t.Error("another experiment does not become the one that was held")
	}
}

// derived are fields that follow from the settings, or are written before they are
// read: by their place in a Lab.
var derived = regexp.MustCompile(strings.Join([]string{
	`\.(program|power|graph)$`,                                                                                                                            // compiled from the settings
	`\.views\b`, `\.judge\b`, `\.(lattice|manifold|optimum|outputs|generated|generatedAt|classes|classCount|origins|parts|planned|measures|isMeasured)\b`, // what was looked at
	`\.board\b`, `\.(sampler|drawn|bits|before|next|nextU|nextV)\b`, // drawn or computed in each round before it is read
	`\.rule\.Settings\.LearningRate$`, // by the schedule, in each round
}, "|"))

// Every field of a run is saved, or derived.
func TestStateIsWhole(t *testing.T) {
	told := map[string]bool{}
	for _, link := range experiments() {
		c, _ := Decode(link)
		l := New(c)
		play(l, 7)
		opened := Open(l.State())
		differ(reflect.ValueOf(l), reflect.ValueOf(opened), "lab", map[uintptr]bool{}, func(path string) {
			if !told[path] {
				t.Errorf("%s is neither saved nor derived, in %s", path, link)
			}
			told[path] = true
		})
	}
}

// differ calls tell with the places where b is not as a.
func differ(a, b reflect.Value, path string, met map[uintptr]bool, tell func(string)) {
	if derived.MatchString(path) {
		return
	}
	if a.IsValid() != b.IsValid() || a.IsValid() && a.Type() != b.Type() {
		tell(path)
		return
	}
	switch a.Kind() {
	case reflect.Invalid: // no value in an interface, on both sides
	case reflect.Pointer:
		if a.IsNil() || b.IsNil() {
			if a.IsNil() != b.IsNil() {
				tell(path)
			}
			return
		}
		if met[a.Pointer()] {
			return
		}
		met[a.Pointer()] = true
		differ(a.Elem(), b.Elem(), path, met, tell)
	case reflect.Interface:
		differ(a.Elem(), b.Elem(), path, met, tell)
	case reflect.Struct:
		for i := range a.NumField() {
			differ(a.Field(i), b.Field(i), path+"."+a.Type().Field(i).Name, met, tell)
		}
	case reflect.Slice, reflect.Array:
		if a.Len() != b.Len() {
			tell(path)
			return
		}
		for i := range a.Len() {
			told := false
			differ(a.Index(i), b.Index(i), path, met, func(p string) { told = true; tell(p) })
			if told {
				return
			}
		}
	case reflect.Float32, reflect.Float64:
		if math.Float64bits(a.Float()) != math.Float64bits(b.Float()) && (a.Float() == a.Float() || b.Float() == b.Float()) {
			tell(path)
		}
	case reflect.Int, reflect.Int64, reflect.Int32, reflect.Int8:
		if a.Int() != b.Int() {
			tell(path)
		}
	case reflect.Uint, reflect.Uint64, reflect.Uint32, reflect.Uint8, reflect.Uint16:
		if a.Uint() != b.Uint() {
			tell(path)
		}
	case reflect.String:
		if a.String() != b.String() {
			tell(path)
		}
	case reflect.Bool:
		if a.Bool() != b.Bool() {
			tell(path)
		}
	case reflect.Map:
		if a.Len() != b.Len() {
			tell(path)
		}
	case reflect.Func:
		// Settled with the settings.
	default:
		tell(path + " of kind " + a.Kind().String())
	}
}

// Going back copies, and makes nothing anew.
func TestRestoringAllocatesNothing(t *testing.T) {
	l := New(Default())
	play(l, 10)
	held := l.State()
	play(l, 10)
	l.Restore(held)
	if n := testing.AllocsPerRun(10, func() { l.Restore(held) }); n > 0 {
		t.Errorf("%.0f allocations", n)
	}
}

// What a file's tensors have is known before the game is made.
func TestStateIsAsCounted(t *testing.T) {
	for _, link := range experiments() {
		c, _ := Decode(link)
		size, err := c.size()
		if err != nil {
			t.Fatal(err)
		}
		held := 0
		for _, p := range New(c).listed() {
			held += len(p.Floats)
		}
		if held != size.State {
			t.Errorf("%s holds %d numbers, not %d", link, held, size.State)
		}
	}
}

// Going back is as quick as ten rounds at most, also of the smallest networks with the
// longest history.
func TestRestoringIsQuick(t *testing.T) {
	for _, link := range []string{"#", "#g_layers=16,16&d_layers=16,16&batch=128"} {
		c, _ := Decode(link)
		l := longRun(c)
		held := l.State()
		quickest := func(what func()) time.Duration {
			best := time.Hour
			for range 10 {
				start := time.Now()
				what()
				best = min(best, time.Since(start))
			}
			return best
		}
		rounds := quickest(func() {
			for range 10 {
				l.Step()
			}
		})
		if restoring := quickest(func() { l.Restore(held) }); restoring > rounds {
			t.Errorf("%s: %v, and ten rounds take %v", link, restoring, rounds)
		}
	}
}
