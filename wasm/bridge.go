//go:build js && wasm

package main

import (
	"fmt"
	"maps"
	"slices"
	"syscall/js"

	"saddle/core/cloud"
	"saddle/core/lab"
	"saddle/core/random"
	"saddle/wasm/plot"
)

// bridge is window.saddle: what the page, pages that embed it, and tests may do.
// All that passes is plain data; every function returns at once. What is wrong with
// an argument comes back as {error}, a sentence, and nothing has changed.
type bridge struct {
	game   *game
	object js.Value
	marks  marks
}

func newBridge(g *game) *bridge {
	b := &bridge{game: g, object: window.Get("saddle")}
	if !b.object.Truthy() {
		// A page that waits for nothing.
		b.object = object.New()
		b.object.Set("ready", window.Get("Promise").Call("resolve"))
		window.Set("saddle", b.object)
	}
	return b
}

// publish puts the functions into window.saddle and says that it is ready.
func (b *bridge) publish() {
	for name, f := range map[string]func(args []js.Value) any{
		"load": b.load, "play": b.play, "pause": b.pause, "step": b.step, "reset": b.reset, "snapshot": b.snapshot,
		"schema": b.schema, "config": b.config, "set": b.set, "change": b.changeTo, "link": b.link, "points": b.points,
		"presets": b.presets, "diagnosis": b.diagnosis, "traits": b.traits, "slow": b.slow,
		"shown": b.shown, "show": b.show, "speed": b.speed, "theme": b.theme, "extent": b.extent, "toPlane": b.toPlane,
		"history": b.history, "thumbnail": b.thumbnail, "stats": b.stats,
		"sweep": b.sweep, "races": b.races, "data": b.data, "experiment": b.experiment, "use": b.use, "shares": b.shares, "slowly": b.slowly,
		"moment": b.moment, "address": b.address, "seek": b.seek, "until": b.until, "cancel": b.cancel, "undo": b.undo, "redo": b.redo,
		"timeline": b.timeline, "branch": b.branch, "save": b.save, "open": b.open, "hasten": b.hasten, "keep": b.keep,
		"on":  b.on,
		"off": b.off,
	} {
		b.object.Set(name, b.function(f))
	}
	for name, get := range map[string]func() any{
		"playing":  func() any { return b.game.current.trainer.PlaysOn() },
		"arriving": func() any { return b.game.onTheWay() },
		"canUndo":  func() any { return b.game.current.trainer.CanUndo() },
		"canRedo":  func() any { return b.game.current.trainer.CanRedo() },
	} {
		object.Call("defineProperty", b.object, name, plain(map[string]any{
			"enumerable": true, "get": b.function(func([]js.Value) any { return get() }).Value,
		}))
	}
	b.object.Set("kernels", lab.Kernels)
	b.object.Set("largestFile", lab.MaxFile)
	b.object.Set("theory", b.theory())
	if resolve := b.object.Get("resolve"); resolve.Truthy() {
		resolve.Invoke()
		b.object.Delete("resolve")
	}
}

// function wraps f for JavaScript; a panic becomes an event, and the result null.
func (b *bridge) function(f func(args []js.Value) any) js.Func {
	return js.FuncOf(func(_ js.Value, args []js.Value) (result any) {
		defer b.game.guard()
		return f(args)
	})
}

// changed tells the page that the settings, what is shown, or playing has changed.
func (b *bridge) changed() { b.game.events.emit("change", object.New()) }

// begin starts an experiment anew.
func (b *bridge) begin(e *experiment, c lab.Config) {
	e.trainer.Begin(c)
	e.tellNow = true
	b.changed()
}

// lab is the current experiment, the one that functions are about which are not told
// another.
func (b *bridge) lab() *lab.Lab { return b.game.current.trainer.Lab() }

