// A person's own data on the page: opened, dropped or pasted, read in a Worker, looked at, and learnt; what cannot be used gets a sentence.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { promisify } from "node:util";
import { can, choose, desktop, eventually, faults, newPage, open, opening, phone, root, serve, write } from "./browser.js";

const address = await serve();
const page = await open(await newPage({ after }), address);
await page.evaluate(() => saddle.pause());

const panel = page.locator("dialog.data");
const begin = panel.locator(".data-begin");
const wrong = panel.locator(".row-error");
const ready = () => panel.locator(".data-begin:not(:disabled)").waitFor(opening);
const facts = () => panel.locator(".data-facts").innerText();

async function close() {
  await page.keyboard.press("Escape");
  await panel.waitFor({ state: "detached" });
}

async function opened(name, content) {
  await page.locator(".thumbnails + button").click();
  await choose(page, () => panel.locator(".data-choose").click(), name, content);
}

/** Drops a file on the page: a row again and again. */
const drop = (row, times = 1) => page.evaluate(([row, times]) => {
  const data = new DataTransfer();
  data.items.add(new File([row.repeat(times)], "dropped.csv"));
  document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
}, [row, times]);

/** Pastes a text where the focus is; resolves to whether the page has taken it. */
const paste = (at, rows) => page.locator(at).evaluate((node, rows) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", rows);
  return !node.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}, rows);

const people = ["Height;Weight;Kind"];
for (let i = 0; i < 60; i++) people.push(`${160 + i % 7 + 10 * (i % 2)},5;${60 + i % 11};${"ab"[i % 2]}`);
people.splice(10, 0, "about 170;60;a");

test("a file is opened, its columns chosen, and the experiment with it begins as in the terminal", async () => {
  await opened("people.csv", people.join("\n"));
  await ready();
  assert.match(await facts(), /people\.csv: semicolons between columns; decimal commas; names in the first row\s+Rows\s+60, all/);
  assert.match(await facts(), /Row 11: about 170 in the column Height is no number/);
  assert.match(await facts(), /Its centre is \(168\.4\d*; 64\.\d+\), and its unit is \d\.\d+ of the data’s/);
  assert.equal(await panel.locator(".data-class").count(), 0);
  const picture = () => panel.locator("canvas").evaluate((/** @type {HTMLCanvasElement} */ canvas) => canvas.toDataURL());
  const before = await picture();
  await panel.locator("#data-label").selectOption({ label: "Kind" });
  await eventually(async () => assert.deepEqual(await panel.locator(".data-class").allInnerTexts(), ["a", "b"]));
  const labelled = await picture();
  assert.notEqual(labelled, before, "the preview shows no classes");
  await panel.locator("#data-x").selectOption({ label: "Weight" });
  await panel.locator("#data-y").selectOption({ label: "Height" });
  await eventually(async () => assert.match(await facts(), /Its centre is \(64\.\d+; 168\.4\d*\)/));
  assert.notEqual(await picture(), labelled, "the preview shows the columns of before");
  await ready();
  await begin.click();
  await panel.waitFor({ state: "detached" });
  await eventually(async () => {
    const { cloud, structure, labels, points } = await page.evaluate(() => saddle.config());
    assert.deepEqual([cloud, structure, labels, points.length], ["points", "classifier", "own", 60]);
  });
  await page.evaluate(() => saddle.step(20));
  const digest = await page.evaluate(() => saddle.moment().digest);
  const file = path.join(mkdtempSync(path.join(tmpdir(), "saddle-")), "people.csv");
  writeFileSync(file, people.join("\n"));
  const { stdout } = await promisify(execFile)("go", ["run", "./core/cmd/saddle", "train", "-data", file, "-columns", "Weight,Height", "-label", "Kind",
    "-structure", "classifier", "-steps", "20", "-every", "20"], { cwd: root });
  assert.equal(JSON.parse(stdout.trim().split("\n").at(-1)).digest, digest);
});

