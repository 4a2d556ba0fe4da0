// Every setting of the schema, operated as a person does: its group is unfolded, its control pressed or typed into, and the
// link, the program and the step tell what came of it.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { begin, eventually, frames, newPage, open, serve, write } from "./browser.js";

const address = await serve();
const page = await open(await newPage({ after }), address);
const schema = await page.evaluate(() => saddle.schema());
const fields = new Map(schema.map((field) => [field.name, field]));
const row = (name) => page.locator(`[data-field="${name}"]`);
const config = (name) => page.evaluate((name) => saddle.config()[name], name);

/** Another value than this one. */
function another(field, before) {
  switch (field.kind) {
    case "choice":
      return field.choices.find((choice) => choice !== before && choice !== "points");
    case "bool":
      return !before;
    case "layers":
      return [before[0] === 12 ? 10 : 12, ...before.slice(1)];
    case "seed":
      return 4242;
    case "int":
      return before < field.max ? before + 1 : before - 1;
    case "float":
      return field.log ? Number((before > field.min * 10 ? before / 2 : before * 2).toPrecision(3)) : (field.min + before) / 2 || field.max / 2;
  }
  throw new Error(`no such kind: ${field.kind}`);
}

/** All the ways of giving a field a meaning: lists of settings, one for each of its conditions. */
function ways(field) {
  if (!field.when) return [[]];
  return field.when.flatMap((condition) => {
    const other = fields.get(condition.field);
    const met = condition.values ? condition.values.includes(String(other.default)) : !condition.not.includes(String(other.default));
    const value = condition.values?.[0] ?? another(other, other.default);
    return ways(other).map((way) => (met ? way : [...way, `${other.name}=${value}`]));
  });
}

/** Unfolds the group of a field, if its row is not in sight. */
async function unfold(field) {
  if (await row(field.name).isVisible()) return;
  const heading = page.locator(`[data-group="${field.group}"] .fold`);
  assert.equal(await heading.getAttribute("aria-expanded"), "false", `${field.name} is not even in its unfolded group`);
  await heading.click();
  await row(field.name).waitFor();
}

async function operate(field, value, before) {
  const within = row(field.name);
  if (field.kind === "choice" && (await within.locator(".choice-button").count())) {
    await within.locator(".choice-button").click();
    await within.locator(`[role="option"][data-value="${value}"]`).click();
    await within.locator("[role=listbox]").waitFor({ state: "hidden" });
  } else if (field.kind === "choice" && (await within.locator("select").count())) {
    await within.locator("select").selectOption(value);
  } else if (field.kind === "choice") {
    await within.locator(`label:has(input[value="${value}"])`).click();
  } else if (field.kind === "bool") {
    await within.locator("input").click();
  } else if (await within.locator('[data-label="number.more"]').count()) {
    await within.locator(`[data-label="number.${value > before ? "more" : "less"}"]`).click();
  } else {
    const input = within.locator('input[type="text"]').first();
    await write(input, String(field.kind === "layers" ? value[0] : value));
    await input.press("Enter");
  }
}

for (const field of schema.filter((field) => field.kind !== "points")) {
  for (const way of ways(field)) {
    const where = way.length ? ` where ${way.join(" and ")}` : "";
    test(`${field.name} is set from the page${where}, appears in the link, and ${field.restarts ? "starts anew" : "goes on training"}`, async () => {
      await begin(page, "#" + way.join("&"), 3);
      await unfold(field);
      const before = await config(field.name);
      const value = another(field, before);
      await operate(field, value, before);
      const pair = field.restarts ? `${field.name}=${value}` : `course=3:${field.name}=${value}`;
      await page.waitForFunction((pair) => decodeURIComponent(location.hash).slice(1).split("&").includes(pair), pair);
      assert.deepEqual(await config(field.name), value);
      assert.equal(await page.evaluate(() => saddle.snapshot().step), field.restarts ? 0 : 3);

      const slider = row(field.name).locator('input[type="range"]');
      if (await slider.count()) {
        await slider.focus();
        await page.keyboard.press(value < field.max ? "ArrowRight" : "ArrowLeft");
        const moved = await config(field.name);
        assert.ok(value < field.max ? moved > value : moved < value, `the arrow key leads from ${value} to ${moved}`);
      }
      await row(field.name).locator(".back").click();
      await eventually(async () => assert.deepEqual(await config(field.name), before, "back to the default"));
    });
  }
}

