package table

import (
	"errors"
	"slices"
	"sync"

	"saddle/core/lab"
)

// Methods returns what can be compared: all of methods, but those whose settings
// core/lab does not know yet.
var Methods = sync.OnceValue(func() []Method {
	return slices.DeleteFunc(methods(), func(m Method) bool {
		return slices.ContainsFunc(Benches(), func(b Bench) bool {
			if _, ok := m.For(b); !ok {
				return false
			}
			_, err := m.Setup(b)
			var wrong *lab.FieldError
			return errors.As(err, &wrong) && slices.Contains([]string{"unknown_field", "unknown_choice", "not_between"}, wrong.Code)
		})
	})
})
