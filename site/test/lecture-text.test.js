// The lecture's text: both languages tell the same, and what is built of them needs nothing else to be read.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { page } from "../tools/text/lecture.mjs";
import { pages, unbegun } from "../tools/text/frame.mjs";
import { withPolicy } from "../tools/policy.mjs";
import { pages as shared, siteAddress, withHead } from "../tools/share.mjs";

const html = Object.fromEntries(Object.keys(pages).map((language) => [language, page(language)]));
const texts = Object.fromEntries(Object.keys(pages).map((language) =>
  [language, readFileSync(new URL(`../text/lecture/${language}.md`, import.meta.url), "utf8")]));

/** All that a pattern's first group finds in a page. */
const all = (language, pattern) => [...html[language].matchAll(pattern)].map(([, found]) => found);

/** What a person reads from beginning to end: without what comes before the first part and after the last, notes, formulas and tags. */
const words = (language) => html[language].match(/<h2 id="forger".*(?=<h2 id="summary")/s)[0]
  .replace(/<aside class="note.*?<\/aside>|<li id="ref-.*?<\/li>/gs, " ")
  .replace(/<math.*?<\/math>/gs, " ").replace(/<[^>]+>/g, " ").split(/\s+/);

const figures = ["play", "round", "k", "kl", "jsd", "flat", "flat-run", "optimum", "wasserstein", "squares", "began", "ratios", "losses", "collapse", "classes", "game", "tasks"];

for (const [what, pattern] of Object.entries({
  headings: /<h([23] id="[\w-]+)"/g,
  figures: /data-figure="([\w-]+)"/g,
  "equation numbers": /id="eq-(\w+)"/g,
  notes: /<aside class="note[^"]*" id="note-(\d+)"/g,
  "works cited": /<li id="ref-(\w+)"/g,
  "citations, in their order": /class="citation" href="#ref-(\w+)"/g,
  "references to equations, in their order": /class="to-equation" href="#eq-(\w+)"/g,
  "links to experiments": /href="\.\.\/\.\.\/(#[^"]+)"/g,
})) {
  test(`both languages have the same ${what}`, () => {
    assert.ok(all("en", pattern).length > 0);
    assert.deepEqual(all("vi", pattern), all("en", pattern));
  });
}

test("both languages have the same formulas, but for the words in them and the decimal comma", () => {
  const displayed = (language) => [...texts[language].matchAll(/^\$\$ ?\w*\n(.*?)\n\$\$/gms)]
    .map(([, tex]) => tex.replace(/\\text\{.*?\}/g, "").replaceAll("{,}", "."));
  assert.ok(displayed("en").length > 40);
  assert.deepEqual(displayed("vi"), displayed("en"));
});

test("a line of both languages has the same formulas in its text, but for the decimal comma", () => {
  const inText = (language) => texts[language].replace(/^\$\$[^]*?^\$\$$/gm, (formula) => formula.replace(/.+/g, "")).split("\n")
    .map((line) => new Set([...line.matchAll(/\$([^$]+)\$/g)].map(([, tex]) => tex.replaceAll("{,}", ".")).filter((tex) => tex.length > 1)));
  const english = inText("en");
  const vietnamese = inText("vi");
  assert.ok(english.filter(({ size }) => size > 0).length > 150);
  assert.deepEqual(vietnamese, english);
});

