package export

import (
	"fmt"
	"io"
	"math"
	"strings"

	"saddle/core/lab"
	"saddle/core/safetensors"
)

// Weights writes the parameters of all networks, as they are used, by names such as
// g.layer0.weight and d.head.layer0.bias.
func Weights(w io.Writer, l *lab.Lab) error {
	var tensors []safetensors.Tensor
	for _, p := range l.Game().Weights() {
		tensors = append(tensors, safetensors.Tensor{Name: p.Name, Shape: p.Shape, Data: p.Floats})
	}
	return safetensors.Write(w, tensors)
}

// PyTorch returns the Python that makes G and D of a file that Weights has written, which is
// to lie beside it under a name.
func PyTorch(l *lab.Lab, file string) string {
	c, game := l.Config(), l.Game()
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	x, y := c.Units().X, c.Units().Y
	if c.Units().Plain() {
		x.Scale, y.Scale = 1, 1
	}
	unit := float64(game.Unit())
	line(`"""G and D in PyTorch: G(z) makes points, D(x) is D's output for points, both in the data's units.`)
	line("")
	line("z: %s.", inputs(l))
	if c.Structure == "densify" {
		line("D(x, coarse): the coarse points as G gets them.")
	}
	if c.Pack > 1 {
		line("D sees packs of %d points: of n rows, the rows i, i + n/%d and so on are pack i.", c.Pack, c.Pack)
	}
	if c.Minibatch != "none" {
		line("D compares the points that it is given together.")
	}
	line("%s\n\"\"\"", strings.ReplaceAll(about(l), `\`, `\\`))
	b.WriteString(`import json
import pathlib

import torch

with open(pathlib.Path(__file__).with_name(` + fmt.Sprintf("%q", file) + `), "rb") as opened:
    header = json.loads(opened.read(int.from_bytes(opened.read(8), "little")))
    numbers = torch.frombuffer(bytearray(opened.read()), dtype=torch.float32)


def tensor(name):
    first, after = header[name]["data_offsets"]
    return numbers[first // 4 : after // 4].reshape(header[name]["shape"])


def network(name, activation):
    layers = []
    while (layer := f"{name}.layer{len(layers) // 2}") + ".weight" in header:
        weight, bias = tensor(layer + ".weight"), tensor(layer + ".bias")
        linear = torch.nn.Linear(weight.shape[1], weight.shape[0])
        linear.weight.data, linear.bias.data = weight, bias
        layers += [linear, activation]
    return torch.nn.Sequential(*layers[:-1])


`)
	line("offset, scale = torch.tensor([%v, %v], dtype=torch.float64), torch.tensor([%v, %v], dtype=torch.float64)", x.Offset, y.Offset, unit*x.Scale, unit*y.Scale)
	line(`g = network("g", %s)`, module(c.GActivation))
	line("\n\ndef G(z):")
	if c.Structure == "mgan" {
		line("    z, which = z[:, :%d], z[:, %d:]", c.LatentDim, c.LatentDim)
		line("    z = torch.cat([torch.ones(z.shape[0], 1), z], 1)")
		line("    z = (z[:, :, None] * which[:, None, :]).flatten(1) * %v", float32(math.Sqrt(float64(c.Generators))))
	}
	line("    return g(z).double() * scale + offset\n\n")
	d(line, c)
	return b.String()
}

// d writes D.
func d(line func(string, ...any), c lab.Config) {
	autoencoder := c.Loss == "began" && c.Structure != "veegan"
	trunk := autoencoder || len(c.DLayers) > 0
	line("activation = %s", module(c.DActivation))
	if trunk {
		line(`trunk = network("d", activation)`)
	}
	if !autoencoder {
		line(`head = network("d.head", activation)`)
	}
	if c.Structure == "veegan" {
		line(`back = network("f", %s)`, module(c.GActivation))
	}
	if c.Features == "autoencoder" {
		line(`encoder = network("d.encoder", activation)`)
	}
	if c.Minibatch == "discrimination" {
		line(`kernels = network("d.tensor", activation)`)
	}
	arguments := "x"
	if c.Structure == "densify" {
		arguments = "x, coarse"
	}
	line("\n\ndef D(%s):", arguments)
	line("    x = ((x - offset) / scale).float()")
	switch c.Structure {
	case "veegan":
		line("    x = torch.cat([x, back(x)], 1)")
	case "densify":
		line("    x = torch.cat([x, coarse], 1)")
	}
	if c.Features == "autoencoder" {
		line("    x = torch.cat([x, encoder(x)], 1)")
	}
	if c.Pack > 1 {
		line("    x = torch.stack(x.chunk(%d), 2).flatten(1)", c.Pack)
	}
	if autoencoder {
		line("    return -(x - trunk(x)).abs().sum(1, keepdims=True)")
		return
	}
	if trunk {
		line("    x = activation(trunk(x))")
	}
	switch c.Minibatch {
	case "stddev":
		line("    spread = ((x - x.mean(0)) ** 2).mean(0)")
		line("    x = torch.cat([x, (spread + 1e-8).sqrt().mean() * torch.ones(x.shape[0], 1)], 1)")
	case "discrimination":
		line("    m = kernels(x).reshape(x.shape[0], -1, 3)")
		line("    x = torch.cat([x, torch.exp(-(m[:, None] - m[None]).abs().sum(3)).mean(1)], 1)")
	}
	line("    return head(x)")
}

// module is an activation in PyTorch.
func module(activation string) string {
	return map[string]string{
		"relu": "torch.nn.ReLU()", "leaky-relu": "torch.nn.LeakyReLU(0.2)", "tanh": "torch.nn.Tanh()",
		"sigmoid": "torch.nn.Sigmoid()", "elu": "torch.nn.ELU()", "silu": "torch.nn.SiLU()",
	}[activation]
}
