// The lecture's page: readable for everyone with and without scripts, on a desk and on a phone, and at one with the trainer.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { desktop, faults, frames, newPage, open, phone, root, serve, still } from "./browser.js";

const address = await serve();
const lecture = (file = "index.html", anchor = "") => `${address}site/lecture/${file}${anchor}`;
const files = { en: "index.html", vi: "vi.html" };

// A theme changes colours, a language words, a device what lies where: each two of these meet, and not all three.
for (const [language, device, scheme] of [["en", "desktop", "light"], ["en", "phone", "dark"], ["vi", "desktop", "dark"], ["vi", "phone", "light"]]) {
  test(`anyone can read it: ${device}, ${scheme}, ${language}`, async (t) => {
    const page = await newPage(t, { sharp: true, viewport: { desktop, phone }[device], scheme, language });
    await page.goto(lecture(files[language]));
    assert.deepEqual(await faults(page, { exclude: [".figure-stage"] }), []);
  });
}

for (const [language, file] of Object.entries(files)) {
  test(`nothing but formulas and tables in their boxes is wider than the window: ${language}`, async (t) => {
    const page = await newPage(t, { sharp: true });
    await page.goto(lecture(file));
    for (const viewport of [desktop, phone, { width: 320, height: 568 }, { width: 844, height: 390 }]) {
      await page.setViewportSize(viewport);
      await frames(page, 2);
      const { wide, boxes, formulas } = await page.evaluate(() => {
        const cut = (selector) => [...document.querySelectorAll(selector)].filter((box) => box.scrollWidth > box.clientWidth + 1).length;
        return { wide: document.documentElement.scrollWidth, boxes: cut(".equation-body, .table"), formulas: cut(".equation-body") };
      });
      assert.ok(wide <= viewport.width, `${wide} pixels in ${viewport.width}`);
      if (viewport === desktop) assert.equal(boxes, 0);
      if (viewport === phone) assert.equal(formulas, 0, "a phone shows every formula at once");
    }
  });
}

test("it is all there without scripts, and figures say what they need", async (t) => {
  const page = await newPage(t, { sharp: true });
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
  const page = await newPage(t, { sharp: true });
  await page.goto(lecture("index.html", "#nash"));
  await page.click("#language");
  await page.waitForURL("**/vi.html#nash");
  assert.equal(await page.evaluate(() => document.documentElement.lang), "vi");
  await page.goto(address);
  await page.locator("#lecture[href$='vi.html']").waitFor();
});

test("the theme is the trainer's, remembered", async (t) => {
  const page = await newPage(t, { sharp: true });
  await page.goto(lecture());
  await page.click("#theme");
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
  assert.equal(await page.getAttribute("#theme", "aria-label"), "Light colours");
  await page.goto(address);
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
});

test("a term says what it means to a mouse, by keys and to a finger", async (t) => {
  const page = await newPage(t, { sharp: true });
  await page.goto(lecture("index.html", "#generator"));
  const word = page.locator("#generator ~ p a.term").first();
  const card = page.locator("#term-card");
  const shown = async () => {
    await card.waitFor();
    const name = (await word.getAttribute("href")).slice(1);
    assert.equal(await card.locator("p").nth(1).textContent(), await page.locator(`#${name} dd`).textContent());
    assert.equal(await word.getAttribute("aria-describedby"), "term-card");
    const { x, y, width, height } = await card.boundingBox();
    const { y: top, height: line } = await word.boundingBox();
    assert.ok(x >= 0 && x + width <= page.viewportSize().width && (y >= top + line || y + height <= top), "beside the word, in the window");
  };
  await word.hover();
  await shown();
  await card.hover(); // it can be read with the pointer on it
  await shown();
  await page.keyboard.press("Escape");
  await card.waitFor({ state: "hidden" });
  await word.focus();
  await shown();
  await page.keyboard.press("Tab");
  assert.equal(await word.getAttribute("aria-describedby"), null);
  await page.setViewportSize(phone);
  await page.evaluate(() => document.activeElement.blur());
  await word.scrollIntoViewIfNeeded();
  await word.dispatchEvent("click");
  await shown();
  assert.match(page.url(), /#generator$/, "it goes nowhere");
  assert.deepEqual(await faults(page, { include: ["#term-card"] }), []);
  await page.mouse.click(200, 700);
  await card.waitFor({ state: "hidden" });
});

test("every experiment that it links to loads without an error", async (t) => {
  const links = [...readFileSync(path.join(root, "site/text/lecture/en.md"), "utf8").matchAll(/\]\(\.\.\/\.\.\/(#[^)]+)\)/g)].map(([, link]) => link);
  assert.ok(links.length > 10);
  const page = await open(await newPage(t, { sharp: true }), address);
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
  const page = await newPage(t, { sharp: true });
  await page.goto(lecture("index.html", "#ask-play"));
  await page.locator("#fig-play .figure-stage[data-state=ready]").waitFor();
  const view = page.locator("#fig-play [data-view]");
  await view.evaluate((node) => scrollBy(0, node.getBoundingClientRect().bottom - 200));
  await still(page);
  const { x, y, width, height } = await view.boundingBox();
  const colours = await coloursIn(page, { x: x + 10, y: y + height - 90, width: width - 20, height: 80 });
  assert.ok(colours >= 100, `${colours} colours`);
});
