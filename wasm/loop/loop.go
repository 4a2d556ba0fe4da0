//go:build js && wasm

// Package loop has the experiments of a page trained and drawn, in step with Ebiten's frames.
package loop

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"syscall/js"
	"time"

	"github.com/hajimehoshi/ebiten/v2"

	"saddle/core/lab"
	"saddle/wasm/layer"
	"saddle/wasm/pace"
	"saddle/wasm/player"
	"saddle/wasm/script"
	"saddle/wasm/stage"
)

// measureEvery is the time between measures while training, unless measuring
// takes so long that it would slow the training down.
const measureEvery = 250 * time.Millisecond

// Game is Ebiten's: in each frame it draws what has changed. Training is done
// between the frames (see pump).
type Game struct {
	Stage *stage.Stage
	Views *stage.Views
	pen   *layer.Pen
	Theme *layer.Theme
	Shown map[string]bool // layers that the person wants to see

	experiments
	Resumed  bool // what the address says has been resumed, until the page loads it
	reloaded bool // the page was loaded again to get the graphics back
	way      way  // to a step
	toldRun  told
	pace     lab.Pace // of this machine; 0 until it is asked for
	pump     *pump
	workers  *workers
	Held     bool // what plays in Workers waits
	Pacer    pace.Pacer
	Events   *Events

	width, height int
	dirty         bool          // the screen shows something old, and is to be drawn at once
	changed       bool          // it shows something old
	drew          bool          // the last frame
	drawn         bool          // the screen has been drawn once
	collects      bool          // garbage
	firstDrawn    time.Duration // when that was
	lost          bool          // the graphics context is gone
	Failure       string        // told last
	Failed        js.Value      // what listeners were told of it
	frameStart    time.Duration
	settled       time.Duration // when settle was called last
	Frame         average       // of the main thread's work in a frame in which something is drawn
	Training      average       // between two frames
}

func New(s *stage.Stage) *Game {
	address := script.Global.Get("location")
	moment, _ := lab.DecodeMoment(address.Get("hash").String())
	config, _ := lab.Decode(moment.Course[0].Link)
	query := script.Global.Get("URLSearchParams").New(address.Get("search"))
	g := &Game{
		Stage: s, Views: stage.NewViews(), Theme: layer.NewTheme(layer.SystemTheme()),
		pen: &layer.Pen{Sheet: layer.NewSheet(s.Scale)},
		Shown: map[string]bool{
			"real": true, "generated": true, "heatmap": true, "arrows": false, "manifold": false, "optimum": false, "pairs": true,
		},
		experiments: experiments{Named: map[string]*Experiment{}},
		workers:     newWorkers(query), Events: newEvents(), dirty: true,
	}
	page := script.Global.Get("saddle")
	atRest := query.Call("has", "paused").Bool() || page.Truthy() && page.Get("atRest").Truthy()
	atRest = atRest || moment.Step > 0 // The page goes there first.
	g.Open("", config)
	g.Named[""].Player.Do(player.Order{Do: player.Play, On: !atRest && g.Slow(config.Seconds(1)) == 0}, nil)
	g.Use("")
	g.pump = newPump(g)
	g.Resumed = g.resume()
	g.reloaded = g.Resumed
	s.OnContextLost(g.contextLost)
	ebiten.SetTPS(ebiten.SyncWithFPS)
	//lint:ignore SA1019 what is to take its place presents frames that nobody asked for
	ebiten.SetFPSMode(ebiten.FPSModeVsyncOffMinimum)
	ebiten.SetScreenClearedEveryFrame(false)
	g.run()
	return g
}

// Open begins an experiment, and listens to its player.
func (g *Game) Open(name string, c lab.Config) {
	e := g.begin(name, c)
	e.Player.Saw = func(p *lab.Picture) { g.saw(e, p) }
	e.Player.Heard = func() {
		if e.host == nil && e.restarted != nil {
			e.restarted()
			e.restarted = nil
		}
		g.KeepTogether()
	}
	e.Player.Changed = func() {
		e.TellNow = true
		g.Events.Emit("change", script.Object.New())
	}
}

// average is a duration, smoothed.
type average struct{ time.Duration }

func (a *average) add(d time.Duration) { a.Duration += (d - a.Duration) / 16 }

func (a *average) Milliseconds() float64 { return a.Seconds() * 1000 }

// Clock is the time since the program started.
func Clock() time.Duration { return time.Since(started) }

var started = time.Now()

