//go:build js && wasm

// Package reader reads a person's file for the page, in a Worker, so that the page goes on
// meanwhile. The page ends the Worker to end the reading.
package reader

import (
	"context"
	"errors"
	"fmt"
	"io"
	"syscall/js"
	"time"

	"saddle/core/cloud"
	"saddle/core/dataset"
	"saddle/core/lab"
	"saddle/wasm/script"
)

// every is how often the page hears how far the reading is.
const every = 200 * time.Millisecond

// request is what the page asks for: which columns of the file to read.
type request struct{ X, Y, Label string }

// progress is told while a file is read: how far, and what is kept of the rows until then.
type progress struct {
	Bytes  float64
	Places []float32
	Units  lab.Units
}

// result is told at the end. Where the file cannot be used Wrong says why, and of the rest there is
// what had been found before.
type result struct {
	Wrong *wrong

	Format    string
	Delimiter string
	Commas    bool
	Header    bool
	Columns   []string
	X, Y      int
	Label     int
	Names     []string // of the classes
	Rows      int
	Left      int      // rows that were left out
	Bad       []badRow // the first of them

	Places  []float32 // of the rows that are kept, in the plane: x0, y0, x1, y1, ...
	Units   lab.Units // what these stand for
	Classes []byte
	Points  string // the data as lab.Own writes it
}

type wrong struct {
	Code string
	Args map[string]any
	Row  *badRow // which of the rows, all of which are bad, is the first
}

type badRow struct {
	Row                 int
	Code, Column, Value string
}

// Serve reads the files that messages {file, choice} bring, each when it comes, and never
// returns. The answers are {progress} and at last {result}.
func Serve() {
	script.Global.Set("onmessage", js.FuncOf(func(_ js.Value, args []js.Value) any {
		data := args[0].Get("data")
		var choice request
		if err := script.Take(data.Get("choice"), &choice); err != nil {
			panic(err)
		}
		post("result", read(data.Get("file"), choice))
		return nil
	}))
	script.Global.Call("postMessage", "ready")
	select {}
}

// post sends the page a message, and hands over the memory that is in it.
func post(name string, what any) {
	data, memory := script.Handed(map[string]any{name: what})
	script.Global.Call("postMessage", data, memory)
}

// read reads a File of the browser.
func read(file js.Value, choice request) *result {
	told := time.Now()
	size := int64(file.Get("size").Float())
	d, err := dataset.Read(context.Background(), &blob{of: file, size: size}, size, dataset.Choice{
		X: choice.X, Y: choice.Y, Label: choice.Label, Size: lab.MaxPoints,
		Progress: func(bytes int64, sofar []cloud.Point) {
			if time.Since(told) > every {
				own := lab.NewOwn(sofar, nil)
				post("progress", progress{float64(bytes), places(own), own.Units})
				told = time.Now() // what it took is no time to read in
			}
		},
	})
	r := &result{Label: -1}
	if d != nil {
		r.Format, r.Delimiter, r.Commas, r.Header = d.Format, string(d.Delimiter), d.Commas, d.Header
		r.Columns, r.X, r.Y, r.Label, r.Names = d.Columns, d.X, d.Y, d.Label, d.Names
		r.Rows, r.Left = d.Rows, d.Wrong
		for _, b := range d.Bad {
			r.Bad = append(r.Bad, badRow(b))
		}
	}
	if err != nil {
		r.Wrong = whatIsWrong(err)
		return r
	}
	own := lab.NewOwn(d.Points, d.Classes)
	r.Places, r.Units, r.Classes, r.Points = places(own), own.Units, own.Classes, own.Text()
	return r
}

func places(own lab.Own) []float32 {
	pairs := make([]float32, 0, 2*len(own.Points))
	for _, p := range own.Points {
		pairs = append(pairs, float32(p.X), float32(p.Y))
	}
	return pairs
}

// whatIsWrong says why a file cannot be used: it has no points, or the browser does not give it.
func whatIsWrong(err error) *wrong {
	known := (*dataset.Error)(nil)
	if !errors.As(err, &known) {
		return &wrong{Code: "unread", Args: map[string]any{}}
	}
	w := &wrong{Code: known.Code, Args: known.Args}
	if known.Bad != nil {
		b := badRow(*known.Bad)
		w.Row = &b
	}
	return w
}

// blob reads a Blob of the browser, a piece at a time.
type blob struct {
	of   js.Value
	at   int64 // of the next piece
	size int64

	piece []byte
}

const pieceSize = 1 << 20

func (b *blob) Read(dst []byte) (n int, err error) {
	if len(b.piece) == 0 {
		if b.at >= b.size {
			return 0, io.EOF
		}
		if err := b.next(); err != nil {
			return 0, err
		}
	}
	n = copy(dst, b.piece)
	b.piece = b.piece[n:]
	return n, nil
}

// next has the browser read another piece, which it refuses where the file has gone, or has changed.
func (b *blob) next() (err error) {
	defer func() {
		if thrown := recover(); thrown != nil {
			err = fmt.Errorf("the browser does not give the file: %v", thrown)
		}
	}()
	end := min(b.at+pieceSize, b.size)
	buffer := script.Global.Get("FileReaderSync").New().Call("readAsArrayBuffer", b.of.Call("slice", b.at, end))
	b.piece = make([]byte, end-b.at)
	js.CopyBytesToGo(b.piece, script.Global.Get("Uint8Array").New(buffer))
	b.at = end
	return nil
}
