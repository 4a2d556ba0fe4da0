// Workers in which experiments are played, beside the page. Each has the core of the program alone, compiled once for all of them.

import { locks } from "./permitted.js";

const root = new URL("../../", import.meta.url);
const script = new URL("site/common/player.js", root);
const isOneFile = () => "single" in document.documentElement.dataset;

/* global BUILT -- by site/tools/bundle.mjs */
/** Whether Workers can be made: the sources alone have no program for them, and a frame without an origin may load no script of theirs. */
export const hasWorkers = typeof BUILT === "boolean" && typeof Worker === "function" && (globalThis.origin !== "null" || isOneFile());

let core; // the compiled module, once it has been asked for

async function compile(simd) {
  const response = await fetch(new URL(simd ? "core.wasm" : "core-plain.wasm", root));
  if (!response.ok) throw new Error(`the server has no ${response.url}`);
  return WebAssembly.compileStreaming(response);
}

/** A page in one file has the scripts of its Workers in it. */
async function fromOneFile() {
  const texts = await Promise.all([new URL("wasm_exec.js", root), script].map(async (address) => (await fetch(address)).text()));
  return new Worker(URL.createObjectURL(new Blob(texts, { type: "text/javascript" })));
}

/** Waits until nobody holds a lock; forever where the browser has none. */
async function free(lock) {
  try {
    await locks().request(lock, () => {});
  } catch {
    await new Promise(() => {});
  }
}

/**
 * A Worker that waits for its experiment, or with the task "read" for files. `ended` is called when it comes to an end by itself: a browser says so of none that it ends, but
 * gives back what locks it held.
 */
export async function makeWorker(simd, ended, task = "play") {
  core ??= compile(simd);
  const module = await core;
  const worker = isOneFile() ? await fromOneFile() : new Worker(script);
  const lock = `saddle.${crypto.getRandomValues(new Uint32Array(4)).join(".")}`;
  return new Promise((resolve, reject) => {
    worker.addEventListener("message", ({ data }) => {
      if (data === "ready") {
        worker.onerror = ended;
        free(lock).then(ended);
        resolve(worker);
      } else if (data === "ended") {
        ended();
      }
    });
    worker.onerror = (event) => reject(new Error(event.message ?? "the Worker does not begin"));
    worker.postMessage({ module, lock, task });
  });
}
