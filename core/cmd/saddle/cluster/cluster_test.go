//go:build cluster

// Package cluster has sweeps run as their scripts have them run: by a Slurm of one node on this machine,
// and by GNU parallel. It takes root, and Debian's slurm-wlm, munge and parallel.
package cluster

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// machine is a Slurm, and the folder in which it and the program are.
type machine struct {
	*testing.T
	dir, conf, saddle string
}

// sweepOf12 are runs of a second or two each.
var sweepOf12 = []string{"sweep", "-link", "#batch=32&g_layers=32&d_layers=32", "-over", "loss:minimax,hinge;with:base,r1=0+pack=2", "-seeds", "3", "-steps", "1200"}

func TestScripts(t *testing.T) {
	dir := t.TempDir()
	m := &machine{t, dir, filepath.Join(dir, "slurm.conf"), filepath.Join(dir, "saddle")}
	m.run("go", "build", "-o", m.saddle, "saddle/core/cmd/saddle")
	m.run(m.saddle, append(sweepOf12, "-out", "whole.jsonl")...)
	want := m.digests("whole.jsonl")
	if len(want) != 12 {
		t.Fatal(want)
	}

	t.Run("slurm", func(t *testing.T) {
		m := &machine{t, m.dir, m.conf, m.saddle}
		m.startSlurm()
		m.script("slurm", "part.jsonl", "job.sh")
		id := m.submit("job.sh")
		m.until("a part is under way", func() bool { n := len(m.lines("part.2.jsonl")); return n > 0 && n < 3 })
		m.run("scancel", id+"_2")
		m.until("the array has ended", m.idle)
		if n := len(m.lines("part.2.jsonl")); n >= 3 {
			t.Fatalf("the part had all of its %d runs before it was stopped", n)
		}
		m.submit("job.sh")
		m.until("the array has ended again", m.idle)
		m.joins("part", want)
	})
	t.Run("parallel", func(t *testing.T) {
		m := &machine{t, m.dir, m.conf, m.saddle}
		m.script("parallel", "side.jsonl", "side.sh")
		m.run("sh", "side.sh")
		m.joins("side", want)
	})
}

// script writes what runs the sweep in 4 parts.
func (m *machine) script(form, out, to string) {
	m.Helper()
	text := m.run(m.saddle, append(sweepOf12, "-parts", "4", "-script", form, "-out", out)...)
	if err := os.WriteFile(filepath.Join(m.dir, to), []byte(text), 0o777); err != nil {
		m.Fatal(err)
	}
}

// joins has the parts of a name put together, and compares: nothing is lost, and nothing is there twice.
func (m *machine) joins(name string, want map[string]string) {
	m.Helper()
	var parts []string
	for i := 1; i <= 4; i++ {
		parts = append(parts, fmt.Sprintf("%s.%d.jsonl", name, i))
	}
	m.run(m.saddle, append([]string{"sweep", "-join", "-out", name + ".jsonl"}, parts...)...)
	if got := m.digests(name + ".jsonl"); fmt.Sprint(got) != fmt.Sprint(want) {
		m.Errorf("got\n%v\nwant\n%v", got, want)
	}
	lines := 0
	for _, part := range parts {
		lines += len(m.lines(part))
	}
	if lines != len(want) {
		m.Errorf("the parts have %d runs, and one process has %d", lines, len(want))
	}
}

// digests are those of a file's runs, by link.
func (m *machine) digests(name string) map[string]string {
	m.Helper()
	found := map[string]string{}
	for _, line := range m.lines(name) {
		var r struct{ Link, Digest string }
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			m.Fatal(err)
		}
		if _, twice := found[r.Link]; twice {
			m.Errorf("%s has %s twice", name, r.Link)
		}
		found[r.Link] = r.Digest
	}
	return found
}

func (m *machine) lines(name string) []string {
	text, _ := os.ReadFile(filepath.Join(m.dir, name))
	return slices.DeleteFunc(strings.Split(string(text), "\n"), func(line string) bool { return line == "" })
}

// command is one that finds this Slurm and this saddle.
func (m *machine) command(name string, args ...string) *exec.Cmd {
	c := exec.Command(name, args...)
	c.Env = append(os.Environ(), "SLURM_CONF="+m.conf, "SADDLE="+m.saddle)
	c.Dir = m.dir
	if name == "go" {
		c.Dir = "" // which is in the module
	}
	return c
}