test("the preview has points where they lie: up is up", async () => {
  await drop("0,0\n0,0\n8,8\n9,9\n");
  await ready();
  /** How many pixels have a point's colour, by quarters: left or right, above or below. (A browser may give a point near the middle a pixel beyond it.) */
  const coloured = () => panel.locator("canvas").evaluate((/** @type {HTMLCanvasElement} */ canvas) => {
    const { width, height } = canvas;
    const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
    const found = { "left above": 0, "right above": 0, "left below": 0, "right below": 0 };
    for (let i = 0; i < data.length; i += 4) {
      const rgb = data.slice(i, i + 3);
      if (Math.max(...rgb) - Math.min(...rgb) < 60) continue; // grey
      found[`${(i / 4) % width < width / 2 ? "left" : "right"} ${i / 4 / width < height / 2 ? "above" : "below"}`]++;
    }
    return found;
  });
  await eventually(async () => {
    const found = await coloured();
    assert.ok(found["right above"] > 10 && found["left below"] > 10 && found["left above"] + found["right below"] <= 1, JSON.stringify(found));
  });
  await close();
});

test("a column that has too many values for labels is refused, and another can be chosen", async () => {
  await opened("people.csv", ["id,x,y", ...Array.from({ length: 40 }, (_, i) => `${i},${i % 5},${i % 3}`)].join("\n"));
  await ready();
  await panel.locator("#data-label").selectOption({ label: "id" });
  await eventually(async () => assert.match(await wrong.innerText(), /^The column id has more than 32 different values/));
  assert.ok(await begin.isDisabled());
  await panel.locator("#data-label").selectOption({ label: "y" });
  await ready();
  assert.ok(await wrong.isHidden());
  await panel.getByRole("button", { name: "Leave it" }).click();
  await panel.waitFor({ state: "detached" });
});

if (can.paste) test("rows are pasted anywhere but in a field, and in the panel", async () => {
  assert.equal(await paste("#timeline-step", "1\t2\n3\t4"), false);
  assert.equal(await panel.count(), 0);
  assert.equal(await paste("body", "1\t2\n3\t4\n5,5\t7"), true);
  await ready();
  assert.match(await facts(), /pasted rows: tabs between columns; decimal commas; no names in the first row\s+Rows\s+3, all/);
  await close();
  await page.locator(".thumbnails + button").click();
  assert.equal(await paste("#data-pasted", "[[1, 2], [3, 4]]"), true);
  await ready();
  assert.match(await facts(), /pasted rows: JSON\s+Rows\s+2, all/);
  await panel.getByRole("button", { name: "Other data…" }).click();
  await write(panel.locator("#data-pasted"), "1 2\n3 4\n5 6");
  await panel.getByRole("button", { name: "Read these rows" }).click();
  await eventually(async () => assert.match(await facts(), /blanks between columns; no names in the first row\s+Rows\s+3, all/));
  await close();
});

test("what is no data gets a sentence, and the run stays", async () => {
  const before = await page.evaluate(() => saddle.link());
  for (const [content, sentence] of [
    ["", "The file has no rows; choose one with two columns of numbers."],
    ["Dear reader,\nthis is a letter.\n", "The file has no column of numbers; choose one with two."],
    ["x\n1\n2\n", "The file has one column of numbers, x, and a point needs two."],
    ["a,b\n1,\n,2\n", "No row could be read; row 2: there is no number in the column b."],
  ]) {
    await drop(content);
    await eventually(async () => assert.equal(await wrong.innerText(), sentence));
    assert.ok(await begin.isDisabled());
    await close();
  }
  // 2 GB: the same half again and again.
  await page.evaluate(() => {
    let blob = new Blob(["1,2\n".repeat(1 << 18)]);
    while (blob.size < 2 ** 31) blob = new Blob([blob, blob]);
    const data = new DataTransfer();
    data.items.add(new File([blob], "large.csv"));
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
  });
  await eventually(async () => assert.equal(await wrong.innerText(), "The file is larger than 1024 MB; take a part of it."));
  await close();
  assert.equal(await page.evaluate(() => saddle.link()), before);
});

test("a million rows are read with progress, which can be cancelled, and a sample of them is kept", async () => {
  await drop("1.5,2.5,a\n1.25,3.5,b\n", 500_000);
  await page.waitForFunction(() => document.querySelector(".data-reading progress")?.value > 0);
  await panel.getByRole("button", { name: "Cancel" }).click();
  assert.equal(await panel.locator(".data-choose").isVisible(), true);
  await close();
  await drop("1.5,2.5,a\n1.25,3.5,b\n", 500_000);
  await ready();
  assert.match(await facts(), /1,000,000, of which 20,000 are used: drawn at random, and the same ones each time/);
  await begin.click();
  await eventually(async () => assert.equal(await page.evaluate(() => saddle.config().points.length), 20_000));
});

