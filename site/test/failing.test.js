// Whatever of a page does not come, comes damaged or ends: the page says so in a sentence that is true, and never trains without words.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { after, test } from "node:test";
import { answer, sendFile } from "../tools/static.mjs";
import { can, dist, newPage, open, opening, root, serveWith } from "./browser.js";

const tables = Object.fromEntries(["en", "vi"].map((name) => [name, JSON.parse(readFileSync(path.join(root, `assets/text/${name}.json`), "utf8"))]));

// Modules of figures other than "play": a page asks for all of them to have them when it is printed, and misses none before its figure is near.
const ofOthers = /^site\/chunks\/(?!chunk-|play-)/;

/** What the server does with some files in place of sending them. */
let instead = {};
let asking = true; // which files a page asks for
const notFound = (response) => answer(response, 404, "not found\n");
const address = await serveWith((pathname, response) => {
  const name = pathname.slice(1);
  const other = asking && ofOthers.test(name) ? notFound : instead[name];
  return other ? other(response) : sendFile(dist, pathname, response);
});
const sends = (name, edit, type = path.extname(name)) => (response) => answer(response, 200, edit(readFileSync(path.join(dist, name))), type);

const pages = can.forget ? { en: await newPage({ after }), vi: await newPage({ after }, { language: "vi" }) } : {};
/** A page that begins with nothing. */
const pageFor = async (t, language = "en") => pages[language] ?? newPage(t, { language });

/** Every place of a page in which it says what is wrong. */
const places = [".failure p", "#loading.failed #loading-text", ".charts-missing", ".notice.bad p", ".figure-stage[data-state=failed]"];

/** Opens a page anew while a file of it is not what it was, and resolves to the first sentence that tells of it. */
async function says(page, url, fault, wanted) {
  instead = fault;
  try {
    await page.goto("about:blank");
    await page.goto(url, { ...opening, waitUntil: "commit" });
    const said = page.locator(places.join()).filter({ hasText: wanted, visible: true }).first();
    await said.waitFor();
    return await said.innerText();
  } finally {
    instead = {};
  }
}

/** What a page trains without words, if it does. */
const trainsMute = (page) => page.evaluate(() => {
  const steps = globalThis.saddle?.snapshot?.().step ?? 0;
  const tagline = document.querySelector(".tagline");
  return steps > 0 && tagline?.textContent.length < 20 ? steps : 0;
});

/**
 * The files that a page asks for: all but itself, what runs without a page, and fonts, without which formulas have another.
 * @param {(page: import("./browser.js").Page) => Promise<void>} [use]
 */
