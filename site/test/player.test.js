// Who plays a run: a Worker, or the page itself where there is none. Both give the same bits; a Worker that ends costs a few rounds, and
// none keeps the page from answering.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { after, test } from "node:test";
import { answer, sendFile } from "../tools/static.mjs";
import { can, dist, eventually, newPage, open, opening, root, serve, serveWith } from "./browser.js";

const address = await serve();
const small = "#batch=32&g_layers=16&d_layers=16";
const words = JSON.parse(readFileSync(path.join(root, "assets/text/en.json"), "utf8"));

const playedBy = (page, player) => page.waitForFunction((player) => globalThis.saddle?.stats?.().player === player, player, opening);

/**
 * Opens the page at rest, once its player plays.
 * @param {import("./browser.js").PageOptions} [options]
 */
async function openAt(owner, query, link = small, options = {}) {
  const page = await open(await newPage(owner, options), `${address}?paused${query}`, link);
  await playedBy(page, query.includes("player=page") ? "page" : "worker");
  return page;
}

const page = await openAt({ after }, "");

/** What a person might do, with what is known of the run after each deed. */
const story = (page) => page.evaluate(async () => {
  const { saddle } = globalThis;
  const told = [];
  const note = async (name) => {
    await saddle.step(0);
    const { step, digest, points, jsd } = saddle.snapshot();
    const { head, marks, branches } = saddle.timeline();
    told.push({
      name, step, digest, jsd, points: Array.from(points.slice(0, 20)), link: saddle.link(), moment: saddle.moment(), playing: saddle.playing,
      head, marks: marks.map((mark) => mark.step), branches: branches.length, canUndo: saddle.canUndo, canRedo: saddle.canRedo,
      shares: Array.from(saddle.shares()), diagnosis: saddle.diagnosis().code, extent: saddle.extent(),
    });
  };
  saddle.load("#batch=32&g_layers=16&d_layers=16&seed=3");
  await note("loaded");
  await saddle.step(45);
  await note("trained");
  saddle.set("loss", "minimax");
  await note("another loss");
  await saddle.step(15);
  await saddle.seek(20);
  await note("gone back");
  saddle.set("g_lr", "0.01");
  await saddle.step(7);
  await note("a branch");
  saddle.branch(saddle.timeline().branches[0].id);
  await note("the first again");
  saddle.undo();
  await note("undone");
  saddle.redo();
  await note("done again");
  saddle.set("cloud", "grid");
  await saddle.until(12);
  await note("other data");
  const file = await saddle.save();
  saddle.load("#seed=9");
  await saddle.open(file);
  await note("opened");
  const slow = await saddle.slowly(4, 8);
  told.push({ made: Array.from(slow.madeNow), field: Array.from(slow.fieldNow) });
  await note("slowly");
  saddle.load(told.at(-1).moment.link);
  await new Promise((resolve) => { saddle.on("arrived", resolve); });
  await note("arrived");
  return told;
});

if (can.workers) test("a Worker and the page itself play the same story to the same bits", async (t) => {
  const other = await openAt(t, "&player=page");
  const [far, near] = [await story(page), await story(other)];
  assert.deepEqual(far, near);
  assert.equal(far.filter(({ digest }) => digest).length, 12);
  assert.deepEqual([page.workers().length, other.workers().length], [1, 0]);
  assert.deepEqual([...page.complaints, ...other.complaints], []);
});

test("beside a Worker, too, the page learns what a drawn frame costs", async () => {
  await page.evaluate(() => { saddle.load("#batch=32&g_layers=16&d_layers=16"); saddle.play(); });
  await page.waitForFunction(() => saddle.stats().drawMs > 0);
  await page.evaluate(() => saddle.pause());
});

test("a server that lacks what Workers are made of has the page play", async (t) => {
  let missing;
  const without = await serveWith((pathname, response) =>
    (pathname === missing ? answer(response, 404, "not found\n") : sendFile(dist, pathname, response)));
  for (missing of ["/core.wasm", "/site/common/player.js"]) {
    const own = await open(await newPage(t), without, small);
    await own.waitForFunction(() => saddle.snapshot().step > 20);
    assert.equal(await own.evaluate(() => saddle.stats().player), "page", missing);
    assert.deepEqual(own.complaints.filter((line) => !line.includes("404")), []);
  }
});

