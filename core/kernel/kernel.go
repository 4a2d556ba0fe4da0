// Package kernel holds the float32 loops that training is made of: matrix
// products, elementwise functions, reductions and parameter updates.
//
// # Layout
//
// A matrix of m rows and n columns is a slice of m*n numbers in column-major
// order: element (i, j) is at i + j*m. Rows are samples and columns are
// features, so the samples of one feature lie side by side and fill the lanes
// of a vector, however narrow the layer (2 inputs, 1 output).
//
// # Bits
//
// Every function gives the same bits on every machine, natively and as wasm,
// with vectors of any width and without: the order of each sum is part of the
// function's definition, a product is rounded before it is added, and exp, log
// and the like are this package's own.
//
// # Arguments
//
// Slices must have the lengths the comments give; a destination may be the same
// slice as an elementwise source, never an overlapping one.
package kernel
