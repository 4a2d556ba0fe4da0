package lab

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"time"

	"saddle/core/json"
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

// MaxFile is the size of the largest experiment file that is read, in bytes.
const MaxFile = 128 << 20

// unpacked is how long each of its files may be: the largest networks, with all that a
// rule and the averages keep beside them, have 235 MB of tensors.
var unpacked = map[string]int64{experimentName: 16 << 20, tensorsName: 256 << 20, measuresName: 16 << 20}

// Save writes the run as an experiment file. The date is left out if it is zero.
func (l *Lab) Save(w io.Writer, date time.Time) error {
	l.history.begin()
	about := document{
		Format: fileFormat, Version: fileVersion,
		Link: l.config.Encode(), Course: l.course, Step: l.steps, Digest: l.Digest(),
		Numbers: map[string]float64{}, Counts: map[string]int{}, Streams: map[string]string{},
		Divergence: l.divergence,
		History:    rowsKept{l.history.seen, l.history.every, l.history.stays},
	}
	if !date.IsZero() {
		about.Date = date.UTC().Format(time.RFC3339)
	}
	var tensors []safetensors.Tensor
	for _, p := range l.listed() {
		switch {
		case p.Number != nil:
			about.Numbers[p.Name] = *p.Number
		case p.Count != nil:
			about.Counts[p.Name] = *p.Count
		case p.Stream != nil:
			hi, lo := p.Stream.Place()
			about.Streams[p.Name] = fmt.Sprintf("%016x%016x", hi, lo)
		default:
			tensors = append(tensors, safetensors.Tensor{Name: p.Name, Shape: p.Shape, Data: p.Floats})
		}
	}
	z := zip.NewWriter(w)
	file := func(name string, write func(io.Writer) error) error {
		f, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: date})
		if err == nil {
			err = write(f)
		}
		return err
	}
	return errors.Join(
		file(experimentName, func(w io.Writer) error {
			text, err := json.Append(nil, "  ", about.fields())
			if err == nil {
				_, err = w.Write(append(text, '\n'))
			}
			return err
		}),
		file(tensorsName, func(w io.Writer) error { return safetensors.Write(w, tensors) }),
		file(measuresName, l.history.write),
		z.Close())
}

// exact is the shortest decimal that reads back as the same float64.
func exact(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }

// Load returns the run of an experiment file. An error is a sentence that says what is
// wrong with the file.
func Load(r io.Reader) (*Lab, error) {
	files, err := unpack(r)
	if err != nil {
		return nil, err
	}
	var about document
	if err := json.Read(files[experimentName], about.fields()); err != nil {
		return nil, fmt.Errorf("%s in the file is not as Saddle writes it", experimentName)
	}
	if err := about.check(); err != nil {
		return nil, err
	}
	tensors, err := safetensors.Read(files[tensorsName])
	if err != nil {
		return nil, err
	}
	config, _ := Decode(about.Link)
	l := begin(config)
	l.course, l.steps, l.divergence = about.Course, about.Step, about.Divergence
	if err := l.fill(&about, tensors); err != nil {
		return nil, err
	}
	if l.Digest() != about.Digest {
		return nil, errors.New("the numbers in the file are not those that its digest says")
	}
	if err := l.history.read(files[measuresName], about.History, about.Step); err != nil {
		return nil, err
	}
	return l, nil
}

// unpack returns the three files of an experiment file.
func unpack(r io.Reader) (map[string][]byte, error) {
	packed, err := io.ReadAll(io.LimitReader(r, MaxFile+1))
	if err != nil {
		return nil, err
	}
	if len(packed) > MaxFile {
		return nil, fmt.Errorf("the file is longer than the %d MB that an experiment can have", MaxFile>>20)
	}
	z, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		return nil, errors.New("this is not an experiment file of Saddle, or it was cut off: it is no whole ZIP")
	}
	files := map[string][]byte{}
	for _, f := range z.File {
		if unpacked[f.Name] == 0 {
			continue // another version's, or a person's own
		}
		if _, twice := files[f.Name]; twice {
			return nil, fmt.Errorf("the file has two of %s", f.Name)
		}
		content, err := read(f)
		if err != nil {
			return nil, err
		}
		files[f.Name] = content
	}
	for _, name := range []string{experimentName, tensorsName, measuresName} {
		if files[name] == nil {
			return nil, fmt.Errorf("this is not an experiment file of Saddle: it has no %s", name)
		}
	}
	return files, nil
}

