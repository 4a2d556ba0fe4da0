// Loads the program into a page that is an article: no loading bar of its own, and a canvas that scrolls with the text.

import { element } from "../../element.js";

const root = new URL("../../../", import.meta.url);
const usualSize = 16e6; // Where a server says nothing or compresses; only the percentage depends on it.

/** Why the program cannot be started; `key` names the sentence that says so. */
class LoadingError extends Error {
  constructor(key, values = {}) {
    super(key);
    this.key = key;
    this.values = values;
  }
}

// A function that returns 128 bits, valid only where WebAssembly has vectors.
const vectors = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15, 11]);

function requireWebGL2() {
  const context = document.createElement("canvas").getContext("webgl2");
  if (!context) throw new LoadingError("loading.no-webgl2");
  context.getExtension("WEBGL_lose_context")?.loseContext();
}

async function get(name) {
  let response;
  try {
    response = await fetch(new URL(name, root));
  } catch {
    throw new LoadingError("loading.offline", { name });
  }
  if (!response.ok) throw new LoadingError("loading.missing", { name, status: response.status });
  return response;
}

function loadSupport() {
  if (globalThis.Go) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const script = element("script", { src: new URL("wasm_exec.js", root).href });
    script.onload = resolve;
    script.onerror = () => reject(new LoadingError("loading.missing", { name: "wasm_exec.js", status: 404 }));
    document.head.append(script);
  });
}

/** The response, with the percentage told as it passes: the browser compiles while it downloads. */
function counted(response, tell) {
  const length = Number(response.headers.get("Content-Length"));
  const total = length && !response.headers.get("Content-Encoding") ? length : usualSize;
  let loaded = 0;
  let told = -1;
  return new Response(response.body.pipeThrough(new TransformStream({
    transform(chunk, controller) {
      loaded += chunk.byteLength;
      const percent = Math.min(Math.round((loaded / total) * 100), 100);
      if (percent !== told) tell((told = percent));
      controller.enqueue(chunk);
    },
  })), { headers: { "Content-Type": "application/wasm" } });
}

/** Load and start the program; resolves when window.saddle is filled. `tell` hears the percentage. */
export async function load(tell) {
  if (typeof WebAssembly !== "object") throw new LoadingError("loading.no-wasm");
  requireWebGL2();
  const simd = WebAssembly.validate(vectors);
  if ("single" in document.documentElement.dataset && !(simd && globalThis.DecompressionStream)) throw new LoadingError("loading.single");
  // Read by the program when it starts: its canvas is to lie on the page, not on the window.
  document.body.dataset.stage = "page";
  window.saddle ??= {};
  const filled = new Promise((resolve) => { window.saddle.resolve = resolve; });
  window.saddle.ready ??= filled;
  const [response] = await Promise.all([get(simd ? "main.wasm" : "main-plain.wasm"), loadSupport()]);
  const go = new globalThis.Go();
  const { instance } = await WebAssembly.instantiateStreaming(counted(response, tell), go.importObject);
  const ended = go.run(instance).then(() => { throw new LoadingError("loading.stopped"); });
  await Promise.race([filled, ended]);
  ended.catch(console.error);
}
