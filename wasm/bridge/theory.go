//go:build js && wasm

package bridge

import (
	"syscall/js"

	"saddle/core/theory"
	"saddle/wasm/script"
)

// theory returns window.saddle.theory: what is known without training, computed
// when asked for. Mixtures are [{mean, width, weight}, ...], grids {from, to,
// points}. What is wrong with an argument comes back as {error}.
func (b *Bridge) theory() js.Value {
	o := script.Object.New()
	for name, f := range map[string]func(args []js.Value) (any, error){
		"compare": compare, "divergences": divergences, "critics": critics, "flat": flat, "reconstruct": reconstruct, "play": playGame, "field": fieldOf,
		"games": func([]js.Value) (any, error) { return theory.Games(), nil },
		"rules": func([]js.Value) (any, error) { return theory.Rules(), nil },
	} {
		o.Set(name, b.function(func(args []js.Value) any {
			result, err := f(args)
			if err != nil {
				return script.Plain(map[string]any{"error": err.Error()})
			}
			return script.Plain(result)
		}))
	}
	return o
}

// readAll reads one argument after the other.
func readAll(args []js.Value, into ...any) error {
	for i, dst := range into {
		if err := script.Read(argument(args, i), dst); err != nil {
			return err
		}
	}
	return nil
}

// compare(p, q, grid) -> both densities, D*, every divergence and its integrand: see
// theory.Comparison.
func compare(args []js.Value) (any, error) {
	var p, q theory.Mixture
	var grid theory.Grid
	if err := readAll(args, &p, &q, &grid); err != nil {
		return nil, err
	}
	return theory.Compare(p, q, grid)
}

// divergences(p, q) -> {kl, reverseKL, jsd}, the values alone: for who follows one
// downhill.
func divergences(args []js.Value) (any, error) {
	var p, q theory.Mixture
	if err := readAll(args, &p, &q); err != nil {
		return nil, err
	}
	c, err := theory.NewPair(p, q)
	if err != nil {
		return nil, err
	}
	return map[string]float64{"kl": c.KL(), "reverseKL": c.ReverseKL(), "jsd": c.JSD()}, nil
}

// reconstruct(mean, width, k) -> BEGAN's critic with room for one number, on N(0, 1) and N(mean, width): see
// theory.Reconstruction.
func reconstruct(args []js.Value) (any, error) {
	var mean, width, k float64
	if err := readAll(args, &mean, &width, &k); err != nil {
		return nil, err
	}
	return theory.Reconstruct(mean, width, k)
}

// critics(p, q, grid) -> the best critics of different kinds, LSGAN's for the targets -1
// and 1: see theory.Critics.
func critics(args []js.Value) (any, error) {
	var p, q theory.Mixture
	var grid theory.Grid
	if err := readAll(args, &p, &q, &grid); err != nil {
		return nil, err
	}
	return theory.BestCritics(p, q, grid, -1, 1)
}

// flat([mu, ...]) -> [{mu, jsd, gap, gradients, ...}, ...] of N(0, 1) and N(mu, 1):
// see theory.Flatness.
func flat(args []js.Value) (any, error) {
	var mus []float64
	if err := readAll(args, &mus); err != nil {
		return nil, err
	}
	return theory.Flat(mus)
}

// gameOf reads a game and gives it the numbers that were not given.
func gameOf(v js.Value) (theory.GameSettings, error) {
	var named struct{ Name string }
	if err := script.Read(v, &named); err != nil {
		return theory.GameSettings{}, err
	}
	settings, err := theory.DefaultGame(named.Name)
	if err == nil {
		err = script.Read(v, &settings)
	}
	return settings, err
}

// play({name, ...}, {name, rate, ...}, [x, y], steps) -> the course of a game under
// an update rule, and its contraction: see theory.Played.
func playGame(args []js.Value) (any, error) {
	game, err := gameOf(argument(args, 0))
	if err != nil {
		return nil, err
	}
	var named struct{ Name string }
	if err := script.Read(argument(args, 1), &named); err != nil {
		return nil, err
	}
	rule, err := theory.DefaultRule(named.Name)
	if err != nil {
		return nil, err
	}
	var start []float64
	steps := 100
	if err := readAll(args[min(1, len(args)):], &rule, &start, &steps); err != nil {
		return nil, err
	}
	return theory.Play(game, rule, start, steps, .9)
}

// field({name, ...}, [x0, y0, x1, y1, ...]) -> the game's field at these states, in
// the same order.
func fieldOf(args []js.Value) (any, error) {
	settings, err := gameOf(argument(args, 0))
	if err != nil {
		return nil, err
	}
	var at []float64
	if err := readAll(args[min(1, len(args)):], &at); err != nil {
		return nil, err
	}
	game, err := theory.NewGame(settings)
	if err != nil {
		return nil, err
	}
	field := make([]float64, len(at)/2*2)
	for i := 0; i+1 < len(at); i += 2 {
		game.Field(field[i:i+2], at[i:i+2])
	}
	return field, nil
}
