// The share panel: the link to a moment, its code, a frame and the file say the same; and who opens them gets the state, or a sentence.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, test } from "node:test";
import { PNG } from "pngjs";
import decode from "qr/decode.js";
import { allowClipboard, can, choose, copied, desktop, downloaded, eventually, faults, newPage, noticed, open, phone, root, serve, write } from "./browser.js";

const address = await serve();
const page = await newPage({ after }, {
  sharp: true,
  // What a phone has and this browser has not: it keeps what it is given.
  prepare: () => {
    navigator.canShare = () => true;
    navigator.share = async (what) => { globalThis.sent = what; };
  },
});
await allowClipboard(page, address);
await open(page, address, "#cloud=moons&seed=4");

const panel = page.locator("#sharing");
const button = (name) => panel.getByRole("button", { name, exact: true });
const moment = () => page.evaluate(() => saddle.moment());
const state = async () => { const { step, digest } = await moment(); return { step, digest }; };
const link = () => page.locator("#share-link").inputValue();
const clear = () => page.evaluate(() => document.querySelectorAll(".notice .icon-button").forEach((one) => one.click()));

/** Has a run whose loss is another from step 20 on, at rest at step 30. */
async function changed() {
  await page.evaluate(async () => {
    saddle.load("#cloud=moons&seed=4");
    saddle.reset();
    saddle.pause();
    await saddle.step(20);
    saddle.set("loss", "minimax");
    await saddle.step(10);
  });
  await clear();
}

async function openPanel() {
  await page.locator("#share").click();
  await panel.locator(".code-small svg").waitFor();
}

async function closePanel() {
  await page.keyboard.press("Escape");
  await panel.waitFor({ state: "hidden" });
}

/** What a reader makes of a picture, and how light its corners are. In one that was taken too early there is no code. */
function read(png) {
  const { width, height, data } = PNG.sync.read(png);
  let text;
  try {
    text = decode({ width, height, data });
  } catch (error) {
    text = `no code: ${error.message}`;
  }
  return { text, corner: [...data.subarray(0, 3)], width, height };
}

test("the panel opens with the link to this moment selected, and gives the focus back", async () => {
  await changed();
  const { link: whole, digest } = await moment();
  assert.equal(whole, `#cloud=moons&seed=4&course=20:loss=minimax&at=30&digest=${digest}`);
  await page.locator("#share").focus();
  await page.keyboard.press("Enter");
  await panel.locator(".code-small svg").waitFor();
  assert.equal(await page.evaluate(() => getSelection().toString()), address + whole);
  assert.ok((await panel.innerText()).includes("arrives at step 30"));
  await panel.getByRole("radio", { name: "From the beginning" }).check();
  await eventually(async () => assert.equal(await link(), `${address}#cloud=moons&loss=minimax&seed=4`));
  await closePanel();
  await page.waitForFunction(() => document.activeElement.id === "share");

  // At step 0 there is nothing to choose.
  await page.evaluate(() => {
    saddle.reset();
    return saddle.step(0);
  });
  await openPanel();
  assert.equal(await panel.locator(".segments").isVisible(), false);
  assert.equal(await link(), `${address}#cloud=moons&loss=minimax&seed=4`);
  await closePanel();
});

/**
 * For one test the page is seen otherwise.
 * @param {"light" | "dark"} [scheme]
 */
async function seen(t, viewport, scheme = "light") {
  await page.setViewportSize(viewport);
  if (can.change) await page.emulateMedia({ colorScheme: scheme });
  t.after(async () => {
    await page.setViewportSize(desktop);
    if (can.change) await page.emulateMedia({ colorScheme: "light" });
  });
}

for (const [scheme, viewport] of /** @type {const} */ ([["light", desktop], ["dark", phone]])) {
  test(`the code says the link, small and as large as the window: ${scheme}, ${viewport.width} x ${viewport.height}`, async (t) => {
    await seen(t, viewport, scheme);
    await changed();
    await openPanel();
    const wanted = await link();
    await eventually(async () => assert.equal(read(await panel.locator(".code-small svg").screenshot({ scale: "device" })).text, wanted));
    const large = panel.locator(".code-large");
    for (const close of [() => page.mouse.click(5, 5), () => page.keyboard.press("Escape")]) {
      await panel.locator(".code-small").click();
      await eventually(async () => assert.deepEqual(read(await page.screenshot()), { text: wanted, corner: [255, 255, 255], ...viewport }));
      const { width } = await large.locator("svg").boundingBox();
      assert.equal(width, Math.min(viewport.width, viewport.height));
      await close();
      await large.waitFor({ state: "hidden" });
      await page.waitForFunction(() => document.activeElement.className === "code-small");
    }
    await closePanel();
  });
}

