// What hands do in the trainer: copy the link, draw, turn numbers, ask for help, switch keys off; and what is said of it.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { begin, desktop, eventually, frames, newPage, noticed, open, phone, serve } from "./browser.js";

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
  await own.context().grantPermissions(["clipboard-read", "clipboard-write"], { origin: new URL(address).origin });
  await open(own, address, "#cloud=moons&seed=4");
  const copied = async (press) => {
    await own.evaluate(() => navigator.clipboard.writeText("before"));
    await press();
    await own.waitForFunction(async () => (await navigator.clipboard.readText()) !== "before");
    return own.evaluate(() => navigator.clipboard.readText());
  };
  await own.evaluate(() => saddle.pause());
  await own.evaluate(() => saddle.step(1)); // so that it rests
  const moment = await own.evaluate(() => saddle.moment().link);
  assert.match(moment, /^#cloud=moons&seed=4&at=\d+&digest=[0-9a-f]{16}$/);
  assert.equal(await copied(() => own.keyboard.press("c")), address + moment);
  await noticed(own, "copied");
  await own.locator("#share").click();
  const panel = own.locator("#sharing");
  const button = panel.getByRole("button", { name: "Copy" }).first();
  await button.evaluate((node) => {
    globalThis.confirmed = new Promise((resolve) => new MutationObserver(() => { if (node.textContent === "Copied") resolve(); }).observe(node, { childList: true, subtree: true, characterData: true }));
  });
  assert.equal(await copied(() => button.click()), address + moment);
  await own.evaluate(() => globalThis.confirmed); // for two seconds
  assert.equal(await copied(() => own.keyboard.press("c")), address + moment);
  await panel.getByRole("radio", { name: "From the beginning" }).check();
  assert.equal(await copied(() => own.keyboard.press("c")), `${address}#cloud=moons&seed=4`);
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

test("a screen reader is told how many points have been drawn; undo takes the last stroke back, and there is a limit", async () => {
  await begin(page);
  await page.keyboard.press("d");
  const said = (count) => page.waitForFunction((count) => document.getElementById("announcer").textContent.includes(count), String(count));
  const box = await page.locator("#drawing canvas").boundingBox();
  const middle = [box.x + box.width / 2, box.y + box.height / 2];
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
  for (const [width, key, then] of [[512, "ArrowUp", 512], [1, "ArrowDown", 1], [64, "ArrowUp", 128], [64, "ArrowDown", 32]]) {
    await first.blur(); // what somebody types is not overwritten
    await page.evaluate((width) => saddle.set("g_layers", `${width},8`), width);
    await page.waitForFunction((width) => document.querySelector("[data-field=g_layers] input").value === String(width), width);
    await first.press(key);
    await page.waitForFunction((then) => saddle.config().g_layers[0] === then, then);
  }
  await first.fill("513");
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
  const move = (name, tick, event) => row(name).locator("input[type=range]").evaluate((range, [tick, event]) => {
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
