// The licences: of everything that is in the pages, and to be read in each of them.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { dist, newPage, opening, root, serve } from "./browser.js";

const address = await serve();
const text = readFileSync(path.join(dist, "licences.txt"), "utf8");
const go = (...args) => execFileSync("go", args, { cwd: root, encoding: "utf8" }).trim();

/** What the text has under a heading. */
function under(name) {
  const rule = "=".repeat(80);
  const [, found] = text.split(`${rule}\n${name}`);
  assert.ok(found, `${name} is not in licences.txt`);
  return found.slice(found.indexOf(rule) + rule.length).split(rule)[0];
}

const holds = (name, file) => assert.ok(under(name).includes(readFileSync(file, "utf8").trim()), `${name}: the text of ${file}`);

test("the licence of every module that is linked into a program is there, and Go's and our own", () => {
  for (const program of ["main.wasm", "main-plain.wasm"]) {
    // Go writes into each program what it was made of.
    const modules = [...readFileSync(path.join(dist, program)).toString("latin1").matchAll(/^dep\t(\S+)\t(\S+)/gm)];
    assert.ok(modules.length >= 3, program);
    for (const [, name, version] of modules) {
      const folder = go("list", "-m", "-f", "{{.Dir}}", name);
      // gonum has taken over code of others.
      const others = path.join(folder, "THIRD_PARTY_LICENSES");
      for (const file of [path.join(folder, "LICENSE"), ...(existsSync(others) ? readdirSync(others).map((one) => path.join(others, one)) : [])]) holds(`${name} ${version}`, file);
    }
  }
  holds(go("env", "GOVERSION"), path.join(go("env", "GOROOT"), "LICENSE"));
  holds("Saddle", path.join(root, "LICENSE"));
  assert.match(under("github.com/hajimehoshi/ebiten"), /Apache License/);
});

test("the text begins with the version and the commit it was built from", (t) => {
  if (!existsSync(path.join(root, ".git"))) return t.skip("the sources are not from git");
  assert.match(text, /^\ufeffSaddle \S+, commit [0-9a-f]{40}\n/);
});

test("so is that of every package whose files are served", () => {
  const packages = ["uplot", "lean-qr", "idb-keyval", "reveal.js", "@fontsource/stix-two-math", "@fontsource/source-sans-3", "gifenc", "mediabunny"];
  const made = ["formulas.woff2", "mediabunny.js"]; // what is cut out of a package
  const licence = (name) => readdirSync(path.join(root, "site/node_modules", name)).find((file) => /^licen[cs]e/i.test(file));
  for (const name of packages) holds(`${name} `, path.join(root, "site/node_modules", name, licence(name)));
  const theirs = packages.flatMap((name) => readdirSync(path.join(root, "site/node_modules", name), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile()).map(({ parentPath, name }) => path.join(parentPath, name));
  const isTheirs = (file) => theirs.some((one) => statSync(one).size === statSync(file).size && readFileSync(one).equals(readFileSync(file)));
  const unknown = readdirSync(path.join(dist, "site/vendor")).filter((name) => !made.includes(name) && !isTheirs(path.join(root, "site/vendor", name)));
  assert.deepEqual(unknown, [], "files of packages that the test does not know");
});

const titles = { en: "Version and licences", vi: "Phiên bản và giấy phép" };

/** Each page, and what is there once its scripts run. */
const pages = {
  "index.html": "#numbers [data-measure]", "site/lecture/": "#theme:not([hidden])", "site/slides/": "#help-dialog [aria-current]", "site/teacher/": "#theme:not([hidden])",
  "saddle.html": "#numbers [data-measure]", "lecture.html": "#theme:not([hidden])", "slides.html": "#help-dialog [aria-current]", "teacher.html": "#theme:not([hidden])",
};

for (const [name, there] of Object.entries(pages)) {
  test(`they can be read from ${name}`, async (t) => {
    const served = name.includes("/") || name === "index.html";
    let page;
    for (const [language, title] of Object.entries(served ? titles : { vi: titles.vi })) {
      if (name === "index.html" && language === "vi") {
        await page.click("#language");
      } else {
        page = await newPage(t, { language });
        const place = language === "vi" && name.includes("/") ? `${name}vi.html` : name;
        await page.goto(served ? address + place : pathToFileURL(path.join(dist, name)).href, opening);
      }
      await page.locator(there).first().waitFor({ state: "attached", ...opening });
      if (name.includes("slides")) await page.keyboard.press("?");
      const link = page.getByRole("link", { name: title });
      if (served) assert.equal(await link.evaluate(async ({ href }) => (await fetch(href)).status), 200);
      await link.click();
      const box = page.getByRole("dialog", { name: title });
      await box.waitFor();
      assert.equal(await box.locator("pre").textContent(), text.replace("\ufeff", ""));
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Escape");
      await box.waitFor({ state: "detached" });
      assert.deepEqual(page.complaints, []);
    }
  });
}