/** Ends the page's Worker as a browser may: without a word. */
const kill = (page) => page.workers()[0].evaluate(() => globalThis.close()).catch(() => {});

if (can.workers) test("a Worker that ends costs a sentence: another goes on, under the settings that are in force", async (t) => {
  const own = await openAt(t, "", "#batch=32&g_layers=16&d_layers=16&seed=3");
  await own.evaluate(() => {
    globalThis.heard = [];
    saddle.on("restarted", (told) => globalThis.heard.push(told));
    saddle.play();
  });
  await own.waitForFunction(() => saddle.snapshot().step > 40);
  await own.evaluate(() => { saddle.set("loss", "hinge"); });
  await own.evaluate(() => saddle.step(1));
  await kill(own);
  await own.waitForFunction(() => globalThis.heard.length === 1, null, opening);
  const [{ step, playing, again }] = await own.evaluate(() => globalThis.heard);
  assert.deepEqual([playing, again], [true, false]);
  await own.locator("#notices .notice").waitFor();
  assert.equal(await own.locator("#notices .notice").innerText(), words["program.restarted"].replace("{step}", step.toLocaleString("en")));
  await own.waitForFunction((step) => saddle.snapshot().step > step + 20, step);

  // What it has become is what its link says: nothing was lost, and nothing happened twice.
  const moment = await own.evaluate(async () => {
    saddle.pause();
    await saddle.step(0);
    return { ...saddle.moment(), loss: saddle.config().loss, undo: saddle.canUndo, player: saddle.stats().player };
  });
  assert.deepEqual([moment.loss, moment.undo, moment.player], ["hinge", true, "worker"]);
  const arrived = await page.evaluate((link) => new Promise((resolve) => {
    saddle.on("arrived", resolve);
    saddle.load(link);
  }), moment.link);
  assert.equal(arrived.same, true);

  // One that ends again soon is one too many: the page goes on itself, at rest.
  await kill(own);
  await own.waitForFunction(() => globalThis.heard.length === 2, null, opening);
  await eventually(async () => assert.deepEqual(await own.evaluate(() => [globalThis.heard[1].again, saddle.playing, saddle.stats().player, saddle.link()]),
    [true, false, "page", "#loss=hinge&batch=32&g_layers=16&d_layers=16&seed=3"]));
  await own.evaluate(() => saddle.step(5));
  assert.deepEqual(own.complaints, []);
});

test("whatever trains, the page answers: settings whose round takes minutes are left at once", async (t) => {
  const own = await openAt(t, "");
  const wide = Array(8).fill(512).join();
  await own.evaluate((link) => saddle.load(link), `#batch=2048&d_steps=100&d_layers=${wide}&g_layers=${wide}`);
  await own.waitForFunction(() => saddle.slow() > 20 && !saddle.pending, null, opening);
  const answers = await own.evaluate(async () => {
    saddle.play();
    await new Promise((resolve) => { setTimeout(resolve, 3000); }); // a round is under way, and takes much longer
    const waits = [];
    for (let i = 0; i < 20; i++) {
      const start = performance.now();
      await new Promise((resolve) => { setTimeout(resolve); });
      document.getElementById("play").click();
      waits.push(performance.now() - start);
    }
    return { waits, step: saddle.timeline().step };
  });
  assert.equal(answers.step, 0);
  t.diagnostic(`the page answered within ${Math.max(...answers.waits).toFixed(0)} ms`);
  // Half a round would be longer than all of these together.
  assert.ok(answers.waits.reduce((sum, wait) => sum + wait) < await own.evaluate(() => saddle.slow()) * 500);
  await own.evaluate((link) => {
    saddle.pause();
    saddle.load(link);
  }, small);
  await own.evaluate(() => saddle.step(10));
  assert.deepEqual(await own.evaluate(() => [saddle.snapshot().step, saddle.link(), saddle.stats().player]), [10, small, "worker"]);
  assert.equal(await own.locator("#notices .notice").count(), 0);
  assert.deepEqual(own.complaints, []);
});

