// The service worker: it keeps the whole site in the browser, and answers from there. site/tools/offline.mjs puts `version` and `files`
// before it, [path, SHA-256] of all that pages are made of, so this script differs whenever anything does, and the browser installs it.
/* global version, files */

// A site is more than the sum of its files: a page of one version with a text or a program of another is broken. So
//
// * a version is kept in a cache of its own, and whole or not at all: each file has to be the one that was published with it;
// * a page gets all it asks for from the version that it came from itself, however long it is open; the next one to be opened or
//   loaded again gets the newest. So a version can take over at once. Which page has which is noted in a cache, too, as a
//   worker is ended and started at the browser's pleasure.

const scope = self.registration.scope;
const prefix = `saddle ${scope} `; // other sites below the same origin have other scopes
const present = prefix + version;
const notes = prefix + "pages";

/** WebAssembly with vectors, as index.html finds out; only the program that runs here is kept. */
const simd = WebAssembly.validate(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15, 11]));
const kept = new Map(files.filter(([name]) => name !== (simd ? "main-plain.wasm" : "main.wasm")));

const hex = (bytes) => Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");

/** A file as it was published: what the browser has fetched for the page is as good, but a server may be between two versions. */
async function fetchPublished(name, hash) {
  for (const cache of ["default", "reload"]) {
    const response = await fetch(new URL(name, scope), { cache });
    const bytes = response.ok ? await response.arrayBuffer() : null;
    if (bytes && hex(await crypto.subtle.digest("SHA-256", bytes)) === hash) {
      // A response of our own: one that has been redirected may not be a page.
      return new Response(bytes, { headers: { "Content-Type": response.headers.get("Content-Type") ?? "", "Content-Length": String(bytes.byteLength) } });
    }
  }
  throw new Error(`${name} is not that of version ${version}`);
}

async function install() {
  const there = await caches.has(present); // after going back to a version that is still kept
  const cache = await caches.open(present);
  try {
    await Promise.all([...kept].map(async ([name, hash]) => cache.put(new URL(name, scope), await fetchPublished(name, hash))));
  } catch (error) {
    if (!there) await caches.delete(present);
    throw error;
  }
  await self.skipWaiting();
}

const note = (client) => new URL("page/" + client, scope);

/** The cache of the version that a page came from. */
async function versionOf(client) {
  const noted = client && await (await caches.open(notes)).match(note(client));
  const name = noted ? await noted.text() : present;
  return (await caches.has(name)) ? name : present;
}

/** Forget the versions that no open page has; the one before this stays, as a page may be just about to open. */
async function tidy() {
  const pages = await caches.open(notes);
  const open = (await self.clients.matchAll({ includeUncontrolled: true })).map(({ id }) => id);
  const used = new Set([present, ...await Promise.all(open.map(versionOf))]);
  const others = (await caches.keys()).filter((name) => name.startsWith(prefix) && name !== notes && name !== present);
  used.add(others.at(-1));
  await Promise.all(others.filter((name) => !used.has(name)).map((name) => caches.delete(name)));
  for (const request of await pages.keys()) {
    const client = request.url.split("/").at(-1);
    const noted = await pages.match(request);
    if (!open.includes(client) && !(noted && used.has(await noted.text()))) await pages.delete(request);
  }
}

/** The file that an address means, or undefined for what is not ours to answer. */
function fileOf(address) {
  const { href } = new URL(address);
  if (!href.startsWith(scope)) return undefined;
  const name = href.slice(scope.length).replace(/[?#].*/s, "");
  return name === "" || name.endsWith("/") ? name + "index.html" : name;
}

async function answer(event, name) {
  const opens = event.request.mode === "navigate";
  const version = opens ? present : await versionOf(event.clientId);
  if (opens && event.resultingClientId) await (await caches.open(notes)).put(note(event.resultingClientId), new Response(version));
  const found = await (await caches.open(version)).match(new URL(name, scope));
  return found ?? fetch(event.request);
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(tidy()));
self.addEventListener("fetch", (event) => {
  const name = event.request.method === "GET" ? fileOf(event.request.url) : undefined;
  // A file that another version has, too, may be asked for by a page of that one.
  if (name !== undefined && name !== "sw.js") event.respondWith(answer(event, name));
});
