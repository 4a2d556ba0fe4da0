// What the site tells those who find and share it: search engines, and whoever shows a link as a card with a picture.
// `node site/tools/share.mjs [FOLDER]` writes it into the heads of a built site's pages, in every language, from their titles and descriptions.
//
// Search engines and cards want whole addresses, and a folder that works below any path has none. So SITE_URL says where it will
// be: SITE_URL=https://example.org/saddle/ ./build.sh build. Without it addresses are relative, and what would be wrong is not there.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** Pictures of pages, made by site/tools/pictures.mjs. */
export const pictureSize = { width: 1200, height: 630 };

const plane = {
  en: "Points that a generator has made, in orange, lie on a blue pinwheel of data; a grid shows how its latent space is bent, and charts how the training went.",
  vi: "Các điểm do mạng sinh tạo ra, màu cam, nằm trên một chong chóng dữ liệu màu xanh; một lưới cho thấy không gian ẩn bị uốn ra sao, các biểu đồ cho thấy việc huấn luyện diễn ra thế nào.",
};
const article = {
  en: "A page of the lecture: a question, and a figure in which a GAN trains to answer it.",
  vi: "Một trang của bài giảng: một câu hỏi, và một hình trong đó một mạng GAN đang học để trả lời.",
};
const slide = {
  en: "A slide: a question, the plane in which nearly all generated points crowd on few of eight modes, and bars that count them.",
  vi: "Một slide: một câu hỏi, mặt phẳng trong đó gần hết điểm được sinh ra dồn vào vài mode trong số tám mode, và các cột đếm chúng.",
};

/**
 * The pages: each language's address in the site, the file that is there, and its picture. The first language is for who speaks none
 * of them. The trainer's one file has both languages, so besides it has an address that leaves the choice to the browser.
 */
export const pages = [
  {
    type: "website", any: "",
    languages: { en: "?lang=en", vi: "?lang=vi" },
    files: { en: "index.html" },
    pictures: { en: "site/preview/trainer.jpg" }, says: plane,
  },
  {
    type: "article",
    languages: { en: "site/lecture/index.html", vi: "site/lecture/vi.html" },
    files: { en: "site/lecture/index.html", vi: "site/lecture/vi.html" },
    pictures: { en: "site/preview/lecture-en.jpg", vi: "site/preview/lecture-vi.jpg" }, says: article,
  },
  {
    type: "article",
    languages: { en: "site/slides/index.html", vi: "site/slides/vi.html" },
    files: { en: "site/slides/index.html", vi: "site/slides/vi.html" },
    pictures: { en: "site/preview/slides-en.jpg", vi: "site/preview/slides-vi.jpg" }, says: slide,
  },
  {
    type: "article",
    languages: { en: "site/teacher/index.html", vi: "site/teacher/vi.html" },
    files: { en: "site/teacher/index.html", vi: "site/teacher/vi.html" },
    pictures: { en: "site/preview/slides-en.jpg", vi: "site/preview/slides-vi.jpg" }, says: slide,
  },
];

const locales = { en: "en_US", vi: "vi_VN" };

/** What only those need who find and share, not who is there: no page asks for it. */
export const isForOthers = (name) => name.startsWith("site/preview/") || ["sitemap.xml", "robots.txt", "site/saddle.d.ts"].includes(name);

const escape = (text) => text.replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);

