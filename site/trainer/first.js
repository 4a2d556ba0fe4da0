// The trainer's second script, run while the page's head is read.

// The program is most of what is to be loaded, so it is asked for before anything else; loading.js takes the response.
// The bytes are a function that returns 128 bits, valid only where WebAssembly has vectors.
window.saddle = /** @type {Saddle.Api} */ ({});
window.saddle.ready = new Promise((resolve) => { window.saddle.resolve = resolve; });
window.saddle.simd = typeof WebAssembly === "object" && WebAssembly.validate(
  new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15, 11]));
window.saddle.program = fetch(window.saddle.simd ? "main.wasm" : "main-plain.wasm");
window.saddle.program.catch(() => {}); // Reported when it is waited for.

// It is compiled while it comes, which takes longer than all other scripts; program.js counts what has come by the other copy.
window.saddle.module = window.saddle.program.then((response) => (response.ok
  ? WebAssembly.compileStreaming(new Response(response.clone().body, { headers: { "Content-Type": "application/wasm" } }))
  : null));
window.saddle.module.catch(() => {}); // So is this.

// Before the first paint, so that nothing flashes that is not to be seen. What the address asks for comes before what is remembered.
{
  const asked = new URLSearchParams(location.search);
  const known = ["en", "vi"];
  let remembered = null;
  // eslint-disable-next-line no-restricted-globals -- a first script imports nothing
  try { remembered = localStorage.getItem("saddle.language"); } catch { /* Storage may be forbidden; the browser's language serves. */ }
  const wanted = [asked.get("lang"), remembered, navigator.language.slice(0, 2).toLowerCase()];
  document.documentElement.lang = wanted.find((name) => known.includes(name)) ?? "en";
  if (asked.has("embed")) document.documentElement.dataset.embed = "";
}