test("a setting without a meaning is not to be seen, folded or not", async () => {
  await begin(page);
  const folded = page.locator("#groups .fold[aria-expanded=false]:enabled");
  while (await folded.count()) await folded.first().click();
  const shown = await page.evaluate(() => [...document.querySelectorAll("[data-field]:not([hidden])")].map((row) => row.dataset.field));
  const meant = schema.filter((field) => ways(field).some((way) => way.length === 0)).map((field) => field.name);
  assert.deepEqual(shown, meant);
  // Nor is one whose condition is met by a setting that has no meaning itself: VEEGAN has a loss of its own.
  assert.ok(shown.includes("real_label"));
  await begin(page, "#structure=veegan");
  assert.equal(await config("loss"), "nonsaturating");
  await page.locator("[data-field=loss][hidden]").waitFor({ state: "attached" });
  assert.equal(await row("real_label").isHidden(), true);
});

test("a folded group shows what is often needed and what was changed, and counts the changes", async (t) => {
  const own = await open(await newPage(t), address, "#dragan=1&g_lr=0.003");
  const shown = await own.evaluate(() => [...document.querySelectorAll("[data-field]:not([hidden])")].map((row) => row.dataset.field));
  assert.deepEqual(shown, schema.filter((field) => ways(field)[0].length === 0 && (!field.drawer || field.name === "dragan")).map((field) => field.name));
  const counts = await own.evaluate(() => [...document.querySelectorAll(".differs:not([hidden])")].map((count) => [count.closest("[data-group]").dataset.group, count.textContent]));
  assert.deepEqual(counts, [["penalty", "1"], ["rule", "1"]]);
});

const lists = await page.evaluate(() => [...document.querySelectorAll("[data-field]:has(.choice-button)")].map((row) => row.dataset.field));

for (const name of lists) {
  test(`the list of ${name} explains each choice, and is used by the keyboard alone`, async () => {
    const field = fields.get(name);
    await begin(page, "#" + ways(field)[0].join("&"));
    await unfold(field);
    const button = row(name).locator(".choice-button");
    const list = row(name).locator("[role=listbox]");
    await button.focus();
    await page.keyboard.press("Enter");
    await list.waitFor();
    assert.equal(await button.getAttribute("aria-expanded"), "true");
    await eventually(async () => assert.ok(await list.evaluate((list) => document.activeElement === list)));
    const box = await list.boundingBox();
    const { width, height } = page.viewportSize();
    assert.ok(box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height, JSON.stringify(box));

    const active = () => list.evaluate((list) => document.getElementById(list.getAttribute("aria-activedescendant")).dataset.value);
    assert.equal(await active(), String(field.default));
    await page.keyboard.press("Home");
    const seen = [];
    for (const choice of field.choices) {
      assert.equal(await active(), choice);
      const option = list.locator(".choice.active");
      await option.locator("b").waitFor();
      seen.push(await option.evaluate((option) => {
        const { top, bottom } = option.getBoundingClientRect();
        const outer = option.parentElement.getBoundingClientRect();
        return top >= outer.top && bottom <= outer.bottom;
      }));
      await page.keyboard.press("ArrowDown");
    }
    assert.deepEqual(seen, field.choices.map(() => true), "a choice that the keys lead to is out of sight");
    await page.keyboard.press("End");
    const last = field.choices.filter((choice) => choice !== "own").at(-1); // the labels of a file need a file
    if (last !== field.choices.at(-1)) await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    assert.equal(await config(name), last);
    assert.equal(await list.isVisible(), false);
    assert.ok(await button.evaluate((button) => document.activeElement === button), "the focus is back on the button");

    await page.keyboard.press("ArrowDown");
    await list.waitFor();
    await page.keyboard.press("Home");
    await page.keyboard.press("Escape");
    await list.waitFor({ state: "hidden" });
    assert.equal(await config(name), last, "Escape chooses nothing");
  });
}

test("typing a name's first letters finds a choice", async () => {
  await begin(page);
  await row("loss").locator(".choice-button").focus();
  // At once: the list has the keys as soon as it is open.
  await row("loss").locator(".choice-button").evaluate((/** @type {HTMLElement} */ button) => {
    button.click();
    for (const key of ["h", "i", "Enter"]) document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  });
  assert.equal(await config("loss"), "hinge");
  await page.keyboard.press("Enter");
  await page.keyboard.type("le");
  await page.keyboard.press("Enter");
  assert.equal(await config("loss"), "lsgan");
});

