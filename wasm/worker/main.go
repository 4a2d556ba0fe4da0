//go:build js && wasm

// The core alone as wasm, without Ebiten: it runs in Node, in a Worker, or in a
// page that shows nothing, and sets the global saddleCore.
package main

import (
	"syscall/js"
	"time"

	"saddle/core/lab"
)

func main() {
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
