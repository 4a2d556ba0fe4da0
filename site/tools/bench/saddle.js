// Saddle's core alone in the page's thread, as TensorFlow.js is measured: no drawing, no worker.

const started = {};

/** The core with the kernels of one build, "simd" or "plain". */
async function start(kernels) {
  const go = new Go();
  const { instance } = await WebAssembly.instantiateStreaming(fetch(`/core/${kernels}.wasm`), go.importObject);
  go.run(instance);
  return saddleCore;
}

/** Steps a second of a size of experiment, measured by the core itself for that many seconds. */
window.measure = async (kernels, size, seconds) => {
  const core = await (started[kernels] ??= start(kernels));
  if (core.kernels !== kernels) throw new Error(`${kernels}.wasm has ${core.kernels} kernels`);
  return core.bench(size, seconds);
};
