// The trainer in use in other browsers than Chromium, which is asked about each of these things more closely in a file of its own. All of it
// on one page: what is changed and undone, kept and gone back to, opened and saved, shared, drawn, compared and presented.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { PNG } from "pngjs";
import { eventually, serve, terminal } from "../browser.js";
import { name, newPage, open } from "../everywhere/browser.js";

const small = "#batch=32&g_layers=16&d_layers=16";
const address = await serve();
const page = await newPage({ after });
await open(page, `${address}?paused${small}`);

/** Where the page is, when all that was asked for before has been done. */
const at = () => page.until(async () => {
  await saddle.step(0);
  const { step, digest } = saddle.moment();
  return digest !== "" && { step, digest, link: saddle.link() }; // it is known a moment later than the step
});
const arrives = (place) => page.until((place) => {
  if (!globalThis.saddle?.moment || saddle.arriving) return false;
  const { step, digest } = saddle.moment();
  return step === place.step && digest === place.digest && saddle.link() === place.link;
}, place);
const isGone = (selector) => page.until((selector) => document.querySelector(selector) === null, selector);
const isThere = (selector) => page.until((selector) => document.querySelector(selector)?.checkVisibility(), selector);
const press = async (...keys) => { for (const key of keys) await page.press(key); };
const letGo = () => page.evaluate(() => document.activeElement.blur());
const clickOn = (words) => page.evaluate((words) => [...document.querySelectorAll("button")].find((button) => button.textContent === words && button.checkVisibility()).click(), words);

/** Begins anew at a link, at rest after some steps. */
const begin = (link, steps) => page.evaluate(async ([link, steps]) => {
  saddle.load(link);
  saddle.pause();
  saddle.reset();
  await saddle.step(steps);
}, [link, steps]);

/** What a button, known by its words, has the page save, caught on its way: no driver but Chromium's hands over what is downloaded. */
const saved = (words) => page.evaluate(async (words) => {
  const { click } = HTMLAnchorElement.prototype;
  const { createObjectURL } = URL;
  try {
    const caught = new Promise((resolve) => { URL.createObjectURL = (file) => { resolve(file); return "#"; }; });
    HTMLAnchorElement.prototype.click = () => {};
    [...document.querySelectorAll("button")].find((button) => button.textContent === words && button.checkVisibility()).click();
    const file = await caught;
    const bytes = new Uint8Array(await file.arrayBuffer());
    return { name: file.name, bytes: btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")) };
  } finally {
    Object.assign(HTMLAnchorElement.prototype, { click });
    Object.assign(URL, { createObjectURL });
  }
}, words);

const drop = (name, bytes) => page.evaluate(([name, bytes]) => {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0))], name));
  document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
}, [name, bytes]);

test(`${name}: changes are undone and done again, by keys and buttons`, async () => {
  await page.evaluate(() => saddle.step(5));
  const places = [await at()];
  for (const [field, value] of [["d_lr", "0.01"], ["cloud", "grid"]]) {
    await page.evaluate(([field, value]) => { saddle.set(field, value); }, [field, value]);
    places.push(await at());
  }
  const [first, rate, grid] = places;
  await press("Control+z");
  await arrives(rate);
  await press("u");
  await arrives(first);
  await press("Control+Shift+z");
  await arrives(rate);
  await page.click("#redo");
  await arrives(grid);
});

test(`${name}: the slider and the field lead to any step`, async () => {
  await begin(small, 20);
  const former = await at();
  await page.evaluate(() => saddle.step(20));
  const last = await at();
  await press("g", "2", "0", "Enter");
  await arrives(former);
  await letGo();
  const box = await page.evaluate(() => document.getElementById("timeline-slider").getBoundingClientRect().toJSON());
  const middle = box.y + box.height / 2;
  await page.drag([[box.x + box.width / 2, middle], [box.x + box.width / 4, middle], [box.x + box.width + 5, middle]]);
  await arrives(last);
  assert.equal(last.digest, (await terminal(small, 40)).digest);
});

test(`${name}: Back and Forward lead through experiments, and a page that is loaded again is where it was`, async () => {
  const before = await at();
  await page.evaluate(() => { saddle.set("cloud", "moons"); });
  await page.until(() => location.hash.startsWith("#cloud=moons"));
  await page.evaluate(() => saddle.step(15));
  const moons = await at();
  await page.evaluate(() => { history.back(); });
  await arrives(before);
  await page.evaluate(() => { history.forward(); });
  await arrives(moons);
  await page.evaluate(() => { saddle.seek(7); });
  const early = await at();
  assert.equal(early.step, 7);
  await page.evaluate(() => {
    globalThis.isFormer = true;
    location.reload();
  });
  await page.until(() => !globalThis.isFormer && document.querySelector("#groups:not([aria-busy])") !== null);
  await arrives(early);
  await page.until(() => saddle.timeline().head === 15);
});

