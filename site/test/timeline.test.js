// A run is held: any step of it can be seen again and gone on from, changes are undone, Back and Forward lead through experiments, and a
// page that is loaded again is where it was.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { promisify } from "node:util";
import { eventually, newPage, open, opening, phone, root, serve } from "./browser.js";

const address = await serve();
const small = "#batch=32&g_layers=16&d_layers=16";
const page = await open(await newPage({ after }), `${address}?paused`, small);
const slider = page.locator("#timeline-slider");

/** Where the page is. */
const at = (page) => page.evaluate(async () => {
  await saddle.step(0); // Then all that was asked for before has been done.
  const { step, digest } = saddle.moment();
  return { step, digest, link: saddle.link(), address: location.hash };
});
const arrives = (page, step) => page.waitForFunction((step) => globalThis.saddle?.snapshot?.().step === step && saddle.moment().step === step && !saddle.arriving, step, opening);

/** Steps of the run so far, each with its digest. */
const digests = {};
async function train(steps) {
  const found = await page.evaluate(async (steps) => {
    const found = [];
    for (let i = 0; i < steps; i++) {
      await saddle.step(1);
      found.push([saddle.snapshot().step, saddle.snapshot().digest]);
    }
    return found;
  }, steps);
  for (const [step, digest] of found) digests[step] = digest;
}

test("every step that the slider is dragged to is the one that was there", async () => {
  await train(40);
  await page.evaluate(() => saddle.set("loss", "minimax"));
  await train(30);
  const box = await slider.boundingBox();
  const seen = new Set();
  await page.mouse.move(box.x + box.width - 7, box.y + box.height / 2);
  await page.mouse.down();
  for (const share of [.9, .2, .55, .4, .8, .05, .7, .3]) {
    await page.mouse.move(box.x + box.width * share, box.y + box.height / 2, { steps: 3 });
    await page.waitForFunction(() => saddle.snapshot().step === Number(document.getElementById("timeline-slider").value));
    const { step, digest } = await at(page);
    assert.equal(digest, digests[step], `step ${step}`);
    seen.add(step);
  }
  await page.mouse.up();
  assert.ok(seen.size >= 7, [...seen].join());
  await eventually(async () => {
    const { head, branches } = await page.evaluate(() => saddle.timeline());
    assert.deepEqual([head, branches.length], [70, 1]);
  });
});

test("a mark says what was changed, and leads there", async () => {
  const mark = page.locator(".timeline-mark");
  await eventually(async () => assert.equal(await mark.count(), 1));
  assert.match(await mark.getAttribute("title"), /^Step 40: Loss: Non-saturating → Minimax/);
  await mark.click({ position: { x: 4, y: 3 } });
  await arrives(page, 40);
});

test("keys and the field go to a step", async () => {
  await page.keyboard.press("g");
  await page.keyboard.type("52");
  await page.keyboard.press("Enter");
  await arrives(page, 52);
  await page.keyboard.press(",");
  await arrives(page, 51);
  await page.keyboard.press(".");
  await arrives(page, 52);
  assert.equal((await at(page)).digest, digests[52]);
  await page.keyboard.press("g");
  await page.keyboard.type("nonsense");
  await page.keyboard.press("Enter");
  assert.equal((await at(page)).step, 52);
  await eventually(async () => assert.equal(await page.locator("#timeline-step").inputValue(), "52"));
  // Beyond the end it is trained.
  await page.keyboard.press("g");
  await page.keyboard.type("75");
  await page.keyboard.press("Enter");
  await arrives(page, 75);
  await page.waitForFunction(() => saddle.timeline().head === 75);
});

test("who plays on from before a change takes another course, and can go back to the first", async () => {
  const end = await at(page);
  await page.evaluate(() => saddle.seek(20));
  await page.evaluate(() => saddle.step(15));
  const branches = page.locator("#timeline-branches");
  await branches.waitFor();
  await eventually(async () => assert.deepEqual(await branches.locator("option").allTextContents(), ["0 → 75", "20 → 35"]));
  assert.equal((await at(page)).digest, digests[35]); // as it was, since nothing was changed before 40
  await branches.selectOption({ index: 0 });
  await arrives(page, 75);
  assert.deepEqual(await at(page), end);
});

