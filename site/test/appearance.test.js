// What the page looks like: readable for everyone, in place on a desk and on a phone, and pictures of it for the eye.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { after, test } from "node:test";
import { can, desktop, eventually, faults, newPage, open, phone, root, serve, still, train, write } from "./browser.js";

const address = await serve();
const shots = path.join(root, "site/test/shots");
mkdirSync(shots, { recursive: true });
const page = await open(await newPage({ after }, { sharp: true }), address);

/**
 * Makes the page what it is for a person with this window, system and language.
 * @param {import("./browser.js").PageOptions} [options]
 */
async function become({ viewport = desktop, scheme = "light", language = "en" } = {}) {
  await page.setViewportSize(viewport);
  if (can.change) await page.emulateMedia({ colorScheme: scheme });
  if ((await page.evaluate(() => document.documentElement.lang)) !== language) await page.click("#language");
  await page.waitForFunction((language) => document.documentElement.lang === language, language);
}

/** What a person may have before them: the part of the page it is in, how to come there, and what ends it. */
const states = {
  "": { part: "html" },
  unfolded: {
    part: "#groups",
    open: () => page.keyboard.press("m"),
    close: () => page.keyboard.press("m"),
  },
  demonstrations: {
    part: "#presets",
    open: () => page.locator("[data-opens=presets]:visible").click(),
    close: () => page.keyboard.press("Escape"),
  },
  choices: {
    part: "[data-field=loss]",
    open: () => page.locator("[data-field=loss] .choice-button").click(),
    close: () => page.keyboard.press("Escape"),
  },
  help: {
    part: "#help-box",
    open: () => page.locator("[data-field=loss] .help").click(),
    close: () => page.keyboard.press("Escape"),
  },
  refused: {
    part: "[data-field=g_lr]",
    open: async () => {
      await write(page.locator("[data-field=g_lr] input[type=text]"), "ten");
      await page.keyboard.press("Enter");
      await page.locator("[data-field=g_lr] .row-error").waitFor();
    },
    close: () => page.evaluate(() => saddle.load("#seed=2")),
  },
  keys: {
    part: "#shortcuts-dialog",
    open: () => page.click("#shortcuts"),
    close: () => page.keyboard.press("Escape"),
  },
  classes: {
    part: "#card",
    open: async () => {
      await page.evaluate(() => { location.hash = saddle.presets().find(({ name }) => name === "classifier").link; });
      await page.waitForFunction(() => saddle.traits().classes.length > 0);
      await page.evaluate(() => saddle.step(200));
    },
  },
  diagnosis: {
    part: "#diagnosis",
    open: async () => {
      await train(page, "#loss=wgan&clip=0&rule=sgd&g_lr=1&d_lr=1", 10);
      await page.evaluate(async () => {
        while (!document.querySelector("#diagnosis.shown")) await saddle.step(10);
      });
      await page.click(".diagnosis-chip");
    },
  },
};

// A theme changes colours, a language words, a device what lies where: each two of these meet, and not all three.
const schemes = /** @type {("light" | "dark")[]} */ (can.change ? ["light", "dark"] : ["light"]);

const people = /** @type {const} */ ([
  { device: "desktop", scheme: "light", language: "en" },
  { device: "desktop", scheme: "dark", language: "vi" },
  { device: "phone", scheme: "light", language: "vi" },
  { device: "phone", scheme: "dark", language: "en" },
]);

for (const { device, scheme, language } of people) {
  if (scheme === "dark" && !can.change) continue;
  test(`anyone can read it: ${device}, ${scheme}, ${language}`, async () => {
    await become({ viewport: { desktop, phone }[device], scheme, language });
    await train(page, "", 400);
    await page.locator("#charts .uplot").first().waitFor();
    for (const [state, { part, open, close }] of Object.entries(states)) {
      await open?.();
      await page.locator(part).first().waitFor();
      assert.deepEqual(await faults(page, part), [], state);
      await page.screenshot({ path: path.join(shots, `${device}-${scheme}-${language}${state && "-" + state}.png`) });
      await close?.();
    }
  });
}

test("on a desk everything is in sight without scrolling, and the plane is the largest of it", async () => {
  await become();
  await train(page, "", 0);
  const look = () => page.evaluate(() => {
    const box = (selector) => document.querySelector(selector).getBoundingClientRect();
    const area = (selector) => box(selector).width * box(selector).height;
    const parts = ["#play", "#step", "#reset", "#speed", "#toggles", "#legend", ".tools [data-opens=presets]", "#language", "#shortcuts", "#numbers", "#charts", "#groups"];
    return {
      height: document.documentElement.scrollHeight,
      room: innerHeight,
      areas: Object.fromEntries(["#plane", "#settings", ".readings"].map((part) => [part, area(part)])),
      outside: parts.filter((part) => box(part).bottom > innerHeight || box(part).right > innerWidth || box(part).height === 0),
    };
  });
  await eventually(async () => {
    const { height, room, areas, outside } = await look();
    assert.ok(height <= room, `${height} pixels high in a window of ${room}`);
    assert.deepEqual(outside, []);
    assert.ok(areas["#plane"] > areas["#settings"] && areas["#plane"] > areas[".readings"], JSON.stringify(areas));
  });
});

