// Where the browser refuses to store anything: in a frame with a sandbox, and where all cookies are blocked.
import assert from "node:assert/strict";
import { test } from "node:test";
import { answer } from "../../static.mjs";
import { serve, serveWith, terminal } from "../browser.js";
import { figureDigest, name, newPage } from "./browser.js";

const address = await serve();
const { digest: bits } = await terminal("", 30);

const isRefused = (where) => where.evaluate(() => {
  try { return !sessionStorage; } catch { return true; }
});

/** Each page, and how it gets to the bits of the terminal's default after 30 rounds. */
const pages = {
  "": (where) => where.evaluate(async () => {
    await saddle.ready;
    saddle.pause();
    saddle.reset();
    await saddle.step(30);
    return saddle.snapshot().digest;
  }),
  "site/lecture/#fig-play": figureDigest,
  "site/slides/#/play": figureDigest,
};
Object.assign(pages, { "?embed=plane,transport": pages[""], "saddle.html": pages[""], "lecture.html#fig-play": figureDigest, "slides.html#/play": figureDigest });

async function runs(where, digest) {
  await where.until(() => globalThis.saddle?.ready?.then(() => true));
  assert.ok(await isRefused(where));
  if (digest === figureDigest) await where.until(() => document.querySelector(".figure-stage[data-state=ready]") !== null);
  assert.equal(await digest(where), bits);
}

const outer = await serveWith((pathname, response) =>
  answer(response, 200, `<!doctype html><title>around</title><body><script>
    const frame = document.createElement("iframe");
    frame.sandbox = "allow-scripts";
    frame.style = "width: 1000px; height: 600px";
    frame.src = decodeURIComponent(location.search.slice(1));
    document.body.append(frame);
  </script>`, ".html"));

for (const [place, digest] of Object.entries(pages)) {
  test(`${name}, in a frame with a sandbox: /${place}`, async (t) => {
    const page = await newPage(t);
    await page.goto(`${outer}?${encodeURIComponent(address + place)}`);
    await runs(page.frame(0), digest);
    assert.deepEqual(page.complaints, []);
  });

  // Of Chromium that is tested beside (permitted.test.js); WebKit has no such setting.
  if (name === "firefox") {
    test(`${name}, with all cookies blocked: /${place}`, async (t) => {
      const page = await newPage(t, { storage: false });
      await page.goto(address + place);
      await runs(page, digest);
      assert.deepEqual(page.complaints, []);
    });
  }
}
