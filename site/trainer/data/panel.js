// The panel for a person's own data: where it comes from, what was found in it, which of its columns are used, how it will lie in the
// plane; and the experiment with it begins.

import { announce } from "../parts/announce.js";
import { element, icon } from "../../common/element.js";
import { drawImage, isImage } from "../drawing/start.js";
import { closeRace } from "../race/start.js";
import { sentenceOf } from "../run/link.js";
import { settle } from "../settings/slow.js";
import { drawPreview } from "./preview.js";
import { makeReader } from "./reading.js";
import { pasted } from "./start.js";
import { formatNumber, text, translate } from "../../common/text.js";

/** What there is another choice of columns for. */
const mendable = ["all_bad", "many_classes"];

/** The names of what may stand between columns, and of formats without that. */
const delimiters = { ",": "data.delimiter.comma", ";": "data.delimiter.semicolon", "\t": "data.delimiter.tab", "|": "data.delimiter.bar", " ": "data.delimiter.blank" };
const formats = { json: "data.format.json", npy: "data.format.npy" };

const whyOf = (row) => text(`error.row.${row.code}`, row);

/** Why a file cannot be used, as a sentence. */
const sentence = ({ code, args, row }) => text(`error.data.${code}`, {
  ...args, ...(row && { row: formatNumber(row.row, 10), why: whyOf(row) }),
});

/** How a column is named so that no other is meant: by its name, unless an earlier one has it, too. */
const nameOf = (columns, i) => (columns.indexOf(columns[i]) === i ? columns[i] : String(i + 1));

/** How rows are written. */
function formOf({ format, delimiter, commas, header }) {
  if (format in formats) return text(formats[format]);
  return [
    text("data.format.csv", { delimiter: text(delimiters[delimiter]) }),
    ...(commas ? [text("data.commas")] : []), text(header ? "data.header" : "data.no-header"),
  ].join("; ");
}

/** What places in the plane stand for. */
function unitsOf({ units: { x, y } }) {
  const at = { x: formatNumber(x.offset, 5), y: formatNumber(y.offset, 5) };
  if (x.scale === y.scale) return text("data.units", { ...at, unit: formatNumber(x.scale, 4) });
  return text("data.units.two", { ...at, unitX: formatNumber(x.scale, 4), unitY: formatNumber(y.scale, 4) });
}

/** The rows that were left out, the first ones each with its reason. */
function leftOf({ left, bad }) {
  const rows = bad.map((row) => element("li", {}, text("data.row", { row: formatNumber(row.row, 10), why: whyOf(row) })));
  return [text("data.left", { count: formatNumber(left, 10) }), element("ul", {}, ...rows, ...(left > bad.length ? [element("li", {}, "…")] : []))];
}

function classesOf({ names }) {
  const colours = window.saddle.classColours();
  return [...names.map((name, i) => element("span", { class: "data-class" }, element("i", { style: `background: ${colours[i]}` }), name)),
    element("p", { class: "data-note" }, text("data.classifier", { field: text("field.structure.label"), choice: text("choice.structure.classifier.label") }))];
}

/** What was found in a file, each with what it is about. */
function factsOf(file, result) {
  const kept = result.places.length / 2;
  const facts = [
    ["data.file", [`${file.name}: ${formOf(result)}`]],
    ["data.rows", [kept < result.rows
      ? text("data.rows.sample", { rows: formatNumber(result.rows, 10), kept: formatNumber(kept, 10) })
      : text("data.rows.all", { rows: formatNumber(result.rows, 10) })]],
    ...(result.left ? [["data.left.name", leftOf(result)]] : []),
    ["data.plane", [unitsOf(result)]],
    ...(result.names.length ? [["data.classes", classesOf(result)]] : []),
  ];
  return facts.flatMap(([key, what]) => [element("dt", {}, text(key)), element("dd", {}, ...what)]);
}

/**
 * Show the panel.
 * @param {?File} first a file that is read at once
 */
