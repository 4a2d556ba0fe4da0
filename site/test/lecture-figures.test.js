// The live figures of the article, on a bare page: each can be used, only the one that is looked at trains, and what they show is
// what the program says.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { can, dist, eventually, faults, frames, newPage, phone, serveWith } from "./browser.js";
import { figuresPage, names } from "./figures-page.js";
import { sendFile } from "../tools/static.mjs";

const address = await serveWith((pathname, response) => {
  const page = /^\/site\/lecture\/(en|vi)(?:-([a-z+-]+))?\.html$/.exec(pathname);
  if (!page) return sendFile(dist, pathname, response);
  response.writeHead(200, { "Content-Type": "text/html; charset=utf-8" });
  response.end(figuresPage({ language: page[1], only: page[2]?.split("+") }));
});

/**
 * A page with some figures, all of them without any named; ready when its first one is.
 * @param {import("./browser.js").Owner} t
 * @param {string[]} [only]
 * @param {import("./browser.js").PageOptions} [options]
 */
async function openFigures(t, only = [], { language = "en", ...options } = {}) {
  const page = await newPage(t, { language, ...options });
  await page.goto(`${address}site/lecture/${language}${only.length ? "-" + only.join("+") : ""}.html`);
  await page.locator("[data-state=ready]").first().waitFor();
  return page;
}

const stage = (page, name) => page.locator(`#fig-${name} .figure-stage`);

/** Scroll a figure to the middle of the window, and wait until it is made. */
async function goTo(page, name) {
  await stage(page, name).evaluate((node) => node.scrollIntoView({ block: "center" }));
  await page.locator(`#fig-${name} .figure-stage[data-state=ready]`).waitFor();
  await stage(page, name).evaluate((node) => node.scrollIntoView({ block: "center" }));
}

const awake = (page, name) => page.locator(`#fig-${name} .figure-stage[data-awake=true]`).waitFor();
const steps = (page, name) => page.evaluate((name) => saddle.history(name).step.at(-1), name);

/** Waits until an experiment has played more rounds than so many; resolves to how many. */
const untilAfter = (page, name, count) =>
  page.waitForFunction(([name, count]) => saddle.history(name).step.at(-1) > count, [name, count]).then(() => steps(page, name));

/** The round that an experiment is at, once all that was ordered of those in use has been done. */
const known = (page, name) => page.evaluate(async (name) => {
  await saddle.step(0);
  return saddle.snapshot(name).step;
}, name);

/** Waits until an experiment rests, and resolves to its round: what is known of a Worker's is a little old. */
async function resting(page, name) {
  let last;
  await eventually(async () => {
    const before = last;
    await frames(page, 20);
    last = await page.evaluate((name) => saddle.snapshot(name).step, name);
    assert.equal(last, before, `${name} goes on training`);
  });
  return last;
}

const trained = { play: "play", k: "k-1", "flat-run": "flat-minimax", optimum: "optimum", losses: "losses", collapse: "collapse", classes: "classes", tasks: "tasks" };

for (const [scheme, viewport, language] of /** @type {const} */ ([["light", undefined, "en"], ["dark", phone, "vi"]])) {
  test(`each figure is made, plays, and can be read by anyone: ${scheme}, ${viewport ? "phone" : "desktop"}, ${language}`, async (t) => {
    const page = await openFigures(t, [], { scheme, viewport, language });
    for (const name of names) {
      await goTo(page, name);
      if (!trained[name]) continue;
      await awake(page, name);
      await stage(page, name).locator(".figure-button.strong").click();
      await untilAfter(page, trained[name], 1);
      await stage(page, name).locator(".figure-button.strong").click();
    }
    assert.equal(await page.locator("[data-state=ready]").count(), names.length);
    for (const colorScheme of /** @type {("light" | "dark")[]} */ (can.change ? ["light", "dark"] : ["light"])) {
      if (can.change) await page.emulateMedia({ colorScheme });
      assert.deepEqual(await faults(page), [], colorScheme);
    }
    const [wide, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(wide <= window, `${wide} pixels in ${window}`);
    // A name that nobody knows leaves its stage empty.
    assert.equal(await stage(page, "unknown").innerHTML(), "");
    assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll(".figure-stage")].map((node) => node.textContent.match(/lecture\.[a-z.-]+|undefined|NaN/)?.[0]).filter(Boolean)), []);
    assert.deepEqual(page.complaints, []);
  });
}

