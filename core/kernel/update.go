package kernel

// SGD sets p = p - lr g (Robbins and Monro, 1951).
func SGD(p, g []float32, lr float32) { AddScaled(p, g, -lr) }

// Momentum sets v = mu v + g and p = p - lr v (Polyak, 1964, in PyTorch's form).
func Momentum(p, g, v []float32, lr, mu float32) {
	for i := momentumVectors(p, g, v, lr, mu); i < len(p); i++ {
		v[i] = float32(mu*v[i]) + g[i]
		p[i] -= float32(lr * v[i])
	}
}

// RMSProp sets v = rho v + (1-rho) g² and p = p - lr g / (√v + eps) (Tieleman and Hinton, 2012).
func RMSProp(p, g, v []float32, lr, rho, eps float32) {
	for i := rmspropVectors(p, g, v, lr, rho, eps); i < len(p); i++ {
		v[i] = float32(rho*v[i]) + float32((1-rho)*float32(g[i]*g[i]))
		p[i] -= float32(lr*g[i]) / (sqrt(v[i]) + eps)
	}
}

// Adam sets m = b1 m + (1-b1) g, v = b2 v + (1-b2) g² and
// p = p - rate m / (root √v + eps), where rate = lr / (1-b1ᵗ) and
// root = 1/√(1-b2ᵗ) correct the bias of step t (Kingma and Ba, 2015, algorithm 1).
func Adam(p, g, m, v []float32, b1, b2, eps, rate, root float32) {
	for i := adamVectors(p, g, m, v, b1, b2, eps, rate, root); i < len(p); i++ {
		m[i] = float32(b1*m[i]) + float32((1-b1)*g[i])
		v[i] = float32(b2*v[i]) + float32((1-b2)*float32(g[i]*g[i]))
		p[i] -= float32(rate*m[i]) / (float32(root*sqrt(v[i])) + eps)
	}
}
