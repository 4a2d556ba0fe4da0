//go:build !goexperiment.simd

package kernel

// Without vectors, every element is left to the plain loops.

func addVectors(dst, a, b []float32) int { return 0 }
func subVectors(dst, a, b []float32) int { return 0 }
func mulVectors(dst, a, b []float32) int { return 0 }
func divVectors(dst, a, b []float32) int { return 0 }

func affineVectors(dst, a []float32, scale, shift float32) int { return 0 }
func addScaledVectors(dst, a []float32, scale float32) int     { return 0 }
func clampVectors(dst, a []float32, lo, hi float32) int        { return 0 }

func absVectors(dst, src []float32) int      { return 0 }
func stepVectors(dst, src []float32) int     { return 0 }
func sqrtVectors(dst, src []float32) int     { return 0 }
func expVectors(dst, src []float32) int      { return 0 }
func logVectors(dst, src []float32) int      { return 0 }
func softplusVectors(dst, src []float32) int { return 0 }

func normalVectors(dst []float32, bits []uint32) int { return 0 }

func activateVectors(dst, src []float32, f Activation) int { return 0 }
func gateVectors(dst, g, v []float32, f Activation) int    { return 0 }

func momentumVectors(p, g, v []float32, lr, mu float32) int                         { return 0 }
func rmspropVectors(p, g, v []float32, lr, rho, eps float32) int                    { return 0 }
func adamVectors(p, g, m, v []float32, b1, b2, eps, rate, root float32) int         { return 0 }
func sumVectors(p *[lanes]float32, a []float32) int                                 { return 0 }
func sumDownVectors(dst, a []float32, m int, add bool) int                          { return 0 }
func fillVectors(dst []float32, x float32) int                                      { return 0 }
func mulColumnsVectors(c, a, b []float32, m, k, n, bl, bj int, bias []float32) bool { return false }
func mulDotsVectors(c, a, b []float32, m, k, n, ci, cj int, add bool) bool          { return false }