test("play moves the points; who is out of sight, or not touched, does not train", async (t) => {
  const page = await openFigures(t, ["play", "optimum"]);
  await goTo(page, "play");
  await awake(page, "play");
  const before = await page.evaluate(() => Array.from(saddle.snapshot("play").points.slice(0, 8)));
  assert.equal(await steps(page, "play"), 0, "nobody has pressed play");
  await stage(page, "play").locator(".figure-button.strong").click();
  await untilAfter(page, "play", 5);
  assert.notDeepEqual(await page.evaluate(() => Array.from(saddle.snapshot("play").points.slice(0, 8))), before);

  await goTo(page, "optimum");
  await awake(page, "optimum");
  const slept = await resting(page, "play");
  await stage(page, "optimum").locator(".figure-button.strong").click();
  await untilAfter(page, "optimum", 3);
  assert.equal(await page.evaluate(() => saddle.snapshot("play").step), slept, "asleep, it has gone on training");

  await goTo(page, "play");
  await awake(page, "play");
  const other = await resting(page, "optimum");
  const now = await steps(page, "play");
  await untilAfter(page, "play", Math.max(now, slept) + 5); // It goes on where it was, without being asked again.
  assert.equal(await page.evaluate(() => saddle.snapshot("optimum").step), other, "two have been trained at once");

  // At rest, as otherwise it may have caught up before anybody looks.
  await stage(page, "play").locator(".figure-button.strong").click();
  await stage(page, "play").locator(".figure-button.icon").click();
  await page.waitForFunction(() => saddle.snapshot("play").step === 0);
  assert.deepEqual(page.complaints, []);
});

test("runs beside each other stay at about as many rounds", async (t) => {
  const page = await openFigures(t, ["k"]);
  await goTo(page, "k");
  await awake(page, "k");
  await stage(page, "k").locator(".figure-button.strong").click();
  await untilAfter(page, "k-50", 4);
  await stage(page, "k").locator(".figure-button.strong").click();
  const played = await page.evaluate(async () => {
    await saddle.step(0);
    return ["k-slow", "k-1", "k-50"].map((name) => saddle.snapshot(name).step);
  });
  assert.ok(Math.max(...played) - Math.min(...played) <= 20, played.join());
});

/** One page for all figures that only theory moves. */
const still = openFigures({ after }, ["kl", "jsd", "flat", "game"]);

const shownValues = (page, name) => stage(page, name).locator(".figure-value").allTextContents();

test("dragging Q changes both divergences to what theory says of it", async () => {
  const page = await still;
  await goTo(page, "kl");
  const q = stage(page, "kl").getByRole("slider", { name: "Place of Q" });
  const first = await shownValues(page, "kl");
  const box = await q.boundingBox();
  await page.mouse.move(box.x + 20, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x - 80, box.y + 20, { steps: 4 });
  await page.mouse.up();
  const mean = Number(await q.getAttribute("aria-valuenow"));
  assert.ok(mean < 0, `Q is at ${mean}`);
  await eventually(async () => assert.notDeepEqual(await shownValues(page, "kl"), first));
  const dragged = await shownValues(page, "kl");
  const said = await page.evaluate((mean) => {
    const { kl, reverseKL } = saddle.theory.compare([{ mean: -2, width: 0.7, weight: 1 }, { mean: 2, width: 0.7, weight: 1 }], [{ mean, width: 1.2, weight: 1 }], { from: -6, to: 6, points: 2 });
    return [kl.value, reverseKL.value];
  }, mean);
  dragged.forEach((value, i) => assert.ok(Math.abs(Number(value) - said[i]) < 0.006, `${value}, not ${said[i]}`));

  await q.focus();
  await page.keyboard.press("ArrowRight");
  assert.equal(Number(await q.getAttribute("aria-valuenow")), Number((mean + 0.05).toFixed(6)));

  // KL(P || Q) wants Q to cover both modes, KL(Q || P) to sit on one.
  const fit = async (button, settled) => {
    await stage(page, "kl").getByRole("button", { name: button }).click();
    await page.waitForFunction(`(${settled})(Number(document.querySelector('[aria-label="Width of Q"]').getAttribute("aria-valuenow")))`);
  };
  await fit("minimise KL(P‖Q)", (width) => width > 1.8);
  await q.focus();
  for (let i = 0; i < 6; i++) await page.keyboard.press("Shift+ArrowRight");
  await fit("minimise KL(Q‖P)", (width) => width < 0.9);
  assert.deepEqual(page.complaints, []);
});

