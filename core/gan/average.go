package gan

import "saddle/core/kernel"

// What follows keeps averages of a player's parameters over the rounds.

// follow moves the exponential moving average by one round: e = b e + (1-b) theta
// (Yazıcı et al., 2019, eq 9). While it is young b is at most (1+t)/(10+t), so that
// it does not drag its first weights along.
func (p *player) follow(b float64, round int) {
	b = min(b, float64(1+round)/float64(10+round))
	kernel.Affine(p.average, p.average, float32(b), 0)
	kernel.AddScaled(p.average, p.params, float32(1-b))
}

// recall adds the gradient of c |theta - mean|² to the player's, where the mean is
// of the parameters before each of its moves so far: historical averaging
// (Salimans et al., 2016, section 3.3). What learns beside the player is not held back.
func (p *player) recall(c float64) {
	p.moves++
	share := 1 / float32(p.moves)
	kernel.Affine(p.past, p.past, 1-share, 0)
	kernel.AddScaled(p.past, p.params, share)
	for _, n := range p.networks {
		if !n.beside {
			kernel.AddScaled(n.part(p.gradient), n.part(p.params), float32(2*c))
			kernel.AddScaled(n.part(p.gradient), n.part(p.past), float32(-2*c))
		}
	}
}

// lookBack moves the slow parameters towards the fast ones by alpha, and sets the
// fast ones there (Chavdarova et al., 2021, algorithm 1).
func (p *player) lookBack(alpha float64) {
	kernel.Affine(p.slow, p.slow, float32(1-alpha), 0)
	kernel.AddScaled(p.slow, p.params, float32(alpha))
	copy(p.params, p.slow)
}

// settle makes room for what the settings call for, and forgets what they do not.
func (p *player) settle(s *Settings) {
	keep := func(v *[]float32, wanted bool) {
		if !wanted {
			*v = nil
		} else if *v == nil {
			*v = append([]float32(nil), p.params...)
		}
	}
	keep(&p.average, s.Average > 0 && p.name == "G")
	if s.Historical == 0 {
		p.moves = 0
	}
	keep(&p.past, s.Historical > 0)
	keep(&p.slow, s.Lookahead > 0)
	keep(&p.before, s.Play == Extragradient)
}
