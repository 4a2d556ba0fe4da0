// What every browser test uses: one Chromium and one web server per test file, and pages that record what they should
// not do.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { after } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import axe from "axe-core";
import { chromium } from "playwright-core";
import { answer, listen, sendFile } from "../tools/static.mjs";

export const root = fileURLToPath(new URL("../..", import.meta.url));
export const dist = path.join(root, "dist");

export const desktop = { width: 1280, height: 720 };
export const phone = { width: 390, height: 844 };

/** Opening the page takes as long as the machine needs; what a person then does is answered soon, or not at all. */
export const opening = { timeout: 120_000 };

const launched = [];
after(() => Promise.all(launched.map(async (browser) => (await browser).close())));

// Chromium has no use for these here. Its address bar is two pages of its own, loaded anew for each window: they take as long as ours.
// The first of them are what Playwright itself switches off: of two such lists Chromium heeds the last.
const unused = [
  "AvoidCorsURLLoaderRestartOnRedirect", "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsFirstBalancedModeAutoEnable",
  "HttpsUpgrades", "MediaRouter", "NetworkTimeServiceQuerying", "OptimizationHints", "PaintHolding", "PreconnectToSearch", "ThirdPartyStoragePartitioning",
  "PreloadTopChromeWebUI", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup", "WebUIOmniboxPopup", "WebUIOmniboxSimplification",
];

// Functions of the program are compiled with care only when they have run for long, and not at once: most pages here live shortly.
const patience = "--wasm-tiering-budget=2000000000";

/** How a browser is launched, with more settings for its engine. */
const launchingWith = (...engine) => ({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--enable-unsafe-swiftshader",
    `--disable-features=${unused.join()}`,
    `--js-flags=${[patience, ...engine].join(" ")}`,
  ],
});
export const launching = launchingWith();

function launch(...engine) {
  const browser = chromium.launch(launchingWith(...engine));
  launched.push(browser);
  return browser;
}

/** The browser that most tests use, and one on a processor that is said to have no 128-bit vectors: no SIMD in WebAssembly. */
let usual, old;
const withVectors = () => (usual ??= launch());
const withoutVectors = () => (old ??= launch("--no-enable-ssse3", "--no-enable-sse4-1", "--no-enable-avx"));

/** BROWSER may name another than Chromium. */
const inFirefox = process.env.BROWSER === "firefox";
const inWebKit = process.env.BROWSER === "webkit";
const firefox = inFirefox && await import("./firefox.js");
const webkit = inWebKit && await import("./webkit.js");

/**
 * What the driver of the browser under test can do. A test that takes more than others can is left out there; whole files of which nearly all
 * would be are listed in build.sh, where the other browsers are asked.
 */
export const can = {
  resize: !inWebKit,              // have a window in full screen of any size, or one of fewer than 290 pixels
  tabs: !inWebKit,                // have two pages that share what is stored
  workers: !inWebKit && !inFirefox, // hear of a page's Workers
  files: !inWebKit && !inFirefox, // hear what it asks of a disk
  paste: !inFirefox,              // have rows pasted
  activate: !inFirefox,           // press a button by a key once Tab has led out of the page
  webp: !inWebKit,                // write this kind of pictures
  forget: !inWebKit,              // ask a server anew for what it has loaded in the same tab
  film: !inWebKit,                // take films apart, and write them as WebM: Debian's WebKit ends when it is asked whether it can
  change: !inWebKit && !inFirefox, // change a theme, or print, while a page is shown
  press: !inWebKit && !inFirefox, // press with fingers, and go to the full screen and to windows of its own
  plain: !inFirefox,              // be without vectors
  lack: !inWebKit && !inFirefox,  // be without scripts, and without permissions
};

// One for each scheme, which Firefox cannot be told later.
const foxes = {};
function fox(scheme) {
  if (!foxes[scheme]) launched.push((foxes[scheme] = firefox.launchFirefox(scheme)));
  return foxes[scheme];
}

