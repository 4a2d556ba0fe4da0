// The page in a frame of another: chosen parts in a window of any size, controls hidden by the address, and messages.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { after, test } from "node:test";
import { answer, sendFile } from "../tools/static.mjs";
import { check, isCommand, written } from "../trainer/embed/protocol.js";
import { parts } from "../trainer/embed/query.js";
import { can, dist, eventually, faults, newPage, opening, root, serve, serveWith, terminal } from "./browser.js";

const address = await serve();
const shots = path.join(root, "site/test/shots");
mkdirSync(shots, { recursive: true });
const tables = Object.fromEntries(["en", "vi"].map((name) => [name, JSON.parse(readFileSync(path.join(root, `assets/text/${name}.json`), "utf8"))]));

/** Opens a page at an address and waits until it can be used. */
async function open(page, url) {
  await page.goto(url);
  await page.waitForFunction(() => globalThis.saddle?.ready.then(() => true));
  return page;
}

// A page of another origin with frames of the site in it; `ask` in it resolves to a frame's answer, `heard` is all that came.
const deckPage = `<!doctype html><title>deck</title><style>iframe { width: 320px; height: 240px }</style>
<iframe id="one"></iframe><iframe id="two"></iframe>
<script>
  globalThis.heard = [];
  addEventListener("message", ({ data, source, origin }) => heard.push({ ...data, origin, from: [...document.querySelectorAll("iframe")].find((frame) => frame.contentWindow === source)?.id }));
  let last = 0;
  globalThis.ask = async function (frame, message) {
    const id = message && typeof message === "object" && "id" in message ? message.id : "ask-" + ++last;
    const before = heard.length;
    document.getElementById(frame).contentWindow.postMessage({ saddle: 1, id, ...message }, "*");
    for (;;) {
      const found = heard.slice(before).find((one) => "ok" in one && one.from === frame && [id, null].includes(one.id)); // null where a message's own is wrong
      if (found) return found;
      await new Promise((resolve) => addEventListener("message", resolve, { once: true }));
    }
  };
  globalThis.load = (frame, src) => new Promise((resolve) => {
    const node = document.getElementById(frame);
    node.addEventListener("load", resolve, { once: true });
    node.src = src;
  });
</script>`;
const deck = await serveWith((pathname, response) => answer(response, 200, deckPage, ".html"));

const ask = (page, message, frame = "one") => page.evaluate(([frame, message]) => globalThis.ask(frame, message), [frame, message]);

const page = await newPage({ after }, { sharp: true });
await page.goto(deck);
await page.evaluate((src) => globalThis.load("one", src), `${address}?embed=plane,transport&paused#cloud=grid&seed=5`);

const elements = {
  plane: "#plane", toggles: "#toggles", legend: "#legend", transport: ".transport", numbers: "#numbers", charts: "#charts", settings: "#groups", header: ".name",
};

/** The parts that are seen, sorted, and whether anything is wider than the window. */
const seen = (page) => page.evaluate((elements) => {
  const visible = (selector) => {
    const node = document.querySelector(selector);
    return node.checkVisibility() && node.getBoundingClientRect().width > 0;
  };
  return { parts: Object.keys(elements).filter((name) => visible(elements[name])).sort(), overflow: document.documentElement.scrollWidth - innerWidth };
}, elements);

test("an address shows the parts that it names, and no others", async (t) => {
  const page = await newPage(t, { sharp: true, viewport: { width: 640, height: 480 } });
  for (const parts of [["numbers", "plane", "transport"], ["charts", "numbers"], ["plane", "settings", "toggles"]]) {
    await open(page, `${address}?embed=${parts}&paused#cloud=grid`);
    assert.deepEqual(await seen(page), { parts, overflow: 0 });
    assert.equal(await page.evaluate(() => saddle.step(3).then(() => saddle.snapshot().step)), 3);
    assert.equal(await page.evaluate(() => saddle.config().cloud), "grid");
  }
  await open(page, `${address}?embed&paused`);
  assert.deepEqual((await seen(page)).parts, ["plane", "transport"]);
  assert.deepEqual(page.complaints, []);
});

