// The settings, made from the schema of lab.Config: the kind of a field chooses its control, its group the place. Each group
// shows what is at hand and what differs from the default; its heading unfolds the rest. A field that means nothing under
// the present settings is hidden.

import { announce } from "../parts/announce.js";
import { choiceList } from "./choice.js";
import { pointsControl } from "../drawing/start.js";
import { byId, element, icon } from "../../common/element.js";
import { hidden } from "../embed/embed.js";
import { helpButton, nameHelpButtons } from "../parts/help.js";
import { onOwn } from "../race/racing.js";
import { sentenceOf } from "../run/link.js";
import { differing, means, withValues } from "./meaning.js";
import { networkControl } from "./network.js";
import { numberControl, seedControl } from "./number.js";
import { shortcut } from "../parts/shortcuts.js";
import { settle } from "./slow.js";
import { formatNumber, hasText, onLanguage, text, translate } from "../../common/text.js";
import { thumbnailControl } from "./thumbnails.js";

/** The player a group or a field is about, whose colour it wears. */
const players = { data: "real", generator: "generated", discriminator: "discriminator" };
const playerOf = (field) => ({ g: "generated", d: "discriminator" })[field.name.match(/^[gd](?=_)/)?.[0]];

/** The choices of a field that have a sentence of their own. */
const helps = (field) => field.choices.filter((value) => hasText(`choice.${field.name}.${value}.help`));

function choiceControl(field, commit) {
  const option = (value) => `choice.${field.name}.${value}.label`;
  if (field.choices.length > 3 || field.choices.length > 2 && helps(field).length > 0) return choiceList(field, commit);
  const radios = field.choices.map((value) => element("input", { type: "radio", name: "choice-" + field.name, value, onchange: () => commit(value) }));
  const labels = radios.map((radio) => element("label", {}, radio, element("span", { "data-text": option(radio.value) })));
  return {
    node: element("div", { class: "segments", role: "radiogroup" }, ...labels),
    show(value) { for (const radio of radios) radio.checked = radio.value === value; },
  };
}

function boolControl(field, commit) {
  const box = element("input", { type: "checkbox", class: "switch", onchange: () => commit(String(box.checked)) });
  return { node: box, input: box, show(value) { box.checked = value; } };
}

function layersControl(field, commit) {
  const generator = field.group === "generator";
  const latent = element("div", { class: "latent" }, element("div", { class: "view", "data-view": "latent", role: "img", "data-label": "latent.label" }));
  return networkControl(field, commit, generator ? { before: latent, after: "G(z)" } : { before: "x", after: "D(x)" });
}

const kinds = { choice: choiceControl, int: numberControl, float: numberControl, bool: boolControl, layers: layersControl, points: pointsControl, seed: seedControl };

/** What explains a field: its own sentence, those of its choices, and whether changing it starts afresh. */
function explanation(field) {
  const parts = [text(`field.${field.name}.help`)];
  if (field.choices) {
    // Of many choices the present one's; the list to choose from has them all.
    const present = window.saddle.config()[field.name];
    const told = helps(field).filter((value) => field.choices.length <= 3 || value === present);
    for (const value of told) parts.push(`${text(`choice.${field.name}.${value}.label`)}: ${text(`choice.${field.name}.${value}.help`)}`);
  }
  if (field.kind === "int" || field.kind === "float") {
    const unit = field.unit ? " " + text("unit." + field.unit) : "";
    parts.push(text("field.range", { min: formatNumber(field.min), max: formatNumber(field.max) }) + unit + ".");
  }
  if (field.restarts) parts.push(text("field.restarts"));
  return parts.join("\n");
}

/** The link the settings will have when the page has made a change itself: what others do is shown in another way. */
let ownLink = null;

/** One setting: its name, explanation, control, and what is wrong with what was typed. */
function makeRow(field) {
  const id = "field-" + field.name;
  const label = `field.${field.name}.label`;
  const wrong = element("p", { class: "row-error", id: id + "-error", role: "alert", hidden: true });

  function finish({ errors, restarted, link }) {
    ownLink = link;
    wrong.hidden = errors.length === 0;
    wrong.textContent = errors.map(sentenceOf).join(" ");
    if (errors.length > 0) node.scrollIntoView({ block: "nearest" });
    // What was mistyped is shown until it is corrected; otherwise the settings in force are.
    const mistyped = errors.some(({ args }) => !args.other);
    control.input?.setAttribute("aria-invalid", String(mistyped));
    if (restarted) announce(text("announce.restarted", { name: text(label) }));
    if (!mistyped) control.show(window.saddle.config()[field.name]);
  }
  // What waits for a person's word is shown as it was set, until that is no.
  const keep = () => control.show(window.saddle.config()[field.name]);
  const commit = (value) => settle(window.saddle.set(field.name, value), finish, keep);

  const clouds = field.name === "cloud";
  const control = clouds ? thumbnailControl(field, commit) : kinds[field.kind](field, commit);
  const tall = clouds || field.kind === "layers";
  const named = control.input;
  if (named) named.id = id;
  named?.setAttribute("aria-errormessage", wrong.id);
  const name = clouds ? control.caption : named
    ? element("label", { for: id, id: id + "-name", "data-text": label })
    : element("span", { class: "name-text", id: id + "-name", "data-text": label });
  if (clouds) control.node.setAttribute("data-label", label);
  else if (!named) control.node.setAttribute("aria-labelledby", id + "-name");
  control.range?.setAttribute("data-label", label);
  const back = element("button", { class: "back", type: "button", "data-label": "settings.back", "data-tip": "settings.back", hidden: true,
    onclick: () => settle(window.saddle.change(withValues(window.saddle.link(), { [field.name]: undefined })), finish) }, icon("reset"));
  const node = element("div", { class: tall ? "row tall" : "row", "data-field": field.name, "data-player": playerOf(field) },
    element("div", { class: "row-name" }, name, helpButton(label, () => explanation(field)), back), control.node, ...(control.more ? [control.more] : []), wrong);
  return {
    field, node, control, back,
    kept: false, // shown in a folded group, too
    forgive() {
      wrong.hidden = true;
      control.input?.setAttribute("aria-invalid", "false");
    },
  };
}

