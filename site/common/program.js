// The program, from its address to window.saddle filled, for any page: what the browser must have, the download, the start. Each way in
// which that can fail has a sentence.

import { element } from "./element.js";
import { hasWorkers, makeWorker } from "./workers.js";

const root = new URL("../../", import.meta.url);

// What Go programs shrink by under gzip, and what ours weighs when a server says nothing: only the progress depends on them.
const usualRatio = 4;
const usualSize = 14e6;

// A function that returns 128 bits, valid only where WebAssembly has vectors.
const vectors = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15, 11]);

// Go collects no garbage before its first picture (wasm/loop/collect.go), unless that takes very much memory.
const beginning = { GOGC: "off", GOMEMLIMIT: "192MiB" };

/** Why the program cannot be started; `key` names the sentence that says so and what to do. */
class LoadingError extends Error {
  constructor(key, values = {}) {
    super(key);
    this.key = key;
    this.values = values;
  }
}

/** The sentence of whatever has kept the program from starting, by `text` of text.js. */
export function reasonOf(error, text) {
  return error instanceof LoadingError ? text(error.key, error.values) : text("loading.broken", { reason: error.message });
}

/** The canvas that will be drawn on, with its graphics: they take their time to begin, which is there while the program comes. */
function drawable() {
  const canvas = document.createElement("canvas");
  // Ebiten would have every pixel sampled four times; what we draw has soft edges already. A picture that is kept can be copied for paper.
  const attributes = { alpha: true, antialias: false, depth: false, stencil: true, preserveDrawingBuffer: document.body.dataset.stage !== "page" };
  if (!canvas.getContext("webgl2", attributes)) throw new LoadingError("loading.no-webgl2");
  return canvas;
}

/** Runs the program, whose Ebiten makes a canvas as the first thing it does in the page: it gets the one there is. */
function run(go, instance, canvas) {
  const { createElement } = document;
  document.createElement = (name, ...options) => (name === "canvas" ? canvas : createElement.call(document, name, ...options));
  try {
    return go.run(instance);
  } finally {
    delete document.createElement; // all of that has been done in one go
  }
}

/** A response that is on its way, or why it will not come. */
async function arrival(request, name) {
  let response;
  try {
    response = await request;
  } catch {
    throw new LoadingError("loading.offline", { name });
  }
  if (!response.ok) throw new LoadingError("loading.missing", { name, status: response.status });
  return response;
}

/** The program's response: with vectors where the browser has them; else the plain program, or where the server has none, the only one. */
async function requestProgram(simd, begun) {
  const get = (name) => fetch(new URL(name, root));
  const wanted = simd ? "main.wasm" : "main-plain.wasm";
  try {
    return { name: wanted, first: true, response: await arrival(begun ?? get(wanted), wanted) };
  } catch (error) {
    if (simd) throw error;
    return { name: "main.wasm", response: await arrival(get("main.wasm"), "main.wasm") };
  }
}

/** Go's own script, which programs need beside them. */
async function loadSupport() {
  if (!globalThis.Go) {
    await new Promise((resolve) => {
      const script = element("script", { src: new URL("wasm_exec.js", root).href });
      script.onload = script.onerror = resolve;
      document.head.append(script);
    });
  }
  if (typeof globalThis.Go !== "function") throw new LoadingError("loading.support", { name: "wasm_exec.js" });
}

/**
 * The same response, counted as it passes, so that the browser compiles while it downloads. `tell` hears which part has come;
 * `broken()` is whether it has ended before its end.
 */
function counted(response, tell) {
  const length = Number(response.headers.get("Content-Length"));
  const encoded = response.headers.get("Content-Encoding");
  // The stream's bytes are decoded ones, but the stated length is of what was sent.
  const total = !length ? usualSize : encoded ? length * usualRatio : length;
  const most = length > 0 && !encoded ? 1 : 0.9; // where the total is a guess, the last tenth waits for the end
  const reader = response.body.getReader();
  let loaded = 0;
  let broken = false;
  const body = new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        loaded += value?.byteLength ?? 0;
        tell(done ? 1 : Math.min(loaded / total, most));
        if (done) controller.close();
        else controller.enqueue(value);
      } catch (error) {
        broken = true;
        controller.error(error);
      }
    },
  });
  return { response: new Response(body, { headers: { "Content-Type": "application/wasm" } }), broken: () => broken };
}

/** Compile the program that comes with a response, unless that is under way: then the response is counted alone. */
async function compile(name, arriving, imports, simd, tell, underWay) {
  const { response, broken } = counted(arriving, tell);
  try {
    if (underWay) {
      await response.body.pipeTo(new WritableStream()); // before the other, which does not know why something did not come
      return await WebAssembly.instantiate(await underWay, imports);
    }
    const { instance } = await WebAssembly.instantiateStreaming(response, imports);
    return instance;
  } catch (error) {
    if (broken()) throw new LoadingError("loading.offline", { name });
    const isHalf = error.name === "InternalError"; // Firefox says of half a program that there is no memory for it
    // A program with vectors is not valid where there are none.
    if (isHalf || error instanceof WebAssembly.CompileError) throw simd || isHalf ? new LoadingError("loading.damaged", { name, reason: error.message }) : new LoadingError("loading.no-simd");
    if (error instanceof WebAssembly.LinkError || error instanceof TypeError) throw new LoadingError("loading.versions", { name, other: "wasm_exec.js" });
    throw error;
  }
}

/**
 * Load and start the program; resolves when window.saddle is filled. Then `ended` is a promise that is rejected should it end.
 * @param {object} how
 * @param {(part: number) => void} how.tell hears what part of the program has come
 * @param {() => void} [how.starting] is told when all of it has
 * @param {Promise} [how.begun] the program's response, where it has been asked for already
 * @param {Promise} [how.module] the program of that response, where it is being compiled already
 * @param {Promise} how.words what has to be there before the program runs: the page's texts
 */
export async function load({ tell, starting = () => {}, begun, module, words }) {
  if (typeof WebAssembly !== "object") throw new LoadingError("loading.no-wasm");
  const simd = WebAssembly.validate(vectors);
  if ("single" in document.documentElement.dataset && !(simd && globalThis.DecompressionStream)) throw new LoadingError("loading.single");
  const canvas = drawable();
  window.saddle ??= /** @type {Saddle.Api} */ ({});
  // The program calls this once its functions are in place.
  const filled = new Promise((resolve) => { window.saddle.resolve = resolve; });
  window.saddle.ready ??= filled;
  if (hasWorkers) window.saddle.makeWorker = (ended) => makeWorker(simd, ended);
  const [{ name, first, response }] = await Promise.all([requestProgram(simd, begun), loadSupport()]);
  const go = new globalThis.Go();
  go.env = beginning;
  const instance = await compile(name, response, go.importObject, simd, tell, first ? module : undefined);
  starting();
  await words;
  const ended = run(go, instance, canvas).then(() => { throw new LoadingError("loading.stopped"); });
  await Promise.race([filled, ended]);
  return { ended };
}
