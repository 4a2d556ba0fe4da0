// A race: opened by a link and by the form, trained to the terminal's bits, compared, taken as a picture, and left again with
// nothing lost.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { downloaded, eventually, faults, newPage, open, opening, phone, serve, terminal, write } from "./browser.js";
import { along, quartiles } from "../trainer/race/curves.js";

const address = await serve();
const small = "#batch=16&g_layers=8&d_layers=8";

/** Waits until every run is at a step, where they stop. */
const at = (page, step) => page.waitForFunction((step) => document.querySelector(".race-step")?.textContent.replaceAll(/\D/g, "") === String(step) && !saddle.playing, step);
const rows = (page) => page.locator(".race-table tbody tr[data-run]").evaluateAll((list) => list.map((row) => row.dataset.run));
const runs = (page) => page.evaluate(() => [...document.querySelectorAll("[data-experiment^=race-]")].map((view) => {
  const { step, digest, jsd, modes } = saddle.snapshot(view.dataset.experiment);
  return { step, digest, jsd, modes };
}));

const page = await newPage({ after });
await open(page, address, `${small}&at=40&race=loss:minimax,hinge,began`);

test("a link opens a race, which goes to its step and has the terminal's bits there", async () => {
  await at(page, 40);
  assert.equal(await page.evaluate(() => location.hash), `${small}&at=40&race=loss:minimax,hinge,began`);
  for (const [i, loss] of ["minimax", "hinge", "began"].entries()) {
    const { digest, step } = await terminal(`${small}&loss=${loss}`, 40);
    await eventually(async () => {
      const found = (await runs(page))[i];
      assert.deepEqual([found.step, found.digest], [step, digest], loss);
    });
  }
  await eventually(async () => assert.deepEqual(await page.locator(".race-label").allInnerTexts(), ["Minimax", "Hinge", "Autoencoder (BEGAN)"]));
  assert.equal(await page.locator("main.room").isVisible(), false);
  assert.deepEqual(await faults(page), []);
});

test("one stretch more leaves all at the same step", async () => {
  await page.keyboard.press("g");
  await page.keyboard.type("12");
  await page.keyboard.press("Enter");
  await page.locator(".race-until .row-error", { hasText: /^Write a step after 40, / }).waitFor();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("47");
  await page.keyboard.press("Enter");
  await at(page, 47);
  await eventually(async () => assert.deepEqual((await runs(page)).map(({ step }) => step), [47, 47, 47]));
});

test("the table is sorted by what is chosen, either way", async () => {
  const found = await runs(page);
  const order = (of) => [1, 2, 3].sort((a, b) => of(found[a - 1]) - of(found[b - 1]) || a - b).map(String);
  const head = page.locator("[data-column=jsd]");
  const sorted = (way, wanted) => eventually(async () => assert.deepEqual([await head.getAttribute("aria-sort"), await rows(page)], [way, wanted]));
  await sorted("ascending", order(({ jsd }) => jsd));
  await head.getByRole("button").click();
  await sorted("descending", order(({ jsd }) => -jsd));
  await page.locator("[data-column=modes] button").press("Enter");
  await sorted(null, order(({ modes }) => -modes));
  await page.locator("[data-column=number] button").click();
  await sorted(null, ["1", "2", "3"]);
});

test("what was covered when is what was measured", async () => {
  const covered = () => page.locator(".race-coverage tbody tr").evaluateAll((list) => list.map((row) => [...row.querySelectorAll("td")].map((cell) => cell.textContent)));
  const histories = await page.evaluate(() => [...document.querySelectorAll("[data-experiment^=race-]")].map((view) => {
    const { step, modes } = saddle.history(view.dataset.experiment);
    return { step: [...step], modes: [...modes] };
  }));
  const wanted = histories.map(({ step, modes }) => Array.from({ length: 8 }, (_, i) => {
    const first = modes.findIndex((found) => found >= i + 1);
    return first < 0 ? "–" : String(step[first]);
  }));
  await eventually(async () => assert.deepEqual((await covered()).map((cells) => cells.slice(0, 8)), wanted));
});

