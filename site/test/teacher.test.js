// The page for teachers: its minutes add up, its links lead somewhere, what it takes of the lecture is the lecture's, and the worksheet
// is printed alone.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { page as article } from "../tools/text/lecture.mjs";
import { deck } from "../tools/text/slides.mjs";
import { page } from "../tools/text/teacher.mjs";
import { pages } from "../tools/text/frame.mjs";
import { can, desktop, faults, newPage, open, phone, serve } from "./browser.js";

const address = await serve();
const all = (html, pattern) => [...html.matchAll(pattern)].map(([, found]) => found);
const plain = (html) => html.replace(/<a [^>]*>|<\/a>/g, "").replace(/\s+/g, " ");

for (const [language, file] of Object.entries(pages)) {
  const html = page(language);

  test(`${language}: the minutes of each route add up, and every slide with a figure or a formula has its place in the long one`, () => {
    for (const [id, minutes] of [["short", 45], ["long", 90]]) {
      const route = html.match(new RegExp(`<h2 id="${id}">.*?</table>`, "s"))[0];
      assert.equal(all(route, /<tr><td>(\d+)<\/td>/g).map(Number).reduce((sum, one) => sum + one), minutes);
    }
    const long = all(html.match(/<h2 id="long">.*?<\/table>/s)[0], /href="\.\.\/slides\/\w+\.html#\/([\w-]+)"/g);
    const slides = deck(language).slides.map(({ id }) => id);
    assert.deepEqual(slides.filter((id) => !long.includes(id)), ["title", "losses"]); // the losses are for the reader to choose
  });

  test(`${language}: links lead to slides, places of the lecture and pages that there are`, () => {
    const slides = deck(language).slides.map(({ id }) => id);
    const places = all(article(language), /\sid="([^"]+)"/g);
    const links = all(html, /<a [^>]*href="([^"]+)"/g);
    for (const link of links) {
      const [, folder, name, place] = link.match(/^\.\.\/(slides|lecture)\/(\w+\.html)(?:#\/?([\w-]+))?$/) ?? [];
      if (!folder) continue;
      assert.equal(name, file, link);
      if (place) assert.ok((folder === "slides" ? slides : places).includes(place), link);
    }
    assert.ok(links.length > 50);
    assert.deepEqual(all(html, /(\[[^\]]*\]\([^)]*\)|:::|\{#|\(@|\$)/g), []);
  });

  test(`${language}: the worksheet has the lecture's questions, guesses and exercises, and no answer`, () => {
    const sheet = html.match(/<section class="worksheet">.*<\/section>/s)[0];
    const lecture = plain(article(language));
    const asked = all(sheet, /<div class="sheet-guess">(<p>.*?<\/p>)/gs);
    const guesses = all(sheet, /<li>(.*?)<\/li>/gs);
    const exercises = all(sheet, /<div class="sheet-exercise"><p>(.*?)<\/p>/gs);
    assert.deepEqual([asked.length, guesses.length, exercises.length], [6, 18, 4]);
    for (const part of [...asked, ...guesses, ...exercises]) assert.ok(lecture.includes(plain(part)), part);
    assert.doesNotMatch(sheet, /data-right|\[x\]|<details/);
  });
}

for (const [language, viewport, scheme] of /** @type {const} */ ([["en", desktop, "light"], ["vi", phone, "dark"]])) {
  if (can.change) test(`anyone can read it, and print the worksheet alone: ${language}, ${scheme}`, async (t) => {
    const page = await newPage(t, { sharp: true, language, viewport, scheme, prepare: () => { globalThis.print = () => { globalThis.printed = true; }; } });
    await page.goto(`${address}site/teacher/${pages[language]}`);
    await page.locator("#print").waitFor();
    assert.deepEqual(await faults(page), []);
    await page.click("#print");
    assert.equal(await page.evaluate(() => globalThis.printed), true);
    await page.emulateMedia({ media: "print" });
    const seen = () => page.evaluate(() => [...document.querySelectorAll(".article > *")].filter((node) => node.checkVisibility()).map(({ className }) => className));
    assert.deepEqual(await seen(), ["worksheet"]);
    const pdf = (await page.pdf({ format: "A4", preferCSSPageSize: true })).toString("latin1");
    const sheets = pdf.match(/\/Type ?\/Page\b/g).length;
    assert.ok(sheets >= 2 && sheets <= 4, `${sheets} sheets`);
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    assert.ok((await seen()).length > 5);
    assert.deepEqual(page.complaints, []);
  });
}

test("the lecture and the slides lead there, and its experiments load without an error", async (t) => {
  for (const language of Object.keys(pages)) {
    for (const folder of ["lecture", "slides"]) {
      assert.match(readFileSync(new URL(`../../dist/site/${folder}/${pages[language]}`, import.meta.url), "utf8"), new RegExp(`href="../teacher/${pages[language]}"`));
    }
  }
  const links = all(page("en"), /href="\.\.\/\.\.\/(#[^"]+)"/g).map((link) => link.replaceAll("&amp;", "&"));
  assert.ok(links.length >= 7);
  const trainer = await open(await newPage(t), address);
  assert.deepEqual(await trainer.evaluate(async (links) => {
    await saddle.ready;
    return links.flatMap((link) => saddle.load(link).errors.map((error) => `${link}: ${JSON.stringify(error)}`));
  }, links), []);
});
