// WebKit, as Debian has it, behind the names that Playwright gives to what tests do: Playwright drives a WebKit of its own alone, and this one's
// driver speaks classic WebDriver. There is what tests use, and it means what it means to Playwright, but for what `can` in browser.js says
// that this driver cannot do.
import { execFileSync } from "node:child_process";
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { PNG } from "pngjs";
import { Builder, By, Key, Origin } from "selenium-webdriver";
import { DriverService } from "selenium-webdriver/remote/index.js";
import { surroundings } from "./everywhere/display.js";

const keys = {
  Enter: Key.ENTER, Escape: Key.ESCAPE, Tab: Key.TAB, Backspace: Key.BACK_SPACE, Delete: Key.DELETE, Home: Key.HOME, End: Key.END, PageUp: Key.PAGE_UP, PageDown: Key.PAGE_DOWN,
  ArrowLeft: Key.ARROW_LEFT, ArrowRight: Key.ARROW_RIGHT, ArrowUp: Key.ARROW_UP, ArrowDown: Key.ARROW_DOWN, Control: Key.CONTROL, ControlOrMeta: Key.CONTROL, Shift: Key.SHIFT, Alt: Key.ALT, Space: " ",
};

// What browsers say, a file for each; it goes with the tests, however they end.
const folder = mkdtempSync(path.join(tmpdir(), "saddle-webkit-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
let pages = 0;

/** Settings of its windows: nothing in them moves, and what is above a page takes so little room that a window can be as narrow as a phone's. */
function settings() {
  for (const gtk of ["gtk-3.0", "gtk-4.0"]) {
    mkdirSync(path.join(folder, gtk), { recursive: true });
    writeFileSync(path.join(folder, gtk, "settings.ini"), "[Settings]\ngtk-enable-animations=0\n");
    writeFileSync(path.join(folder, gtk, "gtk.css"), "* { min-width: 0; margin: 0; padding: 0; border-width: 0; font-size: 1px; }\n");
  }
  return folder;
}

/** What has it speak a language: its locale, which is made here, as few systems have all of them. */
function speaking(language) {
  const name = `${language}.UTF-8`;
  const locales = path.join(folder, "locales");
  if (!existsSync(path.join(locales, name))) {
    mkdirSync(locales, { recursive: true });
    execFileSync("localedef", ["-i", language, "-f", "UTF-8", path.join(locales, name)]);
  }
  return { LOCPATH: locales, LC_ALL: name };
}

// Nothing can be run in a page before its own scripts, and its driver hears nothing of requests. But the tests' own server does: pages tell it by a
// cookie who they are.
const known = new Map();
const cookie = "saddle-page";

/**
 * Takes a request before the server answers it, as what is asked of a page wants it: notes it, has it wait or come to nothing, and puts what is to
 * be run before a page's own scripts at its head. Resolves to whether it is still to be answered.
 * @param {import("node:http").ServerResponse} response
 */
export async function meet(response) {
  const { req: request } = response;
  const page = known.get(request.headers.cookie?.match(new RegExp(`\\b${cookie}=(\\d+)`))?.[1]);
  if (!page) return true;
  const address = new URL(request.url, `http://${request.headers.host}`).href;
  if (!address.endsWith("/favicon.ico")) page.requests.push(address); // which no driver tells of
  let ended = false;
  for (const { matches, handle } of page.routes) {
    if (matches(address)) await handle({ abort: () => { ended = true; response.destroy(); }, continue: async () => {} });
  }
  if (ended) return false;
  if (page.prepared && request.headers["sec-fetch-mode"] === "navigate") putInHead(response, `<script>${page.prepared}</script>`);
  return true;
}

/** Has a response of HTML begin its head with this. */
function putInHead(response, text) {
  const { writeHead, write, end } = response;
  const parts = [];
  let html = false;
  response.writeHead = (status, headers) => {
    html = headers["Content-Type"].startsWith("text/html");
    const longer = { ...headers };
    if (html) delete longer["Content-Length"];
    return writeHead.call(response, status, longer);
  };
  response.write = (part, ...more) => (html ? (parts.push(Buffer.from(part)), true) : write.call(response, part, ...more));
  response.end = (part, ...more) => {
    if (!html) return end.call(response, part, ...more);
    if (part) parts.push(Buffer.from(part));
    return end.call(response, Buffer.concat(parts).toString().replace(/<head>|<!doctype html>/i, (tag) => tag + text));
  };
}

/**
 * Opens a WebKit of its own, which shows one page.
 * @param {import("./browser.js").PageOptions & { viewport: { width: number, height: number } }} options
 */
export async function launchPage({ viewport, scheme = "light", language = "en", vectors = true, visited = false, prepare }) {
  const number = ++pages;
  const said = path.join(folder, String(number));
  const file = openSync(said, "w");
  const environment = { ...await surroundings(), XDG_CONFIG_HOME: settings(), ...(scheme === "dark" && { GTK_THEME: "Adwaita:dark" }),
    ...(language === "vi" && speaking("vi_VN")), ...(!vectors && { JSC_useWasmSIMD: "false" }) };
  const service = new DriverService.Builder("WebKitWebDriver").setLoopback(true).setEnvironment(environment).setStdio(["ignore", file, file]).build();
  let driver;
  const close = async () => {
    await driver?.quit().catch(() => {}); // A browser that has ended by itself has been a fault of its test already.
    await service.kill();
  };
  try {
    const server = await service.start();
    driver = await new Builder().usingServer(server).withCapabilities({
      browserName: "MiniBrowser",
      "webkitgtk:browserOptions": { args: ["--automation", "--enable-write-console-messages-to-stdout=true"] },
    }).build();
    await driver.manage().setTimeouts({ script: null, pageLoad: 120_000 }); // it would measure a script's time by the page's own timers, which tests change
  } catch (error) {
    await close();
    throw error;
  } finally {
    closeSync(file);
  }
  const page = new WebKitPage(driver, number, said, visited, prepare && ("content" in prepare ? prepare.content : `(${prepare})()`), close);
  known.set(String(number), page);
  await page.setViewportSize(viewport);
  return page;
}

// What goes into a page and comes out of it is more than JSON: undefined, NaN, infinities, and numbers in typed arrays.
// A function of its own, as it is sent into pages, too.
function pack(value) {
  const seen = new Set();
  const of = (value) => {
    if (value === undefined || typeof value === "function" || typeof value === "symbol") return { $: "undefined" };
    if (typeof value === "number" && (!Number.isFinite(value) || Object.is(value, -0))) return { $: "number", text: Object.is(value, -0) ? "-0" : String(value) };
    if (typeof value === "bigint") return { $: "bigint", text: String(value) };
    if (value === null || typeof value !== "object") return value;
    if (value instanceof RegExp) return { $: "regexp", text: value.source, flags: value.flags };
    if (value instanceof Date) return { $: "date", text: value.toISOString() };
    if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return { $: value.constructor.name, list: Array.from(/** @type {any} */ (value), of) };
    if (typeof Node !== "undefined" && value instanceof Node || seen.has(value)) return { $: "undefined" };
    seen.add(value);
    const packed = Array.isArray(value) ? value.map(of) : Object.fromEntries(Object.entries(value).map(([key, one]) => [key, of(one)]));
    seen.delete(value);
    return packed;
  };
  return of(value);
}

function unpack(value) {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(unpack);
  switch (value.$) {
    case undefined: return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, unpack(one)]));
    case "undefined": return undefined;
    case "number": return Number(value.text);
    case "bigint": return BigInt(value.text);
    case "regexp": return new RegExp(value.text, value.flags);
    case "date": return new Date(value.text);
    case "Buffer": return Uint8Array.from(value.list);
    default: return globalThis[value.$].from(value.list.map(unpack));
  }
}

