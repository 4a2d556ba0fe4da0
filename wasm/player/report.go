package player

import (
	"saddle/core/lab"
	"saddle/wasm/train"
)

// Report is what a host tells.
type Report struct {
	Heard   int // the last order that it has carried out
	Status  Status
	Run     *Run // nil where nothing of it has changed
	Ended   []Ended
	Picture *lab.Picture
	Kept    *Carried // what to go on with should the host come to an end
}

// Status is where a run stands.
type Status struct {
	Step       int
	Head       int // the last step of the run that has been played
	Version    int // grows whenever the state changes; never 0
	Experiment int // grows whenever there may be another experiment; never 0
	Playing    bool
	PlaysOn    bool    // it plays, or will when it has arrived
	Rate       float64 // rounds a second
	Aim        *Aim    // nil for none
}

// Aim is a step that is on the way to.
type Aim struct{ From, To int }

// Run is a run as a whole.
type Run struct {
	ID       int
	Link     string    // of the settings in force
	Course   []lab.Leg // of all of it
	Legs     int       // of the course, that are behind the moment that it is at, or on the way to
	CanUndo  bool
	CanRedo  bool
	Branches []train.Branch // that share its beginning
	IDs      []int          // of all runs that Branch can lead to
}
