// What has ended the program once does not do so again and again: the page opens it at rest, then not at all.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { eventually, faults, newPage, open, phone, root, serve } from "./browser.js";

const address = await serve();
const shots = path.join(root, "site/test/shots");
mkdirSync(shots, { recursive: true });
const tables = Object.fromEntries(["en", "vi"].map((name) => [name, JSON.parse(readFileSync(path.join(root, `assets/text/${name}.json`), "utf8"))]));
const link = "#cloud=grid&seed=7";

/** Waits until all that a page says is this. */
const says = (page, ...sentences) => eventually(async () => assert.deepEqual(await page.locator("#notices .notice p").allInnerTexts(), sentences));
const button = (page, key, language = "en") => page.locator("#notices button", { hasText: tables[language][key] });

/** Runs in a page before its own scripts: it can be made to end without a word, as when the browser takes its process away. */
const mortal = () => {
  const { addEventListener: listen } = EventTarget.prototype;
  EventTarget.prototype.addEventListener = function (type, /** @type {any} */ listener, ...more) {
    const last = type === "pagehide" || type === "visibilitychange";
    return listen.call(this, type, last ? (event) => { if (!globalThis.crashed) listener.call(this, event); } : listener, ...more);
  };
};

/** Has it end, and opens an address again in the same tab. */
async function crash(page, to) {
  await page.evaluate(() => { globalThis.crashed = true; });
  await page.goto("about:blank");
  return open(page, address, to);
}

/** Has the program end by itself, as Go's does where it gets no memory. */
async function exit(page) {
  await page.evaluate(() => { globalThis.running.exit(2); globalThis.running.exited = true; globalThis.running._resolveExitPromise(); });
  await page.locator("#loading.failed").waitFor();
}
const catchProgram = () => {
  let Go;
  Object.defineProperty(globalThis, "Go", {
    configurable: true,
    get: () => Go,
    set(value) {
      Go = class extends value {
        constructor() { super(); globalThis.running = this; }
      };
    },
  });
};

test("after the tab was taken down, its link opens at rest, and says so", async (t) => {
  for (const [language, viewport] of /** @type {const} */ ([["en", undefined], ["vi", phone]])) {
    const page = await open(await newPage(t, { language, viewport, prepare: mortal }), address, link);
    await page.waitForFunction(() => saddle.playing && saddle.snapshot().step > 0);
    await says(page);
    await crash(page, link);
    await says(page, tables[language]["ended.once"]);
    await eventually(async () => assert.deepEqual(await page.evaluate(() => [saddle.playing, saddle.link(), saddle.snapshot().step]), [false, link, 0]));
    assert.deepEqual(await faults(page), []);
    await page.screenshot({ path: path.join(shots, `ended-${language}.png`) });
    await button(page, "ended.default", language).click();
    await page.waitForFunction(() => saddle.playing && location.hash === "");
    await says(page);
  }
});

test("who trains it all the same, and sees it end again, gets the default, and may try once more", async (t) => {
  const page = await open(await newPage(t, { prepare: mortal }), address, link);
  await crash(page, link);
  await button(page, "slow.train").click();
  await page.waitForFunction(() => saddle.playing && saddle.snapshot().step > 0);
  await crash(page, link);
  await says(page, tables.en["ended.twice"]);
  assert.deepEqual(await page.evaluate(() => [saddle.playing, saddle.link(), location.hash]), [true, "", ""]);
  await button(page, "ended.again").click();
  await page.waitForFunction((link) => saddle.link() === link && !saddle.playing, link);
});

test("a link that was left, reloaded or is another one is opened as ever", async (t) => {
  const page = await open(await newPage(t, { prepare: mortal }), address, link);
  await page.reload();
  await page.locator("#groups:not([aria-busy])").waitFor();
  await page.waitForFunction(() => !saddle.arriving && document.querySelector("#notices .arriving") === null);
  await says(page);
  await crash(page, "#seed=3");
  await says(page);
  assert.equal(await page.evaluate(() => saddle.playing), true);
});

test("a program that ends by itself is remembered, though the page lives on until it is loaded again", async (t) => {
  const page = await open(await newPage(t, { prepare: catchProgram }), address, link);
  await page.waitForFunction(() => saddle.snapshot().step > 0);
  await exit(page);
  await page.screenshot({ path: path.join(shots, "ended-stopped.png") });
  await page.reload();
  await page.locator("#groups:not([aria-busy])").waitFor();
  await says(page, tables.en["ended.once"]);
  assert.equal(await page.evaluate(() => saddle.playing), false);
});

test("where nothing can be stored, nothing is said, and everything works", async (t) => {
  const page = await open(await newPage(t, { prepare: () => {
    for (const name of ["sessionStorage", "localStorage"]) Object.defineProperty(globalThis, name, { get() { throw new DOMException("refused", "SecurityError"); } });
  } }), address, link);
  await page.waitForFunction(() => saddle.playing && saddle.snapshot().step > 0);
  await page.reload();
  await page.locator("#groups:not([aria-busy])").waitFor();
  await page.locator(".arriving").waitFor({ state: "detached" }); // on the way back to where it was
  await says(page);
});