/** In a page: the elements that a locator's steps lead to. */
function found(steps) {
  const seen = (node) => node.checkVisibility({ visibilityProperty: true }) && node.getBoundingClientRect().width > 0 && node.getBoundingClientRect().height > 0;
  const text = (node) => (node.innerText ?? node.textContent).replace(/\s+/g, " ").trim();
  const whole = (node) => node.textContent.replace(/\s+/g, " ").trim();
  const says = (words, wanted, exact) => (wanted instanceof RegExp ? wanted.test(words) : exact ? words === wanted : words.toLowerCase().includes(wanted.replace(/\s+/g, " ").toLowerCase()));
  const roles = {
    button: "button, [role=button], summary, input[type=submit], input[type=button]", radio: "input[type=radio], [role=radio]", checkbox: "input[type=checkbox]:not([role]), [role=checkbox]", slider: "input[type=range], [role=slider]",
    textbox: "input:not([type]), input[type=text], input[type=search], textarea", link: "a[href]:not([role])", dialog: "dialog, [role=dialog]", progressbar: "progress, [role=progressbar]", combobox: "select, [role=combobox]", spinbutton: "input[type=number]",
    field: "input, select, textarea, [aria-label], [aria-labelledby]",
  };
  const name = (node) => (node.getAttribute("aria-label")
    ?? node.getAttribute("aria-labelledby")?.split(/\s+/).map((id) => whole(document.getElementById(id))).join(" ")
    ?? ((node.labels?.length ? [...node.labels].map(whole).join(" ") : "") || whole(node) || node.value || node.title || "")).replace(/\s+/g, " ").trim();
  const query = (roots, css) => [...new Set(roots.flatMap((root) => [...root.querySelectorAll(/^\s*[>+~]/.test(css) ? `:scope ${css}` : css)]))];
  const inside = (roots, selector) => {
    const [first, ...rest] = selector.split(":visible");
    return rest.reduce((list, more) => (more.trim() ? query(list.filter(seen), more) : list.filter(seen)), query(roots, first));
  };
  const order = (list) => [...new Set(list)].sort((a, b) => (a.compareDocumentPosition(b) & 4 ? -1 : 1));
  let list = /** @type {any[]} */ ([document]);
  for (const step of steps) {
    if (step.css) list = order(inside(list, step.css));
    if (step.role) list = order(inside(list, roles[step.role])).filter((node) => node.checkVisibility({ visibilityProperty: true }) && (step.name === undefined || says(name(node), step.name, step.exact)));
    if (step.text !== undefined) list = order(inside(list, "*")).filter((node) => says(text(node), step.text, step.exact) && ![...node.children].some((child) => says(text(child), step.text, step.exact)));
    if (step.hasText !== undefined) list = list.filter((node) => says(whole(node), step.hasText));
    if (step.visible !== undefined) list = list.filter((node) => seen(node) === step.visible);
    if (step.has) list = list.filter((node) => globalThis.saddleFound(step.has).some((one) => node.contains(one) && node !== one));
    if (step.or) list = order([...list, ...globalThis.saddleFound(step.or)]);
    if (step.nth !== undefined) list = [list.at(step.nth)].filter(Boolean);
  }
  return list;
}

