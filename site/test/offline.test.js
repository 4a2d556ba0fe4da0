// Without a server: the page as one file, opened from a disk; and without a network: the site once it has been visited.
import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import { writeWorker } from "../tools/offline.mjs";
import { single } from "../tools/single.mjs";
import { sendFile } from "../tools/static.mjs";
import { can, dist, newPage, open, opening, root, serveWith, terminal, train } from "./browser.js";

const scratch = mkdtempSync(path.join(tmpdir(), "saddle-offline-"));
after(() => rmSync(scratch, { recursive: true }));

const file = path.join(dist, "saddle.html");
const fileAddress = pathToFileURL(file).href;
const tables = Object.fromEntries(["en", "vi"].map((name) => [name, JSON.parse(readFileSync(path.join(root, `assets/text/${name}.json`), "utf8"))]));

test("the page is one file of at most 6 MB that asks for nothing, and trains to the same bits", async (t) => {
  assert.ok(statSync(file).size <= 8e6, `${statSync(file).size} bytes`);
  const link = "#cloud=spiral&loss=minimax&d_steps=2&batch=64&seed=7";
  const page = await open(await newPage(t), fileAddress, link);
  await page.waitForFunction(() => saddle.snapshot().step > 2);
  const here = await train(page, link, 60);
  assert.equal(here.digest, (await terminal(link, 60)).digest);
  assert.equal(await page.evaluate(() => saddle.kernels), "simd");
  await page.locator("#charts .uplot").first().waitFor();
  // The address follows the settings, and the other language is in the file, too.
  await page.evaluate(() => saddle.set("seed", "8"));
  await page.waitForFunction(() => location.hash.endsWith("seed=8"));
  await page.click("#language");
  await page.locator(".tagline", { hasText: tables.vi["page.tagline"] }).waitFor();
  if (can.files) assert.deepEqual(page.requests.filter((request) => !/^(data|blob):/.test(request)), [fileAddress]);
  assert.deepEqual(page.complaints, []);
});

if (can.plain) test("the one file says what is missing in a browser without vectors", async (t) => {
  for (const language of ["en", "vi"]) {
    const page = await newPage(t, { language, vectors: false });
    await page.goto(fileAddress);
    await page.locator("#loading-text", { hasText: tables[language]["loading.single"] }).waitFor();
    assert.deepEqual(page.complaints.filter((said) => !said.includes("loading.single")), [], "more than the console is told of this");
  }
});

/** The digest of a figure's experiment after 30 rounds. */
const figureDigest = (page, name) => page.evaluate(async (name) => {
  saddle.use(name);
  saddle.pause();
  saddle.reset();
  await saddle.step(30);
  return saddle.snapshot(name).digest;
}, name);

