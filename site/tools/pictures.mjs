// Pictures of the pages, taken of the pages: the README's, and those that are shown with a link (share.mjs).
// node site/tools/pictures.mjs, after a build
import path from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { pictureSize } from "./share.mjs";
import { listen, sendFile } from "./static.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const limit = { timeout: 120_000 };

const server = await listen((pathname, response) => sendFile(path.join(root, "dist"), pathname, response));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--enable-unsafe-swiftshader"],
});

/** A page in a window of this size, drawn with as many pixels for each of the window's. */
async function open(address, [width, height], scale = 1, locale = "en") {
  const context = await browser.newContext({ viewport: { width, height }, deviceScaleFactor: scale, locale, colorScheme: "light", reducedMotion: "reduce" });
  const page = await context.newPage();
  await page.goto(server.url + address, limit);
  return page;
}

/** Everything that has to be drawn is, some frames later. */
const drawn = (page) => page.waitForTimeout(2000);

/** The trainer after so many steps of the address's experiment. */
async function trainer(address, steps, size, scale) {
  const page = await open(address, size, scale);
  await page.locator("#charts .uplot").first().waitFor(limit);
  await page.evaluate(async (steps) => {
    await saddle.ready;
    saddle.pause();
    saddle.reset();
    saddle.show("arrows", false);
    saddle.show("manifold", true);
    while (saddle.snapshot().step < steps) await saddle.step(50); // measured now and then, for the charts
  }, steps);
  await drawn(page);
  return page;
}

/** A film of a run up to so many steps, as the page makes it. */
async function film(address, steps, file) {
  const page = await trainer(address, steps, [1280, 720]);
  await page.evaluate(() => saddle.show("manifold", false));
  await page.locator("#share").click();
  await page.getByRole("button", { name: "Make a picture or a film…" }).click();
  const dialog = page.locator(".picture-dialog");
  await dialog.locator("[name=signed]").uncheck();
  await dialog.locator("[name=every]").fill(String(Math.ceil(steps / 48)));
  await dialog.locator("[name=width]").selectOption("360");
  const [download] = await Promise.all([page.waitForEvent("download", limit), dialog.getByRole("button", { name: "Save GIF" }).click()]);
  await download.saveAs(file);
  await page.close();
}

/** The lecture where it asks a question that a figure answers, with that figure after some seconds of training. */
async function lecture(file, locale) {
  const page = await open(`site/lecture/${file}`, card, 1, locale);
  const toQuestion = () => page.locator("#ask-optimum").evaluate((question) => question.scrollIntoView());
  await toQuestion();
  const stage = page.locator("#fig-optimum .figure-stage");
  await stage.and(page.locator("[data-state=ready]")).waitFor(limit);
  const play = stage.locator(".figure-transport button").first();
  await play.click();
  await page.waitForTimeout(8000);
  await play.click();
  await page.mouse.move(0, 0);
  await toQuestion();
  await drawn(page);
  return page;
}

/** A slide, its demonstration stopped after some seconds. */
async function slide(file, locale) {
  const page = await open(`site/slides/${file}#/collapse`, card, 1, locale);
  await page.locator("section.present .figure-stage[data-state=ready]").waitFor(limit);
  await page.keyboard.press("Enter");
  await page.waitForTimeout(4000);
  await page.locator("section.present .figure-transport .figure-button").first().click();
  await drawn(page);
  return page;
}

/** @type {[number, number]} */
const card = [pictureSize.width, pictureSize.height];
const inSite = (name) => path.join(root, "site", name);
const preview = (name) => ({ path: inSite(`preview/${name}.jpg`), type: /** @type {const} */ ("jpeg"), quality: 82 });

try {
  await film("", 1200, inSite("film.gif"));
  await (await trainer("", 1200, [1280, 720])).screenshot({ path: inSite("screenshot.png") });
  // A card is often shown small, so what is in it is large.
  const large = 1.5;
  const parts = await trainer("?embed=plane,legend,charts#cloud=pinwheel&r1=0.1", 2500, card.map((length) => length / large), large);
  await parts.screenshot(preview("trainer"));
  for (const [locale, file] of [["en", "index.html"], ["vi", "vi.html"]]) {
    await (await lecture(file, locale)).screenshot(preview(`lecture-${locale}`));
    await (await slide(file, locale)).screenshot(preview(`slides-${locale}`));
  }
} finally {
  await browser.close();
  server.close();
}
