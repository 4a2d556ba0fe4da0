package main

import (
	"cmp"
	"fmt"
	"io"
	"runtime/debug"

	"saddle/core/lab"
)

// version prints which Saddle this is, as Go has written it into the program.
func version(args []string, out, errs io.Writer) error {
	if len(args) > 0 {
		return refuse(errs, "version takes no flags, and no %q", args[0])
	}
	built, _ := debug.ReadBuildInfo()
	fmt.Fprintln(out, versionOf(built))
	return nil
}

// versionOf says a build's version, commit, compiler and kernels in a line. A program that
// was not built where git knows the sources, as by "go run", has no commit.
func versionOf(built *debug.BuildInfo) string {
	settings := map[string]string{}
	for _, s := range built.Settings {
		settings[s.Key] = s.Value
	}
	commit := cmp.Or(settings["vcs.revision"], "unknown")
	if settings["vcs.modified"] == "true" {
		commit += " with changes"
	}
	return fmt.Sprintf("saddle %s, commit %s, %s, %s kernels", cmp.Or(built.Main.Version, "(devel)"), commit, built.GoVersion, lab.Kernels)
}