test("JSD is the same when P and Q are swapped, and flat where they are far apart", async () => {
  const page = await still;
  await goTo(page, "jsd");
  const before = await shownValues(page, "jsd");
  await stage(page, "jsd").getByRole("button", { name: "Swap P and Q" }).click();
  assert.deepEqual(await shownValues(page, "jsd"), before);

  await goTo(page, "flat");
  const mu = stage(page, "flat").getByRole("slider", { name: "Mean μ of Q" }).first();
  await mu.focus();
  await page.keyboard.press("End");
  const { gap, gradients } = await page.evaluate(() => saddle.theory.flat([30])[0]);
  const written = (value) => {
    const [mantissa, exponent] = value.toExponential(1).split("e-");
    return `${Number(mantissa)}·10⁻${[...exponent].map((c) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[c]).join("")}`;
  };
  const shown = () => stage(page, "flat").locator(".figure-key b").allTextContents();
  await eventually(async () => assert.deepEqual(await shown(), [`log 2 − ${written(gap)}`, "30", written(gradients.jsd), "30", "1"]));
  assert.deepEqual(page.complaints, []);
});

test("the game spirals out under simultaneous steps, and comes in under extragradient", async () => {
  const page = await still;
  await goTo(page, "game");
  const verdict = stage(page, "game").locator(".game-verdict");
  const factor = async () => Number(await stage(page, "game").locator(".figure-value").textContent());
  const goes = (way) => eventually(async () => assert.equal(await verdict.getAttribute("data-way"), way));
  await goes("out");
  assert.ok(Math.abs(await factor() - 1.00499) < 1e-5);
  await stage(page, "game").locator("select").selectOption("extragradient");
  await goes("in");
  assert.ok(Math.abs(await factor() - 0.995038) < 1e-5);
  await stage(page, "game").locator("select").selectOption("alternating");
  await goes("round");
  const box = await stage(page, "game").locator(".plot").boundingBox();
  await page.mouse.click(box.x + box.width * 0.7, box.y + box.height * 0.8);
  const start = stage(page, "game").getByRole("slider", { name: "Start of the path" });
  await eventually(async () => assert.match(await start.getAttribute("aria-valuetext"), /y = −/));
  assert.deepEqual(page.complaints, []);
});

test("what the game says of a rule is what its path does, and the mean of a path that goes round comes to rest", async () => {
  const page = await still;
  await goTo(page, "game");
  const game = stage(page, "game");
  const distances = async () => (await game.locator(".figure-key b").allTextContents()).map(Number);
  const start = Math.hypot(1, 0.6);
  await page.reload(); // back to the start of the path
  await goTo(page, "game");
  for (const name of ["f = xy", "Dirac-GAN", "Quadratic"]) {
    await game.getByRole("radio", { name, exact: true }).check();
    for (const rule of await page.evaluate(() => saddle.theory.rules())) {
      await game.locator("select").selectOption(rule);
      const [players, mean] = await distances();
      const way = await game.locator(".game-verdict").getAttribute("data-way");
      const said = `${rule} on ${name} goes ${way}, and ends ${players} from the saddle`;
      if (way === "out") assert.ok(players > start, said);
      if (way === "round") assert.ok(Math.abs(players - start) < 0.25 && mean < 0.1, `${said}, its mean ${mean}`);
      if (way === "in" || way === "slowly") assert.ok(players < start, said);
    }
  }
  assert.deepEqual(page.complaints, []);
});

test("twenty units away D* does not pull, and the critic does", async (t) => {
  const page = await openFigures(t, ["wasserstein"]);
  const pulls = stage(page, "wasserstein").locator(".figure-pull b");
  const arrows = stage(page, "wasserstein").locator(".plot-svg g[clip-path] > g");
  const mu = stage(page, "wasserstein").getByRole("slider", { name: "Mean μ of Q" }).first();
  const drawn = (wanted, message) => eventually(async () => assert.deepEqual(await arrows.evaluateAll((all) => all.map((arrow) => arrow.querySelectorAll("path").length)), wanted, message));
  assert.equal(await mu.getAttribute("aria-valuenow"), "20");
  await eventually(async () => assert.match((await pulls.allTextContents()).join(" "), /·10⁻²\S 1$/));
  await drawn([0, 1]);
  await mu.focus();
  for (let i = 0; i < 9; i++) await page.keyboard.press("PageDown");
  await drawn([1, 1], "near the data both do");
});