test("parts fit into a window of any size, and the plane is the largest", async (t) => {
  const page = await newPage(t, { sharp: true, viewport: { width: 320, height: 200 } });
  await open(page, `${address}?embed=plane,toggles,transport,numbers&paused`);
  await page.locator("#numbers dd").first().waitFor();
  for (const [width, height] of [...(can.resize ? [[240, 200]] : []), [320, 240], [640, 480], [1280, 720], [300, 700]]) {
    const size = `${width} x ${height}`;
    await page.setViewportSize({ width, height });
    const look = () => page.evaluate(() => ["#plane", "#toggles", ".transport", "#play", "#step", "#numbers dd"].map((selector) => {
      const { left, top, right, bottom } = document.querySelector(selector).getBoundingClientRect();
      return { selector, inside: left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight, share: (right - left) * (bottom - top) / (innerWidth * innerHeight) };
    }));
    await eventually(async () => {
      const boxes = await look();
      for (const { selector, inside } of boxes) assert.ok(inside, `${selector} reaches out of ${size}`);
      assert.ok(boxes[0].share > 0.4, `the plane has ${boxes[0].share} of ${size}`);
      assert.equal((await seen(page)).overflow, 0, size);
    });
    await page.screenshot({ path: path.join(shots, `embed-${width}.png`) });
  }
});

test("a frame with room for a few lines shows all numbers in fewer columns, and none is cut", async (t) => {
  const page = await newPage(t, { viewport: { width: 1200, height: 500 } });
  await open(page, `${address}?embed=plane,numbers&paused`);
  for (const [width, lines] of [[1200, 1], [640, 2], [420, 3]]) {
    await page.setViewportSize({ width, height: 640 });
    await eventually(async () => {
      const { cut, tops } = await page.locator("#numbers").evaluate((list) => {
        const frame = list.getBoundingClientRect();
        const cells = [...list.children].filter((cell) => cell.checkVisibility()).map((cell) => cell.getBoundingClientRect());
        return { cut: cells.filter(({ right, bottom }) => right > frame.right + 1 || bottom > frame.bottom + 1).length, tops: new Set(cells.map(({ top }) => Math.round(top))).size };
      });
      assert.equal(cut, 0, `${width} wide`);
      assert.ok(tops >= lines, `${tops} lines in ${width}`);
    });
  }
});

test("anyone can read what is embedded, and the example, in both languages and themes", async (t) => {
  for (const [place, ready] of [[`?embed=${parts}&paused`, "#groups:not([aria-busy])"], ["site/examples/embed.html", "h1"]]) {
    for (const language of ["en", "vi"]) {
      const page = await newPage(t, { sharp: true, language });
      await page.goto(address + place);
      await page.locator(ready, { hasText: /./ }).waitFor(opening);
      for (const colorScheme of /** @type {("light" | "dark")[]} */ (can.change ? ["light", "dark"] : ["light"])) {
        if (can.change) await page.emulateMedia({ colorScheme });
        assert.deepEqual(await faults(page), [], `${place} ${language} ${colorScheme}`);
      }
      await page.context().close();
    }
  }
});

test("an address hides controls, chooses layers, language and theme, and begins paused", async (t) => {
  const page = await newPage(t, { sharp: true });
  await open(page, `${address}?embed=plane,toggles,transport,settings&hide=seed,loss,speed,arrows&layers=real,optimum&paused&lang=vi&theme=dark`);
  const found = await page.evaluate(() => ({
    step: saddle.snapshot().step, playing: saddle.playing, language: document.documentElement.lang, theme: document.documentElement.dataset.theme,
    shown: Object.entries(saddle.shown()).filter(([, on]) => on).map(([layer]) => layer).sort(),
    there: ["[data-field=seed]", "[data-field=loss]", "[data-field=batch]", ".speed", "#play", "[data-view-name=arrows]", "[data-view-name=real]"]
      .map((selector) => Boolean(document.querySelector(selector)?.checkVisibility())),
  }));
  assert.deepEqual(found, {
    step: 0, playing: false, language: "vi", theme: "dark", shown: ["optimum", "real"], there: [false, false, true, false, true, false, true],
  });
  assert.deepEqual(page.complaints, []);
});

