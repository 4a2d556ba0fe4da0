// The slides: turned and spoken from by keys alone, and all of each in sight.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { serve, terminal } from "../browser.js";
import { deck } from "../../tools/text/slides.mjs";
import { figureDigest, name, newPage } from "./browser.js";

const address = await serve();
const { slides } = deck("en");
const page = await newPage({ after }, { viewport: { width: 1024, height: 700 } });

/** What of the slide that is shown lies outside of its place. */
const outside = () => {
  const frame = document.querySelector(".reveal").getBoundingClientRect();
  const isOut = ({ left, right, top, bottom }) => left < frame.left - 1 || right > frame.right + 1 || top < frame.top - 1 || bottom > frame.bottom + 1;
  const walker = document.createTreeWalker(document.querySelector("section.present"), NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  const found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.data.trim() || !node.parentElement.checkVisibility({ opacityProperty: true }) || node.parentElement.closest(".unseen, .notes, option")) continue;
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if (box.width >= 2 && isOut(box)) found.push(node.data.trim().slice(0, 40));
  }
  return found;
};

test(`${name} opens the deck`, async () => {
  await page.goto(`${address}site/slides/index.html`);
  await page.until(() => globalThis.saddle?.presets && document.querySelector("section.present") !== null);
  assert.deepEqual(page.complaints, []);
});

/**
 * Turns to a slide and waits until its figures are there. reveal.js writes the address a little after each turn, and so may write over the
 * one that is asked for at that moment: then it is asked for again.
 */
const turnTo = (id) => page.until((id) => {
  const isThere = document.querySelector("section.present")?.id === id;
  if (!isThere) location.hash = `/${id}`;
  return isThere && [...document.querySelectorAll("section.present .figure-stage")].every(({ dataset }) => dataset.state === "ready");
}, id);

// Chromium is looked at more closely in slides.test.js.
if (name !== "chromium") {
  test(`${name} shows all of every slide`, async () => {
    for (const { id } of slides) {
      await turnTo(id);
      let found;
      for (let tries = 0; tries < 30 && (found = await page.evaluate(outside)).length; tries++) await page.evaluate(() => new Promise(requestAnimationFrame));
      assert.deepEqual(found, [], id);
    }
    assert.deepEqual(page.complaints, []);
  });
}

const shows = (id) => page.until((id) => document.querySelector("section.present")?.id === id, id);

test(`${name}: keys turn the slides, start a demonstration, and put it back`, async () => {
  await turnTo(slides[0].id);
  for (const [i, key] of ["PageDown", "ArrowRight", " "].entries()) {
    await page.press(key);
    await shows(slides[i + 1].id);
  }
  await page.press("ArrowLeft");
  await shows(slides[2].id);
  await turnTo("play");
  await page.press("Enter");
  await page.until(() => saddle.history("play").step.at(-1) > 1);
  await page.press("Enter");
  await page.until(() => saddle.history("play").step.at(-1) === 0);
  assert.equal(await figureDigest(page), (await terminal("", 30)).digest);
  assert.deepEqual(page.complaints, []);
});
