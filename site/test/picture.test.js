// Pictures of the plane and the charts: chosen in a dialog, saved, and read by tools that are not ours.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { PNG } from "pngjs";
import { allowClipboard, begin, can, copied, downloaded, eventually, faults, newPage, open, serve, write } from "./browser.js";

const address = await serve();
const page = await newPage({ after });
await open(page, address);
await begin(page, "#batch=16&g_layers=8&d_layers=8", 60);

const choose = (name, value) => page.locator(`.picture-dialog [name=${name}]`).selectOption(value);

/** Saves what is chosen; resolves to the file. */
const saved = (kind) => downloaded(page, () => page.getByRole("button", { name: `Save ${kind}` }).click());

/** An SVG as Chromium reads it: its parts, and how it looks where it is an image of its own. */
const read = ({ bytes }) => page.evaluate(async (source) => {
  const picture = new DOMParser().parseFromString(source.replace(/<style>.*?<\/style>/s, ""), "image/svg+xml"); // The page's policy allows no styles in what it reads.
  const image = new Image();
  image.src = "data:image/svg+xml," + encodeURIComponent(source);
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: image.naturalWidth, height: image.naturalHeight });
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const [r, g, b] = context.getImageData(2, 2, 1, 1).data;
  return {
    broken: picture.querySelector("parsererror")?.textContent ?? "",
    ground: [r, g, b], width: picture.documentElement.getAttribute("width"), size: [image.naturalWidth, image.naturalHeight],
    dots: [...picture.querySelectorAll("path[stroke-linecap=round]")].map((path) => path.getAttribute("d").split("h0").length - 1).filter((count) => count > 0),
    images: picture.querySelectorAll("image").length, charts: [...picture.querySelectorAll("[data-chart]")].map((chart) => chart.dataset.chart),
    fonts: source.split("@font-face{").length - 1, text: picture.querySelector("svg").textContent,
  };
}, bytes.toString("utf8"));

test("the dialog is loaded when it is asked for, shows the picture at once, and can be used by all", async () => {
  assert.ok(!page.requests.some((request) => /\/dialog-\w+\.js/.test(request)));
  await page.locator("#share").click();
  await page.getByRole("button", { name: "Make a picture or a film…" }).click();
  await page.locator(".picture-preview[src]").waitFor();
  await page.waitForFunction(() => document.querySelector(".picture-preview").naturalWidth > 0);
  assert.deepEqual(await faults(page, ".picture-dialog"), []);
});

test("the plane as SVG has the points, D as a picture, its letters, the link and the digest", async () => {
  const file = await saved("SVG");
  assert.equal(file.name, "saddle-ring-60.svg");
  const seen = await read(file);
  assert.equal(seen.broken, "");
  assert.deepEqual([seen.images, seen.fonts, seen.ground, seen.dots.length], [1, 2, [255, 255, 255], 2]);
  const { digest, points, link, data } = await page.evaluate(() => ({
    digest: saddle.snapshot().digest, points: [...saddle.snapshot().points], link: location.href.replace(location.hash, "") + saddle.moment().link, data: [...saddle.data(saddle.link()).points],
  }));
  assert.ok(seen.text.includes(digest) && seen.text.includes(link) && seen.text.includes("Ring of GaussiansStep 60"), seen.text);
  const within = (pairs, reach) => Array.from({ length: pairs.length / 2 }, (_, i) => Math.max(Math.abs(pairs[2 * i]), Math.abs(pairs[2 * i + 1]))).filter((far) => far <= reach).length;
  const half = await page.evaluate(() => saddle.extent());
  for (const [i, all] of [data, points].entries()) {
    assert.ok(seen.dots[i] >= within(all, half * 0.99) && seen.dots[i] <= within(all, half * 1.13), `${seen.dots[i]} points of ${all.length / 2}`);
  }
});

