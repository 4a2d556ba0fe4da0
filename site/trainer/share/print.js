// The page on paper: a sheet with the plane, the numbers, the charts, the settings and the link to all of it. It is made when
// somebody prints, of what is on the screen then, and taken away afterwards; styles/print.css shows it instead of the page.

import { byId, element } from "../../common/element.js";
import { addressOf, longestShared } from "../run/link.js";
import { racing } from "../race/racing.js";
import { isSplit } from "../split/side.js";
import { readQuery } from "../embed/query.js";
import { differing, means } from "../settings/meaning.js";
import { formatNumber, text } from "../../common/text.js";
import { colour, theme } from "../../common/theme.js";

/** A copy of what a canvas shows within a rectangle of the window. What was drawn in the dark theme is turned to light by the sheet. */
function picture(canvas, label, { x, y, width, height }) {
  const all = canvas.getBoundingClientRect();
  const scale = canvas.width / all.width;
  const copy = element("canvas", { width: Math.round(width * scale), height: Math.round(height * scale), role: "img", "aria-label": label, "data-drawn": theme() });
  const context = copy.getContext("2d");
  context.fillStyle = colour("raised");
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(canvas, (all.x - x) * scale, (all.y - y) * scale);
  return copy;
}

/** A list of names and what is said of each. */
const list = (pairs) => element("dl", {}, ...pairs.map(([name, value]) => element("div", {}, element("dt", {}, name), element("dd", {}, value))));

function valueOf({ name, kind }, value) {
  if (kind === "choice") return text(`choice.${name}.${value}.label`);
  if (kind === "bool") return text(value ? "sheet.on" : "sheet.off");
  if (kind === "int" || kind === "float") return formatNumber(value);
  return [value].flat().join(", ");
}

/** The settings at hand and those that differ from the default, by their groups. A cloud that was drawn is in the link alone. */
function settings() {
  const { saddle } = window;
  const fields = new Map(saddle.schema().map((field) => [field.name, field]));
  const config = saddle.config();
  const different = differing(saddle.link());
  const told = [...fields.values()].filter((field) =>
    field.kind !== "points" && means(field, config, fields) && (!field.drawer || different.has(field.name)));
  return [...Map.groupBy(told, ({ group }) => group)].map(([group, members]) => element("section", {},
    element("h2", {}, text(`group.${group}`)),
    list(members.map((field) => [text(`field.${field.name}.label`), valueOf(field, config[field.name])]))));
}

/** What the demonstration that was chosen is about. */
const about = () => (byId("card").hidden ? [] : [...byId("card").querySelectorAll("h3, p")].map((node) => node.cloneNode(true)));

/** The numbers of the run; how fast it went is soon of no interest. */
const numbers = () => [...byId("numbers").querySelectorAll("div:not(:has([data-measure=speed]))")]
  .map((pair) => [pair.querySelector("dt span").textContent, pair.querySelector("dd").textContent]);

const charts = () => [...byId("charts").querySelectorAll(".chart:not([hidden])")].filter((chart) => chart.querySelector("canvas")).map((chart) => {
  const head = chart.querySelector(".chart-head").cloneNode(true);
  const canvas = chart.querySelector("canvas");
  return element("figure", {}, head, picture(canvas, head.querySelector("h3 span").textContent, canvas.getBoundingClientRect()));
});

/** The address of what is seen, or why the sheet has none. */
function address() {
  const { link } = window.saddle.moment();
  return link.length > longestShared ? text("share.long") : addressOf(link);
}

function make() {
  const legend = byId("legend").cloneNode(true);
  legend.removeAttribute("id");
  const plane = picture(document.querySelector("body > canvas"), text("plane.label"), byId("plane").getBoundingClientRect());
  return element("main", { class: "sheet" },
    element("header", {}, element("h1", {}, "Saddle"), element("p", { class: "address" }, address()), ...about()),
    element("div", {}, plane, legend, element("div", { class: "sheet-settings" }, ...settings())),
    element("div", {}, list(numbers()), ...charts()));
}

/** Listen to the browser printing. A frame of another page is printed as it is. */
export function startPrint() {
  if (readQuery(location.search).embed) return;
  let sheet;
  addEventListener("beforeprint", () => { if (!racing() && !isSplit()) document.body.append((sheet = make())); }); // these have sheets of their own
  addEventListener("afterprint", () => sheet?.remove());
}
