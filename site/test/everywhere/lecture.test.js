// The lecture: text, formulas and live figures.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { serve, terminal } from "../browser.js";
import { figureDigest, name, newPage } from "./browser.js";

const address = await serve();
const page = await newPage({ after });

test(`${name} shows every formula in the font that comes along, and nothing wider than the window`, async () => {
  await page.goto(`${address}site/lecture/`);
  await page.until(() => document.fonts.ready.then(() => document.readyState === "complete"));
  const seen = await page.evaluate(() => ({
    small: [...document.querySelectorAll("math")].filter((math) => math.getBoundingClientRect().height < 5).length,
    all: document.querySelectorAll("math").length,
    fonts: [...document.fonts].filter(({ family }) => /^"?Formulas"?$/.test(family)).map(({ status }) => status),
    wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  }));
  assert.ok(seen.all > 300);
  assert.deepEqual({ ...seen, all: 0 }, { small: 0, all: 0, fonts: ["loaded"], wide: 0 });
});

test(`${name} makes each figure, and trains to the same bits in one`, async () => {
  const figures = await page.evaluate(() => [...document.querySelectorAll("[data-figure]")].map(({ id }) => id));
  assert.ok(figures.length >= 14);
  for (const id of figures) {
    await page.evaluate((id) => document.getElementById(id).scrollIntoView({ block: "center" }), id);
    await page.until((id) => document.querySelector(`[id="${id}"] .figure-stage`).dataset.state === "ready", id);
  }
  await page.evaluate(() => document.getElementById("fig-play").scrollIntoView({ block: "center" }));
  await page.until(() => document.querySelector("#fig-play .figure-stage[data-awake=true]") !== null);
  await page.click("#fig-play .figure-button.strong");
  await page.until(() => saddle.history("play").step.at(-1) > 1);
  assert.equal(await figureDigest(page), (await terminal("", 30)).digest);
  assert.deepEqual(page.complaints, []);
});

test(`${name} opens the other language at the same place`, async () => {
  await page.goto(`${address}site/lecture/#nash`);
  await page.click("#language");
  await page.until(() => document.documentElement.lang === "vi" && location.hash === "#nash");
  assert.deepEqual(page.complaints, []);
});