test("a page that nobody sees trains on, unless that is not wanted", async () => {
  await page.evaluate((link) => saddle.load(link), small);
  const be = (state) => page.evaluate((state) => {
    Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  }, state);
  const steps = () => page.evaluate(async () => {
    await saddle.step(0);
    return saddle.snapshot().step;
  });
  const goesOn = async () => {
    const before = await steps();
    await page.waitForFunction((before) => saddle.snapshot().step > before, before);
  };
  await page.evaluate(() => saddle.play());
  await be("hidden");
  await goesOn();
  await be("visible");
  await page.locator("#train-hidden").setChecked(false);
  await be("hidden");
  const held = await steps();
  await page.waitForTimeout(500);
  assert.equal(await steps(), held);
  await be("visible");
  await goesOn();
  await page.locator("#train-hidden").setChecked(true);
  await page.evaluate(() => saddle.pause());
});

test("a battery is spared: unseen for long, the page waits; plugged in, or seen again, it trains on", async (t) => {
  const own = await openAt(t, "", small, { prepare: () => {
    globalThis.battery = Object.assign(new EventTarget(), { charging: true });
    Object.defineProperty(navigator, "getBattery", { value: async () => globalThis.battery });
    // Minutes pass at once.
    const { setTimeout } = window;
    globalThis.waited = [];
    window.setTimeout = /** @type {any} */ ((act, ms, ...values) => {
      if (ms >= 60_000) globalThis.waited.push(ms);
      return setTimeout(act, ms >= 60_000 ? 100 : ms, ...values);
    });
  } });
  const be = (state, charging) => own.evaluate(([state, charging]) => {
    Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
    globalThis.battery.charging = charging;
    globalThis.battery.dispatchEvent(new Event("chargingchange"));
    document.dispatchEvent(new Event("visibilitychange"));
  }, [state, charging]);
  const steps = () => own.evaluate(async () => {
    await saddle.step(0);
    return saddle.snapshot().step;
  });
  const goesOn = async () => {
    const before = await steps();
    await own.waitForTimeout(500);
    return await steps() > before;
  };
  await own.evaluate(() => saddle.play());
  await be("hidden", true);
  assert.ok(await goesOn(), "plugged in");
  assert.deepEqual(await own.evaluate(() => globalThis.waited), []);
  await be("hidden", false);
  await own.waitForTimeout(300);
  assert.ok(await own.evaluate(() => globalThis.waited.length > 0 && globalThis.waited.every((ms) => ms === 5 * 60_000)), "some minutes first");
  assert.equal(await goesOn(), false, "on the battery");
  await be("hidden", true);
  assert.ok(await goesOn(), "plugged in again");
  await be("hidden", false);
  await own.waitForTimeout(300);
  await be("visible", false);
  assert.ok(await goesOn(), "seen");
  assert.deepEqual(own.complaints, []);
});

if (can.workers) test("experiments that train side by side stay so, each in its Worker; one that is forgotten is gone", async () => {
  const found = await page.evaluate(async (link) => {
    const names = ["", "b", "c"];
    saddle.load(link);
    for (const name of names.slice(1)) saddle.experiment(name, link);
    saddle.use(...names);
    saddle.reset();
    saddle.play();
    const apart = [];
    const steps = () => names.map((name) => saddle.snapshot(name).step);
    while (Math.min(...steps()) < 200) {
      await saddle.step(0);
      const now = steps();
      apart.push((Math.max(...now) - Math.min(...now)) / (Math.max(...now) + 50));
    }
    saddle.pause();
    await saddle.step(0);
    const far = Math.max(...steps()) + 50;
    for (const name of names) {
      saddle.use(name);
      await saddle.until(far);
    }
    saddle.use(...names);
    await saddle.step(0);
    const digests = names.map((name) => saddle.snapshot(name).digest);
    saddle.use("");
    saddle.forget("b");
    const refused = saddle.forget("");
    return { apart: Math.max(...apart), digests, refused, b: saddle.snapshot("b").step, steps: saddle.snapshot().step };
  }, small);
  assert.equal(new Set(found.digests).size, 1);
  assert.ok(found.apart < .7, `they were apart by ${found.apart}`);
  assert.match(found.refused.error, /first experiment/);
  await eventually(() => assert.equal(page.workers().length, 2));
  assert.deepEqual(page.complaints, []);
});