test("the picture has a panel for each run and a chart", async () => {
  const { name, bytes } = await downloaded(page, () => page.getByRole("button", { name: "SVG" }).click());
  assert.equal(name, "race.svg");
  const seen = await page.evaluate((source) => {
    const picture = new DOMParser().parseFromString(source, "image/svg+xml");
    const dots = (part) => [...part.querySelectorAll("path")].map((path) => path.getAttribute("d").split("M").length - 1);
    return {
      broken: picture.querySelector("parsererror")?.textContent ?? "",
      panels: [...picture.querySelectorAll("[data-panel]")].map(dots),
      lines: [...picture.querySelectorAll("[data-chart=jsd] path")].length,
      text: picture.documentElement.textContent,
    };
  }, bytes.toString("utf8"));
  assert.equal(seen.broken, "");
  assert.equal(seen.panels.length, 3);
  for (const [real, generated] of seen.panels) assert.ok(real > 2000 && generated > 500, `${real} real and ${generated} generated points`);
  assert.equal(seen.lines, 6, "three curves and their names");
  assert.match(seen.text, /Autoencoder \(BEGAN\)/);
  const picture = await downloaded(page, () => page.getByRole("button", { name: "PNG" }).click());
  const { PNG } = await import("pngjs");
  const { width, data } = PNG.sync.read(picture.bytes);
  assert.equal(width, 2400);
  assert.ok(new Set(Array.from({ length: data.length / 4 }, (_, i) => data.readUInt32BE(4 * i))).size > 50, "it is not empty");
});

test("a race is shared with the step that it is at", async () => {
  await page.locator("#share").click();
  assert.equal(await page.locator("#share-link").inputValue(), `${address}${small}&at=47&race=loss:minimax,hinge,began`);
  assert.equal(await page.locator("#share-frame").isVisible(), false);
  await page.keyboard.press("Escape");
});

test("a run is gone on with as one's own, and undone", async () => {
  const before = await runs(page);
  await page.locator("tr[data-run='2']").getByRole("button", { name: /^Open run 2/ }).click();
  await page.waitForFunction(() => !saddle.arriving && saddle.snapshot().step === 47);
  const hinge = "#loss=hinge&batch=16&g_layers=8&d_layers=8";
  await eventually(async () => assert.deepEqual(await page.evaluate(() => [saddle.link(), saddle.snapshot().digest, location.hash]), [hinge, before[1].digest, hinge]));
  await page.locator("#race").waitFor({ state: "detached" });
  assert.equal(await page.locator("main.room").isVisible(), true);
  await page.locator("#numbers [data-measure=step]", { hasText: /^47$/ }).waitFor();
  await page.locator("#undo").click();
  await page.waitForFunction(() => saddle.link() === "#batch=16&g_layers=8&d_layers=8");
});