test("names that there are not are each answered by a sentence", async (t) => {
  const page = await newPage(t, { sharp: true, language: "vi", viewport: { width: 640, height: 480 } });
  await open(page, `${address}?embed=plane,donut&hide=nonsense,batch&layers=fog&theme=pink&paused`);
  const sentences = await page.locator("#notices .bad p").allTextContents();
  assert.equal(sentences.length, 4, sentences.join("\n"));
  for (const name of ["donut", "nonsense", "fog", "pink"]) assert.equal(sentences.filter((sentence) => sentence.includes(`“${name}”`)).length, 1, name);
  assert.ok(sentences.every((sentence) => !/\{\w+\}/.test(sentence)));
});

test("the page around it plays, pauses, steps and resets, and every answer tells the state", async () => {
  const first = await ask(page, { do: "pause", id: 7 });
  assert.equal(first.saddle, 1);
  assert.equal(first.id, 7);
  assert.equal(first.ok, true);
  assert.equal(first.playing, false);
  assert.equal(new URL(first.origin).href, address);
  assert.equal((await ask(page, { do: "reset" })).step, 0);
  const stepped = await ask(page, { do: "step", n: 40 });
  assert.equal(stepped.step, 40);
  assert.equal(stepped.link, "#cloud=grid&seed=5");
  const { step, digest, ...there } = await terminal("#cloud=grid&seed=5", 40);
  assert.deepEqual([stepped.step, stepped.digest], [step, digest]);
  for (const [name, value] of Object.entries(there)) { // what there is none of is null there, and not named here
    const here = stepped.measures[name];
    assert.ok(value === null ? here === undefined : Math.abs(here - value) <= 1e-6 * (1 + Math.abs(value)), `${name} is ${here}, and ${value} in the terminal`);
  }
  assert.equal((await ask(page, { do: "step" })).step, 41);
  assert.equal((await ask(page, { do: "play" })).playing, true);
  assert.equal((await ask(page, { do: "pause" })).playing, false);
});

test("after a click into the frame, keys that the page has no use for reach the deck around it", async () => {
  const frame = page.frameLocator("#one");
  await page.evaluate(() => addEventListener("message", ({ data, source }) => {
    if (typeof data === "string" && source === document.getElementById("one").contentWindow) (globalThis.keys ??= []).push(data);
  }));
  await frame.locator("#play").click();
  await frame.locator("#play").click();
  for (const key of ["ArrowRight", "6", "PageUp"]) await page.keyboard.press(key);
  await eventually(async () => assert.deepEqual(await page.evaluate(() => globalThis.keys?.map((text) => JSON.parse(text))), [
    { method: "triggerKey", args: [39] }, { method: "triggerKey", args: [33] },
  ]));
  await page.keyboard.press("6");
});

test("it loads links and sets settings, and says what is wrong with them", async () => {
  const loaded = await ask(page, { do: "load", link: "#cloud=moons&seed=2&batch=many" });
  assert.equal(loaded.link, "#cloud=moons&seed=2");
  assert.equal(loaded.problems.length, 1);
  const race = await ask(page, { do: "load", link: "#race=seed:1..3" });
  assert.deepEqual([race.ok, race.code], [false, "race"]);
  assert.match(race.error, /stand for several runs/);
  const set = await ask(page, { do: "set", name: "batch", value: 64 });
  assert.deepEqual([set.ok, set.restarted, set.link], [true, false, "#cloud=moons&batch=64&seed=2"]);
  assert.equal((await ask(page, { do: "set", name: "seed", value: "9" })).restarted, true);
  const refused = await ask(page, { do: "set", name: "batch", value: -1 });
  assert.deepEqual([refused.ok, refused.code], [false, "setting"]);
  assert.match(refused.error, /\S+ \S+ \S+/);
  assert.equal((await ask(page, { do: "show", layer: "heatmap", on: false })).ok, true);
  await page.frames()[1].waitForFunction(() => saddle.shown().heatmap === false);
  for (const [steps, position] of [[50, 5], [60, 6], [0, 10]]) {
    assert.equal((await ask(page, { do: "speed", steps })).ok, true);
    assert.equal(await page.frameLocator("#one").locator("#speed").inputValue(), String(position), `the slider at ${steps} steps a second`);
  }
});