test("with the best f LSGAN's gradient is not that of Pearson's divergence, and far away nothing is left of either", async (t) => {
  const page = await openFigures(t, ["squares"]);
  const values = stage(page, "squares").locator(".figure-key b");
  const mu = stage(page, "squares").getByRole("slider", { name: "Mean μ of Q" }).first();
  const shows = (wanted) => eventually(async () => assert.deepEqual(await values.allTextContents(), wanted));
  await shows(["0.0598", "0.338", "0.398"]);
  await mu.focus();
  for (let i = 0; i < 10; i++) await page.keyboard.press("ArrowRight");
  await shows(["0.133", "0.317", "0.45"]);
  await page.keyboard.press("End");
  await eventually(async () => { for (const value of await values.allTextContents()) assert.match(value, /·10⁻²\S$/); });
  assert.deepEqual(page.complaints, []);
});

test("f-GAN's and D2GAN's best critics give G the gradients that the figure draws; Hellinger's dies far away", async (t) => {
  const page = await openFigures(t, ["ratios", "began"]);
  const values = stage(page, "ratios").locator(".figure-key b");
  await eventually(async () => assert.deepEqual((await values.allTextContents()).map((value) => value.replace(",", "")), ["1", "5.44", "0.441", "2", "0.398"]));
  // With T* held G's gradient is the mean of -T*' over the data, here by a sum over the critics that the program gives.
  const sums = await page.evaluate(() => {
    const grid = { from: -8, to: 8, points: 1601 };
    const { x, t } = saddle.theory.critics([{ mean: 0, width: 1, weight: 1 }], [{ mean: 1, width: 1, weight: 1 }], grid);
    const mean = (T) => -x.slice(1, -1).reduce((sum, at, i) => sum + Math.exp(-at * at / 2) / Math.sqrt(2 * Math.PI) * (T[i + 2] - T[i]) / 2, 0);
    return ["fgan-kl", "fgan-reverse-kl", "fgan-pearson", "fgan-hellinger"].map((name) => mean(t[name]));
  });
  [1, 1, 2 * Math.E, Math.exp(-1 / 8) / 2].forEach((wanted, i) => assert.ok(Math.abs(sums[i] - wanted) < 1e-3 * wanted, `${sums[i]} is not ${wanted}`));
  await stage(page, "ratios").getByRole("slider", { name: "Mean μ of Q" }).first().focus();
  await page.keyboard.press("End");
  await eventually(async () => assert.match((await values.allTextContents())[2], /·10⁻⁸$/));
  // BEGAN's answer moves with k; its pull is 1 from afar, and that on the width is never below 0.
  const readings = stage(page, "began").locator(".figure-key b");
  await eventually(async () => assert.match((await readings.allTextContents()).join(" "), /^[−-]0\.674 \S+ 20\.7 1 0$/));
  await stage(page, "began").getByRole("slider", { name: "k" }).last().focus();
  await page.keyboard.press("Home");
  await eventually(async () => assert.equal((await readings.allTextContents())[0], "0"));
  assert.deepEqual(page.complaints, []);
});

test("two losses begin from the same start, and both again when one of them changes", async (t) => {
  const page = await openFigures(t, ["losses"]);
  await goTo(page, "losses");
  await awake(page, "losses");
  const points = async () => {
    await known(page, "losses");
    return page.evaluate(() => ["losses", "losses-other"].map((name) => Array.from(saddle.snapshot(name).points.slice(0, 40)).join()));
  };
  const [one, other] = await points();
  assert.equal(one, other);
  await stage(page, "losses").locator(".figure-button.strong").click();
  await untilAfter(page, "losses", 5);
  await stage(page, "losses").locator(".figure-button.strong").click();
  const [trained, otherwise] = await points();
  assert.notEqual(trained, otherwise);
  await stage(page, "losses").locator("select").last().selectOption("lsgan");
  assert.deepEqual(await points(), [one, one]);
  await stage(page, "losses").getByRole("radio", { name: "Spiral" }).check();
  await known(page, "losses");
  assert.deepEqual(await page.evaluate(() => ["losses", "losses-other"].map((name) => saddle.snapshot(name).step)), [0, 0]);
  assert.deepEqual(page.complaints, []);
});

