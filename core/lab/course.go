package lab

// Leg is a part of a course: from a step on, the settings were those of a link.
type Leg struct {
	Step int    `json:"step"`
	Link string `json:"link"`
}

// Course returns the settings of the run since its beginning: with the number of steps
// they determine the state. It is valid until the next Change.
func (l *Lab) Course() []Leg { return l.course }