/** The address a site will have, checked, with the slash at its end; undefined if there is none. */
export function siteAddress(text = process.env.SITE_URL) {
  if (!text) return undefined;
  const wrong = (why) => new Error(`SITE_URL is "${text}", ${why}; it has to be like https://example.org/saddle/`);
  if (!URL.canParse(text)) throw wrong("which is no address");
  const url = new URL(text);
  if (url.protocol !== "http:" && url.protocol !== "https:") throw wrong("which is not of the web");
  if (/[?#]/.test(text)) throw wrong("which has more than a path");
  if (!url.pathname.endsWith("/")) url.pathname += "/";
  return url.href;
}

/** The page's addresses: [language, address in the site] of each, and of "x-default". */
const alternates = ({ any, languages }) => [...Object.entries(languages), ["x-default", any ?? Object.values(languages)[0]]];

/** The lines for a page's head. */
function lines(page, language, { title, description, address }) {
  const { any, type, languages, files, pictures, says } = page;
  const folder = path.posix.dirname(files[language]);
  const absolute = (place) => new URL(place, address).href;
  const from = (place) => (place.startsWith("?") ? place : path.posix.relative(folder, place) || "./");
  const at = (place) => escape(address ? absolute(place) : from(place));
  const meta = (kind, name, content) => `<meta ${kind}="${name}" content="${content}">`;
  const here = any ?? languages[language];
  return [
    // The trainer names none: search engines would take one language of the one file for a copy of the other and leave it out.
    ...(address && any === undefined ? [`<link rel="canonical" href="${at(here)}">`] : []),
    ...alternates(page).map(([name, place]) => `<link rel="alternate" hreflang="${name}" href="${at(place)}">`),
    meta("property", "og:type", type),
    meta("property", "og:site_name", "Saddle"),
    meta("property", "og:title", title),
    meta("property", "og:description", description),
    meta("property", "og:locale", locales[language]),
    ...Object.keys(languages).filter((name) => name !== language).map((name) => meta("property", "og:locale:alternate", locales[name])),
    ...(address ? [meta("property", "og:url", at(here))] : []),
    meta("property", "og:image", at(pictures[language])),
    meta("property", "og:image:width", pictureSize.width),
    meta("property", "og:image:height", pictureSize.height),
    meta("property", "og:image:alt", escape(says[language])),
    meta("name", "twitter:card", "summary_large_image"),
    meta("name", "twitter:image:alt", escape(says[language])),
  ];
}

/** A page that tells what it is, of one that has a title and a description. */
export function withHead(html, page, language, address) {
  const [, title] = html.match(/<title>(.*?)<\/title>/s);
  const [description, content] = html.match(/<meta name="description" content="([^"]*)">/);
  const more = lines(page, language, { title: title.replaceAll('"', "&quot;"), description: content, address });
  return html.replace(description, () => [description, ...more].join("\n  "));
}

/** The list of a site's pages for search engines, each with what it is in the other languages. */
export function sitemap(address, there) {
  const at = (place) => escape(new URL(place, address).href);
  const entries = there.flatMap((page) => {
    const links = alternates(page).map(([name, place]) => `    <xhtml:link rel="alternate" hreflang="${name}" href="${at(place)}"/>\n`).join("");
    return [...new Set(alternates(page).map(([, place]) => place))].map((place) => `  <url>\n    <loc>${at(place)}</loc>\n${links}  </url>\n`);
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
${entries.join("")}</urlset>
`;
}

/** Writes it all into the pages that a folder has, and beside them. */
export function share(folder, address) {
  const there = pages.filter(({ files }) => existsSync(path.join(folder, files.en)));
  for (const page of there) {
    for (const [language, name] of Object.entries(page.files)) {
      const file = path.join(folder, name);
      writeFileSync(file, withHead(readFileSync(file, "utf8"), page, language, address));
    }
  }
  if (!address) return;
  writeFileSync(path.join(folder, "sitemap.xml"), sitemap(address, there));
  // Robots ask for theirs at a host's root only.
  if (new URL(address).pathname === "/") writeFileSync(path.join(folder, "robots.txt"), `User-agent: *\nAllow: /\n\nSitemap: ${address}sitemap.xml\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    share(process.argv[2] ?? fileURLToPath(new URL("../../dist", import.meta.url)), siteAddress());
  } catch (error) {
    console.error(`share.mjs: ${error.message}`);
    process.exit(2);
  }
}
