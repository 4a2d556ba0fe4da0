// What the page looks like: readable for everyone, in place on a desk and on a phone, and pictures of it for the eye.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import axe from "axe-core";
import { desktop, newPage, open, phone, root, serve, train } from "./browser.js";

const address = await serve();
const shots = path.join(root, "site/test/shots");
mkdirSync(shots, { recursive: true });

/** What axe finds that is serious or critical, a line each. */
async function faults(page) {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.target} ${node.failureSummary}`));
}

for (const [device, viewport] of Object.entries({ desktop, phone })) {
  for (const scheme of ["light", "dark"]) {
    for (const language of ["en", "vi"]) {
      test(`anyone can read it: ${device}, ${scheme}, ${language}`, async (t) => {
        const page = await open(await newPage(t, { viewport, scheme, language }), address);
        const shot = (name) => page.screenshot({ path: path.join(shots, `${device}-${scheme}-${language}${name}.png`) });
        await train(page, "", 600);
        await page.locator("#charts .uplot").first().waitFor();
        assert.deepEqual(await faults(page), []);
        await shot("");
        await page.click("#more");
        assert.deepEqual(await faults(page), [], "with the drawer open");
        await shot("-drawer");
        await page.click("#drawer-close");
        await page.click("#shortcuts");
        assert.deepEqual(await faults(page), [], "with the keys shown");
        });
    }
  }
}

const width = (page) => page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);

test("on a desk everything is in sight without scrolling, and the plane is the largest of it", async (t) => {
  const page = await open(await newPage(t), address);
  const { height, room, areas, outside } = await page.evaluate(() => {
    const box = (selector) => document.querySelector(selector).getBoundingClientRect();
    const area = (selector) => box(selector).width * box(selector).height;
    const parts = ["#play", "#step", "#reset", "#speed", "#toggles", "#legend", "#more", "#numbers", "#charts", "#groups"];
    return {
      height: document.documentElement.scrollHeight,
      room: innerHeight,
      areas: Object.fromEntries(["#plane", "#settings", ".readings"].map((part) => [part, area(part)])),
      outside: parts.filter((part) => box(part).bottom > innerHeight || box(part).right > innerWidth || box(part).height === 0),
    };
  });
  assert.ok(height <= room, `${height} pixels high in a window of ${room}`);
  assert.deepEqual(outside, []);
  assert.ok(areas["#plane"] > areas["#settings"] && areas["#plane"] > areas[".readings"], JSON.stringify(areas));
});

for (const viewport of [phone, { width: 320, height: 568 }, { width: 844, height: 390 }, { width: 768, height: 1024 }]) {
  test(`nothing is wider than a window of ${viewport.width} pixels`, async (t) => {
    const page = await open(await newPage(t, { viewport }), address);
    const [wide, window] = await width(page);
    assert.ok(wide <= window, `${wide} pixels in ${window}`);
  });
}

test("the page's colours are those of the drawing", async (t) => {
  const palette = JSON.parse(readFileSync(path.join(root, "assets/palette.json"), "utf8"));
  for (const scheme of ["light", "dark"]) {
    const page = await open(await newPage(t, { scheme }), address);
    const colours = await page.evaluate(() => {
      const style = getComputedStyle(document.documentElement);
      const named = ["real", "generated", "discriminator", "theory"];
      return Object.fromEntries(named.map((name) => [name, style.getPropertyValue(`--${name}`).trim().toLowerCase()]));
    });
    for (const [name, colour] of Object.entries(colours)) assert.equal(colour, palette[scheme][name].toLowerCase(), `${scheme} ${name}`);
  }
});

test("the heatmap, the points and the arrows are drawn in the theme's colours", async (t) => {
  const pictures = [];
  for (const scheme of ["light", "dark"]) {
    const page = await open(await newPage(t, { scheme }), address);
    await train(page, "", 100);
    pictures.push(await page.locator("#plane").screenshot());
  }
  assert.ok(!pictures[0].equals(pictures[1]));
});
