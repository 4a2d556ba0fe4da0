// Calls of window.saddle and messages to a frame that nobody thought of: each is answered, none ends the program, and what comes after them
// is trained to the same bits. From a fixed seed, and shortly; with FUZZ_SECONDS from a random one, for that long.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { after, test } from "node:test";
import fc from "fast-check";
import { dist, newPage, opening, root, serveWith } from "./browser.js";
import { answer, sendFile } from "../tools/static.mjs";
import { commands, isCommand } from "../trainer/embed/protocol.js";

const seconds = Number(process.env.FUZZ_SECONDS ?? 0);
/** How long properties are tried: so many times, or for a time. */
const tried = (runs) => (seconds ? { numRuns: Infinity, interruptAfterTimeLimit: 1000 * seconds } : { seed: 16, numRuns: runs });

const around = "<!doctype html><link rel=icon href=data:,><title>around the frame</title>";
const address = await serveWith((pathname, response) => (pathname === "/around.html" ? answer(response, 200, around, ".html") : sendFile(dist, pathname, response)));
const page = await newPage({ after });
await page.goto(new URL("around.html", address).href, opening);

// The page of a frame, which hears the answers to its messages.
await page.evaluate(async () => {
  const frame = document.createElement("iframe");
  frame.src = "index.html?embed=plane&paused";
  document.body.replaceChildren(frame);
  await new Promise((resolve) => { frame.onload = resolve; });
  await frame.contentWindow.saddle.ready;
  globalThis.frame = frame;
  globalThis.saddle = frame.contentWindow.saddle;
  globalThis.wrong = [];
  saddle.on("error", ({ message }) => globalThis.wrong.push(message));
});

/** Ends what was begun, and trains a small experiment; resolves to its digest and what was told as an error. */
const afterwards = () => page.evaluate(async () => {
  for (const name of ["a", "b"]) saddle.forget(name);
  saddle.use("");
  saddle.hold(false);
  saddle.speed(0);
  saddle.cancel();
  saddle.load("#g_layers=2&d_layers=2&batch=8&seed=5");
  saddle.pause();
  saddle.reset();
  await saddle.step(3);
  return [saddle.snapshot().digest, ...globalThis.wrong];
});
const [digest] = await afterwards();

// Arguments are written as they would be in a script.
const small = fc.integer({ min: 0, max: 4 }).map(String);
const odd = fc.constantFrom("undefined", "null", "NaN", "Infinity", "-1", "1.5", "1e300", "-0", "''", "[]", "{}", "() => {}", "true", "false", "7n", "[7n]", "{ length: 7n }", "[{ x: 7n }]", "{ name: 7n }", "Symbol()", "document.body",
  "new Uint8Array(9)", "new Float64Array(3)", "new Date(0)", "{ toString() { throw 1; } }", "{ get length() { throw 1; } }", "Object.create(null)", "new Proxy({}, { get() { throw 1; } })", "[[[]]]");
const anything = fc.oneof(odd, small, fc.string().map((text) => JSON.stringify(text)), fc.json({ maxDepth: 3 }).map((text) => `JSON.parse(${JSON.stringify(text)})`));
const name = fc.oneof({ weight: 3, arbitrary: fc.constantFrom("''", "'a'", "'b'") }, anything);
const settings = fc.constantFrom("g_layers=3", "d_layers=4", "batch=4", "loss=minimax", "loss=began", "cloud=moons", "cloud=points", "structure=translate", "structure=classifier", "pack=2", "seed=1", "r1=0.1",
  "unroll=2", "rule=sgd", "g_lr=1", "at=2", "course=1:seed=2", "course=2:g_lr=0.1", "race=loss:minimax,hinge", "defaults=1", "defaults=9", "points=-1,0,1", "%", "=", "&");
