package lab

import (
	"math"
	"slices"

	"saddle/core/measure"
)

// Question asks about a place of the plane; the zero Question about nothing.
type Question struct {
	On    bool
	X, Y  float64 // the place, in the plane's units
	Reach float64 // how far from it a generated point may be that is meant; 0 for none
	Point int     // the point that is meant wherever it is: its number, from 1 on; 0 for none
	Path  int     // how many rounds back the point's way is to be told
}

// Answer is what there is to be told of a place, or of a generated point where it is: in the
// data's units, but for what has Plane in its name.
type Answer struct {
	X, Y           float64
	PlaneX, PlaneY float64

	D      float64 // as Field has it
	Scores bool    // D's output is a score and no probability
	Score  float64 // that output then

	Data, Model float64 // both densities, as seen through a Gaussian
	Blur        float64 // of this deviation; 0 where the axes have different scales
	Best        float64 // D*, which follows from the two

	PullX, PullY float64 // where G's loss pulls a point that is there

	Point *Told // nil where none is meant
}

// Told is what there is to be told of a generated point.
type Told struct {
	Number    int       // from 1 on
	Z         []float64 // what G has made it of
	Class     int       // from 1 on; 0 for none
	From      int       // the step of the first place of the path; each other is of one step more
	PlanePath []float64 // x0, y0, x1, y1, ...; empty where the rounds before are not at hand
}

// Ask answers a question about the state as it is; the path is left to who has the rounds before.
func (l *Lab) Ask(q Question) *Answer {
	x, y := q.X, q.Y
	points := l.Generated()
	point := l.meant(q)
	if point >= 0 {
		x, y = float64(points[point]), float64(points[Shown+point])
	}
	u := l.config.Units()
	across, down := u.X.length(), u.Y.length()
	a := &Answer{X: u.X.Data(x), Y: u.Y.Data(y), PlaneX: x, PlaneY: y, Scores: !l.game.Estimates()}

	at := []float32{float32(x), float32(y)}
	chance, pull := make([]float32, 1), make([]float32, 2)
	l.chances(chance, at)
	a.D = float64(chance[0])
	if a.Scores {
		l.judged(at, func(outputs []float32, share float32) { a.Score += float64(share * outputs[0]) })
	}
	l.game.Arrows(pull, at)
	a.PullX, a.PullY = float64(pull[0])/across, float64(pull[1])/down

	blur := measure.BlurOf(2 * l.Extent() / asked)
	data, model, best := measure.OptimumAt(l.cloud, points, x, y, blur)
	a.Data, a.Model, a.Best = data/(across*down), model/(across*down), best
	a.Blur = blur * u.Distance()

	if point >= 0 {
		a.Point = &Told{Number: point + 1}
		for i := range l.LatentDim() {
			a.Point.Z = append(a.Point.Z, float64(l.input[i*Shown+point]))
		}
		if classes, _ := l.Classes(); classes != nil {
			a.Point.Class = int(classes[point]) + 1
		}
	}
	return a
}

// asked is how many cells the plane's side would have of the grid whose D* is told: about as
// many as are drawn.
const asked = 72

// meant is the index of the generated point that a question means; -1 for none.
func (l *Lab) meant(q Question) int {
	if q.Point >= 1 && q.Point <= Shown {
		return q.Point - 1
	}
	points := l.Generated()
	nearest, best := q.Reach, -1
	for i := range Shown {
		if d := math.Hypot(float64(points[i])-q.X, float64(points[Shown+i])-q.Y); d < nearest {
			nearest, best = d, i
		}
	}
	return best
}

// Place is where the generated point of a number is.
func (l *Lab) Place(number int) (x, y float64) {
	inputs := l.game.Inputs()
	input, point := make([]float32, inputs), make([]float32, 2)
	for i := range inputs {
		input[i] = l.input[i*Shown+number-1]
	}
	l.game.Generate(point, input)
	return float64(point[0]), float64(point[1])
}

// Path returns the way of the generated point of a number over the last rounds of a run up to
// the step of its last state: x0, y0, x1, y1, ..., played once more from a state that is kept.
// The course is the run's. There is none where that would take many rounds.
func (t *Timeline) Path(course []Leg, step, number, rounds int) (from int, path []float64) {
	from = max(0, step-rounds)
	begin := 0
	s := t.Nearest(from)
	if s != nil {
		begin = s.steps
	}
	first, _ := Decode(course[0].Link)
	if step-begin > rounds+4*Spacing || first.Seconds(1)*float64(step-begin) > longestPath {
		return 0, nil
	}
	var l *Lab
	if s != nil {
		l = Open(s)
	} else {
		l = New(first)
	}
	for {
		if l.steps >= from {
			x, y := l.Place(number)
			path = append(path, x, y)
		}
		if l.steps == step {
			return from, path
		}
		for i := len(l.course); i < len(course) && course[i].Step == l.steps; i++ {
			c, _ := Decode(course[i].Link)
			l.change(c)
			l.course = slices.Clone(course[:i+1])
		}
		l.game.Round()
		l.steps++
	}
}

// longestPath is how many seconds of rounds are played once more for a path.
const longestPath = .5
