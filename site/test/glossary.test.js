// One term for one thing, everywhere and in both languages: glossary.json has the terms, and the forms that are not to be written.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { pages } from "../tools/share.mjs";

const languages = ["en", "vi"];
const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const { terms, avoid } = JSON.parse(read("site/text/glossary.json"));

/** The words of a line: no formulas, links' addresses, citations, names in braces, or marks. */
const words = (line) => line.replace(/^(:::|\w+(\.\w+)?: ).*/, (head) => (head.startsWith(":::") ? "" : head.slice(head.indexOf(" "))))
  .replace(/\$[^$]*\$/g, " · ").replace(/\]\([^)]*\)/g, "]").replace(/\[@[^\]]*\]/g, "").replace(/\{[^}]*\}/g, "").replace(/\*/g, "").replace(/\s/g, " ");

/** Sentences that say the same: each {where, en, vi}. */
function table() {
  const [en, vi] = languages.map((language) => JSON.parse(read(`assets/text/${language}.json`)));
  return Object.keys(en).map((where) => ({ where, en: en[where], vi: vi[where] ?? "" }));
}

const withoutDisplayed = (markdown) => markdown.replace(/^\$\$[^]*?^\$\$$/gm, (formula) => formula.replace(/.+/g, ""));

function document(folder) {
  const [en, vi] = languages.map((language) => withoutDisplayed(read(`site/text/${folder}/${language}.md`)).split("\n"));
  assert.equal(vi.length, en.length, `the texts of site/text/${folder} are not line beside line`);
  return en.map((line, i) => ({ where: `site/text/${folder}, line ${i + 1}`, en: line, vi: vi[i] }));
}

const texts = {
  "the page": table(),
  "the lecture": document("lecture"),
  "the slides": document("slides"),
  "the page for teachers": document("teacher"),
  "the terms' explanations": terms.filter(({ means }) => means).map(({ en: [name], means }) => ({ where: name, ...means })),
  "the pictures' descriptions": pages.map(({ says }, i) => ({ where: `picture ${i + 1}`, ...says })),
};

/** Finds a form as a word of its own. */
const form = (text) => new RegExp(`(?<![\\p{L}\\p{N}])${text}(?![\\p{L}\\p{N}])`, "iu");

/** A sentence without what the other one quotes as it is, as the title of a work. */
const own = (sentence, other) => sentence.replace(/“[^”]*”/g, (quoted) => (other.includes(quoted) ? "" : quoted));

for (const [name, sentences] of Object.entries(texts)) {
  for (const language of languages) {
    test(`${name}: nothing that the glossary advises against (${language})`, () => {
      const found = Object.entries(avoid[language]).flatMap(([wrong, right]) => sentences
        .filter((sentence) => form(`(?<!\\()${wrong}`).test(words(sentence[language]))) // in brackets it is the English name of a term
        .map(({ where }) => `${where}: “${wrong}”, better “${right}”`));
      assert.deepEqual(found, []);
    });
  }

  test(`${name}: where English uses a term, Vietnamese uses its term`, () => {
    const found = terms.flatMap(({ en, vi }) => sentences
      .filter((sentence) => en.some((term) => form(`${term}(s|es)?`).test(words(own(sentence.en, sentence.vi))))
        && !vi.some((term) => form(term).test(sentence.vi.replace(/\s/g, " "))))
      .map(({ where }) => `${where}: “${en[0]}” without “${vi[0]}”`));
    assert.deepEqual(found, []);
  });

  test(`${name}: Vietnamese has a decimal comma, English a point`, () => {
    const numbers = (text) => text.replace(/\]\([^)]*\)/g, "]").replace(/\[@[^\]]*\]/g, "").replaceAll("{,}", ",");
    const wrong = { en: /(?<![\d,])(0,\d|\d+,(?!\d{3}(?!\d))\d)/, vi: /(?<![\d.])(0\.\d|\d+\.(?!\d{3}(?!\d))\d)/ };
    for (const [language, other] of [languages, languages.toReversed()]) { // what is to be typed is quoted, the same in both
      assert.deepEqual(sentences.filter((sentence) => wrong[language].test(numbers(own(sentence[language], sentence[other])))).map(({ where }) => where), [], language);
    }
  });
}

test("the Vietnamese lecture gives the English name of a term once, and beside it the one that the paper has instead of ours", () => {
  const lecture = texts["the lecture"].map(({ vi }) => words(vi));
  for (const { en: [english], vi: [vietnamese], paper = "" } of terms.filter(({ introduced }) => introduced)) {
    const introductions = lecture.filter((line) => form(`${vietnamese} \\(${english}`).test(line));
    assert.equal(introductions.length, 1, `“${vietnamese} (${english})”`);
    assert.ok(introductions[0].includes(paper), `“${paper}” is not beside “${vietnamese}”`);
  }
});
