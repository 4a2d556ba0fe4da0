package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"saddle/core/lab"
)

// open returns the run of an experiment file.
func open(name string) (*lab.Lab, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	l, err := lab.Load(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return l, nil
}

// arrive plays a run to the moment of a link.
func arrive(m lab.Moment) (*lab.Lab, error) {
	c, _ := lab.Decode(m.Course[0].Link)
	l := lab.New(c)
	for _, leg := range append(m.Course[1:], lab.Leg{Step: m.Step}) {
		for l.Steps() < leg.Step {
			l.Step()
		}
		if leg.Link != "" {
			c, _ := lab.Decode(leg.Link)
			l.Change(c)
		}
	}
	if m.Digest != "" && l.Digest() != m.Digest {
		return nil, fmt.Errorf("the link's run has the digest %s at step %d, and here it has %s: another version of Saddle has made the link, or somebody has changed it", m.Digest, m.Step, l.Digest())
	}
	return l, nil
}

// change puts the given settings into force, in a run that goes on.
func change(l *lab.Lab, given map[string]string, errs io.Writer) error {
	c := l.Config()
	if err := set(&c, given, nil, errs); err != nil {
		return err
	}
	if l.Restarts(c) {
		return refuse(errs, "train: the settings given cannot change while training goes on; leave them out, or begin anew with -link")
	}
	if c.Encode() != l.Config().Encode() {
		l.Change(c)
	}
	return nil
}

// saveable returns an error where a run cannot be saved, or would destroy what is no run.
func saveable(name string) error {
	info, err := os.Stat(name)
	switch {
	case err == nil && !info.Mode().IsRegular():
		return fmt.Errorf("%s is not an ordinary file, which a run can be saved in", name)
	case err == nil && info.Size() > 0:
		var wrong *lab.FileError
		if _, err := open(name); errors.As(err, &wrong) && (wrong.Code == "foreign" || wrong.Code == "damaged") {
			return fmt.Errorf("%s is there already and is no whole experiment of Saddle: move it away, or name another file", name)
		}
	}
	// Rather now than after hours of training.
	probe, err := os.CreateTemp(filepath.Dir(name), filepath.Base(name)+".*")
	if err != nil {
		return fmt.Errorf("nothing can be saved as %s: %w", name, err)
	}
	probe.Close()
	return os.Remove(probe.Name())
}

// save writes a run in the place of what was there, or leaves that as it was.
func save(l *lab.Lab, name string) error {
	if real, err := filepath.EvalSymlinks(name); err == nil {
		name = real
	}
	file, err := os.CreateTemp(filepath.Dir(name), filepath.Base(name)+".*")
	if err != nil {
		return err
	}
	defer os.Remove(file.Name()) // what an error has left
	err = errors.Join(l.Save(file, time.Now()), file.Sync(), file.Close())
	if err == nil {
		err = os.Chmod(file.Name(), 0o644) // a temporary file is for its owner alone
	}
	if err == nil {
		err = os.Rename(file.Name(), name)
	}
	if err != nil {
		return fmt.Errorf("the run could not be saved as %s: %w", name, err)
	}
	return nil
}
