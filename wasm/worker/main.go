//go:build js && wasm

// The core alone as wasm, without Ebiten. In a Worker it plays an experiment of a page, or, if
// its argument is "read", reads files for it; in a page that shows nothing it sets the global
// saddleCore, to be measured.
package main

import (
	"os"
	"syscall/js"
	"time"

	"saddle/core/lab"
	"saddle/wasm/player"
	"saddle/wasm/reader"
)

func main() {
	if js.Global().Get("document").IsUndefined() {
		if len(os.Args) > 1 && os.Args[1] == "read" {
			reader.Serve()
		}
		start := time.Now()
		player.Serve(func() time.Duration { return time.Since(start) })
	}
	js.Global().Set("saddleCore", map[string]any{
		"kernels": lab.Kernels,
		"bench":   js.FuncOf(bench),
		"train":   js.FuncOf(train),
	})
	select {}
}

// bench(size, seconds) -> steps a second of an experiment of lab.Sizes, by name;
// null if there is none.
func bench(_ js.Value, args []js.Value) any {
	start := time.Now()
	clock := func() float64 { return time.Since(start).Seconds() }
	for _, size := range lab.Sizes() {
		if size.Name == args[0].String() {
			return size.StepsPerSecond(args[1].Float(), clock)
		}
	}
	return nil
}

// train(link, steps) -> the measures after so many steps and the digest, as JSON.
// A number that does not exist is null.
func train(_ js.Value, args []js.Value) any {
	config, _ := lab.Decode(args[0].String())
	l := lab.New(config)
	for range args[1].Int() {
		l.Step()
	}
	o := js.Global().Get("Object").New()
	m := l.Measure()
	m.Each(func(name string, value float64) { o.Set(name, value) })
	o.Set("digest", l.Digest())
	return js.Global().Get("JSON").Call("stringify", o)
}
