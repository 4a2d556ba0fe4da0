// Too much at once: messages, names in a link, names in an address. What is over a bound is answered or counted, never kept.
import assert from "node:assert/strict";
import { test } from "node:test";
import { most } from "../trainer/embed/protocol.js";
import { answer } from "../tools/static.mjs";
import { newPage, open, opening, serve, serveWith } from "./browser.js";

const address = await serve();

// A page of another origin that sends many messages at once, and counts the answers by their code.
const deck = await serveWith((pathname, response) => answer(response, 200, `<!doctype html><title>deck</title><iframe></iframe><script>
  globalThis.flood = (count, message) => new Promise((resolve) => {
    const heard = { answers: 0 };
    addEventListener("message", function hear({ data }) {
      if (!("ok" in data)) return;
      heard.answers++;
      heard[data.code ?? "ok"] = (heard[data.code ?? "ok"] ?? 0) + 1;
      if (data.code) heard.error = data.error;
      if (heard.answers < count) return;
      removeEventListener("message", hear);
      resolve(heard);
    });
    for (let id = 0; id < count; id++) frames[0].postMessage({ saddle: 1, id, ...message }, "*");
  });
  globalThis.load = (src) => new Promise((resolve) => {
    const frame = document.querySelector("iframe");
    frame.onload = resolve;
    frame.src = src;
  });
</script>`, ".html"));

test("a flood of messages is answered to the last: some with the state, and the rest as too many", async (t) => {
  const page = await newPage(t);
  await page.goto(deck);
  await page.evaluate((src) => globalThis.load(src), `${address}?embed&paused#g_layers=2&d_layers=2&batch=8`);
  // The first come before the program is ready.
  const early = await page.evaluate(() => globalThis.flood(3000, { do: "report" }));
  assert.equal(early.answers, 3000);
  assert.ok(early.ok >= most && early.busy > 1000, JSON.stringify(early));
  assert.match(early.error, new RegExp(`^${most} messages wait for their answers already`));
  const steps = await page.evaluate(() => globalThis.flood(10_000, { do: "step" }));
  assert.equal(steps.answers, 10_000);
  assert.equal(steps.ok + steps.busy, 10_000);
  assert.ok(steps.ok >= most, JSON.stringify(steps));
  // Afterwards all is as ever: what was accepted was done, and nothing else.
  const [, frame] = page.frames();
  assert.equal(await frame.evaluate(() => saddle.snapshot().step), steps.ok);
  assert.deepEqual(await page.evaluate(() => globalThis.flood(1, { do: "reset" })), { answers: 1, ok: 1 });
  assert.deepEqual(page.complaints, []);
});

test("a link of 6,000 names that nobody knows makes one notice, which counts them", async (t) => {
  const link = "#" + Array.from({ length: 6000 }, (_, i) => `x${i}=1`).join("&");
  const page = await open(await newPage(t), `${address}?paused`, link);
  await page.locator(".notice.bad").first().waitFor();
  assert.deepEqual(await page.locator(".notice.bad p").allInnerTexts(), ["6000 names in the link are no settings: x0, x1, x2, …"]);
  await page.waitForFunction(() => location.hash === "");
});

test("many settings that cannot be used make four notices, and the last counts the rest", async (t) => {
  const names = "modes radius sigma seed batch g_lr d_lr d_steps latent_dim";
  const page = await open(await newPage(t), `${address}?paused`, "#" + names.split(" ").map((name) => `${name}=x`).join("&"));
  await page.locator(".notice.bad").nth(3).waitFor();
  const notices = await page.locator(".notice.bad p").allInnerTexts();
  assert.equal(notices.length, 4);
  assert.equal(notices[3], "6 more settings in the link cannot be used as they are written.");
});

test("an address that hides hundreds of things that there are not makes one notice", async (t) => {
  const names = Array.from({ length: 300 }, (_, i) => `x${i}`).join();
  const page = await newPage(t);
  await page.goto(`${address}?embed=plane&paused&hide=seed,${names}&layers=real,a,b`, opening);
  await page.locator(".notice.bad").nth(1).waitFor(opening);
  const notices = await page.locator(".notice.bad p").allInnerTexts();
  assert.equal(notices.length, 2);
  assert.match(notices[0], /^There are no controls of 300 names that the address hides, such as “x0”\./);
  assert.match(notices[1], /^The address asks under layers for 2 things that there are not, such as “a”\./);
});
