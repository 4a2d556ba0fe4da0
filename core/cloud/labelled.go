package cloud

import (
	"cmp"
	"slices"
)

// Labelled are the classes that came with a person's points: a place in the plane has that of
// the nearest of them. Its bits are the same on every machine.
type Labelled struct {
	x, y  []float32 // by x
	class []uint8
	count int
}

// newLabelled returns the classes of points; nil where they have none.
func newLabelled(points []Point, classes []uint8) *Labelled {
	if classes == nil {
		return nil
	}
	order := make([]int, len(points))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(float32(points[a].X), float32(points[b].X)) })
	l := &Labelled{count: int(slices.Max(classes)) + 1}
	for _, i := range order {
		l.x, l.y = append(l.x, float32(points[i].X)), append(l.y, float32(points[i].Y))
		l.class = append(l.class, classes[i])
	}
	return l
}

// OwnClasses returns the classes that came with a person's points; nil where there are none.
func (c *Cloud) OwnClasses() *Labelled { return c.classes }

// Count returns the number of classes.
func (l *Labelled) Count() int { return l.count }

// Mark sets dst (n x Count) to 1 in the column of each point's class and to 0
// elsewhere; points is n x 2.
func (l *Labelled) Mark(dst, points []float32) {
	clear(dst)
	n := len(points) / 2
	for i := range n {
		dst[i+n*int(l.class[l.nearest(points[i], points[n+i])])] = 1
	}
}

// nearest returns which point is nearest to a place. It looks from the place's x to both
// sides, until no other can be nearer.
func (l *Labelled) nearest(x, y float32) int {
	right, _ := slices.BinarySearch(l.x, x)
	left := right - 1
	best, least := max(left, 0), float32(0)
	found := false
	for left >= 0 || right < len(l.x) {
		i := right
		if right == len(l.x) || left >= 0 && x-l.x[left] <= l.x[right]-x {
			i = left
			left--
		} else {
			right++
		}
		dx, dy := l.x[i]-x, l.y[i]-y
		across := float32(dx * dx)
		if found && across > least {
			break
		}
		if d := across + float32(dy*dy); !found || d < least {
			best, least, found = i, d, true
		}
	}
	return best
}