const link = fc.oneof({ weight: 4, arbitrary: fc.array(settings, { maxLength: 5 }).map((list) => JSON.stringify(`#g_layers=2&d_layers=2&batch=8&${list.join("&")}`)) }, anything);
const setting = fc.oneof({ weight: 3, arbitrary: fc.constantFrom("'loss'", "'seed'", "'g_lr'", "'cloud'", "'pack'", "'structure'", "'play'", "'r1'", "'points'", "'labels'") }, anything);
const value = fc.oneof({ weight: 3, arbitrary: fc.constantFrom("'minimax'", "'2'", "'0.1'", "'points'", "'moons'", "'translate'", "'extragradient'", "'none'", "''") }, anything);
const usual = fc.constantFrom("undefined", "{}", "7", "7n", "null", "{ get slow() { throw 1; } }"); // not {slow: true}, which is to wait
const places = fc.oneof(fc.array(fc.record({ x: fc.double({ noNaN: true }), y: fc.double() }), { maxLength: 5 }).map((list) => JSON.stringify(list)), anything);
const mixture = fc.oneof(fc.constant("[{ mean: 0, width: 1, weight: 1 }]"), fc.array(fc.record({ mean: fc.double(), width: fc.double(), weight: fc.double() }), { maxLength: 3 }).map((list) => JSON.stringify(list)), anything);
const grid = fc.oneof(fc.constant("{ from: -3, to: 3, points: 9 }"), anything);
const game = fc.oneof(fc.constantFrom("{ name: 'dirac' }", "{ name: 'bilinear' }", "{ name: 'dirac', loss: 'wgan' }"), anything);
const listener = fc.oneof(fc.constantFrom("'change', () => {}", "'measures', () => {}", "'timeline', null"), anything);

/** The arguments of each function; undefined marks what is no function. */
const functions = {
  load: [link], play: [], pause: [], reset: [], step: [fc.oneof(small, odd), name], speed: [anything], snapshot: [name], history: [name], shares: [name], diagnosis: [name], stats: [], slow: [],
  slowly: [fc.oneof(small, odd), fc.oneof(small, odd)], schema: [], config: [], set: [setting, value, usual], change: [link, usual], points: [places], own: [value, anything, usual], presets: [], link: [], address: [],
  shown: [], show: [fc.oneof(fc.constantFrom("'arrows'", "'optimum'", "'manifold'"), anything), anything], theme: [anything], traits: [name], classColours: [], extent: [name], toPlane: [anything, anything, anything],
  thumbnail: [fc.oneof(fc.constant("'ring'"), anything), anything], moment: [], timeline: [], seek: [fc.oneof(small, odd)], until: [fc.oneof(small, odd)], cancel: [], undo: [], redo: [], branch: [anything], keep: [],
  save: [], open: [anything], hasten: [anything], written: [fc.oneof(fc.constant("'points.csv'"), anything), anything, anything, anything], sweep: [fc.oneof(fc.constantFrom("'loss:minimax,hinge'", "'seed:1..3'"), anything), link],
  look: [fc.oneof(fc.constantFrom("{ ask: { on: true, x: 0, y: 0 } }", "{ measures: true }", "{ field: { side: 4, half: 2 } }"), anything), name], level: [fc.oneof(fc.constant("new Float32Array(4)"), anything), small, anything], palette: [fc.oneof(fc.constant("'dark'"), anything)],
  races: [link], data: [link], sketch: [link, small, small], experiment: [name, link], use: [name, name], forget: [name], hold: [anything], on: [listener], off: [listener],
  "theory.compare": [mixture, mixture, grid], "theory.divergences": [mixture, mixture], "theory.critics": [mixture, mixture, grid], "theory.flat": [anything], "theory.reconstruct": [small, small, small], "theory.play": [game, game, anything, small], "theory.field": [game, anything],
  "theory.games": [], "theory.rules": [],
};

const call = fc.constantFrom(...Object.keys(functions)).chain((name) => fc.tuple(...functions[name]).map((list) => `saddle.${name}(${list.join(", ")})`));