test("a link that is too long for a code says so", async () => {
  await page.evaluate(() => history.replaceState(null, "", "?" + "long".repeat(1000) + location.hash));
  await page.locator("#share").click();
  await panel.getByText("The link is too long for a QR code").waitFor();
  await panel.locator(".code-small").waitFor({ state: "hidden" });
  await closePanel();
  await page.evaluate(() => history.replaceState(null, "", location.pathname + location.hash));
});

test("the frame shows the same moment", async () => {
  await changed();
  await openPanel();
  const [whole, html] = [await link(), await page.locator("#share-frame").inputValue()];
  const { src, title } = await page.evaluate((html) => {
    const { src, title } = new DOMParser().parseFromString(html, "text/html").querySelector("iframe");
    return { src, title };
  }, html);
  assert.equal(new URL(src).hash, new URL(whole).hash);
  assert.deepEqual([new URL(src).search, title], ["?embed=plane,transport,numbers", "Saddle"]);
  await closePanel();
});

/** The points of a CSV file, as it has them. */
function rowsOf(bytes) {
  const [names, ...rows] = bytes.toString().trimEnd().split("\n");
  assert.equal(names, "x,y");
  assert.ok(rows.every((row) => /^-?[\d.e-]+,-?[\d.e-]+$/.test(row)));
  return rows;
}

test("any number of points is drawn, the same ones by the same seed", async () => {
  await changed();
  await openPanel();
  await panel.locator("#export-what").selectOption("points.csv");
  const [samples, seed] = [panel.getByRole("textbox", { name: "Points" }), panel.getByRole("textbox", { name: "Seed" })];
  const button = panel.locator("#export-what + button");
  const saved = async (count, of) => {
    await write(samples, count);
    await write(seed, of);
    return rowsOf((await downloaded(page, () => button.click())).bytes);
  };
  const one = await saved("12345", "7");
  assert.equal(one.length, 12_345);
  assert.deepEqual(await saved("20", "7"), one.slice(0, 20));
  assert.notDeepEqual(await saved("20", "8"), one.slice(0, 20));
  for (const [count, of] of [["0", "1"], ["1000001", "1"], ["1.5", "1"], ["", "1"], ["20", "-1"], ["20", "4294967296"]]) {
    await write(samples, count);
    await write(seed, of);
    await panel.getByText("Enter whole numbers: 1 to 1,000,000 points").waitFor();
    assert.ok(await button.isDisabled(), `${count} by ${of}`);
  }
  // What is not drawn has no number.
  await panel.locator("#export-what").selectOption("onnx.zip");
  const models = await downloaded(page, () => button.click());
  assert.match(models.name, /\.onnx\.zip$/);
  await panel.locator("#export-what").selectOption("points.csv");
  await write(samples, "10000");
  await write(seed, "1");
  await closePanel();
});

test("what other programs read is saved, from a list", async () => {
  await changed();
  const { cloud, step } = await page.evaluate(() => ({ cloud: saddle.config().cloud, step: saddle.moment().step }));
  await openPanel();
  const list = panel.locator("#export-what");
  const kinds = await list.locator("option").evaluateAll((/** @type {HTMLOptionElement[]} */ options) => options.map(({ value }) => value));
  assert.equal(kinds.length, 8);
  for (const kind of kinds) {
    await list.selectOption(kind);
    const { name, bytes } = await downloaded(page, () => panel.locator("#export-what + button").click());
    assert.equal(name, `${cloud}-${step}.${kind}`);
    assert.equal(await panel.locator(".export-points").isVisible(), kind.startsWith("points"));
    if (kind === "points.csv") assert.equal(rowsOf(bytes).length, 10_000);
    else if (kind === "measures.json") assert.equal(JSON.parse(bytes.toString("utf8")).at(-1).step, step);
    else assert.match(bytes.subarray(0, 10).toString("latin1"), kind.endsWith("zip") ? /^PK/ : kind.endsWith("npy") ? /^\x93NUMPY/ : /^(x,y,d|step,)/);
  }
  await closePanel();
});

/** Drops files, each with a name and bytes in base64, on the page. */
const drop = (...files) => page.evaluate((files) => {
  const data = new DataTransfer();
  for (const [name, base64] of files) data.items.add(new File([Uint8Array.from(atob(base64), (one) => one.charCodeAt(0))], name));
  for (const type of ["dragenter", "dragover"]) document.body.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
  const hint = document.querySelector(".drop-hint");
  const shown = hint.matches(":popover-open") && hint.innerText;
  const event = new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true });
  hint.dispatchEvent(event);
  return { shown, kept: event.defaultPrevented, left: hint.matches(":popover-open") };
}, files);