test(`${name}: the panel shares the link to the moment and its code; the file that it saves opens to the same bits`, async () => {
  await begin(small, 30);
  const moment = await page.evaluate(() => saddle.moment());
  await page.click("#share");
  await isThere("#sharing .code-small svg");
  assert.deepEqual(await page.evaluate(() => [document.getElementById("share-link").value, document.activeElement.id]), [new URL(`?paused${moment.link}`, address).href, "share-link"]);
  const file = await saved("Save");
  assert.equal(file.name, "ring-30.saddle");
  await press("Escape");
  await page.until(() => !document.getElementById("sharing").checkVisibility() && document.activeElement.id === "share");
  const place = await at();
  await page.evaluate(() => saddle.step(5));
  await drop("any name", file.bytes);
  await arrives(place);
  await drop("photo.saddle", Buffer.from("not a file of ours").toString("base64"));
  await isThere("#notices .bad");
  assert.deepEqual(await at(), place);
  await page.evaluate(() => { for (const close of document.querySelectorAll(".notice .icon-button")) close.click(); });
});

test(`${name}: pictures are drawn, and a film`, async () => {
  await page.click("#share");
  await clickOn("Make a picture or a film…");
  await page.until(() => document.querySelector(".picture-preview")?.naturalWidth > 0);
  const { name: file, bytes } = await saved("Save PNG");
  assert.match(file, /^saddle-ring-30.*\.png$/);
  const { data } = PNG.sync.read(Buffer.from(bytes, "base64"));
  assert.ok(new Set(new Uint32Array(data.buffer, data.byteOffset, data.length / 4)).size > 200);
  await page.evaluate(() => {
    for (const [name, value] of [["from", 10], ["every", 10]]) {
      const field = document.querySelector(`.film-form [name=${name}]`);
      field.value = String(value);
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
  });
  const film = await saved("Save GIF");
  const gif = Buffer.from(film.bytes, "base64").toString("latin1");
  assert.match(gif, /^GIF89a/);
  assert.equal(gif.split("\x21\xf9\x04").length - 1, 3, "pictures of the steps 10, 20 and 30");
  await press("Escape");
  await isGone(".picture-dialog[open]");
});

test(`${name}: a person's own data is read, looked at and learnt`, async () => {
  const rows = ["height;weight"];
  for (let i = 0; i < 40; i++) rows.push(`${160 + i % 7},5;${60 + i % 11}`);
  await drop("people.csv", Buffer.from(rows.join("\n")).toString("base64"));
  await isThere(".data-begin:not(:disabled)");
  assert.match(await page.evaluate(() => document.querySelector(".data-facts").textContent), /people\.csv/);
  await page.click(".data-begin");
  await isGone("dialog.data");
  await page.until(() => saddle.config().cloud === "points" && saddle.config().points.length === 40);
  await page.evaluate(() => saddle.pause());
  const { link } = await at();
  await begin(link, 10);
  assert.equal((await at()).digest, (await terminal(link, 10)).digest);
});

test(`${name}: points are drawn with the pointer, and with the keyboard`, async () => {
  await begin(small, 0);
  await letGo();
  await press("d");
  await isThere("#drawing canvas");
  const { x, y, width, height } = await page.evaluate(() => document.querySelector("#drawing canvas").getBoundingClientRect().toJSON());
  await page.drag([1, 2, 3, 4, 5, 6].map((part) => [x + part * width / 8, y + height / 2]));
  await page.until(() => saddle.config().cloud === "points" && saddle.config().points.length > 5);
  await page.until(() => location.hash === saddle.link());
  const drawn = await page.evaluate(() => {
    document.querySelector("#drawing canvas").focus();
    return saddle.config().points.length;
  });
  await press("Enter");
  await page.until((drawn) => saddle.config().points.length === drawn + 1, drawn);
  await press("Escape");
  await page.until(() => !document.getElementById("drawing").checkVisibility());
});

test(`${name}: a split plane has two runs, and the one beside is kept`, async () => {
  await begin(small, 5);
  await page.click("#split");
  await isThere("#sides");
  await page.until(() => saddle.snapshot("beside")?.step === 0);
  await page.evaluate(() => { saddle.set("loss", "hinge"); });
  await page.until(() => [...document.querySelectorAll(".planes .race-label")].map((label) => label.textContent).join() === "Non-saturating,Hinge");
  await page.evaluate(() => {
    saddle.reset();
    return saddle.step(12);
  });
  const digests = await Promise.all([small, `${small}&loss=hinge`].map(async (link) => (await terminal(link, 12)).digest));
  await eventually(async () => assert.deepEqual(await page.evaluate(() => ["", "beside"].map((name) => saddle.snapshot(name).digest)), digests));
  await clickOn("Keep B");
  await isGone("#sides");
  await page.until((digest) => !saddle.arriving && saddle.snapshot().digest === digest && saddle.config().loss === "hinge", digests[1]);
});

test(`${name}: a race comes to its step with the terminal's bits, and leaves the run as it was`, async () => {
  await begin(small, 9);
  await page.until((link) => location.hash === link, await page.evaluate(() => saddle.link()));
  const place = await at();
  await page.evaluate((hash) => { location.hash = hash; }, `${small}&at=20&race=loss:minimax,hinge`);
  await page.until(() => document.querySelector(".race-step")?.textContent.replaceAll(/\D/g, "") === "20" && !saddle.playing);
  const digests = await Promise.all(["minimax", "hinge"].map(async (loss) => (await terminal(`${small}&loss=${loss}`, 20)).digest));
  await eventually(async () => assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll("[data-experiment^=race-]")].map(({ dataset }) => saddle.snapshot(dataset.experiment).digest)), digests));
  await page.evaluate(() => { history.back(); });
  await isGone("#race");
  await arrives(place);
});

