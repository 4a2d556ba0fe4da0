// The pages on paper: dark on light whatever the screen is, and nothing on it that only a hand or an eye on a screen can use.
import assert from "node:assert/strict";
import { test } from "node:test";
import { begin, eventually, newPage, open, opening, serve, still } from "./browser.js";

const address = await serve();

/** Has the browser show a page as it would print it, and resolves to what there is to be seen. */
async function print(page) {
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await page.emulateMedia({ media: "print" });
  return page.evaluate(() => {
    const seen = [...document.body.querySelectorAll("*")].filter((node) => node.checkVisibility() && node.getBoundingClientRect().width > 1);
    const light = (colour) => colour.match(/[\d.]+/g).slice(0, 3).reduce((sum, one) => sum + Number(one), 0) / 765;
    const written = seen.filter((node) => [...node.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.data.trim()));
    return {
      text: document.body.innerText,
      controls: seen.filter((node) => node.matches("button, input, select, [role=button]")).map((node) => node.outerHTML),
      paper: light(getComputedStyle(document.body).backgroundColor),
      pale: written.filter((node) => light(getComputedStyle(node).color) > 0.5).map((node) => node.outerHTML),
      wide: document.documentElement.scrollWidth - innerWidth,
    };
  });
}

/** The number of pages of what comes out of the printer, as a person's Ctrl+P has it. */
const pagesOf = async (page) => (await page.pdf({ format: "A4", preferCSSPageSize: true })).toString("latin1").match(/\/Type ?\/Page\b/g).length;

for (const language of ["en", "vi"]) {
  test(`the trainer is a sheet with its picture, numbers, settings and link, from either theme: ${language}`, async (t) => {
    const page = await open(await newPage(t, { sharp: true, language }), address, "#cloud=moons&r1=0.2&seed=7");
    for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
      await page.emulateMedia({ colorScheme });
      await begin(page, "#cloud=moons&r1=0.2&seed=7", 200);
      await page.locator("#charts .uplot").first().waitFor();
      await page.waitForFunction(() => document.querySelector("[data-measure=step]").textContent === "200");
      await still(page.locator("#plane"));
      const { text, controls, paper, pale, wide } = await print(page);
      assert.deepEqual([controls, pale], [[], []], colorScheme);
      assert.ok(paper > 0.98 && wide <= 0, `${paper} ${wide}`);
      const table = await (await fetch(`${address}assets/text/${language}.json`)).json();
      const digest = await page.evaluate(() => saddle.snapshot().digest);
      const decimal = language === "en" ? "0.2" : "0,2";
      for (const part of [page.url(), table["choice.cloud.moons.label"], `${table["field.r1.label"]}\n${decimal}`, `${table["field.seed.label"]}\n7`, `${table["measure.step.label"]}\n200`, `${table["measure.digest.label"]}\n${digest}`, `at=200&digest=${digest}`, table["chart.value"]]) {
        assert.ok(text.includes(part), `${part} is not in\n${text}`);
      }
      // The plane and the charts, on white as they come out of the printer.
      const drawn = await page.evaluate(() => [...document.querySelectorAll(".sheet canvas")].map((canvas) => {
        const context = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d");
        context.filter = getComputedStyle(canvas).filter;
        context.drawImage(canvas, 0, 0);
        const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
        const colours = new Set();
        let light = 0;
        for (let i = 0; i < data.length; i += 4) {
          colours.add((data[i] >> 4 << 8) | (data[i + 1] >> 4 << 4) | (data[i + 2] >> 4));
          light += (data[i] + data[i + 1] + data[i + 2]) / 765 * 4 / data.length;
        }
        return { colours: colours.size, light };
      }));
      assert.ok(drawn.length >= 4 && drawn[0].colours > 100, JSON.stringify(drawn));
      for (const { colours, light } of drawn) assert.ok(colours > 5 && light > 0.8, JSON.stringify(drawn));

      await page.evaluate(() => dispatchEvent(new Event("afterprint")));
      await page.emulateMedia({ media: null });
      assert.equal(await page.locator(".sheet").count(), 0);
      assert.equal(await pagesOf(page), 1);
      assert.ok(await page.locator("#play").isVisible());
      assert.deepEqual(page.complaints, []);
    }
  });
}

