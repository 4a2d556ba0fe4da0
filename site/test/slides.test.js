// The slides: turned and spoken from by keys alone, readable from the last row, with every figure live and only the one that is shown.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { can, eventually, faults, frames, newPage, opening, phone, serve } from "./browser.js";
import { pages } from "../tools/text/frame.mjs";
import { deck } from "../tools/text/slides.mjs";

const address = await serve();
const hall = { width: 1024, height: 768 };
const { slides } = deck("en");

/**
 * The deck in a language, at a slide, with the program there.
 * @param {import("./browser.js").Owner} owner
 * @param {import("./browser.js").PageOptions & { slide?: string }} [options]
 */
async function openSlides(owner, { language = "en", slide = "title", viewport = hall, ...more } = {}) {
  const page = await newPage(owner, { language, viewport, ...more });
  await page.goto(`${address}site/slides/${pages[language]}#/${slide}`, opening);
  await page.waitForFunction(() => globalThis.saddle?.presets && document.querySelector("section.present"), null, opening);
  await page.evaluate(() => document.fonts.ready);
  return page;
}

const present = (page) => page.evaluate(() => document.querySelector("section.present").id);
const shows = (page, id) => eventually(async () => assert.equal(await present(page), id));

/** Turn to a slide, and wait until its figure is made and everything has its size. */
async function turnTo(page, id) {
  await page.waitForFunction((id) => {
    if (document.querySelector("section.present")?.id === id) return true;
    location.hash = `/${id}`; // and again, if the deck was just writing the address of the slide before
    return false;
  }, id, { polling: 100 });
  await page.waitForFunction(() => [...document.querySelectorAll("section.present .figure-stage")].every(({ dataset }) => dataset.state === "ready"));
  await page.evaluate(async () => { for (let i = 0; i < 4; i++) await new Promise(requestAnimationFrame); });
}

/** What look() sees once nothing is outside any more, or after a while. */
async function settled(page) {
  for (let tries = 0; ; tries++) {
    const seen = await look(page);
    if (seen.outside.length === 0 || tries === 30) return seen;
    await frames(page, 3);
  }
}

/** What of the slide that is shown lies outside of its place, and the smallest type on it, in pixels of the window. */
const look = (page) => page.evaluate(() => {
  const section = document.querySelector("section.present");
  const frame = document.querySelector(".reveal").getBoundingClientRect();
  const outside = [];
  let smallest = Infinity;
  let which = "";
  const walker = document.createTreeWalker(section, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = /** @type {HTMLElement & Partial<Pick<SVGGraphicsElement, "ownerSVGElement">>} */ (node.parentElement);
    if (!node.data.trim() || !parent.checkVisibility({ opacityProperty: true }) || parent.closest(".unseen, .notes, option")) continue;
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if (box.width < 2) continue;
    if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1) outside.push(node.data.trim().slice(0, 40));
    if (parent.closest("math, .slow-points")) continue; // indices, and the numbers of points
    const drawing = parent.ownerSVGElement; // WebKit's getScreenCTM knows nothing of how the deck is enlarged around it
    const enlarged = drawing ? drawing.getBoundingClientRect().width / drawing.viewBox.baseVal.width : parent.getBoundingClientRect().width / parent.offsetWidth;
    const size = parseFloat(getComputedStyle(parent).fontSize) * enlarged;
    if (size < smallest) [smallest, which] = [size, node.data];
  }
  // The program writes the numbers of a plane 10.5 pixels high, times this.
  const numbers = 10.5 * Number(document.documentElement.dataset.marks ?? 1);
  if (section.querySelector("[data-view=plane]") && numbers < smallest) [smallest, which] = [numbers, "a plane's numbers"];
  for (const view of section.querySelectorAll("[data-view], .plot, .figure-button")) {
    const box = view.getBoundingClientRect();
    if (box.right > frame.right + 1 || box.bottom > frame.bottom + 1) outside.push(view.className);
  }
  return { outside, smallest, which };
});

// Decks are gone through once in each language, each slide in windows of every kind: to come to a slide takes longer than to look at it.
const windows = { en: [hall], vi: [hall, phone, { width: 1920, height: 1080 }, { width: 844, height: 390 }] };
const audited = ["title", "vanishing", "collapse", "kl", "game", "saturation", "your-turn"];

for (const [language, scheme] of /** @type {const} */ ([["en", "dark"], ["vi", "light"]])) {
  test(`all of every slide is in sight, in type that is large in the last row of a hall, and anyone can use it: ${language}, ${scheme}`, async (t) => {
    const page = await openSlides(t, { language, scheme });
    for (const { id } of slides) {
      await turnTo(page, id);
      if (audited.includes(id)) assert.deepEqual(await faults(page), [], id);
      for (const viewport of windows[language]) {
        const where = `${id} in ${viewport.width} x ${viewport.height}`;
        await page.setViewportSize(viewport);
        await frames(page, 2); // in the first of which the deck hears of its size
        const { outside, smallest, which } = await settled(page);
        assert.deepEqual(outside, [], where);
        if (viewport === hall) assert.ok(smallest >= 15, `${where}: ${smallest} pixels: ${which}`);
      }
      await page.setViewportSize(hall);
    }
    await page.keyboard.press("?");
    await page.locator("#help-dialog[open]").waitFor();
    assert.deepEqual(await faults(page), [], "help");
    assert.deepEqual(page.complaints, []);
  });
}

