// Saddle's core alone in the page's thread, as TensorFlow.js is measured: no drawing, no worker.

/** Steps a second of Saddle's own measurement of a size, with the kernels of one build ("simd" or "plain"). */
window.measure = (() => {
  const started = {};
  const start = async (kernels) => {
    const go = new Go();
    const { instance } = await WebAssembly.instantiateStreaming(fetch(`/core/${kernels}.wasm`), go.importObject);
    go.run(instance);
    await saddleCore.ready;
    return saddleCore;
  };
  return async (kernels, size, seconds) => (await (started[kernels] ??= start(kernels))).bench(size, seconds);
})();
