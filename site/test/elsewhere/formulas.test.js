// Every formula of the lecture is set as Chromium sets it: engines may differ in the spaces around signs, but none may draw one sign over another,
// tear a line apart or lift a part of it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { desktop, serve } from "../browser.js";
import { launch } from "../everywhere/chromium.js";
import { name, newPage } from "../everywhere/browser.js";

/** The letters and signs of each formula, with where they are drawn, in the formula's own em. */
async function formulas(page, address) {
  await page.goto(address);
  await page.until(() => document.fonts.load("16px Formulas").then(() => document.readyState === "complete"));
  return page.evaluate(() => [...document.querySelectorAll("math")].map((math) => {
    const em = parseFloat(getComputedStyle(math).fontSize);
    const walker = document.createTreeWalker(math, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    const parts = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      range.selectNodeContents(node);
      const { left, right, top, bottom } = range.getBoundingClientRect();
      parts.push({ text: node.data, left: left / em, right: right / em, middle: (top + bottom) / 2 / em });
    }
    return { text: math.textContent, parts };
  }));
}

// In em. Between Chromium, Firefox and WebKit they are .08, .42 and .58.
const tolerance = { over: 0.15, apart: 0.6, lifted: 0.8 };

/** What is between a part and the one before it, if they stand side by side: the space, and how much higher one is. */
const between = ([before, part]) => ({ space: part.left - before.right, height: part.middle - before.middle });
const areBeside = (pair) => Math.abs(between(pair).height) < 0.2 && pair.every(({ left, right }) => right > left);

test(`${name} sets formulas as Chromium does`, async (t) => {
  const address = `${await serve()}site/lecture/`;
  const chromium = await launch();
  t.after(() => chromium.close());
  const expected = await formulas(await chromium.newPage(t, desktop), address);
  const found = await formulas(await newPage(t), address);
  assert.ok(expected.length > 300);
  const texts = (all) => all.map(({ parts }) => parts.map(({ text }) => text));
  assert.deepEqual(texts(found), texts(expected));
  const wrong = [];
  let pairs = 0;
  for (const [i, { text, parts }] of expected.entries()) {
    for (let j = 1; j < parts.length; j++) {
      const pair = parts.slice(j - 1, j + 1);
      if (!areBeside(pair)) continue;
      pairs++;
      const [there, here] = [between(pair), between(found[i].parts.slice(j - 1, j + 1))];
      const over = Math.min(there.space, 0) - here.space;
      const apart = here.space - there.space;
      const lifted = Math.abs(here.height - there.height);
      if (over > tolerance.over || apart > tolerance.apart || lifted > tolerance.lifted) {
        wrong.push(`${text}: ${pair[1].text} lies ${over.toFixed(2)} em over ${pair[0].text}, ${apart.toFixed(2)} further from it than in Chromium, ${lifted.toFixed(2)} higher or lower`);
      }
    }
  }
  assert.ok(pairs > 1000);
  assert.deepEqual(wrong, []);
});