test("a file that was saved opens to the same digest, chosen or dropped", async () => {
  await changed();
  const saved = await state();
  await openPanel();
  const { name, bytes: file } = await downloaded(page, () => button("Save").click());
  assert.equal(name, "moons-30.saddle");
  await page.evaluate(() => saddle.step(5));
  const goneOn = await state();

  await choose(page, () => button("Open…").click(), "moons-30.saddle", file);
  await noticed(page, "moons-30.saddle is open, at step 30.");
  await eventually(async () => assert.deepEqual(await state(), saved));
  await page.evaluate(() => saddle.step(5));
  assert.deepEqual(await state(), goneOn);

  await clear();
  assert.deepEqual(await drop(["any name", file.toString("base64")]), { shown: "Drop data (CSV, TSV, JSON, NPY) or an experiment file here to open it", kept: true, left: false });
  await noticed(page, "any name is open, at step 30.");
  await eventually(async () => assert.deepEqual(await state(), saved));
});

test("what is no experiment file gets a sentence, and the run stays", async () => {
  await changed();
  const [before, file] = [await state(), Buffer.from(await page.evaluate(async () => [...await saddle.save()]))];
  const foreign = /** @type {const} */ ([["photo.saddle", Buffer.from("not a file of ours")], ["sheet.xlsx", Buffer.from("PK\x03\x04 of somebody else")], ["empty.saddle", Buffer.alloc(0)], ["cut.saddle", file.subarray(0, file.length / 2)]]);
  for (const [name, bytes] of foreign) {
    await drop([name, bytes.toString("base64")]);
    await page.locator("#notices .bad").waitFor();
    const sentence = await page.locator("#notices .bad p").innerText();
    assert.match(sentence, /^\S+ \S+ .*\.$/, name);
    assert.doesNotMatch(sentence, /error\.file|\{\w+\}|undefined/, name);
    assert.deepEqual(await state(), before, name);
    await clear();
  }
  await drop(["one.saddle", ""], ["two.saddle", ""]);
  await noticed(page, "one file at a time");
  assert.deepEqual(await state(), before);
  await clear();
});

test("a phone's own sheet gets the link and the file", async () => {
  await changed();
  await openPanel();
  await button("Send the link…").click();
  await page.waitForFunction(() => globalThis.sent);
  assert.equal(await page.evaluate(() => globalThis.sent.url), await link());
  await page.evaluate(() => delete globalThis.sent);
  await button("Send the file…").click();
  await page.waitForFunction(() => globalThis.sent);
  assert.deepEqual(await page.evaluate(() => globalThis.sent.files.map(({ name, size }) => [name, size > 1000])), [["moons-30.saddle", true]]);
  await closePanel();
});

test("the digest stands among the numbers and is copied by a click", async () => {
  await changed();
  const { digest } = await page.evaluate(() => saddle.snapshot());
  const shown = page.locator("#numbers .digest button", { hasText: digest });
  await shown.click();
  await noticed(page, `Digest ${digest} copied.`);
  await eventually(async () => assert.equal(await copied(page), digest));
});

test("a shared moment arrives with the same digest, or says that it has another", async () => {
  await changed();
  const { link: whole, ...shared } = await moment();
  const go = (hash) => page.evaluate((hash) => { location.hash = hash; }, hash);
  await page.evaluate(() => saddle.load("#seed=9"));
  await go(whole);
  await noticed(page, `Arrived at step 30: the digest is ${shared.digest}, the same to the bit.`);
  await eventually(async () => assert.deepEqual(await state(), { step: 30, digest: shared.digest }));
  await clear();
  await go(whole.replace(shared.digest, "6a12da79490e0f68"));
  await noticed(page, "This is not the shared state");
  const sentence = await page.locator("#notices .bad p").innerText();
  for (const part of [shared.digest, "6a12da79490e0f68", "30"]) assert.ok(sentence.includes(part), sentence);
  await clear();
});