test("a second click on its button closes a list", async () => {
  const before = page.viewportSize();
  await page.setViewportSize({ width: 1280, height: 1600 }); // in which the list covers no button
  await begin(page);
  const list = row("loss").locator("[role=listbox]");
  for (const state of ["visible", "hidden", "visible", "hidden"]) {
    await row("loss").locator(".choice-button").click();
    await frames(page, 5); // what would open it again comes later
    assert.equal(await list.isVisible(), state === "visible");
  }
  await page.setViewportSize(before);
});

test("a number is typed as either language writes it", async () => {
  await begin(page, "#schedule=cosine");
  for (const [name, typed, value, shown] of /** @type {const} */ ([
    ["horizon", "12000", 12000, "12000"], ["horizon", "13,000", 13000, "13000"], ["horizon", "14.000", 14000, "14000"], ["horizon", "1 000 000", 1e6, "1000000"],
    ["g_lr", "0.002", 0.002, "0.002"], ["g_lr", "0,004", 0.004, "0.004"], ["g_lr", "1.234e−5", 1.234e-5, "1.234e−5"],
  ])) {
    const input = row(name).locator('input[type="text"]');
    await write(input, typed);
    await input.press("Enter");
    assert.equal(await config(name), value, typed);
    assert.equal(await input.inputValue(), shown);
    assert.ok(await input.evaluate((input) => input.scrollWidth <= input.clientWidth), `${shown} is cut`);
    assert.equal(await row(name).locator(".row-error").isVisible(), false);
  }
});

test("what cannot be is refused with a sentence, and the setting stays", async () => {
  await begin(page);
  const input = row("g_lr").locator('input[type="text"]');
  await write(input, "ten");
  await input.press("Enter");
  const sentence = row("g_lr").locator(".row-error");
  await sentence.waitFor();
  assert.match(await sentence.textContent(), /\w+ \w+ \w+/);
  assert.equal(await input.getAttribute("aria-invalid"), "true");
  assert.equal(await page.evaluate(() => saddle.link()), "");
});

/**
 * What does not go together: a link, and the setting that a person then tries in vain.
 * @type {[string, string, string | number][]}
 */
const conflicts = [
  ["#loss=began", "pack", 2],
  ["#loss=began", "structure", "mgan"],
  ["#loss=d2gan", "r1", 0.1],
  ["#batch=255", "pack", 2],
  ["#pack=2", "structure", "mgan"],
  ["#cloud=spiral&structure=classifier", "labels", "modes"],
  ["#rule=optimistic-adam", "unroll", 5],
  ["#consensus=1", "unroll", 5],
  ["#batch=1024", "minibatch", "discrimination"],
];

for (const [link, name, value] of conflicts) {
  test(`${name}=${value} beside ${link} is refused with a sentence that names both, in both languages`, async () => {
    await begin(page, link);
    const field = fields.get(name);
    await unfold(field);
    const before = await config(name);
    const sentence = row(name).locator(".row-error");
    const said = [];
    for (let i = 0; i < 2; i++) {
      await operate(field, value, before);
      await sentence.waitFor();
      said.push(await sentence.textContent());
      assert.deepEqual(await config(name), before);
      assert.equal(await page.evaluate(() => saddle.link()), link);
      assert.ok(said[i].split(" ").length > 8 && !/\{\w+\}|error\./.test(said[i]), said[i]);
      const label = await row(name).locator(".row-name label, .row-name .name-text").textContent();
      assert.ok(said[i].startsWith(label), said[i]);
      await page.click("#language");
      await page.waitForFunction((lang) => document.documentElement.lang === lang, i === 0 ? "vi" : "en");
    }
    assert.notEqual(said[0], said[1]);
    // A setting that goes well takes the sentence away.
    await begin(page);
    assert.equal(await sentence.isVisible(), false);
  });
}

test("layers are added and taken away", async () => {
  await begin(page);
  const widths = async () => (await config("d_layers")).length;
  const before = await widths();
  await row("d_layers").locator('[data-label="network.add"]').click();
  assert.equal(await widths(), before + 1);
  assert.equal(await row("d_layers").locator('input[type="text"]').count(), before + 1);
  await row("d_layers").locator('[data-label="network.remove"]').click();
  assert.equal(await widths(), before);
});

test("nothing of all this was an error", () => assert.deepEqual(page.complaints, []));
