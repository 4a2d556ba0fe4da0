// What hands do in the trainer: copy the link, draw, turn numbers, ask for help, switch keys off; and what is said of it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { after, test } from "node:test";
import fc from "fast-check";
import { sizeOf } from "../trainer/drawing/image.js";
import { randomFrom, spray } from "../trainer/drawing/tools.js";
import { allowClipboard, begin, can, choose, copied, desktop, eventually, faults, frames, newPage, noticed, open, phone, root, serve, write } from "./browser.js";

const address = await serve();
const page = await open(await newPage({ after }), address);
const row = (name) => page.locator(`[data-field=${name}]`);
const config = (name) => page.evaluate((name) => saddle.config()[name], name);

await page.keyboard.press("m"); // all settings, also those that are rarely needed

/** Has the page in the window of a phone until a test ends. */
async function onPhone(t) {
  await page.setViewportSize(phone);
  t.after(() => page.setViewportSize(desktop));
}

test("the link is copied with a key and with a button, and a person hears of it", async (t) => {
  const own = await newPage(t);
  await allowClipboard(own, address);
  await open(own, address, "#cloud=moons&seed=4");
  const copies = async (press, wanted) => { // each time another text than the time before
    await press();
    await eventually(async () => assert.equal(await copied(own), wanted));
  };
  await own.evaluate(() => saddle.pause());
  await own.evaluate(() => saddle.step(1)); // so that it rests
  const moment = await own.evaluate(() => saddle.moment().link);
  assert.match(moment, /^#cloud=moons&seed=4&at=\d+&digest=[0-9a-f]{16}$/);
  await copies(() => own.keyboard.press("c"), address + moment);
  await noticed(own, "copied");
  await own.locator("#share").click();
  const panel = own.locator("#sharing");
  const button = panel.getByRole("button", { name: "Copy" }).first();
  await button.evaluate((node) => {
    globalThis.confirmed = /** @type {Promise<void>} */ (new Promise((resolve) => new MutationObserver(() => { if (node.textContent === "Copied") resolve(); }).observe(node, { childList: true, subtree: true, characterData: true })));
  });
  const [now, beginning] = [/^This moment/, "From the beginning"].map((name) => panel.getByRole("radio", { name }));
  await beginning.check();
  await copies(() => button.click(), `${address}#cloud=moons&seed=4`);
  await own.evaluate(() => globalThis.confirmed); // for two seconds
  await now.check();
  await copies(() => own.keyboard.press("c"), address + moment);
  await beginning.check();
  await copies(() => own.keyboard.press("c"), `${address}#cloud=moons&seed=4`);
  await own.keyboard.press("Escape");
  await eventually(async () => assert.equal(await own.locator("#notices .notice").count(), 0)); // they only confirm, and go by themselves
  assert.deepEqual(own.complaints, []);
});

test("where nothing may be copied, the link is shown, or selected in the panel", async (t) => {
  const own = await newPage(t, { prepare: () => Object.defineProperty(navigator, "clipboard", { value: { writeText: () => Promise.reject(new Error("no")) } }) });
  await open(own, address, "#seed=4");
  await own.keyboard.press("c");
  await own.locator("#notices .notice", { hasText: `${address}#seed=4` }).waitFor();
  await own.locator("#notices .notice .icon-button").click();
  await own.locator("#notices .notice").waitFor({ state: "detached" });
  await own.locator("#share").click();
  await own.locator("#sharing").getByRole("button", { name: "Copy" }).nth(1).click();
  await own.locator("#sharing [role=status]", { hasText: "by hand" }).waitFor();
  assert.match(await own.evaluate(() => getSelection().toString()), /^<iframe /);
});

/** Draws with the pointer on the plane from one place to another, in CSS pixels from the middle of it. */
async function strokeFrom(from, to) {
  const box = await page.locator("#drawing canvas").boundingBox();
  /** @returns {[number, number]} */
  const at = ([x, y]) => [box.x + box.width / 2 + x, box.y + box.height / 2 + y];
  await page.mouse.move(...at(from));
  await page.mouse.down();
  await page.mouse.move(...at(to), { steps: 10 });
  await page.mouse.up();
}
const drawnPoints = () => page.evaluate(() => (saddle.config().cloud === "points" ? saddle.config().points : []));
const underTools = page.locator(".drawing-tools p");
/** Waits until so many points are drawn, and the toolbar says so; resolves to them. */
const drawn = async (many) => {
  let points;
  await eventually(async () => {
    points = await drawnPoints();
    assert.ok(many(points.length), `${points.length} points`);
    assert.ok((await underTools.innerText()).startsWith(points.length.toLocaleString("en")), await underTools.innerText());
  });
  return points;
};
/** Drops a file on the page: a name, its kind, and what it has, or a canvas of this size with these rectangles in grey. */
const dropFile = (name, kind, content) => page.evaluate(async ([name, kind, content]) => {
  let part = content;
  if (Array.isArray(content)) {
    const [width, height, ...areas] = content;
    const canvas = Object.assign(document.createElement("canvas"), { width, height });
    const context = canvas.getContext("2d");
    for (const [shade, ...area] of areas) {
      context.fillStyle = `rgb(${shade} ${shade} ${shade})`;
      context.fillRect(.../** @type {[number, number, number, number]} */ (area));
    }
    part = await new Promise((resolve) => canvas.toBlob(resolve, kind));
    if (part.type !== kind) throw new Error(`no ${kind} here`);
  }
  const data = new DataTransfer();
  data.items.add(new File([part], name, { type: name.includes(".") ? kind : "" }));
  document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
}, [name, kind, content]);

test("a screen reader is told how many points have been drawn; undo takes the last stroke back, and there is a limit", async () => {
  await begin(page);
  await page.keyboard.press("d");
  const said = (count) => page.waitForFunction((count) => document.getElementById("announcer").textContent.includes(count), String(count));
  const box = await page.locator("#drawing canvas").boundingBox();
  const middle = /** @type {const} */ ([box.x + box.width / 2, box.y + box.height / 2]);
  await page.mouse.move(...middle);
  await page.mouse.down();
  await page.mouse.move(middle[0] + 100, middle[1], { steps: 10 });
  await page.mouse.up();
  const stroke = await page.evaluate(() => saddle.config().points.length);
  assert.ok(stroke >= 5, `${stroke} points`);
  await said(stroke);
  await page.mouse.click(middle[0], middle[1] + 60);
  await said(stroke + 1);
  await page.keyboard.press("Control+z");
  await said(stroke);
  await page.locator("#drawing button", { hasText: "Undo" }).click();
  await said(0);
  assert.equal(await page.locator("#drawing button", { hasText: "Undo" }).isDisabled(), true);
  await page.locator("#drawing canvas").press("Escape");
  await page.locator("#drawing").waitFor({ state: "hidden" });
  await page.waitForFunction(() => !document.activeElement.closest("#drawing"));

  // 2,000 points are as many as there may be: a stroke that begins after that adds none.
  await page.evaluate(() => saddle.points(Array.from({ length: 1999 }, (_, i) => ({ x: Math.cos(i), y: Math.sin(i) }))));
  await page.keyboard.press("d");
  await page.locator("#drawing canvas").focus();
  for (let i = 0; i < 3; i++) {
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Space");
  }
  await page.waitForFunction(() => saddle.config().points.length === 2000);
  await page.keyboard.press("Escape");
});

test("brush, spray and eraser draw with the size that is chosen, and every stroke is taken back", async () => {
  await begin(page);
  await page.keyboard.press("d");
  const tool = (name) => page.locator(`#drawing [data-tool=${name}]`);
  await tool("brush").waitFor();
  await page.locator("#drawing button", { hasText: "Clear" }).click(); // what was drawn before
  assert.equal(await tool("brush").getAttribute("aria-pressed"), "true");
  const line = () => strokeFrom([-60, 80], [60, 80]);
  await line();
  const thin = (await drawn((count) => count >= 15)).length;
  assert.ok(thin <= 19, `${thin} points, 7 pixels apart, on 120 of them`);
  await page.locator("#drawing canvas").press("]");
  await page.keyboard.press("]");
  assert.equal(await page.locator("#drawing-size").inputValue(), "2");
  await line();
  const broad = (await drawn((count) => count > 3 * thin)).length;

  await tool("spray").click();
  assert.equal(await page.locator("#drawing-size").inputValue(), "3", "each tool has a size of its own");
  await strokeFrom([-40, 20], [40, 20]);
  const sprayed = await drawn((count) => count > broad + 20);
  const fresh = sprayed.slice(broad);
  const middle = fresh.reduce((sum, { y }) => sum + y, 0) / fresh.length;
  const scale = await page.evaluate(() => Math.min(...["clientWidth", "clientHeight"].map((side) => document.querySelector("#drawing canvas")[side])) / 2 / saddle.extent());
  assert.ok(fresh.some(({ y }) => Math.abs(y - middle) * scale > 12) && fresh.every(({ y }) => Math.abs(y - middle) * scale < 50), "as wide as the circle");

  await page.keyboard.press("e");
  assert.equal(await tool("eraser").getAttribute("aria-pressed"), "true");
  await strokeFrom([-70, 80], [70, 80]);
  const left = await drawn((count) => count < sprayed.length - broad / 2);
  assert.ok(left.every((one) => sprayed.some((other) => other.x === one.x && other.y === one.y)), "the eraser moves no point");
  for (const count of [sprayed.length, broad, thin]) {
    await page.keyboard.press("Control+z");
    await drawn((now) => now === count);
  }
  await page.locator("#drawing button", { hasText: "Clear" }).click();
  assert.match(await underTools.innerText(), /^Draw on the plane/);
  await page.locator("#drawing button", { hasText: "Undo" }).click();
  await drawn((now) => now === thin);

  // The keyboard's cross uses the tool, too, and the same strokes spray the same points.
  await page.locator("#drawing canvas").focus();
  await page.keyboard.press("s");
  const again = [];
  for (let i = 0; i < 2; i++) {
    await page.keyboard.press("Space");
    again.push(await drawn((count) => count > thin));
    await page.keyboard.press("Backspace");
    await drawn((now) => now === thin);
  }
  assert.deepEqual(again[0], again[1]);
  const circle = await page.locator(".drawing-circle").boundingBox();
  assert.ok(Math.abs(circle.width - 64) < 2, `a circle of ${circle.width} pixels`);
  await page.keyboard.press("Escape");
});

test("the spray strews points over its circle evenly", () => {
  const random = randomFrom(1);
  const points = Array.from({ length: 1000 }, () => spray({ x: 1, y: 2 }, { radius: 2, spacing: 1, random })).flat();
  const inner = points.filter(({ x, y }) => Math.hypot(x - 1, y - 2) < 1).length / points.length;
  assert.ok(Math.abs(inner - 1 / 4) < 0.03, `${inner} of ${points.length} points are in the inner quarter`); // four standard errors
});

test("points are drawn from an image where it is dark, which is taken back; what is no image gets a sentence", async () => {
  await begin(page);
  // Left half white; right half black above, grey below.
  const areas = [[255, 0, 0, 100, 200], [0, 100, 0, 100, 100], [128, 100, 100, 100, 100]];
  for (const [name, kind] of [["picture.png", "image/png"], ...(can.webp ? [["picture.webp", "image/webp"]] : []), ["picture.jpeg", "image/jpeg"], ["without-a-kind", "image/png"]]) {
    await dropFile(name, kind, [200, 200, ...areas]);
    await eventually(async () => assert.equal(await underTools.innerText(), `1,500 points drawn from ${name}: the darker a place, the more points.`));
    const points = await drawn((count) => count === 1500);
    const share = (where) => points.filter(where).length / points.length;
    assert.equal(share(({ x }) => x < -0.05), 0, `${name}: points where it is white`);
    // Of two in three 1,500 are within 5 deviations of .012.
    assert.ok(Math.abs(share(({ y }) => y > 0) - 2 / 3) < 0.06, `${name}: ${share(({ y }) => y > 0)} where it is black`);
    assert.ok(points.every(({ x, y }) => Math.abs(x) <= 2 && Math.abs(y) <= 2) && points.some(({ x }) => x > 1.9), "it is as wide as the plane has room for");
    await page.locator("#drawing button", { hasText: "Clear" }).click();
  }
  await page.locator("#drawing button", { hasText: "Undo" }).click();
  await drawn((count) => count === 1500);
  await page.locator("#drawing button", { hasText: "Done" }).click();
  await page.locator("#drawing").waitFor({ state: "hidden" });

  const before = await page.evaluate(() => saddle.link());
  const header = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
  const bytes = (...words) => Uint8Array.from(Buffer.from(words.join(""), "latin1"));
  for (const [name, kind, content, sentence] of /** @type {const} */ ([
    ["drawing.svg", "image/svg+xml", "<svg xmlns='http://www.w3.org/2000/svg'/>", "drawing.svg is no image that can be read here. Choose a PNG, a JPEG or a WebP."],
    ["empty.png", "image/png", "", "empty.png is no image that can be read here. Choose a PNG, a JPEG or a WebP."],
    ["white.png", "image/png", [20, 20, [255, 0, 0, 20, 20]], "white.png has the same shade all over, and points are drawn where an image is dark. Choose one with light and dark places."],
    ["half.png", "image/png", bytes(header, "\0\0\0\x10\0\0\0\x10", "cut off"), "half.png cannot be read: the image may be damaged. Save it again as PNG, and open that."],
    ["bomb.png", "image/png", bytes(header, "\0\0\x40\0\0\0\x40\0"), "bomb.png is too large: an image may have 32 MB and 50 million pixels. Make it smaller and open it again."],
  ])) {
    await dropFile(name, kind, content);
    const notice = page.locator("#notices .bad", { hasText: sentence });
    await notice.waitFor();
    await notice.locator(".icon-button").click();
  }
  assert.equal(await page.evaluate(() => saddle.link()), before);

  // Where data are opened, an image is drawn from, too.
  await page.locator(".thumbnails + button").click();
  await choose(page, () => page.locator("dialog.data .data-choose").click(), "trainer.jpg", readFileSync(path.join(root, "site/preview/trainer.jpg")));
  await page.locator("dialog.data").waitFor({ state: "detached" });
  await eventually(async () => assert.match(await underTools.innerText(), /^1,500 points drawn from trainer\.jpg/));
  await page.keyboard.press("Escape");
  await page.locator("#drawing").waitFor({ state: "hidden" });
});

test("no bytes are too odd for what asks an image how large it is", () => {
  const beginnings = ["\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "RIFF\0\0\0\0WEBPVP8X", "RIFF\0\0\0\0WEBPVP8L", "RIFF\0\0\0\0WEBPVP8 ", "\xff\xd8", "\xff\xd8\xff\xe0\0\x02\xff", ""];
  fc.assert(fc.property(fc.constantFrom(...beginnings), fc.uint8Array({ maxLength: 40 }), (beginning, rest) => {
    const size = sizeOf(Uint8Array.from([...Buffer.from(beginning, "latin1"), ...rest]));
    assert.ok(size === null || [size.width, size.height].every((side) => Number.isInteger(side) && side >= 0));
  }), { numRuns: 2000 });
});

for (const [language, viewport] of /** @type {const} */ ([["en", desktop], ["vi", phone]])) {
  test(`the drawing tools can be read and used by everyone: ${language}, ${viewport.width} x ${viewport.height}`, async (t) => {
    await page.setViewportSize(viewport);
    if ((await page.locator("html").getAttribute("lang")) !== language) await page.locator("#language").click();
    await page.locator(`html[lang=${language}]`).waitFor();
    t.after(async () => {
      await page.setViewportSize(desktop);
      if ((await page.locator("html").getAttribute("lang")) !== "en") await page.locator("#language").click();
      await page.locator("html[lang=en]").waitFor();
    });
    await page.keyboard.press("d");
    await page.locator("#drawing [data-tool=spray]").waitFor();
    assert.deepEqual(await faults(page, "#drawing"), []);
    const small = await page.locator(".drawing-tools").evaluate((bar) => [...bar.querySelectorAll("button, input[type=range]")]
      .map((node) => [node, node.getBoundingClientRect()])
      .filter(([node, box]) => box.height < 24 || box.width < 24 || node.scrollWidth > node.clientWidth + 1 || box.right > bar.getBoundingClientRect().right)
      .map(([node]) => node.outerHTML));
    assert.deepEqual(small, []);
    const { height } = await page.locator(".drawing-tools").boundingBox();
    assert.ok(height < (await page.locator("#drawing").boundingBox()).height / 3, "the tools leave the plane free");
    await page.keyboard.press("Escape");
    await page.locator("#drawing").waitFor({ state: "hidden" });
  });
}

test("a network has no hidden layer at least and eight at most, and its widths stay in bounds", async () => {
  await begin(page);
  const [less, more] = ["remove", "add"].map((what) => row("g_layers").locator(`[data-label="network.${what}"]`));
  const layers = () => config("g_layers");
  await less.click();
  await page.waitForFunction(() => saddle.config().g_layers.length === 1);
  const linear = row("g_layers").locator(".network-none");
  assert.equal(await linear.isVisible(), false);
  await less.click();
  await page.waitForFunction(() => saddle.config().g_layers.length === 0);
  await page.waitForFunction(() => location.hash === "#g_layers=none");
  await linear.waitFor();
  await eventually(async () => assert.equal(await less.isDisabled(), true));
  for (let count = 0; count < 8; count++) {
    await more.click();
    await page.waitForFunction((count) => saddle.config().g_layers.length === count + 1, count);
  }
  await eventually(async () => assert.equal(await more.isDisabled(), true));
  const first = row("g_layers").locator("input").first();
  for (const [width, key, then] of /** @type {const} */ ([[512, "ArrowUp", 512], [1, "ArrowDown", 1], [64, "ArrowUp", 128], [64, "ArrowDown", 32]])) {
    await first.blur(); // what somebody types is not overwritten
    await page.evaluate((width) => saddle.set("g_layers", `${width},8`), width);
    await page.waitForFunction((width) => document.querySelector("[data-field=g_layers] input").value === String(width), width);
    await first.press(key);
    await page.waitForFunction((then) => saddle.config().g_layers[0] === then, then);
  }
  await write(first, "513");
  await first.press("Enter");
  await row("g_layers").locator(".row-error").waitFor();
  assert.deepEqual(await layers(), [32, 8]);
});

test("the die gives another seed", async () => {
  await begin(page, "#seed=70000"); // more than a die gives
  await row("seed").locator("button.small-button").click();
  await page.waitForFunction(() => saddle.config().seed !== 70000);
  const seed = await config("seed");
  assert.ok(Number.isInteger(seed) && seed >= 0 && seed <= 65535, String(seed));
});

test("a slider goes by its scale, from end to end, and waits with what begins anew until it is let go", async () => {
  await begin(page);
  const move = (name, tick, event) => row(name).locator("input[type=range]").evaluate((/** @type {HTMLInputElement} */ range, [tick, event]) => {
    range.value = tick;
    range.dispatchEvent(new Event(event, { bubbles: true }));
  }, [tick, event]);
  await move("g_lr", 0, "input");
  assert.equal(await config("g_lr"), 1e-6);
  await move("g_lr", 1000, "input");
  assert.equal(await config("g_lr"), 1);
  await move("g_lr", 500, "input");
  assert.equal(await config("g_lr"), 0.001);
  await row("g_lr").locator("input[type=range]").press("ArrowRight");
  assert.equal(await config("g_lr"), 0.0012);
  await move("r1", 0, "input");
  assert.equal(await config("r1"), 0, "the least weight is none");
  await move("sigma", 500, "input");
  assert.equal(await config("sigma"), 0.02, "it began anew under the hand");
  await move("sigma", 500, "change");
  assert.equal(await config("sigma"), 0.08);
});

test("what rests under the pointer explains itself, and a long press does the same", async (t) => {
  const box = page.locator("#help-box");
  await page.mouse.move(5, 5);
  await page.locator("#share").hover();
  await box.waitFor();
  assert.match(await box.innerText(), /\S+ \S+/);
  await page.mouse.move(5, 5);
  await box.waitFor({ state: "hidden" });

  await onPhone(t);
  await frames(page, 10); // what has moved below the mouse is told first
  const press = (type) => page.locator("#reset").dispatchEvent(type, { pointerType: "touch", bubbles: true, isPrimary: true });
  await press("pointerdown");
  await page.locator("#help-box").waitFor();
  await press("pointerup");
  assert.equal(await page.locator("#help-box").isVisible(), true, "it stays to be read");
  await page.locator("#numbers").dispatchEvent("pointerdown", { pointerType: "touch", bubbles: true });
  await page.locator("#help-box").waitFor({ state: "hidden" });
  await press("pointerdown");
  await press("pointerup");
  await frames(page, 60);
  assert.equal(await page.locator("#help-box").isVisible(), false, "a short press explains nothing");
});

test("on a phone a view that scrolls under the plane or its legend is hidden, and comes back", async (t) => {
  await onPhone(t);
  const latent = page.locator("[data-view=latent]");
  const scrolled = (how) => page.evaluate((how) => {
    const [view, plane, legend] = [document.querySelector("[data-view=latent]").parentElement, ...document.querySelectorAll(".planes, .legend")].map((node) => node.getBoundingClientRect());
    scrollBy(0, view.top - { below: legend.bottom + 5, legend: legend.top + 5, plane: plane.top + 5 }[how]);
  }, how);
  await scrolled("below");
  await page.waitForFunction(() => !document.querySelector("[data-view=latent]").hidden);
  for (const under of ["legend", "plane"]) {
    await scrolled(under);
    await page.waitForFunction(() => document.querySelector("[data-view=latent]").hidden);
  }
  await scrolled("below");
  await page.waitForFunction(() => !document.querySelector("[data-view=latent]").hidden);
  assert.equal(await latent.count(), 1);
});

test("keys can be switched off, all but the one that lists them, and stay so", async () => {
  await begin(page);
  const switchKeys = async (on) => {
    await page.keyboard.press("?");
    await page.locator("#shortcuts-on").setChecked(on);
    await page.keyboard.press("Escape");
    await page.locator("#shortcuts-dialog").waitFor({ state: "hidden" });
  };
  await switchKeys(false);
  for (const visit of [1, 2]) {
    if (visit === 2) await page.reload();
    await page.locator("#groups:not([aria-busy])").waitFor();
    const playing = await page.evaluate(() => saddle.playing);
    await page.keyboard.press("Space");
    await page.keyboard.press("r");
    await frames(page, 3);
    assert.equal(await page.evaluate(() => saddle.playing), playing);
  }
  await switchKeys(true);
  const playing = await page.evaluate(() => saddle.playing);
  await page.keyboard.press("Space");
  await page.waitForFunction((before) => saddle.playing !== before, playing);
});

test("nothing of all this was an error", () => assert.deepEqual(page.complaints, []));
