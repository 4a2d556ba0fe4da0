// Each control does what it says, with the pointer and with the keyboard.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, test } from "node:test";
import { placeOf } from "../trainer/parts/lecture.js";
import { begin, can, eventually, frames, inside, newPage, open, serve, still } from "./browser.js";

const address = await serve();
const page = await open(await newPage({ after }), address);
const schema = await page.evaluate(() => saddle.schema());
const plane = page.locator("#plane");
const picture = () => inside(plane);

const start = (link, steps) => begin(page, link, steps);
/** Where the run is, once all that was asked for has been done. */
const step = () => page.evaluate(async () => {
  await saddle.step(0);
  return saddle.snapshot().step;
});
/** Numbers of the history that the page does not show. */
const unseen = ["measure.modes_total", "measure.modes_share", "measure.value", "measure.d_loss", "measure.g_loss", "measure.d_gradient", "measure.g_gradient", "measure.reverse_kl", "measure.reverse_kl_hq"];
const playing = () => page.evaluate(() => saddle.playing);

/** Waits until the plane looks like this picture again. */
const looksLike = (wanted) => eventually(async () => assert.ok((await picture()).equals(wanted), "the plane does not look as it did before"));

/** Waits until the plane looks different from this picture. */
const differsFrom = (before) => eventually(async () => assert.ok(!(await picture()).equals(before), "the plane looks as before"));

/** Takes the pointer and the focus away from the controls. */
async function letGo() {
  await page.mouse.move(1, 1);
  await page.evaluate(() => document.activeElement?.blur());
}

test("play, pause, one step, reset", async () => {
  await start();
  await page.click("#play");
  await page.waitForFunction(() => saddle.playing && saddle.snapshot().step > 0);
  await page.click("#play");
  assert.equal(await playing(), false);
  const stopped = await step();
  await page.click("#step");
  await page.waitForFunction((before) => saddle.snapshot().step === before + 1, stopped);
  await page.locator('[data-measure="step"]', { hasText: (stopped + 1).toLocaleString("en") }).waitFor();
  // A step while it plays pauses it; and who begins the same experiment anew stays in the same entry of the history.
  const entries = await page.evaluate(() => history.length);
  await page.click("#reset");
  await page.click("#play");
  await page.waitForFunction(() => saddle.playing && saddle.snapshot().step > 0);
  await page.click("#step");
  await eventually(async () => assert.equal(await playing(), false));
  await page.click("#reset");
  await page.waitForFunction(() => saddle.snapshot().step === 0);
  assert.equal(await page.evaluate(() => history.length), entries);
});

test("a reset leads back to the same first state", async () => {
  await start();
  const first = await page.evaluate(() => saddle.snapshot().digest);
  await start("", 5);
  assert.notEqual(await page.evaluate(() => saddle.snapshot().digest), first);
  await page.click("#reset");
  assert.equal(await step(), 0);
  assert.equal(await page.evaluate(() => saddle.snapshot().digest), first);
});

test("modes are counted where the data have some", async () => {
  await start("#cloud=moons");
  await page.locator("#numbers [data-measure=jsd]").waitFor();
  assert.equal(await page.locator("#numbers [data-measure=modes]").count(), 0);
  await start();
  await page.locator("#numbers [data-measure=modes]", { hasText: /of 8$/ }).waitFor();
});

test("the speed is what the slider says", async () => {
  await start();
  const slider = page.locator("#speed");
  const fastest = await slider.getAttribute("aria-valuetext");
  await slider.fill("2"); // 5 steps a second
  assert.match(await slider.getAttribute("aria-valuetext"), /\b5\b/);
  const milliseconds = await page.evaluate(async () => {
    const steps = () => saddle.snapshot().step;
    const reach = (wanted) =>
      new Promise((resolve) => {
        const watch = () => (steps() >= wanted ? resolve(performance.now()) : requestAnimationFrame(watch));
        watch();
      });
    saddle.play();
    const first = await reach(1);
    const last = await reach(9);
    saddle.pause();
    return last - first;
  });
  // A slow machine takes longer, none takes less: eight steps are 1.6 seconds, and what is known is up to a quarter of a second old.
  assert.ok(milliseconds > 1250, `${milliseconds} ms`);
  await letGo();
  for (let i = 0; i < 10; i++) await page.keyboard.press("]");
  assert.equal(await slider.getAttribute("aria-valuetext"), fastest);
});

const layers = ["real", "generated", "heatmap", "arrows", "manifold", "optimum"];