// named is the experiment that an argument names; the current one without, or where
// there is none of that name.
func (b *bridge) named(args []js.Value, i int) *experiment {
	if v := argument(args, i); v.Type() == js.TypeString {
		if e := b.game.named[v.String()]; e != nil {
			return e
		}
	}
	return b.game.current
}

// experiment(name, link) begins another experiment, at rest, unless there is one of
// that name -> {errors}. Elements with data-experiment="name" show it; the page's
// first one has the name "".
func (b *bridge) experiment(args []js.Value) any {
	name := text(argument(args, 0))
	c, errs := lab.Decode(text(argument(args, 1)))
	if b.game.named[name] == nil {
		b.game.begin(name, c)
	}
	return plain(map[string]any{"errors": errorsObject(errs)})
}

// use(name, ...) says which experiments are trained from now on, with none no one;
// all others stay as they are. Several are kept side by side, at as many rounds. play,
// pause, step, reset and speed are then about all of them, other functions about the
// first unless they are told a name.
func (b *bridge) use(args []js.Value) any {
	var names []string
	for _, v := range args {
		names = append(names, text(v))
	}
	b.game.use(names...)
	b.changed()
	return nil
}

// shares(name) -> the share of the generated points that are nearest to each mode, a
// Float64Array; empty for data without modes.
func (b *bridge) shares(args []js.Value) any { return plain(b.named(args, 0).trainer.Lab().Shares()) }

// slowly(samples, side) plays one round of the current experiment and returns it
// taken apart: see lab.Slow.
func (b *bridge) slowly(args []js.Value) any {
	samples, err := whole(args, 0, "samples", 1, 64, 1)
	if err != nil {
		return refused(err)
	}
	side, err := whole(args, 1, "side", 1, 96, 1)
	if err != nil {
		return refused(err)
	}
	e := b.game.current
	if e.trainer.Lab().Config().Play != "alternating" {
		return nil
	}
	slow := e.trainer.Slowly(samples, side)
	e.tellNow = true
	return plain(slow)
}

func errorsObject(list []lab.FieldError) []js.Value {
	out := make([]js.Value, len(list))
	for i, e := range list {
		out[i] = plain(map[string]any{"field": e.Field, "code": e.Code, "args": e.Args, "message": e.Error()})
	}
	return out
}

// load(link) begins the experiment that a link describes -> {errors}. One whose rounds are
// slow (see slow) begins at rest. One that leads to a moment (see moment) is at rest there, when
// it has arrived.
func (b *bridge) load(args []js.Value) any {
	link := ""
	if v := argument(args, 0); !v.IsUndefined() {
		link = text(v)
	}
	m, errs := lab.DecodeMoment(link)
	c, _ := lab.Decode(m.Course[0].Link)
	// A page that opens loads its address, which the program has begun, or resumed,
	// already.
	t := b.game.current.trainer
	resumed := b.game.resumed
	b.game.resumed = false
	switch {
	case resumed && sameCourse(m, t.Whole()):
	case m.Step > 0 || len(m.Course) > 1:
		b.game.follow(m)
		b.changed()
	case t.Lab().Steps() > 0 || t.Head() > 0 || c.Encode() != t.Lab().Config().Encode():
		if b.game.slow(c.Seconds(1)) > 0 {
			t.Playing = false
		}
		b.begin(b.game.current, c)
	}
	return plain(map[string]any{"errors": errorsObject(errs)})
}

// sameCourse reports whether an address, which has no step, is that of a run.
func sameCourse(address, run lab.Moment) bool { return lab.SameCourse(address.Course, run.Course) }

// play() goes on training.
func (b *bridge) play([]js.Value) any { return b.setPlaying(true) }

// pause() stops training.
func (b *bridge) pause([]js.Value) any { return b.setPlaying(false) }

func (b *bridge) setPlaying(on bool) any {
	for _, e := range b.game.inUse {
		if e.trainer.PlaysOn() != on {
			e.trainer.Play(on)
			e.tellNow = true
			b.changed()
		}
	}
	return nil
}

