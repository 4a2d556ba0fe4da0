// From an address to a running program: what the browser must have, the download with its progress, the start.

import { byId } from "./element.js";
import { noteStopped } from "./ended.js";
import { onLanguage, text } from "./text.js";

/** Why the program cannot be started; `key` names the sentence that says so and what to do. */
class LoadingError extends Error {
  constructor(key, values = {}) {
    super(key);
    this.key = key;
    this.values = values;
  }
}

// What Go programs shrink by under gzip, and what ours weighs when a server says nothing: only the bar's pace depends on them.
const usualRatio = 4;
const usualSize = 14e6;

let shown = () => text("loading.start");
let fraction = 0;

function show(sentence) {
  shown = sentence;
  byId("loading-text").textContent = shown();
}

function progress(value) {
  fraction = Math.max(fraction, Math.min(value, 1));
  const percent = Math.round(fraction * 100);
  const bar = byId("loading-bar");
  bar.setAttribute("aria-valuenow", String(percent));
  bar.firstElementChild.style.width = percent + "%";
  show(() => text("loading.progress", { percent }));
}

function fail(error) {
  const known = error instanceof LoadingError;
  if (!known) console.error(error);
  byId("loading-bar").hidden = true;
  byId("loading").classList.add("failed");
  byId("loading-text").setAttribute("role", "alert");
  show(() => known ? text(error.key, error.values) : text("loading.broken", { reason: error.message }));
}

function requireWebGL2() {
  const context = document.createElement("canvas").getContext("webgl2");
  if (!context) throw new LoadingError("loading.no-webgl2");
  // A browser keeps only a few contexts: give this one back.
  context.getExtension("WEBGL_lose_context")?.loseContext();
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
async function requestProgram({ simd, program }) {
  if (simd) return arrival(program, "main.wasm");
  try {
    return await arrival(program, "main-plain.wasm");
  } catch {
    return arrival(fetch("main.wasm"), "main.wasm");
  }
}

/** The same response, counted as it passes, so that the browser compiles while it downloads and the bar moves. */
function counted(response) {
  const length = Number(response.headers.get("Content-Length"));
  const encoded = response.headers.get("Content-Encoding");
  // The stream's bytes are decoded ones, but the stated length is of what was sent.
  const total = !length ? usualSize : encoded ? length * usualRatio : length;
  const exact = length > 0 && !encoded;
  let loaded = 0;
  const counter = new TransformStream({
    transform(chunk, controller) {
      loaded += chunk.byteLength;
      // Where the total is a guess, the last tenth waits for the end.
      progress(Math.min(loaded / total, exact ? 1 : 0.9));
      controller.enqueue(chunk);
    },
    flush() { progress(1); },
  });
  return new Response(response.body.pipeThrough(counter), { headers: { "Content-Type": "application/wasm" } });
}

/**
 * Load and start the program, which index.html has asked for already; it fills window.saddle. Resolves to whether it runs:
 * if not, the page says why.
 */
export async function load() {
  onLanguage(() => { byId("loading-text").textContent = shown(); });
  const { saddle } = window;
  const { simd, program } = saddle;
  delete saddle.simd;
  delete saddle.program;
  // The program calls this once its functions are in place.
  const filled = new Promise((resolve) => { saddle.resolve = resolve; });
  try {
    if (typeof WebAssembly !== "object") throw new LoadingError("loading.no-wasm");
    if ("single" in document.documentElement.dataset && !(simd && globalThis.DecompressionStream)) throw new LoadingError("loading.single");
    requireWebGL2();
    const response = await requestProgram({ simd, program });
    if (typeof globalThis.Go !== "function") throw new LoadingError("loading.missing", { name: "wasm_exec.js", status: 404 });
    const go = new globalThis.Go();
    const { instance } = await WebAssembly.instantiateStreaming(counted(response), go.importObject);
    show(() => text("loading.starting"));
    const ended = go.run(instance).then(() => { throw new LoadingError("loading.stopped"); });
    await Promise.race([filled, ended]);
    ended.catch((error) => { noteStopped(); byId("loading").hidden = false; fail(error); });
    byId("loading").hidden = true;
    return true;
  } catch (error) {
    // A program with vectors is not valid where there are none.
    fail(!simd && error instanceof WebAssembly.CompileError ? new LoadingError("loading.no-simd") : error);
    return false;
  }
}
