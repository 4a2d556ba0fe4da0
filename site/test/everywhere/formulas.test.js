// Every formula of the lecture is set as Chromium sets it: none of its parts lies elsewhere than beside its neighbours.
import assert from "node:assert/strict";
import { test } from "node:test";
import { serve } from "../browser.js";
import { launch } from "./chromium.js";
import { name, newPage } from "./browser.js";

const address = await serve();

/** Letters and signs of each formula with the middle of where they are drawn, in the formula's own em. */
async function formulas(page) {
  await page.goto(`${address}site/lecture/`);
  await page.until(() => document.fonts.load("16px Formulas").then(() => document.readyState === "complete"));
  return page.evaluate(() => [...document.querySelectorAll("math")].map((math) => {
    const em = parseFloat(getComputedStyle(math).fontSize);
    const walker = document.createTreeWalker(math, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    const parts = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      range.selectNodeContents(node);
      const { left, right, top, bottom } = range.getBoundingClientRect();
      if (right > left) parts.push({ text: node.data, x: (left + right) / 2 / em, y: (top + bottom) / 2 / em });
    }
    return { text: math.textContent, parts };
  }));
}

// In em. Engines differ in the spaces around signs and in how high they draw large ones.
const tolerance = { x: 0.2, y: 0.3 };

if (name !== "chromium") {
  test(`${name} sets formulas as Chromium does`, async (t) => {
    const chromium = await launch();
    t.after(() => chromium.close());
    const expected = await formulas(await chromium.newPage(t, { width: 1280, height: 720 }));
    const found = await formulas(await newPage(t));
    assert.ok(expected.length > 300);
    const texts = (all) => all.map(({ text, parts }) => [text, ...parts.map(({ text }) => text)]);
    assert.deepEqual(texts(found), texts(expected));
    const elsewhere = found.flatMap(({ text, parts }, i) => {
      for (let j = 1; j < parts.length; j++) {
        const off = (axis) => Math.abs(parts[j][axis] - parts[j - 1][axis] - expected[i].parts[j][axis] + expected[i].parts[j - 1][axis]);
        if (off("x") > tolerance.x || off("y") > tolerance.y) return [`${parts[j].text} of ${text}: ${off("x").toFixed(2)} and ${off("y").toFixed(2)} em`];
      }
      return [];
    });
    assert.deepEqual(elsewhere, []);
  });
}