test("a PNG is as large as it says, and dark where that is chosen", async () => {
  await choose("use", "dark");
  const base = await read(await saved("SVG"));
  assert.deepEqual(base.ground, [0x20, 0x23, 0x27]);
  for (const times of [1, 4]) {
    await choose("scale", String(times));
    const { width, height, data } = PNG.sync.read((await saved("PNG")).bytes);
    assert.deepEqual([width, height], base.size.map((length) => length * times));
    assert.deepEqual([...data.subarray(0, 3)], [0x20, 0x23, 0x27]);
  }
});

test("figures of a paper are as wide as its columns, and bare where numbers and names are not wanted", async () => {
  await choose("what", "all");
  for (const [use, width] of [["column", "85mm"], ["columns", "178mm"]]) {
    await choose("use", use);
    const seen = await read(await saved("SVG"));
    assert.equal(seen.width, width);
    assert.deepEqual(seen.ground, [255, 255, 255]);
    assert.deepEqual(seen.charts, use === "column" ? ["value", "losses"] : ["value", "losses", "jsd"]);
  }
  await choose("what", "losses");
  await page.locator(".picture-dialog [name=signed]").uncheck();
  await write(page.locator(".picture-dialog [name=title]"), "");
  const file = await saved("SVG");
  assert.equal(file.name, "saddle-ring-60-losses.svg");
  const chart = await read(file);
  assert.deepEqual([chart.charts, chart.images], [["losses"], 0]);
  await choose("what", "plane");
  await page.locator(".picture-dialog [name=axes]").uncheck();
  const bare = await read(await saved("SVG"));
  assert.equal(bare.text.replace(/^Saddle/, "").split(" ").length, 2, `nothing but what describes it: ${bare.text}`);
  assert.deepEqual(page.complaints, []);
});

const fill = (name, value) => write(page.locator(`.film-form [name=${name}]`), String(value));

test("a film says how long it is, refuses steps that there are not, and is cancelled with nothing changed", async () => {
  const said = page.locator(".film-form [role=status]");
  await fill("to", 61);
  assert.match(await said.innerText(), /up to 60/);
  assert.equal(await page.getByRole("button", { name: "Save GIF" }).isDisabled(), true);
  await fill("to", 60);
  await fill("every", 1);
  assert.match(await said.innerText(), /^61 pictures, 6.1 seconds/);
  await page.getByRole("button", { name: "Save GIF" }).click();
  await page.locator(".film-form").getByRole("button", { name: "Cancel" }).click();
  await said.filter({ hasText: "Cancelled." }).waitFor();
  await page.waitForFunction(() => saddle.snapshot().step === 60);
});

test("a film as GIF has a picture for each step, as another program reads it", async () => {
  await choose("use", "light");
  await fill("from", 10);
  await fill("every", 20);
  await page.locator(".film-form [name=width]").selectOption("360");
  await page.locator(".film-form [name=rate]").selectOption("20");
  const file = await saved("GIF");
  assert.equal(file.name, "saddle-ring-60.gif");
  assert.equal(file.bytes.subarray(0, 6).toString(), "GIF89a");
  if (!can.film) return;
  const seen = await page.evaluate(async (bytes) => {
    const decoder = new ImageDecoder({ data: Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0)), type: "image/gif" });
    await decoder.completed;
    await decoder.tracks.ready;
    const count = decoder.tracks.selectedTrack.frameCount;
    const frames = [];
    for (let frameIndex = 0; frameIndex < count; frameIndex++) {
      const { image } = await decoder.decode({ frameIndex });
      const { displayWidth: width, displayHeight: height, duration } = image;
      const canvas = new OffscreenCanvas(width, height);
      const context = canvas.getContext("2d");
      context.drawImage(image, 0, 0);
      image.close();
      frames.push({ width, duration, all: context.getImageData(0, 0, width, height).data.join() });
    }
    return { count, width: frames[0].width, duration: frames[0].duration, different: new Set(frames.map(({ all }) => all)).size };
  }, file.bytes.toString("base64"));
  assert.deepEqual(seen, { count: 4, width: 360, duration: 50_000, different: 4 }); // steps 10, 30, 50 and 60
});

