//go:build js && wasm

package script

import "syscall/js"

// Ask returns a property of an object, and false where its getter throws, as many of
// a browser's do that may be forbidden, such as storage. Value.Get would end the
// program: it lets exceptions pass through Go, where no recover sees them.
func Ask(object js.Value, name string) (v js.Value, ok bool) {
	defer func() { ok = recover() == nil }()
	return Global.Get("Reflect").Call("get", object, name), true
}
