package report

import (
	"os"
	"path/filepath"
)

// replace writes files in place of those that have their names. All are written beside
// the old ones before the first takes its place, so that nobody ever reads half a file,
// and a full disk leaves the old ones.
func replace(files map[string][]byte) error {
	fresh := map[string]string{} // by the name that it will have
	defer func() {
		for _, name := range fresh {
			os.Remove(name) // what an error has left
		}
	}()
	for name, text := range files {
		file, err := os.CreateTemp(filepath.Dir(name), filepath.Base(name)+".*")
		if err != nil {
			return err
		}
		fresh[name] = file.Name()
		_, err = file.Write(text)
		if closed := file.Close(); err == nil {
			err = closed
		}
		if err == nil {
			err = os.Chmod(file.Name(), 0o644) // a temporary file is for its owner alone
		}
		if err != nil {
			return err
		}
	}
	for name, from := range fresh {
		if err := os.Rename(from, name); err != nil {
			return err
		}
	}
	return nil
}
