package cloud

import (
	"math"

	"saddle/core/random"
)

// Classes divide the plane by the nearest of some centres. Their bits are the same
// on every machine.
type Classes struct{ x, y []float32 }

// ModeClasses returns a class for each mode of a mixture; nil for other clouds.
func (c *Cloud) ModeClasses() *Classes {
	if len(c.modes) == 0 {
		return nil
	}
	classes := &Classes{}
	for _, m := range c.modes {
		classes.x, classes.y = append(classes.x, float32(m.X)), append(classes.y, float32(m.Y))
	}
	return classes
}

// MeanClasses finds k clusters in a sample of the cloud by k-means: Lloyd's
// iterations (1982) from centres that lie far apart (Gonzalez, 1985). It is the
// same for the same seed.
func (c *Cloud) MeanClasses(k int, seed uint64) *Classes {
	const n, rounds = 4000, 30
	points := make([]float32, 2*n)
	c.Sample(points, random.New(seed, random.Shape))
	classes := &Classes{points[:1:1], points[n : n+1 : n+1]}
	for len(classes.x) < k {
		farthest, most := 0, float32(-1)
		for i := range n {
			if _, d := classes.nearest(points[i], points[n+i]); d > most {
				farthest, most = i, d
			}
		}
		classes.x = append(classes.x, points[farthest])
		classes.y = append(classes.y, points[n+farthest])
	}
	for range rounds {
		sumX, sumY, count := make([]float64, k), make([]float64, k), make([]float64, k)
		for i := range n {
			j, _ := classes.nearest(points[i], points[n+i])
			sumX[j] += float64(points[i])
			sumY[j] += float64(points[n+i])
			count[j]++
		}
		for j := range k {
			if count[j] > 0 {
				classes.x[j], classes.y[j] = float32(sumX[j]/count[j]), float32(sumY[j]/count[j])
			}
		}
	}
	return classes
}

// Count returns the number of classes.
func (c *Classes) Count() int { return len(c.x) }

// Mark sets dst (n x Count) to 1 in the column of each point's class and to 0
// elsewhere; points is n x 2.
func (c *Classes) Mark(dst, points []float32) {
	clear(dst)
	n := len(points) / 2
	for i := range n {
		j, _ := c.nearest(points[i], points[n+i])
		dst[i+j*n] = 1
	}
}

// nearest returns the class of a point, and its squared distance from the centre.
func (c *Classes) nearest(x, y float32) (class int, distance float32) {
	distance = float32(math.Inf(1))
	for j, cx := range c.x {
		dx, dy := x-cx, y-c.y[j]
		if d := float32(dx*dx) + float32(dy*dy); d < distance {
			class, distance = j, d
		}
	}
	return class, distance
}
