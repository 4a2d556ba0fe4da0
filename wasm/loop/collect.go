//go:build js && wasm

package loop

import (
	"math"
	"runtime/debug"
)

// collect has garbage collected from the second frame on. Until the first picture is
// there, collecting would only hold it up: the page starts the program without
// (site/common/program.js), and with a limit in case no picture ever comes.
func (g *Game) collect() {
	if g.drawn && !g.collects {
		g.collects = true
		debug.SetGCPercent(100)
		debug.SetMemoryLimit(math.MaxInt64)
	}
}
