// Makes pages that are one file each, to be opened by a double click: everything a page of dist/ loads is put into it.
// node site/tools/single.mjs [FOLDER]
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { build, transform } from "esbuild";
import { withHashes } from "./policy.mjs";

/** The files that are made, and of which pages: one for each language that has its own. */
export const singles = {
  "saddle.html": { en: "index.html" },
  "lecture.html": { en: "site/lecture/index.html", vi: "site/lecture/vi.html" },
  "slides.html": { en: "site/slides/index.html", vi: "site/slides/vi.html" },
  "teacher.html": { en: "site/teacher/index.html", vi: "site/teacher/vi.html" },
};

/** What pages fetch while they run. Of the programs the one with vectors: who has DecompressionStream has vectors, too. */
const fetched = ["assets/text/en.json", "assets/text/vi.json", "main.wasm", "core.wasm", "wasm_exec.js", "site/common/player.js", "licences.txt"];

const most = 8e6; // bytes

const kinds = {
  ".css": "text/css", ".gif": "image/gif", ".ico": "image/x-icon", ".jpg": "image/jpeg", ".js": "text/javascript", ".json": "application/json",
  ".png": "image/png", ".svg": "image/svg+xml", ".txt": "text/plain", ".wasm": "application/wasm", ".webp": "image/webp", ".woff2": "font/woff2",
};
const kindOf = (file) => kinds[path.extname(file)] ?? "application/octet-stream";
const dataAddress = (file) => `data:${kindOf(file)};base64,${readFileSync(file).toString("base64")}`;
const isFile = (file) => statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
const isElsewhere = (address) => /^([a-z][a-z0-9+.-]*:|#|$)/i.test(address);

/** JavaScript as a script element can hold it. */
const inScript = (text) => text.replace(/<(?=\/?script|!--)/gi, "\\x3c");

const attributesOf = (tag) =>
  Object.fromEntries([...tag.matchAll(/\s([\w-]+)(?:=(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?/g)].map(([, name, a, b, c]) => [name.toLowerCase(), a ?? b ?? c ?? ""]));

/** Replaces each match by what `make` resolves to. */
async function replaceAsync(text, pattern, make) {
  const made = [];
  for (const match of text.matchAll(pattern)) made.push(await make(...match));
  return text.replace(pattern, () => made.shift());
}

/** In a bundle a module has no address of its own, so it gets that of the file it was; a file that it names in full is put in. */
const addresses = (folder) => ({
  name: "addresses",
  setup({ onLoad }) {
    onLoad({ filter: /\.m?js$/ }, ({ path: file }) => {
      const there = "https://saddle.invalid/" + path.relative(folder, file).split(path.sep).join("/");
      const contents = readFileSync(file, "utf8").replace(/new URL\("([^"]+)", import\.meta\.url\)/g, (whole, name) => {
        const named = path.resolve(path.dirname(file), name);
        return isFile(named) ? `new URL(${JSON.stringify(dataAddress(named))})` : whole;
      });
      return { contents: contents.replaceAll("import.meta.url", JSON.stringify(there)), loader: "js" };
    });
  },
});

const loader = Object.fromEntries(Object.keys(kinds).filter((kind) => ![".css", ".js", ".json"].includes(kind)).map((kind) => [kind, "dataurl"]));

async function bundle(folder, entry) {
  const { outputFiles } = await build({
    ...entry, bundle: true, minify: true, write: false, charset: "utf8", legalComments: "inline", target: "es2022", logLevel: "error",
    format: "esm", loader, plugins: [addresses(folder)],
  });
  return outputFiles[0].text;
}

/** The files a page may fetch, as elements at its end: one that starts no program has licences alone. */
function store(folder, scripts) {
  const starts = scripts.some((script) => script.includes("core.wasm"));
  return fetched.filter((name) => starts || name === "licences.txt").map((name) => {
    const bytes = readFileSync(path.join(folder, name));
    const about = `type="text/plain" data-file="${name}" data-kind="${kindOf(name)}" data-size="${bytes.length}"`;
    return path.extname(name) === ".json"
      ? `<script ${about}>${JSON.stringify(JSON.stringify(JSON.parse(bytes.toString()))).replace(/</g, "\\u003c")}</script>`
      : `<script ${about} data-gzip>${gzipSync(bytes, { level: 9 }).toString("base64")}</script>`;
  }).join("\n");
}

/** A classic script, as an element. */
async function classic(file) {
  const { code } = await transform(readFileSync(file, "utf8"), { minify: true, charset: "utf8" });
  return `<script>${inScript(code)}</script>\n`;
}

/** Puts a page's styles, scripts and pictures into it; `scripts` are taken out, for its end. */
async function inline(folder, page) {
  const home = path.join(folder, path.dirname(page));
  const file = (address) => path.join(address.startsWith("/") ? folder : home, decodeURI(address.replace(/[?#].*/s, "")));
  const scripts = [];
  const modules = []; // one bundle, since they may import the same modules
  let html = readFileSync(path.join(folder, page), "utf8");

  html = html.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>\s*/, ""); // That of a file is another.
  html = html.replace(/<(\w+)[^>]*\sdata-served\b[^>]*>.*?<\/\1>\s*/gs, "");
  html = await replaceAsync(html, /<link\b[^>]*>\n?\s*/g, async (tag) => {
    const { rel, href = "" } = attributesOf(tag);
    if (["modulepreload", "preload", "alternate", "canonical"].includes(rel)) return "";
    if (isElsewhere(href)) return tag;
    if (rel === "stylesheet") return `<style>${(await bundle(folder, { entryPoints: [file(href)] })).trim().replaceAll("</", "<\\/")}</style>\n  `;
    return rel === "icon" ? tag.replace(href, dataAddress(file(href))) : tag;
  });
  html = html.replace(/<meta (?:property="og:|name="twitter:)[^>]*>\s*/g, ""); // A file on a disk is not shared by its address.
  html = await replaceAsync(html, /(<script\b[^>]*>)(.*?)<\/script>\n?/gs, async (whole, tag, body) => {
    const { type = "", src, defer, async } = attributesOf(tag);
    if (src !== undefined && isElsewhere(src)) return whole;
    if (type === "module") {
      modules.push(src === undefined ? body : `import ${JSON.stringify(file(src))};`);
      return "";
    }
    if (src === undefined) return whole;
    if (defer === undefined && async === undefined) return classic(file(src));
    scripts.push(await classic(file(src)));
    return "";
  });
  // Pages ask for this one themselves if they have to.
  const support = path.join(folder, "wasm_exec.js");
  if (isFile(support) && !/\bsrc="[^"]*wasm_exec\.js"/.test(readFileSync(path.join(folder, page), "utf8"))) scripts.unshift(await classic(support));
  if (modules.length) {
    const stdin = { contents: modules.join("\n"), resolveDir: home, sourcefile: path.join(home, "page"), loader: "js" };
    scripts.push(`<script type="module">${inScript(await bundle(folder, { stdin }))}</script>`);
  }
  html = html.replace(/<(img|source|video|audio|image)\b[^>]*>/g, (tag) => {
    const { src, href } = attributesOf(tag);
    const address = src ?? href;
    return address === undefined || isElsewhere(address) ? tag : tag.replace(address, dataAddress(file(address)));
  });
  html = html.replace(/<a\b[^>]*>/g, (tag) => tag.replace(/(\s(?:href|data-href-\w+)=")([^"]*)"/g, (whole, before, address) => {
    const [, name, rest] = address.match(/^([^?#]*)(.*)$/s);
    if (isElsewhere(address) || !name) return whole;
    const meant = path.relative(folder, file(name)).split(path.sep).join("/");
    for (const [single, pages] of Object.entries(singles)) {
      for (const [language, page] of Object.entries(pages)) {
        if (![page, page.replace(/\/?index\.html$/, "")].includes(meant)) continue;
        const query = Object.keys(pages).length > 1 ? (rest.startsWith("?") ? `${rest.replace("?", `?lang=${language}&`)}` : `?lang=${language}${rest}`) : rest;
        return `${before}${single}${query}"`;
      }
    }
    return whole;
  }));
  const left = [...html.matchAll(/<(?:script|link|img|source|iframe|video|audio|object|embed)\b[^>]*>/g)].map(([tag]) => attributesOf(tag))
    .map(({ src, href, data }) => src ?? href ?? data ?? "").filter((address) => !/^(data:|#|$)/.test(address));
  if (left.length) throw new Error(`${page} still loads ${left.join(", ")}`);
  return { html, scripts };
}

/** Splits a page into what is before its body's content, that content, and what is after. */
function split(html) {
  const [, before, content, after] = html.match(/^(.*<body\b[^>]*>)(.*)(<\/body>.*)$/s);
  return { before, content, after };
}

const titleOf = (html) => html.match(/<title>(.*?)<\/title>/s)?.[1] ?? "";

/**
 * A page that is one file, of the pages of a folder, one for each language; the first is what scripts and styles are taken from.
 * @param {string} folder dist/
 * @param {Record<string, string>} pages language and path
 */
export async function single(folder, pages) {
  const made = await Promise.all(Object.entries(pages).map(async ([language, page]) => /** @type {const} */ ([language, page, await inline(folder, page)])));
  const [[first, place, { html, scripts }], ...others] = made;
  const { before, content, after } = split(html);
  const inside = await transform(`const place = ${JSON.stringify(place)};${readFileSync(new URL("inside.js", import.meta.url), "utf8")}`, { minify: true });
  let head = `<script>(() => {${inScript(inside.code)}})();</script>\n  `;
  let body = content;
  if (others.length) {
    // The other languages' text stands by; the page's scripts run when the right one is in its place.
    head += `<script>{
    const asked = new URLSearchParams(location.search).get("lang");
    let kept = null;
    try { kept = localStorage.getItem("saddle.language"); } catch { /* Forbidden: the browser's language serves. */ }
    const there = ${JSON.stringify(Object.keys(pages))};
    document.documentElement.lang = [asked, kept, navigator.language.slice(0, 2)].find((name) => there.includes(name)) ?? "${first}";
  }</script>
  <style>${others.map(([language]) => `:root[lang="${language}"] body:has(> [data-language])`).join()} { visibility: hidden; }</style>\n  `;
    body += others.map(([language, , other]) => `<template data-language="${language}" data-title="${titleOf(other.html).replaceAll('"', "&quot;")}">${split(other.html).content}</template>\n`).join("");
    body += `<script>{
    const templates = document.querySelectorAll("template[data-language]");
    const wanted = [...templates].find((template) => template.dataset.language === document.documentElement.lang);
    for (const template of templates) template.remove();
    if (wanted) {
      document.title = wanted.dataset.title;
      document.body.replaceChildren(wanted.content);
    }
  }</script>\n`;
  }
  // Functions, as a text that replaces another may have dollars in it.
  const opened = before.replace(/<meta charset[^>]*>/, (tag) => `${tag}\n  ${head}`);
  return withHashes(`${opened}${body}${store(folder, scripts)}\n${scripts.join("\n")}\n${after}`);
}

/** Makes all that there are pages for; those that are missing are not made. */
async function makeAll(folder) {
  for (const [name, pages] of Object.entries(singles)) {
    const there = Object.fromEntries(Object.entries(pages).filter(([, page]) => existsSync(path.join(folder, page))));
    if (Object.keys(there).length === 0) continue;
    const file = path.join(folder, name);
    writeFileSync(file, await single(folder, there));
    const { size } = statSync(file);
    if (size > most) throw new Error(`${name} has ${size} bytes, more than ${most}`);
    console.error(`    ${path.relative(process.cwd(), file)}: ${(size / 1e6).toFixed(2)} MB`);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await makeAll(process.argv[2] ?? fileURLToPath(new URL("../../dist", import.meta.url)));
