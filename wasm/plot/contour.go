package plot

import "math"

// Contour calls line for each piece of the curve where the values on a grid reach
// level: marching squares (Lorensen and Cline, 1987, in the plane), with linear
// interpolation along the edges. values has side rows of side columns, row 0
// first; a value at column i and row j lies at (i, j). Through a saddle the curve
// goes as the mean of the four corners says.
func Contour(values []float32, side int, level float32, line func(x0, y0, x1, y1 float32)) {
	contour(values, side, level, func(v float32) float32 { return v - level }, line)
}

// ContourOfChance is Contour for values that are a sigmoid of what bends little from one place to the next, as D is of its
// output: a sure D goes from 0 to 1 between two of them, and only the logits say where it crosses.
func ContourOfChance(values []float32, side int, level float32, line func(x0, y0, x1, y1 float32)) {
	at := logit(level)
	contour(values, side, level, func(v float32) float32 { return logit(v) - at }, line)
}

// logit is as far from 0 as a float32 below 1 can say, on either side.
func logit(v float32) float32 {
	const least = 1. / (1 << 24)
	p := min(max(float64(v), least), 1-least)
	return float32(math.Log(p / (1 - p)))
}

// contour goes along a level of values; what above gives is how far a value is above it, on a scale on which the values
// are straight between two places.
func contour(values []float32, side int, level float32, above func(v float32) float32, line func(x0, y0, x1, y1 float32)) {
	for j := range side - 1 {
		upper, lower := values[j*side:(j+1)*side], values[(j+1)*side:(j+2)*side]
		for i := range side - 1 {
			a, b, c, d := upper[i], upper[i+1], lower[i+1], lower[i]
			if (a < level) == (b < level) && (b < level) == (c < level) && (c < level) == (d < level) {
				continue
			}
			a, b, c, d = above(a), above(b), above(c), above(d)
			x, y := float32(i), float32(j)
			// Where the curve crosses the edges, in order around the cell: top, right, bottom,
			// left. An edge is always gone along the same way, so that two cells agree on it.
			var at [4][2]float32
			n := 0
			cross := func(p, q, px, py, qx, qy float32) {
				if (p < 0) != (q < 0) {
					t := p / (p - q)
					at[n] = [2]float32{px + t*(qx-px), py + t*(qy-py)}
					n++
				}
			}
			cross(a, b, x, y, x+1, y)
			cross(b, c, x+1, y, x+1, y+1)
			cross(d, c, x, y+1, x+1, y+1)
			cross(a, d, x, y, x, y+1)
			if n == 4 && ((a+b+c+d < 0) == (a < 0)) {
				// a is joined to c, so b and d are cut off: pieces 0-1 and 2-3.
				line(at[0][0], at[0][1], at[1][0], at[1][1])
				line(at[2][0], at[2][1], at[3][0], at[3][1])
				continue
			}
			if n == 4 {
				line(at[3][0], at[3][1], at[0][0], at[0][1])
				line(at[1][0], at[1][1], at[2][0], at[2][1])
				continue
			}
			line(at[0][0], at[0][1], at[1][0], at[1][1])
		}
	}
}
