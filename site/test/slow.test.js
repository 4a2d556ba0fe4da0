// Settings with which a round would hold the page up say so before they start, and can be refused.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { answer } from "../tools/static.mjs";
import { eventually, faults, newPage, open, phone, root, serve, serveWith, write } from "./browser.js";

const address = await serve();
const shots = path.join(root, "site/test/shots");
mkdirSync(shots, { recursive: true });
const tables = Object.fromEntries(["en", "vi"].map((name) => [name, JSON.parse(readFileSync(path.join(root, `assets/text/${name}.json`), "utf8"))]));

/** A round of these takes many seconds; of these with one move of D, a hundredth of that. */
const large = "#d_steps=100&d_layers=512,512";
const almost = "#d_layers=512,512";

const notices = (page) => page.locator("#notices .notice");
const saysNothing = (page) => eventually(async () => assert.equal(await notices(page).count(), 0));
const button = (page, key, language = "en") => page.locator("#notices button", { hasText: tables[language][key] });

/** A sentence of the table with any time in it. */
const saying = (key, language = "en") => new RegExp("^" + tables[language][key].replaceAll(/[.*+?^$()|[\]\\]/g, "\\$&").replace("{time}", "[\\d.,]+ \\S+") + "$");

test("a link with such settings opens at rest and says how long a round takes; there is a way to the default", async (t) => {
  for (const [language, viewport] of /** @type {const} */ ([["en", undefined], ["vi", phone]])) {
    const page = await open(await newPage(t, { language, viewport }), address, large);
    await notices(page).locator("p", { hasText: saying("slow.loaded", language) }).waitFor();
    assert.equal(await notices(page).count(), 1);
    assert.deepEqual(await page.evaluate(() => [saddle.playing, saddle.link(), saddle.snapshot().step]), [false, large, 0]);
    assert.ok(await page.evaluate(() => saddle.slow()) > 2);
    assert.deepEqual(await faults(page), []);
    await page.screenshot({ path: path.join(shots, `slow-${language}.png`) });
    await button(page, "ended.default", language).click();
    await page.waitForFunction(() => saddle.playing && location.hash === "" && saddle.snapshot().step > 0);
    await saysNothing(page);
    assert.deepEqual(page.complaints, []);
  }
});

test("a setting that would hold the page up is asked about: refused, all is as it was, and allowed, it is in force", async (t) => {
  const page = await open(await newPage(t), `${address}?paused`, almost);
  assert.equal(await notices(page).count(), 0);
  const moves = page.locator("#field-d_steps");
  const change = async () => {
    await moves.blur(); // what it was given before is no change to Firefox, else
    await write(moves, "100");
    await moves.press("Enter");
    await notices(page).waitFor();
  };
  const digest = await page.evaluate(() => saddle.snapshot().digest);
  await change();
  await notices(page).locator("p", { hasText: saying("slow.change") }).waitFor();
  assert.deepEqual(await page.evaluate(() => [saddle.config().d_steps, saddle.link(), saddle.snapshot().digest]), [1, almost, digest]);
  await button(page, "slow.keep").click();
  await saysNothing(page);
  await eventually(async () => assert.equal(await moves.inputValue(), "1"));
  assert.equal(await page.evaluate(() => saddle.link()), almost);

  // Another setting closes the question: its answer would undo that.
  await change();
  await page.evaluate(() => saddle.set("seed", "5"));
  await saysNothing(page);
  await page.evaluate(() => saddle.set("seed", "1"));
  await eventually(async () => assert.equal(await moves.inputValue(), "1"));

  await change();
  await page.screenshot({ path: path.join(shots, "slow-change.png") });
  await button(page, "slow.use").click();
  assert.equal(await page.evaluate(() => saddle.link()), large);
  // What is no slower is not asked about again.
  await page.evaluate(() => saddle.set("g_lr", "0.002"));
  assert.equal(await page.evaluate(() => saddle.config().g_lr), 0.002);
  await saysNothing(page);
  assert.deepEqual(page.complaints, []);
});

test("a link that a person follows in the page can be refused: then all is as it was", async (t) => {
  const page = await open(await newPage(t), address, "#seed=7");
  await page.evaluate((large) => { location.hash = large; }, large);
  await notices(page).waitFor();
  assert.deepEqual(await page.evaluate(() => [saddle.playing, saddle.link()]), [false, large]);
  await button(page, "slow.keep").click();
  await page.waitForFunction(() => saddle.playing && location.hash === "#seed=7" && saddle.link() === "#seed=7");
  assert.deepEqual(page.complaints, []);
});

test("a frame says so too, and messages are refused until they say that they know", async (t) => {
  const deck = await serveWith((pathname, response) => answer(response, 200, `<!doctype html><title>deck</title><iframe width="320" height="240"></iframe>`, ".html"));
  const page = await newPage(t);
  await page.goto(deck);
  await page.evaluate((src) => new Promise((resolve) => {
    const frame = document.querySelector("iframe");
    frame.addEventListener("load", resolve, { once: true });
    frame.src = src;
  }), `${address}?embed=plane,transport${large}`);
  const frame = page.frames()[1];
  await frame.locator("#notices .notice").waitFor();
  await frame.locator("#notices button", { hasText: tables.en["slow.train"] }).waitFor();
  await page.screenshot({ path: path.join(shots, "slow-frame.png"), clip: { x: 0, y: 0, width: 340, height: 260 } });

  const ask = (message) => page.evaluate((message) => new Promise((resolve) => {
    addEventListener("message", ({ data }) => resolve(data), { once: true });
    document.querySelector("iframe").contentWindow.postMessage({ saddle: 1, ...message }, "*");
  }), message);
  const report = await ask({ do: "report" });
  assert.ok(report.ok && !report.playing && report.slow > 2);
  for (const command of [{ do: "play" }, { do: "step", n: 1 }]) {
    const refused = await ask(command);
    assert.deepEqual([refused.ok, refused.code], [false, "slow"]);
    assert.match(refused.error, saying("message.slow"));
  }
  assert.equal((await ask({ do: "load", link: almost })).slow, undefined);
  assert.equal((await ask({ do: "set", name: "d_steps", value: 100 })).code, "slow");
  assert.equal((await ask({ do: "report" })).link, almost);
  const allowed = await ask({ do: "set", name: "d_steps", value: 100, slow: true });
  assert.deepEqual([allowed.ok, allowed.link], [true, large]);
  const loaded = await ask({ do: "load", link: "" });
  assert.deepEqual([loaded.ok, loaded.slow], [true, undefined]);
  assert.equal((await ask({ do: "step", n: 2 })).step, 2);
});