for (const [index, layer] of layers.entries()) {
  test(`the layer "${layer}" is shown and hidden by its button and its key`, async () => {
    await start("", 20);
    await page.evaluate((layers) => layers.forEach((name) => saddle.show(name, false)), layers);
    await letGo();
    const empty = await still(picture);
    const button = page.locator(`[data-view-name="${layer}"]`);
    assert.equal(await button.getAttribute("aria-pressed"), "false");
    await button.click();
    assert.equal(await button.getAttribute("aria-pressed"), "true");
    assert.equal(await page.evaluate((layer) => saddle.shown()[layer], layer), true);
    await letGo();
    await differsFrom(empty);
    await page.keyboard.press(String(index + 1));
    assert.equal(await button.getAttribute("aria-pressed"), "false");
    await looksLike(empty);
  });
}

test("each thumbnail shows its cloud, and choosing it trains on it", async () => {
  await start();
  const kinds = schema.find((field) => field.name === "cloud").choices.filter((kind) => kind !== "points");
  const pictures = new Set();
  for (const kind of kinds) {
    const thumbnail = page.locator(`[data-field="cloud"] label:has(input[value="${kind}"])`);
    pictures.add(await thumbnail.locator("canvas").evaluate((/** @type {HTMLCanvasElement} */ canvas) => canvas.toDataURL()));
    const drawn = await thumbnail.locator("canvas").evaluate((/** @type {HTMLCanvasElement} */ canvas) => {
      const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      return data.filter((value, i) => i % 4 === 3 && value > 0).length;
    });
    assert.ok(drawn > 30, `${kind}: ${drawn} pixels`);
    await thumbnail.click();
    assert.equal(await page.evaluate(() => saddle.config().cloud), kind);
  }
  assert.equal(pictures.size, kinds.length);
});

