// The split plane: A | B from the same seed, by a click, a key and a demonstration's Compare; B changed, kept, and closed again.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { differences } from "../trainer/split/differences.js";
import { can, desktop, eventually, faults, newPage, open, phone, serve, terminal, write } from "./browser.js";

const address = await serve();
const small = "#batch=16&g_layers=8&d_layers=8";
const page = await newPage({ after });
await open(page, `${address}?paused`, small);

const sides = () => page.evaluate(() => ["", "beside"].map((name) => {
  const { step, digest } = saddle.snapshot(name);
  return { step, digest };
}));
const step = (n) => page.evaluate((n) => saddle.step(n), n);
const text = (selector) => page.locator(selector).innerText();
const labelled = (...wanted) => eventually(async () => assert.deepEqual(await page.locator(".planes .race-label").allInnerTexts(), wanted));
const both = (link, other, n) => Promise.all([link, other].map(async (each) => (await terminal(each, n)).digest));

test("a click splits the plane: both sides begin anew and stay the same until B is changed", async () => {
  await step(5);
  await page.locator("#split").click();
  await page.locator("#sides").waitFor();
  await step(7);
  const [a, b] = await sides();
  const { digest } = await terminal(small, 7);
  assert.deepEqual([a, b], [{ step: 7, digest }, { step: 7, digest }]);
  assert.equal(await page.locator(".planes canvas, .planes .view").count(), 2);
  await labelled("your experiment", "the same so far: change a setting");
});

test("what is changed in B is B's alone, and said and marked", async () => {
  await page.locator("[data-field=loss] .choice-button").click();
  await page.locator("[data-field=loss] [data-value=hinge]").click();
  await labelled("Non-saturating", "Hinge");
  await eventually(async () => assert.deepEqual(await page.locator("#groups .apart").evaluateAll((rows) => rows.map((row) => row.dataset.field)), ["loss"]));
  await page.keyboard.press("r");
  await step(12);
  const [a, b] = await sides();
  assert.deepEqual([a.step, a.digest, b.step, b.digest], [12, (await both(small, `${small}&loss=hinge`, 12))[0], 12, (await both(small, `${small}&loss=hinge`, 12))[1]]);
  assert.equal(await page.evaluate(() => location.hash), small, "the address is A's");
  assert.deepEqual(await faults(page), []);
});

test("numbers and settings are of the side that is chosen, charts of both", async () => {
  const [a, b] = await sides();
  await page.waitForFunction((digest) => document.querySelector("#numbers .digest dd button").textContent === digest, b.digest);
  await page.locator("#sides").getByRole("radio", { name: "A" }).check();
  await page.waitForFunction((digest) => document.querySelector("#numbers .digest dd button").textContent === digest, a.digest);
  await eventually(async () => assert.equal(await text("[data-field=loss] .choice-present"), "Non-saturating"));
  await eventually(async () => assert.equal(await page.locator(".race-charts .uplot").count(), 3));
  assert.equal(await page.locator("#charts").isVisible(), false);
  const measured = () => page.evaluate(() => ["", "beside"].map((name) => saddle.snapshot(name).jsd));
  await eventually(async () => assert.deepEqual(
    (await page.locator(".stage .race-table tbody tr").evaluateAll((/** @type {HTMLTableRowElement[]} */ rows) => rows.map((row) => Number(row.cells[3].textContent)))),
    (await measured()).map((value) => Number(value.toPrecision(3)))));
  await page.locator("[data-chart=modes] .u-over").last().hover();
  await page.waitForFunction(() => /^[AB] (Non-saturating|Hinge): \d/.test([...document.querySelectorAll(".race-charts .race-under")].map((node) => node.textContent).join("")));
});