for (const [language, file] of Object.entries(pages)) {
  test(`${language}: the built site has it`, () => {
    const folder = new URL("../../dist/site/lecture/", import.meta.url);
    const lecture = shared.find(({ files }) => files[language] === `site/lecture/${file}`);
    assert.equal(readFileSync(new URL(file, folder), "utf8").replace(/ *<link rel="modulepreload"[^>]*>\n/g, ""), withPolicy(withHead(html[language], lecture, language, siteAddress())));
  });

  test(`${language}: every figure is there once, in order, with a question before it and a caption`, () => {
    assert.deepEqual(all(language, /data-figure="([\w-]+)"/g), figures);
    for (const name of figures) {
      const stage = `<figure id="fig-${name}" data-figure="${name}"><div class="figure-stage" aria-hidden="false">${unbegun(language)}</div><figcaption>`;
      const [before, after] = html[language].split(stage);
      assert.ok(after, `${name} is not as the figures' scripts expect it`);
      const asked = before.slice(before.lastIndexOf('<div class="question"'));
      assert.match(asked.replace(/<div class="guess".*/s, "").replace(/<[^>]+>/g, ""), /\S\?\s*$/, name);
      const guesses = [...asked.matchAll(/<button type="button" class="guess-choice"( data-right)?>(?:(?!<\/button>).){10,}<\/button>/g)].map(([, right]) => Boolean(right));
      assert.ok(guesses.length >= 2 && guesses.length <= 3, name);
      assert.equal(guesses.filter(Boolean).length, 1, name);
      assert.match(after, /^<a class="figure-number"[^>]*>[^<]+ \d+<\/a><p>.{40}/, name);
    }
  });

  test(`${language}: every numbered equation of the paper is there, and the others follow without a gap`, () => {
    const numbers = all(language, /id="eq-(\d+)"/g).map(Number);
    assert.deepEqual(numbers, numbers.map((_, i) => i + 1));
    assert.ok(numbers.length >= 13);
  });

  test(`${language}: the eighteen sections are numbered in order`, () => {
    assert.deepEqual(all(language, /<h3 id="[\w-]+"><a href="#[\w-]+">(\d+)\. /g), Array.from({ length: 18 }, (_, i) => String(i + 1)));
  });

  test(`${language}: each of the paper's sixteen slips has its note`, () => {
    const notes = all(language, /<aside class="note differs" id="note-(\d+)"/g).map(Number).sort((a, b) => a - b);
    assert.deepEqual(notes, Array.from({ length: 16 }, (_, i) => i + 1));
  });

  test(`${language}: ten exercises, each with its solution folded below it`, () => {
    assert.equal(all(language, /(<div class="exercise" id="exercise-[\w-]+">)/g).length, 10);
    assert.deepEqual(all(language, /<p class="exercise-name"><a href="#[\w-]+">\D+ (\d+)</g).map(Number), Array.from({ length: 10 }, (_, i) => i + 1));
    const below = html[language].match(/<h2 id="exercises".*?(?=<h2)/s)[0].replace(/<(?:math|p|div class="equation).*?<\/(?:math|p|div)>/gs, "");
    assert.equal([...below.matchAll(/<div class="exercise"(?:(?!<div class="exercise").)*<details class="solution"><summary>/gs)].length, 10);
  });

  test(`${language}: a term is marked once in a section, never within a link, and leads to what it means`, () => {
    const entries = all(language, /<div id="(term-[\w-]+)"><dt>.+?<\/dt><dd>.{20,}?<\/dd>/g);
    assert.ok(entries.length >= 30);
    for (const section of html[language].match(/<main.*<\/main>/s)[0].split(/(?=<h[23] )/)) {
      const marked = [...section.matchAll(/<a class="term" href="#([\w-]+)">/g)].map(([, id]) => id);
      assert.deepEqual(marked.filter((id, i) => marked.indexOf(id) !== i || !entries.includes(id)), []);
      assert.doesNotMatch(section, /<a (?:(?!<\/a>).)*<a /s);
    }
    assert.ok(all(language, /<a class="term" href="#(term-mode)">/g).length >= 4);
    // Where it is first used, the text says itself what a mode is.
    const article = html[language].match(/<h2 id="forger".*/s)[0].replace(/<[^>]*>/g, (tag) => (/^<\/?em>$/.test(tag) ? tag : ""));
    assert.ok(article.search(/\bmode/) === article.search(/<em>mode<\/em>/) + 4);
  });

  test(`${language}: nothing of the source's notation is left over`, () => {
    const body = html[language].match(/<main.*<\/main>/s)[0];
    assert.doesNotMatch(body, /\$|\\[a-zA-Z]+|:::|\{#|\(@|\[@|\*\*|<merror/);
    assert.doesNotMatch(body.replace(/<math.*?<\/math>/gs, "").replace(/<[^>]+>/g, ""), /\*|"| '|' /);
  });

  test(`${language}: every link within the page and to the other language resolves, and no name is used twice`, () => {
    const ids = all(language, /\sid="([^"]+)"/g);
    assert.deepEqual(ids.filter((id, i) => ids.indexOf(id) !== i), []);
    assert.deepEqual(all(language, /href="#([^"]+)"/g).filter((id) => !ids.includes(id)), []);
    const files = all(language, /href="([^"#]+)"/g).filter((href) => !/^(https:|data:)/.test(href));
    const known = [...Object.values(pages), "../styles/tokens.css", "../styles/tools.css", "../styles/formulas.css", "../styles/licences.css", "lecture.css", "figures/figures.css", "../../", "../../licences.txt", `../slides/${pages[language]}`, `../teacher/${pages[language]}`];
    assert.deepEqual(files.filter((href) => !known.includes(href)), []);
  });

  test(`${language}: where the text speaks of a section by its number, it is that section's`, () => {
    const numbers = Object.fromEntries([...html[language].matchAll(/<h3 id="([\w-]+)"><a href="#[\w-]+">(\d+)\. /g)].map(([, id, number]) => [id, number]));
    const spoken = [...html[language].matchAll(/<a href="#([\w-]+)">(?:section|mục) (\d+)<\/a>/g)];
    assert.ok(spoken.length >= 3);
    for (const [, id, number] of spoken) assert.equal(number, numbers[id], id);
  });

  test(`${language}: only works that are cited are listed, each with a place to find it`, () => {
    const works = all(language, /<li id="ref-\w+">(.*?)<\/li>/g);
    assert.ok(works.length >= 30);
    for (const work of works) assert.match(work, /<cite>.+<\/cite>\.? .+\.$/);
  });

  test(`${language}: without its notes it takes a good hour to read`, () => {
    const [least, most] = { en: [6000, 8400], vi: [7000, 10400] }[language]; // Vietnamese writes a word's syllables apart.
    const count = words(language).length;
    assert.ok(count >= least && count <= most, `${count} words`);
  });

  test(`${language}: it asks no other host for anything`, () => {
    assert.deepEqual(all(language, /(?:src|srcset)="([^"]+)"/g), ["../common/failure.js", "../common/first-theme.js", "page.js", "figures/main.js"]);
    assert.deepEqual(all(language, /<link rel="stylesheet" href="([^"]+)"/g), ["../styles/tokens.css", "../styles/tools.css", "../styles/formulas.css", "../styles/licences.css", "lecture.css", "figures/figures.css"]);
  });
}

test("Vietnamese writes decimals with a comma, English with a point", () => {
  const outside = (language) => texts[language].replace(/\]\([^)]*\)/g, "").replace(/\[@[^\]]*\]/g, "");
  assert.deepEqual(outside("vi").match(/\d\.\d(?!\d\d\b)/g), null);
  assert.deepEqual(outside("en").match(/\d(\{,\}|,)\d(?!\d\d\b)\d*/g)?.filter((found) => found.includes("{,}")) ?? [], []);
});