// mostOrders bounds how many calls of step may wait for their rounds.
const mostOrders = 1000

// step(n) plays n rounds, 1 without n -> a promise, resolved after them; it is
// rejected with a sentence where n is no number of rounds, or too many calls wait.
func (b *bridge) step(args []js.Value) any {
	n, err := whole(args, 0, "n", 0, mostSteps, 1)
	for _, e := range b.game.inUse {
		if err == nil && e.trainer.Orders() >= mostOrders {
			err = tooManyOrders()
		}
	}
	if err != nil {
		return reject(err)
	}
	p, resolve := promise()
	left := len(b.game.inUse)
	for _, e := range b.game.inUse {
		e.trainer.Order(n, func() {
			if left--; left == 0 {
				resolve(nil)
			}
		})
	}
	if left == 0 {
		resolve(nil)
	}
	b.game.pump.watchOver()
	return p
}

func tooManyOrders() error {
	return fmt.Errorf("%d calls of step wait already: wait for the promise that each returns", mostOrders)
}

// reset() begins the same experiment anew.
func (b *bridge) reset([]js.Value) any {
	for _, e := range b.game.inUse {
		b.begin(e, e.trainer.Lab().Config())
	}
	return nil
}

func measuresObject(m *lab.Measures) js.Value {
	o := object.New()
	m.Each(func(name string, value float64) { o.Set(name, value) })
	return o
}

// snapshot(name) -> the measures of the state as it is, its digest, and the generated
// points as a Float32Array x0, y0, x1, y1, ...
func (b *bridge) snapshot(args []js.Value) any {
	e := b.named(args, 0)
	l := e.trainer.Lab()
	o := measuresObject(e.measure())
	o.Set("digest", l.Digest())
	points := l.Generated()
	n := len(points) / 2
	pairs := make([]float32, 2*n)
	for i := range n {
		pairs[2*i], pairs[2*i+1] = points[i], points[n+i]
	}
	o.Set("points", plain(pairs))
	return o
}

// schema() -> every setting: name, kind, range, default, ...
func (b *bridge) schema([]js.Value) any { return plain(lab.Schema()) }

// config() -> {name: value} of every setting.
func (b *bridge) config([]js.Value) any {
	c := b.lab().Config()
	o := object.New()
	for _, f := range lab.Schema() {
		o.Set(f.Name, plain(c.Get(f.Name)))
	}
	return o
}

// slow() -> how long a round of the experiment takes, in seconds, where it is so long that
// the page stands still meanwhile; 0 where it is not.
func (b *bridge) slow([]js.Value) any { return b.game.present() }

// set(name, value, {slow}) changes a setting -> {errors, restarted, link, slow, asked}. Where
// a round would then be slow, and slower than it is, nothing is changed, slow is how long it
// would take, in seconds, and asked is the link to change to all the same; unless slow is true.
func (b *bridge) set(args []js.Value) any {
	c := b.lab().Config()
	if err := c.Set(text(argument(args, 0)), text(argument(args, 1))); err != nil {
		return b.outcome([]lab.FieldError{*err}, false)
	}
	return b.tryChange(c, argument(args, 2))
}

// change(link, {slow}) goes on under the settings of a link, all at once, as set does.
func (b *bridge) changeTo(args []js.Value) any {
	c, errs := lab.Decode(text(argument(args, 0)))
	if len(errs) > 0 {
		return b.outcome(errs, false)
	}
	return b.tryChange(c, argument(args, 1))
}

// tryChange puts settings into force, unless they are slow and that was not allowed.
func (b *bridge) tryChange(c lab.Config, options js.Value) any {
	allowed := options.Type() == js.TypeObject && options.Get("slow").Truthy()
	if !allowed {
		if seconds := b.game.slower(c); seconds > 0 {
			o := b.outcome(nil, false)
			o.Set("slow", seconds)
			o.Set("asked", c.Encode())
			return o
		}
	}
	return b.outcome(nil, b.change(c))
}