test("a setting that restarts one side restarts both", async () => {
  await page.keyboard.press("m"); // all settings
  const field = page.locator("#field-seed"); // of A
  await write(field, "5");
  await field.press("Enter");
  await step(3);
  const other = `${small}&seed=5`;
  const [a, b] = await sides();
  assert.deepEqual([a.step, a.digest, b.step, b.digest], [3, (await both(other, `${small}&loss=hinge`, 3))[0], 3, (await both(other, `${small}&loss=hinge`, 3))[1]]);
  await labelled("Non-saturating, Seed: 5", "Hinge, Seed: 1");
});

test("stopped, both are at the same step; undo rests", async () => {
  await page.keyboard.press("u");
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press("p");
  await page.waitForFunction(() => ["", "beside"].every((name) => saddle.snapshot(name).step > 30));
  await page.keyboard.press("p");
  await page.waitForFunction(() => !saddle.playing);
  await eventually(async () => { // rounds under way are still played, and then the other side catches up
    await step(0);
    const [a, b] = await sides();
    assert.equal(a.step, b.step);
  });
});

test("both are shared as a race of two", async () => {
  await page.locator("#share").click();
  const link = new URL(await page.locator("#share-link").inputValue()).hash;
  assert.equal(link, `${small}&seed=5&race=with:base,loss=hinge+seed=1`);
  assert.deepEqual(await page.evaluate((link) => saddle.sweep(undefined, link).runs.map((run) => run.link), link), [`${small}&seed=5`, "#loss=hinge&batch=16&g_layers=8&d_layers=8"]);
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("#sides").isVisible(), true, "Escape closes one thing at a time");
});

test("B is kept as one's own, and undone", async () => {
  const [a, b] = await sides();
  await page.getByRole("button", { name: "Keep B" }).click();
  await page.waitForFunction((step) => !saddle.arriving && saddle.snapshot().step === step, b.step);
  await eventually(async () => assert.deepEqual(await page.evaluate(() => [saddle.link(), saddle.snapshot().digest]), ["#loss=hinge&batch=16&g_layers=8&d_layers=8", b.digest]));
  await eventually(async () => assert.equal(await page.locator("#sides, #plane-beside, .planes .race-caption").count(), 0));
  await page.locator("#charts").waitFor();
  await page.locator("#undo").click();
  await page.waitForFunction((digest) => saddle.link() === "#batch=16&g_layers=8&d_layers=8&seed=5" && saddle.snapshot().digest === digest, a.digest);
});

test("a side that diverges says so, and Escape leaves A as it is", async () => {
  await page.keyboard.press("b");
  await page.locator("#sides").waitFor();
  await page.evaluate(() => {
    saddle.change("#loss=wgan&clip=0&rule=sgd&g_lr=1&d_lr=1");
    saddle.play();
  });
  await page.locator(".race-modes.out", { hasText: /^diverged, step \d+$/ }).waitFor();
  assert.equal(await page.evaluate(() => saddle.playing), true, "A goes on");
  await page.keyboard.press("p");
  await page.waitForFunction(() => !saddle.playing);
  await step(0);
  const [a] = await sides();
  // Escape closes one thing at a time: first what says that B has diverged.
  await page.locator(".diagnosis-box").waitFor();
  await page.keyboard.press("Escape");
  await page.locator(".diagnosis-box").waitFor({ state: "hidden" });
  assert.equal(await page.locator("#sides").isVisible(), true);
  await page.keyboard.press("Escape");
  await page.locator("#sides").waitFor({ state: "detached" });
  await eventually(async () => assert.deepEqual(await page.evaluate(() => [saddle.link(), saddle.snapshot().step, saddle.snapshot().digest]), ["#batch=16&g_layers=8&d_layers=8&seed=5", a.step, a.digest]));
  await eventually(async () => assert.equal(await page.locator("#timeline").evaluate((/** @type {HTMLElement} */ node) => node.inert), false));
});

