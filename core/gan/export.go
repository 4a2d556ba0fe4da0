package gan

import (
	ad "saddle/core/autodiff"
	"saddle/core/state"
)

// What follows gives the players to whoever writes them for other programs.

// Generator returns G's points, in the plane's units, for an input (n x Inputs). Where G's
// parameters are averaged, the average makes them.
func (game *Game) Generator(input *ad.Expr) *ad.Expr {
	params := game.g.variables(input.Graph(), game.g.shown())
	return ad.Scale(game.structure.generate(params, input), game.settings.scale())
}

// Scores returns D's output for points (n x 2, in the plane's units) and what it is told beside them
// (n x Inputs). A D that compares points sees each of them among all of them; one that sees packs
// takes a pack from every (n/Pack)-th row.
func (game *Game) Scores(points, beside *ad.Expr) *ad.Expr {
	graph := points.Graph()
	g, d := game.g.variables(graph, game.g.params), game.normalised(game.d.variables(graph, game.d.params))
	rows := game.structure.look(g, ad.Scale(points, 1/game.settings.scale()), beside)
	return game.critic.judge(d, rows, nil)
}

// Chances returns the chance that points are real, as D's output states it, where the loss has D
// state it; otherwise it is the output.
func (game *Game) Chances(scores *ad.Expr) *ad.Expr {
	if game.loss.Logit == nil {
		return scores
	}
	return ad.Sigmoid(game.loss.Logit(scores))
}

// Unit is how long the networks' unit is in the plane.
func (game *Game) Unit() float32 { return game.settings.scale() }

// Weights lists the parameters of all networks as they are used: of the generator itself averaged,
// where they are averaged at all, of D divided by their singular values where these are bounded.
func (game *Game) Weights() []state.Part {
	graph := ad.NewGraph()
	used := make([]float32, len(game.d.params))
	ad.Compile(into(used, game.normalised(game.d.variables(graph, game.d.params)))...).Run()
	made := append([]float32(nil), game.g.params...) // what D is told by, as VEEGAN's F, is not averaged
	for _, n := range game.g.networks {
		if n.name == "G" {
			copy(n.part(made), n.part(game.g.shown()))
		}
	}
	return append(game.g.split("", made), game.d.split("", used)...)
}
