// What is read and embedded in other browsers than Chromium: guesses and terms of the lecture, a page that commands frames, and whether
// anyone can read what each of the pages shows.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { eventually, faults, serve } from "../browser.js";
import { name, newPage, open } from "../everywhere/browser.js";

const address = await serve();
const page = await newPage({ after });

test(`${name}: a guess comes before the answer, which says who was right`, async () => {
  await page.goto(`${address}site/lecture/#ask-kl`);
  await page.until(() => document.querySelector("#fig-kl .figure-stage").dataset.state === "ready");
  await page.until(() => !document.querySelector(".guess[data-of=kl]").hidden);
  await page.click(".guess[data-of=kl] .guess-choice:not([data-right])");
  await page.until(() => document.querySelector(".guess[data-of=kl] .guess-said").textContent !== "");
  await page.evaluate(() => { document.querySelector(".guess[data-of=kl] .guess-show")?.click(); });
  await page.until(() => document.querySelector(".guess[data-of=kl] [data-correct=false]") !== null);
  assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll(".guess[data-of=kl] .guess-choice[data-mark]")].map(({ dataset }) => [dataset.mark, "right" in dataset]).sort()),
    [["✓", true], ["✗", false]]);
});

test(`${name}: a term says what it means, and Escape hides it`, async () => {
  await page.click("#generator ~ p a.term");
  await page.until(() => document.getElementById("term-card").checkVisibility() && document.querySelector(".term-name").textContent !== "");
  await page.press("Escape");
  await page.until(() => !document.getElementById("term-card").checkVisibility());
  assert.deepEqual(page.complaints, []);
});

test(`${name}: a page drives two frames by messages, and is told what is wrong`, async () => {
  await page.goto(`${address}site/examples/embed.html`);
  /** Waits until so many lines of the log match. */
  const logged = (pattern, count) => page.until(([pattern, count]) => [...document.getElementById("log").textContent.matchAll(pattern)].length >= count, [pattern, count]);
  await logged('← .*"ok":true', 2);
  await page.click("#step");
  await logged('← .*"step":100', 2);
  await page.click("#wrong");
  await logged("← .*“many”", 2);
  await logged('· .*"event":"measures"', 2);
  assert.deepEqual(page.complaints, []);
});

for (const at of ["", "site/lecture/", "site/slides/", "site/teacher/"]) {
  test(`${name}: anyone can read it: /${at}`, async (t) => {
    const page = await newPage(t);
    if (at === "") await open(page, `${address}?paused`);
    else await page.goto(`${address}${at}`);
    await page.until(() => document.readyState === "complete");
    await eventually(async () => assert.deepEqual(await faults(page), []));
    assert.deepEqual(page.complaints, []);
  });
}
