//go:build js && wasm

package loop

import (
	"syscall/js"
	"time"

	"saddle/core/lab"
	"saddle/wasm/script"
)

const (
	// slice is how long is trained at a time. A frame or a person's input waits for no
	// more than that.
	slice = 5 * time.Millisecond

	// asleep is how long after the last frame we count as not being seen.
	asleep = 300 * time.Millisecond
)

// pump has the experiments in this program trained whenever the browser has nothing else to do: it posts
// itself a message, trains for a slice, and posts the next one. The browser puts
// frames and events between them. So training fills what is left of each frame, on
// a screen of any rate. The first slice after a drawn frame begins when the browser
// is done with it, which tells the pacer what drawing costs.
type pump struct {
	game   *Game
	post   js.Value
	watch  js.Func
	posted bool
	time   time.Duration // spent training since it was asked for
}

func newPump(g *Game) *pump {
	p := &pump{game: g}
	channel := script.Global.Get("MessageChannel").New()
	channel.Get("port1").Set("onmessage", js.FuncOf(func(js.Value, []js.Value) any {
		p.stroke()
		return nil
	}))
	p.post = channel.Get("port2").Get("postMessage").Call("bind", channel.Get("port2"))
	p.watch = js.FuncOf(func(js.Value, []js.Value) any {
		p.prime(false)
		return nil
	})
	return p
}

// prime starts the pump if there is something to train, or if a frame is drawn whose cost is to be
// known. Every frame does so.
func (p *pump) prime(draws bool) {
	if !p.posted && (draws || p.game.turn(p.seen()) != nil) {
		p.posted = true
		p.post.Invoke(0)
	}
}

// WatchOver has those who wait served also where there are no frames: in a hidden tab, or in a
// frame that is out of sight.
func (g *Game) WatchOver() { g.pump.watchOver() }

func (p *pump) watchOver() { script.Global.Call("setTimeout", p.watch, asleep.Milliseconds()) }

// seen reports whether frames are being drawn: nobody wants a hidden tab to keep
// the machine busy.
func (p *pump) seen() bool { return Clock()-p.game.frameStart < asleep }

// stroke trains for a slice, and goes on if it was used up.
func (p *pump) stroke() {
	p.posted = false
	g := p.game
	defer g.Guard()
	if g.drew {
		g.drew = false
		g.Pacer.Drew(g.frameStart, Clock())
	}
	e := g.turn(p.seen())
	if e == nil {
		return
	}
	took, tell := e.host.Run(slice)
	p.time += took
	e.TellNow = e.TellNow || tell
	e.Player.Hear(e.host.Report(lab.Look{}))
	if took >= slice {
		p.prime(false)
	}
}

// spent returns the time spent training since it was called last.
func (p *pump) spent() time.Duration {
	d := p.time
	p.time = 0
	return d
}