if (can.film) test("a film as WebM plays", async () => {
  const file = await saved("WebM");
  assert.equal(file.name, "saddle-ring-60.webm");
  const player = await page.context().newPage();
  await player.goto("about:blank");
  const seen = await player.evaluate(async (bytes) => {
    const video = document.createElement("video");
    video.muted = true;
    video.src = `data:video/webm;base64,${bytes}`;
    document.body.append(video);
    await video.play();
    await new Promise((resolve) => { video.onended = resolve; });
    return { width: video.videoWidth, duration: video.duration, frames: video.getVideoPlaybackQuality().totalVideoFrames };
  }, file.bytes.toString("base64"));
  await player.close();
  assert.deepEqual([seen.width, Math.round(seen.duration * 10), seen.frames], [360, 2, 4]);
});

test("after films the run is where it was", async () => {
  await page.locator(".picture-dialog").getByRole("button", { name: "Close" }).click();
  await page.locator(".picture-dialog").waitFor({ state: "detached" });
  await page.waitForFunction(() => saddle.snapshot().step === 60 && !saddle.playing);
  assert.deepEqual(page.complaints, []);
});

/** What the card says, by the names of its lines. */
const told = () => page.locator(".told").evaluate((card) => Object.fromEntries([...card.querySelectorAll("dl > div")].map((line) => [...line.children].map((part) => part.textContent))));

/** Where a place of the plane is in the window. */
const pixelOf = (x, y) => page.evaluate(([x, y]) => {
  const { left, top, width, height } = document.querySelector("#plane [data-view=plane]").getBoundingClientRect();
  const scale = Math.min(width, height) / (2 * saddle.extent());
  return /** @type {const} */ ([left + width / 2 + x * scale, top + height / 2 - y * scale]);
}, [x, y]);
const numbers = (said = "") => said.replaceAll("−", "-").match(/-?[\d.]+(e-?\d+)?/g)?.map(Number);

test("the pointer is told what there is: over a point also what it is made of and the way it has come", async () => {
  const { i, point, before, look } = await page.evaluate(async () => {
    await saddle.seek(50);
    await saddle.step(0);
    const former = saddle.snapshot().points;
    await saddle.seek(60);
    await saddle.step(0);
    // The point that is farthest from its neighbours: a pointer is on whole pixels.
    const { points } = saddle.snapshot();
    const half = 0.9 * saddle.extent();
    let [i, farthest] = [0, 0];
    for (let a = 0; a < points.length; a += 2) {
      let near = Math.abs(points[a]) < half && Math.abs(points[a + 1]) < half ? Infinity : 0;
      for (let b = 0; b < points.length && near > farthest; b += 2) if (a !== b) near = Math.min(near, Math.hypot(points[a] - points[b], points[a + 1] - points[b + 1]));
      if (near > farthest) [i, farthest] = [a / 2, near];
    }
    const point = [...points.slice(2 * i, 2 * i + 2)];
    const before = [...former.slice(2 * i, 2 * i + 2)];
    const look = await saddle.look({ still: true, field: { side: 1, half: 1 }, ask: { on: true, x: point[0], y: point[1], reach: 1e-6, path: 24 } });
    return { i, point, before, look: { field: look.field[0], answer: { ...look.answer, point: { ...look.answer.point, planepath: [...look.answer.point.planepath] } } } };
  });
  const { number, from, planepath } = look.answer.point;
  assert.deepEqual([number, from], [i + 1, 36]);
  assert.deepEqual(planepath.slice(-2), point);
  assert.deepEqual(planepath.slice(2 * 14, 2 * 14 + 2), before, "where it was at step 50");

  await page.evaluate(() => saddle.show("generated", false));
  await page.mouse.move(5, 5); // It comes from somewhere.
  await page.mouse.move(...await pixelOf(0, 0));
  await eventually(async () => assert.ok(Math.abs(numbers((await told()).D)?.[0] - look.field) < 0.01, `D is ${look.field} in the middle`));
  await page.evaluate(() => saddle.show("generated", true));
  await page.mouse.move(...await pixelOf(...point));
  await eventually(async () => assert.equal((await told())["generated point"]?.replace(",", ""), String(i + 1)));
  const card = await told();
  assert.ok(numbers(card["x, y"]).every((value, axis) => Math.abs(value - point[axis]) < 0.01), card["x, y"]);
  assert.equal(numbers(card.z).length, 2);
  assert.ok("came in 24 steps" in card);
  const ring = await page.locator(".told-mark circle").evaluate((node) => {
    const { left, top, width, height } = node.getBoundingClientRect();
    return [left + width / 2, top + height / 2];
  });
  const there = await pixelOf(...point);
  assert.ok(Math.hypot(ring[0] - there[0], ring[1] - there[1]) < 1, `the ring is at ${ring}, the point at ${there}`);
  // A click keeps it, and what is told can be copied.
  await allowClipboard(page, address);
  await page.mouse.click(...await pixelOf(...point));
  await page.locator(".told.kept").waitFor();
  await page.mouse.move(5, 5);
  await page.locator(".told").getByRole("button", { name: "Copy" }).click();
  await eventually(async () => {
    const text = await copied(page);
    assert.ok(text.includes(`D*\t${card["D*"]}`) && text.includes(`z\t${card.z}`), text);
  });
  assert.deepEqual(await faults(page, ".told"), []);
  await page.keyboard.press("Escape");
  assert.equal(await page.locator(".told").isVisible(), false);
});