for (const viewport of [phone, { width: 320, height: 568 }, { width: 844, height: 390 }, { width: 768, height: 1024 }]) {
  test(`nothing is wider than a window of ${viewport.width} pixels`, async () => {
    for (const language of ["en", "vi"]) {
      await become({ viewport, language });
      await eventually(async () => {
        const [wide, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
        assert.ok(wide <= window && window === viewport.width, `${wide} pixels in ${window}`);
      });
    }
  });
}

test("the page's colours are those of the drawing", async () => {
  const palette = JSON.parse(readFileSync(path.join(root, "assets/palette.json"), "utf8"));
  for (const scheme of schemes) {
    await become({ scheme });
    const colours = () => page.evaluate(() => {
      const style = getComputedStyle(document.documentElement);
      const named = ["real", "generated", "discriminator", "theory"];
      return Object.fromEntries(named.map((name) => [name, style.getPropertyValue(`--${name}`).trim().toLowerCase()]));
    });
    await eventually(async () => {
      for (const [name, colour] of Object.entries(await colours())) assert.equal(colour, palette[scheme][name].toLowerCase(), `${scheme} ${name}`);
    });
  }
});

test("the heatmap, the points and the arrows are drawn in the theme's colours", async () => {
  const palette = JSON.parse(readFileSync(path.join(root, "assets/palette.json"), "utf8"));
  const brightness = {};
  for (const scheme of schemes) {
    await become({ scheme });
    await train(page, "", 100);
    const { near, mean } = await pixels(await still(page.locator("#plane")), [palette[scheme].real, palette[scheme].generated]);
    assert.ok(Math.min(...near) >= 2.9, `${scheme}: of 10,000 pixels ${near} in the colours of real and of generated points`);
    brightness[scheme] = mean;
  }
  assert.ok(brightness.light > 150 && (!can.change || brightness.dark < 100), JSON.stringify(brightness));
});

/** How many of 10,000 pixels of a picture are nearly of each colour (#rrggbb), and how bright all are in the mean, of 255. */
const pixels = (picture, colours) =>
  page.evaluate(async ([picture, colours]) => {
    const image = await createImageBitmap(new Blob([Uint8Array.from(atob(picture), (c) => c.charCodeAt(0))]));
    const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    const wanted = colours.map((colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16)));
    const near = wanted.map(() => 0);
    let sum = 0;
    for (let i = 0; i < data.length; i += 4) {
      sum += data[i] + data[i + 1] + data[i + 2];
      wanted.forEach((colour, k) => (near[k] += colour.every((c, at) => Math.abs(data[i + at] - c) <= 24)));
    }
    const count = data.length / 4;
    return { near: near.map((pixels) => pixels / count * 1e4), mean: sum / (count * 3) };
  }, [picture.toString("base64"), colours]);

/** How many pixels of a rectangle differ between two pictures of the page, outside of another rectangle. */
const difference = (pictures, within, outside) =>
  page.evaluate(async ([pictures, within, outside]) => {
    const [a, b] = await Promise.all(pictures.map(async (png) => {
      const image = await createImageBitmap(new Blob([Uint8Array.from(atob(png), (c) => c.charCodeAt(0))]));
      const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
      context.drawImage(image, 0, 0);
      return context.getImageData(0, 0, image.width, image.height);
    }));
    let found = 0;
    for (let y = Math.ceil(within.y); y < within.y + within.height; y++) {
      for (let x = Math.ceil(within.x); x < within.x + within.width; x++) {
        // The shadow around it, too.
        const near = 40;
        if (x > outside.x - near && x < outside.x + outside.width + near && y > outside.y - near && y < outside.y + outside.height + near) continue;
        const i = 4 * (y * a.width + x);
        if ([0, 1, 2].some((k) => Math.abs(a.data[i + k] - b.data[i + k]) > 8)) found++;
      }
    }
    return found;
  }, [pictures.map((picture) => picture.toString("base64")), within, outside]);

test("what opens over the plane leaves the rest of it as it was", async () => {
  await become();
  await train(page, "", 100);
  for (const [opener, opened] of [[".tools [data-opens=presets]", "#presets"], ["[data-field=loss] .choice-button", "[data-field=loss] .choices"]]) {
    const plane = await page.locator("#plane").boundingBox();
    await still(page.locator("#plane"));
    const before = await page.screenshot();
    await page.locator(opener).click();
    await page.locator(opened).waitFor();
    const box = await page.locator(opened).boundingBox();
    await eventually(async () => {
      const found = await difference([before, await page.screenshot()], plane, box);
      assert.equal(found, 0, `${found} pixels of the plane are others with ${opened}`);
    });
    await page.keyboard.press("Escape");
  }
});

test("the latent points are drawn as far as the column that scrolls shows their box", async () => {
  await become({ viewport: { width: 1280, height: 660 } });
  await train(page, "", 0);
  const box = await page.locator(".latent").evaluate((latent) => {
    const column = document.getElementById("groups");
    // Half of the box is below the column's end.
    column.scrollTop += latent.getBoundingClientRect().y + latent.clientHeight / 2 - column.getBoundingClientRect().bottom;
    const { x, y, width, height } = latent.getBoundingClientRect();
    return { x, y, width, height: height / 2 };
  });
  const halves = [box, { ...box, y: box.y + box.height }];
  const nowhere = { x: -1e4, y: 0, width: 0, height: 0 };
  const before = await still(page);
  await page.locator(".latent .view").evaluate((view) => { view.style.visibility = "hidden"; });
  await eventually(async () => {
    const after = await still(page);
    const [above, below] = await Promise.all(halves.map((half) => difference([before, after], half, nowhere)));
    assert.ok(above > 50, `${above} pixels in the half that is seen`);
    assert.equal(below, 0, `${below} pixels where the column has ended`);
  });
});

test("nothing of all this was an error", () => assert.deepEqual(page.complaints, []));
