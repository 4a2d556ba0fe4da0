//go:build js && wasm

package main

import (
	"errors"
	"fmt"
	"math"
	"syscall/js"
	"time"

	"github.com/hajimehoshi/ebiten/v2"

	"saddle/core/lab"
	"saddle/wasm/pace"
)

// measureEvery is the time between measures while training, unless measuring
// takes so long that it would slow the training down.
const measureEvery = 250 * time.Millisecond

// due is a slot that is to be refreshed, and whose it is.
type due struct {
	*slot
	of *experiment
}

// game is Ebiten's: in each frame it draws what has changed. Training is done
// between the frames (see pump).
type game struct {
	stage *stage
	views *views
	pen   *pen
	theme *theme
	shown map[string]bool // layers that the person wants to see

	experiments
	resumed  bool // what the address says has been resumed, until the page loads it
	reloaded bool // the page was loaded again to get the graphics back
	way      way  // to a step
	toldRun  told
	pace     lab.Pace // of this machine; 0 until it is asked for
	pump     *pump
	pacer    pace.Pacer
	events   *events

	width, height int
	due           []due         // slots to be refreshed in this frame
	dirty         bool          // the screen shows something old, whatever is due
	drew          bool          // the last frame
	drawn         bool          // the screen has been drawn once
	collects      bool          // garbage
	firstDrawn    time.Duration // when that was
	lost          bool          // the graphics context is gone
	failure       string        // told last
	failed        js.Value      // what listeners were told of it
	frameStart    time.Duration
	frame         average // of the main thread's work in a frame in which something is drawn
	training      average // between two frames
}

func newGame(s *stage) *game {
	address := window.Get("location")
	moment, _ := lab.DecodeMoment(address.Get("hash").String())
	config, _ := lab.Decode(moment.Course[0].Link)
	query := window.Get("URLSearchParams").New(address.Get("search"))
	g := &game{
		stage: s, views: newViews(), theme: newTheme(systemTheme()),
		pen: &pen{sheet: newSheet(s.scale)},
		shown: map[string]bool{
			"real": true, "generated": true, "heatmap": true, "arrows": false, "manifold": false, "optimum": false, "pairs": true,
		},
		experiments: experiments{named: map[string]*experiment{}},
		events:      newEvents(), dirty: true,
	}
	page := window.Get("saddle")
	atRest := query.Call("has", "paused").Bool() || page.Truthy() && page.Get("atRest").Truthy()
	atRest = atRest || moment.Step > 0 // The page goes there first.
	g.begin("", config).trainer.Playing = !atRest && g.slow(config.Seconds(1)) == 0
	g.use("")
	g.pump = newPump(g)
	g.resumed = g.resume()
	g.reloaded = g.resumed
	s.onContextLost(g.contextLost)
	ebiten.SetTPS(ebiten.SyncWithFPS)
	ebiten.SetFPSMode(ebiten.FPSModeVsyncOffMinimum)
	ebiten.SetScreenClearedEveryFrame(false)
	g.run()
	return g
}

// average is a duration, smoothed.
type average struct{ time.Duration }

func (a *average) add(d time.Duration) { a.Duration += (d - a.Duration) / 16 }

func (a *average) ms() float64 { return a.Seconds() * 1000 }

// clock is the time since the program started.
func clock() time.Duration { return time.Since(started) }

var started = time.Now()

// LayoutF asks for an offscreen image of one pixel: everything is drawn on the
// final screen, in device pixels.
func (g *game) LayoutF(width, height float64) (float64, float64) {
	w, h := int(math.Ceil(width*g.stage.ratio)), int(math.Ceil(height*g.stage.ratio))
	if w != g.width || h != g.height {
		g.width, g.height, g.dirty = w, h, true
	}
	return 1, 1
}

// Layout is what Ebiten asks of games without LayoutF.
func (g *game) Layout(int, int) (int, int) { return 1, 1 }

// run calls tick in every frame from now on. As this is before Ebiten begins its own
// loop, and both ask for the next frame in each, tick stays the first.
func (g *game) run() {
	request := window.Get("requestAnimationFrame")
	var frame js.Func
	frame = js.FuncOf(func(js.Value, []js.Value) any {
		request.Invoke(frame)
		g.tick()
		return nil
	})
	request.Invoke(frame)
	g.tick() // Ebiten draws its first frame at once.
}

// tick is called in every frame of the browser, before Ebiten is. Ebiten would show
// its screen again in frames in which nothing has been drawn, and for a browser
// without a GPU that is as much work as drawing; so it only gets the frames in
// which something has changed.
func (g *game) tick() {
	defer g.guard()
	g.collect()
	g.frameStart = clock()
	g.training.add(g.pump.spent())
	g.place()
	g.choose()
	if !g.lost && (g.dirty || len(g.due) > 0 && g.pacer.MayDraw(g.frameStart)) {
		ebiten.ScheduleFrame()
	}
	g.tell()
	g.tellHeld()
	g.pump.prime()
}

// Update brings what will be drawn up to date.
func (g *game) Update() error {
	defer g.guard()
	if !g.drawn {
		g.stage.restoreStyles()
	}
	start := clock()
	for _, d := range g.due {
		g.renew(d)
	}
	g.due = g.due[:0]
	// When this frame is over, other goroutines get their turn: then its work is done.
	go func() { g.frame.add(clock() - start) }()
	return nil
}

