// The lecture's page: readable for everyone with and without scripts, on a desk and on a phone, and at one with the trainer.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { desktop, faults, newPage, open, phone, root, serve, still } from "./browser.js";

const address = await serve();
const lecture = (file = "index.html", anchor = "") => `${address}site/lecture/${file}${anchor}`;
const files = { en: "index.html", vi: "vi.html" };

for (const [device, viewport] of Object.entries({ desktop, phone })) {
  for (const [language, file] of Object.entries(files)) {
    test(`anyone can read it: ${device}, ${language}`, async (t) => {
      for (const scheme of ["light", "dark"]) {
        const page = await newPage(t, { viewport, scheme, language });
        await page.goto(lecture(file));
        assert.deepEqual(await faults(page, { exclude: [".figure-stage"] }), [], scheme);
      }
    });
  }
}

for (const viewport of [desktop, phone, { width: 320, height: 568 }, { width: 844, height: 390 }]) {
  test(`nothing but formulas and tables in their boxes is wider than a window of ${viewport.width} pixels`, async (t) => {
    for (const file of Object.values(files)) {
      const page = await newPage(t, { viewport });
      await page.goto(lecture(file));
      const [wide, boxes] = await page.evaluate(() => [
        document.documentElement.scrollWidth,
        [...document.querySelectorAll(".equation-body, .table")].filter((box) => box.scrollWidth > box.clientWidth + 1).length,
      ]);
      assert.ok(wide <= viewport.width, `${file}: ${wide} pixels`);
      if (viewport === desktop) assert.equal(boxes, 0, file);
      if (viewport === phone) assert.equal(await page.locator(".equation-body").evaluateAll((all) => all.filter((box) => box.scrollWidth > box.clientWidth + 1).length), 0, `${file}: a phone shows every formula at once`);
    }
  });
}

test("it is all there without scripts, and figures say what they need", async (t) => {
  const page = await newPage(t);
  await page.route("**/*.js", (route) => route.abort());
  await page.goto(lecture());
  const seen = await page.evaluate(() => ({
    formulas: [...document.querySelectorAll("math")].filter((math) => math.getBoundingClientRect().height > 5).length,
    all: document.querySelectorAll("math").length,
    button: document.getElementById("theme").hidden,
  }));
  assert.equal(seen.formulas, seen.all);
  assert.ok(seen.all > 300);
  assert.equal(seen.button, true);
  const stages = page.locator(".figure-stage");
  await stages.first().getByText("This figure runs when scripts are allowed").waitFor();
  assert.ok((await stages.allTextContents()).every((text) => text.trim().startsWith("This figure runs when scripts are allowed")));
});

test("the other language opens at the same place, and the trainer follows", async (t) => {
  const page = await newPage(t);
  await page.goto(lecture("index.html", "#nash"));
  await page.click("#language");
  await page.waitForURL("**/vi.html#nash");
  assert.equal(await page.evaluate(() => document.documentElement.lang), "vi");
  await page.goto(address);
  await page.locator("#lecture[href$='vi.html']").waitFor();
});

test("the theme is the trainer's, remembered", async (t) => {
  const page = await newPage(t);
  await page.goto(lecture());
  await page.click("#theme");
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
  assert.equal(await page.getAttribute("#theme", "aria-label"), "Light colours");
  await page.goto(address);
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
});

test("every experiment that it links to loads without an error", async (t) => {
  const links = [...readFileSync(path.join(root, "site/lecture/en.md"), "utf8").matchAll(/\]\(\.\.\/\.\.\/(#[^)]+)\)/g)].map(([, link]) => link);
  assert.ok(links.length > 10);
  const page = await open(await newPage(t), address);
  const errors = await page.evaluate(async (links) => {
    await saddle.ready;
    return links.flatMap((link) => saddle.load(link).errors.map((error) => `${link}: ${JSON.stringify(error)}`));
  }, links);
  assert.deepEqual(errors, []);
});

/** How many colours there are in a part of the window. (Of the whole window's picture: a part is composed by another way.) */
async function coloursIn(page, { x, y, width, height }) {
  const picture = (await page.screenshot()).toString("base64");
  return page.evaluate(async ([picture, ...box]) => {
    const image = await createImageBitmap(new Blob([Uint8Array.from(atob(picture), (c) => c.charCodeAt(0))]));
    const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
    context.drawImage(image, 0, 0);
    return new Set(new Uint32Array(context.getImageData(...box).data.buffer)).size;
  }, [picture, x, y, width, height]);
}

test("a figure that is half under the head is drawn where it is in sight", async (t) => {
  const page = await newPage(t);
  await page.goto(lecture("index.html", "#ask-play"));
  await page.locator("#fig-play .figure-stage[data-state=ready]").waitFor();
  const view = page.locator("#fig-play [data-view]");
  await view.evaluate((node) => scrollBy(0, node.getBoundingClientRect().bottom - 200));
  await still(page);
  const { x, y, width, height } = await view.boundingBox();
  const colours = await coloursIn(page, { x: x + 10, y: y + height - 90, width: width - 20, height: 80 });
  assert.ok(colours >= 100, `${colours} colours`);
});
