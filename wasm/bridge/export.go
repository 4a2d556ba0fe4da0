//go:build js && wasm

package bridge

import (
	"bytes"
	"fmt"
	"math"
	"syscall/js"

	"saddle/core/export"
	"saddle/core/lab"
	"saddle/wasm/script"
)

// written(kind, bytes, samples = 10000, seed = 1) -> a Uint8Array: what the run of an experiment file
// has for other programs, as a file of a kind: points.csv, points.npy, networks.zip, onnx.zip,
// field.csv, field.npy, measures.csv or measures.json. Points are so many samples of G, drawn by the seed.
func (b *Bridge) written(args []js.Value) any {
	kind, err := oneOf(args, 0, "kind", export.Kinds()...)
	if err != nil {
		return refused(err)
	}
	samples, err := whole(args, 2, "samples", 1, export.MostInMemory, 10000)
	if err != nil {
		return refused(err)
	}
	seed, err := whole(args, 3, "seed", 0, math.MaxUint32, 1)
	if err != nil {
		return refused(err)
	}
	file := argument(args, 1)
	if !file.InstanceOf(script.Global.Get("Uint8Array")) {
		return refused(fmt.Errorf("bytes must be a Uint8Array, not %s", short(file)))
	}
	content := make([]byte, min(file.Length(), lab.MaxFile+1))
	js.CopyBytesToGo(content, file)
	l, err := lab.Load(bytes.NewReader(content))
	if err != nil {
		return refused(err)
	}
	made, err := export.File(l, kind, samples, uint64(seed))
	if err != nil {
		return refused(err)
	}
	return script.Plain(made)
}