test("a person's own points are drawn with the pointer, and with the keyboard", async () => {
  await start();
  await letGo();
  await page.keyboard.press("d");
  const canvas = page.locator("#drawing canvas");
  const box = await canvas.boundingBox();
  await page.mouse.move(box.x + box.width / 4, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + (3 * box.width) / 4, box.y + box.height / 2, { steps: 20 });
  await page.mouse.up();
  await page.waitForFunction(() => saddle.config().cloud === "points");
  await page.waitForFunction(() => location.hash === saddle.link());
  const drawn = await page.evaluate(() => saddle.config().points.length);
  assert.ok(drawn > 7, `${drawn} points`);
  const offInk = () => page.evaluate(() => {
    const canvas = document.querySelector("#drawing canvas");
    const half = saddle.extent();
    const at = (share) => Math.round(share * canvas.width);
    const ink = ({ x, y }) => canvas.getContext("2d").getImageData(at((x / half + 1) / 2), at((1 - y / half) / 2), 1, 1).data[3];
    return saddle.config().points.filter((point) => ink(point) < 200).length;
  });
  await eventually(async () => assert.equal(await offInk(), 0, "points that lie beside their ink, in a plane that now shows less or more"));
  await canvas.focus();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await page.waitForFunction((drawn) => saddle.config().points.length === drawn + 1, drawn);
  await page.waitForFunction(() => /^#cloud=points&points=[^&]/.test(location.hash) && location.hash === saddle.link());
  await page.keyboard.press("Escape");
  await page.locator("#drawing").waitFor({ state: "hidden" });
  await page.waitForFunction(() => location.hash === saddle.link());
  const link = await page.evaluate(() => location.hash);
  await start();
  await start(link, 1);
  assert.equal(await page.evaluate(() => saddle.link()), link);
});

test("the charts show the training", async () => {
  await start();
  const charts = page.locator("#charts");
  await charts.locator(".uplot").first().waitFor();
  await eventually(async () => assert.ok((await charts.locator(".uplot").count()) >= 4));
  const before = await charts.screenshot();
  await page.evaluate(() => saddle.step(60));
  await eventually(async () => assert.ok(!(await charts.screenshot()).equals(before), "the charts look as before"));
});

test("the language and the theme are changed and remembered", async (t) => {
  const own = await open(await newPage(t), address);
  await own.evaluate(() => saddle.pause());
  const english = await own.locator("main").innerText();
  await own.click("#language");
  await own.waitForFunction(() => document.documentElement.lang === "vi");
  await eventually(async () => assert.notEqual(await own.locator("main").innerText(), english));
  const paper = () => own.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await paper();
  await own.click("#theme");
  const dark = await paper();
  assert.notEqual(dark, light);
  await own.reload();
  await own.locator(":root[lang=vi] #groups:not([aria-busy])").waitFor();
  assert.equal(await paper(), dark);
});

test("every control is reached by the Tab key, and every key does what it says", async () => {
  await start();
  await letGo();
  await page.keyboard.press("m");
  const wanted = await page.evaluate(() => {
    const fields = [...document.querySelectorAll("#groups [data-field]:not([hidden])")].map((row) => `field-${row.dataset.field}`);
    const folds = [...document.querySelectorAll("#groups .fold:enabled")].map((heading) => heading.getAttribute("aria-controls"));
    return [...fields, ...folds];
  });
  assert.ok(wanted.length > 45, `only ${wanted.length} settings and headings are in sight when all is unfolded`);
  wanted.push("play", "step", "reset", "speed", "presets", "share", "language", "theme", "shortcuts", ...layers);
  const reached = new Set();
  const order = [];
  await page.evaluate(() => document.querySelector(".skip").focus());
  for (let i = 0; i < 400; i++) {
    await page.keyboard.press("Tab");
    const { name, tag, last } = await page.evaluate(() => {
      const node = document.activeElement;
      const { viewName, opens } = node.dataset;
      const field = node.closest("[data-field]")?.dataset.field;
      const name = (field && `field-${field}`) ?? viewName ?? opens ?? (node.id || node.getAttribute("aria-controls") || node.tagName);
      return { name, tag: node.tagName, last: node === document.body };
    });
    if (last) break;
    assert.notEqual(tag, "CANVAS");
    reached.add(name);
    order.push(name);
  }
  assert.deepEqual(wanted.filter((name) => !reached.has(name)), []);
  // In the order that people see them.
  const seen = [...new Set(order)].filter((name) => name.startsWith("field-"));
  assert.deepEqual(seen, schema.map((field) => `field-${field.name}`).filter((name) => seen.includes(name)));

  await letGo();
  await page.keyboard.press("m");
  assert.equal(await page.locator("#groups .fold[aria-expanded=true]").count(), 0);
  await page.keyboard.press(" ");
  assert.equal(await playing(), true);
  await page.keyboard.press(" ");
  assert.equal(await playing(), false);
  const before = await step();
  await page.keyboard.press(".");
  await page.waitForFunction((before) => saddle.snapshot().step === before + 1, before);
  await page.keyboard.press("r");
  await page.waitForFunction(() => saddle.snapshot().step === 0);
  await page.keyboard.press("e");
  await page.locator("#presets").waitFor();
  await page.keyboard.press("Escape");
  await page.locator("#presets").waitFor({ state: "hidden" });
  await page.keyboard.press("?");
  await page.locator("#shortcuts-dialog").waitFor();
  await page.keyboard.press("Escape");
  await page.locator("#shortcuts-dialog").waitFor({ state: "hidden" });
});

test("Space pauses after anything was clicked, and presses what was reached by Tab", async () => {
  await start();
  const language = () => page.evaluate(() => document.documentElement.lang);
  await page.click("#language");
  await page.waitForFunction(() => document.documentElement.lang === "vi");
  await page.keyboard.press(" ");
  await eventually(async () => assert.equal(await playing(), true));
  assert.equal(await language(), "vi");
  await page.click("#share");
  await page.locator("#sharing button").first().click();
  await page.keyboard.press(" ");
  await eventually(async () => assert.equal(await playing(), false));
  await page.keyboard.press("Escape");
  await page.keyboard.press("l");
  await page.waitForFunction(() => document.documentElement.lang === "en");
  assert.equal(await page.locator("#language").getAttribute("data-key"), "L");
  await page.locator("#theme").focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Shift+Tab");
  const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
  const before = await theme();
  if (can.activate) {
    await page.keyboard.press(" ");
    await eventually(async () => assert.notEqual(await theme(), before));
    assert.equal(await playing(), false);
    await page.keyboard.press(" ");
  }
  await page.mouse.click(1, 1);
  await letGo();
});

test("twenty quick presses of Step are twenty steps, and a key that is held shows a layer once", async () => {
  await start();
  await page.evaluate(() => saddle.play());
  await page.waitForFunction(() => saddle.snapshot().step > 0);
  await page.keyboard.press("p");
  await page.evaluate(() => saddle.step(0));
  const before = await step();
  await page.evaluate(() => { for (let i = 0; i < 20; i++) document.querySelector("#step").click(); return saddle.step(0); });
  await page.waitForFunction((wanted) => saddle.snapshot().step === wanted, before + 20);
  const shown = () => page.evaluate(() => saddle.shown().optimum);
  assert.equal(await shown(), false);
  for (let i = 0; i < 4; i++) await page.keyboard.down("6");
  await page.keyboard.up("6");
  assert.equal(await shown(), true);
  await page.keyboard.press("6");
});

test("a key that is pressed at once after Escape is not lost, and Escape ends drawing wherever the focus is", async () => {
  await start();
  await letGo();
  // In one breath: no frame comes between.
  const after = await page.evaluate(() => {
    const press = (key) => {
      const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
      (document.activeElement ?? document.body).dispatchEvent(event);
      return event.defaultPrevented;
    };
    press("e");
    press("Escape");
    return [document.querySelector("#presets").matches(":popover-open"), press("5"), saddle.shown().manifold];
  });
  assert.deepEqual(after, [false, true, true]);
  await page.keyboard.press("5");
  await page.keyboard.press("d");
  await page.locator("#drawing").waitFor();
  await page.locator("#play").focus();
  await page.keyboard.press("Escape");
  await page.locator("#drawing").waitFor({ state: "hidden" });
});

test("every setting, each of its values, every group of them, every number, chart, layer and alarm leads to a place that the lecture has", async () => {
  const pages = await Promise.all(["index", "vi"].map(async (name) => (await fetch(`${address}site/lecture/${name}.html`)).text()));
  const words = Object.keys(JSON.parse(readFileSync(new URL("../../assets/text/en.json", import.meta.url), "utf8")));
  const named = /^(?:((?:measure|view)\.\w+)\.help|(chart\.(?!mark)\w+)|(diagnosis\.\w+)\.name)$/;
  const topics = words.map((key) => key.match(named)?.slice(1).find(Boolean)).filter((topic) => topic && !unseen.includes(topic)).map((topic) => [topic, placeOf(topic)]);
  assert.ok(topics.length > 30);
  const fields = schema.flatMap(({ name, group, choices = [""] }) => choices.map((value) => [`${name}=${value}`, placeOf(`field.${name}`, { group, value })]));
  const groups = [...new Set(schema.map(({ group }) => group))].map((group) => [group, placeOf(`group.${group}`)]);
  const wrong = [...topics, ...fields, ...groups].filter(([, place]) => !place || pages.some((html) => !html.includes(` id="${place}"`)));
  assert.deepEqual(wrong, []);
});

if (can.activate) test("a question mark that is pressed leads to the lecture, by keys too, and Escape leads back", async () => {
  await start();
  await page.locator("#settings").focus();
  const help = page.locator('[data-field=loss] .help');
  await help.focus();
  await frames(page, 3); // what is focused is scrolled to, which would close what is explained
  await page.keyboard.press("Enter");
  const more = page.locator("#help-box .to-lecture");
  assert.match(await more.getAttribute("href"), /site\/lecture\/index\.html#nonsaturating$/);
  assert.equal(await more.evaluate((link) => link === document.activeElement), true);
  await page.keyboard.press("Escape");
  await page.locator("#help-box").waitFor({ state: "hidden" });
  assert.equal(await help.evaluate((node) => node === document.activeElement), true);
});

test("one key presents the plane and two charts in large type, with controls that hide, and Escape ends it", async (t) => {
  await start("", 60);
  await letGo();
  await page.locator("#charts .uplot").first().waitFor();
  t.after(() => page.setViewportSize({ width: 1280, height: 720 }));
  await page.setViewportSize({ width: 1024, height: 768 });
  await page.keyboard.press("f");
  await page.waitForFunction(() => document.documentElement.dataset.presenting === "");
  const seen = await page.evaluate(() => {
    const visible = (selector) => [...document.querySelectorAll(selector)].filter((node) => node.checkVisibility({ visibilityProperty: true }));
    const [plane] = visible("#plane").map((node) => node.getBoundingClientRect());
    const boxes = visible(".chart").map((node) => node.getBoundingClientRect());
    return {
      others: visible(".panel, .toggles, .tools, .transport, .numbers").length, charts: boxes.length,
      inside: [plane, ...boxes].every(({ left, top, right, bottom }) => left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight),
      type: Math.min(...visible(".chart h3, .chart-key, .legend").map((node) => parseFloat(getComputedStyle(node).fontSize))), share: plane.width / innerHeight,
    };
  });
  assert.ok(seen.type >= 15 && seen.share > .75, JSON.stringify(seen));
  assert.deepEqual({ others: seen.others, charts: seen.charts, inside: seen.inside }, { others: 0, charts: 2, inside: true });
  await page.mouse.move(300, 300);
  await page.locator(".transport").waitFor();
  await page.keyboard.press(" ");
  await eventually(async () => assert.equal(await playing(), true));
  await page.keyboard.press(" ");
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => !("presenting" in document.documentElement.dataset));
  await page.locator(".panel").waitFor();
});

test("who comes for the first time is shown around in four steps, and skips it for good with one key", async (t) => {
  const first = await open(await newPage(t, { visited: false }), address);
  const card = first.locator(".welcome");
  const marked = [];
  for (let i = 0; i < 4; i++) {
    marked.push(await first.locator(".pointed-at").first().evaluate((node) => node.id || node.className));
    if (i < 3) await card.getByRole("button", { name: "Next" }).click();
  }
  assert.equal(new Set(marked).size, 4, String(marked));
  await first.keyboard.press("Escape");
  await card.waitFor({ state: "detached" });
  await first.reload();
  await first.locator("#groups:not([aria-busy])").waitFor();
  assert.equal(await card.count(), 0);
  assert.deepEqual(first.complaints, []);
});

test("nothing of all this was an error", () => assert.deepEqual(page.complaints, []));