// place finds where the views are, and lays the canvas over them.
func (g *game) place() {
	g.views.find()
	at := g.stage.ground()
	scale := at.scale
	part, moved := g.views.place(at, g.extent)
	g.stage.cover(part, at, g.frameStart)
	g.dirty = g.dirty || moved
	if sheet := g.pen.sheet; scale != sheet.scale {
		sheet.image.Deallocate()
		g.pen.sheet = newSheet(scale)
		g.redraw()
	} else if g.drawn && sheet.glyphs == nil {
		sheet.write()
		g.redraw()
	}
}

// choose finds the layers that are seen and due to be refreshed: the cheap ones, and
// of those that take their time one in a frame.
func (g *game) choose() {
	g.due = g.due[:0]
	var oldest due
	for _, e := range g.named {
		for _, s := range e.slots {
			reach, wanted := 0.0, false
			for _, w := range g.views.list {
				if w.visible && w.shows(e, s) && g.wanted(w, s) {
					reach, wanted = max(reach, w.plane.Reach()), true
				}
			}
			if !wanted || !s.due(e.trainer, reach, g.frameStart) {
				continue
			}
			s.wantedReach = reach
			if s.cost < time.Millisecond {
				g.due = append(g.due, due{s, e})
			} else if g.drawn && (oldest.slot == nil || s.at < oldest.at) {
				oldest = due{s, e}
			}
		}
	}
	if oldest.slot != nil {
		g.due = append(g.due, oldest)
	}
}

// renew refreshes a slot; the views that show it are to be drawn again.
func (g *game) renew(d due) {
	d.renew(d.of.trainer, d.wantedReach, g.frameStart)
	for _, w := range g.views.list {
		w.dirty = w.dirty || w.shows(d.of, d.slot) && g.wanted(w, d.slot)
	}
}

// redraw has every view drawn again.
func (g *game) redraw() {
	g.dirty = true
	for _, w := range g.views.list {
		w.dirty = true
	}
}

// wanted reports whether a view shows a slot.
func (g *game) wanted(w *view, s *slot) bool {
	return w.kind == "latent" || s.name == "axes" || w.wants(s.name, g.shown)
}

// tell tells the page the measures when it is time, of one experiment in a frame.
func (g *game) tell() {
	if !g.drawn {
		return
	}
	for _, e := range g.inUse {
		if e.toBeTold(g.frameStart) {
			e.told, e.toldAt, e.tellNow = e.trainer.Version(), g.frameStart, false
			measures := measuresObject(e.measure())
			measures.Set("experiment", e.name)
			measures.Set("digest", e.trainer.Lab().Digest())
			g.events.emit("measures", measures)
			return
		}
	}
}

// Draw draws the views that have changed, each into its image.
func (g *game) Draw(offscreen *ebiten.Image) {
	defer g.guard()
	if g.lost {
		return
	}
	for _, w := range g.views.list {
		if w.visible && w.dirty {
			g.drawView(w)
		}
	}
	offscreen.Clear() // Without this Ebiten takes the frame for one that can be left out.
	if !g.drawn {
		g.firstDrawn = clock()
	}
	g.dirty, g.drawn, g.drew = false, true, true
}

// drawView draws all layers of a view.
func (g *game) drawView(w *view) {
	w.dirty = false
	w.image.Clear()
	g.pen.target = w.image
	e := g.named[w.experiment]
	if e == nil {
		return // Its figure has yet to begin it.
	}
	for _, s := range e.slots {
		if !w.shows(e, s) || s.version == 0 || !g.wanted(w, s) {
			continue
		}
		if best, ok := s.layer.(*optimum); ok {
			best.alone = !w.wants("heatmap", g.shown)
		}
		s.draw(g.pen, w, g.theme)
	}
}

// DrawFinalScreen puts the views' images where the views are.
func (g *game) DrawFinalScreen(screen ebiten.FinalScreen, _ *ebiten.Image, _ ebiten.GeoM) {
	for _, w := range g.views.list {
		if w.visible && w.image != nil {
			at := &ebiten.DrawImageOptions{Blend: ebiten.BlendCopy}
			corner := w.inside.Min.Sub(g.stage.area.Min)
			at.GeoM.Translate(float64(corner.X), float64(corner.Y))
			screen.DrawImage(w.image.SubImage(w.inside.Sub(w.area.Min)).(*ebiten.Image), at)
		}
	}
}

// guard turns a panic into an event: a page that says what happened is better than
// one that stands still.
func (g *game) guard() {
	if r := recover(); r != nil {
		g.fail(fmt.Errorf("%v", r))
	}
}

// fail stops the training and tells the page why, by a code for what a person can
// do something about ("graphics") or "failed"; what happens in every frame is told
// once.
func (g *game) fail(err error) {
	for _, e := range g.named {
		e.trainer.Playing = false
	}
	if err.Error() == g.failure {
		return
	}
	g.failure = err.Error()
	code := "failed"
	if errors.Is(err, errContextLost) {
		code = "graphics"
	}
	g.failed = plain(map[string]any{"code": code, "message": err.Error()})
	g.events.emit("error", g.failed)
	g.events.emit("change", plain(map[string]any{}))
}
