// Compares the ONNX models of a folder with expected.json, by onnxruntime.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(new URL("../../../site/package.json", import.meta.url));
const ort = require("onnxruntime-web");
ort.env.wasm.numThreads = 1;
ort.env.logLevel = "error";

const folder = process.argv[2];
const runs = JSON.parse(readFileSync(join(folder, "expected.json"), "utf8"));

/** Numbers row by row, as a tensor of the type that a model wants. */
function tensor(rows, type) {
  const numbers = rows.flat();
  return new ort.Tensor(type, type === "float64" ? Float64Array.from(numbers) : Float32Array.from(numbers), [rows.length, rows[0].length]);
}

function compare(what, got, want, tolerance) {
  if (got.dims[0] !== want.length || got.dims[1] !== want[0].length) throw new Error(`${what}: ${got.dims} instead of ${want.length} rows`);
  want.flat().forEach((v, i) => {
    if (!(Math.abs(got.data[i] - v) <= tolerance(v, i))) throw new Error(`${what}: number ${i} is ${got.data[i]} instead of ${v}`);
  });
}

const deviation = (values) => {
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
  return Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length);
};

for (const [i, run] of runs.entries()) {
  const open = (name) => ort.InferenceSession.create(new Uint8Array(readFileSync(join(folder, name))));
  const type = run.Link.includes("~") ? "float64" : "float32"; // of what is in the data's units
  const g = await open(`run${i}.onnx`);
  const { points } = await g.run({ z: tensor(run.Z, "float32") });
  const scale = [0, 1].map((axis) => Math.max(1, deviation(run.Points.map((p) => p[axis]))));
  compare("G of " + run.Link, points, run.Points, (_, j) => 1e-5 * scale[j % 2]);
  const d = await open(`run${i}.d.onnx`);
  const beside = run.Coarse ? { coarse: tensor(run.Coarse, "float32") } : {};
  const said = await d.run({ x: tensor(run.X, type), ...beside });
  compare("D of " + run.Link, said.d, run.Chance, (v) => 1e-5 * Math.max(1, Math.abs(v)));
}
console.log(`${runs.length} runs compared`);
