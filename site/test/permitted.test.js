// Where the browser forbids storage and more: in frames with a sandbox, with cookies switched off, under a policy of the server.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { chromium } from "playwright-core";
import { answer, sendFile } from "../tools/static.mjs";
import { can, dist, launching, newPage, open, opening, root, serve, serveWith, terminal } from "./browser.js";

const words = JSON.parse(readFileSync(path.join(root, "assets/text/en.json"), "utf8"));

const address = await serve();
const link = "#cloud=grid&seed=5";

const around = (src) => `<!doctype html><title>around</title><iframe sandbox="allow-scripts" style="width: 1200px; height: 660px" src="${src.replaceAll("&", "&amp;")}"></iframe>`;

/** A frame with a sandbox, in a page of another origin. */
async function sandboxed(t, src) {
  const outer = await serveWith((pathname, response) => answer(response, 200, around(src), ".html"));
  const page = await newPage(t);
  await page.goto(outer, opening);
  const [, frame] = page.frames();
  return { page, frame };
}

/** Whether storage is forbidden here, as the tests mean it. */
const isForbidden = (where) => where.evaluate(() => {
  try { return !sessionStorage; } catch { return true; }
});

const trained = (where, steps) => where.evaluate(async (steps) => {
  await saddle.ready;
  saddle.pause();
  saddle.reset();
  await saddle.step(steps);
  return saddle.snapshot().digest;
}, steps);

const arrives = (frame) => frame.waitForFunction(() => globalThis.saddle?.ready?.then(() => true), null, opening);

// Every browser trains each page in a sandbox (everywhere/storage.test.js); here a person uses it there.
for (const file of ["index.html", "saddle.html", "saddle.html?embed"]) {
  test(`${file} trains in a frame with a sandbox, to the same bits`, async (t) => {
    const { page, frame } = await sandboxed(t, address + file + link);
    await arrives(frame);
    assert.ok(await isForbidden(frame));
    assert.equal(await trained(frame, 30), (await terminal(link, 30)).digest);
    assert.ok((await frame.locator("#play").getAttribute("aria-label")).length > 3);
    if (!file.includes("embed")) {
      // Choices are not remembered, and hold all the same.
      await frame.locator("#theme").click();
      await frame.locator("#language").click();
      await frame.locator(":root[lang=vi][data-theme]").waitFor();
      assert.deepEqual(page.complaints.splice(0), []);
      await frame.locator("#share").press("c");
      await frame.locator(".notice", { hasText: file.split("?")[0] }).or(frame.locator(".notice[role=status]")).first().waitFor();
    }
    assert.equal(await frame.locator(".failure, .notice.bad").count(), 0);
    // The browser itself complains of what it forbids.
    assert.deepEqual(page.complaints.filter((line) => !line.includes("Permissions policy violation: The Clipboard API")), []);
  });
}

if (can.press) test("slides turn and figures run in a frame with a sandbox", async (t) => {
  const { page, frame } = await sandboxed(t, `${address}site/slides/index.html`);
  await arrives(frame);
  assert.ok(await isForbidden(frame));
  const ready = frame.locator("section.present .figure-stage[data-state=ready]");
  for (let turns = 0; turns < 12 && (await frame.locator("section.present .figure-stage").count()) === 0; turns++) await frame.locator("#next").click();
  await ready.waitFor(opening);
  assert.equal(await frame.locator(".failure").count(), 0);
  assert.deepEqual(page.complaints, []);
  await frame.locator("body").press("s"); // the notes have a window of their own, which a sandbox does not let open
  await frame.locator(".failure", { hasText: words["slides.blocked"] }).waitFor();
});

test("where a server does not let a sandbox have its files, the frame says what to do", async (t) => {
  const strict = await serveWith((pathname, response) => {
    const { writeHead } = response;
    response.writeHead = (status, headers) => writeHead.call(response, status, { ...headers, "Access-Control-Allow-Origin": "https://elsewhere.example" });
    return sendFile(dist, pathname, response);
  });
  const { frame } = await sandboxed(t, strict);
  await frame.locator(".failure", { hasText: 'sandbox="allow-scripts allow-same-origin"' }).waitFor(opening);
});

if (can.lack) test("it trains with all cookies blocked in the browser's settings", async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), "saddle-"));
  mkdirSync(path.join(folder, "Default"));
  writeFileSync(path.join(folder, "Default/Preferences"), JSON.stringify({ profile: { default_content_setting_values: { cookies: 2 } } }));
  const context = await chromium.launchPersistentContext(folder, launching);
  t.after(async () => {
    await context.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const page = await open(await context.newPage(), address, link);
  assert.ok(await isForbidden(page));
  assert.equal(await trained(page, 30), (await terminal(link, 30)).digest);
});

if (can.lack) test("it trains where a server forbids gamepads, which the library of drawing asks for", async (t) => {
  const strict = await serveWith((pathname, response) => {
    response.setHeader("Permissions-Policy", "gamepad=(), clipboard-write=()");
    return sendFile(dist, pathname, response);
  });
  const page = await open(await newPage(t), strict, link);
  assert.equal(await page.evaluate(() => { try { Navigator.prototype.getGamepads.call(navigator); return ""; } catch ({ name }) { return name; } }), "SecurityError");
  assert.equal(await trained(page, 30), (await terminal(link, 30)).digest);
  assert.deepEqual(page.complaints, []);
});