test("all functions are known here, and described in saddle.d.ts", async () => {
  const there = await page.evaluate(() => [...Object.keys(saddle), ...Object.keys(saddle.theory).map((name) => `theory.${name}`)].filter((name) => typeof name.split(".").reduce((object, key) => object[key], saddle) === "function"));
  const own = there.filter((name) => name !== "makeWorker"); // the page's, for the program
  assert.deepEqual(own.toSorted(), Object.keys(functions).toSorted());
  const description = readFileSync(path.join(root, "site/saddle.d.ts"), "utf8");
  assert.deepEqual(own.filter((name) => !new RegExp(`^    ${name.replace("theory.", "")}(<.*>)?\\(`, "m").test(description)), []);
});

test("whatever window.saddle is called with, it answers, and goes on", { timeout: 600_000 + 1000 * seconds }, async () => {
  await fc.assert(fc.asyncProperty(fc.array(call, { minLength: 1, maxLength: 12 }), async (calls) => {
    const thrown = await page.evaluate(`(async () => {
      const calls = ${JSON.stringify(calls)};
      const thrown = [];
      const answers = [${calls.map((call) => `() => ${call}`).join(", ")}].map((call, i) => {
        try { return call(); } catch (error) { thrown.push(calls[i] + ": " + error); }
      });
      saddle.pause();
      saddle.hold(false);
      const late = new Promise((resolve) => setTimeout(resolve, 20_000, "late"));
      await Promise.all(answers.map(async (answer, i) => {
        if (await Promise.race([Promise.resolve(answer).catch(() => {}), late]) === "late") thrown.push(calls[i] + " is never answered");
      }));
      return thrown;
    })()`);
    assert.deepEqual(thrown, []);
    assert.deepEqual(await afterwards(), [digest]);
  }), tried(60));
  assert.deepEqual(page.complaints, []);
});

const plain = fc.oneof(fc.integer({ min: -1, max: 4 }), fc.constantFrom(NaN, Infinity, 1e300, null, undefined, true, "", "a"), fc.string(), fc.jsonValue({ maxDepth: 2 }).filter((value) => !(Number(value) > 4)), fc.uint8Array({ maxLength: 9 }));
const words = ["slow", "n", "step", "file", "link", "name", "value", "layer", "on", "steps"];
const message = fc.record({
  saddle: fc.oneof({ weight: 9, arbitrary: fc.constant(1) }, plain),
  id: fc.oneof(fc.integer(), plain),
  do: fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...Object.keys(commands)) }, plain),
}, { requiredKeys: ["saddle"] }).chain((head) => fc.dictionary(fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...words) }, fc.string()), plain, { maxKeys: 3 }).map((rest) => ({ ...rest, ...head, ...("slow" in rest && { slow: false }) })));

test("whatever a frame is told, it answers once, and goes on", { timeout: 600_000 + 1000 * seconds }, async () => {
  await fc.assert(fc.asyncProperty(fc.array(message, { minLength: 1, maxLength: 8 }), async (messages) => {
    const wanted = messages.filter(isCommand).length;
    const answers = await page.evaluate(async ([messages, wanted]) => {
      const heard = [];
      const hear = ({ data }) => { if ("ok" in data) heard.push(data); };
      addEventListener("message", hear);
      for (const one of messages) globalThis.frame.contentWindow.postMessage(one, "*");
      // They are answered in any order; one more is sent when each has its answer, to see that nothing comes after it.
      const end = performance.now() + 20_000;
      while (heard.length < wanted && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 5));
      globalThis.frame.contentWindow.postMessage({ saddle: 1, id: "last", do: "report" }, "*");
      while (heard.at(-1)?.id !== "last" && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 5));
      removeEventListener("message", hear);
      return heard.map(({ saddle, id, ok, code, error, step }) => ({ saddle, id, ok, code, error, step }));
    }, /** @type {const} */ ([messages, wanted]));
    assert.equal(answers.length, wanted + 1, "each is answered once");
    for (const { saddle: version, ok, code, error, step } of answers) {
      assert.equal(version, 1);
      assert.ok(ok ? Number.isInteger(step) : /^[a-z-]+$/.test(code) && error.length > 9 && !error.startsWith("message."), JSON.stringify({ ok, code, error }));
    }
    assert.deepEqual(await afterwards(), [digest]);
  }), tried(60));
  assert.deepEqual(page.complaints, []);
});