test(`${name}: one key presents the plane and two charts, and Escape ends it`, async () => {
  await letGo();
  await press("f");
  await page.until(() => document.documentElement.dataset.presenting === "" && !document.querySelector(".panel").checkVisibility());
  const seen = () => page.evaluate(() => [...document.querySelectorAll("#plane, .chart")].filter((node) => node.checkVisibility({ visibilityProperty: true })).map((node) => {
    const { left, top, right, bottom } = node.getBoundingClientRect();
    return left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
  }));
  await eventually(async () => assert.deepEqual(await seen(), [true, true, true]));
  await press("Escape");
  await page.until(() => !("presenting" in document.documentElement.dataset) && document.querySelector(".panel").checkVisibility());
});

test(`${name}: what opens over the page is as high as what is in it`, async () => {
  await begin("#loss=wgan&clip=0&rule=sgd&g_lr=1&d_lr=1", 10); // diverges, which is said, too
  await isThere("#diagnosis.shown");
  for (const [button, box] of [["#share", "#sharing"], [".diagnosis-chip", ".diagnosis-box"], ["[data-field=loss] .choice-button", "[data-field=loss] .choices"], ["[data-opens=presets]", "#presets"]]) {
    await page.evaluate((button) => { [...document.querySelectorAll(button)].find((one) => one.checkVisibility()).click(); }, button);
    await isThere(`${box}:popover-open`);
    const [height, own] = await page.evaluate((box) => {
      const node = document.querySelector(box);
      const height = node.getBoundingClientRect().height;
      node.style.height = "auto";
      const own = node.getBoundingClientRect().height;
      node.style.height = "";
      node.hidePopover();
      return [height, own];
    }, box);
    assert.equal(height, own, box);
  }
});

test(`${name}: the pointer is told what there is, and keys move a cross`, async () => {
  const { x, y, width, height } = await page.evaluate(() => document.querySelector("#plane [data-view=plane]").getBoundingClientRect().toJSON());
  await page.drag([[5, 5]]);
  await page.drag([[x + width / 2, y + height / 2]]);
  await isThere(".told.kept");
  await press("Escape");
  await page.until(() => !document.querySelector(".told")?.checkVisibility());
  await page.evaluate(() => document.getElementById("asking").focus());
  const told = () => page.evaluate(() => document.querySelector(".told")?.textContent ?? "");
  await isThere(".told");
  const before = await told();
  await press("ArrowRight");
  await eventually(async () => assert.notEqual(await told(), before));
});

test(`${name}: a theme that is chosen is there the next time`, async () => {
  const isDark = () => page.evaluate(() => matchMedia("(prefers-color-scheme: dark)").matches);
  const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
  const chosen = await isDark() ? "light" : "dark";
  await page.click("#theme");
  await eventually(async () => assert.equal(await theme(), chosen));
  await page.evaluate(() => { globalThis.isFormer = true; });
  await page.goto(`${address}?paused`);
  await page.until(() => !globalThis.isFormer && document.querySelector("#groups:not([aria-busy])") !== null);
  assert.equal(await theme(), chosen);
});

test(`${name}: nothing of all this was an error`, () => assert.deepEqual(page.complaints, []));
