// What the article's pages and the slides' have in common: which they are, their head, their icons, and how they are written.

import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { escape } from "./markdown.mjs";

/** The languages, and the file each becomes. */
export const pages = { en: "index.html", vi: "vi.html" };

/** The other language of two. */
export const otherThan = (language) => (language === "en" ? "vi" : "en");

/** A page's head: its title, its description, and the sheets and modules it is made with, by their addresses. */
export const head = ({ title, description, sheets, modules, more = "" }) => `<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
  <title>${escape(title)} · Saddle</title>
  <meta name="description" content="${escape(description)}">
  <meta name="color-scheme" content="light dark">
  <meta name="theme-color" content="#fcfcfa" media="(prefers-color-scheme: light)">
  <meta name="theme-color" content="#15171a" media="(prefers-color-scheme: dark)">
  <link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32' fill='none' stroke-width='3.4' stroke-linecap='round'%3E%3Cpath d='M4 9c5 9 19 9 24 0' stroke='%230072b2'/%3E%3Cpath d='M4 24c5-9 19-9 24 0' stroke='%23d55e00'/%3E%3C/svg%3E">
  <script src="../common/failure.js"></script>
${sheets.map((sheet) => `  <link rel="stylesheet" href="${sheet}">\n`).join("")}  <script src="../common/first-theme.js"></script>
${more}${modules.map((module) => `  <script type="module" src="${module}"></script>\n`).join("")}</head>`;

const needs = {
  en: "This figure runs when scripts are allowed and all files of this site have come.",
  vi: "Hình này chạy khi trình duyệt cho phép JavaScript và mọi tệp của trang đã được tải về.",
};

/** What stands in a figure's place until its script begins, to be read by who waits, as that may not come. */
export const unbegun = (language) => `<p class="unbegun">${needs[language]}</p>`;

/** The icons that theme.js shows. */
export const icons = `<svg class="sprite" aria-hidden="true" width="0" height="0">
    <symbol id="icon-sun" viewBox="0 0 24 24"><circle cx="12" cy="12" r="4"/><path d="M12 3v1.8M12 19.2V21M3 12h1.8M19.2 12H21M5.6 5.6l1.3 1.3M17.1 17.1l1.3 1.3M5.6 18.4l1.3-1.3M17.1 6.9l1.3-1.3"/></symbol>
    <symbol id="icon-moon" viewBox="0 0 24 24"><path d="M19.5 14.2A8 8 0 0 1 9.8 4.5a8 8 0 1 0 9.7 9.7z"/></symbol>
  </svg>`;

/** The bar above an article: the name, links to other pages by their addresses, the other language, and the theme. */
export function top(language, words, links) {
  const other = otherThan(language);
  return `<header class="head">
    <a class="name" href="../../">
      <svg viewBox="0 0 32 32" aria-hidden="true"><path d="M4 9c5 9 19 9 24 0" class="name-data"/><path d="M4 24c5-9 19-9 24 0" class="name-generated"/></svg>
      Saddle
    </a>
    <nav class="tools" aria-label="${escape(words.tools)}">
${Object.entries(links).map(([address, name]) => `      <a class="tool" href="${address}">${escape(name)}</a>\n`).join("")}      <a class="tool" id="language" href="${pages[other]}" lang="${other}" hreflang="${other}">${escape(words.language)}</a>
      <button class="tool" id="theme" type="button" hidden data-light="${escape(words.light)}" data-dark="${escape(words.dark)}"></button>
    </nav>
  </header>`;
}

/** Writes the page of each language into the folder that the command names. */
export function write(page) {
  const folder = process.argv[2];
  if (!folder) {
    console.error(`${path.basename(process.argv[1])} needs the folder to write to`);
    process.exit(2);
  }
  mkdirSync(folder, { recursive: true });
  for (const [language, file] of Object.entries(pages)) writeFileSync(path.join(folder, file), page(language));
}
