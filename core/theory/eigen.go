package theory

import (
	"errors"
	"math"
	"math/cmplx"
	"slices"
)

// eigenvalues returns those of an n x n matrix, rows one after the other, the
// largest first: the QR algorithm with shifts on a Hessenberg matrix (Golub and Van
// Loan, 2013, section 7.5), in complex numbers, where it needs no special cases.
//
// A page loads this, and its matrices are 2 x 2 or 4 x 4. LAPACK's translation in
// gonum would be a fifth of all that it loads; gonum is the oracle in the test.
func eigenvalues(matrix []float64, n int) ([]complex128, error) {
	h := hessenberg(matrix, n)
	values := make([]complex128, n)
	for last, round := n-1, 0; last >= 0; round++ {
		first := last
		for first > 0 && !negligible(h, first) {
			first--
		}
		if first == last {
			values[last] = h[last][last]
			last, round = last-1, -1
			continue
		}
		if round == 300 {
			return nil, errors.New("theory: the eigenvalues cannot be found")
		}
		shift := nearestEnd(h, last)
		if round%10 == 9 { // for what a shift has led round in a circle
			shift += complex(cmplx.Abs(h[last][last-1]), 0)
		}
		turnBlock(h, first, last, shift)
	}
	for _, v := range values {
		if cmplx.IsNaN(v) || cmplx.IsInf(v) {
			return nil, errors.New("theory: the eigenvalues cannot be found")
		}
	}
	return ordered(values), nil
}

const epsilon = 0x1p-52

// negligible says whether the number left of the diagonal in a row is nothing beside
// its neighbours on the diagonal, and makes it 0.
func negligible(h [][]complex128, row int) bool {
	size := cmplx.Abs(h[row][row]) + cmplx.Abs(h[row-1][row-1])
	if cmplx.Abs(h[row][row-1]) > epsilon*size+math.SmallestNonzeroFloat64 {
		return false
	}
	h[row][row-1] = 0
	return true
}

// nearestEnd returns the eigenvalue of the last 2 x 2 block that is nearest to its
// last entry: Wilkinson's shift.
func nearestEnd(h [][]complex128, last int) complex128 {
	a, b, c, d := h[last-1][last-1], h[last-1][last], h[last][last-1], h[last][last]
	half := (a - d) / 2
	root := cmplx.Sqrt(half*half + b*c)
	if cmplx.Abs(half-root) < cmplx.Abs(half+root) {
		return d + half - root
	}
	return d + half + root
}

// turnBlock replaces the block H - shift = QR by RQ, by rotations.
func turnBlock(h [][]complex128, first, last int, shift complex128) {
	for i := first; i <= last; i++ {
		h[i][i] -= shift
	}
	type rotation struct{ c, s complex128 }
	rotations := make([]rotation, 0, last-first)
	for k := first; k < last; k++ {
		a, b := h[k][k], h[k+1][k]
		length := complex(math.Hypot(cmplx.Abs(a), cmplx.Abs(b)), 0)
		r := rotation{1, 0}
		if length != 0 {
			r = rotation{a / length, b / length}
		}
		rotations = append(rotations, r)
		for j := k; j <= last; j++ {
			x, y := h[k][j], h[k+1][j]
			h[k][j], h[k+1][j] = cmplx.Conj(r.c)*x+cmplx.Conj(r.s)*y, -r.s*x+r.c*y
		}
	}
	for i, r := range rotations {
		k := first + i
		for j := first; j <= min(k+1, last); j++ {
			x, y := h[j][k], h[j][k+1]
			h[j][k], h[j][k+1] = r.c*x+r.s*y, -cmplx.Conj(r.s)*x+cmplx.Conj(r.c)*y
		}
	}
	for i := first; i <= last; i++ {
		h[i][i] += shift
	}
}

// hessenberg returns a matrix with the same eigenvalues and nothing below the
// diagonal next to the main one: by elimination with the largest pivot.
func hessenberg(matrix []float64, n int) [][]complex128 {
	h := make([][]complex128, n)
	for i := range h {
		h[i] = make([]complex128, n)
		for j := range n {
			h[i][j] = complex(matrix[i*n+j], 0)
		}
	}
	for k := 1; k < n-1; k++ {
		pivot := k
		for i := k + 1; i < n; i++ {
			if cmplx.Abs(h[i][k-1]) > cmplx.Abs(h[pivot][k-1]) {
				pivot = i
			}
		}
		if h[pivot][k-1] == 0 {
			continue
		}
		h[k], h[pivot] = h[pivot], h[k]
		for i := range n {
			h[i][k], h[i][pivot] = h[i][pivot], h[i][k]
		}
		for i := k + 1; i < n; i++ {
			m := h[i][k-1] / h[k][k-1]
			for j := range n {
				h[i][j] -= m * h[k][j]
			}
			for j := range n {
				h[j][k] += m * h[j][i]
			}
		}
	}
	return h
}

// ordered sorts eigenvalues of a real matrix, the largest first, of two conjugates
// the one with the positive imaginary part. What is left of an imaginary part after
// rounding is taken away.
func ordered(values []complex128) []complex128 {
	for i, v := range values {
		if math.Abs(imag(v)) <= 16*epsilon*cmplx.Abs(v) {
			values[i] = complex(real(v), 0)
		}
	}
	slices.SortStableFunc(values, func(a, b complex128) int {
		switch d := cmplx.Abs(b) - cmplx.Abs(a); {
		case d > 64*epsilon*cmplx.Abs(b):
			return 1
		case d < -64*epsilon*cmplx.Abs(a):
			return -1
		case imag(a) != imag(b):
			if imag(b) > imag(a) {
				return 1
			}
			return -1
		}
		return 0
	})
	return values
}
