// Package measure judges what a generator makes: by the modes it covers, by
// divergences and distances between its points and the data, and by how far D is
// from the best answer to it. It knows samples and densities, and nothing of
// networks.
//
// Points are slices of all x, then all y. Logarithms are natural.
package measure

// Data is a distribution in the plane whose density is known. Both methods fill
// side x side cells over [-half, half]², rows from the top (y = half) down, each
// from left to right.
type Data interface {
	// Masses fills dst with the probability of each cell.
	Masses(dst []float64, side int, half float64)
	// Blurred fills dst with the density at each cell's centre, as seen through
	// a Gaussian of deviation blur.
	Blurred(dst []float64, side int, half, blur float64)
}