test("the lecture is its text and its figures as they stand, from either theme", async (t) => {
  const page = await newPage(t, { sharp: true });
  await page.goto(`${address}site/lecture/index.html#ask-play`);
  await page.locator("#fig-play .figure-stage[data-state=ready]").waitFor();
  for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
    await page.emulateMedia({ colorScheme, media: null });
    const { controls, paper, pale, wide } = await print(page);
    assert.deepEqual([controls, pale], [[], []], colorScheme);
    assert.ok(paper > 0.98 && wide <= 0, `${paper} ${wide}`);
    // Of each kind of points some hundreds.
    const points = await page.evaluate(() => ["real", "generated"].map((kind) => {
      const path = document.querySelector(`#fig-play .printed-${kind}`);
      return path.checkVisibility() && path.getBBox().width > 100 ? path.getAttribute("d").match(/M/g).length : 0;
    }));
    assert.ok(points.every((count) => count > 300), String(points));
    assert.equal(await page.evaluate(() => document.querySelector("body > canvas").checkVisibility()), false);
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    assert.equal(await page.locator(".printed").count(), 0);
  }
});

test("a figure that nobody has come to is printed, too, with a picture of a short run that says how long it is, and diagrams as wide as their place", async (t) => {
  const page = await newPage(t);
  await page.goto(`${address}site/slides/index.html`);
  await page.waitForFunction(() => globalThis.saddle?.presets, null, opening);
  // The modules of figures come when there is nothing else to do: then all are made at once.
  await eventually(async () => {
    await page.evaluate(() => { dispatchEvent(new Event("beforeprint")); });
    assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll(".figure-stage:not([data-state=ready])")].map((stage) => stage.closest("section").id)), []);
  });
  const { pale } = await print(page);
  assert.deepEqual(pale, []);
  const seen = await page.evaluate(() => {
    const pictures = [...document.querySelectorAll(".printed")].filter((node) => node.checkVisibility());
    const diagrams = [...document.querySelectorAll(".plot-svg")].filter((node) => node.checkVisibility());
    return {
      pictures: pictures.map((node) => node.querySelector(".printed-generated").getAttribute("d").split("M").length),
      rounds: [...document.querySelectorAll(".printed-rounds")].map((node) => Number(/\d+/.exec(node.textContent)[0])),
      diagrams: diagrams.map((node) => node.getBoundingClientRect().width),
      missing: [...document.querySelectorAll("section:has(figure) figure")].filter((figure) => figure.getBoundingClientRect().height < 100).map((figure) => figure.dataset.figure),
    };
  });
  assert.ok(seen.pictures.length === seen.rounds.length && seen.pictures.filter((count) => count > 50).length >= 12, JSON.stringify(seen));
  assert.ok(seen.rounds.every((count) => count > 0), JSON.stringify(seen));
  assert.ok(seen.diagrams.length >= 8 && seen.diagrams.every((width) => width > 150 && width < 520), JSON.stringify(seen));
  assert.deepEqual(seen.missing, []);
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  await page.emulateMedia({ media: null });
  assert.equal(await page.locator(".printed, .printed-rounds").count(), 0);
  assert.equal(await page.evaluate(() => document.documentElement.dataset.slide), "wide");
  assert.deepEqual(page.complaints, []);
});

test("the handout has the slides, and the speaker's notes only where they are asked for, in small type", async (t) => {
  const page = await newPage(t);
  await page.goto(`${address}site/slides/index.html`);
  await page.locator("#help").click();
  const notes = async () => {
    await print(page);
    const sizes = await page.evaluate(() => [...document.querySelectorAll("aside.notes p")].filter((node) => node.checkVisibility()).map((node) => parseFloat(getComputedStyle(node).fontSize)));
    await page.emulateMedia({ media: null });
    return sizes;
  };
  assert.deepEqual(await notes(), []);
  await page.locator("#handout").check();
  const sizes = await notes();
  assert.ok(sizes.length > 20 && Math.max(...sizes) < 14, `${sizes.length} notes, ${Math.max(...sizes)} px`);
});
