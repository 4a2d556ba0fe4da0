// The demonstrations: each begins its experiment and trains, its card says what to look at, and what is peculiar to it (classes
// in colours, pairs, gauges) is on the page.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { begin, eventually, frames, newPage, open, serve } from "./browser.js";

const address = await serve();
const page = await open(await newPage({ after }), address);
const presets = await page.evaluate(() => saddle.presets());
const opener = page.locator(".tools [data-opens=presets]");
const card = page.locator("#card");

for (const { name, link } of presets) {
  test(`the demonstration "${name}" begins its experiment and trains`, async () => {
    await begin(page, "#seed=7", 3);
    await opener.click();
    await page.locator(`#presets [data-preset="${name}"]`).click();
    await page.locator("#presets").waitFor({ state: "hidden" });
    await page.waitForFunction((link) => location.hash === link && saddle.link() === link, link);
    // More than one measure: a first one is taken before anything has been learned.
    await page.waitForFunction(() => saddle.playing && saddle.snapshot().step > 3);
    await card.waitFor();
    assert.equal(await page.locator("#notices .bad").count(), 0);
    assert.ok(await page.evaluate(() => {
      const { points, sliced_w } = saddle.snapshot();
      return points.every(Number.isFinite) && Number.isFinite(sliced_w);
    }));
    await page.evaluate(() => saddle.pause());
  });
}

test("the menu has the keys as soon as it is open, and a second click on its button closes it", async () => {
  const menu = page.locator("#presets");
  const state = () => page.evaluate(() => [document.activeElement.matches("#presets a"), document.querySelector(".tools [data-opens=presets]").getAttribute("aria-expanded")]);
  await begin(page);
  await opener.click();
  assert.deepEqual(await state(), [true, "true"]);
  await opener.click();
  await frames(page, 5); // what would open it again comes later
  assert.equal(await menu.isVisible(), false);
  assert.deepEqual(await state(), [false, "false"]);
});

test("the browser's Back leads to the experiment before, and the card follows the address", async () => {
  const own = "#seed=11";
  await page.evaluate((own) => { location.hash = own; }, own);
  await page.waitForFunction(() => saddle.config().seed === 11);
  await card.waitFor({ state: "hidden" });
  await opener.click();
  await page.locator("#presets a").first().click();
  await card.waitFor();
  await page.goBack();
  await page.waitForFunction((own) => saddle.link() === own, own);
  await card.waitFor({ state: "hidden" });
});

test("a card leads to what its demonstration is compared with, beside it, and back", async () => {
  const preset = presets.find(({ name }) => name === "unrolling");
  await opener.click();
  await page.locator(`#presets [data-preset="${preset.name}"]`).click();
  const compare = card.locator(".compare");
  assert.match(await compare.textContent(), /0/);
  await compare.click();
  await page.locator("#sides").waitFor();
  await page.waitForFunction((link) => saddle.link() === link && saddle.playing, preset.opposite);
  assert.equal(await page.evaluate(() => saddle.config().unroll), 0);
  await eventually(async () => assert.deepEqual(await page.locator(".planes .race-label").allInnerTexts(), ["Unrolled steps: 5", "Unrolled steps: 0"]));
  await card.waitFor();
  await page.getByRole("button", { name: "Close B" }).click();
  await page.waitForFunction((link) => saddle.link() === link, preset.link);
  await card.waitFor();
});

test("a card follows the settings: what was compared is not offered when it is there, and the way back is", async () => {
  const preset = presets.find(({ name }) => name === "unrolling");
  await opener.click();
  await page.locator(`#presets [data-preset="${preset.name}"]`).click();
  await page.waitForFunction((link) => saddle.link() === link, preset.link);
  const compare = card.locator(".compare");
  await eventually(async () => assert.match(await compare.innerText(), /^Compare: /));
  for (const value of ["0", "3"]) {
    await page.evaluate((value) => saddle.set("unroll", value), value);
    await eventually(async () => assert.equal(await compare.innerText(), "Back to the demonstration"));
  }
  await compare.click();
  await page.waitForFunction((link) => saddle.link() === link, preset.link);
  await eventually(async () => assert.match(await compare.innerText(), /^Compare: /));
});

test("a card is dismissed, and choosing the same demonstration again begins it anew", async () => {
  const [{ name, link }] = presets;
  const choose = async () => {
    await opener.click();
    await page.locator(`#presets [data-preset="${name}"]`).click();
  };
  await choose();
  await card.locator("button").click();
  await card.waitFor({ state: "hidden" });
  await page.evaluate(async () => { saddle.pause(); await saddle.step(20); });
  await choose();
  await card.waitFor();
  await page.waitForFunction((link) => saddle.link() === link && saddle.playing, link);
});

