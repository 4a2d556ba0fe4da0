// The tables of text: complete in each language, and nothing in them that the page does not say.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const tables = { en: JSON.parse(read("assets/text/en.json")), vi: JSON.parse(read("assets/text/vi.json")) };
const { always } = await import("../common/text.js");
const scripts = ["common", "examples", "lecture", "slides", "trainer"].flatMap((folder) => readdirSync(new URL(`../${folder}`, import.meta.url), { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".js")).map((name) => `${folder}/${name}`));
const source = [read("index.html"), read("site/examples/embed.html"), ...scripts.map((name) => read(`site/${name}`))].join("\n");

/** Keys that are put together from names of the program: words.test.js, embed.test.js and lecture-figures.test.js see to those. */
const composed = /^(field|choice|group|error|measure|view|unit|chart|curve|preset|diagnosis|remedy|message|lecture\.(classes|tasks)|race\.ready)\./;

const placeholders = (sentence) => [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

test("both languages have the same keys", () => {
  assert.deepEqual(Object.keys(tables.vi).sort(), Object.keys(tables.en).sort());
});

test("both languages fill in the same placeholders", () => {
  for (const key of Object.keys(tables.en)) {
    assert.deepEqual(placeholders(tables.vi[key] ?? ""), placeholders(tables.en[key]), key);
  }
});

test("what is said without a table is what the table says", () => {
  for (const [language, sentences] of Object.entries(always)) {
    for (const [key, sentence] of Object.entries(sentences)) assert.equal(sentence, tables[language][key], key);
  }
  assert.deepEqual(Object.keys(always), Object.keys(tables));
});

test("no text is empty, and Vietnamese is not English left over", () => {
  for (const [language, table] of Object.entries(tables)) {
    for (const [key, sentence] of Object.entries(table)) assert.notEqual(sentence.trim(), "", `${language} ${key}`);
  }
  const same = Object.keys(tables.en).filter((key) => tables.en[key].split(" ").length > 3 && tables.en[key] === tables.vi[key]);
  assert.deepEqual(same, []);
});

test("each key that the page names is in the tables", () => {
  const firsts = new Set(Object.keys(tables.en).map((key) => key.split(".")[0]));
  const named = [...source.matchAll(/["'`]([a-z]+)((?:\.[a-z0-9_-]+)+)["'`]/g)]
    .filter(([, first]) => firsts.has(first))
    .map(([, first, rest]) => first + rest);
  assert.ok(named.length > 30, `only ${named.length} keys found in the page's sources`);
  assert.deepEqual(named.filter((key) => !(key in tables.en)), []);
});

test("each key in the tables is named by the page", () => {
  const used = (key) => composed.test(key) || [`"${key}"`, `'${key}'`, `\`${key}\``].some((literal) => source.includes(literal));
  const unused = Object.keys(tables.en).filter((key) => !used(key) && !used(key.replace(/\.help$/, "")));
  assert.deepEqual(unused, []);
});
