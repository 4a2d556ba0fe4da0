package plot

// Contour calls line for each piece of the curve where the values on a grid reach
// level: marching squares (Lorensen and Cline, 1987, in the plane), with linear
// interpolation along the edges. values has side rows of side columns, row 0
// first; a value at column i and row j lies at (i, j). Through a saddle the curve
// goes as the mean of the four corners says.
func Contour(values []float32, side int, level float32, line func(x0, y0, x1, y1 float32)) {
	for j := range side - 1 {
		upper, lower := values[j*side:(j+1)*side], values[(j+1)*side:(j+2)*side]
		for i := range side - 1 {
			a, b, c, d := upper[i]-level, upper[i+1]-level, lower[i+1]-level, lower[i]-level
			if (a < 0) == (b < 0) && (b < 0) == (c < 0) && (c < 0) == (d < 0) {
				continue
			}
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