/** One deck for what leaves it as it was. */
const shared = await openSlides({ after });

/** That deck at a slide, with the keys its own. */
async function shownAt(id) {
  await shared.evaluate(() => document.activeElement?.blur());
  await turnTo(shared, id);
  return shared;
}

test("formulas are drawn with the font that comes along", async () => {
  const page = await shownAt("vanishing");
  const states = () => page.evaluate(() => [...document.fonts].filter(({ family }) => family === "Formulas").map(({ status }) => status));
  await eventually(async () => assert.deepEqual(await states(), ["loaded"]));
});

test("one key starts a demonstration, and puts it back to its beginning", async (t) => {
  const page = await openSlides(t);
  const experiments = { play: "play", k: "k-1", optimum: "optimum", saturation: "saturation-0", losses: "losses", collapse: "collapse", classes: "classes", generators: "generators-0", "r1-grid": "r1-grid-1", tasks: "tasks" };
  for (const [id, name] of Object.entries(experiments)) {
    await turnTo(page, id);
    await page.keyboard.press("Enter");
    await page.waitForFunction((name) => saddle.history(name).step.at(-1) > 1, name);
    await page.keyboard.press("Enter");
    await page.waitForFunction((name) => saddle.history(name).step.at(-1) === 0, name);
    const step = () => page.evaluate(async (name) => {
      await saddle.step(0);
      return saddle.snapshot(name).step;
    }, name);
    assert.equal(await step(), 0, id);
    await frames(page, 5);
    assert.equal(await step(), 0, id);
  }
  for (const id of ["kl", "jsd", "flat", "wasserstein", "squares"]) {
    await turnTo(page, id);
    const sliders = () => page.locator("section.present [role=slider]").evaluateAll((nodes) => nodes.map((node) => node.getAttribute("aria-valuenow")).join());
    const first = await sliders();
    const areBack = (message) => eventually(async () => assert.equal(await sliders(), first, message));
    await page.keyboard.press("Enter");
    await page.waitForFunction((first) => [...document.querySelectorAll("section.present [role=slider]")].map((node) => node.getAttribute("aria-valuenow")).join() !== first, first);
    await page.keyboard.press("Enter");
    await areBack(id);
    if (id !== "jsd") continue;
    // What was exchanged goes back as a pair.
    await page.locator("section.present .figure-button").first().click();
    await eventually(async () => assert.notEqual(await sliders(), first));
    await page.keyboard.press("Enter");
    await areBack("exchanged");
  }
  assert.deepEqual(page.complaints, []);
});

test("keys turn the slides; a control that was clicked does not keep them", async () => {
  const page = await shownAt(slides[0].id);
  await page.keyboard.press("PageDown");
  await shows(page, slides[1].id);
  await page.keyboard.press("Space");
  await shows(page, slides[2].id);
  await page.keyboard.press("ArrowRight");
  await shows(page, "play");
  await turnTo(page, "play");
  await page.locator("section.present .figure-button.strong").click();
  await page.waitForFunction(() => saddle.history("play").step.at(-1) > 1);
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => saddle.history("play").step.at(-1) === 0);
  await page.keyboard.press("ArrowLeft");
  await shows(page, slides[2].id);
  // A handle that has the focus keeps the arrows.
  await turnTo(page, "kl");
  const handle = page.locator("section.present [role=slider]").first();
  await handle.focus();
  const before = await handle.getAttribute("aria-valuenow");
  await page.keyboard.press("ArrowRight");
  await eventually(async () => assert.notEqual(await handle.getAttribute("aria-valuenow"), before));
  assert.equal(await present(page), "kl");
});

if (can.press) test("on the full screen the slide has all of the window, and the program's canvas is there", async () => {
  const page = await shownAt("play");
  await page.keyboard.press("f");
  await page.waitForFunction(() => document.fullscreenElement?.contains(document.querySelector("body > canvas")));
  assert.equal(await page.locator(".tools").isVisible(), false);
  await page.keyboard.press("f");
  await page.waitForFunction(() => !document.fullscreenElement);
  await page.locator(".tools").waitFor();
});

test("handles follow the pointer, however much a slide is enlarged", async () => {
  const page = await shownAt("kl");
  const handle = page.locator("section.present [role=slider]").first();
  const middle = async () => {
    const { x, y, width, height } = await handle.boundingBox();
    return [x + width / 2, y + height / 2];
  };
  const [x, y] = await middle();
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 100, y, { steps: 4 });
  await page.mouse.up();
  await eventually(async () => {
    const [now] = await middle();
    assert.ok(Math.abs(now - x - 100) < 8, `${now - x} pixels`);
  });
});

