package export

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"

	"saddle/core/lab"
)

// MostInMemory is how many points a File may have: as text they are 40 MB.
const MostInMemory = 1_000_000

// Kinds returns the names of the files that there are to be had of a run.
func Kinds() []string {
	return []string{"points.csv", "points.npy", "networks.zip", "onnx.zip", "field.csv", "field.npy", "measures.csv", "measures.json"}
}

// File returns the file of a kind. One of points has so many samples, drawn by the seed.
func File(l *lab.Lab, kind string, samples int, seed uint64) ([]byte, error) {
	var b bytes.Buffer
	err := write(&b, l, kind, samples, seed)
	return b.Bytes(), err
}

func write(w io.Writer, l *lab.Lab, kind string, samples int, seed uint64) error {
	switch kind {
	case "points.csv":
		return Samples(l, samples, seed).CSV(w)
	case "points.npy":
		return Samples(l, samples, seed).NPY(w)
	case "field.csv":
		return Field(l).CSV(w)
	case "field.npy":
		return Field(l).NPY(w)
	case "measures.csv":
		return Measures(l).CSV(w)
	case "measures.json":
		return Measures(l).JSON(w)
	case "networks.zip":
		var weights bytes.Buffer
		if err := Weights(&weights, l); err != nil {
			return err
		}
		return together(w, named{"networks.safetensors", weights.Bytes()}, named{"networks.py", []byte(PyTorch(l, "networks.safetensors"))})
	case "onnx.zip":
		return together(w, named{"g.onnx", Generator(l)}, named{"d.onnx", Discriminator(l)})
	}
	return errors.New("export: there is no file of the kind " + kind)
}

// named is a file's name and what is in it.
type named struct {
	name    string
	content []byte
}

// together writes files as one ZIP.
func together(w io.Writer, files ...named) error {
	z := zip.NewWriter(w)
	for _, file := range files {
		f, err := z.Create(file.name)
		if err != nil {
			return err
		}
		if _, err := f.Write(file.content); err != nil {
			return err
		}
	}
	return z.Close()
}
