//go:build !js

package lab

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"saddle/core/cloud"
	"saddle/core/gan"
	"saddle/core/optim"
)

// builds are the ways to build the same program: with and without vectors, on a
// processor that fuses multiply and add, and as wasm.
func builds() map[string][]string {
	b := map[string][]string{
		"native simd":  {"GOEXPERIMENT=simd"},
		"native plain": {"GOEXPERIMENT="},
		"wasm simd":    {"GOEXPERIMENT=simd", "GOOS=js", "GOARCH=wasm"},
		"wasm plain":   {"GOEXPERIMENT=", "GOOS=js", "GOARCH=wasm"},
	}
	if runtime.GOARCH == "amd64" {
		b["native simd v3"] = []string{"GOEXPERIMENT=simd", "GOAMD64=v3"}
		b["native plain v3"] = []string{"GOEXPERIMENT=", "GOAMD64=v3"}
	}
	return b
}

// experiments are links that reach every piece of code that reaches a state.
func experiments() []string {
	links := []string{
		"#g_layers=64,64&d_layers=64,64",
		"#cloud=grid&standardise=false&play=simultaneous&d_steps=3&latent=uniform&latent_dim=7&g_layers=5,33&d_layers=17,1,9&batch=67&init=glorot",
		"#rule=momentum&momentum=0.999&g_lr=1&d_lr=1&g_activation=elu&d_activation=elu&loss=minimax", // soon no numbers at all
	}
	add := func(field string, values []string) {
		for _, v := range values {
			links = append(links, "#g_layers=9,8&d_layers=8,9&batch=33&"+field+"="+v)
		}
	}
	add("cloud", cloud.Kinds())
	add("loss", names(gan.Losses(), func(l gan.Loss) string { return l.Name }))
	add("rule", optim.Rules())
	for _, a := range activations {
		add("g_activation="+a.name+"&d_activation", []string{a.name})
	}
	return links
}

// The same link and step give the same bits in every build.
func TestSameBitsEverywhere(t *testing.T) {
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	wasmExec := filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", "wasm_exec_node.js")
	node, err := exec.LookPath("node")
	if err != nil {
		t.Fatal("this test runs wasm in Node: ", err)
	}

	const steps = 20
	var want []string
	for _, link := range experiments() {
		c, errs := Decode(link)
		if errs != nil {
			t.Fatal(link, errs)
		}
		want = append(want, trained(c, steps).Digest())
	}
	dir := t.TempDir()
	for name, settings := range builds() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			program := filepath.Join(dir, strings.ReplaceAll(name, " ", "-"))
			build := exec.Command("go", "build", "-o", program, "./testdata/digests")
			build.Env = append(os.Environ(), settings...)
			if text, err := build.CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, text)
			}
			args := append([]string{program, strconv.Itoa(steps)}, experiments()...)
			if strings.HasPrefix(name, "wasm") {
				args = append([]string{node, wasmExec}, args...)
			}
			run := exec.Command(args[0], args[1:]...)
			run.Env = []string{"PATH=" + os.Getenv("PATH")} // Go's wasm start-up has room for little
			out, err := run.Output()
			if err != nil {
				t.Fatal(err)
			}
			got := strings.Fields(string(out))
			for i, link := range experiments() {
				if got[i] != want[i] {
					t.Errorf("%s: digest %s, here %s", link, got[i], want[i])
				}
			}
		})
	}
}
