//go:build js && wasm

package player

import (
	"syscall/js"
	"time"

	"saddle/core/lab"
	"saddle/wasm/script"
)

const (
	// slice is how long is played at a time. A message waits for no more than that, or for
	// one round.
	slice = 8 * time.Millisecond

	// rest is the time until the next look at what is due, where playing is slower than
	// the machine.
	rest = 8 * time.Millisecond

	// keepEvery is how old what is kept may become.
	keepEvery = 3 * time.Second
)

// server has a host work in a Worker.
type server struct {
	host   *Host
	clock  func() time.Duration
	post   js.Value // has the next slice played after what else has happened
	posted bool
	wake   js.Func
	asleep bool // until a timeout

	keeps   js.Func
	kept    int           // version of the state that the page has
	keptAt  time.Duration // when it was given that
	cost    time.Duration // of giving it
	waiting bool          // for the next time
}

// Serve has this Worker play what its first message brings, and never returns.
func Serve(clock func() time.Duration) {
	s := &server{host: Successor(clock), clock: clock}
	channel := script.Global.Get("MessageChannel").New()
	channel.Get("port1").Set("onmessage", js.FuncOf(func(js.Value, []js.Value) any {
		s.posted = false
		s.play()
		return nil
	}))
	s.post = channel.Get("port2").Get("postMessage").Call("bind", channel.Get("port2"))
	s.wake = js.FuncOf(func(js.Value, []js.Value) any {
		s.asleep = false
		s.play()
		return nil
	})
	s.keeps = js.FuncOf(func(js.Value, []js.Value) any {
		s.waiting = false
		s.keep()
		return nil
	})
	script.Global.Set("onmessage", js.FuncOf(func(_ js.Value, args []js.Value) any {
		messages := args[0].Get("data")
		for i := range messages.Length() {
			var m Message
			if err := script.Take(messages.Index(i), &m); err != nil {
				panic(err)
			}
			s.heed(m)
		}
		s.prime()
		s.keep()
		return nil
	}))
	script.Global.Call("postMessage", "ready")
	select {}
}

// heed does what a message asks for, and answers.
func (s *server) heed(m Message) {
	look, answers, err := s.host.heed(m)
	if err != nil {
		panic(err)
	}
	if answers {
		s.tell(look)
	}
}

// tell reports. Where an order has ended, or the run has become another one, the page gets the
// measures, too: it is asked for them next.
func (s *server) tell(k lab.Look) {
	k.Measures = k.Measures || len(s.host.ended) > 0 || s.host.turned
	k.Still = k.Still || s.host.turned
	data, memory := script.Handed(s.host.Report(k))
	script.Global.Call("postMessage", data, memory)
}

// prime has a slice played soon, if there is anything to be played.
func (s *server) prime() {
	if !s.posted && !s.asleep && s.host.Due(true) {
		s.posted = true
		s.post.Invoke(0)
	}
}

// play plays for a slice.
func (s *server) play() {
	if !s.host.Due(true) {
		return
	}
	took, tell := s.host.Run(slice)
	if tell {
		s.tell(lab.Look{})
	}
	s.keep()
	if took < slice/2 && !s.asleep {
		s.asleep = true
		script.Global.Call("setTimeout", s.wake, rest.Milliseconds())
		return
	}
	s.prime()
}

// keep gives the page what to go on with should this Worker come to an end, when that has
// changed, but not more often than it is worth.
func (s *server) keep() {
	if s.waiting || s.host.trainer == nil || s.host.trainer.Version() == s.kept {
		return
	}
	if left := s.keptAt + max(keepEvery, 50*s.cost) - s.clock(); s.keptAt > 0 && left > 0 {
		s.waiting = true
		script.Global.Call("setTimeout", s.keeps, left.Milliseconds()+1)
		return
	}
	start := s.clock()
	r := s.host.Report(lab.Look{})
	r.Kept = s.host.Carry()
	s.kept = s.host.trainer.Version()
	data, memory := script.Handed(r)
	script.Global.Call("postMessage", data, memory)
	s.keptAt = s.clock()
	s.cost = s.keptAt - start
}
