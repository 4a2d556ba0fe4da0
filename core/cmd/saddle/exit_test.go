//go:build !js

package main

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// The shell sees a divergence, too.
func TestExitStatus(t *testing.T) {
	if os.Getenv("SADDLE_MAIN") != "" {
		os.Args = append([]string{"saddle"}, strings.Fields(os.Getenv("SADDLE_MAIN"))...)
		main()
		return
	}
	for args, want := range map[string]int{
		"train -steps 1 -link " + tiny: 0,
		"train -steps -1":              2,
		"train -link #g_layers=8&d_layers=8&batch=8&loss=wgan&clip=0&rule=sgd&g_lr=1&d_lr=1": 3,
	} {
		command := exec.Command(os.Args[0], "-test.run=^TestExitStatus$")
		command.Env = append(os.Environ(), "SADDLE_MAIN="+args)
		command.Run()
		if got := command.ProcessState.ExitCode(); got != want {
			t.Errorf("saddle %s exits with %d, want %d", args, got, want)
		}
	}
}