func (m *machine) run(name string, args ...string) string {
	m.Helper()
	var errs bytes.Buffer
	c := m.command(name, args...)
	c.Stderr = &errs
	out, err := c.Output()
	if err != nil {
		m.Fatalf("%s %q: %v\n%s", name, args, err, errs.String())
	}
	return string(out)
}

func (m *machine) submit(script string) (id string) {
	m.Helper()
	return strings.TrimSpace(m.run("sbatch", "--parsable", script))
}

func (m *machine) idle() bool { return strings.TrimSpace(m.run("squeue", "--noheader")) == "" }

func (m *machine) until(what string, done func() bool) {
	m.Helper()
	for end := time.Now().Add(3 * time.Minute); !done(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			log, _ := os.ReadFile(filepath.Join(m.dir, "slurmctld.log"))
			m.Fatalf("waited in vain until %s; Slurm's log ends with\n%s", what, log[max(0, len(log)-3000):])
		}
	}
}

// startSlurm starts munged, slurmctld and slurmd on this machine alone, until the test ends.
func (m *machine) startSlurm() {
	host, err := os.Hostname()
	if err != nil {
		m.Fatal(err)
	}
	host, _, _ = strings.Cut(host, ".")
	for _, folder := range []string{"state", "spool"} {
		if err := os.Mkdir(filepath.Join(m.dir, folder), 0o755); err != nil {
			m.Fatal(err)
		}
	}
	settings := []string{
		"ClusterName=here", "SlurmctldHost=" + host + "(127.0.0.1)", "SlurmUser=root", "AuthType=auth/munge", "AuthInfo=socket=" + m.dir + "/munge.socket",
		fmt.Sprintf("SlurmctldPort=%d", m.port()), fmt.Sprintf("SlurmdPort=%d", m.port()),
		"StateSaveLocation=" + m.dir + "/state", "SlurmdSpoolDir=" + m.dir + "/spool", "SlurmctldPidFile=" + m.dir + "/slurmctld.pid", "SlurmdPidFile=" + m.dir + "/slurmd.pid",
		"SlurmctldLogFile=" + m.dir + "/slurmctld.log", "SlurmdLogFile=" + m.dir + "/slurmd.log",
		"ProctrackType=proctrack/linuxproc", "TaskPlugin=task/none", "SelectType=select/cons_tres", "SelectTypeParameters=CR_CPU", "SchedulerType=sched/builtin", "MpiDefault=none", "ReturnToService=2",
		fmt.Sprintf("NodeName=%s NodeAddr=127.0.0.1 CPUs=%d State=UNKNOWN", host, runtime.NumCPU()),
		"PartitionName=main Nodes=" + host + " Default=YES State=UP MaxTime=INFINITE",
	}
	if err := os.WriteFile(m.conf, []byte(strings.Join(settings, "\n")+"\n"), 0o644); err != nil {
		m.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(m.dir, "munge.key"), bytes.Repeat([]byte("a key of this test alone; "), 40), 0o400); err != nil {
		m.Fatal(err)
	}
	in := func(name string) string { return filepath.Join(m.dir, name) }
	m.serve("munged", "--foreground", "--force", "--key-file="+in("munge.key"), "--socket="+in("munge.socket"), "--pid-file="+in("munged.pid"), "--log-file="+in("munged.log"), "--seed-file="+in("munge.seed"))
	m.until("munged listens", func() bool { _, err := os.Stat(in("munge.socket")); return err == nil })
	m.serve("slurmctld", "-D")
	m.serve("slurmd", "-D")
	m.until("the node is idle", func() bool {
		out, err := m.command("sinfo", "--noheader", "--states=idle").Output()
		return err == nil && len(bytes.TrimSpace(out)) > 0
	})
}

// serve runs a daemon in the foreground, until the test ends.
func (m *machine) serve(name string, args ...string) {
	m.Helper()
	c := m.command(name, args...)
	if err := c.Start(); err != nil {
		m.Fatal(err)
	}
	m.Cleanup(func() {
		c.Process.Signal(os.Interrupt)
		done := make(chan error, 1)
		go func() { done <- c.Wait() }()
		select {
		case <-done:
		case <-time.After(10 * time.Second):
			c.Process.Kill()
			<-done
		}
	})
}

// port returns one that nobody listens on.
func (m *machine) port() int {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		m.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}