test("the menu is used by the keyboard alone", async () => {
  await begin(page);
  await page.evaluate(() => document.activeElement?.blur());
  await page.keyboard.press("e");
  const focused = () => page.evaluate(() => document.activeElement.dataset.preset);
  await page.waitForFunction((first) => document.activeElement.dataset.preset === first, presets[0].name);
  for (const { name } of presets) {
    assert.equal(await focused(), name);
    await page.keyboard.press("ArrowDown");
  }
  assert.equal(await focused(), presets[0].name);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForFunction((link) => saddle.link() === link, presets[1].link);
});

test("one that opens a demonstration's link reads its card", async (t) => {
  const { link } = presets.find(({ name }) => name === "translate");
  const own = await open(await newPage(t), address, link);
  await own.locator("#card h3").waitFor();
});

/** The colours of the points in the plane, without what lies under them: how many pixels are near each of some colours. */
async function coloured(page, colours) {
  const png = (await page.locator("#plane").screenshot()).toString("base64");
  return page.evaluate(async ([png, colours]) => {
    const image = await createImageBitmap(new Blob([Uint8Array.from(atob(png), (c) => c.charCodeAt(0))]));
    const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    const wanted = colours.map((colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16)));
    return wanted.map((rgb) => {
      let found = 0;
      for (let i = 0; i < data.length; i += 4) if (rgb.every((value, k) => Math.abs(value - data[i + k]) < 24)) found++;
      return found;
    });
  }, [png, colours]);
}

const sharp = newPage({ after }, { sharp: true }).then((page) => open(page, `${address}?paused`));

for (const [structure, steps] of Object.entries({ classifier: 30, mgan: 30, infogan: 600 })) {
  test(`the points of each class or generator have a colour of their own: ${structure}`, async () => {
    const page = await sharp;
    await begin(page, `#structure=${structure}`, steps);
    await page.evaluate(() => { for (const layer of ["real", "heatmap"]) saddle.show(layer, false); });
    await page.waitForFunction(() => saddle.traits().classes.length > 0);
    const { classes } = await page.evaluate(() => saddle.traits());
    assert.ok(classes.length >= 4, classes.join());
    assert.equal(new Set(classes).size, classes.length);
    await page.locator("#legend .classes").waitFor();
    await page.locator("#legend .plain").waitFor({ state: "hidden" });
    await eventually(async () => {
      const found = await coloured(page, classes);
      assert.ok(found.every((pixels) => pixels > 5), `${found} pixels of ${classes}`);
    });
    assert.deepEqual(page.complaints, []);
  });
}

test("a translation shows its source and pairs, by button and by key; other experiments have neither", async () => {
  await begin(page, "#structure=translate&cloud=moons", 20);
  const button = page.locator("[data-view-name=pairs]");
  await button.waitFor();
  await page.locator("#legend .origins").waitFor();
  await button.click();
  await page.locator("#legend .origins").waitFor({ state: "hidden" });
  await page.keyboard.press("7");
  await eventually(async () => assert.equal(await button.getAttribute("aria-pressed"), "true"));
  await begin(page);
  await button.waitFor({ state: "hidden" });
});

/** Numbers that only some experiments have, and the settings that bring them. */
const gauges = {
  "#loss=began": ["balance_k", "convergence"],
  "#loss=wgan&d_steps=5": ["clipped"],
  "#spectral_norm=true": ["sigma"],
};

for (const [link, names] of Object.entries(gauges)) {
  test(`${names.join(" and ")} of ${link} can be watched while it trains`, async () => {
    await begin(page);
    for (const name of names) await page.locator(`#numbers [data-measure=${name}]`).waitFor({ state: "detached" });
    await begin(page, link);
    await page.evaluate(() => saddle.play());
    for (const name of names) {
      const cell = page.locator(`#numbers [data-measure=${name}]`);
      await cell.waitFor();
      await page.waitForFunction((name) => Number.isFinite(saddle.history()[name].at(-1)) && /\d/.test(document.querySelector(`[data-measure=${name}]`).textContent), name);
      await eventually(async () => {
        const box = await cell.boundingBox();
        assert.ok(box.y + box.height < page.viewportSize().height && box.x + box.width < page.viewportSize().width, `${name} is out of sight`);
      });
    }
    await page.evaluate(() => saddle.pause());
    if (link === "#loss=began") {
      await page.locator("[data-chart=convergence] .uplot").waitFor();
      await page.locator("[data-chart=value]").waitFor({ state: "hidden" });
    }
  });
}

test("nothing of all this was an error", () => assert.deepEqual(page.complaints, []));
