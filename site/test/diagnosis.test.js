// What goes wrong is said while it does, beside the plane and never over it, and a button takes the remedy.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { begin, desktop, eventually, newPage, noticed, open, phone, serve } from "./browser.js";

const address = await serve();
const page = await open(await newPage({ after }), address);

/** Every number leaves all bounds after a few steps. */
const diverging = "#loss=wgan&clip=0&rule=sgd&g_lr=1&d_lr=1";

await page.evaluate(() => saddle.on("measures", ({ digest, step }) => {
  globalThis.told = digest;
  const { code } = saddle.diagnosis();
  if (code !== globalThis.found?.code) globalThis.found = { code, since: step };
}));

/** Whether the page says that something is wrong, once it has been told all that there is to be known. */
async function isShown(page) {
  await page.evaluate(() => saddle.step(0));
  await page.waitForFunction(() => globalThis.told === saddle.snapshot().digest);
  return page.locator("#diagnosis.shown").isVisible();
}

/** Opens what the chip has to say, if it is not open. */
async function readIt(page) {
  if (!(await page.locator(".diagnosis-box").isVisible())) await page.click(".diagnosis-chip");
  await page.locator(".diagnosis-box").waitFor();
}

/** What a person sees of a setting: the value of its control, within what is not scrolled away, and not under anything. */
const seenOf = (page, field) => page.evaluate((field) => {
  const row = document.querySelector(`[data-field="${field}"]`);
  const { left, top, width, height } = row.getBoundingClientRect();
  const marked = row.matches(".changed") && row.contains(document.elementFromPoint(left + width / 2, top + height / 2));
  return [marked && row.contains(document.activeElement), row.querySelector("input[type=text]").value];
}, field);

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
  assert.equal(await page.locator(".diagnosis-chip").innerText(), "Divergence");
  await readIt(page);
  const english = await sentence.innerText();
  assert.ok(english.startsWith(`Divergence: in step ${divergence.step}, `) && english.includes("’s loss") || english.includes("'s loss"), english);
  const why = await page.locator("#diagnosis .to-lecture").getAttribute("href");
  assert.equal(new URL(why).pathname, "/site/lecture/index.html");
  await page.keyboard.press("Escape");
  await page.click("#language");
  await page.waitForFunction((english) => document.querySelector("#diagnosis p").textContent !== english, english);
  assert.match(await sentence.textContent(), new RegExp(`^Phân kỳ: ở bước ${divergence.step}, `));
  assert.equal(await page.locator("#diagnosis .to-lecture").getAttribute("href"), why.replace("index.html", "vi.html"));
  await page.click("#language");
  await page.locator("#diagnosis p", { hasText: english }).waitFor({ state: "attached" });

  // Who would go on is told again.
  await page.click("#play");
  await page.waitForFunction(() => !saddle.playing);
  assert.equal(await page.evaluate(() => saddle.snapshot().step), divergence.step);
  await page.locator(".diagnosis-box").waitFor();

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
  await page.evaluate(() => { globalThis.found = undefined; });
  await until(page, true, 50);
  assert.match(await page.locator("#diagnosis p").textContent(), /^Mode collapse: /);
  assert.ok(await page.evaluate(() => saddle.snapshot().step - globalThis.found.since) >= 100, "what is true for a moment is not said");
  await readIt(page);
  await page.locator("#diagnosis [data-remedy=r1]").click();
  assert.equal(await page.evaluate(() => saddle.config().r1), 0.1);
  // What was chosen is said, and its control is shown with its new value.
  await noticed(page, "Done: R1: 0.1. ");
  await eventually(async () => assert.deepEqual(await seenOf(page, "r1"), [true, "0.1"]));
  assert.ok((await page.evaluate(() => saddle.snapshot().step)) > 0, "R1 needs no new start");
  for (let i = 0; i < 4; i++) await page.evaluate(() => saddle.step(50));
  assert.equal(await isShown(page), false, "a remedy is given time");
  await until(page, true, 100);
  assert.equal(await page.locator("#diagnosis [data-remedy=r1]").count(), 0, "what is taken is not offered again");
});

test("who has seen enough of it dismisses it, and is told again in another experiment", async () => {
  await begin(page, diverging);
  await until(page, true);
  await readIt(page);
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
  assert.match(await page.locator("#diagnosis p").textContent(), /^Vanishing gradient: /);
  await readIt(page);
  await page.locator("#diagnosis [data-remedy]").first().click();
  assert.equal(await page.evaluate(() => saddle.config().loss), "nonsaturating");
});

test("oscillation is said of a game whose modes come and go", async () => {
  await begin(page, "#defaults=1&loss=minimax&seed=103", 500);
  await until(page, true, 50);
  assert.match(await page.locator("#diagnosis p").textContent(), /^Oscillation: /);
});

const windows = { desktop, phone, tablet: { width: 1024, height: 768 }, "a phone on its side": { width: 844, height: 390 }, "200 %": { width: 640, height: 360 } };

test("neither the chip nor what it opens lies over the plane or the transport, in any window", async (t) => {
  await page.click("#language");
  await page.waitForFunction(() => document.documentElement.lang === "vi");
  t.after(async () => {
    await page.click("#language");
    await page.setViewportSize(desktop);
  });
  await begin(page, diverging);
  await until(page, true);
  for (const [device, viewport] of Object.entries(windows)) {
    await page.setViewportSize(viewport);
    await page.evaluate(() => scrollTo(0, 0));
    await readIt(page);
    const covered = await page.evaluate(() => {
      const box = (selector) => document.querySelector(selector).getBoundingClientRect();
      const plane = "#plane";
      const chip = box("#diagnosis");
      const opened = box(".diagnosis-box");
      const meets = (at, part) => {
        const other = box(part);
        return other.left < at.right && other.right > at.left && other.top < at.bottom && other.bottom > at.top;
      };
      return {
        outside: [chip, opened].some((at) => at.left < 0 || at.right > innerWidth || at.bottom > innerHeight),
        chip: [plane, "#play", "#step", "#reset", "#speed", "#toggles", "#numbers", "#timeline"].filter((part) => meets(chip, part)),
        opened: [plane, "#play", "#step", "#reset"].filter((part) => meets(opened, part)),
      };
    });
    assert.deepEqual(covered, { outside: false, chip: [], opened: [] }, device);
    await page.keyboard.press("Escape");
  }
});

test("nothing of all this was an error", () => assert.deepEqual(page.complaints, []));
