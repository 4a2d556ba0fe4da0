package lab

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"time"

	"saddle/core/safetensors"
)

// An experiment file, name.saddle, is a ZIP of three files that other tools read:
// experiment.json says what the run is and where it stands, state.safetensors has every
// tensor of it, measures.csv the history.
const (
	fileFormat  = "saddle"
	fileVersion = 1

	experimentName = "experiment.json"
	tensorsName    = "state.safetensors"
	measuresName   = "measures.csv"
)

// What may be read, in bytes.
const (
	// MaxFile is the size of the largest experiment file.
	MaxFile = 256 << 20

	maxExperiment = 32 << 20 // as many changes as are read, and as many points, and classes, as there can be
	maxMeasures   = 4 << 20
)

// Save writes the run as an experiment file. The date is left out if it is zero.
func (l *Lab) Save(w io.Writer, date time.Time) error { return l.save(w, date, zip.Deflate) }

// Pack returns the run as an experiment file that is made quickly and not small, for another
// program on this machine.
func (l *Lab) Pack() []byte {
	var file bytes.Buffer
	l.save(&file, time.Time{}, zip.Store) // to memory, which does not fail
	return file.Bytes()
}

func (l *Lab) save(w io.Writer, date time.Time, method uint16) error {
	l.History().begin()
	history := l.history.until(l.steps) // A run that has gone back is written as it was there.
	about, tensors := l.document(history)
	if !date.IsZero() {
		about.Date = date.UTC().Format(time.RFC3339)
	}
	z := zip.NewWriter(w)
	file := func(name string, write func(io.Writer) error) error {
		f, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: method, Modified: date})
		if err == nil {
			err = write(f)
		}
		return err
	}
	return errors.Join(
		file(experimentName, about.write),
		file(tensorsName, func(w io.Writer) error { return safetensors.Write(w, tensors) }),
		file(measuresName, history.write),
		z.Close())
}

// document returns what Save writes of the run, but for its history.
func (l *Lab) document(history *History) (*document, []safetensors.Tensor) {
	d := &document{
		Format: fileFormat, Version: fileVersion,
		Link: l.config.Encode(), Course: l.course, Step: l.steps, Digest: l.Digest(), Divergence: l.divergence,
		Numbers: map[string]float64{}, Counts: map[string]int{}, Streams: map[string]string{},
		History: rowsKept{history.seen, history.every, history.stays},
	}
	var tensors []safetensors.Tensor
	for _, p := range l.listed() {
		switch {
		case p.Number != nil:
			d.Numbers[p.Name] = *p.Number
		case p.Count != nil:
			d.Counts[p.Name] = *p.Count
		case p.Stream != nil:
			hi, lo := p.Stream.Place()
			d.Streams[p.Name] = fmt.Sprintf("%016x%016x", hi, lo)
		default:
			tensors = append(tensors, safetensors.Tensor{Name: p.Name, Shape: p.Shape, Data: p.Floats})
		}
	}
	return d, tensors
}

// Load returns the run of an experiment file. What is wrong with a file is a *FileError;
// other errors are those of reading. Nothing is begun before the file is known to have as
// many numbers as its settings need.
func Load(r io.Reader) (*Lab, error) {
	parts, err := open(r)
	if err != nil {
		return nil, err
	}
	text, err := unpack(parts[experimentName], maxExperiment)
	if err != nil {
		return nil, err
	}
	about, err := readDocument(text)
	if err != nil {
		return nil, err
	}
	size, err := about.config.size()
	if err != nil {
		return nil, miswritten(experimentName, err)
	}
	need := uint64(4 * size.State)
	if parts[tensorsName].UncompressedSize64 < need {
		return nil, lacks(tensorsName)
	}
	packed, err := unpack(parts[tensorsName], need+safetensors.MaxHeader)
	if err != nil {
		return nil, err
	}
	tensors, err := safetensors.Read(packed)
	if err != nil {
		return nil, miswritten(tensorsName, err)
	}
	measures, err := unpack(parts[measuresName], maxMeasures)
	if err != nil {
		return nil, err
	}

	l := New(about.config)
	l.course, l.steps, l.divergence = about.Course, about.Step, about.Divergence
	if err := l.fill(about, tensors); err != nil {
		return nil, err
	}
	if l.Digest() != about.Digest {
		return nil, &FileError{Code: "digest"}
	}
	if err := l.history.read(measures, about.History, about.Step); err != nil {
		return nil, miswritten(measuresName, err)
	}
	return l, nil
}

