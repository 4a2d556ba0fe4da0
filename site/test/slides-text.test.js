// The slides' text: both languages tell the same, with the lecture's own formulas and questions, and every slide has what a speaker needs.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { page as article } from "../tools/text/lecture.mjs";
import { withPolicy } from "../tools/policy.mjs";
import { pages as shared, siteAddress, withHead } from "../tools/share.mjs";
import { pages } from "../tools/text/frame.mjs";
import { deck, page } from "../tools/text/slides.mjs";

const decks = Object.fromEntries(Object.keys(pages).map((language) => [language, deck(language).slides]));
const all = (html, pattern) => [...html.matchAll(pattern)].map(([, found]) => found);
const whole = (language) => decks[language].map(({ html }) => html).join("\n");

test("there are as many slides as fit into a lecture", () => {
  assert.ok(decks.en.length >= 25 && decks.en.length <= 40, String(decks.en.length));
});

for (const [what, pattern] of Object.entries({
  slides: /<section id="([\w-]+)"/g,
  "kinds of slides": /<section id="[\w-]+" class="(\w+)"/g,
  formulas: /href="\.\.\/lecture\/\w+\.html#eq-(\w+)"/g,
  figures: /data-figure="([\w-]+)"/g,
  demonstrations: /data-preset="([\w-]+)"/g,
})) {
  test(`both languages have the same ${what}`, () => {
    assert.ok(all(whole("en"), pattern).length > 0);
    assert.deepEqual(all(whole("vi"), pattern), all(whole("en"), pattern));
  });
}

for (const language of Object.keys(pages)) {
  test(`${language}: every slide has notes, and every figure a question`, () => {
    for (const { id, html } of decks[language]) {
      assert.match(html, /<aside class="notes"><p>.{60}/, id);
      if (/data-figure="(?!menu)/.test(html)) assert.match(html, /<div class="question"><p>.*\?(<\/span>)?<\/p>/s, id);
    }
  });

  test(`${language}: questions and formulas are those of the lecture, and links to formulas lead somewhere`, () => {
    const lecture = article(language);
    for (const { id, html } of decks[language]) {
      for (const name of all(html, /data-figure="(?!menu|demonstration)([\w-]+)"/g)) {
        const [question] = all(lecture, new RegExp(`<div class="question" id="ask-${name}">(.*?)</div>`, "gs"));
        assert.ok(question && html.includes(question.trim()), `${id}: ${name}`);
      }
      for (const number of all(html, /#eq-(\w+)"/g)) {
        const [formula] = all(lecture, new RegExp(`id="eq-${number}"><div class="equation-body">(.*?)</div>`, "gs"));
        assert.ok(formula && html.includes(formula), `${id}: equation ${number}`);
      }
    }
  });

  test(`${language}: the built site has them`, () => {
    const folder = new URL("../../dist/site/slides/", import.meta.url);
    const slides = shared.find(({ files }) => files[language] === `site/slides/${pages[language]}`);
    assert.equal(readFileSync(new URL(pages[language], folder), "utf8").replace(/ *<link rel="modulepreload"[^>]*>\n/g, ""), withPolicy(withHead(page(language), slides, language, siteAddress())));
  });
}
