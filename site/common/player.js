// What a Worker runs that plays an experiment, or reads a file (see workers.js): the core of the program, which then hears what the page sends.
/* global Go */

if (!globalThis.Go) importScripts("../../wasm_exec.js");

/**
 * Hold a lock for as long as this Worker lives, where the browser has locks and lets us have one.
 * @returns {Promise<void>}
 */
const hold = (lock) => new Promise((resolve) => {
  const forever = () => { resolve(); return new Promise(() => {}); };
  try {
    navigator.locks.request(lock, forever).catch(resolve);
  } catch {
    resolve();
  }
});

onmessage = async ({ data: { module, lock, task } }) => {
  const go = new Go();
  go.argv = ["core", task];
  const [instance] = await Promise.all([WebAssembly.instantiate(/** @type {WebAssembly.Module} */ (module), go.importObject), hold(lock)]);
  await go.run(instance);
  postMessage("ended");
};