// open returns the three files of an experiment file, still packed.
func open(r io.Reader) (map[string]*zip.File, error) {
	packed, err := io.ReadAll(io.LimitReader(r, MaxFile+1))
	if err != nil {
		return nil, err
	}
	if len(packed) > MaxFile {
		return nil, &FileError{Code: "too_large"}
	}
	z, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		if bytes.HasPrefix(packed, []byte("PK")) {
			return nil, &FileError{Code: "damaged"}
		}
		return nil, &FileError{Code: "foreign"}
	}
	names := []string{experimentName, tensorsName, measuresName}
	parts := map[string]*zip.File{}
	for _, f := range z.File {
		if !slices.Contains(names, f.Name) {
			continue // another version's, or a person's own
		}
		if parts[f.Name] != nil {
			return nil, miswritten(f.Name, errors.New("it is there twice"))
		}
		parts[f.Name] = f
	}
	for i, name := range names {
		switch {
		case parts[name] != nil:
		case i == 0:
			return nil, &FileError{Code: "foreign"}
		default:
			return nil, lacks(name)
		}
	}
	return parts, nil
}

// unpack unpacks a file that may have so many bytes. Memory is made for as many as its
// header says, and more do not come out.
func unpack(f *zip.File, most uint64) ([]byte, error) {
	if f.UncompressedSize64 > most {
		return nil, &FileError{Code: "too_large"}
	}
	r, err := f.Open()
	if err != nil {
		return nil, miswritten(f.Name, err)
	}
	defer r.Close()
	content := make([]byte, f.UncompressedSize64)
	if _, err := io.ReadFull(r, content); err != nil {
		return nil, &FileError{Code: "damaged"}
	}
	if n, err := r.Read(make([]byte, 1)); n > 0 || err != io.EOF { // which is told after the checksum
		return nil, &FileError{Code: "damaged"}
	}
	return content, nil
}

// fill takes the parts of the game from a file, which has just these.
func (l *Lab) fill(about *document, tensors []safetensors.Tensor) error {
	by := map[string]safetensors.Tensor{}
	for _, t := range tensors {
		by[t.Name] = t
	}
	used := 0
	for _, p := range l.listed() {
		switch {
		case p.Number != nil:
			v, ok := about.Numbers[p.Name]
			if !ok {
				return lacks(p.Name)
			}
			*p.Number = v
		case p.Count != nil:
			n, ok := about.Counts[p.Name]
			if !ok || n < 0 {
				return lacks(p.Name)
			}
			*p.Count = n
		case p.Stream != nil:
			place := about.Streams[p.Name]
			if len(place) != 32 {
				return lacks(p.Name)
			}
			hi, err := strconv.ParseUint(place[:16], 16, 64)
			lo, err2 := strconv.ParseUint(place[16:], 16, 64)
			if err != nil || err2 != nil {
				return lacks(p.Name)
			}
			p.Stream.GoTo(hi, lo)
		default:
			t, ok := by[p.Name]
			if !ok || !slices.Equal(t.Shape, p.Shape) {
				return lacks(p.Name)
			}
			copy(p.Floats, t.Data)
			used++
		}
	}
	if used != len(tensors) {
		return miswritten(tensorsName, errors.New("it has tensors that the experiment does not"))
	}
	return nil
}