test("while a run plays, no field of the page is made anew", async () => {
  // Chromium reads all fields, for what it may fill in, whenever one is added or a list changes: that took 7 % of two cores.
  assert.ok(await page.evaluate(() => saddle.timeline().branches.length) > 1, "there is a list of branches");
  const [measures, made] = await page.evaluate(async () => {
    let measures = 0;
    const made = [];
    const fields = "input, select, option, textarea";
    const observer = new MutationObserver((list) => {
      for (const { target, addedNodes } of list) made.push(.../** @type {Element[]} */ ([target, ...addedNodes]).filter((node) => node.nodeType === 1 && (node.matches(fields) || (node !== target && node.querySelector(fields)))).map((node) => node.outerHTML));
    });
    saddle.play();
    await saddle.step(1); // The list says that the run goes on.
    await /** @type {Promise<void>} */ (new Promise((resolve) => saddle.on("measures", function count() {
      if (++measures === 2) observer.observe(document, { subtree: true, childList: true });
      if (measures < 6) return;
      saddle.off("measures", count);
      resolve();
    })));
    observer.disconnect();
    saddle.pause();
    return [measures, made];
  });
  assert.equal(measures, 6);
  assert.deepEqual(made, []);
  // At rest it says where each ends.
  await eventually(async () => {
    const [texts, heads] = await page.evaluate(() => [[...document.querySelectorAll("#timeline-branches option")].map((option) => option.text), saddle.timeline().branches.map(({ head }) => head)]);
    assert.deepEqual(texts.map((text) => Number(text.replace(/.*→|\D/g, ""))), heads);
  });
});

test("changes of settings, data and experiments are undone and done again, by keys and buttons", async () => {
  const places = [await at(page)];
  for (const [name, value] of [["d_lr", "0.01"], ["cloud", "grid"]]) {
    await page.evaluate(async ([name, value]) => {
      saddle.set(name, value);
    }, [name, value]);
    places.push(await at(page));
  }
  await page.evaluate(() => saddle.points([{ x: 1, y: 0 }, { x: -1, y: 0 }]));
  const [first, rate, grid] = places;
  const settings = ({ step, digest, link }) => ({ step, digest, link });
  const undo = async (how, place) => {
    await how();
    await page.waitForFunction((link) => saddle.link() === link, place.link);
    assert.deepEqual(settings(await at(page)), settings(place));
  };
  await undo(() => page.keyboard.press("Control+z"), grid);
  await undo(() => page.locator("#undo").click(), rate);
  await undo(() => page.keyboard.press("u"), first);
  await undo(() => page.keyboard.press("Control+Shift+z"), rate);
  await undo(() => page.locator("#redo").click(), grid);
  // In a field these keys are the field's.
  await page.locator("#timeline-step").focus();
  await page.keyboard.press("Control+z");
  assert.equal((await at(page)).link, grid.link);
  await page.keyboard.press("Escape");
});

test("Back and Forward walk through experiments as they were left, and a reload is where the page was", async (t) => {
  const own = await open(await newPage(t), `${address}?paused`, small);
  await own.evaluate(() => saddle.step(60));
  const ring = await at(own);
  await own.evaluate(() => saddle.set("cloud", "grid"));
  await own.evaluate(async () => {
    await saddle.step(30);
    saddle.set("loss", "minimax");
    await saddle.step(5);
  });
  const grid = await at(own);
  assert.match(grid.address, /&course=30:loss=minimax$/);
  await own.goBack();
  await arrives(own, 60);
  assert.deepEqual(await at(own), ring);
  await own.goForward();
  await arrives(own, 35);
  assert.deepEqual(await at(own), grid);

  // To the step, also of what is not in the database yet, and of a run that is looked at in its middle.
  await own.evaluate(() => saddle.seek(10));
  const early = await at(own);
  await own.reload(opening);
  await arrives(own, 10);
  assert.deepEqual(await at(own), early);
  await own.waitForFunction(() => saddle.timeline().head === 35);
  assert.deepEqual(own.complaints, []);
});

test("Back, pressed before an experiment has begun, leads to the one before", async (t) => {
  const own = await open(await newPage(t), `${address}?paused`, small);
  await own.evaluate(() => saddle.step(40));
  const ring = await at(own);
  await own.evaluate(async () => {
    void saddle.step(400); // what a Worker is busy with when it is asked for another experiment
    addEventListener("hashchange", () => history.back(), { once: true });
    const back = /** @type {Promise<void>} */ (new Promise((resolve) => addEventListener("popstate", (event) => { if (event.state) resolve(); })));
    location.hash = "#cloud=grid&batch=32&g_layers=16&d_layers=16";
    await back;
  });
  await eventually(async () => assert.deepEqual({ ...await at(own), step: 0, digest: "" }, { ...ring, step: 0, digest: "" }));
  assert.equal(await own.evaluate(() => location.hash), small);
  assert.deepEqual(own.complaints, []);
});