test("what is drawn is in the legend, and each mark there can be seen", async (t) => {
  const page = await openFigures(t, ["play", "optimum", "classes", "tasks"]);
  const words = (name) => stage(page, name).locator(".figure-legend li:visible").allTextContents();
  const layers = (name) => stage(page, name).locator("[data-view=plane]").getAttribute("data-layers");
  const says = (name, word, message) => eventually(async () => assert.ok((await words(name)).includes(word), message ?? `${await words(name)}`));
  const saysNot = (name, word, message) => eventually(async () => assert.ok(!(await words(name)).includes(word), message ?? `${await words(name)}`));
  await goTo(page, "play");
  await stage(page, "play").getByRole("button", { name: "Show the gradient" }).click();
  await eventually(async () => assert.match(await layers("play"), /arrows/));
  await says("play", "where D pulls it");
  await goTo(page, "optimum");
  await stage(page, "optimum").getByRole("radio", { name: "D* alone" }).check();
  await saysNot("optimum", "D undecided", "its border is not drawn");
  await goTo(page, "classes");
  await says("classes", "generated points, by code");
  await stage(page, "classes").getByRole("radio", { name: "One cloud" }).check();
  await says("classes", "generated points");
  await goTo(page, "tasks");
  await says("tasks", "what G is given", "the question is asked of lines, so there are some at first");
  await stage(page, "tasks").getByRole("radio", { name: "Sampling" }).check();
  await saysNot("tasks", "what G is given", "a sample is made of noise");
  await stage(page, "tasks").getByRole("radio", { name: "Adding detail" }).check();
  await eventually(async () => assert.doesNotMatch(await layers("tasks"), /heatmap/));
  await saysNot("tasks", "D undecided");
  await says("tasks", "what G is given");
  const unseen = await page.locator(".figure-legend li:visible i").evaluateAll((marks) => marks.filter((mark) => {
    const { borderTopWidth, backgroundImage, backgroundColor } = getComputedStyle(mark);
    return parseFloat(borderTopWidth) === 0 && backgroundImage === "none" && backgroundColor === "rgba(0, 0, 0, 0)";
  }).map((mark) => mark.parentElement.textContent));
  assert.deepEqual(unseen, []);
  assert.deepEqual(page.complaints, []);
});

test("the keyboard comes to all that a figure has, sees where it is, and leaves again", async (t) => {
  const page = await openFigures(t);
  for (const name of names) {
    await goTo(page, name);
    const reached = await stage(page, name).evaluate((node) => {
      // All that can be focused, but of the choices in one group one.
      const groups = new Set();
      return [...node.querySelectorAll("button, input, select, [tabindex='0']")].filter((one) => {
        if (!one.checkVisibility() || one.disabled || (one.type === "radio" && !one.checked) || groups.has(one)) return false;
        return groups.add(one);
      }).length;
    });
    // From the last thing before the figure.
    await stage(page, name).evaluate((node) => {
      const before = node.ownerDocument.createElement("button");
      before.id = "before";
      node.before(before);
      before.focus();
    });
    let count = 0;
    for (;; count++) {
      await page.keyboard.press("Tab");
      const focus = await stage(page, name).evaluate((node) => {
        const one = document.activeElement;
        if (!node.contains(one)) return null;
        const drawn = [getComputedStyle(one), getComputedStyle(one, "::before"), ...(one.nextElementSibling ? [getComputedStyle(one.nextElementSibling)] : [])];
        return { seen: drawn.some((style) => style.opacity !== "0" && style.outlineStyle === "solid" && parseFloat(style.outlineWidth) >= 2), what: one.getAttribute("aria-label") ?? one.closest("label")?.textContent ?? one.textContent };
      });
      if (!focus) break;
      assert.ok(focus.seen, `${name}: where is the focus on "${focus.what}"?`);
      assert.ok(count < 40, `${name} does not let go`);
    }
    assert.equal(count, reached, name);
    await page.locator("#before").evaluate((node) => node.remove());
  }
});

