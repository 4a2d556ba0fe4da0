package measure

import (
	"math"

	"saddle/core/cloud"
)

// Modes says how well points cover a mixture of Gaussians, as VEEGAN, PacGAN and
// self-conditioned GAN count (Srivastava et al., 2017; Lin et al., 2018; Liu et
// al., 2020).
type Modes struct {
	Total       int     // Gaussians in the mixture; all else is 0 where there are none
	Captured    int     // that have a high-quality point
	Shared      int     // that have high-quality points for 8 % or more of their weight
	HighQuality float64 // share of points within 3 sigma of the nearest mode; a perfect sampler has 1 - exp(-9/2)
	// ReverseKL is the divergence of the points' distribution over the nearest
	// modes from the modes' weights: log(K/j) if j of K equal modes are covered
	// evenly, about (K-1)/2n for n perfect samples. ReverseKLHQ counts points of high
	// quality only, as PacGAN's tables do; it does not exist (NaN) where there are none.
	ReverseKL, ReverseKLHQ float64
}

// fairShare is the part of its weight that a mode must have to be counted Shared.
const fairShare = .08

// CountModes judges points by a mixture's modes.
func CountModes(modes []cloud.Mode, points []float32) Modes {
	m := Modes{Total: len(modes)}
	n := len(points) / 2
	if m.Total == 0 || n == 0 {
		return m
	}
	all, good := make([]int, m.Total), make([]int, m.Total)
	for i := range n {
		nearest, least := nearestMode(modes, float64(points[i]), float64(points[n+i]))
		all[nearest]++
		if limit := 3 * modes[nearest].Sigma; least <= limit*limit {
			good[nearest]++
		}
	}
	for j, mode := range modes {
		if good[j] > 0 {
			m.Captured++
		}
		if float64(good[j]) >= fairShare*mode.Weight*float64(n) && good[j] > 0 {
			m.Shared++
		}
		m.HighQuality += float64(good[j]) / float64(n)
	}
	m.ReverseKL, m.ReverseKLHQ = reverseKL(all, modes), reverseKL(good, modes)
	return m
}

// reverseKL is the divergence of the modes' shares of points from their weights; NaN
// if there are no points.
func reverseKL(counts []int, modes []cloud.Mode) float64 {
	n := 0
	for _, c := range counts {
		n += c
	}
	if n == 0 {
		return math.NaN()
	}
	var kl float64
	for j, c := range counts {
		if share := float64(c) / float64(n); share > 0 {
			kl += share * math.Log(share/modes[j].Weight)
		}
	}
	return kl
}

// nearestMode returns the mode nearest to a place, and its squared distance.
func nearestMode(modes []cloud.Mode, x, y float64) (nearest int, least float64) {
	least = math.Inf(1)
	for j, mode := range modes {
		dx, dy := x-mode.X, y-mode.Y
		if d := dx*dx + dy*dy; d < least {
			nearest, least = j, d
		}
	}
	return nearest, least
}

// Shares returns, for each mode, the share of points (n x 2) that are nearest to it.
func Shares(modes []cloud.Mode, points []float32) []float64 {
	shares := make([]float64, len(modes))
	n := len(points) / 2
	if len(modes) == 0 {
		return shares
	}
	for i := range n {
		nearest, _ := nearestMode(modes, float64(points[i]), float64(points[n+i]))
		shares[nearest] += 1 / float64(n)
	}
	return shares
}
