// The built site has what its pages are made of, and nothing else: no tool, no source, nothing that is left over.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { isForOthers } from "../tools/share.mjs";
import { singles } from "../tools/single.mjs";
import { dist } from "./browser.js";

const files = readdirSync(dist, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  .map((entry) => path.relative(dist, path.join(entry.parentPath, entry.name)).split(path.sep).join("/"));

/** The files that a page, script or sheet names: in quotes or as url(…), from its own folder or the site's; what is filled into a name may be anything. */
function namedIn(file) {
  const text = readFileSync(path.join(dist, file), "utf8");
  const names = [...text.matchAll(/["'`]([\w./-]+(?:\$\{[^}]*\}[\w./-]+)?)(?=[?#"'`])|url\(([\w./-]+)\)/g)].map(([, quoted, address]) => quoted ?? address);
  const places = new Set(names.flatMap((name) => [path.posix.join(path.posix.dirname(file), name), path.posix.normalize(name)]));
  return [...places].flatMap((place) => {
    if (!place.includes("${")) return files.filter((one) => one === place);
    const pattern = new RegExp(`^${place.split(/\$\{[^}]*\}/).map((part) => part.replace(/\./g, "\\.")).join("[^/]*")}$`);
    return files.filter((one) => pattern.test(one));
  });
}

test("every file of the built site is reached from a page", () => {
  const pages = files.filter((name) => name.endsWith(".html"));
  const reached = new Set(pages);
  // The service worker names all there is, and a page in one file has all it needs in itself.
  const opened = (name) => /\.(html|css|m?js)$/.test(name) && name !== "sw.js" && !(name in singles);
  for (const name of reached) if (opened(name)) for (const found of namedIn(name)) reached.add(found);
  assert.ok(reached.has("site/vendor/formulas.woff2") && reached.has("main-plain.wasm") && files.some((name) => name.startsWith("site/chunks/kl-")), "the way through the files is lost");
  assert.deepEqual(files.filter((name) => !reached.has(name) && !isForOthers(name)), []);
});
