package lab

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"saddle/core/cloud"
)

// Own is a person's own cloud: points that were drawn, or read from a file. It is a value.
type Own struct {
	Points  []cloud.Point
	Units   Units   // what places in the plane stand for
	Classes []uint8 // of the points, from 0 on; nil where they have none

	text string // that it was read from; "" for none
}

// ownLabels is the choice of the classes that came with a person's own points.
const ownLabels = "own"

// MaxClasses is how many classes points may have.
const MaxClasses = 32

// Units say how the plane's coordinates stand for data: data = Offset + Scale * place. The
// zero Units are those of a plane that stands for itself.
type Units struct{ X, Y Axis }

// Axis is Units along one axis.
type Axis struct{ Offset, Scale float64 }

// Data returns what a coordinate stands for.
func (a Axis) Data(place float64) float64 {
	if a.Scale == 0 {
		return place
	}
	return a.Offset + a.Scale*place
}

// Place returns where in the plane a coordinate of the data is.
func (a Axis) Place(data float64) float64 {
	if a.Scale == 0 {
		return data
	}
	return (data - a.Offset) / a.Scale
}

// length is how long in the data's units one unit of the plane is.
func (a Axis) length() float64 {
	if a.Scale == 0 {
		return 1
	}
	return a.Scale
}

// Distance returns how long in the data's units one unit of the plane is; 0 where both axes
// have scales of their own, so that a distance has no unit.
func (u Units) Distance() float64 {
	switch {
	case u == Units{}:
		return 1
	case u.X.Scale != u.Y.Scale:
		return 0
	}
	return u.X.Scale
}

// Plain reports whether the plane stands for itself.
func (u Units) Plain() bool { return u == Units{} }

// Units returns what places in the plane stand for.
func (c Config) Units() Units {
	if c.Cloud != "points" {
		return Units{}
	}
	return c.Own.Units
}

// apart is how many times further data may reach along one axis than along the other, and
// still have one scale for both.
const apart = 10

// NewOwn moves and scales data into the plane: its mean goes to the origin, and its
// deviation becomes 1. Both axes have one scale, so that shapes stay what they are, unless one
// reaches ten times as far as the other. Data with far outliers is made smaller still, so
// that all of it lies within MaxPlace. The classes may be nil. All numbers are finite, and
// their squares, too.
func NewOwn(data []cloud.Point, classes []uint8) Own {
	x, y := make([]float64, len(data)), make([]float64, len(data))
	for i, p := range data {
		x[i], y[i] = p.X, p.Y
	}
	meanX, sdX, farX := spread(x)
	meanY, sdY, farY := spread(y)
	u := Units{Axis{meanX, fitting(sdX, farX)}, Axis{meanY, fitting(sdY, farY)}}
	if low, high := min(sdX, sdY), max(sdX, sdY); low == 0 || high <= apart*low {
		ratio := low / max(high, 1e-300) // no squares of what is very small, or large
		u.X.Scale = fitting(high*math.Sqrt((1+float64(ratio*ratio))/2), max(farX, farY))
		u.Y.Scale = u.X.Scale
	}
	o := Own{Points: make([]cloud.Point, len(data)), Units: u, Classes: classes}
	for i := range data {
		o.Points[i] = cloud.Point{X: settled((x[i] - u.X.Offset) / u.X.Scale), Y: settled((y[i] - u.Y.Offset) / u.Y.Scale)}
	}
	return o
}

// sorted returns points by x, and of equal x by y, with their classes.
func sorted(data []cloud.Point, classes []uint8) ([]cloud.Point, []uint8) {
	order := make([]int, len(data))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		return cmp.Or(cmp.Compare(data[i].X, data[j].X), cmp.Compare(data[i].Y, data[j].Y))
	})
	points := make([]cloud.Point, len(data))
	var of []uint8
	for to, from := range order {
		points[to] = data[from]
		if classes != nil {
			of = append(of, classes[from])
		}
	}
	return points, of
}

// fitting is the scale of values with a deviation, none further than far from their mean.
func fitting(deviation, far float64) float64 {
	if scale := max(deviation, far/MaxPlace); scale > 1e-300 {
		return scale
	}
	return 1 // all are equal
}

// spread returns the mean of values, their deviation, and how far the farthest is from the mean.
func spread(values []float64) (mean, deviation, far float64) {
	for i, v := range values {
		mean += (v - mean) / float64(i+1)
	}
	for _, v := range values {
		far = max(far, math.Abs(v-mean))
	}
	if far <= 1e-14*math.Abs(mean) { // rounding of equal ones
		return mean, 0, 0
	}
	for _, v := range values {
		part := (v - mean) / far
		deviation += part * part / float64(len(values))
	}
	return mean, far * math.Sqrt(deviation), far
}

// Text returns a person's points as links have them: PointsText, and, where they have them,
// after a ~ their units, and after another their classes.
func (o Own) Text() string {
	if o.text == "" {
		return o.write()
	}
	return o.text
}

func (o Own) write() string {
	text := PointsText(o.Points)
	if o.Units.Plain() && o.Classes == nil {
		return text
	}
	u := o.Units
	if u.Plain() {
		u = Units{Axis{0, 1}, Axis{0, 1}}
	}
	text += fmt.Sprintf("~%s,%s,%s,%s", number(u.X.Offset), number(u.Y.Offset), number(u.X.Scale), number(u.Y.Scale))
	if o.Classes != nil {
		text += "~" + written(o.Classes)
	}
	return text
}

// readOwn reads what Own.Text has written. It keeps the text: packed by another version of
// compress/flate, the same points may have another one, and they stay what they are.
func readOwn(text string) (Own, error) {
	parts := strings.Split(text, "~")
	points, err := readPoints(parts[0])
	o := Own{Points: points, text: text}
	if err != nil || len(parts) == 1 {
		return o, err
	}
	numbers := strings.Split(parts[1], ",")
	if len(parts) > 3 || len(numbers) != 4 {
		return o, errors.New("not points, units and classes")
	}
	for i, place := range []*float64{&o.Units.X.Offset, &o.Units.Y.Offset, &o.Units.X.Scale, &o.Units.Y.Scale} {
		v, err := strconv.ParseFloat(numbers[i], 64)
		if err != nil || !(math.Abs(v) <= 1e300) || i >= 2 && !(v >= 1e-300) {
			return o, errors.New("not a unit")
		}
		*place = v + 0
	}
	if len(parts) == 3 {
		o.Classes, err = read(parts[2], MaxPoints)
		if err != nil || len(o.Classes) != len(points) || len(points) > 0 && slices.Max(o.Classes) >= MaxClasses {
			return o, errors.New("not a class for each point")
		}
	}
	return o, nil
}
