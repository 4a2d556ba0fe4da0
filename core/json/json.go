// Package json writes and reads JSON objects by one list of their fields, and strictly: an
// object has each name once, a number is a whole one, a text is UTF-8, and nothing is
// converted. It is for programs that a page loads, and for files that nobody vouches for:
// see RATIONALE.md.
package json

import "slices"

// Field is a field of an object. Place is where its value is written from and read to: a
// *string, *int, *bool, *[]int, a *float64 (a text in JSON, which has no NaN), a
// *map[string]string, *map[string]int or *map[string]float64, a []Field for an object, or
// what List and Optional return.
type Field struct {
	Name  string
	Place any
}

// Fields returns fields from names and places in turn: "step", &step, "link", &link.
func Fields(pairs ...any) []Field {
	var fields []Field
	for pair := range slices.Chunk(pairs, 2) {
		fields = append(fields, Field{pair[0].(string), pair[1]})
	}
	return fields
}

// own is a place that writes and reads itself.
type own interface {
	there() bool
	write(*writer)
	read(*reader)
}

type list[T any] struct {
	items  *[]T
	fields func(*T) []Field
}

// List is the place of a list of objects.
func List[T any](items *[]T, fields func(*T) []Field) any { return list[T]{items, fields} }

func (l list[T]) there() bool { return true }

func (l list[T]) write(w *writer) {
	w.open('[')
	for i := range *l.items {
		w.item()
		w.object(l.fields(&(*l.items)[i]))
	}
	w.close(']')
}

func (l list[T]) read(r *reader) {
	*l.items = nil
	r.list(func() {
		var item T
		r.fields(l.fields(&item))
		*l.items = append(*l.items, item)
	})
}

type optional[T any] struct {
	object **T
	fields func(*T) []Field
}

// Optional is the place of an object that is left out where it is nil.
func Optional[T any](object **T, fields func(*T) []Field) any { return optional[T]{object, fields} }

func (o optional[T]) there() bool     { return *o.object != nil }
func (o optional[T]) write(w *writer) { w.object(o.fields(*o.object)) }
func (o optional[T]) read(r *reader) {
	*o.object = new(T)
	r.fields(o.fields(*o.object))
}