if (can.press) test("a finger turns the slides, but not while it moves something in a figure", async (t) => {
  const page = await openSlides(t, { viewport: phone, slide: "kl" });
  await turnTo(page, "kl");
  const finger = await page.context().newCDPSession(page);
  const drag = async (x, y, by) => {
    const touch = (type, x) => finger.send("Input.dispatchTouchEvent", { type, touchPoints: type === "touchEnd" ? [] : [{ x, y }] });
    await touch("touchStart", x);
    for (let i = 1; i <= 8; i++) await touch("touchMove", x + (by * i) / 8);
    await touch("touchEnd");
  };
  const handle = page.locator("section.present [role=slider]").first();
  const before = await handle.getAttribute("aria-valuenow");
  const { x, y, width, height } = await handle.boundingBox();
  await drag(x + width / 2, y + height / 2, -60);
  await eventually(async () => assert.notEqual(await handle.getAttribute("aria-valuenow"), before));
  assert.equal(await present(page), "kl");
  await drag(300, 40, -200);
  await shows(page, "jsd");
});

test("only the figure of the slide that is shown trains", async () => {
  const page = await shownAt("play");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => saddle.history("play").step.at(-1) > 1);
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction(() => document.querySelector("section.present").id !== "play");
  // What is known of a Worker's run is a little old.
  let step;
  await eventually(async () => {
    const before = step;
    await frames(page, 20);
    step = await page.evaluate(() => saddle.snapshot("play").step);
    assert.equal(step, before);
  });
});

if (can.press) test("the speaker's window has the notes, goes along, and turns the slides", async (t) => {
  const page = await openSlides(t, { slide: "theorem" });
  const [notes] = await Promise.all([page.waitForEvent("popup"), page.keyboard.press("s")]);
  const words = () => notes.evaluate(() => document.body.innerText);
  await notes.locator("h1", { hasText: "What is left for the generator" }).waitFor();
  assert.match(await words(), /nobody can tell/);
  await notes.keyboard.press("ArrowRight");
  await shows(page, "optimum");
  await notes.locator("h1", { hasText: "How far is D from D*?" }).waitFor();
  assert.match(await words(), /Two curves, one floor/);
  await page.waitForFunction(() => document.querySelector("section.present .figure-stage").dataset.state === "ready");
  await notes.keyboard.press("Enter");
  await page.waitForFunction(() => saddle.history("optimum").step.at(-1) > 1);
  await notes.close();
  let again = null; // The browser tells the page a little later that the window is closed.
  for (let tries = 0; !again && tries < 20; tries++) {
    [again] = await Promise.all([page.waitForEvent("popup", { timeout: 1000 }).catch(() => null), page.keyboard.press("s")]);
  }
  await again.locator("h1", { hasText: "How far is D from D*?" }).waitFor();
  assert.deepEqual(page.complaints, []);
});

test("the other language opens at the same slide; the list of slides leads to each", async (t) => {
  const page = await openSlides(t, { slide: "nash" });
  await page.keyboard.press("l");
  await page.waitForURL(/vi\.html#\/nash$/);
  await page.waitForFunction(() => document.querySelector("section.present")?.id === "nash");
  await page.keyboard.press("?");
  const list = page.locator("#help-dialog nav a");
  assert.deepEqual(await list.evaluateAll((/** @type {HTMLAnchorElement[]} */ links) => links.map((link) => link.hash.slice(2))), slides.map(({ id }) => id));
  await list.nth(5).click();
  await shows(page, slides[5].id);
  await page.locator("#help-dialog").waitFor({ state: "hidden" });
});

test("the last slide lists every preset, in the lecture's order, as a link to the trainer", async () => {
  const page = await shownAt("your-turn");
  const links = await page.locator("section.present .figure-menu a").evaluateAll((/** @type {HTMLAnchorElement[]} */ all) => all.map(({ href }) => href));
  const presets = await page.evaluate(() => saddle.presets().map(({ name, link }) => ({ name, link })));
  assert.deepEqual(links, presets.map(({ link }) => address + link));
  // The demonstrations that have slides come in that order, too.
  const shown = slides.map(({ html }) => /data-preset="([\w-]+)"/.exec(html)?.[1]).filter(Boolean);
  const order = presets.map(({ name }) => name).filter((name) => shown.includes(name));
  assert.deepEqual(shown, order);
});

if (can.lack) test("without scripts the slides stand below each other, formulas and all", async (t) => {
  const page = await newPage(t, { viewport: hall });
  const context = await page.context().browser().newContext({ javaScriptEnabled: false, viewport: hall });
  after(() => context.close());
  const bare = await context.newPage();
  await bare.goto(`${address}site/slides/index.html`);
  for (const id of ["forger", "nash"]) assert.ok((await bare.locator(`#${id}`).boundingBox()).height > 100, id);
  assert.ok((await bare.locator("#nash math").first().boundingBox()).height > 10);
});

test("nothing of what they share was an error", () => assert.deepEqual(shared.complaints, []));
