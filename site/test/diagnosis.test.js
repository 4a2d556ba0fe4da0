// What goes wrong is said while it does, and a button takes the remedy.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { begin, desktop, newPage, open, phone, serve } from "./browser.js";

const address = await serve();
const page = await open(await newPage({ after }), address);

/** Every number leaves all bounds after a few steps. */
const diverging = "#loss=wgan&clip=0&rule=sgd&g_lr=1&d_lr=1";

await page.evaluate(() => saddle.on("measures", ({ digest }) => { globalThis.told = digest; }));

/** Whether the page says that something is wrong, once it has been told all that there is to be known. */
async function isShown(page) {
  await page.evaluate(() => saddle.step(0));
  await page.waitForFunction(() => globalThis.told === saddle.snapshot().digest);
  return page.locator("#diagnosis.shown").isVisible();
}

/** Goes on, some steps at a time, until the page says that something is wrong. */
async function until(page, wanted, steps = 10) {
  for (let tries = 0; tries < 200 && (await isShown(page)) !== wanted; tries++) await page.evaluate((steps) => saddle.step(steps), steps);
  assert.equal(await isShown(page), wanted);
}

test("a run that goes well has nothing to be said about", async () => {
  await begin(page, "", 400);
  assert.equal(await page.evaluate(() => saddle.diagnosis().code), "");
  assert.equal(await isShown(page), false);
});

test("a run that diverges stops, and is said to where and in what, in both languages; the first remedy begins it anew, and holds", async () => {
  await begin(page, diverging);
  await page.evaluate(() => saddle.step(1000));
  const { divergence, remedies } = await page.evaluate(() => saddle.diagnosis());
  assert.equal(await page.evaluate(() => saddle.snapshot().step), divergence.step, "training has stopped where it diverged");
  await until(page, true);
  const sentence = page.locator("#diagnosis p");
  const english = await sentence.innerText();
  assert.ok(english.startsWith(`Divergence: in step ${divergence.step}, `) && english.includes("’s loss") || english.includes("'s loss"), english);
  await page.click("#language");
  await page.waitForFunction((english) => document.querySelector("#diagnosis p").innerText !== english, english);
  assert.match(await sentence.innerText(), new RegExp(`^Phân kỳ: ở bước ${divergence.step}, `));
  await page.click("#language");
  await page.locator("#diagnosis p", { hasText: english }).waitFor();

  // Who would go on is told again.
  await page.click("#play");
  await page.waitForFunction(() => !saddle.playing);
  assert.equal(await page.evaluate(() => saddle.snapshot().step), divergence.step);
  assert.equal(await isShown(page), true);

  assert.ok(remedies.length > 0);
  assert.equal(await page.locator("#diagnosis [data-remedy]").count(), remedies.length);
  await page.locator("#diagnosis [data-remedy]").first().click();
  for (const { field, value } of remedies[0].changes) assert.equal(await page.evaluate((field) => String(saddle.config()[field]), field), value);
  await page.waitForFunction((changes) => changes.every(({ field, value }) => location.hash === "" || !location.hash.includes(`${field}=`) || location.hash.includes(`${field}=${value}`)), remedies[0].changes);
  assert.equal(await isShown(page), false);
  assert.ok(await page.evaluate(() => document.activeElement !== document.body), "the focus is not lost");
  await page.waitForFunction((step) => saddle.snapshot().step > 3 * step, divergence.step);
  await page.evaluate(() => { saddle.pause(); return saddle.step(300); });
  assert.equal(await page.evaluate(() => saddle.diagnosis().code), "");
});

test("a generator in few of the modes is said to have collapsed, and a remedy goes on training or begins anew", async () => {
  // It starts at one place and hardly moves.
  await begin(page, "#defaults=1&g_lr=0.000001", 0);
  await until(page, true, 100);
  assert.match(await page.locator("#diagnosis p").innerText(), /^Mode collapse: /);
  await page.locator("#diagnosis [data-remedy=r1]").click();
  assert.equal(await page.evaluate(() => saddle.config().r1), 0.1);
  assert.ok((await page.evaluate(() => saddle.snapshot().step)) > 0, "R1 needs no new start");
  for (let i = 0; i < 4; i++) await page.evaluate(() => saddle.step(50));
  assert.equal(await isShown(page), false, "a remedy is given time");
  await until(page, true, 100);
  assert.equal(await page.locator("#diagnosis [data-remedy=r1]").count(), 0, "what is taken is not offered again");
});

test("who has seen enough of it dismisses it, and is told again in another experiment", async () => {
  await begin(page, diverging);
  await until(page, true);
  await page.locator('#diagnosis [data-label="page.dismiss"]').click();
  assert.equal(await isShown(page), false);
  for (let i = 0; i < 5; i++) await page.evaluate(() => saddle.step(10));
  assert.equal(await isShown(page), false);
  await page.click("#reset");
  await until(page, true);
});

test("starvation is said while a saturated game starves, and its first remedy is another loss", async () => {
  const { link, steps } = await page.evaluate(() => saddle.presets().find(({ name }) => name === "saturation"));
  await begin(page, link, steps);
  await until(page, true, 5);
  assert.match(await page.locator("#diagnosis p").innerText(), /^Vanishing gradient: /);
  await page.locator("#diagnosis [data-remedy]").first().click();
  assert.equal(await page.evaluate(() => saddle.config().loss), "nonsaturating");
});

test("oscillation is said of a game whose modes come and go", async () => {
  await begin(page, "#defaults=1&loss=minimax&seed=103", 500);
  await until(page, true, 50);
  assert.match(await page.locator("#diagnosis p").innerText(), /^Oscillation: /);
});

for (const [device, viewport] of Object.entries({ desktop, phone })) {
  test(`it hides neither the transport nor the settings: ${device}`, async (t) => {
    await page.setViewportSize(viewport);
    await page.click("#language");
    await page.waitForFunction(() => document.documentElement.lang === "vi");
    t.after(async () => {
      await page.click("#language");
      await page.setViewportSize(desktop);
    });
    await begin(page, diverging);
    await until(page, true);
    const covered = await page.evaluate(() => {
      const box = (selector) => document.querySelector(selector).getBoundingClientRect();
      const at = box("#diagnosis");
      const parts = ["#play", "#step", "#reset", "#speed", "#toggles", "#legend", "#numbers"];
      if (at.left < 0 || at.right > innerWidth || at.bottom > innerHeight) return ["the window's edge"];
      return parts.filter((part) => {
        const other = box(part);
        return other.left < at.right && other.right > at.left && other.top < at.bottom && other.bottom > at.top;
      });
    });
    assert.deepEqual(covered, []);
  });
}

test("nothing of all this was an error", () => assert.deepEqual(page.complaints, []));
