// Every sentence of the page comes from one table a language, assets/text/<language>.json: a flat object of key and text.
// Elements name their texts (data-text for content, data-label for aria-label), so changing the language is one walk over the page.

import { memory } from "./permitted.js";

/** Languages there are tables for, each by its own name. */
export const languages = { en: "English", vi: "Tiếng Việt" };

/**
 * What may have to be said before there is a table, or where none comes. Why it does not come says failure.js.
 * @type {Record<string, Record<string, string>>}
 */
export const always = {
  en: {
    "message.busy": "{most} messages wait for their answers already; please wait for one before sending the next.",
    "message.stopped": "The program does not run in this browser; the frame says why.",
  },
  vi: {
    "message.busy": "Đã có {most} thông điệp đang chờ trả lời; hãy đợi một câu trả lời rồi mới gửi tiếp.",
    "message.stopped": "Chương trình không chạy được trong trình duyệt này; khung cho biết vì sao.",
  },
};

/** @type {Record<string, string>} */
let table = {};
const listeners = new Set();

/** The language in use: the remembered one, else the browser's if there is a table for it, else English. */
export const language = () => document.documentElement.lang;

/** The text of a key, with {placeholders} filled in; the key itself where the table has none. */
export function text(key, values = {}) {
  const found = table[key] ?? always[language()]?.[key] ?? key;
  return found.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** Whether the table has the key: some explanations are optional. */
export const hasText = (key) => key in table;

/** Write the texts that root and its descendants name. */
export function translate(root) {
  for (const node of [root, ...root.querySelectorAll("[data-text], [data-label]")]) {
    const { text: content, label } = node.dataset ?? {};
    if (content) node.textContent = text(content);
    if (label) node.setAttribute("aria-label", text(label));
  }
}

/** Load a language's table. Rejects when it cannot be had, with an error that names the `file`. */
export async function loadTable(name) {
  const file = `assets/text/${name}.json`;
  try {
    const response = await fetch(new URL(`../../${file}`, import.meta.url));
    if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
    table = await response.json();
  } catch (error) {
    // An error of our own: of one that the browser makes of damaged JSON, Chromium tells no listener when nobody has caught it.
    throw Object.assign(new Error(error.message), { file });
  }
}

/** Load a language's table and write the page in it. */
export async function setLanguage(name) {
  await loadTable(name);
  document.documentElement.lang = name;
  document.title = text("page.title");
  translate(document.body);
  for (const listener of listeners) listener();
}

/** Remember the choice, which setLanguage alone does not: what follows the browser should go on following it. */
export async function chooseLanguage(name) {
  await setLanguage(name);
  memory.set("language", name);
}

/** Call back after each change of language: for texts with numbers in them. */
export const onLanguage = (listener) => listeners.add(listener);

/** Making a formatter takes a hundred times what using it takes, and numbers change four times a second. */
const formatters = new Map();

function formatter(digits, useGrouping) {
  const key = [language(), digits, useGrouping].join();
  if (!formatters.has(key)) formatters.set(key, new Intl.NumberFormat(language(), { maximumSignificantDigits: digits, useGrouping }));
  return formatters.get(key);
}

/** A number as people of this language write it, with at most so many significant digits; an exponent takes the room of two. */
export function formatNumber(value, digits = 3, { grouping = true } = {}) {
  if (value == null || !Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  const scientific = size !== 0 && (size < 1e-3 || size >= 1e7);
  const room = scientific ? Math.max(2, digits - 2) : size >= 1000 ? 7 : digits;
  const [mantissa, exponent] = scientific ? value.toExponential(room - 1).split("e") : [value || 0]; // never −0
  return (formatter(room, grouping).format(mantissa) + (scientific ? "e" + Number(exponent) : "")).replaceAll("-", "−");
}
