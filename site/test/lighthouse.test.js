// Lighthouse's audits of the pages, each in both languages, themes and devices: accessibility, and what it calls best practices.
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import lighthouse from "lighthouse";
import { chromium } from "playwright-core";
import { pages } from "../tools/share.mjs";
import { dist, launching, opening, serve } from "./browser.js";

const address = await serve();
const profile = mkdtempSync(path.join(tmpdir(), "saddle-lighthouse-"));
// Lighthouse speaks to the browser through a port; which, the browser writes down.
const browser = await chromium.launchPersistentContext(profile, { ...launching, args: [...launching.args, "--remote-debugging-port=0"] });
const port = Number(readFileSync(path.join(profile, "DevToolsActivePort"), "utf8").split("\n")[0]);
after(async () => {
  await browser.close();
  rmSync(profile, { recursive: true, maxRetries: 5 });
});

/** @typedef {import("lighthouse").Flags} Flags */
/** @type {Flags} */
const desk = { formFactor: "desktop", screenEmulation: { mobile: false, width: 1280, height: 720, deviceScaleFactor: 1, disabled: false } };
/** @type {Flags} */
const phone = { formFactor: "mobile" };

// Speed is not judged here, so nothing is slowed down; a page counts as loaded once it has nothing more to do.
/** @type {Flags} */
const settings = {
  port, logLevel: "error", throttlingMethod: "simulate", disableStorageReset: true, disableFullPageScreenshot: true,
  networkQuietThresholdMs: 500, cpuQuietThresholdMs: 500, pauseAfterFcpMs: 0, pauseAfterLoadMs: 0, maxWaitForLoad: opening.timeout,
};

/** Has the pages of this browser shown in a theme, as a person who has chosen it. */
async function choose(theme) {
  const page = await browser.newPage();
  await page.goto(address + "assets/text/en.json");
  await page.evaluate((theme) => localStorage.setItem("saddle.theme", theme), theme);
  await page.close();
}

/** What counts and was found wrong, an audit each. */
const faults = ({ categories, audits }) => Object.values(categories).flatMap(({ auditRefs }) => auditRefs)
  .filter(({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 1)
  .map(({ id }) => `${id}: ${audits[id].title} ${(audits[id].details?.items ?? []).map((item) => item.node?.snippet ?? JSON.stringify(item)).join("\n    ")}`);

// A theme and a device change colours and sizes. Where each of them meets each language, axe alone looks, in the tests of the pages.
const categories = ["accessibility", "best-practices"];
for (const [language, theme, device] of /** @type {const} */ ([["en", "light", desk], ["vi", "dark", phone]])) {
  for (const { languages, files } of pages.filter((page) => existsSync(path.join(dist, page.files.en)))) {
    const place = languages[language];
    test(`${files[language] ?? place}: ${theme}, ${device.formFactor}`, async () => {
      await choose(theme);
      const paused = place.startsWith("?") ? "&paused" : "";
      const { lhr } = await lighthouse(address + place + paused, { ...settings, ...device, onlyCategories: categories });
      assert.equal(lhr.runtimeError, undefined);
      assert.deepEqual(lhr.runWarnings, []);
      // The page with all that scripts make: the trainer's numbers, the lecture's buttons.
      assert.equal(lhr.audits[paused ? "dlitem" : "button-name"].score, 1);
      assert.deepEqual(Object.keys(lhr.categories), categories);
      // Text that is nowhere dark enough would still leave 96 of 100, so nothing may be wrong at all.
      assert.deepEqual(faults(lhr), []);
      for (const { score } of Object.values(lhr.categories)) assert.equal(score, 1);
    });
  }
}