test("a click that comes before what answers it is loaded is answered, too", async (t) => {
  const own = await newPage(t);
  let release;
  const held = new Promise((resolve) => { release = resolve; });
  await own.route(/\/told-\w+\.js$/, async (route) => {
    await held;
    await route.continue();
  });
  await open(own, `${address}?paused`);
  const { x, y, width, height } = await own.locator("#plane [data-view=plane]").boundingBox();
  const [left, top] = [x + width / 2, y + height / 2];
  await own.mouse.move(left, top);
  await own.mouse.click(left, top);
  await own.mouse.move(left + 5, top);
  release();
  await own.locator(".told.kept").waitFor();
});

test("the arrow keys move a crosshair, and Enter leads to what can be copied", async () => {
  await page.evaluate(() => saddle.show("generated", false)); // else the nearest point is told
  await page.mouse.move(5, 5);
  await page.evaluate(() => document.activeElement.blur());
  await page.locator("#asking").focus();
  await eventually(async () => assert.deepEqual(numbers((await told())["x, y"]), [0, 0]));
  const by = await page.evaluate(() => saddle.extent() / 50);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Shift+ArrowUp");
  await eventually(async () => assert.deepEqual(numbers((await told())["x, y"]), [by, 5 * by].map((value) => Number(value.toPrecision(3)))));
  await page.keyboard.press("Enter");
  await eventually(async () => assert.equal(await page.evaluate(() => document.activeElement.textContent), "Copy"));
  await page.keyboard.press("Escape");
  await eventually(async () => assert.equal(await page.evaluate(() => document.activeElement.id), "asking"));
});

test("a click on a chart has the run go to the step under the pointer", async () => {
  const chart = page.locator(".chart:not([hidden]) .u-over").first();
  const { width, height } = await chart.boundingBox();
  await chart.click({ position: { x: Math.round(width / 2), y: Math.round(height / 2) } });
  await page.waitForFunction(() => Math.abs(saddle.snapshot().step - 30) <= 1);
  assert.equal(await page.evaluate(() => saddle.timeline().head), 60);
  assert.deepEqual(page.complaints, []);
});