/** Serves requests on a port of its own until the file's tests end; resolves to the address of its root. */
export async function serveWith(handle) {
  const server = await listen(webkit ? async (pathname, response) => { if (await webkit.meet(response)) await handle(pathname, response); } : handle);
  after(() => server.close());
  return server.url;
}

/** Serves the built site below a path and resolves to the page's address. */
export async function serve(prefix = "/") {
  const url = await serveWith((pathname, response) =>
    pathname.startsWith(prefix)
      ? sendFile(dist, pathname.slice(prefix.length - 1), response)
      : answer(response, 404, "not found\n"),
  );
  return new URL(prefix, url).href;
}

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("playwright-core").Locator} Locator */

/** @typedef {{ after(undo: () => unknown): unknown }} Owner a test, or `{ after }` for all of a file */

/**
 * How a page is opened. `prepare` is run in it before its own scripts. Who is there has been there before, unless not `visited`. A page has a
 * quarter of its pixels unless its picture is looked at, for which it is `sharp`: without a graphics card drawing takes longer than most of what
 * is tested.
 * @typedef {object} PageOptions
 * @property {{ width: number, height: number }} [viewport]
 * @property {"light" | "dark"} [scheme]
 * @property {string} [language]
 * @property {boolean} [vectors]
 * @property {boolean} [sharp]
 * @property {boolean} [visited]
 * @property {(() => void) | { content: string }} [prepare]
 */

/**
 * A new page in a context of its own, closed when its owner ends: a test, or `{ after }` for all of a file.
 * `complaints` collects its console's errors (also of what could not be loaded) and uncaught exceptions; `requests` the
 * addresses that it asked for.
 * @param {Owner} owner
 * @param {PageOptions} [options]
 * @returns {Promise<Page & { complaints: string[], requests: string[] }>}
 */
export async function newPage(owner, { viewport = desktop, scheme = "light", language = "en", vectors = true, sharp = false, visited = true, prepare } = {}) {
  if (inWebKit) {
    const page = await webkit.launchPage({ viewport, scheme, language, vectors, visited, prepare });
    owner.after(() => page.close());
    return /** @type {any} */ (page);
  }
  const locale = language === "vi" ? "vi-VN" : "en-US";
  const common = { viewport, deviceScaleFactor: sharp ? 1 : 0.5, locale };
  const context = inFirefox
    ? await (await fox(scheme)).newContext({ ...common, ...firefox.unasked })
    : await (await (vectors ? withVectors() : withoutVectors())).newContext({ ...common, colorScheme: scheme, reducedMotion: "reduce" });
  context.setDefaultTimeout(30_000); // for a machine that has much else to do
  owner.after(() => context.close());
  if (visited) await context.addInitScript(() => { try { localStorage.setItem("saddle.welcomed", "yes"); } catch { /* none is remembered there */ } });
  await context.addInitScript(keepNotices);
  if (prepare) await context.addInitScript(prepare);
  const page = await context.newPage();
  page.complaints = [];
  page.requests = [];
  const complain = (text) => { if (!firefox || !firefox.unfounded.test(text)) page.complaints.push(text); };
  page.on("console", (message) => { if (message.type() === "error") complain(`error: ${message.text()}`); });
  page.on("pageerror", (error) => complain(`exception: ${error.stack}`));
  context.on("request", (request) => page.requests.push(request.url()));
  return page;
}

/** In a page: keeps the words of every notice, for `noticed`. */
function keepNotices() {
  globalThis.noticed = [];
  addEventListener("DOMContentLoaded", () => {
    const keep = (records) => globalThis.noticed.push(...records.flatMap(({ addedNodes }) => [...addedNodes]).map((notice) => notice.querySelector("p")?.textContent ?? ""));
    const notices = document.getElementById("notices");
    if (notices) new MutationObserver(keep).observe(notices, { childList: true });
  });
}

