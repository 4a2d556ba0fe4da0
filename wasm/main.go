//go:build js && wasm

// The program of the page: training and drawing, driven from Ebiten's loop, and
// window.saddle, through which the page and whoever embeds it talk to it.
package main

import (
	"github.com/hajimehoshi/ebiten/v2"

	"saddle/wasm/bridge"
	"saddle/wasm/loop"
	"saddle/wasm/stage"
)

func main() {
	g := loop.New(stage.New())
	bridge.New(g).Publish()
	if err := ebiten.RunGameWithOptions(g, &ebiten.RunGameOptions{InitUnfocused: true, ScreenTransparent: true}); err != nil {
		g.Fail(err)
		select {} // Nothing is drawn, but the rest goes on.
	}
}
