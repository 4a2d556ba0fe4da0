//go:build js && wasm

package player

import (
	"syscall/js"

	"saddle/wasm/script"
)

// far is the line to a host in a Worker. What goes along it are plain objects, and the memory
// of their arrays is handed over. What a script asks for in one go is sent as one, so that
// nothing is played in between: a reset and a pause leave the run at its beginning.
type far struct {
	worker js.Value
	listen js.Func
	closed bool

	messages, memory js.Value // to be sent
	flush            js.Func
}

// Far returns the line to a host in a Worker that has begun (see Serve). The guard is called in
// a defer around each report.
func Far(worker js.Value, guard func()) func(*Player) Line {
	return func(p *Player) Line {
		f := &far{worker: worker}
		f.empty()
		f.flush = js.FuncOf(func(js.Value, []js.Value) any {
			f.send()
			if f.closed {
				f.flush.Release()
			}
			return nil
		})
		f.listen = js.FuncOf(func(_ js.Value, args []js.Value) any {
			data := args[0].Get("data")
			if f.closed || data.Type() != js.TypeObject { // or its first and last word, which are for workers.js
				return nil
			}
			defer guard()
			var r Report
			if err := script.Take(data, &r); err != nil {
				panic(err)
			}
			p.Hear(&r)
			return nil
		})
		worker.Set("onmessage", f.listen)
		return f
	}
}

func (f *far) Near() bool { return false }

func (f *far) Send(m Message) {
	data, memory := script.Handed(m)
	if f.messages.Call("push", data).Int() == 1 {
		script.Global.Call("queueMicrotask", f.flush)
	}
	f.memory = f.memory.Call("concat", memory)
}

// send sends what there is.
func (f *far) send() {
	if !f.closed {
		f.worker.Call("postMessage", f.messages, f.memory)
		f.empty()
	}
}

func (f *far) empty() {
	array := script.Global.Get("Array")
	f.messages, f.memory = array.New(), array.New()
}

func (f *far) Close() {
	f.closed = true
	f.worker.Call("terminate")
	f.worker.Set("onmessage", js.Null())
	f.listen.Release()
	if f.messages.Length() == 0 {
		f.flush.Release()
	}
}