// points([{x, y}, ...]) makes a person's own points the data -> {errors, restarted, link}.
func (b *bridge) points(args []js.Value) any {
	points, err := plainPoints(argument(args, 0))
	if err != nil {
		return refused(err)
	}
	c := b.lab().Config()
	for _, setting := range [][2]string{{"cloud", "points"}, {"points", lab.PointsText(points)}} {
		if err := c.Set(setting[0], setting[1]); err != nil {
			return b.outcome([]lab.FieldError{*err}, false)
		}
	}
	return b.outcome(nil, b.change(c))
}

// change puts settings into force.
func (b *bridge) change(c lab.Config) (restarted bool) {
	e := b.game.current
	restarted = e.trainer.Change(c)
	e.tellNow = true
	b.changed()
	return restarted
}

// presets() -> [{name, group, link, against, opposite, steps}]: experiments worth
// seeing, the steps after which there is something to be seen, the settings of what
// each is to be compared with and its link. The links are written as link() does.
func (b *bridge) presets([]js.Value) any {
	type preset struct {
		Name, Group, Link, Against, Opposite string
		Steps                                int
	}
	var list []preset
	for _, p := range lab.Presets() {
		c, _ := lab.Decode(p.Link)
		list = append(list, preset{p.Name, p.Group, c.Encode(), p.Against, p.Opposite(), p.Steps})
	}
	return plain(list)
}

// diagnosis() -> {code, divergence: {sign, value, step}, remedies: [{name, changes: [{field, value}]}]}:
// what goes wrong, "" for nothing, what has left all bounds, and settings that would mend it.
func (b *bridge) diagnosis([]js.Value) any {
	b.game.current.measure()
	return plain(b.lab().Diagnosis())
}

// traits(name) -> {classes, origins}: the colours of the classes that the generated points
// belong to, none where they belong to none, and whether each comes from another
// place of the plane.
func (b *bridge) traits(args []js.Value) any {
	l := b.named(args, 0).trainer.Lab()
	_, count := l.Classes()
	colours := []string{}
	for i := range count {
		colours = append(colours, b.game.theme.class(i).String())
	}
	return plain(map[string]any{"classes": colours, "origins": l.Origins() != nil})
}

func (b *bridge) outcome(errs []lab.FieldError, restarted bool) js.Value {
	return plain(map[string]any{
		"errors": errorsObject(errs), "restarted": restarted, "link": b.lab().Config().Encode(),
	})
}

// link() -> the link that describes the experiment, "" for the default one.
func (b *bridge) link([]js.Value) any { return b.lab().Config().Encode() }

// shown() -> {layer: whether it is shown}.
func (b *bridge) shown([]js.Value) any { return plain(b.game.shown) }

// show(layer, on) shows or hides a layer.
func (b *bridge) show(args []js.Value) any {
	name, err := oneOf(args, 0, "layer", slices.Sorted(maps.Keys(b.game.shown))...)
	if err != nil {
		return refused(err)
	}
	if on := argument(args, 1).Truthy(); b.game.shown[name] != on {
		b.game.shown[name] = on
		b.game.redraw()
		b.changed()
	}
	return nil
}

// speed(stepsPerSecond) limits the training's speed; 0 does not.
func (b *bridge) speed(args []js.Value) any {
	rounds, err := number(args, 0, "stepsPerSecond", 0, mostSteps, 0)
	if err != nil {
		return refused(err)
	}
	for _, e := range b.game.inUse {
		e.trainer.SetSpeed(rounds)
	}
	return nil
}

// theme("light" | "dark") chooses the drawing's colours.
func (b *bridge) theme(args []js.Value) any {
	name, err := oneOf(args, 0, "theme", "light", "dark")
	if err != nil {
		return refused(err)
	}
	b.game.theme = newTheme(name)
	b.game.redraw()
	return nil
}

