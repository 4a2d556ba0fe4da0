// The pages' policy: each has one, everything that pages do goes by it, and what does not belong to the site is refused.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { withHashes, withPolicy } from "../tools/policy.mjs";
import { singles } from "../tools/single.mjs";
import { answer } from "../tools/static.mjs";
import { can, dist, downloaded, newPage, open, opening, serve, serveWith } from "./browser.js";

const address = await serve("/some/path/");
const fileAddress = (name) => pathToFileURL(path.join(dist, name)).href;
const pages = readdirSync(dist, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".html"));

/** The rules of a page, by their names. */
function rulesOf(html) {
  const [, content] = html.match(/^<!doctype html>\n<html[^>]*>\n<head>\n {2}<meta charset="utf-8">\n {2}<meta http-equiv="Content-Security-Policy" content="([^"]*)">/) ?? [];
  assert.ok(content, "there is no policy before everything that it is to judge");
  return Object.fromEntries(content.split("; ").map((rule) => rule.split(" ")).map(([name, ...sources]) => [name, sources]));
}

test("every page has a policy that allows the site alone", () => {
  assert.ok(pages.length >= 9, pages.join(" "));
  for (const name of pages) {
    const html = readFileSync(path.join(dist, name), "utf8");
    const rules = rulesOf(html);
    for (const none of ["default-src", "base-uri", "form-action"]) assert.deepEqual(rules[none], ["'none'"], name);
    const own = name in singles ? /^('sha256-[\w+/]{43}='|data:)$/ : /^('self'|data:)$/;
    for (const [rule, sources] of Object.entries(rules)) {
      if (rule === "default-src" || rule === "base-uri" || rule === "form-action") continue;
      const allowed = { "script-src": "'wasm-unsafe-eval'", "worker-src": name in singles ? "blob:" : "'self'" }[rule];
      for (const source of sources) if (source !== allowed) assert.match(source, own, `${name}: ${rule}`);
    }
    for (const rule of ["script-src", "style-src"]) assert.ok(rules[rule].length && !rules[rule].includes("data:"), `${name}: ${rule}`);
    assert.equal(html.match(/Content-Security-Policy/g).length, 1, name);
    assert.equal("frame-src" in rules, name === "site/examples/embed.html", name);
  }
});

test("where the site's address is known, a policy names it beside 'self', and nothing else", () => {
  const page = `<!doctype html>\n<html>\n<head>\n  <meta charset="utf-8">\n<iframe src="x">`;
  const [known, unknown] = ["https://example.org/saddle/", undefined].map((address) => rulesOf(withPolicy(page, address)));
  const named = (sources) => sources.flatMap((source) => (source === "'self'" ? ["'self'", "https://example.org"] : [source]));
  assert.deepEqual(known, Object.fromEntries(Object.entries(unknown).map(([rule, sources]) => [rule, named(sources)])));
  assert.ok(unknown["frame-src"].includes("'self'"));
});

test("no page has a style or a script in itself, unless it is one file", () => {
  for (const name of pages) {
    const elements = readFileSync(path.join(dist, name), "utf8").replace(/(<(?:script|style)\b[^>]*>).*?(?=<\/(?:script|style)>)/gs, (whole, tag) => (name in singles ? tag : whole));
    const found = [...elements.matchAll(/<style\b|<script\b(?![^>]*\ssrc=)|<[a-z][^>]*\s(?:style|on\w+)\s*=[^>]*>|href="javascript:/gi)].map(([tag]) => tag);
    assert.deepEqual(name in singles ? found.filter((tag) => !/^<(style|script)$/.test(tag)) : found, [], name);
  }
  for (const part of ["<script>1</script>", `<script type="module">1</script>`, "<style>p {}</style>", `<p style="color: red">`, `<p onclick="go()">`]) {
    assert.throws(() => withPolicy(`<head><meta charset="utf-8"></head>${part}`), part);
  }
  for (const part of [`<p style="color: red">`, `<p onclick="go()">`]) assert.throws(() => withHashes(`<head><meta charset="utf-8"></head>${part}`), part);
});

/**
 * Has every frame and window of a page say what its policy refused, among the page's complaints.
 * @param {import("./browser.js").Owner} t
 * @param {import("./browser.js").PageOptions} [options]
 */
async function watched(t, options = {}) {
  const page = await newPage(t, {
    ...options,
    prepare: () => addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sample, sourceFile, lineNumber }) =>
      console.error(`refused: ${effectiveDirective} ${blockedURI} ${sample} ${sourceFile}:${lineNumber}`)),
  });
  if (can.press) page.on("popup", (popup) => popup.on("console", (message) => { if (message.type() === "error") page.complaints.push(message.text()); }));
  return page;
}

/** Nothing was refused, and nobody but the site was asked for anything. */
function lawful(page, from = address) {
  assert.deepEqual(page.complaints, []);
  assert.deepEqual(page.requests.filter((request) => !/^(data|blob|about):/.test(request) && !request.startsWith(from)), []);
}

const ready = (page) => page.waitForFunction(() => globalThis.saddle?.presets, null, opening);
const quietly = { waitUntil: /** @type {const} */ ("domcontentloaded"), ...opening };

