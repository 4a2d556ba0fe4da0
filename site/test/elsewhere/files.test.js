// Pages of one file each, from a disk. From a server they are opened where nothing may be stored (storage.test.js).
import assert from "node:assert/strict";
import path from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { dist, terminal, train } from "../browser.js";
import { figureDigest, name, newPage, open, trains } from "../everywhere/browser.js";

const { digest: bits } = await terminal("", 30);
const link = "#cloud=spiral&loss=minimax&d_steps=2&batch=64&seed=7";
const folder = pathToFileURL(dist).href + path.sep;

test(`${name}: saddle.html from a disk`, async (t) => {
  const page = await newPage(t);
  await open(page, `${folder}saddle.html${link}`);
  await trains(page);
  await page.until(() => document.querySelectorAll("#charts .uplot").length > 0);
  assert.equal((await train(page, link, 60)).digest, (await terminal(link, 60)).digest);
  assert.deepEqual(page.complaints, []);
});

test(`${name}: lecture.html from a disk`, async (t) => {
  const page = await newPage(t);
  await page.goto(`${folder}lecture.html`);
  await page.until(() => document.querySelector("#fig-play .figure-stage") !== null);
  await page.evaluate(() => document.getElementById("fig-play").scrollIntoView({ block: "center" }));
  await page.until(() => document.querySelector("#fig-play .figure-stage[data-state=ready]") !== null);
  assert.equal(await figureDigest(page), bits);
  await page.click("#language");
  await page.until(() => document.documentElement.lang === "vi" && document.readyState === "complete");
  assert.deepEqual(page.complaints, []);
});

test(`${name}: slides.html from a disk`, async (t) => {
  const page = await newPage(t);
  await page.goto(`${folder}slides.html#/play`);
  await page.until(() => document.querySelector("section.present .figure-stage[data-state=ready]") !== null);
  await page.press("Enter");
  await page.until(() => saddle.snapshot("play").step > 1);
  assert.equal(await figureDigest(page), bits);
  assert.deepEqual(page.complaints, []);
});