test("the lecture is one file with both its languages, and its figures live", async (t) => {
  const lecture = path.join(dist, "lecture.html");
  assert.ok(statSync(lecture).size <= 8e6, `${statSync(lecture).size} bytes`);
  const address = pathToFileURL(lecture).href;
  const page = await newPage(t, { language: "vi" });
  await page.goto(address);
  assert.equal(await page.evaluate(() => document.documentElement.lang), "vi");
  const title = await page.title();
  await page.locator(".figure-stage").first().scrollIntoViewIfNeeded();
  await page.locator('.figure-stage[data-state="ready"]').first().waitFor();
  assert.equal(await figureDigest(page, "play"), (await terminal("", 30)).digest);
  await page.click("#language");
  await page.waitForFunction(() => document.documentElement.lang === "en" && document.readyState === "complete");
  assert.notEqual(await page.title(), title);
  const asked = page.requests.filter((request) => !/^(data|blob):/.test(request));
  if (can.files) assert.deepEqual(asked.map((request) => request.replace(/#.*/, "")), [address, `${address}?lang=en`]);
  assert.deepEqual(page.complaints, []);
});

if (can.press) test("the slides are one file with both their languages, figures that train to the same bits, and the speaker's window", async (t) => {
  const slides = path.join(dist, "slides.html");
  assert.ok(statSync(slides).size <= 8e6, `${statSync(slides).size} bytes`);
  const address = pathToFileURL(slides).href;
  const page = await newPage(t, { language: "vi" });
  await page.context().setOffline(true);
  await page.goto(`${address}#/play`);
  assert.equal(await page.evaluate(() => document.documentElement.lang), "vi");
  await page.locator('section.present .figure-stage[data-state="ready"]').waitFor(opening);
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => saddle.snapshot("play").step > 1);
  assert.equal(await figureDigest(page, "play"), (await terminal("", 30)).digest);
  const [notes] = await Promise.all([page.waitForEvent("popup"), page.keyboard.press("s")]);
  await notes.locator("h1", { hasText: "Cho chạy" }).waitFor();
  // Beside it in the folder are the other two.
  const links = await page.locator(".tools a.long").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
  assert.deepEqual(links.map((link) => link.replace(/\?.*/, "")), ["saddle.html", "lecture.html"]);
  await page.keyboard.press("l");
  await page.waitForFunction(() => document.documentElement.lang === "en" && document.querySelector("section.present")?.id === "play");
  assert.deepEqual(page.requests.filter((request) => !/^(data|blob|about):/.test(request)).map((request) => request.replace(/#.*/, "")), [address, `${address}?lang=en`]);
  assert.deepEqual(page.complaints, []);
});

test("a deck on a disk embeds the one file and drives it", async (t) => {
  const deck = path.join(scratch, "deck.html");
  writeFileSync(deck, `<!doctype html><title>deck</title><iframe src="${fileAddress}?embed=plane,transport,numbers#cloud=grid" width="320" height="240"></iframe>
    <script>
      globalThis.heard = new Promise((resolve) => addEventListener("message", ({ data }) => { if (data.id === "steps") resolve(data); }));
      const frame = document.querySelector("iframe");
      frame.onload = () => {
        for (const message of [{ do: "pause" }, { do: "reset" }, { id: "steps", do: "step", n: 30 }]) frame.contentWindow.postMessage({ saddle: 1, ...message }, "*");
      };
    </script>`);
  const page = await newPage(t);
  await page.goto(pathToFileURL(deck).href);
  const answer = await page.evaluate(() => globalThis.heard);
  assert.deepEqual([answer.ok, answer.step, answer.digest], [true, 30, (await terminal("#cloud=grid", 30)).digest]);
  assert.deepEqual(page.complaints, []);
});

test("a page in two languages, below a path, becomes one file, too", async (t) => {
  const folder = path.join(scratch, "pages");
  const write = (name, text) => {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  };
  const page = (language, title, text) => `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${title}</title>
    <link rel="stylesheet" href="style.css"><link rel="modulepreload" href="figures/main.js"><script defer src="../../before.js"></script></head>
    <body><p id="text">${text}</p><img src="dot.svg" alt=""><a href="${language === "en" ? "vi.html" : "./"}">other</a> <a href="../../index.html?embed#seed=2">page</a>
    <p data-served>needs a server</p><output></output><script type="module" src="figures/main.js"></script><script type="module">import { count } from "./figures/name.js"; globalThis.shared = count();</script></body></html>`;
  write("site/lecture/index.html", page("en", "One & two", "English </template>").replace("</template>", "&lt;/template>"));
  write("site/lecture/vi.html", page("vi", "Một", "Tiếng Việt"));
  write("site/lecture/style.css", `@import "more.css"; p { color: rgb(1, 2, 3) }`);
  write("site/lecture/more.css", `p { background: url(dot.svg) }`);
  write("site/lecture/dot.svg", `<svg xmlns="http://www.w3.org/2000/svg" width="2" height="2"/>`);
  write("site/lecture/figures/main.js", `import { count, name } from "./name.js"; count(); await 0;
    const table = await (await fetch(new URL(\`../../../assets/text/\${document.documentElement.lang}.json\`, import.meta.url))).json();
    const program = await (await fetch("../../main.wasm")).arrayBuffer();
    await fetch("../../core.wasm");
    const missing = await fetch("nothing.txt");
    const tricky = "</script><!-- $& $1 <script>".length;
    document.querySelector("output").textContent = [globalThis.before, name, table.hello, program.byteLength, missing.status, tricky].join();`);
  write("site/lecture/figures/name.js", `export const name = new URL("../dot.svg", import.meta.url).protocol;
    const home = new URL("../", import.meta.url).pathname;
    let counted = 0;
    export const count = () => home + ++counted;`);
  write("before.js", "globalThis.before = 1 <2;");
  write("main.wasm", "x".repeat(5000));
  for (const name of ["core.wasm", "wasm_exec.js", "site/common/player.js", "licences.txt"]) write(name, "// of all");
  for (const [language, hello] of [["en", "hello </script>"], ["vi", "chào"]]) write(`assets/text/${language}.json`, JSON.stringify({ hello }));
  const made = await single(folder, { en: "site/lecture/index.html", vi: "site/lecture/vi.html" });
  assert.doesNotMatch(made, /needs a server/);
  writeFileSync(path.join(folder, "lecture.html"), made);

  const expected = { en: ["One & two", "English </template>", "true,data:,hello </script>,5000,404,28"], vi: ["Một", "Tiếng Việt", "true,data:,chào,5000,404,28"] };
  const address = pathToFileURL(path.join(folder, "lecture.html")).href;
  for (const [language, query, wanted] of [["en", "", "en"], ["vi", "", "vi"], ["en", "?lang=vi", "vi"]]) {
    const page = await newPage(t, { language });
    await page.goto(address + query);
    await page.locator("output", { hasText: /./ }).waitFor();
    const found = await page.evaluate(() => [document.title, ...["#text", "output"].map((name) => document.querySelector(name).textContent)]);
    assert.deepEqual(found, expected[wanted]);
    // Both modules of the page have the same third one.
    assert.equal(await page.evaluate(() => globalThis.shared), "/site/lecture/2");
    const look = await page.evaluate(() => [getComputedStyle(document.querySelector("p")).color, document.querySelector("img").naturalWidth, ...[...document.links].map((link) => link.getAttribute("href"))]);
    assert.deepEqual(look, ["rgb(1, 2, 3)", 2, `lecture.html?lang=${wanted === "en" ? "vi" : "en"}`, "saddle.html?embed#seed=2"]);
    if (can.files) assert.deepEqual(page.requests.filter((request) => !/^(data|blob):/.test(request)), [address + query]);
    assert.deepEqual(page.complaints, []);
  }
});

// Versions of the site as they are published one after the other, each with its own number in a script, a text and the page.
function publish(number) {
  const folder = path.join(scratch, `version-${number}`);
  cpSync(dist, folder, { recursive: true, filter: (name) => !/(saddle|lecture|slides)\.html$/.test(name) });
  const change = (name, edit) => writeFileSync(path.join(folder, name), edit(readFileSync(path.join(folder, name), "utf8")));
  change("site/trainer/main.js", (text) => `${text}\nglobalThis.script = ${number};\n`);
  change("index.html", (text) => text.replace("</body>", `<i id="build">${number}</i></body>`));
  for (const language of ["en", "vi"]) change(`assets/text/${language}.json`, (text) => JSON.stringify({ ...JSON.parse(text), "page.tagline": `text ${number}` }));
  writeWorker(folder);
  return folder;
}

/** The numbers of all that a page is made of: page, script, the text it has, and the text that it would load now. */
const numbers = (page) => page.evaluate(async () => [
  document.getElementById("build").textContent, String(globalThis.script), document.querySelector(".tagline").textContent.slice(5),
  (await (await fetch("assets/text/vi.json")).json())["page.tagline"].slice(5),
]);

test("the site works without a network once it has been visited, and never mixes two versions", async (t) => {
  /** @type {(pathname: string) => ?string} */
  let find = () => null; // the folder that a path is served from, or null where there is no network
  const url = await serveWith((pathname, response) => {
    const folder = find(pathname);
    return folder && pathname.startsWith("/deep/") ? sendFile(folder, pathname.slice(5), response) : response.destroy();
  });
  // A name of its own, as nothing is kept of a developer's server; browsers take all names below localhost for this machine.
  const address = `http://saddle.localhost:${new URL(url).port}/deep/`;
  const paused = address + "?paused"; // so that open pages leave the machine to each other
  const trains = (page) => page.evaluate(async () => {
    await saddle.ready;
    await saddle.step(5);
    return saddle.snapshot().step;
  });
  const first = publish(1);
  find = () => first;
  const page = await open(await newPage(t), paused);
  await page.evaluate(() => navigator.serviceWorker.ready);
  assert.deepEqual(page.complaints, []);
  const stored = await page.evaluate(async () => (await (await caches.open((await caches.keys())[0])).keys()).map(({ url }) => new URL(url).pathname));
  assert.ok(stored.includes("/deep/main.wasm") && !stored.includes("/deep/main-plain.wasm") && !stored.includes("/deep/sw.js"), stored.join(" "));

  find = () => null;
  await page.reload();
  assert.ok(await trains(page) >= 5);
  assert.deepEqual(await numbers(page), ["1", "1", "1", "1"]);
  await page.goto(`${address}index.html?embed=plane&paused#seed=4`);
  assert.equal(await page.evaluate(() => saddle.ready.then(() => saddle.config().seed)), 4);
  await open(page, paused);

  // Half of a version that is being published is none.
  const second = publish(2);
  find = (pathname) => (/index\.html$|\/$|sw\.js$/.test(pathname) ? second : first);
  // The browser looks for a new version by itself, too, a while after each navigation, and may be before us: what counts is what is kept in the end.
  const versionsAfterUpdate = () => page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    await registration.update().catch(() => {}); // it may fail while it installs: what is kept says so
    for (let worker; (worker = registration.installing ?? registration.waiting);) await new Promise((resolve) => worker.addEventListener("statechange", resolve, { once: true }));
    return (await caches.keys()).filter((name) => !name.endsWith(" pages")).length;
  });
  assert.equal(await versionsAfterUpdate(), 1);
  await page.reload();
  await page.evaluate(() => saddle.ready);
  assert.deepEqual(await numbers(page), ["1", "1", "1", "1"]);

  // A whole one is the next page's, while a page that is open keeps what it has.
  find = () => second;
  await versionsAfterUpdate(); // one that was under way may have got files of the first
  assert.equal(await versionsAfterUpdate(), 2);
  assert.deepEqual(await numbers(page), ["1", "1", "1", "1"]);
  if (can.tabs) {
    const other = await page.context().newPage();
    await open(other, paused);
    assert.deepEqual(await numbers(other), ["2", "2", "2", "2"]);
    assert.deepEqual(await numbers(page), ["1", "1", "1", "1"]);
  }
  find = () => null;
  await page.reload();
  assert.ok(await trains(page) >= 5);
  assert.deepEqual(await numbers(page), ["2", "2", "2", "2"]);
});

test("nothing is kept of a developer's server", async (t) => {
  const page = await open(await newPage(t), await serveWith((pathname, response) => sendFile(dist, pathname, response)));
  await page.locator("#charts .uplot").first().waitFor();
  assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), 0);
});
