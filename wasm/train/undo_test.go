package train

import (
	"testing"

	"saddle/core/lab"
)

// Two hundred changes can be undone, the oldest are forgotten.
func TestTheOldestChangesAreForgotten(t *testing.T) {
	var list []place
	for step := range 203 {
		push(&list, place{step: step})
	}
	if len(list) != 200 || list[0].step != 3 || list[199].step != 202 {
		t.Errorf("%d are left, from %d to %d", len(list), list[0].step, list[len(list)-1].step)
	}
}

// The states of the newest places are kept, as far as they fit, and of none before these.
func TestStatesOfOldPlacesAreLetGo(t *testing.T) {
	state := lab.New(lab.Default()).State()
	fit := states / state.Size()
	if fit < 2 || fit > mostPlaces-3 {
		t.Fatalf("%d states of %d bytes fit, which says nothing", fit, state.Size())
	}
	var list []place
	for step := range fit + 3 {
		push(&list, place{step: step, state: state})
	}
	for i, p := range list {
		if want := i >= 3; (p.state != nil) != want {
			t.Errorf("of %d places with states of %d bytes, place %d has one: %v", len(list), state.Size(), i, p.state != nil)
		}
	}
}
