// What is put together from the program's names (settings, choices, measures, demonstrations, diagnoses) has its words in both
// languages, they are to be seen, and no text on the page is a key that nobody wrote a sentence for.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, test } from "node:test";
import { sendFile } from "../tools/static.mjs";
import { dist, newPage, open, root, serveWith } from "./browser.js";

// From the sources, where each module can be asked.
const address = await serveWith((pathname, response) => sendFile(/\.wasm$|wasm_exec\.js$/.test(pathname) ? dist : root, pathname, response));
const languages = ["en", "vi"];
const tables = Object.fromEntries(
  languages.map((language) => [language, JSON.parse(readFileSync(new URL(`../../assets/text/${language}.json`, import.meta.url), "utf8"))]),
);
const pages = {};
for (const language of languages) {
  pages[language] = await open(await newPage({ after }, { language }), address);
  await pages[language].evaluate(() => saddle.pause());
}
const { schema, presets, measures } = await pages.en.evaluate(() => ({
  schema: saddle.schema(), presets: saddle.presets(), measures: Object.keys(saddle.history()).filter((name) => name !== "step"),
}));

/** What explains a choice where the names alone do not. */
const explained = ["cloud", "loss", "structure", "rule", "init"];

test("each name has its words in both languages", () => {
  const keys = schema.flatMap(({ name, group, choices = [] }) => [
    `group.${group}`, `field.${name}.label`, `field.${name}.help`,
    ...choices.map((choice) => `choice.${name}.${choice}.label`),
    ...(explained.includes(name) ? choices.map((choice) => `choice.${name}.${choice}.help`) : []),
  ]);
  for (const measure of measures) keys.push(`measure.${measure}.label`, `measure.${measure}.help`);
  for (const { name, group } of presets) keys.push(`preset.group.${group}`, `preset.${name}.title`, `preset.${name}.text`);
  for (const language of languages) assert.deepEqual(keys.filter((key) => !tables[language][key]), [], language);
});

test("no words are left of what is there no more", () => {
  const names = new Set(["group", ...presets.map(({ name }) => name)]);
  const stale = Object.keys(tables.en).filter((key) => /^preset\./.test(key) && !names.has(key.split(".")[1]));
  const settings = new Set(schema.map(({ name }) => name));
  stale.push(...Object.keys(tables.en).filter((key) => /^(field|choice)\./.test(key) && !["restarts", "range"].includes(key.split(".")[1]) && !settings.has(key.split(".")[1])));
  assert.deepEqual(stale, []);
});

test("numbers are written as people of each language write them", async () => {
  const numbers = [0, -0, -1.38629, 12345.678, 1234567.8, 1e-4, -2.5e-7, 1e9, NaN, null];
  const written = { en: "0 0 −1.386 12,345.68 1,234,568 1e−4 −2.5e−7 1e9 – –", vi: "0 0 −1,386 12.345,68 1.234.568 1e−4 −2,5e−7 1e9 – –" };
  for (const language of languages) {
    const found = await pages[language].evaluate(async (numbers) => {
      const { formatNumber } = await import(new URL("site/common/text.js", document.baseURI).href);
      return numbers.map((number) => formatNumber(number, 4)).join(" ");
    }, numbers);
    assert.equal(found, written[language]);
  }
});

for (const language of languages) {
  test(`the page's head is in the page's language (${language})`, async () => {
    const head = await pages[language].evaluate(() => [document.documentElement.lang, document.title, document.querySelector("meta[name=description]").content]);
    assert.deepEqual(head, [language, tables[language]["page.title"], tables[language]["page.description"]]);
  });

  test(`what each loss, structure and demonstration is about is to be seen (${language})`, async () => {
    const page = pages[language];
    for (const name of ["loss", "structure"]) {
      const { choices } = schema.find((field) => field.name === name);
      await page.locator(`[data-field=${name}] .choice-button`).click();
      for (const choice of choices) {
        const option = page.locator(`[data-field=${name}] [role=option][data-value="${choice}"]`);
        await option.scrollIntoViewIfNeeded();
        const said = await option.innerText();
        assert.ok(said.includes(tables[language][`choice.${name}.${choice}.label`]), said);
        assert.ok(said.includes(tables[language][`choice.${name}.${choice}.help`]), said);
      }
      await page.keyboard.press("Escape");
    }
    const titles = presets.map(({ name }) => tables[language][`preset.${name}.title`]);
    await page.locator(".tools [data-opens=presets]").click();
    await page.locator("#presets").waitFor();
    assert.deepEqual(await Promise.all(presets.map(({ name }) => page.locator(`#presets [data-preset="${name}"]`).innerText())), titles);
    await page.keyboard.press("Escape");
    for (const [i, { name }] of presets.entries()) {
      await page.evaluate((name) => {
        document.querySelector(`#presets [data-preset="${name}"]`).click();
        saddle.pause();
      }, name);
      await page.locator("#card p", { hasText: tables[language][`preset.${name}.text`] }).waitFor();
      assert.equal(await page.locator("#card h3").innerText(), titles[i]);
    }
  });

  test(`no text on the page is a key that nobody wrote a sentence for (${language})`, async () => {
    const page = pages[language];
    await page.keyboard.press("m");
    await page.keyboard.press("?");
    const keys = await page.evaluate(() => {
      const named = [...document.querySelectorAll("[aria-label], [title]")].flatMap((node) => [node.ariaLabel, node.title]);
      const said = [document.body.textContent, ...named, ...[...document.querySelectorAll(".help")].map((button) => button.explanation())];
      return said.join("\n").match(/\b(field|choice|group|error|measure|view|unit|chart|curve|preset|diagnosis|remedy|settings|page|help)\.[a-z0-9_-]+(\.[a-z0-9_-]+)*\b/g) ?? [];
    });
    assert.deepEqual(keys.filter((key) => !key.startsWith("page.wasm")), []);
    assert.deepEqual(page.complaints, []);
  });
}
