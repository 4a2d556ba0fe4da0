// Pages of one file each: from a disk, and from a server.
import assert from "node:assert/strict";
import path from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { dist, serve, terminal, train } from "../browser.js";
import { figureDigest, name, newPage, open, trains } from "./browser.js";

const { digest: bits } = await terminal("", 30);
const link = "#cloud=spiral&loss=minimax&d_steps=2&batch=64&seed=7";
// Chromium opens them from a disk in offline.test.js, which looks closer.
const places = { ...(name === "chromium" ? {} : { "from a disk": pathToFileURL(dist).href + path.sep }), "from a server": await serve() };

for (const [place, folder] of Object.entries(places)) {
  test(`${name}: saddle.html ${place}`, async (t) => {
    const page = await newPage(t);
    await open(page, `${folder}saddle.html${link}`);
    await trains(page);
    await page.until(() => document.querySelectorAll("#charts .uplot").length > 0);
    assert.equal((await train(page, link, 60)).digest, (await terminal(link, 60)).digest);
    assert.deepEqual(page.complaints, []);
  });

  test(`${name}: lecture.html ${place}`, async (t) => {
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

  test(`${name}: slides.html ${place}`, async (t) => {
    const page = await newPage(t);
    await page.goto(`${folder}slides.html#/play`);
    await page.until(() => document.querySelector("section.present .figure-stage[data-state=ready]") !== null);
    await page.press("Enter");
    await page.until(() => saddle.snapshot("play").step > 1);
    assert.equal(await figureDigest(page), bits);
    assert.deepEqual(page.complaints, []);
  });
}