// LayoutF asks for an offscreen image of one pixel: everything is drawn on the
// final screen, in device pixels.
func (g *Game) LayoutF(width, height float64) (float64, float64) {
	w, h := int(math.Ceil(width*g.Stage.Ratio)), int(math.Ceil(height*g.Stage.Ratio))
	if w != g.width || h != g.height {
		g.width, g.height, g.dirty = w, h, true
	}
	return 1, 1
}

// Layout is what Ebiten asks of games without LayoutF.
func (g *Game) Layout(int, int) (int, int) { return 1, 1 }

// run calls tick in every frame from now on. As this is before Ebiten begins its own
// loop, and both ask for the next frame in each, tick stays the first.
func (g *Game) run() {
	request := script.Global.Get("requestAnimationFrame")
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
func (g *Game) tick() {
	defer g.Guard()
	g.collect()
	g.frameStart = Clock()
	g.Training.add(g.pump.spent())
	g.place()
	may := g.mayDraw()
	g.ask(may)
	draws := !g.lost && (g.dirty || g.changed && may)
	if draws {
		//lint:ignore SA1019 see SetFPSMode
		ebiten.ScheduleFrame()
	}
	if g.drawn {
		g.settle()
	}
	g.tell()
	g.tellHeld()
	g.pump.prime(draws)
}

// Update brings what will be drawn up to date.
func (g *Game) Update() error {
	defer g.Guard()
	if !g.drawn {
		g.Stage.RestoreStyles()
	}
	start := Clock()
	// When this frame is over, other goroutines get their turn: then its work is done.
	go func() { g.Frame.add(Clock() - start) }()
	return nil
}

// place finds where the views are, and lays the canvas over them.
func (g *Game) place() {
	g.Views.Find()
	at := g.Stage.Ground()
	scale := at.Marks
	part, moved := g.Views.Place(at, g.extent)
	g.Stage.Cover(part, at, g.frameStart)
	g.dirty = g.dirty || moved
	if sheet := g.pen.Sheet; scale != sheet.Scale {
		sheet.Image.Deallocate()
		g.pen.Sheet = layer.NewSheet(scale)
		g.Redraw()
	} else if g.drawn && sheet.Glyphs == nil {
		sheet.Write()
		g.Redraw()
	}
}

// mayDraw reports whether a frame may be drawn now: as often as the browser likes, unless
// training would go short of time. That in a Worker would, too: a browser without a GPU draws
// with every core there is.
func (g *Game) mayDraw() bool {
	going := slices.ContainsFunc(g.InUse, func(e *Experiment) bool { return e.Player.Going() })
	return !going || g.dirty || g.Pacer.MayDraw(g.frameStart)
}

// ask asks the experiments that are seen for what is due: for the cheap things, and where the
// answer takes this program's time, of those that take theirs one in a frame.
func (g *Game) ask(may bool) {
	var oldest *layer.Slot
	var whose *Experiment
	for _, e := range g.Named {
		if e.Player.Looking() || e.Player.Near() && !may {
			continue
		}
		var wanted lab.Look
		for _, s := range e.slots {
			if !may {
				break // Only the measures may be due.
			}
			reach, seen := 0.0, false
			for _, w := range g.Views.List {
				if w.Visible && shows(w, e, s) && g.wanted(w, s) {
					reach, seen = max(reach, w.Plane.Reach()), true
				}
			}
			if !seen || !s.Due(e.Player, reach, g.frameStart) {
				continue
			}
			if dear := s.Cost >= time.Millisecond && e.Player.Near(); dear {
				if g.drawn && (oldest == nil || s.At < oldest.At) {
					oldest, whose, s.Asked = s, e, reach
				}
				continue
			}
			s.Asked = reach
			if look := s.Look(reach); look.Nothing() {
				g.show(e, s, &lab.Picture{})
			} else {
				wanted = wanted.And(look)
			}
		}
		if g.tells(e) {
			wanted.Measures = true
		}
		if !wanted.Nothing() {
			e.Player.Look(wanted)
		}
	}
	if oldest != nil {
		whose.Player.Look(oldest.Look(oldest.Asked))
	}
}

// saw has what a picture shows be seen.
func (g *Game) saw(e *Experiment, p *lab.Picture) {
	if p.Measured != nil {
		e.news, e.measureCost = true, p.Costs.Measures
	}
	for _, s := range e.slots {
		if !s.Look(0).Nothing() {
			g.show(e, s, p)
		}
	}
}

// show has a slot take what is to be seen; the views that show it are to be drawn again.
func (g *Game) show(e *Experiment, s *layer.Slot, p *lab.Picture) {
	if !s.See(p, e.Player.Status(), Clock()) {
		return
	}
	for _, w := range g.Views.List {
		if shows(w, e, s) && g.wanted(w, s) {
			w.Dirty, g.changed = true, true
		}
	}
}

// shows reports whether a view shows a slot of an experiment.
func shows(w *stage.View, e *Experiment, s *layer.Slot) bool {
	return w.Experiment == e.Name && w.Kind == s.Kind
}

// Redraw has every view drawn again.
func (g *Game) Redraw() {
	g.dirty = true
	for _, w := range g.Views.List {
		w.Dirty = true
	}
}

// wanted reports whether a view shows a slot.
func (g *Game) wanted(w *stage.View, s *layer.Slot) bool {
	return w.Kind == "latent" || s.Name == "axes" || w.Wants(s.Name, g.Shown)
}

// tells reports whether the page is to be told measures that have to be asked for.
func (g *Game) tells(e *Experiment) bool {
	return g.drawn && !e.news && slices.Contains(g.InUse, e) && e.toBeTold(g.frameStart)
}

// tell tells the page the measures that there are, of one experiment in a frame.
func (g *Game) tell() {
	if !g.drawn {
		return
	}
	var next *Experiment // the one that was told of longest ago
	for _, e := range g.InUse {
		if e.news && e.toBeTold(g.frameStart) && (next == nil || e.toldAt < next.toldAt) {
			next = e
		}
	}
	if next == nil {
		return
	}
	known := next.Player.Known()
	next.told, next.toldAt, next.TellNow, next.news = next.Player.KnownAt(), g.frameStart, false, false
	measures := Measures(known)
	measures.Set("experiment", next.Name)
	g.Events.Emit("measures", measures)
}

// Draw draws the views that have changed, each into its image.
func (g *Game) Draw(offscreen *ebiten.Image) {
	defer g.Guard()
	if g.lost {
		return
	}
	for _, w := range g.Views.List {
		if w.Visible && w.Dirty {
			g.drawView(w)
		}
	}
	offscreen.Clear() // Without this Ebiten takes the frame for one that can be left out.
	if !g.drawn {
		g.firstDrawn = Clock()
	}
	g.dirty, g.changed, g.drawn, g.drew = false, false, true, true
}

// Drawn reports whether there has been a picture.
func (g *Game) Drawn() bool { return g.drawn }

// drawView draws all layers of a view.
func (g *Game) drawView(w *stage.View) {
	w.Dirty = false
	w.Image.Clear()
	g.pen.Target = w.Image
	e := g.Named[w.Experiment]
	if e == nil {
		return // Its figure has yet to begin it.
	}
	for _, s := range e.slots {
		if !shows(w, e, s) || s.Version == 0 || !g.wanted(w, s) {
			continue
		}
		s.Alone(!w.Wants("heatmap", g.Shown))
		s.Draw(g.pen, w, g.Theme)
	}
}

// DrawFinalScreen puts the views' images where the views are.
func (g *Game) DrawFinalScreen(screen ebiten.FinalScreen, _ *ebiten.Image, _ ebiten.GeoM) {
	for _, w := range g.Views.List {
		if w.Visible && w.Image != nil {
			at := &ebiten.DrawImageOptions{Blend: ebiten.BlendCopy}
			corner := w.Inside.Min.Sub(g.Stage.Area.Min)
			at.GeoM.Translate(float64(corner.X), float64(corner.Y))
			screen.DrawImage(w.Image.SubImage(w.Inside.Sub(w.Area.Min)).(*ebiten.Image), at)
		}
	}
}

// Guard turns a panic into an event: a page that says what happened is better than
// one that stands still.
func (g *Game) Guard() {
	if r := recover(); r != nil {
		g.Fail(fmt.Errorf("%v", r))
	}
}

// Fail stops the training and tells the page why, by a code for what a person can
// do something about ("graphics") or "failed"; what happens in every frame is told
// once.
func (g *Game) Fail(err error) {
	for _, e := range g.Named {
		e.Player.Do(player.Order{Do: player.Play}, nil)
	}
	if err.Error() == g.Failure {
		return
	}
	g.Failure = err.Error()
	code := "failed"
	if errors.Is(err, errContextLost) {
		code = "graphics"
	}
	g.Failed = script.Plain(map[string]any{"code": code, "message": err.Error()})
	g.Events.Emit("error", g.Failed)
	g.Events.Emit("change", script.Plain(map[string]any{}))
}