test("data that is too large for a link stays with the run: taken back, opened from its file, loaded again; and the panel says so", async (t) => {
  const own = await open(await newPage(t), address, "?paused#g_layers=4&d_layers=4&batch=8");
  await own.evaluate(() => {
    let word = 1;
    const random = () => { word = word * 48271 % 2147483647; return word / 2147483647; };
    const data = new DataTransfer();
    data.items.add(new File([Array.from({ length: 20_000 }, () => `${random()},${random()}`).join("\n")], "many.csv"));
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
  });
  await own.locator(".data-begin:not(:disabled)").click();
  const many = (page) => page.waitForFunction(() => saddle.config().points.length === 20_000);
  await many(own);
  await own.evaluate(async () => {
    await saddle.step(3);
    saddle.set("g_lr", "0.01");
    await saddle.step(3);
  });
  const state = (page) => page.evaluate(async () => {
    await saddle.step(0);
    const { step, digest } = saddle.moment();
    return { step, digest, points: saddle.config().points.length };
  });
  const before = await state(own);
  assert.deepEqual([before.step, before.points], [6, 20_000]);
  assert.ok(await own.evaluate(() => Number.isFinite(saddle.history().jsd.at(-1))));

  await own.locator("#share").click();
  await own.locator("#sharing .sharing-note.bad", { hasText: "Your data are too large for a link" }).waitFor();
  assert.deepEqual(await own.locator("#sharing textarea").evaluateAll((fields) => fields.filter((field) => field.checkVisibility()).length), 0);
  await own.keyboard.press("Escape");
  await own.keyboard.press("c");
  await own.locator("#notices .bad", { hasText: "Save the experiment file" }).waitFor();
  const file = await own.evaluate(async () => [...await saddle.save()]);

  await own.evaluate(() => saddle.load("#cloud=moons"));
  await own.evaluate(() => saddle.undo());
  await many(own);
  await eventually(async () => assert.deepEqual(await state(own), before));
  await own.waitForFunction(() => location.hash === saddle.address());
  await own.reload();
  await own.locator("#groups:not([aria-busy])").waitFor();
  await eventually(async () => assert.deepEqual(await state(own), before));

  await own.evaluate(() => saddle.load("#cloud=ring"));
  await own.evaluate(async (file) => saddle.open(Uint8Array.from(file)), file);
  await eventually(async () => assert.deepEqual(await state(own), before));
  await own.evaluate(() => saddle.seek(2));
  await own.evaluate(() => saddle.seek(6));
  await eventually(async () => assert.deepEqual(await state(own), before));
  assert.deepEqual(own.complaints, []);
});

for (const [language, viewport] of /** @type {const} */ ([["en", desktop], ["vi", phone]])) {
  test(`the panel can be read and used by everyone: ${language}, ${viewport.width} x ${viewport.height}`, async (t) => {
    await page.setViewportSize(viewport);
    t.after(() => page.setViewportSize(desktop));
    if ((await page.locator("html").getAttribute("lang")) !== language) await page.locator("#language").click();
    await page.locator(`html[lang=${language}]`).waitFor();
    await opened("people.csv", people.join("\n"));
    await ready();
    await panel.locator("#data-label").selectOption({ label: "Kind" });
    await panel.locator(".data-class").first().waitFor();
    assert.deepEqual(await faults(page, "dialog.data"), []);
    const cut = await panel.evaluate((node) => [...node.querySelectorAll("button, p, dd, label, select")]
      .filter((one) => one.checkVisibility() && (one.scrollWidth > one.clientWidth + 1 || one.getBoundingClientRect().right > node.getBoundingClientRect().right)).map((one) => one.outerHTML));
    assert.deepEqual(cut, []);
    assert.doesNotMatch(await panel.innerText(), /data\.\w|error\.\w|\{\w+\}|undefined|NaN/);
    await close();
  });
}

test("nothing was complained of", () => assert.deepEqual(page.complaints, []));
