//go:build js && wasm

package bridge

import (
	"bytes"
	"fmt"
	"syscall/js"

	"saddle/core/export"
	"saddle/core/lab"
	"saddle/wasm/script"
)

// written(kind, bytes) -> a Uint8Array: what the run of an experiment file has for other programs,
// as a file of a kind: points.csv, points.npy, networks.zip, onnx.zip, field.csv, field.npy,
// measures.csv or measures.json.
func (b *Bridge) written(args []js.Value) any {
	kind, err := oneOf(args, 0, "kind", export.Kinds()...)
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
	made, err := export.File(l, kind)
	if err != nil {
		return refused(err)
	}
	return script.Plain(made)
}