test("what was kept of a page that ended without a word is found again", async (t) => {
  const own = await open(await newPage(t), `${address}?paused`, small);
  await own.evaluate(() => saddle.step(80));
  const before = await at(own);
  const kept = () => own.evaluate(async () => {
    if (!(await indexedDB.databases()).some(({ name }) => name === "saddle")) return 0; // to open it would be to make it
    const ask = (request) => new Promise((resolve, reject) => Object.assign(request, { onsuccess: () => resolve(request.result), onerror: reject }));
    const database = await ask(indexedDB.open("saddle"));
    const count = await ask(database.transaction("runs").objectStore("runs").count());
    database.close();
    return count;
  });
  for (let i = 0; i < 100 && (await kept()) === 0; i++) await own.waitForTimeout(200);
  assert.equal(await kept(), 1);
  await own.evaluate(() => history.replaceState({ ...history.state, saddle: null }, "")); // as nobody was told that it would end
  await own.evaluate(() => { saddle.keep = () => false; });
  await own.reload(opening);
  await arrives(own, 80);
  assert.deepEqual(await at(own), before);
});

test("the terminal goes on with a run of the page, and the page with what it writes: the same bits both ways", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "saddle-"));
  const [here, there] = ["page.saddle", "terminal.saddle"].map((name) => path.join(folder, name));
  try {
    await page.evaluate((link) => {
      saddle.load(link);
      saddle.pause();
    }, "#batch=32&g_layers=16&d_layers=16&loss=hinge");
    const bytes = await page.evaluate(async () => {
      await saddle.step(25);
      saddle.set("rule", "momentum");
      await saddle.step(15);
      return [...await saddle.save()];
    });
    writeFileSync(here, Uint8Array.from(bytes));
    await page.evaluate(() => saddle.step(30));
    const end = await at(page);
    await promisify(execFile)("go", ["run", "./core/cmd/saddle", "train", "-from", here, "-steps", "30", "-save", there], { cwd: root });
    await page.evaluate(() => saddle.load("#cloud=grid"));
    const opened = await page.evaluate((bytes) => saddle.open(Uint8Array.from(bytes)), [...readFileSync(there)]);
    assert.deepEqual(opened, {});
    assert.deepEqual(await at(page), end);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("without storage nothing is kept between visits but the moment, and nothing is said", async (t) => {
  const prepare = () => Object.defineProperty(window, "indexedDB", { get() { throw new DOMException("forbidden", "SecurityError"); } });
  const own = await open(await newPage(t, { prepare }), `${address}?paused`, small);
  await own.evaluate(() => saddle.step(40));
  const before = await at(own);
  await own.reload(opening);
  await arrives(own, 40);
  assert.deepEqual(await at(own), before);
  assert.equal(await own.locator("#notices .notice").count(), 0);
  assert.deepEqual(own.complaints, []);
});

test("a run that has diverged leads back to its last good step", async () => {
  await page.evaluate(() => {
    saddle.load("#g_layers=8&d_layers=8&batch=8&loss=wgan&clip=0&rule=sgd&g_lr=1&d_lr=1");
    saddle.play();
  });
  await page.waitForFunction(() => saddle.diagnosis().divergence);
  const { divergence } = await page.evaluate(() => saddle.diagnosis());
  await page.waitForFunction(() => !saddle.playing);
  await page.locator(".diagnosis-chip").click();
  await page.locator("#diagnosis [data-step]").click();
  await arrives(page, divergence.step - 1);
  await page.waitForFunction(() => saddle.diagnosis().divergence === null);
});

test("the timeline has its place on a phone, too", async () => {
  await page.setViewportSize(phone);
  await page.waitForFunction(() => document.documentElement.scrollWidth <= innerWidth);
  await eventually(async () => {
    const box = await slider.boundingBox();
    assert.ok(box.width >= 100, `a slider of ${box.width} pixels`);
  });
  assert.deepEqual(page.complaints, []);
});

test("of the runs that a browser keeps, the newest stay", async (t) => {
  const own = await open(await newPage(t), address);
  const keys = () => own.evaluate(() => new Promise((resolve, reject) => {
    const asked = indexedDB.open("saddle");
    asked.onerror = () => reject(asked.error);
    asked.onsuccess = () => {
      const all = asked.result.transaction("runs").objectStore("runs").getAllKeys();
      all.onsuccess = () => { asked.result.close(); resolve(all.result.map(String)); };
    };
  }));
  await eventually(async () => assert.equal((await keys()).length, 1)); // the run of this page
  const [mine] = await keys();
  await own.evaluate(() => new Promise((resolve) => {
    const asked = indexedDB.open("saddle");
    asked.onsuccess = () => {
      const change = asked.result.transaction("runs", "readwrite");
      for (let i = 0; i < 9; i++) change.objectStore("runs").put({ file: new Uint8Array(1), address: "#seed=5", time: Date.now() - (i + 1) * 1e6 }, `old-${i}`);
      change.oncomplete = () => { asked.result.close(); resolve(null); };
    };
  }));
  await eventually(async () => assert.deepEqual((await keys()).sort(), [mine, ...Array.from({ length: 7 }, (_, i) => `old-${i}`)].sort()));
  assert.deepEqual(own.complaints, []);
});
