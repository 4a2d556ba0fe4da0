// What a page in one file has in place of a web server: `fetch` finds in the page what site/tools/single.mjs has put there, under the
// names it has in the site. It runs before all other scripts of such a page, and is in no other.
/* global place */

{
  // The page's address in the site, where no site is: what is asked for by a path that is relative to it is found.
  const site = "https://saddle.invalid/";
  const elsewhere = globalThis.fetch;

  const arrived = new Promise((resolve) => {
    if (document.readyState !== "loading") resolve();
    else document.addEventListener("DOMContentLoaded", resolve, { once: true });
  });

  function bytesOf(base64) {
    const text = atob(base64);
    const bytes = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
    return bytes;
  }

  async function fromPage(name) {
    await arrived; // The files are at the page's end.
    const file = document.querySelector(`script[data-file="${CSS.escape(name)}"]`);
    if (!file) return new Response("", { status: 404 });
    const { kind, size } = file.dataset;
    const headers = { "Content-Type": kind, "Content-Length": size };
    if (!file.hasAttribute("data-gzip")) return new Response(JSON.parse(file.textContent), { headers });
    return new Response(new Blob([bytesOf(file.textContent)]).stream().pipeThrough(new DecompressionStream("gzip")), { headers });
  }

  document.documentElement.dataset.single = "";
  globalThis.fetch = (resource, options) => {
    const { href } = new URL(resource.url ?? resource, site + place);
    return href.startsWith(site) ? fromPage(decodeURI(href.slice(site.length).replace(/[?#].*/s, ""))) : elsewhere(resource, options);
  };
}
