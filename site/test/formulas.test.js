// Formulas look the same in every browser: nothing of the text around them is theirs, and cells align what is in them, not its parts.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { dist, newPage, serve } from "./browser.js";

const address = await serve();

for (const name of ["site/lecture/", "site/lecture/vi.html", "site/slides/", "site/slides/vi.html"]) {
  test(`parts of an aligned formula begin where they are, in ${name}`, async (t) => {
    const page = await newPage(t);
    await page.goto(address + name, { waitUntil: "domcontentloaded" });
    const [cells, wrong] = await page.evaluate(() => {
      const parts = [...document.querySelectorAll("mtd.tml-right *, mtd.tml-left *")];
      return [document.querySelectorAll("mtd.tml-right").length, parts.filter((part) => part.tagName !== "mtd" && getComputedStyle(part).textAlign !== "start").map((part) => part.outerHTML)];
    });
    assert.ok(cells > 5);
    assert.deepEqual(wrong, []);
    assert.deepEqual(await page.locator("mtd.tml-right").evaluateAll((all) => [...new Set(all.map((cell) => getComputedStyle(cell).textAlign.replace(/^-[a-z]+-/, "")))]), ["right"]);
  });
}

test("no bracket of a formula hangs, as the punctuation of the text does", () => {
  // Chromium has no such property to ask for, so this is read from the sheets.
  const rules = readdirSync(path.join(dist, "site"), { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".css"))
    .flatMap((name) => [...readFileSync(path.join(dist, "site", name), "utf8").matchAll(/([^{}]+)\{[^{}]*hanging-punctuation:\s*([^;}]+)/g)])
    .map(([, selector, value]) => [selector.trim().split("\n").at(-1).trim(), value.trim()]);
  assert.ok(rules.some(([, value]) => value === "first"));
  assert.ok(rules.some(([selector, value]) => selector === "math" && value === "none"));
  assert.deepEqual(rules.filter(([selector, value]) => value !== "none" && /math|tml|\bm[a-z]+\b/.test(selector)), []);
});
