// The browser takes the graphics away: the page loads itself again and is where it was, and if that happens twice, the person loads it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { eventually, newPage, open, opening, root, serve } from "./browser.js";

const address = await serve();
const words = JSON.parse(readFileSync(path.join(root, "assets/text/en.json"), "utf8"));

/** What a browser may do that keeps nothing: it throws when storage is only named. */
const withoutStorage = () => {
  for (const name of ["sessionStorage", "localStorage"]) {
    Object.defineProperty(window, name, { configurable: true, get() { throw new DOMException(`${name} is forbidden`, "SecurityError"); } });
  }
};

const lose = (page) => page.evaluate(async () => {
  await saddle.ready;
  document.querySelector("body > canvas").getContext("webgl2").getExtension("WEBGL_lose_context").loseContext();
});

const state = (page) => page.evaluate(() => {
  const { step, digest } = saddle.snapshot();
  return { step, digest, rate: saddle.config().g_lr };
});

async function arrivesAt(page, before) {
  await page.waitForFunction((step) => globalThis.saddle?.snapshot?.().step === step, before.step, opening);
  await eventually(async () => assert.deepEqual(await state(page), before));
}

/** Opens a page that has trained under two rates, and resolves to its state. */
async function trained(page) {
  await open(page, `${address}?paused`, "#seed=5&g_layers=16&d_layers=16&batch=32");
  await page.evaluate(async () => {
    await saddle.step(120);
    saddle.set("g_lr", "0.0035");
    await saddle.step(180);
  });
  return state(page);
}

for (const [kind, storage] of Object.entries({ kept: "", forbidden: `(${withoutStorage})();` })) {
  test(`graphics that are lost cost nothing of the run, with storage ${kind}`, async (t) => {
    const page = await newPage(t, { prepare: { content: storage } });
    const before = await trained(page);
    assert.deepEqual([before.step, before.rate], [300, 0.0035]);
    await Promise.all([page.waitForEvent("load", opening), lose(page)]);
    await arrivesAt(page, before);
    // Loaded once more, it is where it was, too.
    await page.reload(opening);
    await arrivesAt(page, before);
  });

  test(`graphics that are lost once more at once cost nothing either, with storage ${kind}`, async (t) => {
    // The second time as soon as there is a picture, while the run is still played again, and on a machine that needs twenty
    // seconds for that picture. A window's name outlives a reload.
    const again = () => {
      if (window.name !== "once more") return;
      window.name = "";
      const { getContext } = HTMLCanvasElement.prototype;
      const now = performance.now.bind(performance);
      HTMLCanvasElement.prototype.getContext = function (...asked) {
        if (this.isConnected) performance.now = () => now() + 20_000;
        return getContext.apply(this, asked);
      };
      requestAnimationFrame(function watch() {
        if (!(globalThis.saddle?.stats?.().frameMs > 0)) requestAnimationFrame(watch);
        else document.querySelector("body > canvas").getContext("webgl2").getExtension("WEBGL_lose_context").loseContext();
      });
    };
    const page = await newPage(t, { prepare: { content: `${storage}(${again})();` } });
    const before = await trained(page);
    await page.evaluate(() => { window.name = "once more"; });
    await Promise.all([page.waitForEvent("load", opening), lose(page)]);
    await page.locator(".notice.bad", { hasText: words["program.graphics"] }).waitFor(opening);
    assert.equal(await page.evaluate(() => saddle.playing), false);
    await page.reload(opening);
    await arrivesAt(page, before);
    assert.equal(await page.locator(".notice.bad").count(), 0);
  });
}

test("a run that plays goes on after its graphics are back", async (t) => {
  const page = await open(await newPage(t), address, "#seed=6");
  await page.waitForFunction(() => saddle.snapshot().step > 20, null, opening);
  const { step } = await state(page);
  await Promise.all([page.waitForEvent("load", opening), lose(page)]);
  await page.waitForFunction((step) => globalThis.saddle?.snapshot?.().step > step && saddle.playing, step, opening);
});