/**
 * Lets a page read and write the clipboard.
 * @param {Page} page
 * @param {string} address
 */
export async function allowClipboard(page, address) {
  if (!inFirefox && !inWebKit) await page.context().grantPermissions(["clipboard-read", "clipboard-write"], { origin: new URL(address).origin });
}

/**
 * Waits until a notice with these words has been shown: one that only confirms may be gone again before a slow machine looks.
 * @param {Page} page
 * @param {string} words
 */
export const noticed = (page, words) => page.waitForFunction((words) => globalThis.noticed.some((sentence) => sentence.includes(words)), words);

/**
 * Opens the page at an address and a link, and waits until it can be used.
 * @template {Page} Opened
 * @param {Opened} page
 * @param {string} address
 */
export async function open(page, address, link = "") {
  await page.goto(address + link, opening);
  await page.locator("#groups:not([aria-busy])").waitFor(opening);
  return page;
}

/**
 * What a page gives a person to keep when something is done: its name and its bytes. Chromium's driver alone hears of it; in others it is
 * taken from the link that the page presses.
 * @param {Page} page
 * @param {() => Promise<unknown>} act
 */
export async function downloaded(page, act) {
  if (!inFirefox && !inWebKit) {
    const [download] = await Promise.all([page.waitForEvent("download"), act()]);
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  }
  await page.evaluate(() => {
    globalThis.given = null;
    const [press, make] = [HTMLAnchorElement.prototype.click, URL.createObjectURL];
    let made;
    URL.createObjectURL = (object) => make.call(URL, made = object);
    HTMLAnchorElement.prototype.click = function () {
      if (!this.download) return press.call(this);
      HTMLAnchorElement.prototype.click = press;
      URL.createObjectURL = make;
      const reader = new FileReader();
      reader.onload = () => { globalThis.given = { name: this.download, base64: String(reader.result).replace(/^[^,]*,/, "") }; };
      reader.readAsDataURL(made);
    };
  });
  await act();
  await page.waitForFunction(() => globalThis.given, undefined, opening);
  const { name, base64 } = await page.evaluate(() => globalThis.given);
  return { name, bytes: Buffer.from(base64, "base64") };
}

/**
 * Presses what asks for a file, and chooses one of this name and content. WebKit's driver hears nothing of such a dialog: the field behind it gets the
 * file there.
 * @param {Page} page
 * @param {() => Promise<unknown>} press
 * @param {string} name
 * @param {string | Uint8Array} content
 */
export async function choose(page, press, name, content) {
  const bytes = Buffer.from(content);
  if (!inWebKit) {
    const [chooser] = await Promise.all([page.waitForEvent("filechooser"), press()]);
    return chooser.setFiles({ name, mimeType: "", buffer: bytes });
  }
  await page.evaluate(([name, base64]) => {
    const { click } = HTMLInputElement.prototype;
    HTMLInputElement.prototype.click = function () {
      if (this.type !== "file") return click.call(this);
      HTMLInputElement.prototype.click = click;
      const chosen = new DataTransfer();
      chosen.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], name));
      this.files = chosen.files;
      this.dispatchEvent(new Event("change", { bubbles: true }));
    };
  }, [name, bytes.toString("base64")]);
  return press();
}

/**
 * What is on the clipboard. WebKit asks a person before a script may read it: there it is pasted into a field.
 * @param {Page} page
 */
export async function copied(page) {
  if (!inWebKit) return page.evaluate(() => navigator.clipboard.readText());
  await page.evaluate(() => {
    globalThis.left = document.activeElement;
    const field = document.createElement("textarea");
    field.className = "pasted";
    (document.querySelector("dialog:modal") ?? document.body).append(field);
    field.focus();
  });
  await page.keyboard.press("Control+v");
  return page.evaluate(() => {
    const field = document.querySelector("textarea.pasted");
    field.remove();
    globalThis.left.focus();
    return field.value;
  });
}

