package table

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// File keeps runs, a line of JSON each. What was written stays when the program is
// stopped, at worst without the last line's end.
type File struct {
	Runs []Run  // that it held when it was opened
	Torn string // a sentence about half a line at its end, "" if there was none
	file *os.File
}

// Read returns what a file holds.
func Read(name string) (*File, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	f, _, err := read(name, text)
	return f, err
}

// Open returns what a file holds and makes ready to add to it; where there is none,
// it makes one. Half a line at the end is taken away.
func Open(name string) (*File, error) {
	text, err := os.ReadFile(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	f, whole, err := read(name, text)
	if err != nil {
		return nil, err
	}
	if f.file, err = os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o666); err != nil {
		return nil, err
	}
	if err := f.file.Truncate(int64(whole)); err != nil {
		f.file.Close()
		return nil, err
	}
	return f, nil
}

// read reads lines, and says how many bytes the whole ones have.
func read(name string, text []byte) (f *File, whole int, err error) {
	f = &File{}
	for line := 1; whole < len(text); line++ {
		end := bytes.IndexByte(text[whole:], '\n')
		if end < 0 {
			f.Torn = fmt.Sprintf("%s ends within line %d, as after a sudden stop; that line's run does not count", name, line)
			return f, whole, nil
		}
		r := Run{HighQuality: nothing, ReverseKL: nothing, ReverseKLHQ: nothing, SlicedW: nothing, JSD: nothing, Seconds: nothing}
		err := json.Unmarshal(text[whole:whole+end], &r)
		if err != nil || r.Bench == "" || r.Method == "" || r.Steps < 1 || r.Link == "" || r.ModesTotal < 1 || r.Digest == "" {
			return nil, 0, fmt.Errorf("line %d of %s is not a run as saddle table writes it", line, name)
		}
		f.Runs = append(f.Runs, r)
		whole += end + 1
	}
	return f, whole, nil
}

// Add writes a run at the end, at once and in one piece.
func (f *File) Add(r Run) error {
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

// Close ends the adding.
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
