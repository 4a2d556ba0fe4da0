"""Compares the Python files of a folder with expected.json, by PyTorch, or, where that is not
installed, by NumPy in PyTorch's words."""
import csv
import importlib.util
import json
import pathlib
import sys
import types

import numpy as np

folder = pathlib.Path(sys.argv[1])


class Array(np.ndarray):
    """What the files use of a tensor."""

    float = lambda self: self.astype(np.float32)
    double = lambda self: self.astype(np.float64)
    abs = lambda self: np.abs(self)
    sqrt = lambda self: np.sqrt(self)
    chunk = lambda self, n: np.split(self, n)
    flatten = lambda self, first: np.reshape(self, (self.shape[0], -1))


def array(numbers, dtype=np.float32):
    return np.asarray(numbers, dtype).view(Array)


class Module:
    def __init__(self, function):
        self.function = function

    def __call__(self, x):
        return array(self.function(x), x.dtype)


class Linear:
    def __init__(self, inputs, outputs):
        self.shape, self.weight, self.bias = (outputs, inputs), types.SimpleNamespace(), types.SimpleNamespace()

    def __call__(self, x):
        assert self.weight.data.shape == self.shape and self.bias.data.shape == self.shape[:1]
        return array(x @ self.weight.data.T + self.bias.data, x.dtype)


def sequential(*layers):
    def apply(x):
        for layer in layers:
            x = layer(x)
        return x

    return apply


def by_numpy():
    torch = types.ModuleType("torch")
    torch.float32, torch.float64 = np.float32, np.float64
    torch.frombuffer = lambda numbers, dtype: np.frombuffer(numbers, dtype).view(Array)
    torch.tensor, torch.exp = array, np.exp
    torch.ones = lambda *shape: array(np.ones(shape))
    torch.cat = lambda parts, dim: np.concatenate(parts, dim).view(Array)
    torch.stack = lambda parts, dim: np.stack(parts, dim).view(Array)
    torch.nn = types.SimpleNamespace(
        Linear=Linear,
        Sequential=sequential,
        ReLU=lambda: Module(lambda x: np.maximum(x, 0)),
        LeakyReLU=lambda slope: Module(lambda x: np.where(x > 0, x, slope * x)),
        Tanh=lambda: Module(np.tanh),
        Sigmoid=lambda: Module(lambda x: 1 / (1 + np.exp(-x))),
        ELU=lambda: Module(lambda x: np.where(x > 0, x, np.exp(np.minimum(x, 0)) - 1)),
        SiLU=lambda: Module(lambda x: x / (1 + np.exp(-x))),
    )
    return torch


if importlib.util.find_spec("torch"):
    import torch
else:
    torch = sys.modules["torch"] = by_numpy()


def compare(what, got, want, tolerance):
    if hasattr(got, "detach"):
        got = got.detach().numpy()
    got, want = np.asarray(got), np.asarray(want)
    assert got.shape == want.shape, f"{what}: {got.shape} instead of {want.shape}"
    worst = np.max(np.abs(got - want) / tolerance)
    assert worst < 1, f"{what}: {worst} times the tolerance away"


runs = json.loads((folder / "expected.json").read_text())
for i, run in enumerate(runs):
    spec = importlib.util.spec_from_file_location("run", folder / f"run{i}.py")
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    points = np.asarray(run["Points"])
    scale = np.maximum(1, np.std(points, 0))
    compare("G of " + run["Link"], made.G(torch.tensor(run["Z"], dtype=torch.float32)), points, 1e-5 * scale)
    beside = [torch.tensor(run["Coarse"], dtype=torch.float32)] if run["Coarse"] else []
    scores = np.asarray(run["Scores"])
    compare("D of " + run["Link"], made.D(torch.tensor(run["X"], dtype=torch.float64), *beside), scores, 1e-5 * (1 + np.abs(scores)))

want = np.array([[1.5, np.nan], [-2, np.pi], [1e300, 0]])
np.testing.assert_array_equal(np.load(folder / "table.npy"), want)
assert ((folder / "table.npy").stat().st_size - want.nbytes) % 64 == 0  # NumPy's format has the numbers begin there
with open(folder / "table.csv", newline="", encoding="utf-8") as file:
    names, *rows = csv.reader(file)
assert names == ["x", "ý"], names
np.testing.assert_array_equal([[float(v or "nan") for v in row] for row in rows], want)
listed = json.loads((folder / "table.json").read_text())
assert listed[0] == {"x": 1.5, "ý": None} and listed[1]["ý"] == np.pi, listed
print(f"{len(runs)} runs compared")
