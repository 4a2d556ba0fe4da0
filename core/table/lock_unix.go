//go:build darwin || dragonfly || freebsd || illumos || linux || netbsd || openbsd

package table

import (
	"errors"
	"os"
	"syscall"
)

// lock keeps a file for who opened it, until it is closed or the program ends, however
// it ends. It reports whether nobody else has it. Some file systems of a network have no
// locks: there it cannot know.
func lock(file *os.File) bool {
	err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	return !errors.Is(err, syscall.EWOULDBLOCK)
}
