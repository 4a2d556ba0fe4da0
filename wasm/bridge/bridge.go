//go:build js && wasm

// Package bridge is window.saddle: the only way between the program and scripts.
package bridge

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"syscall/js"

	"saddle/core/cloud"
	"saddle/core/lab"
	"saddle/core/random"
	"saddle/wasm/layer"
	"saddle/wasm/loop"
	"saddle/wasm/player"
	"saddle/wasm/plot"
	"saddle/wasm/script"
)

// Bridge is window.saddle: what the page, pages that embed it, and tests may do.
// All that passes is plain data; every function returns at once. What is wrong with
// an argument comes back as {error}, a sentence, and nothing has changed.
type Bridge struct {
	game   *loop.Game
	object js.Value
	marks  marks
}

func New(g *loop.Game) *Bridge {
	b := &Bridge{game: g, object: script.Global.Get("saddle")}
	if !b.object.Truthy() {
		// A page that waits for nothing.
		b.object = script.Object.New()
		b.object.Set("ready", script.Global.Get("Promise").Call("resolve"))
		script.Global.Set("saddle", b.object)
	}
	return b
}

// Publish puts the functions into window.saddle and says that it is ready.
func (b *Bridge) Publish() {
	for name, f := range map[string]func(args []js.Value) any{
		"load": b.load, "play": b.play, "pause": b.pause, "step": b.step, "reset": b.reset, "snapshot": b.snapshot,
		"schema": b.schema, "config": b.config, "set": b.set, "change": b.changeTo, "link": b.link, "points": b.points, "own": b.own, "classColours": b.classColours,
		"presets": b.presets, "diagnosis": b.diagnosis, "traits": b.traits, "slow": b.slow,
		"shown": b.shown, "show": b.show, "speed": b.speed, "theme": b.theme, "extent": b.extent, "toPlane": b.toPlane,
		"history": b.history, "thumbnail": b.thumbnail, "stats": b.stats,
		"sweep": b.sweep, "races": b.races, "data": b.data, "sketch": b.sketch, "experiment": b.experiment, "use": b.use, "shares": b.shares, "forget": b.forget, "hold": b.hold, "slowly": b.slowly,
		"moment": b.moment, "address": b.address, "seek": b.seek, "until": b.until, "cancel": b.cancel, "undo": b.undo, "redo": b.redo,
		"timeline": b.timeline, "branch": b.branch, "look": b.look, "level": b.level, "palette": b.palette, "save": b.save, "open": b.open, "written": b.written, "hasten": b.hasten, "keep": b.keep,
		"on":  b.on,
		"off": b.off,
	} {
		b.object.Set(name, b.function(f))
	}
	for name, get := range map[string]func() any{
		"playing":  func() any { return b.playing() },
		"pending":  func() any { return b.game.Current.Player.Unheard() }, // the run is to become another one, or to be elsewhere
		"arriving": func() any { return b.game.OnTheWay() },
		"canUndo":  func() any { return b.game.Current.Player.Run().CanUndo },
		"canRedo":  func() any { return b.game.Current.Player.Run().CanRedo },
	} {
		script.Object.Call("defineProperty", b.object, name, script.Plain(map[string]any{
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
func (b *Bridge) function(f func(args []js.Value) any) js.Func {
	return js.FuncOf(func(_ js.Value, args []js.Value) (result any) {
		defer b.game.Guard()
		return f(args)
	})
}

// changed tells the page that the settings, what is shown, or playing has changed.
func (b *Bridge) changed() { b.game.Events.Emit("change", script.Object.New()) }

// begin starts an experiment anew.
func (b *Bridge) begin(e *loop.Experiment, c lab.Config) {
	e.Player.Do(player.Order{Do: player.Begin, Link: c.Encode()}, nil)
	e.TellNow = true
	b.changed()
}

// settings are those of the current experiment, the one that functions are about which are
// not told another.
func (b *Bridge) settings() lab.Config { return b.game.Current.Player.Config() }

// named is the experiment that an argument names; the current one without, or where
// there is none of that name.
func (b *Bridge) named(args []js.Value, i int) *loop.Experiment {
	if v := argument(args, i); v.Type() == js.TypeString {
		if e := b.game.Named[v.String()]; e != nil {
			return e
		}
	}
	return b.game.Current
}

// experiment(name, link) begins another experiment, at rest, unless there is one of
// that name -> {errors}. Elements with data-experiment="name" show it; the page's
// first one has the name "".
func (b *Bridge) experiment(args []js.Value) any {
	name := text(argument(args, 0))
	c, errs := lab.Decode(text(argument(args, 1)))
	if b.game.Named[name] == nil {
		b.game.Open(name, c)
	}
	return script.Plain(map[string]any{"errors": errorsObject(errs)})
}

// use(name, ...) says which experiments are trained from now on, with none no one;
// all others stay as they are. Several are kept side by side, at as many rounds. play,
// pause, step, reset and speed are then about all of them, other functions about the
// first unless they are told a name.
func (b *Bridge) use(args []js.Value) any {
	var names []string
	for _, v := range args {
		names = append(names, text(v))
	}
	b.game.Use(names...)
	b.game.KeepTogether()
	b.changed()
	return nil
}

// forget(name) ends an experiment that is not shown any more.
func (b *Bridge) forget(args []js.Value) any {
	name := text(argument(args, 0))
	if name == "" {
		return refused(errors.New("the page's first experiment cannot be forgotten: load another one in its place"))
	}
	b.game.Forget(name)
	b.changed()
	return nil
}

// hold(on) has what plays in Workers wait, until hold(false): for a page that nobody sees.
func (b *Bridge) hold(args []js.Value) any {
	b.game.Held = argument(args, 0).Truthy()
	b.game.KeepTogether()
	return nil
}

// shares(name) -> the share of the generated points that are nearest to each mode, a
// Float64Array; empty for data without modes.
func (b *Bridge) shares(args []js.Value) any {
	return script.Plain(b.named(args, 0).Player.Known().Measured.Shares)
}

// slowly(samples, side) plays one round of the current experiment -> a promise of it taken
// apart: see lab.Slow; of null where it cannot be.
func (b *Bridge) slowly(args []js.Value) any {
	samples, err := whole(args, 0, "samples", 1, 64, 1)
	if err != nil {
		return refused(err)
	}
	side, err := whole(args, 1, "side", 1, 96, 1)
	if err != nil {
		return refused(err)
	}
	p, resolve := promise()
	if b.settings().Play != "alternating" {
		resolve(nil)
		return p
	}
	b.do(player.Order{Do: player.Slowly, Samples: samples, Side: side}, func(end player.Ended) { resolve(script.Plain(end.Slow)) })
	return p
}

func errorsObject(list []lab.FieldError) []js.Value {
	out := make([]js.Value, len(list))
	for i, e := range list {
		out[i] = script.Plain(map[string]any{"field": e.Field, "code": e.Code, "args": e.Args, "message": e.Error()})
	}
	return out
}

// load(link) begins the experiment that a link describes -> {errors}. One whose rounds are
// slow (see slow) begins at rest. One that leads to a moment (see moment) is at rest there, when
// it has arrived.
func (b *Bridge) load(args []js.Value) any {
	link := ""
	if v := argument(args, 0); !v.IsUndefined() {
		link = text(v)
	}
	m, errs := lab.DecodeMoment(link)
	c, _ := lab.Decode(m.Course[0].Link)
	// A page that opens loads its address, which the program has begun, or resumed,
	// already.
	p := b.game.Current.Player
	resumed := b.game.Resumed
	b.game.Resumed = false
	switch {
	case resumed && sameCourse(m, p.Whole()):
	case m.Step > 0 || len(m.Course) > 1:
		b.game.Follow(m)
		b.changed()
	case p.Status().Step > 0 || p.Status().Head > 0 || c.Encode() != p.Link():
		if b.game.Slow(c.Seconds(1)) > 0 {
			p.Do(player.Order{Do: player.Play}, nil)
		}
		b.begin(b.game.Current, c)
	}
	return script.Plain(map[string]any{"errors": errorsObject(errs)})
}

// sameCourse reports whether an address, which has no step, is that of a run.
func sameCourse(address, run lab.Moment) bool { return lab.SameCourse(address.Course, run.Course) }

// play() goes on training.
func (b *Bridge) play([]js.Value) any { return b.setPlaying(true) }

// pause() stops training.
func (b *Bridge) pause([]js.Value) any { return b.setPlaying(false) }

// playing reports whether any of those in use goes on training; where none is in use, whether the current one would.
func (b *Bridge) playing() bool {
	if len(b.game.InUse) == 0 {
		return b.game.Current.Player.Status().PlaysOn
	}
	return slices.ContainsFunc(b.game.InUse, func(e *loop.Experiment) bool { return e.Player.Status().PlaysOn })
}

func (b *Bridge) setPlaying(on bool) any {
	for _, e := range b.game.InUse {
		if e.Player.Status().PlaysOn != on {
			e.Player.Do(player.Order{Do: player.Play, On: on}, nil)
			e.TellNow = true
			b.changed()
		}
	}
	return nil
}

// mostOrders bounds how many calls of step may wait for their rounds.
const mostOrders = 1000

// step(n, name) plays n rounds, 1 without n, of all experiments in use, or of the one of that name -> a
// promise, resolved after them; it is rejected with a sentence where n is no number of rounds, none in
// use has the name, or too many calls wait.
func (b *Bridge) step(args []js.Value) any {
	n, err := whole(args, 0, "n", 0, mostSteps, 1)
	all := b.game.InUse
	if v := argument(args, 1); err == nil && !v.IsUndefined() {
		all, err = b.inUse(v)
	}
	for _, e := range all {
		if err == nil && e.Player.Orders() >= mostOrders {
			err = tooManyOrders()
		}
	}
	if err != nil {
		return reject(err)
	}
	p, resolve := promise()
	left := len(all)
	for _, e := range all {
		e.Player.Do(player.Order{Do: player.Step, Step: n}, func(player.Ended) {
			e.TellNow = true
			if left--; left == 0 {
				resolve(nil)
			}
		})
	}
	if left == 0 {
		resolve(nil)
	}
	b.game.WatchOver()
	return p
}

// inUse is the experiment in use that an argument names, alone.
func (b *Bridge) inUse(v js.Value) ([]*loop.Experiment, error) {
	if v.Type() == js.TypeString {
		if e := b.game.Named[v.String()]; slices.Contains(b.game.InUse, e) {
			return []*loop.Experiment{e}, nil
		}
	}
	return nil, errors.New("name must be that of an experiment in use")
}

func tooManyOrders() error {
	return fmt.Errorf("%d calls of step wait already: wait for the promise that each returns", mostOrders)
}

// reset() begins the same experiment anew.
func (b *Bridge) reset([]js.Value) any {
	for _, e := range b.game.InUse {
		b.begin(e, e.Player.Config())
	}
	return nil
}

// snapshot(name) -> the measures of the newest state that is known, its digest, and its generated
// points as a Float32Array x0, y0, x1, y1, ... After step(n) has resolved, that is the state then.
func (b *Bridge) snapshot(args []js.Value) any {
	known := b.named(args, 0).Player.Known()
	o := loop.Measures(known)
	o.Set("points", script.Plain(pairsOf(known.Points)))
	return o
}

// schema() -> every setting: name, kind, range, default, ...
func (b *Bridge) schema([]js.Value) any { return script.Plain(lab.Schema()) }

// config() -> {name: value} of every setting.
func (b *Bridge) config([]js.Value) any {
	c := b.settings()
	o := script.Object.New()
	for _, f := range lab.Schema() {
		o.Set(f.Name, script.Plain(c.Get(f.Name)))
	}
	return o
}

// slow() -> how long a round of the experiment takes, in seconds, where it is so long that
// the page stands still meanwhile; 0 where it is not.
func (b *Bridge) slow([]js.Value) any { return b.game.Present() }

// set(name, value, {slow}) changes a setting -> {errors, restarted, link, slow, asked}. Where
// a round would then be slow, and slower than it is, nothing is changed, slow is how long it
// would take, in seconds, and asked is the link to change to all the same; unless slow is true.
func (b *Bridge) set(args []js.Value) any {
	c := b.settings()
	if err := c.Set(text(argument(args, 0)), text(argument(args, 1))); err != nil {
		return b.outcome([]lab.FieldError{*err}, false)
	}
	return b.tryChange(c, argument(args, 2))
}

// change(link, {slow}) goes on under the settings of a link, all at once, as set does.
func (b *Bridge) changeTo(args []js.Value) any {
	c, errs := lab.Decode(text(argument(args, 0)))
	if len(errs) > 0 {
		return b.outcome(errs, false)
	}
	return b.tryChange(c, argument(args, 1))
}

// tryChange puts settings into force, unless they are slow and that was not allowed.
func (b *Bridge) tryChange(c lab.Config, options js.Value) any {
	allowed := false
	if options.Type() == js.TypeObject {
		slow, ok := script.Ask(options, "slow")
		allowed = ok && script.Known(slow).Truthy()
	}
	if !allowed {
		if seconds := b.game.Slower(c); seconds > 0 {
			o := b.outcome(nil, false)
			o.Set("slow", seconds)
			o.Set("asked", c.Encode())
			return o
		}
	}
	return b.outcome(nil, b.change(c))
}

// points([{x, y}, ...]) makes a person's own points the data -> {errors, restarted, link}.
func (b *Bridge) points(args []js.Value) any {
	points, err := plainPoints(argument(args, 0))
	if err != nil {
		return refused(err)
	}
	c := b.settings()
	for _, setting := range [][2]string{{"cloud", "points"}, {"points", lab.PointsText(points)}} {
		if err := c.Set(setting[0], setting[1]); err != nil {
			return b.outcome([]lab.FieldError{*err}, false)
		}
	}
	return b.outcome(nil, b.change(c))
}

// own(points, labelled, {slow}) makes the points of a file the data, as wasm/reader writes them; where they are
// labelled, the structure becomes the classifier, which learns the labels -> as set.
func (b *Bridge) own(args []js.Value) any {
	changes := []lab.Change{{Field: "cloud", Value: "points"}, {Field: "points", Value: text(argument(args, 0))}}
	if argument(args, 1).Truthy() {
		changes = append(changes, lab.Change{Field: "structure", Value: "classifier"}, lab.Change{Field: "labels", Value: "own"})
	}
	c := b.settings()
	if err := c.SetAll(changes); err != nil {
		return b.outcome([]lab.FieldError{*err}, false)
	}
	return b.tryChange(c, argument(args, 2))
}

// change puts settings into force.
func (b *Bridge) change(c lab.Config) (restarted bool) {
	e := b.game.Current
	restarted = e.Player.Config().Restarts(c)
	e.Player.Do(player.Order{Do: player.Change, Link: c.Encode()}, nil)
	e.TellNow = true
	b.changed()
	return restarted
}

// presets() -> [{name, group, link, against, opposite, steps}]: experiments worth
// seeing, the steps after which there is something to be seen, the settings of what
// each is to be compared with and its link. The links are written as link() does.
func (b *Bridge) presets([]js.Value) any {
	type preset struct {
		Name, Group, Link, Against, Opposite string
		Steps                                int
	}
	var list []preset
	for _, p := range lab.Presets() {
		c, _ := lab.Decode(p.Link)
		list = append(list, preset{p.Name, p.Group, c.Encode(), p.Against, p.Opposite(), p.Steps})
	}
	return script.Plain(list)
}

// diagnosis(name) -> {code, divergence: {sign, value, step}, remedies: [{name, changes: [{field, value}]}]}:
// what goes wrong, "" for nothing, what has left all bounds, and settings that would mend it.
func (b *Bridge) diagnosis(args []js.Value) any {
	return script.Plain(b.named(args, 0).Player.Known().Measured.Diagnosis)
}

// traits(name) -> {classes, origins}: the colours of the classes that the generated points
// belong to, none where they belong to none, and whether each comes from another
// place of the plane.
func (b *Bridge) traits(args []js.Value) any {
	still := b.named(args, 0).Player.Still()
	colours := []string{}
	for i := range still.ClassCount {
		colours = append(colours, b.game.Theme.Class(i).String())
	}
	return script.Plain(map[string]any{"classes": colours, "origins": still.HasOrigins})
}

// classColours() -> the colours of all the classes that points can have.
func (b *Bridge) classColours([]js.Value) any {
	colours := make([]string, lab.MaxClasses)
	for i := range colours {
		colours[i] = b.game.Theme.Class(i).String()
	}
	return script.Plain(colours)
}

func (b *Bridge) outcome(errs []lab.FieldError, restarted bool) js.Value {
	return script.Plain(map[string]any{
		"errors": errorsObject(errs), "restarted": restarted, "link": b.game.Current.Player.Link(),
	})
}

// link() -> the link that describes the experiment, "" for the default one.
func (b *Bridge) link([]js.Value) any { return b.game.Current.Player.Link() }

// shown() -> {layer: whether it is shown}.
func (b *Bridge) shown([]js.Value) any { return script.Plain(b.game.Shown) }

// show(layer, on) shows or hides a layer.
func (b *Bridge) show(args []js.Value) any {
	name, err := oneOf(args, 0, "layer", slices.Sorted(maps.Keys(b.game.Shown))...)
	if err != nil {
		return refused(err)
	}
	if on := argument(args, 1).Truthy(); b.game.Shown[name] != on {
		b.game.Shown[name] = on
		b.game.Redraw()
		b.changed()
	}
	return nil
}

// speed(stepsPerSecond) limits the training's speed; 0 does not.
func (b *Bridge) speed(args []js.Value) any {
	rounds, err := number(args, 0, "stepsPerSecond", 0, mostSteps, 0)
	if err != nil {
		return refused(err)
	}
	for _, e := range b.game.InUse {
		e.Player.Do(player.Order{Do: player.Speed, Speed: rounds}, nil)
	}
	return nil
}

// theme("light" | "dark") chooses the drawing's colours.
func (b *Bridge) theme(args []js.Value) any {
	name, err := oneOf(args, 0, "theme", "light", "dark")
	if err != nil {
		return refused(err)
	}
	b.game.Theme = layer.NewTheme(name)
	b.game.Redraw()
	return nil
}

// extent(name) -> half the side of the square that a plane shows.
func (b *Bridge) extent(args []js.Value) any { return b.named(args, 0).Player.Extent() }

// toPlane(element, clientX, clientY) -> {x, y}, the place in the plane under a
// pointer over a view.
func (b *Bridge) toPlane(args []js.Value) any {
	left, err := number(args, 1, "clientX", -1e6, 1e6)
	if err != nil {
		return refused(err)
	}
	top, err := number(args, 2, "clientY", -1e6, 1e6)
	if err != nil {
		return refused(err)
	}
	for _, w := range b.game.Views.List {
		if w.Element.Equal(argument(args, 0)) {
			at := b.game.Stage.Ground()
			k := at.Scale
			x, y := w.Plane.ToPlane((left+at.X)*k-float64(w.Area.Min.X), (top+at.Y)*k-float64(w.Area.Min.Y))
			return script.Plain(map[string]any{"x": x, "y": y})
		}
	}
	return nil
}

// history(name) -> {measure: Float64Array}, all of one length.
func (b *Bridge) history(args []js.Value) any {
	values := b.named(args, 0).Player.Known().Measured.History
	names := lab.MeasureNames()
	rows := len(values) / len(names)
	o := script.Object.New()
	for i, name := range names {
		o.Set(name, script.Plain(values[i*rows:(i+1)*rows]))
	}
	return o
}

// thumbnail(kind, size) -> {width, points}: a sample of a kind of cloud, as it
// looks in a square of so many pixels, x0, y0, x1, y1, ...
func (b *Bridge) thumbnail(args []js.Value) any {
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
	return script.Plain(map[string]any{"width": size, "points": pairs})
}

// stats() -> how fast it goes, what a frame costs the main thread, whether any has been drawn, and whether the
// current experiment is played by a "worker" or in the "page".
func (b *Bridge) stats([]js.Value) any {
	g, rate := b.game, 0.0
	p := g.Current.Player
	if p.Going() {
		rate = p.Status().Rate
	}
	where := "worker"
	if p.Near() {
		where = "page"
	}
	return script.Plain(map[string]any{
		"player":         where,
		"stepsPerSecond": rate,
		"frameMs":        g.Frame.Milliseconds(),
		"trainMs":        g.Training.Milliseconds(),
		"drawMs":         g.Pacer.Cost().Seconds() * 1000,
		"drawn":          g.Drawn(),
		"kernels":        lab.Kernels,
	})
}

// on(event, listener) calls listener(payload) whenever "change", "measures" or
// "error" happens. Measures have the name of their experiment, and its digest. An error has a code,
// "graphics" or "failed", and a message; the last one is told also to who comes later.
// "arriving" {from, step, of} is told in each frame of a long way to a step, and "arrived" at its
// end: {step, back: true}, or of a link's moment {step, cancelled, digest, expected, same}, always.
// "restarted" {experiment, step, playing, again} is told when the Worker that played an experiment has come to an
// end by itself, and the run has gone on from a step before; where that has happened again soon it is at rest.
// "timeline" is told when what timeline() says has changed
// otherwise than by playing on.
func (b *Bridge) on(args []js.Value) any {
	event, err := oneOf(args, 0, "event", "change", "measures", "error", "arriving", "arrived", "timeline", "restarted")
	if err != nil {
		return refused(err)
	}
	f := argument(args, 1)
	if f.Type() != js.TypeFunction {
		return refused(fmt.Errorf("listener must be a function, not %s", short(f)))
	}
	b.game.Events.On(event, f)
	if event == "error" && b.game.Failure != "" {
		b.game.Events.Tell(f, b.game.Failed)
	}
	return nil
}

// off(event, listener) ends that.
func (b *Bridge) off(args []js.Value) any {
	b.game.Events.Off(text(argument(args, 0)), argument(args, 1))
	return nil
}
