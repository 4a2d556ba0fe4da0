// What window.saddle is given by scripts: what is wrong is refused with a sentence, and changes nothing.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { newPage, open, serve } from "./browser.js";

const page = await open(await newPage({ after }), `${await serve()}?paused`, "#seed=2");
await page.evaluate(() => saddle.step(3));

/** Calls of functions, as the page's own scripts write them, and what their refusals say. */
const calls = {
  "step(Infinity)": /^n must be a whole number from 0 to 1000000, not Infinity$/,
  "step(-Infinity)": /not -Infinity$/,
  "step(NaN)": /not NaN$/,
  "step(-1)": /not -1$/,
  "step(1e300)": /not 1e\+300$/,
  "step(1.5)": /not 1\.5$/,
  "step('5')": /not 5$/,
  "step(null)": /not null$/,
  "step({ valueOf() { throw 1; } })": /^n must be/,
  "step(7n)": /^n must be a whole number from 0 to 1000000, not 7$/,
  "points([{ x: 7n, y: 1 }])": /^points must be a list/,
  "theory.flat([7n])": /string where a float64 should be/,
  "set('seed', '2', { get slow() { throw 1; } }) && { error: 'taken as it is' }": /^taken as it is$/,
  "step(1, 'nobody')": /^name must be that of an experiment in use$/,
  "step(1, null)": /^name must be/,
  "speed(NaN)": /^stepsPerSecond must be a number from 0 to 1000000, not NaN$/,
  "speed(-1)": /not -1$/,
  "speed(Infinity)": /not Infinity$/,
  "speed('fast')": /not fast$/,
  "theme('blue')": /^theme must be one of light, dark, not blue$/,
  "theme()": /not undefined$/,
  "show('stars', true)": /^layer must be one of arrows, .*, not stars$/,
  "show({ toString() { throw 1; } }, true)": /^layer must be one of/,
  "thumbnail('ring', NaN)": /^size must be a number from 1 to 4096, not NaN$/,
  "thumbnail('ring')": /not undefined$/,
  "thumbnail('ring', 1e9)": /not 1000000000$/,
  "toPlane(document.querySelector('.view'), NaN, 1)": /^clientX must be a number .*, not NaN$/,
  "toPlane(document.querySelector('.view'), 1)": /^clientY must be a number .*, not undefined$/,
  "slowly(NaN, 4)": /^samples must be a whole number from 1 to 64, not NaN$/,
  "slowly(4, 1e300)": /^side must be a whole number from 1 to 96, not 1e\+300$/,
  "written('points.doc', new Uint8Array())": /^kind must be one of points.csv, .*, not points.doc$/,
  "written('points.csv', 'text')": /^bytes must be a Uint8Array, not text$/,
  "written('points.csv', new Uint8Array(9))": /not an experiment that Saddle has saved/,
  "points()": /^points must be a list/,
  "points([])": /^there must be 1 to 20000 points, not 0$/,
  "points({ length: 1e9 })": /^there must be 1 to 20000 points, not 1000000000$/,
  "points([{ x: 1 }])": /^points must be a list/,
  "points([{ x: NaN, y: 1 }])": /^points must be a list/,
  "points([{ get x() { throw new Error('caught'); }, y: 1 }])": /no plain data: .*caught/,
  "points([null])": /^points must be a list/,
  "on('storm', () => {})": /^event must be one of change, measures, error, arriving, arrived, timeline, restarted, not storm$/,
  "on('change', 7)": /^listener must be a function, not 7$/,
  "theory.flat({ get length() { throw new Error('caught'); } })": /no plain data: .*caught/,
  "theory.flat(() => {})": /no plain data/,
};

for (const [call, sentence] of Object.entries(calls)) {
  test(`saddle.${call} is refused`, async () => {
    const { error, state } = await page.evaluate(`(async () => {
      const look = () => JSON.stringify([saddle.snapshot().digest, saddle.link(), Object.entries(saddle.shown()).sort(), saddle.playing]);
      const before = look();
      let error;
      // A promise is rejected, and all else returns what is wrong.
      try { error = (await saddle.${call})?.error; } catch (rejected) { error = rejected.message; }
      return { error: error ?? "", state: look() === before ? "as it was" : "changed" };
    })()`);
    assert.match(error, sentence);
    assert.equal(state, "as it was");
  });
}

test("texts of any length, and objects that throw, are no settings", async () => {
  const found = await page.evaluate(() => {
    const hostile = /** @type {any} */ ({ toString() { throw new Error("looked at"); } });
    const long = "x".repeat(3e7);
    return [saddle.set("seed", hostile), saddle.set(hostile, "1"), saddle.set("seed", long), saddle.set(long, "1"), saddle.load(long), saddle.load(hostile), saddle.change(long)]
      .map(({ errors }) => errors.map(({ code, message }) => `${code} ${message.length < 300}`).join());
  });
  assert.deepEqual(found, ["not_whole true", "unknown_field true", "not_whole true", "unknown_field true", "too_long true", "", "too_long true"]);
});

test("calls of step that nobody waits for are refused when there are too many, and all others are played", async () => {
  const { done, refused, reason, step } = await page.evaluate(async () => {
    saddle.load("#g_layers=2&d_layers=2&batch=8");
    saddle.pause();
    const results = await Promise.allSettled(Array.from({ length: 5000 }, () => saddle.step(1)));
    const refused = results.filter((result) => result.status === "rejected");
    return { done: results.length - refused.length, refused: refused.length, reason: refused[0]?.reason.message, step: saddle.snapshot().step };
  });
  assert.equal(done, 1000);
  assert.equal(refused, 4000);
  assert.equal(step, 1000);
  assert.match(reason, /1000 calls of step wait already/);
});

test("nothing of all this was an error", () => assert.deepEqual(page.complaints, []));
