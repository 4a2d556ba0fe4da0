// Where the browser refuses to store anything: in a frame with a sandbox, and where all cookies are blocked.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { withPolicy } from "../../tools/policy.mjs";
import { singles } from "../../tools/single.mjs";
import { answer, sendFile } from "../../tools/static.mjs";
import { dist, serve, serveWith, terminal } from "../browser.js";
import { figureDigest, name, newPage } from "./browser.js";

/** Serves the site as it is when it was built for this very address: in a frame with a sandbox WebKit runs no other. */
async function serveAddressed() {
  const address = await serveWith((pathname, response) => {
    const file = pathname.slice(1).replace(/(^|\/)$/, "$1index.html");
    if (!file.endsWith(".html") || file in singles) return sendFile(dist, pathname, response);
    const html = readFileSync(path.join(dist, file), "utf8").replace(/<meta http-equiv="Content-Security-Policy"[^>]*>\s*/, "");
    return answer(response, 200, withPolicy(html, address), ".html");
  });
  return address;
}

const address = name === "webkit" ? await serveAddressed() : await serve();
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
  assert.equal(await where.evaluate(() => document.querySelectorAll(".failure, .notice.bad").length), 0);
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