test("a round in slow motion has its table from the first stage, and stays as tall", async (t) => {
  const page = await openFigures(t, ["round"], { viewport: phone });
  await page.waitForFunction(() => document.querySelector(".round-words").textContent);
  const heights = [];
  for (let i = 0; i < 10; i++) {
    await eventually(async () => assert.equal(await stage(page, "round").locator(".round-stages [data-state=past]").count(), i));
    heights.push(await stage(page, "round").evaluate((node) => node.getBoundingClientRect().height));
    assert.equal(await stage(page, "round").locator(".round-verdict").count(), i < 6 ? 16 : 8);
    assert.equal(await stage(page, "round").locator(".round-verdict b:not(:empty)").count(), i < 3 ? 0 : i < 6 ? 16 : 8);
    await stage(page, "round").getByRole("button", { name: "Next stage" }).click();
  }
  assert.ok(Math.max(...heights) - Math.min(...heights) < 1, heights.join());
  assert.ok(heights[0] < 600, `${heights[0]} pixels: the plane and the buttons are not seen at once`);
});

test("a round in slow motion has this round's numbers", async (t) => {
  const page = await openFigures(t, ["round"]);
  await page.waitForFunction(() => document.querySelector(".round-words").textContent);
  const before = await known(page, "round");
  for (let i = 0; i < 4; i++) await stage(page, "round").getByRole("button", { name: "Next stage" }).click();
  await eventually(async () => assert.equal(await stage(page, "round").locator(".round-verdict.real .term:not(:empty)").count(), 8));
  assert.equal(await stage(page, "round").locator(".round-verdict").count(), 16);
  const read = (row) => row.locator("b, .term").allTextContents().then((cells) => cells.map(Number));
  const [d, term] = await read(stage(page, "round").locator(".round-verdict.real").first());
  assert.ok(Math.abs(-Math.log(d) - term) < 0.03, `−log ${d} is not ${term}`);
  for (let i = 0; i < 6; i++) await stage(page, "round").getByRole("button", { name: "Next stage" }).click();
  assert.equal(await known(page, "round"), before + 1, "the next round begins after the last stage");
  assert.deepEqual(page.complaints, []);
});

test("nothing that is not as it should be breaks theory", async () => {
  const page = await still;
  const errors = await page.evaluate(() => {
    const theory = /** @type {Record<keyof Saddle.Theory, Function>} */ (saddle.theory);
    const fine = [{ mean: 0, width: 1, weight: 1 }];
    const grid = { from: 0, to: 1, points: 2 };
    return [
      theory.compare(), theory.compare("p", fine, grid), theory.compare(fine, [{ mean: NaN, width: 1, weight: 1 }], grid), theory.compare(fine, [{ mean: 0, width: -1, weight: 1 }], grid),
      theory.compare(fine, fine, { from: 0, to: 1, points: 1e9 }), theory.flat([1e9]), theory.flat({ length: 1e12 }), theory.play({ name: "chess" }, { name: "simultaneous" }, [1, 1], 10),
      theory.play({ name: "bilinear" }, { name: "simultaneous" }, [1], 10), theory.play(), theory.field({ name: "bilinear" }, "no"), theory.critics(fine, fine, null),
    ].map((result) => typeof result?.error);
  });
  assert.deepEqual(errors, errors.map(() => "string"));
  assert.deepEqual(page.complaints, []);
});

test("the canvas lies on the page: scrolling moves it with the figures, and the wheel is the page's", async (t) => {
  const page = await openFigures(t, ["play", "optimum"], { viewport: phone });
  await goTo(page, "play");
  await awake(page, "play");
  const canvas = () => page.evaluate(() => {
    const box = document.querySelector("body > canvas").getBoundingClientRect();
    const view = document.querySelector("#fig-play [data-view]").getBoundingClientRect();
    return { inside: box.top <= view.top + 1 && box.bottom >= view.bottom - 1, position: getComputedStyle(document.querySelector("body > canvas")).position };
  });
  await eventually(async () => assert.deepEqual(await canvas(), { inside: true, position: "absolute" }));
  // At once, before any frame: nothing has to follow.
  const apart = await page.evaluate(() => {
    const gap = () => document.querySelector("body > canvas").getBoundingClientRect().top - document.querySelector("#fig-play [data-view]").getBoundingClientRect().top;
    const before = gap();
    scrollBy(0, 37);
    return gap() - before;
  });
  assert.ok(Math.abs(apart) < 0.01, `${apart} pixels apart`);
  const from = await page.evaluate(() => scrollY);
  const view = await page.locator("#fig-play [data-view]").boundingBox();
  await page.mouse.move(view.x + view.width / 2, view.y + view.height / 2);
  await page.mouse.wheel(0, 120);
  await page.waitForFunction((from) => scrollY > from, from);
});