/**
 * Writes a text into a field in place of what is there, as a person does: a browser may say of a change by a script that it was none.
 * @param {Locator} field
 * @param {string} text
 */
export async function write(field, text) {
  await field.selectText();
  if (text) await field.pressSequentially(text);
  else await field.press("Delete");
}

/**
 * A picture of a part of a page without its edges: a browser does not always round corners to the same pixels.
 * @param {Locator} part
 */
export async function inside(part) {
  const edge = 12;
  const { x, y, width, height } = await part.boundingBox();
  return part.page().screenshot({ clip: { x: x + edge, y: y + edge, width: width - 2 * edge, height: height - 2 * edge } });
}

/**
 * A picture of a page or a part of it, or what a function takes one of, once it is at rest: what takes its time to draw is
 * drawn some frames after the training has stopped.
 * @param {Page | Locator | (() => Promise<Buffer>)} part
 */
export async function still(part) {
  const picture = typeof part === "function" ? part : () => part.screenshot();
  const end = Date.now() + opening.timeout;
  for (let last, same = 0; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 200))) {
    const next = await picture();
    same = last?.equals(next) ? same + 1 : 0;
    if (same === 3) return next;
    last = next;
  }
  throw new Error("it never comes to rest");
}

/**
 * Repeats assertions until they hold, and after a while lets them fail: what a person or a script orders is carried out by a Worker, and
 * shown some frames later.
 */
export async function eventually(check) {
  for (const end = Date.now() + 30_000; ; await new Promise((resolve) => setTimeout(resolve, 50))) {
    try {
      return await check();
    } catch (error) {
      if (!(error instanceof assert.AssertionError) || Date.now() > end) throw error;
    }
  }
}

/**
 * Waits until the page has drawn this many frames more.
 * @param {Pick<Page, "evaluate">} page
 */
export const frames = (page, count) => page.evaluate(async (count) => {
  for (let i = 0; i < count; i++) await new Promise((resolve) => requestAnimationFrame(resolve));
}, count);

/**
 * Begins a link's experiment in an open page, which has to take all of it, and pauses it after this many steps.
 * @param {Pick<Page, "evaluate">} page
 */
export async function begin(page, link = "", steps = 0) {
  const { errors } = await train(page, link, steps);
  if (errors.length) throw new Error(JSON.stringify(errors));
}

/**
 * Loads a link into an open page, trains it this many steps from the start, and resolves to its snapshot.
 * @param {Pick<Page, "evaluate">} page
 * @param {string} link
 * @param {number} steps
 */
export function train(page, link, steps) {
  return page.evaluate(
    async ([link, steps]) => {
      await saddle.ready;
      saddle.pause();
      const { errors } = saddle.load(link);
      saddle.pause();
      saddle.reset();
      await saddle.step(steps);
      return { ...saddle.snapshot(), points: undefined, errors };
    },
    /** @type {const} */ ([link, steps]),
  );
}

const loadAxe = new Function(axe.source);

/**
 * What axe finds that is serious or critical, a line each, in what its context names: all of the page if nothing.
 * @param {{ evaluate: Function }} page in whichever browser
 * @param {import("axe-core").ElementContext} [context]
 * @returns {Promise<string[]>}
 */
export async function faults(page, context = "html") {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(loadAxe);
  return page.evaluate(async (context) => {
    const { violations } = await globalThis.axe.run(context, { resultTypes: ["violations"] });
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.target} ${node.failureSummary}`));
  }, context);
}

/** What the terminal prints last for the same link and steps. */
export async function terminal(link, steps) {
  const { stdout } = await promisify(execFile)(
    "go",
    ["run", "./core/cmd/saddle", "train", "-link", link, "-steps", String(steps), "-every", String(Math.max(steps, 1))],
    { cwd: root },
  );
  return JSON.parse(stdout.trim().split("\n").at(-1));
}
