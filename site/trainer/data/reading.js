// A person's file is read in a Worker by the program's core, so that the page goes on meanwhile. Nothing of it leaves the machine.

import { hasWorkers, makeWorker } from "../../common/workers.js";

/** What reads files, one at a time: `read`, and `cancel`, which ends a reading and the Worker. */
export function makeReader() {
  let worker = null; // a promise of the Worker that waits for files
  let finish = null; // ends the reading that is under way, with what came of it

  function cancel() {
    worker?.then((one) => one.terminate(), () => {});
    worker = null;
    finish?.(null);
  }

  /**
   * Read a file, in place of what is being read.
   * @param {File} file
   * @param {{x?: string, y?: string, label?: string}} choice of columns, by their names or numbers; without, the first two of numbers
   * @param {(progress: {bytes: number, places: Float32Array, units: Record<string, any>}) => void} tell
   * @returns {Promise<?Record<string, any>>} what wasm/reader tells at the end; null if it was cancelled
   */
  const read = (file, choice, tell) => new Promise((resolve) => {
    if (finish) cancel();
    const done = (result) => {
      if (finish !== done) return;
      finish = null;
      resolve(result);
    };
    finish = done;
    const fail = (code) => { worker = null; done({ wrong: { code, args: {}, row: null }, columns: [] }); };
    worker ??= hasWorkers ? makeWorker(window.saddle.kernels === "simd", () => fail("ended"), "read") : Promise.reject(new Error("no Workers"));
    worker.then((one) => {
      if (finish !== done) return;
      one.onmessage = ({ data }) => {
        if (finish !== done) return;
        if (data.progress) tell(data.progress);
        else if (data.result) done(data.result);
      };
      one.postMessage({ file, choice });
    }, () => fail("no_reader"));
  });
  return { read, cancel };
}
