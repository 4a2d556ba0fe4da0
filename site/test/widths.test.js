// The pages in windows of every width, with a mouse and with fingers: none has to be pushed sideways, and nothing is cut off.
import assert from "node:assert/strict";
import { test } from "node:test";
import { can, eventually, newPage, open, opening, serve } from "./browser.js";

const address = await serve();

const sizes = [
  [320, 568], [390, 844], [480, 800], [719, 900], [720, 1000], [820, 1180], [932, 430], [1079, 800], [1080, 800], [1180, 820], [1280, 720], [1366, 768], [1440, 900],
  [1600, 900], [2560, 1440],
];

/** What is wider than the window, or than the box that cuts it off. */
const look = (page) => page.evaluate(async () => {
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  const name = (node) => `${node.tagName.toLowerCase()}${node.id && `#${node.id}`}.${node.getAttribute("class") ?? ""}`;
  const seen = [...document.body.querySelectorAll("*")].filter((node) => node instanceof HTMLElement && node.clientWidth > 1 && !node.closest(".skip, .unseen") && node.checkVisibility());
  const cuts = (node) => getComputedStyle(node).overflowX !== "visible";
  const within = (node) => { for (let box = node.parentElement; box && box !== document.body; box = box.parentElement) if (cuts(box)) return true; };
  const outside = seen.filter((node) => node.getBoundingClientRect().right > innerWidth + 1 && !within(node)).map(name);
  const cut = seen.filter((node) => cuts(node) && node.scrollWidth > node.clientWidth + 1 && !node.matches("body, .remedies")).map(name);
  // A chart that is higher than its place lies over the next one.
  const over = seen.filter((node) => node.matches(".chart") && node.scrollHeight > node.clientHeight + 1).map(name);
  const number = document.querySelector("#numbers");
  const numbers = [...(number?.children ?? [])].filter((cell) => {
    const [own, next] = [cell, cell.nextElementSibling].map((one) => one?.getBoundingClientRect());
    const text = document.createRange();
    text.selectNodeContents(cell.lastElementChild);
    const { right } = text.getBoundingClientRect();
    return right > number.getBoundingClientRect().right + 1 || (next && next.top === own.top && right > next.left);
  }).map((cell) => cell.textContent);
  return { wide: Math.max(document.documentElement.scrollWidth, innerWidth), outside, cut, over, numbers };
});

/** A page as a tablet or a phone shows it: nothing hovers, and fingers are thick. */
async function withFingers(page) {
  if (!can.press) return;
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setTouchEmulationEnabled", { enabled: true });
}

async function fitsEverywhere(page, what) {
  for (const [width, height] of sizes) {
    await page.setViewportSize({ width, height });
    await eventually(async () => assert.deepEqual(await look(page), { wide: width, outside: [], cut: [], over: [], numbers: [] }, `${what}, ${width} x ${height}`));
  }
}

for (const [language, scheme] of /** @type {const} */ ([["en", "dark"], ["vi", "light"]])) {
  test(`the trainer fits every window, with a mouse and with fingers: ${language}`, async (t) => {
    const page = await open(await newPage(t, { language, scheme }), `${address}?paused`);
    await page.locator("#charts .uplot").first().waitFor();
    // Another browser's type may be wider, and numbers grow: what fits then fits without.
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync("#numbers { letter-spacing: .08em }");
      document.adoptedStyleSheets.push(sheet);
      return saddle.step(21);
    });
    for (const fingers of can.press ? [false, true] : [false]) {
      if (fingers) await withFingers(page);
      assert.equal(await page.evaluate(() => matchMedia("(hover: none) and (pointer: coarse)").matches), fingers);
      await fitsEverywhere(page, fingers ? "fingers" : "a mouse");
    }
    assert.deepEqual(page.complaints, []);
  });
}

for (const name of ["site/lecture/", "site/lecture/vi.html", "site/slides/", "site/slides/vi.html", "site/teacher/", "site/teacher/vi.html", "site/examples/embed.html"]) {
  test(`${name} fits every window`, async (t) => {
    const page = await newPage(t);
    await withFingers(page);
    await page.goto(address + name, { waitUntil: "domcontentloaded", ...opening });
    for (const [width, height] of sizes) {
      await page.setViewportSize({ width, height });
      await eventually(async () => {
        const { wide, outside } = await look(page);
        assert.deepEqual([wide, outside], [width, []], `${width} x ${height}`);
      });
    }
  });
}
