// The browser that is under test: BROWSER is chromium, firefox or webkit. What is in this folder runs in each of them.
import { after } from "node:test";
import { PNG } from "pngjs";
import { desktop } from "../browser.js";

export const name = process.env.BROWSER ?? "chromium";
const { launch } = await import(`./${name}.js`);

const launched = new Map();
after(async () => {
  for (const browser of launched.values()) await (await browser).close();
});

/**
 * A new page, closed when its owner ends: a test, or `{ after }` for all of a file. Without `storage` the browser refuses what lasts (Firefox).
 * @param {import("../browser.js").Owner} owner
 * @param {{ viewport?: { width: number, height: number }, storage?: boolean }} [options]
 * @returns {Promise<Omit<import("./page.js").PuppetPage, "page">>}
 */
export async function newPage(owner, { viewport = desktop, ...options } = {}) {
  const key = JSON.stringify(options);
  if (!launched.has(key)) launched.set(key, launch(options));
  return (await launched.get(key)).newPage(owner, viewport);
}

/** Opens the trainer, and waits until it can be used. */
export async function open(page, address) {
  await page.goto(address);
  await page.until(() => document.querySelector("#groups:not([aria-busy])") !== null);
}

/** Resolves when training has come some steps by itself. */
export const trains = (page) => page.until(() => saddle.snapshot().step >= 5);

/** The digest of the lecture's first experiment, or the slides', after 30 rounds. */
export const figureDigest = (page) => page.evaluate(async () => {
  saddle.use("play");
  saddle.pause();
  saddle.reset();
  await saddle.step(30);
  return saddle.snapshot("play").digest;
});

/** How many colours there are in a part of a picture. */
export function colours(picture, { x, y, width, height }) {
  const image = PNG.sync.read(picture);
  const found = new Set();
  for (let row = Math.ceil(y); row < y + height && row < image.height; row++) {
    for (let column = Math.ceil(x); column < x + width && column < image.width; column++) found.add(image.data.readUInt32LE(4 * (row * image.width + column)));
  }
  return found.size;
}
