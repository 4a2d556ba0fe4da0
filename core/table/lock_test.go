//go:build unix

package table

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func TestOneProgramAddsToAFile(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a.jsonl")
	first, err := Open(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := first.Add(aRun); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(name); err == nil || !strings.Contains(err.Error(), "another program is adding runs to "+name) {
		t.Errorf("opened twice: %v", err)
	}
	if f, err := Read(name); err != nil || len(f.Runs) != 1 {
		t.Errorf("reading meanwhile: %v", err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := Open(name)
	if err != nil {
		t.Fatal(err)
	}
	again.Close()
}

// toHold is set for a second process of this test, which opens that file and keeps it
// until its input ends.
const toHold = "SADDLE_TEST_HOLDS"

func TestMain(m *testing.M) {
	if name := os.Getenv(toHold); name != "" {
		f, err := Open(name)
		fmt.Println(err)
		io.Copy(io.Discard, os.Stdin)
		f.Close()
		return
	}
	os.Exit(m.Run())
}

// What a killed program held is free.
func TestAKilledProgramHoldsNothing(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a.jsonl")
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	other := exec.Command(self)
	other.Env = append(os.Environ(), toHold+"="+name)
	in, err := other.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	out, err := other.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := other.Start(); err != nil {
		t.Fatal(err)
	}
	line, _ := bufio.NewReader(out).ReadString('\n')
	if line != "<nil>\n" {
		t.Errorf("the other process: %s", line)
	}
	if _, err := Open(name); err == nil {
		t.Error("opened while another process has it")
	}
	if err := other.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	other.Wait()
	f, err := Open(name)
	if err != nil {
		t.Fatal(err)
	}
	f.Close()
}

// A pipe that nobody writes to would keep whoever opens it for ever.
func TestAPipeIsRefused(t *testing.T) {
	name := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(name, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(name); err == nil || !strings.Contains(err.Error(), "not an ordinary file") {
		t.Error(err)
	}
	if _, err := Read(name); err == nil || !strings.Contains(err.Error(), "not an ordinary file") {
		t.Error(err)
	}
}
