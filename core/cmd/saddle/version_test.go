package main

import (
	"errors"
	"runtime/debug"
	"strings"
	"testing"

	"saddle/core/lab"
)

func TestVersion(t *testing.T) {
	var out, errs strings.Builder
	if err := run([]string{"version"}, &out, &errs); err != nil || !strings.HasPrefix(out.String(), "saddle ") || errs.Len() > 0 {
		t.Errorf("saddle version: %v, %q, %q", err, out.String(), errs.String())
	}
	if err := run([]string{"version", "-v"}, &out, &errs); !errors.Is(err, errUsage) || !strings.Contains(errs.String(), `"-v"`) {
		t.Errorf("saddle version -v: %v, %q", err, errs.String())
	}
}

func TestVersionOfABuild(t *testing.T) {
	built := func(version string, settings ...debug.BuildSetting) *debug.BuildInfo {
		return &debug.BuildInfo{GoVersion: "go1.27.4", Main: debug.Module{Version: version}, Settings: settings}
	}
	commit := debug.BuildSetting{Key: "vcs.revision", Value: "b151a72"}
	for want, info := range map[string]*debug.BuildInfo{
		"saddle v1.2.0, commit b151a72, go1.27.4":                    built("v1.2.0", commit, debug.BuildSetting{Key: "vcs.modified", Value: "false"}),
		"saddle v1.2.0+dirty, commit b151a72 with changes, go1.27.4": built("v1.2.0+dirty", commit, debug.BuildSetting{Key: "vcs.modified", Value: "true"}),
		"saddle (devel), commit unknown, go1.27.4":                   built(""),
	} {
		if got := versionOf(info); got != want+", "+lab.Kernels+" kernels" {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