export function showData(first) {
  const reader = makeReader();
  let file = null;
  let result = null; // what was found in it; null until it can be used

  const picker = element("input", { type: "file", hidden: true, onchange: () => { if (picker.files[0]) take(picker.files[0]); picker.value = ""; } }); // of any name
  const rows = element("textarea", { id: "data-pasted", rows: 4, spellcheck: "false", autocomplete: "off", placeholder: "1.5, 2\n0.3, −1.2", oninput: () => { use.disabled = !rows.value.trim(); } });
  rows.addEventListener("paste", (event) => {
    const content = event.clipboardData.getData("text/plain");
    const { files } = event.clipboardData;
    if (rows.value.trim() || !content.trim() && files.length !== 1) return; // who writes on adds to what is there
    event.preventDefault();
    take(content.trim() ? pasted(content) : files[0]);
  });
  const use = element("button", { class: "small-button", type: "button", disabled: true, "data-text": "data.use", onclick: () => take(pasted(rows.value)) });
  const ask = element("div", { class: "data-ask" },
    element("p", { class: "data-note", "data-text": "data.help" }),
    element("div", {}, element("button", { class: "small-button data-choose", type: "button", "data-text": "data.choose", onclick: () => picker.click() }), picker),
    element("label", { for: rows.id, "data-text": "data.paste" }), rows, use);

  const canvas = element("canvas", { role: "img", "data-label": "data.preview" });
  const select = (id) => element("select", { id, onchange: () => choose() });
  const chosen = { x: select("data-x"), y: select("data-y"), label: select("data-label") };
  const named = (node, key) => [element("label", { for: node.id, "data-text": key }), node];
  const facts = element("dl", { class: "data-facts" });
  const columns = element("div", { class: "data-columns" }, ...named(chosen.x, "data.x"), ...named(chosen.y, "data.y"), ...named(chosen.label, "data.label"));
  const found = element("div", { class: "data-found" }, canvas, columns, facts);

  const wrong = element("p", { class: "row-error", role: "alert", hidden: true });
  const bar = element("progress", { max: 1, value: 0, "aria-labelledby": "data-progress" });
  const reading = element("div", { class: "data-reading", hidden: true }, element("span", { id: "data-progress", role: "status" }), bar,
    element("button", { class: "small-button", type: "button", "data-text": "data.cancel", onclick: stop }));
  const begin = element("button", { class: "data-begin", type: "button", disabled: true, "data-text": "data.begin", onclick: start });
  const another = element("button", { class: "small-button", type: "button", "data-text": "data.another", onclick: stop });

  const dialog = element("dialog", { class: "dialog data", "aria-labelledby": "data-title" },
    element("header", {},
      element("h2", { id: "data-title", "data-text": "data.title" }),
      element("button", { class: "icon-button", type: "button", "data-label": "page.close", onclick: () => dialog.close() }, icon("close"))),
    element("div", { class: "dialog-body" }, wrong, ask, found, reading,
      element("footer", {}, another, element("button", { class: "small-button", type: "button", "data-text": "data.leave", onclick: () => dialog.close() }), begin)));

  /** Show where data comes from ("ask"), or what there is of it ("found"). */
  function show(what) {
    ask.hidden = what !== "ask";
    found.hidden = another.hidden = begin.hidden = what !== "found";
  }

  /** Show a list of columns in a select. */
  function list(node, columns, value, none) {
    const option = (name, i) => element("option", { value: String(i) }, name);
    node.replaceChildren(...(none ? [option(none, -1)] : []), ...columns.map(option));
    node.value = String(value);
  }

  const say = (why) => {
    wrong.hidden = !why;
    wrong.textContent = why;
  };

  /** Read a file with its own first columns; points are drawn from an image. */
  async function take(given) {
    if (await isImage(given).catch(() => false)) { // where it cannot be read, the reader says so
      dialog.close();
      return void drawImage(given);
    }
    result = null;
    file = given;
    drawPreview(canvas, null);
    facts.replaceChildren();
    columns.hidden = true; // until they are known
    read({});
  }

  /** Read it with the columns that are chosen. */
  function choose() {
    const { columns } = result;
    const name = (node) => (node.value === "-1" ? "" : nameOf(columns, Number(node.value)));
    read({ x: name(chosen.x), y: name(chosen.y), label: name(chosen.label) });
  }

  async function read(choice) {
    say("");
    begin.disabled = true;
    const { size, name } = file;
    const shown = (part) => {
      bar.value = part;
      reading.firstChild.textContent = text("data.reading", { name, part: formatNumber(Math.floor(100 * part)) });
    };
    shown(0);
    reading.hidden = false;
    const read = await reader.read(file, choice, (progress) => {
      shown(progress.bytes / size);
      if (found.hidden) show("found");
      drawPreview(canvas, progress);
    });
    if (!read || !dialog.open) return; // cancelled
    reading.hidden = true;
    if (read.wrong) {
      say(sentence(read.wrong));
      if (!mendable.includes(read.wrong.code)) return void show("ask");
    }
    result = read;
    show("found");
    columns.hidden = false;
    list(chosen.x, read.columns, read.x);
    list(chosen.y, read.columns, read.y);
    list(chosen.label, read.columns, read.label, text("data.label.none"));
    facts.replaceChildren(...(read.wrong ? [] : factsOf(file, read)));
    drawPreview(canvas, read.wrong ? null : /** @type {any} */ (read));
    begin.disabled = Boolean(read.wrong);
    if (!read.wrong && !dialog.querySelector("select:focus")) begin.focus();
  }

  /** End the reading, and ask for other data. */
  function stop() {
    reader.cancel();
    reading.hidden = true;
    say("");
    show("ask");
  }

  function start() {
    closeRace();
    const outcome = window.saddle.own(result.points, result.label >= 0);
    if (outcome.errors?.length) return void say(outcome.errors.map(sentenceOf).join(" "));
    dialog.close();
    const count = formatNumber(result.places.length / 2, 10);
    settle(outcome, () => announce(text("data.begun", { count })));
  }

  translate(dialog);
  document.body.append(dialog);
  const redraw = () => { if (result && !result.wrong) drawPreview(canvas, result); };
  addEventListener("resize", redraw);
  dialog.addEventListener("close", () => {
    reader.cancel();
    removeEventListener("resize", redraw);
    dialog.remove();
  });
  show("ask");
  dialog.showModal();
  if (first) take(first);
}
