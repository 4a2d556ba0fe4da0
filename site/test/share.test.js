// What those find who search and share: every page says in its head what it is, and what it names is there.
import assert from "node:assert/strict";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { page as lecturePage } from "../tools/text/lecture.mjs";
import { pages as lecturePages } from "../tools/text/frame.mjs";
import { isForOthers, pages, pictureSize, share, siteAddress } from "../tools/share.mjs";
import { singles } from "../tools/single.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const dist = path.join(root, "dist");
const read = (name) => readFileSync(path.join(dist, name), "utf8");
const built = pages.filter(({ files }) => existsSync(path.join(dist, files.en)));
const files = built.flatMap((page) => Object.entries(page.files).map(([language, file]) => ({ page, language, file })));

const scratch = mkdtempSync(path.join(tmpdir(), "saddle-share-"));
after(() => rmSync(scratch, { recursive: true }));

/** A folder with the site's pages as they are before they are shared, and after that with this address. */
function shared(address) {
  const folder = mkdtempSync(path.join(scratch, "site-"));
  cpSync(path.join(root, "index.html"), path.join(folder, "index.html"));
  mkdirSync(path.join(folder, "site/lecture"), { recursive: true });
  for (const [language, file] of Object.entries(lecturePages)) writeFileSync(path.join(folder, "site/lecture", file), lecturePage(language));
  share(folder, address);
  return folder;
}

const text = (html) => html.replaceAll("&lt;", "<").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
const links = (html, rel) => [...html.matchAll(new RegExp(`<link rel="${rel}"(?: hreflang="([\\w-]+)")? href="([^"]*)">`, "g"))].map(([, language, href]) => [language, text(href)]);
const metas = (html) => Object.fromEntries([...html.matchAll(/<meta (?:name|property)="([\w:]+)" content="([^"]*)">/g)].map(([, name, content]) => [name, text(content)]));

/** The file of a site that an address means, as a web server finds it. */
const fileOf = (address, base) => {
  const { pathname } = new URL(address, base);
  return decodeURI(pathname.slice(new URL(base).pathname.length)).replace(/(^|\/)$/, "$1index.html");
};

/** Width and height in a JPEG's frame header. */
function sizeOf(jpeg) {
  for (let at = 2; at < jpeg.length; at += 2 + jpeg.readUInt16BE(at + 2)) {
    if (jpeg[at + 1] >= 0xc0 && jpeg[at + 1] <= 0xc3) return { width: jpeg.readUInt16BE(at + 7), height: jpeg.readUInt16BE(at + 5) };
  }
  return undefined;
}

test("every page that is published is one that is shared", () => {
  const published = readdirSync(dist, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".html")).map((name) => name.split(path.sep).join("/"));
  const known = files.map(({ file }) => file);
  assert.ok(known.length >= 3);
  // A page in one file is for a disk, and examples are for who builds something.
  assert.deepEqual(published.filter((name) => !known.includes(name) && !(name in singles) && !name.startsWith("site/examples/")), []);
});

for (const { page, language, file } of files) {
  test(`${file} says what it is, with a picture`, () => {
    const html = read(file);
    const found = metas(html);
    const title = text(html.match(/<title>([^<]+)<\/title>/)[1]);
    assert.equal(html.match(/<html lang="(\w+)"/)[1], language);
    assert.ok(found.description.length > 60 && found.description.length < 300);
    assert.equal(found["og:title"], title);
    assert.equal(found["og:description"], found.description);
    assert.equal(found["og:type"], page.type);
    assert.equal(found["og:site_name"], "Saddle");
    assert.deepEqual([found["og:locale"], found["og:locale:alternate"]], language === "en" ? ["en_US", "vi_VN"] : ["vi_VN", "en_US"]);
    assert.ok(found["og:image:alt"].length > 40);
    assert.equal(found["twitter:image:alt"], found["og:image:alt"]);
    assert.equal(found["twitter:card"], "summary_large_image");
    assert.deepEqual({ width: Number(found["og:image:width"]), height: Number(found["og:image:height"]) }, pictureSize);

    const base = siteAddress() ?? "http://site.example/any/path/";
    const picture = path.join(dist, fileOf(new URL(found["og:image"], new URL(file, base)), base));
    assert.deepEqual(sizeOf(readFileSync(picture)), pictureSize);
    assert.ok(statSync(picture).size < 150_000, `${statSync(picture).size} bytes`);
  });
}