// extent(name) -> half the side of the square that a plane shows.
func (b *bridge) extent(args []js.Value) any { return b.named(args, 0).trainer.Lab().Extent() }

// toPlane(element, clientX, clientY) -> {x, y}, the place in the plane under a
// pointer over a view.
func (b *bridge) toPlane(args []js.Value) any {
	left, err := number(args, 1, "clientX", -1e6, 1e6)
	if err != nil {
		return refused(err)
	}
	top, err := number(args, 2, "clientY", -1e6, 1e6)
	if err != nil {
		return refused(err)
	}
	for _, w := range b.game.views.list {
		if w.element.Equal(argument(args, 0)) {
			at, k := b.game.stage.ground(), float64(w.px)
			x, y := w.plane.ToPlane((left+at.x)*k-float64(w.area.Min.X), (top+at.y)*k-float64(w.area.Min.Y))
			return plain(map[string]any{"x": x, "y": y})
		}
	}
	return nil
}

// history(name) -> {measure: Float64Array}, all of one length.
func (b *bridge) history(args []js.Value) any {
	h := b.named(args, 0).trainer.Lab().History()
	o := object.New()
	for _, name := range h.Names() {
		o.Set(name, plain(h.Column(name)))
	}
	return o
}

// thumbnail(kind, size) -> {width, points}: a sample of a kind of cloud, as it
// looks in a square of so many pixels, x0, y0, x1, y1, ...
func (b *bridge) thumbnail(args []js.Value) any {
	const n = 320
	size, err := number(args, 1, "size", 1, 4096)
	if err != nil {
		return refused(err)
	}
	data, err := cloud.New(cloud.Defaults(text(argument(args, 0))))
	if err != nil {
		return nil
	}
	points := make([]float32, 2*n)
	data.Sample(points, random.New(1, random.Show))
	at := plot.Plane{Width: size, Height: size, Half: data.Extent()}
	pairs := make([]float32, 0, 2*n)
	for i := range n {
		x, y := at.ToPixel(float64(points[i]), float64(points[n+i]))
		pairs = append(pairs, float32(x), float32(y))
	}
	return plain(map[string]any{"width": size, "points": pairs})
}

// stats() -> how fast it goes, and what a frame costs the main thread.
func (b *bridge) stats([]js.Value) any {
	g, rate := b.game, 0.0
	if t := g.current.trainer; t.Playing || t.Waiting() {
		rate = t.Rate()
	}
	return plain(map[string]any{
		"stepsPerSecond": rate,
		"frameMs":        g.frame.ms(),
		"trainMs":        g.training.ms(),
		"drawMs":         g.pacer.Cost().Seconds() * 1000,
		"kernels":        lab.Kernels,
	})
}

// on(event, listener) calls listener(payload) whenever "change", "measures" or
// "error" happens. Measures have the name of their experiment, and its digest. An error has a code,
// "graphics" or "failed", and a message; the last one is told also to who comes later.
// "arriving" {from, step, of} is told in each frame of a long way to a step, and "arrived" at its
// end: {step, back: true}, or of a link's moment {step, cancelled, digest, expected, same}, always.
// "timeline" is told when what timeline() says has changed
// otherwise than by playing on.
func (b *bridge) on(args []js.Value) any {
	event, err := oneOf(args, 0, "event", "change", "measures", "error", "arriving", "arrived", "timeline")
	if err != nil {
		return refused(err)
	}
	f := argument(args, 1)
	if f.Type() != js.TypeFunction {
		return refused(fmt.Errorf("listener must be a function, not %s", short(f)))
	}
	b.game.events.on(event, f)
	if event == "error" && b.game.failure != "" {
		b.game.events.tell(f, b.game.failed)
	}
	return nil
}

// off(event, listener) ends that.
func (b *bridge) off(args []js.Value) any {
	b.game.events.off(text(argument(args, 0)), argument(args, 1))
	return nil
}