async function filesOf(url, use = async () => {}) {
  const page = await newPage({ after });
  await page.goto(url, opening);
  await use(page);
  const names = [...new Set(page.requests)].filter((request) => request.startsWith(address)).map((request) => request.slice(address.length).replace(/[?#].*/, ""));
  await page.context().close();
  // Without what Workers are made of the page trains by itself (player.test.js).
  return names.filter((name) => !ofOthers.test(name) && !/^$|\.html$|\.woff2$|^sw\.js$|^core.*\.wasm$|player\.js$/.test(name));
}

const ready = (page) => page.locator("#fig-play .figure-stage[data-state=ready], section.present .figure-stage[data-state=ready]").first().waitFor(opening);
const sites = {
  trainer: { url: address, use: (page) => page.locator("#charts .uplot").first().waitFor(opening) },
  lecture: { url: `${address}site/lecture/index.html#fig-play`, use: ready },
  slides: { url: `${address}site/slides/index.html#/play`, use: ready },
};

for (const site of Object.values(sites)) site.names = await filesOf(site.url, site.use);
asking = false;

// What pages share fails in the same way on each, but for these, whose failure each page has to tell by itself.
const everyPage = new Set(["assets/text/en.json", "main.wasm", "wasm_exec.js"]);
const tried = new Set();

for (const [kind, { url, names }] of Object.entries(sites)) {
  test(`${kind}: a sentence names each file that does not come`, async (t) => {
    assert.ok(names.length > 7, names.join(" "));
    for (const name of names.filter((name) => name !== "site/common/failure.js" && (everyPage.has(name) || !tried.has(name)))) {
      tried.add(name);
      await t.test(name, async (t) => {
        const page = await pageFor(t);
        // A figure says which figure it was that did not come; what that imports, nobody tells it.
        const figure = name.startsWith("site/chunks/");
        const library = name.startsWith("site/vendor/"); // by its own name: not every browser says which file it was
        const sentence = await says(page, url, { [name]: notFound }, figure ? /could not be/ : library ? path.basename(name).split(".")[0] : path.basename(name));
        assert.match(sentence, /could not be (loaded|drawn|made)|The server answered 404/);
        assert.equal(await trainsMute(page), 0);
      });
    }
  });
}

test("the trainer: in Vietnamese too", async (t) => {
  for (const name of ["site/trainer/first.js", "site/trainer/main.js", "site/styles/trainer.css", "assets/text/vi.json", "wasm_exec.js"]) {
    assert.match(await says(await pageFor(t, "vi"), address, { [name]: notFound }, path.basename(name)), /Không tải được/, name);
  }
  assert.match(await says(await pageFor(t, "vi"), address, { "main.wasm": notFound }, "main.wasm"), /Máy chủ trả lời 404/);
});

test("without any of its scripts the page says, after a while, that something is missing", async (t) => {
  const page = await pageFor(t);
  const blocked = Object.fromEntries(sites.trainer.names.filter((name) => name.endsWith(".js")).map((name) => [name, notFound]));
  instead = blocked;
  await page.goto(address);
  await page.getByText("files of this page have not come").waitFor();
  await page.getByText("một số tệp của trang đã không tải được").waitFor();
  instead = {};
});

test("the page runs without the script that tells of others", async (t) => {
  instead = { "site/common/failure.js": notFound };
  const page = await open(await newPage(t), address);
  instead = {};
  assert.ok((await page.locator(".tagline").innerText()).length > 20);
});

test("no program runs before the page has its words, and none where they do not come", async (t) => {
  const noteCompiled = () => {
    const { instantiate } = WebAssembly;
    WebAssembly.instantiate = async (...given) => {
      const program = await instantiate.apply(WebAssembly, given);
      setTimeout(() => { globalThis.compiled = true; }); // once those who wait for it have gone on
      return program;
    };
  };
  const page = await newPage(t, { prepare: noteCompiled });
  let release;
  const held = new Promise((resolve) => { release = resolve; });
  instead = { "assets/text/en.json": async (response) => { await held; notFound(response); } };
  await page.goto(address, { waitUntil: "commit" });
  await page.waitForFunction(() => globalThis.compiled, null, opening);
  assert.equal(await page.evaluate(() => typeof saddle.snapshot), "undefined");
  release();
  await page.locator(".failure", { hasText: "assets/text/en.json" }).waitFor();
  assert.equal(await page.evaluate(() => typeof saddle.snapshot), "undefined");
  instead = {};
});

const half = (bytes) => bytes.subarray(0, bytes.length / 2);
const damaged = {
  "a module that ends in its middle": [{ "site/trainer/main.js": sends("site/trainer/main.js", half) }, /has ended with an error \(site\/trainer\/main\.js: /],
  "a module that throws": [{ "site/trainer/main.js": sends("site/trainer/main.js", (text) => `${text};\nthrow new Error("on purpose");`) }, /has ended with an error \(site\/trainer\/main\.js: .*on purpose/],
  "a page in place of a script": [{ "site/trainer/main.js": sends("index.html", (text) => text) }, /site\/trainer\/main\.js could not be loaded/],
  "half a table of texts": [{ "assets/text/en.json": sends("assets/text/en.json", half) }, /assets\/text\/en\.json could not be loaded/],
  "half a program": [{ "main.wasm": sends("main.wasm", half) }, /main\.wasm has arrived damaged/],
  "a connection that ends": [{ "main.wasm": (response) => {
    const bytes = readFileSync(path.join(dist, "main.wasm"));
    response.writeHead(200, { "Content-Type": "application/wasm", "Content-Length": bytes.length });
    response.write(half(bytes), () => response.destroy());
  } }, /main\.wasm could not be fetched/],
  "no connection": [{ "main.wasm": (response) => response.destroy() }, /main\.wasm could not be fetched/],
  "Go's script, damaged": [{ "wasm_exec.js": sends("wasm_exec.js", half) }, /wasm_exec\.js/],
  "Go's script of another version": [{ "wasm_exec.js": sends("wasm_exec.js", (text) => `${text}; delete Go.prototype.importObject;
    globalThis.Go = class extends Go { constructor() { super(); this.importObject = { gojs: {} }; } };`) }, /main\.wasm and wasm_exec\.js are not of the same version/],
  "a program that ends at once": [{ "wasm_exec.js": sends("wasm_exec.js", (text) => `${text}; Go.prototype.run = async () => {};`) }, /The program stopped/],
  "a program that cannot run": [{ "wasm_exec.js": sends("wasm_exec.js", (text) => `${text}; Go.prototype.run = async () => { throw new Error("on purpose"); };`) }, /Saddle could not start: on purpose/],
  "a library of charts that throws": [{ "site/vendor/uPlot.esm.js": sends("site/vendor/uPlot.esm.js", () => 'throw new Error("on purpose");') }, /The charts could not be made \(on purpose\)/],
};
for (const [what, [fault, sentence]] of Object.entries(damaged)) {
  test(`${what} has its sentence`, async (t) => {
    const page = await pageFor(t);
    await says(page, address, fault, sentence);
    assert.equal(await trainsMute(page), 0);
  });
}

test("where no QR code can be made, the panel says so and has the link all the same", async (t) => {
  instead = { "site/vendor/lean-qr.mjs": sends("site/vendor/lean-qr.mjs", () => 'throw new Error("on purpose");') };
  const page = await open(await pageFor(t), address);
  await page.locator("#share").click();
  await page.locator("#sharing", { hasText: "The QR code could not be made (on purpose)" }).waitFor();
  instead = {};
  assert.ok((await page.locator("#share-link").inputValue()).startsWith(address));
});

test("a page that cannot be built around its program says so, and nobody trains", async (t) => {
  const page = await pageFor(t);
  const broken = (text) => `{ const { getElementById } = document;
    document.getElementById = (id) => { if (id === "diagnosis") throw new Error("on purpose"); return getElementById.call(document, id); }; }\n${text}`;
  await says(page, address, { "site/trainer/main.js": sends("site/trainer/main.js", broken) }, /has ended with an error \(on purpose\)/);
  assert.equal(await page.evaluate(() => saddle.playing), false);
});

test("a program that ends later is missed, too", async (t) => {
  const ending = (text) => `${text}; { const { run } = Go.prototype;
    Go.prototype.run = function (instance) { return Promise.race([run.call(this, instance), new Promise((resolve) => { globalThis.end = resolve; })]); }; }`;
  instead = { "wasm_exec.js": sends("wasm_exec.js", ending) };
  const page = await open(await pageFor(t), address);
  instead = {};
  await page.evaluate(() => globalThis.end());
  await page.locator("#loading.failed #loading-text", { hasText: tables.en["loading.stopped"] }).waitFor();
});

test("charts are made where the browser's language is none", async (t) => {
  const page = await open(await newPage(t, { prepare: () => Object.defineProperty(navigator, "language", { value: "C", configurable: true }) }), address);
  await page.locator("#charts .uplot").first().waitFor();
  assert.deepEqual(page.complaints, []);
});

test("a language whose texts do not come is not changed to", async (t) => {
  const page = await open(await newPage(t), `${address}?paused`);
  instead = { "assets/text/vi.json": notFound };
  await page.click("#language");
  await page.locator(".notice.bad", { hasText: "the texts in Tiếng Việt could not be loaded (assets/text/vi.json)" }).waitFor();
  instead = {};
  assert.equal(await page.locator(".tagline").innerText(), tables.en["page.tagline"]);
  assert.deepEqual(await page.evaluate(() => [document.documentElement.lang, localStorage.getItem("saddle.language")]), ["en", null]);
});