test("who watches hears of changes and measures, and who ends it no more", async () => {
  await ask(page, { do: "load", link: "" });
  await ask(page, { do: "watch" });
  await ask(page, { do: "play" });
  await page.waitForFunction(() => globalThis.heard.some(({ event, playing, step }) => event === "measures" && playing && step > 0)); // the first may be of the beginning
  await ask(page, { do: "pause" });
  await page.waitForFunction(() => globalThis.heard.findLast(({ event }) => event === "change")?.playing === false);
  const measured = await page.evaluate(() => globalThis.heard.findLast(({ event }) => event === "measures"));
  assert.ok(measured.step > 0, `step ${measured.step}`);
  assert.ok(measured.measures.jsd > 0 && measured.measures.jsd <= Math.LN2, `JSD ${measured.measures.jsd}`);
  await ask(page, { do: "unwatch" });
  const events = () => page.evaluate(() => globalThis.heard.filter(({ event }) => event).length);
  const before = await events();
  await ask(page, { do: "step", n: 5 });
  await ask(page, { do: "set", name: "seed", value: 3 });
  await ask(page, { do: "report" });
  assert.equal(await events(), before);
});

test("what a run has for other programs goes to the page around it, each kind as the program writes it", async () => {
  const sizes = await page.evaluate(async (kinds) => {
    const files = await Promise.all(kinds.map(async (kind) => (await globalThis.ask("one", { do: "export", kind })).file));
    return { all: files.map((file) => file.length), kinds: new Set(files.map((file) => file.slice(0, 100).join())).size, first: new TextDecoder().decode(files[0]).split("\n").slice(0, 2) };
  }, written);
  assert.ok(sizes.all.length === 8 && sizes.all.every((size) => size > 100), sizes.all.join());
  assert.equal(sizes.kinds, 8);
  assert.equal(sizes.first[0], "x,y");
  assert.match(sizes.first[1], /^-?[\d.e-]+,-?[\d.e-]+$/);
  const drawn = (order) => page.evaluate(async (order) => new TextDecoder().decode((await globalThis.ask("one", { do: "export", kind: "points.csv", ...order })).file).trimEnd().split("\n"), order);
  const some = await drawn({ samples: 50, seed: 3 });
  assert.equal(some.length, 51);
  assert.deepEqual(await drawn({ samples: 9, seed: 3 }), some.slice(0, 10));
  assert.notEqual((await drawn({ samples: 9, seed: 4 }))[1], some[1]);
});

/**
 * What is wrong with a message, and the code of the answer.
 * @type {[object, string][]}
 */
const wrong = [
  [{ do: "fly" }, "command"],
  [{ do: undefined }, "command"],
  [{ do: { toString: 1 } }, "command"],
  [{ do: "constructor" }, "command"],
  [{ do: "step", n: "many" }, "whole"],
  [{ do: "step", n: 1.5 }, "whole"],
  [{ do: "step", n: -1 }, "whole"],
  [{ do: "step", n: 1e9 }, "whole"],
  [{ do: "step", n: NaN }, "whole"],
  [{ do: "step", count: 3 }, "argument"],
  [{ do: "play", now: true }, "argument"],
  [{ do: "load", link: 5 }, "string"],
  [{ do: "load", link: "x".repeat(300000) }, "string"],
  [{ do: "set", name: "seed", value: { deep: 1 } }, "string"],
  [{ do: "set", value: 1 }, "string"],
  [{ do: "set", name: "nonsense", value: 1 }, "setting"],
  [{ do: "show", layer: "fog" }, "one-of"],
  [{ do: "export", kind: "points.xls" }, "one-of"],
  [{ do: "export" }, "one-of"],
  [{ do: "export", kind: "points.npy", samples: 0 }, "whole"],
  [{ do: "export", kind: "points.npy", samples: 1e9 }, "whole"],
  [{ do: "export", kind: "points.npy", seed: -1 }, "whole"],
  [{ do: "show", layer: "real", on: "yes" }, "truth"],
  [{ do: "speed", steps: Infinity }, "number"],
  [{ do: "report", saddle: 2 }, "version"],
  [{ do: "report", saddle: "1" }, "version"],
  [{ do: "report", id: { a: 1 } }, "id"],
  [{ do: "report", id: "x".repeat(101) }, "id"],
];