test("the form says what is wrong, and what will race", async () => {
  await page.evaluate(async () => {
    saddle.load("#seed=5&batch=16&g_layers=8&d_layers=8");
    saddle.pause();
    await saddle.step(9);
  });
  await page.keyboard.press("n");
  const form = page.locator(".race-form");
  const said = form.locator(".race-outcome");
  const written = form.locator("#race-text");
  const says = (sentence, about) => eventually(async () => assert.match(await said.innerText(), sentence, about));
  await eventually(async () => assert.equal(await said.locator("li").count(), 9, "the first nine losses"));
  await form.getByLabel("f-GAN: KL", { exact: true }).check();
  await says(/^These are 10 runs, and at most 9 can be trained here/);
  assert.equal(await form.locator(".race-begin").isDisabled(), true);
  for (const [text, sentence] of /** @type {const} */ ([
    ["", /^Say what the runs differ in/],
    ["seed:5..1", /^Seed cannot go over “5\.\.1”/],
    ["loss:minmax,hinge", /^Loss cannot be “minmax”/],
    ["love:1,2", /^There is no setting “love”/],
    ["r1:0.1,0.1", /^These are 1 runs, and at least 2 are wanted/],
    ["sigma:0.1,0.2;radius:1;with:g_layers=8-8+batch=20;spacing:1", /^Spacing has no effect where Cloud is Ring of Gaussians/],
    ["g_layers:512-512-512-512-512-512-512-512;d_layers:512-512-512-512-512-512-512-512;batch:640;seed:1..3", /^These runs together would need too much memory/],
  ])) {
    await write(written, text);
    await says(sentence, text);
  }
  await write(written, "loss:minimax,began;pack:1,2");
  await says(/3 runs:[^]*Loss: Autoencoder \(BEGAN\), Pack: 2 is left out\. .*BEGAN's critic is an autoencoder/);
  await form.getByLabel("Compare").selectOption({ label: "Five seeds" });
  await eventually(async () => assert.equal(await written.inputValue(), "seed:5..9"));
  assert.deepEqual(await faults(page, ".race-form"), []);
  await form.locator(".race-begin").click();
  await page.locator("#race").waitFor();
  await page.waitForFunction((hash) => location.hash === hash, "#batch=16&g_layers=8&d_layers=8&seed=5&race=seed:5..9");
});

test("the runs that cover so many modes first are marked", async () => {
  await eventually(async () => {
    const columns = await page.locator(".race-coverage tbody").evaluate((/** @type {HTMLTableSectionElement} */ body) => {
      const rows = [...body.rows].map(({ cells }) => [...cells].slice(1).map((cell) => ({ step: Number(cell.textContent.replaceAll(",", "")), best: cell.className === "best" }))); // NaN for a dash
      return rows[0].map((_, i) => rows.map((row) => row[i]));
    });
    for (const column of columns) {
      const first = Math.min(...column.map(({ step }) => step).filter(Number.isFinite));
      for (const { step, best } of column) assert.equal(best, step === first, JSON.stringify(column));
    }
    assert.ok(columns.some((column) => column.some(({ step, best }) => step > 0 && !best)), "no run is later than another");
  });
});

test("seeds make a band of quartiles, and each run trains", async () => {
  await page.waitForFunction(() => {
    const all = [...document.querySelectorAll("[data-experiment^=race-]")];
    return all.length === 5 && all.every((one) => saddle.snapshot(one.dataset.experiment).step > 3);
  });
  const colours = () => page.locator(".race-plane .race-chip").evaluateAll((chips) => new Set(chips.map((chip) => chip.style.getPropertyValue("--run"))).size);
  await eventually(async () => assert.equal(await colours(), 1));
  await page.getByRole("checkbox", { name: "Quartiles over seeds" }).uncheck();
  await eventually(async () => assert.equal(await colours(), 5));
  for (const [values, wanted] of [[[1, 2, 4, 8, 16], [2, 4, 8]], [[1, 2, 4, 8], [1.75, 3, 5]]]) {
    const { low, middle, high } = quartiles(values.map((value) => [value]));
    assert.deepEqual([low, middle, high], wanted.map((value) => [value]));
  }
});

test("closing gives back the run as it was left, and so does the browser's Back", async () => {
  const isLeft = () => eventually(async () => assert.deepEqual(await page.evaluate(() => [saddle.link(), saddle.snapshot().step, location.hash, document.querySelector("main.room").hidden, saddle.playing]), left));
  const left = ["#batch=16&g_layers=8&d_layers=8&seed=5", 9, "#batch=16&g_layers=8&d_layers=8&seed=5", false, false];
  await page.goBack();
  await page.locator("#race").waitFor({ state: "detached" });
  await isLeft();
  await page.evaluate((hash) => { location.hash = hash; }, `${small}&race=seed:1..2`);
  await page.locator("#race").waitFor();
  assert.equal(await page.getByRole("checkbox", { name: "Quartiles over seeds" }).isVisible(), false, "two runs have no quartiles");
  await page.keyboard.press("u"); // about the trainer's own run, which rests
  await page.getByRole("button", { name: "Close the race" }).click();
  await page.locator("#race").waitFor({ state: "detached" });
  await isLeft();
  assert.deepEqual(page.complaints, []);
});

test("a page that is loaded again during a race has the race, and Back leads to the run as it was", async () => {
  await page.evaluate(async () => { await saddle.step(3); });
  const at = () => page.evaluate(async () => {
    await saddle.step(0);
    const { step, digest } = saddle.moment();
    return { step, digest };
  });
  const own = await at();
  await page.evaluate((hash) => { location.hash = hash; }, `${small}&race=seed:1..2`);
  await page.locator("#race").waitFor();
  await page.reload(opening);
  await page.evaluate(() => saddle.ready);
  await page.locator("#race").waitFor(opening);
  await page.goBack();
  await page.locator("#race").waitFor({ state: "detached" });
  await eventually(async () => assert.deepEqual(await at(), own));
  assert.deepEqual(page.complaints, []);
});

test("a run that diverges stays where it did, marked, and the others go on", async () => {
  await page.evaluate(() => { location.hash = "#batch=8&g_layers=8&d_layers=8&at=30&race=with:loss=wgan+clip=0+rule=sgd+g_lr=1+d_lr=1,base,seed=2"; });
  await page.locator("#race").waitFor();
  await at(page, 30);
  await eventually(async () => {
    assert.deepEqual((await runs(page)).map(({ step }) => step), [12, 30, 30], "the terminal says that it diverges in step 12");
    assert.deepEqual(await page.locator(".race-modes.out").allInnerTexts(), ["diverged, step 12"]);
    assert.equal((await rows(page)).at(-1), "1");
  });
  await page.locator("[data-column=jsd] button").click(); // the worst first; what has diverged is not among them
  await page.locator("[data-column=jsd][aria-sort=descending]").waitFor();
  assert.equal((await rows(page)).at(-1), "1");
  await page.locator("#play").click();
  assert.equal(await page.evaluate(() => saddle.playing), true);
  await page.locator("#play").click();
  await page.locator("#reset").click();
  await page.locator(".race-square.out").waitFor({ state: "detached" });
  await page.locator("#play").click();
  await page.locator(".race-square.out").waitFor(); // the same once more
  await page.getByRole("button", { name: "Close the race" }).click();
  assert.deepEqual(page.complaints, []);
});

test("a link that is wrong says so, and the run stays", async () => {
  await page.evaluate(() => { location.hash = "#seed=5&race=loss:minmax"; });
  await page.locator(".notice.bad", { hasText: "Loss cannot be “minmax”" }).waitFor();
  assert.equal(await page.locator("#race").count(), 0);
  await eventually(async () => assert.equal(await page.evaluate(() => saddle.snapshot().step), 12));
});

test("on a phone two planes are seen at a time, and swiped", async (t) => {
  const page = await newPage(t, { viewport: phone, language: "vi" });
  await open(page, address, `?paused${small}&race=with:base,r1=0,pack=2,ema=0`);
  await page.locator("#race").waitFor();
  const seen = () => page.locator(".race-square").evaluateAll((list) => list.map((box) => box.getBoundingClientRect()).map(({ left, right }, i) => (left >= 0 && right <= innerWidth + 1 ? i + 1 : 0)).filter(Boolean));
  await eventually(async () => assert.deepEqual(await seen(), [1, 2]));
  await page.locator(".race-planes").evaluate((planes) => planes.scrollBy({ left: 200, behavior: "instant" }));
  await page.waitForFunction(() => document.querySelectorAll(".race-square")[2].getBoundingClientRect().left < 20);
  await eventually(async () => assert.deepEqual(await seen(), [3, 4]));
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing is wider than the phone");
  await eventually(async () => assert.deepEqual(await page.locator(".race-label").allInnerTexts(), ["giữ nguyên", "R1: 0", "Gói (pack): 2", "Trung bình (EMA): 0"]));
  assert.deepEqual(await faults(page), []);
  assert.deepEqual(page.complaints, []);
});

test("a run's curve has what was measured last before each step, and ends with the run", () => {
  assert.deepEqual(along([0, 5, 10, 15], { step: [0, 10], jsd: [0.6, 0.4] }, "jsd"), [0.6, 0.6, 0.4, null]);
  assert.deepEqual(along([0, 5, 10], { step: [5, 10], jsd: [0.6, NaN] }, "jsd"), [null, 0.6, null]);
});
