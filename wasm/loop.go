//go:build js && wasm

package main

import (
	"fmt"
	"math"
	"time"

	"github.com/hajimehoshi/ebiten/v2"

	"saddle/core/lab"
	"saddle/wasm/pace"
	"saddle/wasm/train"
)

// measureEvery is the time between two measures while training, unless measuring
// takes so long that it would slow the training down.
const measureEvery = 250 * time.Millisecond

// game is Ebiten's: in each frame it trains for as long as the pacer says, then
// draws what has changed.
type game struct {
	stage *stage
	views *views
	slots []*slot
	pen   *pen
	theme *theme
	shown map[string]bool // layers that the person wants to see

	trainer *train.Trainer
	resumed string // the link of what was resumed, until the page loads its address
	pacer   pace.Pacer
	events  *events

	measured    int           // version of the state that was measured last
	measuredAt  time.Duration // when
	measureCost time.Duration
	measures    lab.Measures
	measureNow  bool // without waiting for the next quarter of a second

	width, height int
	drawing       bool   // in this frame
	dirty         bool   // the views are not where the screen shows them
	drawn         bool   // the screen has been drawn once
	lost          bool   // the graphics context is gone
	failure       string // told last
	frameStart    time.Duration
	trainMs       float64 // smoothed
}

func newGame(s *stage) *game {
	config, _ := lab.Decode(window.Get("location").Get("hash").String())
	g := &game{
		stage: s, views: newViews(), slots: newSlots(), theme: newTheme(systemTheme()),
		pen: &pen{sheet: newSheet(s.scale)},
		shown: map[string]bool{
			"real": true, "generated": true, "heatmap": true, "arrows": false, "manifold": false, "optimum": false,
		},
		trainer: train.New(config, clock),
		events:  newEvents(), measureNow: true, dirty: true,
	}
	g.trainer.Playing = true
	g.resumed = resume(g.trainer)
	s.onContextLost(func() {
		g.lost = true
		if !reload(g.trainer) {
			g.fail(errContextLost)
		}
	})
	ebiten.SetTPS(ebiten.SyncWithFPS)
	ebiten.SetScreenClearedEveryFrame(false)
	return g
}

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

// Update is called once a frame.
func (g *game) Update() (err error) {
	defer g.guard()
	if !g.drawn {
		g.stage.restoreStyles()
	}
	g.frameStart = clock()
	frame := pace.Frame{Draw: true}
	if g.drawn && (g.trainer.Playing || g.trainer.Waiting()) { // What is there is shown first.
		frame = g.pacer.Begin(g.frameStart)
	} else {
		g.pacer.Rest()
	}
	took, finished := g.trainer.Run(frame.Train)
	g.trainMs += (float64(took)/float64(time.Millisecond) - g.trainMs) / 16
	g.measureNow = g.measureNow || finished
	g.place()
	g.drawing = frame.Draw || g.dirty
	if g.drawing {
		g.refresh()
		// When this frame is over, other goroutines get their turn: then its work is done.
		start := g.frameStart
		go func() { g.pacer.Worked(clock() - start - took) }()
	}
	g.measure()
	return nil
}

// place finds where the views are, and lays the canvas over them.
func (g *game) place() {
	g.views.find()
	window, scale := g.stage.window()
	part, moved := g.views.place(window, scale, g.trainer.Lab().Extent())
	g.stage.cover(part, window, scale, g.frameStart)
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

// refresh brings the layers that are seen up to date, the cheap ones at once and
// of those that take their time one in a frame.
func (g *game) refresh() {
	var oldest *slot
	for _, s := range g.slots {
		reach, wanted := 0.0, false
		for _, w := range g.views.list {
			if w.visible && w.kind == s.kind && g.wanted(w, s) {
				reach, wanted = max(reach, w.plane.Reach()), true
			}
		}
		if !wanted || !s.due(g.trainer, reach, g.frameStart) {
			continue
		}
		if s.cost < time.Millisecond {
			g.renew(s, reach)
		} else if g.drawn && (oldest == nil || s.at < oldest.at) {
			oldest = s
			oldest.wantedReach = reach
		}
	}
	if oldest != nil {
		g.renew(oldest, oldest.wantedReach)
	}
}

// renew refreshes a slot; the views that show it are to be drawn again.
func (g *game) renew(s *slot, reach float64) {
	s.renew(g.trainer, reach, g.frameStart)
	for _, w := range g.views.list {
		w.dirty = w.dirty || w.kind == s.kind && g.wanted(w, s)
	}
}

// redraw has every view drawn again.
func (g *game) redraw() {
	for _, w := range g.views.list {
		w.dirty = true
	}
}

// wanted reports whether a view shows a slot.
func (g *game) wanted(w *view, s *slot) bool {
	return w.kind == "latent" || s.name == "axes" || w.wants(s.name, g.shown)
}

// measure computes the measures when it is time, and tells the page.
func (g *game) measure() {
	if g.measured == g.trainer.Version() || !g.drawn {
		return
	}
	if !g.measureNow && g.frameStart-g.measuredAt < max(measureEvery, 10*g.measureCost) {
		return
	}
	g.events.emit("measures", measuresObject(g.latest()))
}

// latest returns the measures of the state as it is.
func (g *game) latest() *lab.Measures {
	if g.measured != g.trainer.Version() {
		start := clock()
		g.measures = g.trainer.Lab().Measure()
		g.measureCost = clock() - start
		g.measured, g.measuredAt, g.measureNow = g.trainer.Version(), start, false
	}
	return &g.measures
}

// Draw draws the views that have changed, each into its image. Ebiten leaves the
// screen as it is where nothing is drawn on the offscreen image.
func (g *game) Draw(offscreen *ebiten.Image) {
	defer g.guard()
	if g.lost || !g.drawing {
		return
	}
	for _, w := range g.views.list {
		if w.visible && w.dirty {
			g.drawView(w)
			g.dirty = true
		}
	}
	if g.dirty {
		offscreen.Clear()
	}
	g.dirty, g.drawn = false, true
}

// drawView draws all layers of a view.
func (g *game) drawView(w *view) {
	w.dirty = false
	w.image.Clear()
	g.pen.target = w.image
	for _, s := range g.slots {
		if s.kind != w.kind || s.version == 0 || !g.wanted(w, s) {
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
			corner := w.area.Min.Sub(g.stage.area.Min)
			at.GeoM.Translate(float64(corner.X), float64(corner.Y))
			screen.DrawImage(w.image, at)
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

// fail stops the training and tells the page why; what happens in every frame is
// told once.
func (g *game) fail(err error) {
	g.trainer.Playing = false
	if err.Error() == g.failure {
		return
	}
	g.failure = err.Error()
	g.events.emit("error", plain(map[string]any{"message": err.Error()}))
	g.events.emit("change", plain(map[string]any{}))
}
