// Opening the page: from any path, at full speed or with less, and what it says where it cannot run.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { answer, sendFile } from "../tools/static.mjs";
import { can, dist, newPage, open, opening, root, serve, serveWith } from "./browser.js";

const address = await serve();
const tables = Object.fromEntries(
  ["en", "vi"].map((language) => [language, JSON.parse(readFileSync(path.join(root, `assets/text/${language}.json`), "utf8"))]),
);

/** Resolves when training has come this far by itself. */
const trains = (page, steps = 5) => page.waitForFunction((steps) => saddle.snapshot().step >= steps, steps, opening);

test("it trains at once, without an error, and asks no other host for anything", async (t) => {
  const page = await open(await newPage(t), address);
  await trains(page);
  assert.equal(await page.evaluate(() => saddle.playing), true);
  assert.deepEqual(page.complaints, []);
  const foreign = page.requests.filter((request) => !/^(data|blob):/.test(request) && !request.startsWith(address));
  assert.deepEqual(foreign, []);
});

// The Workers' program comes when there is a picture.
test("all that it loads until it can be used is at most 3.5 MB compressed", async (t) => {
  const page = await open(await newPage(t), address);
  const files = [...new Set(page.requests)].filter((request) => request.startsWith(address));
  const names = files.map((file) => new URL(file).pathname).map((name) => (name === "/" ? "index.html" : name));
  assert.ok(names.includes("/main.wasm"), names.join(" "));
  const first = names.filter((name) => name !== "/core.wasm");
  const bytes = first.map((name) => gzipSync(readFileSync(path.join(dist, name))).length).reduce((a, b) => a + b);
  assert.ok(bytes <= 3.5e6, `${bytes} bytes`);
});

// A package of Go's that finds its way by reflection, as encoding/json, brings half a megabyte with it.
test("the program is smaller than 3.4 MB compressed", () => {
  const bytes = gzipSync(readFileSync(path.join(dist, "main.wasm")), { level: 9 }).length;
  assert.ok(bytes < 3.4e6, `${bytes} bytes`);
});

test("it works below a path", async (t) => {
  const deep = await serve("/some/deep/path/");
  const page = await open(await newPage(t), deep);
  await trains(page);
  assert.deepEqual(page.complaints, []);
  assert.deepEqual(page.requests.filter((request) => !/^(data|blob):/.test(request) && !request.startsWith(deep)), []);
});

test("it works as wasmserve serves it: from the source tree, with one wasm file and no SIMD in it", async (t) => {
  const tree = await serveWith((pathname, response) => {
    if (pathname === "/main.wasm") return sendFile(dist, "/main-plain.wasm", response);
    if (pathname === "/wasm_exec.js") return sendFile(dist, pathname, response);
    return sendFile(root, pathname, response);
  });
  const page = await open(await newPage(t), tree);
  await trains(page);
  assert.equal(await page.evaluate(() => saddle.kernels), "plain");
  assert.deepEqual(page.complaints, []);
});

const withoutWebGL2 = () => {
  const { getContext } = HTMLCanvasElement.prototype;
  HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
    return kind === "webgl2" ? null : getContext.call(this, kind, ...rest);
  };
};

if (can.plain) test("where WebAssembly has no vectors it trains with the plain kernels", async (t) => {
  const page = await open(await newPage(t, { vectors: false }), address);
  await trains(page);
  assert.equal(await page.evaluate(() => saddle.kernels), "plain");
  assert.deepEqual(page.complaints, []);
});

for (const language of ["en", "vi"]) {
  const says = async (page, key) => {
    const sentence = tables[language][key];
    assert.ok(sentence, `no text ${key}`);
    await page.locator("#loading-text", { hasText: sentence }).waitFor();
  };

  test(`where WebGL 2 is missing it says so (${language})`, async (t) => {
    const page = await newPage(t, { language, prepare: withoutWebGL2 });
    await page.goto(address);
    await says(page, "loading.no-webgl2");
  });

  if (can.plain) test(`where neither vectors nor the plain program are to be had it says so (${language})`, async (t) => {
    const bare = await serveWith((pathname, response) =>
      pathname === "/main-plain.wasm" ? answer(response, 404, "not found\n") : sendFile(dist, pathname, response),
    );
    const page = await newPage(t, { language, vectors: false });
    await page.goto(bare);
    await says(page, "loading.no-simd");
  });
}
