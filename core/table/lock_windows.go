package table

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// lock keeps a file for who opened it, until it is closed or the program ends, however
// it ends. It reports whether nobody else has it. On Windows nobody can read what is
// locked, so that is a byte far behind all lines.
func lock(file *os.File) bool {
	const exclusive = windows.LOCKFILE_EXCLUSIVE_LOCK | windows.LOCKFILE_FAIL_IMMEDIATELY
	err := windows.LockFileEx(windows.Handle(file.Fd()), exclusive, 0, 1, 0, &windows.Overlapped{OffsetHigh: 1 << 30})
	return !errors.Is(err, windows.ERROR_LOCK_VIOLATION)
}
