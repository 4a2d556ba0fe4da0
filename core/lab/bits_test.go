//go:build !js

package lab

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

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
		"", "#defaults=1&g_layers=64,64&d_layers=64,64",
		"#defaults=1&cloud=grid&standardise=false&play=simultaneous&d_steps=3&latent=uniform&latent_dim=7&g_layers=5,33&d_layers=17,1,9&batch=67&init=glorot",
		"#defaults=1&rule=momentum&momentum=0.999&g_lr=1&d_lr=1&g_activation=elu&d_activation=elu&loss=minimax", // soon no numbers at all
	}
	add := func(field string, values []string) {
		for _, v := range values {
			batch := "batch=33&"
			if strings.HasPrefix(field, "batch") {
				batch = ""
			}
			links = append(links, "#defaults=1&g_layers=9,8&d_layers=8,9&"+batch+field+"="+v)
		}
	}
	add("cloud", cloud.Kinds())
	add("loss", gan.Losses())
	add("rule", optim.Rules())
	add("structure", gan.Structures())
	add("batch=32&pack", []string{"2&r1=0.1&gp=0.1&instance_noise=0.1", "4&dragan=1&r2=0.5&penalty_end=0.1&horizon=100"})
	add("batch=32&minibatch", []string{gan.Deviation, gan.Discrimination})
	add("unroll", []string{"2&rule=sgd", "2&rule=momentum&clip=0.05", "2&rule=rmsprop&loss=minimax", "3&gp=0.1&gp_sides=one"})
	add("latent", []string{"mixture", "mixture&latent_dim=1"})
	add("schedule", []string{"cosine&horizon=100&ema=0.9", "step&horizon=100&play=simultaneous&lookahead=3"})
	links = append(links,
		"#defaults=1&g_layers=9,8&d_layers=8,9&structure=classifier&labels=kmeans&classes=5&cloud=spiral",
		"#defaults=1&g_layers=9,8&d_layers=8,9&features=autoencoder&real_label=0.9&historical=0.1",
		"#defaults=1&g_layers=9,8&d_layers=8,9&spectral_norm=true&loss=hinge&play=extragradient",
		"#defaults=1&g_layers=9,8&d_layers=8,9&structure=classifier&features=autoencoder&spectral_norm=true&clip=0.1&loss=wgan&unroll=1",
		"#defaults=1&g_layers=9,8&d_layers=8,9&structure=translate&features=autoencoder&instance_noise=0.3&standardise=false",
		"#defaults=1&g_layers=9,8&d_layers=8,9&structure=classifier&labels=own&cloud=points&points="+labelled,
		"#defaults=1&g_layers=none&d_layers=none&batch=32&pack=2&minibatch=discrimination&spectral_norm=true",
		"#defaults=1&g_layers=9,8&d_layers=8,9&consensus=1&g_activation=tanh&rule=rmsprop")
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
	dir, held := t.TempDir(), t.TempDir()
	some := rand.New(rand.NewPCG(9, 0))
	for i, link := range experiments() {
		c, errs := Decode(link)
		if errs != nil {
			t.Fatal(link, errs)
		}
		l := trained(c, some.IntN(steps))
		f, err := os.Create(filepath.Join(held, fmt.Sprintf("%03d.saddle", i)))
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(l.Save(f, time.Time{}), f.Close()); err != nil {
			t.Fatal(link, err)
		}
		for l.Steps() < steps {
			l.Step()
		}
		want = append(want, l.Digest())
	}
	for name, settings := range builds() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			program := filepath.Join(dir, strings.ReplaceAll(name, " ", "-"))
			build := exec.Command("go", "build", "-o", program, "./testdata/digests")
			build.Env = append(os.Environ(), settings...)
			if text, err := build.CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, text)
			}
			args := append([]string{program, strconv.Itoa(steps), held}, experiments()...)
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
			if len(got) != 2*len(want) {
				t.Fatalf("%d digests for %d experiments, begun and opened", len(got), len(want))
			}
			for i, link := range experiments() {
				if got[i] != want[i] {
					t.Errorf("%s: digest %s, here %s", link, got[i], want[i])
				}
				if opened := got[len(want)+i]; opened != want[i] {
					t.Errorf("%s, opened from a file: digest %s, here %s", link, opened, want[i])
				}
			}
		})
	}
}
