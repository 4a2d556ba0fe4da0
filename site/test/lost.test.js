// The browser takes the graphics away: the page loads itself again and is where it was, and if that happens twice, the person loads it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { newPage, open, opening, root, serve } from "./browser.js";

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

const arrived = (page, step) => page.waitForFunction(
  (step) => globalThis.saddle?.ready?.then(() => saddle.snapshot().step === step), step, opening);

for (const [kind, prepare] of Object.entries({ "kept": undefined, "forbidden": withoutStorage })) {
  test(`graphics that are lost twice cost nothing of the run, with storage ${kind}`, async (t) => {
    const page = await open(await newPage(t, { prepare }), `${address}?paused`, "#seed=5&g_layers=16");
    await page.evaluate(async () => {
      await saddle.step(120);
      saddle.set("g_lr", "0.003");
      await saddle.step(180);
    });
    const before = await state(page);
    assert.equal(before.step, 300);

    await Promise.all([page.waitForEvent("load", opening), lose(page)]);
    await arrived(page, 300);
    assert.deepEqual(await state(page), before);

    await lose(page);
    await page.locator(".notice.bad", { hasText: words["program.graphics"] }).waitFor();
    await page.reload(opening);
    await arrived(page, 300);
    assert.deepEqual(await state(page), before);
    assert.equal(await page.locator(".notice.bad").count(), 0);

    // What has been played again is not played once more.
    await page.reload(opening);
    await arrived(page, 0);
  });
}

test("a run that plays goes on after its graphics are back", async (t) => {
  const page = await open(await newPage(t), address, "#seed=6");
  await page.waitForFunction(() => saddle.snapshot().step > 50, null, opening);
  const { step } = await state(page);
  await Promise.all([page.waitForEvent("load", opening), lose(page)]);
  await page.waitForFunction((step) => globalThis.saddle?.ready?.then(() => saddle.playing && saddle.snapshot().step > step), step, opening);
});