const tools = `globalThis.saddleFound ??= ${found}; globalThis.saddlePack ??= ${pack}; globalThis.saddleUnpack ??= ${unpack};`;

class Locator {
  constructor(page, steps) {
    this.of = page;
    this.steps = steps;
  }

  #more(...steps) { return new Locator(this.of, [...this.steps, ...steps]); }
  locator(css, { hasText, has } = /** @type {any} */ ({})) {
    if (css instanceof Locator) return this.#more(...css.steps);
    return this.#more({ css }, ...(hasText === undefined ? [] : [{ hasText }]), ...(has ? [{ has: has.steps }] : []));
  }
  filter({ hasText, has, visible } = /** @type {any} */ ({})) { return this.#more({ hasText, visible, has: has?.steps }); }
  getByRole(role, { name, exact } = /** @type {any} */ ({})) { return this.#more({ role, name, exact }); }
  getByText(text, { exact } = /** @type {any} */ ({})) { return this.#more({ text, exact }); }
  getByLabel(name, { exact } = /** @type {any} */ ({})) { return this.#more({ role: "field", name, exact }); }
  or(other) { return this.#more({ or: other.steps }); }
  nth(nth) { return this.#more({ nth }); }
  first() { return this.nth(0); }
  last() { return this.nth(-1); }
  page() { return this.of; }

  evaluateAll(run, argument) { return this.of.ask(`(steps, argument) => (${run})(saddleFound(steps), argument)`, this.steps, argument); }
  async evaluate(run, argument) {
    await this.waitFor({ state: "attached" });
    return this.of.ask(`(steps, argument) => (${run})(saddleFound(steps)[0], argument)`, this.steps, argument);
  }
  count() { return this.evaluateAll((list) => list.length); }
  async all() { return Array.from({ length: await this.count() }, (_, i) => this.nth(i)); }
  allInnerTexts() { return this.evaluateAll((list) => list.map((node) => node.innerText.replace(/\n$/, ""))); }
  allTextContents() { return this.evaluateAll((list) => list.map((node) => node.textContent)); }
  innerText() { return this.evaluate((node) => node.innerText.replace(/\n$/, "")); }
  innerHTML() { return this.evaluate((node) => node.innerHTML); }
  textContent() { return this.evaluate((node) => node.textContent); }
  inputValue() { return this.evaluate((node) => node.value); }
  getAttribute(name) { return this.evaluate((node, name) => node.getAttribute(name), name); }
  isDisabled() { return this.evaluate((node) => node.matches(":disabled, [aria-disabled=true]")); }
  async isEnabled() { return !await this.isDisabled(); }
  isChecked() { return this.evaluate((node) => node.checked); }
  async isVisible() { return await this.filter({ visible: true }).count() > 0; }
  async isHidden() { return !await this.isVisible(); }

  async waitFor({ state = "visible", timeout } = /** @type {any} */ ({})) {
    const all = state === "attached" || state === "detached" ? this : this.filter({ visible: true });
    const wanted = state === "visible" || state === "attached";
    await this.of.patiently(async () => (await all.count() > 0) === wanted, `${JSON.stringify(pack(this.steps))} to be ${state}`, timeout);
  }

  scrollIntoViewIfNeeded() { return this.evaluate((node) => node.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" })); }
  focus() { return this.evaluate((node) => node.focus()); }
  selectText() { return this.evaluate((node) => { node.focus(); node.select(); }); }
  blur() { return this.evaluate((node) => node.blur()); }
  dispatchEvent(type, init) {
    return this.evaluate((node, [type, init]) => {
      const Kind = /^pointer/.test(type) ? PointerEvent : /^(click|mouse)/.test(type) ? MouseEvent : Event;
      node.dispatchEvent(new Kind(type, { bubbles: true, cancelable: true, composed: true, ...init }));
    }, [type, init]);
  }

  /** Where it is in the window; null where it has no place. */
  async boundingBox() {
    await this.waitFor({ state: "attached" });
    return this.evaluate((node) => {
      const { x, y, width, height } = node.getBoundingClientRect();
      return width || height ? { x, y, width, height } : null;
    });
  }

  /** Its middle, once it is seen, can be used, is at rest and nothing lies over it. */
  async #middle({ force = false, position } = /** @type {any} */ ({})) {
    await this.waitFor();
    let before = "";
    return this.of.patiently(async () => {
      const place = await this.filter({ visible: true }).evaluate(async (node, position) => {
        const inWindow = () => {
          const { left, top, right, bottom } = node.getBoundingClientRect();
          return left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
        };
        if (!inWindow()) node.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
        const box = node.getClientRects()[0] ?? node.getBoundingClientRect();
        if (position) return { x: box.left + position.x, y: box.top + position.y, free: true };
        // Its scrollbars lie over the last pixels of what scrolls, and are there whether they are seen or not.
        for (const share of [0.5, 0.2]) {
          const [x, y] = [box.left + box.width * share, box.top + box.height / 2];
          const there = document.elementFromPoint(x, y);
          const label = there?.closest("label");
          if (there && (node.contains(there) || label?.control === node || label && node.contains(label))) return { x, y, free: !node.matches(":disabled") };
        }
        node.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" }); // from under what stays in its place
        return { x: box.left + box.width / 2, y: box.top + box.height / 2, free: false };
      }, position);
      const now = `${place.x} ${place.y}`;
      const rests = now === before;
      before = now;
      if (!place.free && !force) await this.of.mouse.move(1, 1); // a help that the mouse has opened by resting may lie over it
      return rests && (place.free || force) && place;
    }, `${JSON.stringify(pack(this.steps))} to be where it can be clicked`);
  }

  async click(options) {
    const { x, y } = await this.#middle(options);
    await this.of.mouse.click(x, y);
  }
  async hover() {
    const { x, y } = await this.#middle();
    await this.of.mouse.move(x, y);
  }
  async check() { if (!await this.isChecked()) await this.click(); }
  async uncheck() { if (await this.isChecked()) await this.click(); }
  setChecked(wanted) { return wanted ? this.check() : this.uncheck(); }
  async press(key) {
    await this.focus();
    await this.of.keyboard.press(key);
  }
  async pressSequentially(text) {
    await this.focus();
    await this.of.keyboard.type(text);
  }
  fill(text) {
    return this.evaluate((node, text) => {
      node.focus();
      node.value = text;
      for (const type of ["input", ...(node.type === "range" ? ["change"] : [])]) node.dispatchEvent(new Event(type, { bubbles: true }));
    }, String(text));
  }
  selectOption(wanted) {
    return this.evaluate((node, wanted) => {
      const options = [...node.options];
      const option = typeof wanted === "string" ? options.find(({ value, label }) => value === wanted || label === wanted) : options.find(({ label, value }, i) => label === wanted.label || value === wanted.value || i === wanted.index);
      if (!option) throw new Error(`there is no ${JSON.stringify(wanted)}`);
      node.value = option.value;
      for (const type of ["input", "change"]) node.dispatchEvent(new Event(type, { bubbles: true }));
      return [option.value];
    }, wanted);
  }
  async screenshot(options = {}) {
    await this.evaluate((node) => (node.ownerSVGElement ?? node).parentElement.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" }));
    return this.of.screenshot({ ...options, clip: await this.boundingBox() });
  }
}

/** Where scripts run and elements are: a page, or a frame of one. */
class Place {
  patience = 30_000;

  /**
   * Runs a script of the driver's there: each kind of place in a way of its own.
   * @returns {Promise<any>}
   */
  async run(/** @type {any[]} */ ...script) { throw new Error(`there is nowhere to run ${script[0]}`); }

  /** Evaluates a function of two arguments, as written, in the page. */
  async ask(run, first, second) {
    const { value, error } = await this.run(
      `const [first, second, done] = arguments; ${tools}
      (async () => saddlePack(await (${run})(saddleUnpack(first), saddleUnpack(second))))().then((value) => done({ value }), (error) => done({ error: String(error?.stack ? error + "\\n" + error.stack : error) }));`, pack(first), pack(second));
    if (error !== undefined) throw new Error(error);
    return unpack(value);
  }
  evaluate(run, argument) { return typeof run === "string" ? this.ask(`() => (${run})`) : this.ask(`(argument) => (${run})(argument)`, argument); }

  async patiently(holds, what, timeout = this.patience) {
    const end = Date.now() + timeout;
    for (let last; ; await new Promise((resolve) => setTimeout(resolve, 50))) {
      try {
        const value = await holds();
        if (value) return value;
      } catch (error) {
        last = error; // a page that is being left cannot be asked
      }
      if (Date.now() > end) throw new Error(`after ${timeout / 1000} s still waiting for ${what}`, { cause: last });
    }
  }
  waitForFunction(run, argument, { timeout } = /** @type {any} */ ({})) {
    const value = typeof run === "string" ? `(${run})` : `(${run})(argument)`;
    return this.patiently(() => this.ask(`async (argument) => Boolean(await ${value})`, argument), `${run}, ${JSON.stringify(argument)}`, timeout);
  }
  locator(css, options) { return new Locator(this, []).locator(css, options); }
  getByRole(role, options) { return new Locator(this, []).getByRole(role, options); }
  getByText(text, options) { return new Locator(this, []).getByText(text, options); }
  click(css) { return this.locator(css).first().click(); }
  hover(css) { return this.locator(css).first().hover(); }
}

/** A page of WebKit's. `complaints` are errors, as WebKit writes them with all that the page's console gets. */
class WebKitPage extends Place {
  requests = /** @type {string[]} */ ([]); // that the tests' server has got
  routes = /** @type {{ matches(address: string): boolean, handle(route: { abort(): void, continue(): Promise<void> }): unknown }[]} */ ([]);
  met = /** @type {Set<string>} */ (new Set()); // origins

  constructor(driver, number, said, visited, prepared, close) {
    super();
    this.driver = driver;
    this.number = number;
    this.said = said;
    this.visited = visited;
    this.prepared = prepared;
    this.close = close;
    const actions = () => driver.actions({ async: true });
    const move = (x, y) => actions().move({ x: Math.round(x), y: Math.round(y), origin: Origin.VIEWPORT, duration: 0 });
    let at = [0, 0];
    this.mouse = {
      move: async (x, y, { steps = 1 } = {}) => {
        const [left, top] = at;
        for (let i = 1; i <= steps; i++) await move(left + ((x - left) * i) / steps, top + ((y - top) * i) / steps).perform();
        at = [x, y];
      },
      down: () => actions().press().perform(),
      up: () => actions().release().perform(),
      click: async (x, y) => {
        at = [x, y];
        await move(x, y).press().release().perform();
      },
      wheel: (x, y) => actions().scroll(Math.round(at[0]), Math.round(at[1]), x, y, Origin.VIEWPORT).perform(),
    };
    const key = (name) => keys[name] ?? name;
    this.keyboard = {
      down: (name) => actions().keyDown(key(name)).perform(),
      up: (name) => actions().keyUp(key(name)).perform(),
      press: (combined) => {
        const names = combined.length > 1 ? combined.split("+").map(key) : [combined];
        const list = actions();
        for (const name of names) list.keyDown(name);
        for (const name of names.reverse()) list.keyUp(name);
        return list.perform();
      },
      type: async (text) => { for (const letter of text) await this.keyboard.press(letter === "\n" ? "Enter" : letter); },
    };
  }

  /** What the driver is asked has its turn where there are frames: it looks into one at a time. */
  run(...script) { return this.turn ? this.inTurn(() => this.driver.executeAsyncScript(...script)) : this.driver.executeAsyncScript(...script); }
  inTurn(act) {
    const done = (this.turn ?? Promise.resolve()).then(act);
    this.turn = done.catch(() => {});
    return done;
  }
  frames() { return [this, ...[0, 1, 2].map((number) => new Frame(this, { number }))]; }
  frameLocator(css) { return new Frame(this, { css }); }

  get complaints() { return readFileSync(this.said, "utf8").split("\n").filter((line) => /^CONSOLE .*\bERROR\b/.test(line)); }

  async goto(address, { waitUntil } = /** @type {any} */ ({})) {
    const { origin, protocol } = new URL(address);
    if (protocol.startsWith("http") && !this.met.has(origin)) {
      this.met.add(origin);
      await this.driver.get(`${origin}/nothing-is-here`);
      await this.driver.executeScript(`document.cookie = "${cookie}=${this.number}; path=/";`);
      if (this.visited) await this.driver.executeScript('try { localStorage.setItem("saddle.welcomed", "yes") } catch {}');
    }
    if (waitUntil === "commit") {
      await this.driver.executeScript("const [address] = arguments; setTimeout(() => { location.href = address; });", address);
      await this.patiently(async () => await this.driver.getCurrentUrl() === new URL(address).href, `the address ${address}`);
    } else {
      await this.driver.get(address);
    }
    await this.prepare();
  }
  async reload() {
    await this.driver.navigate().refresh();
    await this.prepare();
  }
  // As the page's own scripts do: a person's Back leaves out what no person has pressed for.
  goBack() { return this.driver.executeScript("history.back()"); }
  goForward() { return this.driver.executeScript("history.forward()"); }
  async prepare() {
    this.begun = await this.ask(`() => {
      if (!globalThis.noticed) {
        globalThis.noticed = [...document.querySelectorAll("#notices p")].map((node) => node.textContent);
        (${keep})();
      }
      return performance.timeOrigin;
    }`);
  }

  async route(wanted, handle) {
    const pattern = wanted instanceof RegExp ? wanted : new RegExp(`^${wanted.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replace(/\*\*\/|\*/g, (stars) => (stars === "*" ? "[^/]*" : ".*"))}$`);
    this.routes.push({ matches: (address) => pattern.test(address), handle });
  }
  async waitForEvent(name, { timeout } = /** @type {any} */ ({})) {
    if (name !== "load") throw new Error(`WebKit's driver does not tell of ${name}`);
    const { begun } = this;
    await this.patiently(async () => await this.ask("() => document.readyState === 'complete' && performance.timeOrigin") > begun, "another page to load", timeout);
    await this.prepare();
  }
  waitForURL(url) { return this.patiently(async () => (url instanceof RegExp ? url.test(await this.driver.getCurrentUrl()) : await this.driver.getCurrentUrl() === url), `the address ${url}`); }
  waitForTimeout(time) { return new Promise((resolve) => setTimeout(resolve, time)); }

  getAttribute(css, name) { return this.locator(css).first().getAttribute(name); }
  context() { return { close: () => this.close() }; }
  title() { return this.driver.getTitle(); }
  viewportSize() { return this.viewport; }

  async setViewportSize({ width, height }) {
    this.viewport = { width, height };
    // The window has a bar above the page.
    const [more, taller] = await this.driver.executeScript("return [outerWidth - innerWidth, outerHeight - innerHeight]");
    await this.driver.manage().window().setRect({ x: 0, y: 0, width: width + more, height: height + taller });
    await this.patiently(() => this.evaluate(([width, height]) => innerWidth === width && innerHeight === height, [width, height]), `a window of ${width} x ${height}`);
  }

  async screenshot({ clip, path: file } = /** @type {any} */ ({})) {
    let picture = Buffer.from(await this.driver.takeScreenshot(), "base64");
    if (clip) {
      const whole = PNG.sync.read(picture);
      const [x, y] = [Math.max(0, Math.round(clip.x)), Math.max(0, Math.round(clip.y))];
      const part = new PNG({ width: Math.min(Math.round(clip.width), whole.width - x), height: Math.min(Math.round(clip.height), whole.height - y) });
      PNG.bitblt(whole, part, x, y, part.width, part.height, 0, 0);
      picture = PNG.sync.write(part);
    }
    if (file) writeFileSync(file, picture);
    return picture;
  }
}

/** A frame of a page: the one with this number among them, or that a selector finds. */
class Frame extends Place {
  constructor(page, { number = 0, css = "iframe" }) {
    super();
    this.page = page;
    this.number = number;
    this.css = css;
    page.turn ??= Promise.resolve();
    this.keyboard = page.keyboard;
    const inWindow = async (x, y) => {
      const { left, top } = await page.evaluate(([css, number]) => {
        const { left, top } = document.querySelectorAll(css)[number].getBoundingClientRect();
        return { left, top };
      }, [css, number]);
      return [left + x, top + y];
    };
    this.mouse = {
      click: async (x, y) => { const [left, top] = await inWindow(x, y); await page.mouse.click(left, top); },
      move: async (x, y) => { const [left, top] = await inWindow(x, y); await page.mouse.move(left, top); },
    };
  }

  run(...script) {
    const { driver } = this.page;
    return this.page.inTurn(async () => {
      const frames = await driver.findElements(By.css(this.css));
      await driver.switchTo().frame(frames[this.number]);
      try {
        return await driver.executeAsyncScript(...script);
      } finally {
        await driver.switchTo().defaultContent();
      }
    });
  }
}

/** In a page: keeps the words of every notice from now on. */
function keep() {
  const notices = document.getElementById("notices");
  const add = (records) => globalThis.noticed.push(...records.flatMap(({ addedNodes }) => [...addedNodes]).map((notice) => notice.querySelector("p")?.textContent ?? ""));
  if (notices) new MutationObserver(add).observe(notices, { childList: true });
}
