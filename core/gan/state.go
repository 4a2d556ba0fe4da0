package gan

import (
	"fmt"
	"slices"
	"strings"

	"saddle/core/state"
)

// Parts lists what decides how the game goes on from here, and what views show of it, in
// the game's own memory. Under the same settings every game has the same parts. The
// list is good until Change.
func (game *Game) Parts() []state.Part {
	parts := slices.Concat(game.g.parts(), game.d.parts(), []state.Part{
		{Name: "rounds", Count: &game.rounds},
		{Name: "stream.data", Stream: game.data},
		{Name: "stream.latent", Stream: game.noise},
		{Name: "stream.penalty", Stream: game.penalty},
		{Name: "stream.blur", Stream: game.blur},
		// A D that compares points is seen at work on the last minibatch.
		state.Tensor("minibatch.points", game.points, 2, len(game.points)/2),
		state.Tensor("minibatch.x", game.x, 2, len(game.x)/2),
		state.Tensor("minibatch.input", game.input, game.Inputs(), len(game.input)/game.Inputs()),
	})
	if game.loss.Autoencoder {
		parts = append(parts, state.Tensor("began.k", game.balance[:], 1), state.Part{Name: "began.m", Number: &game.convergence})
	}
	if game.spectral != nil {
		parts = append(parts, game.spectral.parts()...)
	}
	return parts
}

// parts lists what a player has: its parameters, what its rule remembers, the averages
// that are kept, and the gradient of its last move, which measures show.
func (p *player) parts() []state.Part {
	side := strings.ToLower(p.name)
	parts := p.split("", p.params)
	parts = append(parts, p.split("gradient/", p.gradient)...)
	for _, part := range p.rule.Parts(func(moment string, data []float32) []state.Part { return p.split(moment+"/", data) }) {
		if part.Floats == nil {
			part.Name = side + "." + part.Name
		}
		parts = append(parts, part)
	}
	for _, kept := range []struct {
		name string
		data []float32
	}{{"average", p.average}, {"historical", p.past}, {"lookahead", p.slow}} {
		if kept.data != nil {
			parts = append(parts, p.split(kept.name+"/", kept.data)...)
		}
	}
	return append(parts, state.Part{Name: side + ".moves", Count: &p.moves})
}

// split lays numbers that go with the parameters out by network and layer.
func (p *player) split(prefix string, numbers []float32) []state.Part {
	var parts []state.Part
	for _, n := range p.networks {
		parts = append(parts, n.Parts(prefix+strings.ReplaceAll(strings.ToLower(n.name), " ", "."), numbers[:n.Size()])...)
		numbers = numbers[n.Size():]
	}
	return parts
}

// parts lists the vectors of the power method, and the singular values that it found.
func (sp *spectral) parts() []state.Part {
	var parts []state.Part
	for i := range sp.layers {
		l := &sp.layers[i]
		name := func(what string) string { return fmt.Sprintf("spectral.%s.%d", what, i) }
		parts = append(parts,
			state.Tensor(name("u"), l.u, len(l.u)),
			state.Tensor(name("v"), l.v, len(l.v)),
			state.Tensor(name("sigma"), l.sigma[:], 1))
	}
	return parts
}