if (can.resize) test("presented, both planes lie beside each other in full sight, with two charts of both in large type, in every window", async (t) => {
  await page.locator("#split").click();
  await page.locator("#sides").waitFor();
  await step(30);
  await eventually(async () => assert.equal(await page.locator(".race-charts .uplot").count(), 3));
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press("f");
  t.after(() => page.setViewportSize(desktop));
  for (const [width, height] of [[1024, 768], [1280, 720], [2560, 1080], [640, 360], [390, 844]]) {
    await page.setViewportSize({ width, height });
    await eventually(async () => {
      const seen = await page.evaluate(() => {
        const boxes = [...document.querySelectorAll(".planes .plane, .race-charts .chart, .legend, .planes .race-caption")].filter((node) => node.checkVisibility()).map((node) => node.getBoundingClientRect());
        const apart = (a, b) => a.right <= b.left + 1 || b.right <= a.left + 1 || a.bottom <= b.top + 1 || b.bottom <= a.top + 1;
        return {
          count: boxes.length, inside: boxes.every(({ left, top, right, bottom }) => left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight),
          apart: boxes.every((a, i) => boxes.slice(0, i).every((b) => apart(a, b))), high: Math.min(...[...document.querySelectorAll(".race-charts .u-over")].filter((node) => node.checkVisibility()).map((node) => node.clientHeight)) > 30,
        };
      });
      assert.deepEqual(seen, { count: 7, inside: true, apart: true, high: true }, `${width} x ${height}`);
    });
    const type = await page.evaluate(() => Math.min(...[...document.querySelectorAll(".race-charts h3, .legend, .race-label")].filter((node) => node.checkVisibility()).map((node) => parseFloat(getComputedStyle(node).fontSize))));
    assert.ok(type >= 15, `${type} pixels in ${width} x ${height}`);
  }
  // Escape ends presenting, and only that.
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => !("presenting" in document.documentElement.dataset));
  await page.locator("#sides").waitFor();
  await page.keyboard.press("b");
  await page.locator("#sides").waitFor({ state: "detached" });
});

test("a demonstration is compared beside itself, on a phone too", async () => {
  await page.setViewportSize(phone);
  const { link, opposite } = await page.evaluate(() => saddle.presets().find(({ name }) => name === "unrolling"));
  await page.locator(".panel [data-opens=presets]").click();
  await page.locator("#presets [data-preset=unrolling]").click();
  await page.locator("#card .compare").click();
  await page.locator("#sides").waitFor();
  await page.waitForFunction(() => saddle.playing && ["", "beside"].every((name) => saddle.snapshot(name).step > 0));
  assert.equal(await page.evaluate(() => saddle.link()), opposite);
  assert.equal(await page.evaluate(() => location.hash), link);
  await page.evaluate(() => { saddle.pause(); scrollTo(0, 0); });
  const boxes = await page.locator(".planes .plane").evaluateAll((list) => list.map((plane) => plane.getBoundingClientRect()).map(({ left, right, width }) => [left >= 0 && right <= innerWidth, Math.round(width)]));
  assert.equal(boxes.length, 2);
  assert.deepEqual(boxes[0], boxes[1]);
  assert.equal(boxes[0][0], true);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing is wider than the phone");
  assert.deepEqual(await faults(page), []);
});

test("another link makes the plane whole", async () => {
  await page.evaluate((small) => { location.hash = `${small}&seed=3`; }, small);
  await page.locator("#sides").waitFor({ state: "detached" });
  await page.waitForFunction(() => saddle.config().seed === 3);
  assert.deepEqual(page.complaints, []);
});

test("what a choice brings with it is marked as different, but only what a link gives is said", () => {
  const fields = /** @type {any[]} */ ([{ name: "loss" }, { name: "clip" }, { name: "batch" }]);
  const found = differences([
    { link: "#", config: { loss: "minimax", clip: 0, batch: 64 } },
    { link: "#loss=wgan", config: { loss: "wgan", clip: 0.01, batch: 64 } },
  ], fields);
  assert.deepEqual([...found.names], ["loss", "clip"]);
  assert.deepEqual(found.label, [[{ field: "loss", value: "minimax" }], [{ field: "loss", value: "wgan" }]]);
});
