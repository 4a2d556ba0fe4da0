// The settings, made from the schema of lab.Config: the kind of a field chooses its control, its group the place,
// "drawer" whether it is at hand or behind a button. A field that means nothing under the present settings is hidden.

import { announce } from "./announce.js";
import { pointsControl } from "./drawing.js";
import { byId, element } from "./element.js";
import { helpButton, nameHelpButtons } from "./help.js";
import { sentenceOf } from "./link.js";
import { networkControl } from "./network.js";
import { numberControl, seedControl } from "./number.js";
import { shortcut } from "./shortcuts.js";
import { formatNumber, hasText, onLanguage, text, translate } from "./text.js";
import { thumbnailControl } from "./thumbnails.js";

/** The player a group or a field is about, whose colour it wears. */
const players = { data: "real", generator: "generated", discriminator: "discriminator" };
const playerOf = (field) => ({ g: "generated", d: "discriminator" })[field.name.match(/^[gd](?=_)/)?.[0]];

function choiceControl(field, commit) {
  const option = (value) => `choice.${field.name}.${value}.label`;
  if (field.choices.length > 3) {
    const select = element("select", { onchange: () => commit(select.value) },
      ...field.choices.map((value) => element("option", { value, "data-text": option(value) })));
    return { node: select, input: select, show(value) { select.value = value; } };
  }
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

/** What explains a field: its own sentence, the present choice's, and whether changing it starts afresh. */
function explanation(field) {
  const value = window.saddle.config()[field.name];
  const choice = `choice.${field.name}.${value}.help`;
  const parts = [text(`field.${field.name}.help`)];
  if (hasText(choice)) parts.push(`${text(`choice.${field.name}.${value}.label`)}: ${text(choice)}`);
  if (field.kind === "int" || field.kind === "float") {
    const unit = field.unit ? " " + text("unit." + field.unit) : "";
    parts.push(text("field.range", { min: formatNumber(field.min), max: formatNumber(field.max) }) + unit + ".");
  }
  if (field.restarts) parts.push(text("field.restarts"));
  return parts.join("\n");
}

/** One setting: its name, explanation, control, and what is wrong with what was typed. */
function makeRow(field) {
  const id = "field-" + field.name;
  const label = `field.${field.name}.label`;
  const wrong = element("p", { class: "row-error", id: id + "-error", role: "alert", hidden: true });

  function commit(value) {
    const { errors, restarted } = window.saddle.set(field.name, value);
    wrong.hidden = errors.length === 0;
    wrong.textContent = errors.map(sentenceOf).join(" ");
    control.input?.setAttribute("aria-invalid", String(errors.length > 0));
    if (restarted) announce(text("announce.restarted", { name: text(label) }));
    // What was refused is shown until it is corrected; what was taken is shown as the program understood it.
    if (errors.length === 0) control.show(window.saddle.config()[field.name]);
  }

  const clouds = field.name === "cloud";
  const control = clouds ? thumbnailControl(field, commit) : kinds[field.kind](field, commit);
  const tall = clouds || field.kind === "layers";
  const named = control.input;
  if (named) named.id = id;
  named?.setAttribute("aria-errormessage", wrong.id);
  const name = clouds ? control.caption : named
    ? element("label", { for: id, "data-text": label })
    : element("span", { class: "name-text", id: id + "-name", "data-text": label });
  if (clouds) control.node.setAttribute("data-label", label);
  else if (!named) control.node.setAttribute("aria-labelledby", id + "-name");
  control.range?.setAttribute("data-label", label);
  const node = element("div", { class: tall ? "row tall" : "row", "data-field": field.name, "data-player": playerOf(field) },
    element("div", { class: "row-name" }, name, helpButton(label, () => explanation(field))), control.node, wrong);
  return { field, node, control };
}

/** Whether a field means something under these settings. */
function relevant(field, config) {
  return !field.when || field.when.values.includes(config[field.when.field]);
}

function place(rows, root) {
  const groups = Map.groupBy(rows, (row) => row.field.group);
  for (const [group, members] of groups) {
    root.append(element("section", { class: "group", "data-player": players[group], "data-group": group },
      element("h3", { "data-text": `group.${group}` }), ...members.map((row) => row.node)));
  }
  root.removeAttribute("aria-busy");
  translate(root);
  nameHelpButtons(root);
}

function startDrawer() {
  const drawer = byId("drawer");
  const button = byId("more");
  const open = (on) => {
    drawer.hidden = !on;
    button.setAttribute("aria-expanded", String(on));
    (on ? byId("drawer-close") : button).focus();
  };
  button.addEventListener("click", () => open(drawer.hidden));
  byId("drawer-close").addEventListener("click", () => open(false));
  drawer.addEventListener("keydown", (event) => { if (event.key === "Escape") open(false); });
  shortcut("m", "settings.more", () => open(drawer.hidden));
}

/** Make every control and keep them up with the program's settings. */
export function startControls() {
  const rows = window.saddle.schema().map(makeRow);
  place(rows.filter((row) => !row.field.drawer), byId("groups"));
  place(rows.filter((row) => row.field.drawer), byId("drawer-groups"));

  const show = () => {
    const config = window.saddle.config();
    for (const { field, node, control } of rows) {
      node.hidden = !relevant(field, config);
      // What is being typed is not overwritten.
      if (!node.contains(document.activeElement) || !document.activeElement.matches("input[type=text]")) control.show(config[field.name]);
    }
    for (const group of document.querySelectorAll(".group")) group.hidden = !group.querySelector(".row:not([hidden])");
  };
  window.saddle.on("change", show);
  onLanguage(() => {
    nameHelpButtons(document.body);
    for (const { control } of rows) control.name?.();
  });
  show();
  startDrawer();
}
