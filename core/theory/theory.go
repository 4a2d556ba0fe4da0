// Package theory computes what is known about GANs without training one:
// divergences between mixtures on a line and the gradients that losses make of
// them, the best discriminators, what a collapsed generator scores, and small
// games with the rules to play them.
//
// It is for showing: nothing here reaches a training state, so it may use math
// and gonum, and its last bits may differ between machines. Logarithms are
// natural, divergences in nats. p is the data, q what the generator makes.
//
// Compare, Flat, Play and the lists beside them are for a page: their results are
// plain data without infinities, and what they are given is checked.
package theory
