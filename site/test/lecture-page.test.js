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
for (const [language, device, scheme] of /** @type {const} */ ([["en", "desktop", "light"], ["en", "phone", "dark"], ["vi", "desktop", "dark"], ["vi", "phone", "light"]])) {
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
    formulas: [...document.querySelectorAll("math:not(.guess math)")].filter((math) => math.getBoundingClientRect().height > 5).length,
    all: document.querySelectorAll("math:not(.guess math)").length, // a guess is for who has scripts
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
  await page.waitForFunction(() => scrollY > 0);
  await page.locator("#language").evaluate((/** @type {HTMLElement} */ link) => link.click()); // a driver may scroll to what it clicks
  await page.waitForFunction(() => location.href.endsWith("/vi.html#nash"));
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
  await page.locator("#fig-play .figure-stage[data-state=ready]").waitFor(); // then nothing moves away from below the pointer any more
  await page.evaluate(() => document.fonts.ready);
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
  const { x, y, width, height } = await card.boundingBox();
  await page.mouse.move(x + width / 2, y + height / 2); // it can be read with the pointer on it
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
  assert.match(await page.evaluate(() => location.href), /#generator$/, "it goes nowhere");
  assert.deepEqual(await faults(page, { include: ["#term-card"] }), []);
  await page.mouse.click(200, 700);
  await card.waitFor({ state: "hidden" });
});

test("a guess comes before the answer, which the figure gives, or who asks for it", async (t) => {
  const page = await newPage(t, { sharp: true });
  await page.goto(lecture("index.html", "#ask-flat"));
  const ready = (name) => page.locator(`#fig-${name} .figure-stage[data-state=ready]`).waitFor();
  const guesses = (name) => page.locator(`#ask-${name} + .guess .guess-choice`);
  const marks = (name) => guesses(name).evaluateAll((all) => all.map(({ dataset }) => dataset.mark ?? ""));

  // One whose curves are the answer: by keys. It moves to its end at once, as this reader wants less motion.
  await ready("flat");
  const answer = page.locator("#fig-flat .figure-answer");
  assert.equal(await answer.evaluate((node) => getComputedStyle(node).visibility), "hidden");
  await guesses("flat").first().focus();
  await page.keyboard.press("Enter");
  await page.locator("#ask-flat + .guess [data-correct=false]").waitFor();
  assert.deepEqual(await marks("flat"), ["✗", "✓", ""]);
  const words = JSON.parse(await page.locator("#article").getAttribute("data-guess"));
  assert.equal(await page.locator("#ask-flat + .guess [data-correct=false]").innerText(), words.wrong);
  assert.equal(await answer.evaluate((node) => getComputedStyle(node).visibility), "visible");
  assert.equal(await page.locator("#fig-flat input[type=range]").inputValue(), "30");
  await guesses("flat").nth(1).click({ force: true });
  assert.deepEqual(await marks("flat"), ["✗", "✓", ""], "one guess counts");

  // One that trains: the guess starts it, and after some rounds it has shown what it has to.
  await page.locator("#ask-play").scrollIntoViewIfNeeded();
  await ready("play");
  await guesses("play").nth(1).click();
  await page.waitForFunction(() => saddle.snapshot("play").step > 0);
  assert.deepEqual(await marks("play"), ["", "", ""]);
  await page.evaluate(() => saddle.step(400));
  assert.equal(await page.locator("#ask-play + .guess [data-correct=true]").innerText(), words.right);
  assert.deepEqual(await marks("play"), ["", "✓", ""]);

  // Who does not want to wait asks; what is said is read by everyone.
  await page.locator("#ask-optimum").scrollIntoViewIfNeeded();
  await ready("optimum");
  await guesses("optimum").last().click();
  await page.locator("#ask-optimum + .guess .guess-show").click();
  assert.deepEqual(await marks("optimum"), ["✓", "", "✗"]);
  assert.deepEqual(await faults(page, { include: [".guess"] }), []);
  assert.deepEqual(page.complaints, []);
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
    return new Set(new Uint32Array(context.getImageData(.../** @type {[number, number, number, number]} */ (box)).data.buffer)).size;
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
