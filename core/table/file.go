package table

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// File keeps runs, a line of JSON each. What was written stays when the program is
// stopped, at worst without the last line's end. Who adds to a file has it alone.
type File struct {
	Runs []Run  // that it held when it was opened
	Torn string // a sentence about half a line at its end, "" if there was none
	file *os.File
}

// Read returns what a file holds.
func Read(name string) (*File, error) {
	if err := ordinary(name); err != nil {
		return nil, err
	}
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	f, _, err := read(name, file)
	return f, err
}

// Open returns what a file holds and makes ready to add to it; where there is none,
// it makes one. Half a line at the end is taken away. Until Close nobody else can open
// the file to add to it.
func Open(name string) (*File, error) {
	if err := ordinary(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	file, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o666)
	if err != nil {
		return nil, err
	}
	f, err := begin(name, file)
	if err != nil {
		file.Close()
	}
	return f, err
}

// begin locks an open file, reads it, and takes half a line from its end.
func begin(name string, file *os.File) (*File, error) {
	if !lock(file) {
		return nil, fmt.Errorf("another program is adding runs to %s: wait for it, or name another file", name)
	}
	f, whole, err := read(name, file)
	if err != nil {
		return nil, err
	}
	f.file = file
	if f.Torn != "" {
		// By its name: a handle that only appends cannot shorten everywhere.
		err = os.Truncate(name, whole)
	}
	return f, err
}

// ordinary returns an error for what is not a file whose lines can be read back: a
// folder, a pipe, a device.
func ordinary(name string) error {
	info, err := os.Stat(name)
	if err == nil && !info.Mode().IsRegular() {
		return fmt.Errorf("%s is not an ordinary file, which runs are kept in", name)
	}
	return err
}

// longest is the length of a line beyond which it is no run; one has some 500 bytes, but a link can have many points in it.
const longest = 1 << 18

// read reads lines, and says how many bytes the whole ones have.
func read(name string, from io.Reader) (f *File, whole int64, err error) {
	f = &File{}
	lines := bufio.NewReaderSize(from, longest)
	for number := 1; ; number++ {
		line, err := lines.ReadSlice('\n')
		switch {
		case err == io.EOF && len(line) == 0:
			return f, whole, nil
		case err == io.EOF && begins(line):
			f.Torn = fmt.Sprintf("%s ends within line %d, as after a sudden stop; that line's run does not count", name, number)
			return f, whole, nil
		case err != nil && err != io.EOF && err != bufio.ErrBufferFull:
			return nil, 0, err
		}
		r := Run{HighQuality: nothing, ReverseKL: nothing, ReverseKLHQ: nothing,
			Within1: nothing, Within2: nothing, Width: nothing, Narrowest: nothing, Widest: nothing, SlicedW: nothing, JSD: nothing, Seconds: nothing}
		if err != nil || json.Unmarshal(line, &r) != nil || r.Bench == "" || r.Method == "" || r.Steps < 1 || r.Link == "" || r.ModesTotal < 0 || r.Digest == "" {
			return nil, 0, fmt.Errorf("line %d of %s is not a run as saddle table writes it", number, name)
		}
		f.Runs = append(f.Runs, r)
		whole += int64(len(line))
	}
}

// Add writes a run at the end, at once and in one piece.
func (f *File) Add(r Run) error {
	// A file that was moved away or removed takes lines that nobody would find again.
	here, err := os.Stat(f.file.Name())
	mine, err2 := f.file.Stat()
	if err != nil || err2 != nil || !os.SameFile(here, mine) {
		return fmt.Errorf("%s was moved, removed or replaced while runs were added to it", f.file.Name())
	}
	line, err := Lines([]Run{r})
	if err != nil {
		return err
	}
	_, err = f.file.Write(line)
	return err
}

// Lines returns runs as a File has them.
func Lines(runs []Run) ([]byte, error) {
	var lines bytes.Buffer
	e := json.NewEncoder(&lines)
	e.SetEscapeHTML(false) // links have &
	for _, r := range runs {
		if err := e.Encode(r); err != nil {
			return nil, err
		}
	}
	return lines.Bytes(), nil
}

// Close ends the adding, and lets others.
func (f *File) Close() error { return f.file.Close() }

// Missing returns the keys of which there is no run. Another set-up of the same
// method, or other rounds, is another key.
func Missing(keys []Key, runs []Run) []Key {
	done := map[Key]bool{}
	for _, r := range runs {
		done[r.Key] = true
	}
	var missing []Key
	for _, k := range keys {
		if !done[k] {
			missing = append(missing, k)
		}
	}
	return missing
}

// Of returns the runs of the keys, in the keys' order.
func Of(keys []Key, runs []Run) []Run {
	by := map[Key]Run{}
	for _, r := range runs {
		by[r.Key] = r
	}
	var some []Run
	for _, k := range keys {
		if r, ok := by[k]; ok {
			some = append(some, r)
		}
	}
	return some
}
