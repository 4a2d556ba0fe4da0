package player

import (
	"saddle/core/lab"
	"saddle/wasm/train"
)

// Order is what a host is asked to do. Each is answered by a report that has heard of it; what
// takes its time ends later, in a report's Ended.
type Order struct {
	Number int // of the orders of this player, from 1 on
	Do     Deed

	Link    string // of Begin and Change: the settings; of Arrive: the moment
	Step    int    // of Step: how many; of Branch: a run's number; else a step
	On      bool   // of Play; of Arrive: whether to play on from there
	Speed   float64
	File    []byte // of Open and Hasten: an experiment file
	Samples int    // of Slowly
	Side    int
	Carried *Carried // of Take
}

// Deed names what an order asks for: the method of train.Trainer that does it, but for those
// that are explained.
type Deed string

// The deeds.
const (
	Begin  Deed = "begin"
	Change Deed = "change"
	Play   Deed = "play"
	Speed  Deed = "speed"
	Cancel Deed = "cancel"
	Take   Deed = "take" // go on with what another host had

	// Those that end.
	Step   Deed = "step"  // so many rounds
	Until  Deed = "until" // play until a step, if it is not there yet
	Seek   Deed = "seek"
	Arrive Deed = "arrive"
	Undo   Deed = "undo"
	Redo   Deed = "redo"
	Branch Deed = "branch" // go to the end of a run
	Open   Deed = "open"
	Hasten Deed = "hasten"
	Save   Deed = "save"
	Slowly Deed = "slowly"
	Give   Deed = "give" // what Take needs
)

// Ended is how an order has ended.
type Ended struct {
	Number  int
	Step    int    // where the run is then
	Reached bool   // whether it has done what was asked
	Digest  string // of the state, after Arrive
	File    []byte // of Save
	Wrong   *Wrong // with a file
	Slow    *lab.Slow
	Carried *Carried // of Give
}

// Carried is what a host is to go on with: a trainer, and which orders it owes an end.
type Carried struct {
	*train.Carried
	Heard  int
	Budget int   // bytes, for its timeline
	Queue  []int // orders for rounds, first to be played first
	Aim    int   // the order that has the trainer on its way to a step; 0 for none
}

// Wrong is a lab.FileError.
type Wrong struct {
	Code    string            `json:"code"`
	Args    map[string]string `json:"args"`
	Message string            `json:"message"`
}