/** What a person does with the trainer. */
async function useTrainer(page, address) {
  await open(page, address, "#structure=classifier");
  await page.locator("#charts .uplot").first().waitFor();
  await page.click("#language");
  await page.click("#theme");
  await page.click("#share");
  if (address.startsWith("http")) { // nobody else can open what is on a disk
    await page.click(".code-small");
    await page.click(".code-large");
  }
  const { name } = await downloaded(page, () => page.locator("#sharing").getByRole("button", { name: /^(Save|Lưu)$/ }).click());
  assert.match(name, /\.saddle$/);
  await page.click("#shortcuts");
  await page.keyboard.press("Escape");
  await page.hover("#play");
  await page.locator("#charts .u-over").first().hover();
  await page.evaluate(() => saddle.load("#cloud=points"));
  await page.keyboard.press("d");
  await page.locator("#drawing canvas").click();
  await page.keyboard.press("Escape");
  await page.keyboard.press("e");
  await page.locator("#presets a").nth(3).click();
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await page.locator(".sheet").waitFor({ state: "attached" });
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  await page.evaluate(() => { saddle.pause(); return saddle.step(3); });
}

/** Comes by every figure, and moves what can be moved. */
async function useLecture(page) {
  await ready(page);
  for (const figure of await page.locator("[data-figure]").all()) {
    await figure.scrollIntoViewIfNeeded();
    await figure.locator('.figure-stage[data-state="ready"]').waitFor();
    await figure.locator(".figure-stage").evaluate((stage) => stage.dispatchEvent(new Event("demonstrate")));
    for (const handle of await figure.locator(".handle").all()) {
      await handle.focus();
      await page.keyboard.press("ArrowRight");
    }
  }
  await page.click("#theme");
}

/** Turns all slides, speaks from them, and looks at the keys. */
async function useSlides(page) {
  await ready(page);
  if (can.press) {
    const [notes] = await Promise.all([page.waitForEvent("popup"), page.keyboard.press("s")]);
    assert.equal(await notes.evaluate(() => getComputedStyle(document.body).display), "grid"); // the window's own sheet
    await page.bringToFront();
  }
  const count = await page.locator(".slides > section").count();
  for (let i = 1; i < count; i++) {
    await page.keyboard.press("ArrowRight");
    await page.waitForFunction(() => [...document.querySelectorAll("section.present .figure-stage")].every(({ dataset }) => dataset.state === "ready"), null, opening);
    await page.keyboard.press("Enter");
  }
  await page.keyboard.press("?");
  await page.locator("#help-dialog form button").click();
  await page.waitForFunction(() => !document.getElementById("help-dialog").open);
}

test("all that the trainer does is lawful", async (t) => {
  const page = await watched(t);
  await useTrainer(page, address);
  lawful(page);
  const hiding = await watched(t);
  await hiding.goto(`${address}?embed=plane,transport,toggles&hide=speed,heatmap&theme=dark&lang=vi`, quietly);
  await hiding.locator("[data-view-name=real]").waitFor(opening);
  assert.equal(await hiding.locator(".speed, [data-view-name=heatmap]").filter({ visible: true }).count(), 0);
  assert.equal(await hiding.locator("#play").isVisible(), true);
  lawful(hiding);
});

test("all that the lecture does is lawful", async (t) => {
  const page = await watched(t);
  await page.goto(`${address}site/lecture/`, quietly);
  await useLecture(page);
  lawful(page);
});

test("all that the slides do is lawful", async (t) => {
  const page = await watched(t);
  await page.goto(`${address}site/slides/`, quietly);
  await useSlides(page);
  lawful(page);
});

test("all that the example's frames do is lawful", async (t) => {
  const page = await watched(t);
  await page.goto(`${address}site/examples/embed.html`, quietly);
  await page.waitForFunction(() => document.getElementById("log").textContent.match(/← .*"ok":true/g)?.length >= 2, null, opening);
  lawful(page);
});

test("so is what the page in one file does, from a disk", async (t) => {
  const page = await watched(t);
  await useTrainer(page, fileAddress("saddle.html"));
  lawful(page, fileAddress("saddle.html"));
});

test("what does not belong to the site is refused, on every page", async (t) => {
  const asked = [];
  const elsewhere = await serveWith((pathname, response) => {
    asked.push(pathname);
    answer(response, 200, "", ".js");
  });
  for (const name of pages) {
    const page = await newPage(t);
    await page.goto(name in singles ? fileAddress(name) : address + name, quietly);
    const refused = await page.evaluate(async (elsewhere) => {
      const refused = new Set();
      addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => refused.add(`${effectiveDirective} ${blockedURI.replace(/\d+\/?$/, "")}`));
      const put = (tag, attributes, text = "") => {
        const node = document.createElement(tag);
        for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
        node.textContent = text;
        document.body.append(node);
      };
      put("script", {}, "globalThis.harmed = true;");
      put("script", { src: elsewhere });
      put("img", { src: elsewhere });
      put("iframe", { src: elsewhere });
      put("link", { rel: "stylesheet", href: elsewhere });
      put("style", {}, "body { color: red }");
      put("p", { style: "color: red", onclick: "globalThis.harmed = true" });
      document.body.lastElementChild.dispatchEvent(new Event("click")); // some browsers judge it then
      await fetch(elsewhere).catch(() => {});
      if (globalThis.harmed) throw new Error("a script ran");
      // The page may be at work on its program just then.
      const end = performance.now() + 30_000;
      while (refused.size < 9 && performance.now() < end) await new Promise((resolve) => setTimeout(resolve));
      return [...refused].sort();
    }, elsewhere);
    const there = "http://127.0.0.1:";
    assert.deepEqual(refused, [
      // A page in one file finds nothing elsewhere by `fetch`, whatever its policy says.
      `connect-src ${there}`, `frame-src ${there}`, `img-src ${there}`, "script-src-attr inline", "script-src-elem inline", `script-src-elem ${there}`,
      "style-src-attr inline", "style-src-elem inline", `style-src-elem ${there}`,
    ].sort(), name);
    await page.context().close();
  }
  assert.deepEqual(asked, []);
});
