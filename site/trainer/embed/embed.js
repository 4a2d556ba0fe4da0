// The page in a frame of another page: only the parts that its address asks for, in a window of any size. styles/embed.css lays
// them out; what is left of the page stays in the document, unseen, as the modules expect to find it.

import { notify } from "../parts/announce.js";
import { byId, element } from "../../common/element.js";
import { layers, readQuery, unknownIn } from "./query.js";
import { formatNumber, text } from "../../common/text.js";

/** The element of each part. */
const nodes = {
  plane: () => byId("plane"),
  toggles: () => byId("toggles"),
  legend: () => byId("legend"),
  transport: () => document.querySelector(".transport"),
  numbers: () => byId("numbers"),
  charts: () => byId("charts"),
  settings: () => byId("groups"),
  card: () => byId("card"),
  diagnosis: () => byId("diagnosis"),
};

/** Where each control is that can be hidden; settings that are hidden are not made at all. */
const selectors = {
  "play-button": "#play", "step-button": "#step", "reset-button": "#reset", speed: ".speed",
  ...Object.fromEntries(layers.map((layer) => [layer, `[data-view-name="${layer}"]`])),
};

const query = readQuery(location.search);

/** Whether the address hides a setting. */
export const hidden = (setting) => query.hide.includes(setting);

function place(names) {
  const has = (...some) => some.some((name) => names.includes(name));
  // Beside the plane, or under it, if there is more than a line to be read or set.
  const beside = has("charts", "settings", "card") ? ["card", "numbers", "charts", "settings"] : [];
  const below = ["toggles", "transport", "numbers", "legend", "diagnosis"].filter((name) => !beside.includes(name));
  const loading = byId("loading"); // it stays, whether there is a plane or not
  const found = (order) => order.filter((name) => has(name)).map((name) => nodes[name]());
  const stage = element("div", { class: "embed-stage" }, ...found(["plane", ...below]));
  const side = element("div", { class: "embed-side" }, ...found(beside));
  const main = element("main", { class: "embed", "data-parts": names.join(" ") }, loading, ...[stage, side].filter((box) => box.firstChild));
  for (const node of document.querySelectorAll(".skip, .head, .room")) node.hidden = true;
  document.body.prepend(main);
  document.documentElement.dataset.embed = "placed";
}

/** Lay the page out as its address asks. */
export function startEmbed() {
  if (query.embed) place(query.embed);
  const unseen = query.hide.map((name) => selectors[name]).filter(Boolean);
  if (unseen.length === 0) return;
  // A sheet and not an element with one: the page's policy takes no styles from within the page. It also hides what is made later.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`${unseen.join()} { display: none !important; }`);
  document.adoptedStyleSheets.push(sheet);
}

/** Draw the layers that the address asks for, now that there is a program; and say what it asks in vain. */
export function followQuery() {
  const { saddle } = window;
  if (query.layers) for (const layer of layers) saddle.show(layer, query.layers.includes(layer));
  for (const { name, values, choices } of unknownIn(location.search, saddle.schema().map((field) => field.name))) {
    const [count, value] = [values.length, values[0].slice(0, 40)];
    const sentence = name === "hide" ? ["query.hide", "query.hide.many"] : ["query.unknown", "query.unknown.many"];
    notify(text(sentence[count > 1 ? 1 : 0], { name, value, count: formatNumber(count), choices: choices.join(", ") }), { bad: true });
  }
}
