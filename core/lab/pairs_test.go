//go:build goexperiment.simd && !js && !amd64.v3

// Once is enough: sizes are counted the same everywhere.

package lab

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"saddle/core/cloud"
)

// extremes are values of a field, one of which makes an experiment as large as the field can:
// the more of anything, the larger.
func extremes(f Field) []string {
	switch f.Kind {
	case Choice:
		return f.Choices
	case Bool:
		return []string{"false", "true"}
	case Layers:
		return []string{strings.Repeat(","+number(f.Max), MaxLayers)[1:]}
	case Points:
		return []string{PointsText(make([]cloud.Point, int(f.Max)))}
	case Float:
		return []string{number(f.Min), number(f.Max)}
	}
	return []string{number(f.Max)}
}

// ask sets a field in a link's settings, and what it needs to mean anything.
func ask(link map[string]string, f *Field, value string) {
	link[f.Name] = value
	if len(f.When) == 0 {
		return
	}
	w := f.When[0]
	other := find(w.Field)
	if _, given := link[w.Field]; given {
		return
	}
	for _, v := range extremes(*other) {
		if w.holds(v) {
			ask(link, other, v)
			return
		}
	}
}

func linkOf(settings map[string]string) string {
	var pairs []string
	for name, v := range settings {
		pairs = append(pairs, name+"="+v)
	}
	slices.Sort(pairs)
	return strings.Join(pairs, "&")
}

// No pair of settings, each at its extremes, describes an experiment that takes more memory
// than there may be, or more expressions than are laid out in a moment: it is counted, or
// refused.
func TestExtremePairs(t *testing.T) {
	links := map[string]bool{}
	for i := range schema {
		for j := range i {
			a, b := &schema[i], &schema[j]
			if a.Kind == Seed || b.Kind == Seed {
				continue // no size depends on it
			}
			for _, v := range extremes(*a) {
				for _, w := range extremes(*b) {
					link := map[string]string{}
					ask(link, a, v)
					link[b.Name] = w
					ask(link, b, w)
					links[linkOf(link)] = true
				}
			}
		}
	}
	var lock sync.Mutex
	known := map[string]bool{} // sizes that have been counted
	queue := make(chan string)
	var workers sync.WaitGroup
	for range 2 {
		workers.Go(func() {
			for link := range queue {
				c, _ := Decode(link)
				key := shape(&c)
				lock.Lock()
				seen := known[key]
				known[key] = true
				lock.Unlock()
				if seen {
					continue
				}
				if size, err := c.size(); err != nil || size.Floats > MaxFloats {
					t.Errorf("%s: %d numbers (%v)", link, size.Floats, err)
				}
			}
		})
	}
	for link := range links {
		queue <- link
	}
	close(queue)
	workers.Wait()
	t.Logf("%d links, %d sizes", len(links), len(known))
}

// shape is all of a Config that its size can depend on.
func shape(c *Config) string {
	var b strings.Builder
	for _, f := range schema {
		classes := c.Structure == "classifier" && c.Labels == "modes"
		switch {
		case f.Kind == Seed, f.Kind == Points, f.Name == "source", f.Name == "init", f.Name == "standardise", f.Name == "gp_sides":
		case (f.Name == "cloud" || f.Name == "modes") && !classes, f.Name == "labels" && c.Structure != "classifier":
		case f.Kind == Float && c.Get(f.Name) != 0.:
			b.WriteString(f.Name + "&")
		default:
			b.WriteString(f.Name + "=" + c.Text(f.Name) + "&")
		}
	}
	return b.String()
}