// read unpacks one file, whatever its header says of its length.
func read(f *zip.File) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("%s in the file is packed in a way that Saddle does not know", f.Name)
	}
	defer r.Close()
	content, err := io.ReadAll(io.LimitReader(r, unpacked[f.Name]+1))
	if err != nil {
		return nil, fmt.Errorf("%s in the file is damaged", f.Name)
	}
	if int64(len(content)) > unpacked[f.Name] {
		return nil, fmt.Errorf("%s in the file unpacks to more than an experiment can have", f.Name)
	}
	return append([]byte{}, content...), nil
}

// fill takes the parts of the game from a file, which has just these.
func (l *Lab) fill(about *document, tensors []safetensors.Tensor) error {
	by := map[string]safetensors.Tensor{}
	for _, t := range tensors {
		by[t.Name] = t
	}
	missing := func(name string) error {
		return fmt.Errorf("the file has no %s as this experiment needs it", name)
	}
	used := 0
	for _, p := range l.listed() {
		switch {
		case p.Number != nil:
			v, ok := about.Numbers[p.Name]
			if !ok {
				return missing(p.Name)
			}
			*p.Number = v
		case p.Count != nil:
			n, ok := about.Counts[p.Name]
			if !ok || n < 0 {
				return missing(p.Name)
			}
			*p.Count = n
		case p.Stream != nil:
			place := about.Streams[p.Name]
			if len(place) != 32 {
				return missing(p.Name)
			}
			hi, err := strconv.ParseUint(place[:16], 16, 64)
			lo, err2 := strconv.ParseUint(place[16:], 16, 64)
			if err != nil || err2 != nil {
				return missing(p.Name)
			}
			p.Stream.GoTo(hi, lo)
		default:
			t, ok := by[p.Name]
			if !ok || !slices.Equal(t.Shape, p.Shape) {
				return missing(p.Name)
			}
			copy(p.Floats, t.Data)
			used++
		}
	}
	if used != len(tensors) {
		return errors.New("the file has tensors that this experiment knows nothing of")
	}
	return nil
}

// write writes the rows as CSV, under the columns' names; what is no number is empty.
func (h *History) write(w io.Writer) error {
	c := csv.NewWriter(w)
	c.Write(h.names)
	row := make([]string, len(h.names))
	for i := range h.Len() {
		for j, column := range h.columns {
			row[j] = ""
			if v := column[i]; v == v {
				row[j] = exact(v)
			}
		}
		c.Write(row)
	}
	c.Flush()
	return c.Error()
}

// read reads what write has written of a run that is at a step.
func (h *History) read(file []byte, kept rowsKept, step int) error {
	wrong := fmt.Errorf("%s in the file is not as Saddle writes it", measuresName)
	rows, err := csv.NewReader(bytes.NewReader(file)).ReadAll()
	if err != nil || len(rows) == 0 || len(rows) > HistoryRows+1 || kept.Every < 1 || kept.Seen < len(rows)-1 {
		return wrong
	}
	*h = History{}
	h.begin()
	h.seen, h.every, h.stays = kept.Seen, kept.Every, kept.Stays
	for i, name := range h.names {
		column := h.columns[i][:len(rows)-1]
		at := slices.Index(rows[0], name)
		for r, row := range rows[1:] {
			column[r] = math.NaN()
			if at < 0 || row[at] == "" { // a measure that an older version did not have, or no number
				continue
			}
			if column[r], err = strconv.ParseFloat(row[at], 64); err != nil {
				return wrong
			}
		}
		h.columns[i] = column
	}
	steps := h.columns[0]
	for i, s := range steps {
		if s != math.Trunc(s) || s < 0 || s > float64(step) || i > 0 && s <= steps[i-1] {
			return wrong
		}
	}
	return nil
}
