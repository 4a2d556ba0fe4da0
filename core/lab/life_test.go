package lab

import (
	"bytes"
	"slices"
	"strconv"
	"testing"
	"time"
)

// Whatever is set, an experiment begins, trains, is measured, goes on under other settings, and is at any time the same after
// it was held in a file. Pairs of bytes are settings: which, and what of those values that are likely to be trouble. Networks and
// batches are small, so that many lives fit into a minute.
func FuzzLife(f *testing.F) {
	f.Add([]byte{}, []byte{})
	for i := range len(schema) {
		f.Add([]byte{byte(i), 1, byte(i + 3), 0}, []byte{byte(i), 2, byte(i + 7), 3})
	}
	f.Fuzz(func(t *testing.T, first, second []byte) {
		l := New(lively(first))
		begun := l.Config().Encode()
		rounds(l, 3)
		l.Measure()
		l.Diagnosis()
		next := lively(second)
		anew := l.Restarts(next)
		if restarted := l.Change(next); restarted != anew || restarted != (l.Steps() == 0) {
			t.Fatalf("%q, then %q: foretold %v, restarted %v, at step %d", begun, next.Encode(), anew, restarted, l.Steps())
		}
		rounds(l, 2)
		var file bytes.Buffer
		if err := l.Save(&file, time.Time{}); err != nil {
			t.Fatal(err)
		}
		held, err := Load(&file)
		if err != nil {
			t.Fatalf("%q, then %q: what was saved is refused: %v", begun, next.Encode(), err)
		}
		for _, one := range []*Lab{l, held} {
			rounds(one, 2)
		}
		if l.Digest() != held.Digest() || l.Config().Encode() != held.Config().Encode() {
			t.Errorf("%q, then %q: %s of %s goes on as %s of %s", begun, next.Encode(), l.Digest(), l.Config().Encode(), held.Digest(), held.Config().Encode())
		}
	})
}

// lively is a small experiment with the settings that bytes stand for, as far as they go together.
func lively(settings []byte) Config {
	c := Default()
	little := []Change{{"batch", "16"}, {"g_layers", "8"}, {"d_layers", "8"}}
	for _, change := range little {
		c.Set(change.Field, change.Value)
	}
	for pair := range slices.Chunk(settings[:min(len(settings), 16)/2*2], 2) {
		f := schema[int(pair[0])%len(schema)]
		values := f.Choices
		switch f.Kind {
		case Bool:
			values = []string{"true", "false"}
		case Int, Float, Seed:
			text := func(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }
			values = []string{text(f.Min), text(min(f.Max, f.Min+3)), text((f.Min + min(f.Max, 4)) / 2), text(min(f.Max, 8))}
		case Layers:
			values = []string{"none", "8", "1", "8,8"}
		case Points:
			values = []string{"AAAAAAAA", "AAAAAAAAAAAAAAAA"}
		}
		c.Set(f.Name, values[int(pair[1])%len(values)]) // refused where it cannot be
	}
	return c
}

func rounds(l *Lab, n int) {
	for range n {
		l.Step()
	}
}