/**
 * A group of settings: its heading unfolds those that are rarely needed, and says how many differ from the default.
 * @param {string} name
 * @param {Record<string, any>[]} rows
 * @param {(group: Record<string, any>, open: boolean) => void} fold
 */
function makeGroup(name, rows, fold) {
  const id = "group-" + name;
  const count = element("span", { class: "differs" });
  const heading = element("button", { class: "fold", type: "button", "aria-expanded": "false", "aria-controls": id },
    element("span", { "data-text": `group.${name}` }), count, icon("down"));
  const node = element("section", { class: "group", "data-player": players[name], "data-group": name },
    element("h3", {}, heading, helpButton(`group.${name}`, () => text(`group.${name}.help`))), element("div", { class: "rows", id }, ...rows.map((row) => row.node)));
  const self = {
    node,
    rows,
    get open() { return heading.getAttribute("aria-expanded") === "true"; },
    set open(on) { heading.setAttribute("aria-expanded", String(on)); },
    /** Show what there is to be shown, given the fields that mean something and those that differ from the default. */
    show(meant, different) {
      for (const row of rows) {
        const is = meant.has(row.field.name);
        row.node.hidden = !is || (row.field.drawer && !row.kept && !self.open);
        row.back.hidden = !different.has(row.field.name);
      }
      const changed = rows.filter(({ field }) => different.has(field.name)).length;
      count.hidden = changed === 0;
      count.textContent = formatNumber(changed);
      count.setAttribute("aria-label", text("settings.differs", { count: changed }));
      count.title = text("settings.differs", { count: changed });
      node.hidden = !rows.some(({ field }) => meant.has(field.name));
      // A heading with nothing to unfold is only a heading.
      heading.disabled = !rows.some(({ field, kept }) => meant.has(field.name) && field.drawer && !kept);
    },
  };
  heading.addEventListener("click", () => fold(self, !self.open));
  return self;
}

/** Show a person the control of a setting that was changed elsewhere than at it, and return whether there is one to be seen. */
export function showField(name) {
  const row = document.querySelector(`.row[data-field="${name}"]`);
  if (!row?.checkVisibility()) return false;
  row.scrollIntoView({ block: "center" });
  row.querySelector("input:not([type=text]), .stepper button:not(:disabled), .choice-button, input")?.focus({ preventScroll: true });
  row.classList.add("changed");
  setTimeout(() => row.classList.remove("changed"), 3000);
  return true;
}

/** Make every control and keep them up with the program's settings. */
export function startControls() {
  const { saddle } = window;
  const fields = new Map(saddle.schema().map((field) => [field.name, field]));
  const rows = [...fields.values()].filter(({ name }) => !hidden(name)).map(makeRow);
  const groups = [...Map.groupBy(rows, (row) => row.field.group)].map(([name, members]) => makeGroup(name, members, fold));
  const root = byId("groups");
  root.append(...groups.map((group) => group.node));

  let config, meant, different;
  const lay = () => { for (const group of groups) group.show(meant, different); };
  const write = () => {
    for (const { field, node, control } of rows) {
      // What is being typed is not overwritten; what is not seen is written when it is.
      const typing = node.contains(document.activeElement) && document.activeElement.matches("input[type=text]");
      if (!node.hidden && !typing) control.show(config[field.name]);
    }
  };

  let link;
  const show = () => {
    if (saddle.link() === link) return;
    link = saddle.link();
    config = saddle.config();
    different = differing(link);
    meant = new Set(rows.filter(({ field }) => means(field, config, fields)).map(({ field }) => field.name));
    for (const row of rows) {
      const differs = different.has(row.field.name);
      // Under a person's hands nothing goes away; where others have made the settings, only what they have set stays.
      row.kept = link === ownLink ? row.kept || differs : differs;
      if (link !== ownLink) row.forgive();
    }
    lay();
    write();
  };

  function fold(group, open) {
    group.open = open;
    if (!open) for (const row of group.rows) row.kept = different.has(row.field.name);
    lay();
    write();
  }
  shortcut("m", "settings.more", () => {
    const open = !groups.every((group) => group.open);
    for (const group of groups) fold(group, open);
    announce(text(open ? "announce.unfolded" : "announce.folded"));
  });

  onOwn("change", show);
  onLanguage(() => {
    nameHelpButtons(document.body);
    for (const { control } of rows) control.name?.();
    lay();
    write();
  });
  show();
  translate(root);
  nameHelpButtons(root);
  root.removeAttribute("aria-busy");
}