test("the way to a far moment is shown, and can be left", async () => {
  const far = 1_000_000;
  await page.evaluate((far) => { location.hash = `#cloud=moons&seed=5&at=${far}`; }, far);
  const box = page.locator(".arriving");
  await box.getByText("Arriving at step 1,000,000…").waitFor();
  const bar = box.getByRole("progressbar", { name: "Arriving at step 1,000,000…" });
  await page.waitForFunction(() => document.querySelector(".arriving progress").value > 0);
  await eventually(async () => assert.equal(await bar.getAttribute("max"), String(far)));
  await box.getByRole("button", { name: "Cancel" }).click();
  await noticed(page, "Stopped at step");
  await box.waitFor({ state: "detached" });
  await eventually(async () => {
    const { step } = await state();
    assert.ok(step > 0 && step < far, `step ${step}`);
  });
  // From there the bar begins anew.
  await page.evaluate((far) => { saddle.seek(far); }, far);
  await page.waitForFunction(() => document.querySelector(".arriving progress")?.value > 0);
  const { value, max, arriving } = await page.evaluate(() => {
    const { value, max } = /** @type {HTMLProgressElement} */ (document.querySelector(".arriving progress"));
    return { value, max, arriving: saddle.arriving };
  });
  assert.ok(arriving.from > 0 && max === far - arriving.from && value <= arriving.step - arriving.from, JSON.stringify({ value, max, arriving }));
  await box.getByRole("button", { name: "Cancel" }).click();
  await box.waitFor({ state: "detached" });
  await clear();
});

test("a change is marked in the charts, and says what it was", async () => {
  await changed();
  const over = page.locator("#charts .u-over").first();
  await over.waitFor();
  await page.waitForFunction(() => saddle.history().step.at(-1) === 30);
  await page.locator("#numbers [data-measure=step]", { hasText: /^30$/ }).waitFor(); // the charts are told with it
  const { x, y, width, height } = await over.boundingBox();
  const changes = page.locator('[data-chart="value"] .chart-changes');
  await page.mouse.move(x + width / 2, y + height / 2);
  await changes.waitFor({ state: "hidden" });
  await page.mouse.move(x + width * 20 / 30, y + height / 2);
  await changes.waitFor();
  await eventually(async () => assert.equal(await changes.innerText(), "Step 20: Loss: Non-saturating → Minimax"));
  await page.mouse.move(5, 5);
  await changes.waitFor({ state: "hidden" });
  // In the picture of the chart itself, which is printed, too: a column of the marks' colour, from top to bottom.
  const marked = () => page.evaluate(() => {
    const canvas = document.querySelector('[data-chart="value"] canvas');
    const { width, height } = canvas;
    const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
    const ink = getComputedStyle(document.documentElement).getPropertyValue("--ink-soft").match(/[0-9a-f]{2}/g).map((part) => parseInt(part, 16));
    const marks = (row, column) => ink.every((part, i) => Math.abs(data[(row * width + column) * 4 + i] - part) < 3) && data[(row * width + column) * 4 + 3] > 250;
    const columns = Array.from({ length: width }, (_, column) => Array.from({ length: height }, (_, row) => marks(row, column)).filter(Boolean).length);
    return columns.filter((count) => count > height * 0.7).length;
  });
  await eventually(async () => assert.equal(await marked(), 1));
});

for (const [language, viewport] of /** @type {const} */ ([["en", desktop], ["vi", phone]])) {
  test(`the panel can be read and used by everyone: ${language}, ${viewport.width} x ${viewport.height}`, async (t) => {
    await seen(t, viewport);
    const table = JSON.parse(readFileSync(`${root}assets/text/${language}.json`, "utf8"));
    if ((await page.locator("html").getAttribute("lang")) !== language) await page.locator("#language").click();
    await page.locator(`html[lang=${language}]`).waitFor();
    await changed();
    await openPanel();
    assert.deepEqual(await faults(page, "#sharing"), []);
    assert.ok((await panel.innerText()).includes(table["share.frame"]));
    const box = await panel.boundingBox();
    assert.ok(box.x >= 0 && box.y >= 0 && box.x + box.width <= viewport.width && box.y + box.height <= viewport.height, JSON.stringify(box));
    if (viewport === phone) assert.ok(box.width > viewport.width - 20);
    const cut = await panel.evaluate((node) => [...node.querySelectorAll("button, p, label, span")]
      .filter((one) => one.checkVisibility() && (one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0 || one.getBoundingClientRect().right > node.getBoundingClientRect().right)).map((one) => one.outerHTML));
    assert.deepEqual(cut, []);
    await closePanel();
  });
}

test("on a phone all of the panel is in the window, though its code comes after it has opened", async (t) => {
  const own = await open(await newPage(t, { viewport: phone }), `${address}?paused`);
  await own.locator("#share").click();
  await own.locator("#sharing .code-small svg").waitFor();
  await eventually(async () => {
    const { y, height } = await own.locator("#sharing").boundingBox();
    assert.ok(y >= 0 && y + height <= phone.height, `from ${y} to ${y + height}`);
  });
});

test("nothing was complained of", () => assert.deepEqual(page.complaints, []));