test("a message that is wrong is answered by a sentence, and breaks nothing", async () => {
  await page.evaluate((src) => globalThis.load("two", src), `${address}?embed=plane&paused&lang=vi`);
  for (const [message, code] of wrong) {
    const said = [];
    for (const frame of ["one", "two"]) {
      const answer = await ask(page, message, frame);
      assert.deepEqual([answer.saddle, answer.ok, answer.code], [1, false, code], JSON.stringify(message).slice(0, 80));
      assert.match(answer.error, /\S+ \S+ \S+/);
      assert.doesNotMatch(answer.error, /\{\w+\}|undefined is not/);
      assert.ok(answer.error.length < 300);
      said.push(answer.error);
    }
    assert.notEqual(said[0], said[1]);
  }
  // What is not for us is not answered: other protocols' messages, and answers of a page like this one.
  const before = await page.evaluate(() => globalThis.heard.length);
  for (const data of [null, 1, "saddle", [], { do: "play" }, { saddle: 1, ok: true }, { saddle: 1, event: "change" }]) {
    await page.evaluate((data) => document.getElementById("one").contentWindow.postMessage(data, "*"), data);
  }
  assert.equal((await ask(page, { do: "report" })).ok, true);
  assert.equal(await page.evaluate(() => globalThis.heard.length), before + 1);
  assert.deepEqual(page.complaints, []);
});

test("each fault has its sentence in both languages", () => {
  for (const [message, code] of wrong.filter(([, code]) => code !== "setting")) {
    const data = { saddle: 1, ...message };
    assert.ok(isCommand(data));
    const { code: found, about } = check(data);
    assert.equal(found, code);
    for (const table of Object.values(tables)) {
      for (const [, name] of table[`message.${code}`].matchAll(/\{(\w+)\}/g)) assert.ok(name in about, `${code} does not say ${name}`);
    }
  }
});

test("only the page around it may command, and only of an origin that the site allows", async (t) => {
  // Another frame of the same page is not the page around it.
  await page.evaluate((src) => globalThis.load("two", src), deck);
  const { step } = await ask(page, { do: "pause" });
  const refused = await page.frames()[2].evaluate(() => new Promise((resolve) => {
    addEventListener("message", ({ data }) => resolve(data), { once: true });
    parent.frames[0].postMessage({ saddle: 1, id: 1, do: "step" }, "*");
  }));
  assert.deepEqual([refused.ok, refused.code, refused.id], [false, "embedder", 1]);
  assert.equal((await ask(page, { do: "report" })).step, step);

  const strict = await serveWith((pathname, response) => pathname === "/"
    ? answer(response, 200, readFileSync(path.join(dist, "index.html"), "utf8").replace("</title>", `</title><meta name="saddle-embedders" content="https://school.example">`), ".html")
    : sendFile(dist, pathname, response));
  await page.evaluate((src) => globalThis.load("two", src), `${strict}?embed=plane&paused`);
  const answered = await ask(page, { do: "pause" }, "two");
  assert.deepEqual([answered.ok, answered.code], [false, "embedder"]);
  assert.ok(answered.error.includes(new URL(deck).origin));

  // A page in a window of its own obeys nobody, itself included.
  const alone = await open(await newPage(t, { sharp: true }), `${address}?paused`);
  const own = await alone.evaluate(() => new Promise((resolve) => {
    addEventListener("message", ({ data }) => { if ("ok" in data) resolve(data); });
    postMessage({ saddle: 1, do: "reset" }, "*");
  }));
  assert.equal(own.code, "embedder");
});

test("the example drives two frames and shows what they say", async (t) => {
  const page = await newPage(t, { sharp: true, language: "vi" });
  await page.goto(new URL("site/examples/embed.html", address).href);
  /** Waits until so many lines of the log match. */
  const logged = (pattern, count) => page.waitForFunction(
    ([pattern, count]) => [...document.getElementById("log").textContent.matchAll(pattern)].length >= count, [pattern, count]);
  await logged('← .*"ok":true', 2);
  await page.click("#step");
  await logged('← .*"step":100', 2);
  assert.equal(await page.title(), tables.vi["example.title"]);
  await page.click("#wrong");
  await logged("← .*“many”", 2);
  await logged('· .*"event":"measures"', 2);
  await page.screenshot({ path: path.join(shots, "example.png"), fullPage: true });
  assert.deepEqual(page.complaints, []);
});