for (const address of [undefined, "https://example.org/", "http://example.org/a/b%20c/"]) {
  const base = address ?? "http://site.example/any/path/";
  const folder = shared(address);
  const there = files.filter(({ file }) => existsSync(path.join(folder, file)));
  const html = (file) => readFileSync(path.join(folder, file), "utf8");

  test(`${address ?? "no address"}: each page names itself and its other languages, and each is there in that language`, () => {
    assert.equal(there.length, 3);
    for (const { page, file } of there) {
      const here = new URL(file, base);
      const named = Object.fromEntries(links(html(file), "alternate"));
      assert.deepEqual(Object.keys(named), ["en", "vi", "x-default"]);
      const addresses = Object.values(named).map((href) => new URL(href, here));
      assert.ok(addresses.some((one) => fileOf(one, base) === file));
      for (const [language, href] of Object.entries(named)) {
        const one = new URL(href, here);
        const target = fileOf(one, base);
        assert.ok(existsSync(path.join(dist, target)), `${file} names ${href}`);
        if (language === "x-default") continue;
        assert.equal(one.searchParams.get("lang") ?? read(target).match(/<html lang="(\w+)"/)[1], language, href);
        // A page is believed about another that says the same of it.
        const back = links(html(target), "alternate").map(([name, other]) => [name, new URL(other, new URL(target, base)).href]);
        assert.deepEqual(back, Object.entries(named).map(([name, other]) => [name, new URL(other, here).href]));
      }
      assert.equal(Object.keys(page.languages).length, 2);
    }
  });

  test(`${address ?? "no address"}: addresses are whole where there is one, and none is made up`, () => {
    for (const { page, file } of there) {
      const found = metas(html(file));
      const canonical = links(html(file), "canonical").map(([, href]) => href);
      const all = [...links(html(file), "alternate").map(([, href]) => href), found["og:image"], ...canonical];
      if (address) {
        for (const one of all) assert.ok(one.startsWith(address), one);
        assert.equal(fileOf(found["og:url"], base), file);
        // One file in two languages has no address that is the right one for both.
        assert.deepEqual(canonical, page.any === undefined ? [found["og:url"]] : []);
      } else {
        for (const one of all) assert.ok(!/^([a-z]+:|\/)/i.test(one), one);
        assert.deepEqual([found["og:url"], canonical], [undefined, []]);
      }
      assert.ok(existsSync(path.join(dist, fileOf(new URL(found["og:image"], new URL(file, base)), base))), found["og:image"]);
    }
  });

  test(`${address ?? "no address"}: the sitemap lists every address of every page, and where there is no address it is not there`, () => {
    const name = path.join(folder, "sitemap.xml");
    assert.equal(existsSync(path.join(folder, "robots.txt")), address === "https://example.org/");
    if (!address) return assert.ok(!existsSync(name));
    const xml = readFileSync(name, "utf8");
    assert.match(xml, /^<\?xml version="1.0" encoding="UTF-8"\?>\n<urlset xmlns="http:\/\/www.sitemaps.org\/schemas\/sitemap\/0.9" xmlns:xhtml="http:\/\/www.w3.org\/1999\/xhtml">/);
    const entries = [...xml.matchAll(/<url>\s*<loc>(.*?)<\/loc>(.*?)<\/url>/gs)]
      .map(([, loc, rest]) => [text(loc), [...rest.matchAll(/<xhtml:link rel="alternate" hreflang="([\w-]+)" href="([^"]*)"\/>/g)].map(([, language, href]) => [language, text(href)])]);
    const wanted = there.flatMap(({ file }) => links(html(file), "alternate").map(([, href]) => href));
    assert.deepEqual(entries.map(([loc]) => loc).sort(), [...new Set(wanted)].sort());
    for (const [loc, alternates] of entries) {
      assert.deepEqual(alternates, links(html(fileOf(loc, base)), "alternate"), loc);
      assert.ok(existsSync(path.join(dist, fileOf(loc, base))), loc);
    }
  });
}

test("an address that is none stops the build with a sentence", () => {
  assert.equal(siteAddress(""), undefined);
  assert.equal(siteAddress("https://owner.example/saddle"), "https://owner.example/saddle/");
  for (const wrong of ["owner.example/saddle", "ftp://owner.example/", "file:///saddle/", "https://owner.example/?lang=vi", "https://owner.example/?", "https://owner.example/#top"]) {
    assert.throws(() => siteAddress(wrong), ({ message }) => message.startsWith(`SITE_URL is "${wrong}", which `) && message.endsWith("it has to be like https://example.org/saddle/"));
  }
});

test("the page's own head is the English table's", () => {
  const table = JSON.parse(readFileSync(path.join(root, "assets/text/en.json"), "utf8"));
  const html = readFileSync(path.join(root, "index.html"), "utf8");
  assert.equal(text(html.match(/<title>([^<]+)<\/title>/)[1]), table["page.title"]);
  assert.equal(metas(html).description, table["page.description"]);
});

test("a page in one file names no other, and no browser keeps what pages do not show", () => {
  for (const name of Object.keys(singles).filter((name) => existsSync(path.join(dist, name)))) {
    assert.doesNotMatch(read(name), /<meta (property="og:|name="twitter:)|<link rel="(canonical|alternate)"/, name);
    assert.ok(metas(read(name)).description, name);
  }
  const [, kept] = read("sw.js").match(/^const files = (.*);$/m);
  assert.deepEqual(JSON.parse(kept).map(([name]) => name).filter(isForOthers), []);
});
