// The runs of a race are chosen here: one that is ready, or values of any setting; what is chosen is also there as the text that a link has.

import { element, icon } from "../../common/element.js";
import { sentenceOf } from "../run/link.js";
import { means } from "../settings/meaning.js";
import { labelOf, worded } from "./label.js";
import { settingText, valueText } from "../../common/setting.js";
import { formatNumber, text, translate } from "../../common/text.js";

/** A value of an axis, in words: of a setting, or of several that go together. */
function wordsOf(axis, value) {
  if (axis !== "with") return valueText(axis, value);
  if (value === "base") return text("race.unchanged");
  return value.split("+").map((pair) => settingText(...pair.split("="))).join(", ");
}

/** Values of a setting to begin with: the present one among others. */
function suggested({ name, kind, min, max }, config) {
  const present = config[name];
  if (kind === "layers") {
    const scaled = [0.5, 1, 2].map((factor) => present.map((width) => Math.max(min, Math.min(Math.round(width * factor), max))).join("-"));
    return [...new Set(scaled)].join(",");
  }
  if (kind === "seed") return `${present}..${Math.min(present + 4, max)}`;
  const whole = kind === "int";
  const wanted = present > 0 ? [present / 2, present, present * 2] : whole ? [min, min + 1, min + 2] : [0, 0.1, 1];
  const fitting = wanted.map((value) => (whole ? Math.round(value) : Number(value.toPrecision(6)))).filter((value) => value >= min && value <= max);
  return [...new Set(fitting)].join(",");
}

/**
 * Ask for the runs of a race.
 * @param {string|null} present the link of the race that is open
 * @param {string} base the link of the experiment that they are to differ from
 * @param {(link: string) => void} start
 */
export function askForRuns(present, base, start) {
  const { saddle } = window;
  const schema = saddle.schema();
  const config = saddle.config();
  const fields = new Map(schema.map((field) => [field.name, field]));
  const ready = new Map(saddle.races(base).map((race) => [race.name, race]));
  let found = null;

  const option = (value, key) => element("option", { value, "data-text": key });
  const subject = element("select", { id: "race-subject", onchange: choose },
    element("optgroup", { "data-label": "race.ready" }, ...[...ready.keys()].map((name) => option(`ready ${name}`, `race.ready.${name}`))),
    ...[...Map.groupBy(schema.filter((field) => field.kind !== "points" && means(field, config, fields)), ({ group }) => group)].map(([group, members]) =>
      element("optgroup", { "data-label": `group.${group}` }, ...members.map(({ name }) => option(`field ${name}`, `field.${name}.label`)))));
  const values = element("div", { class: "race-values" });
  const seeds = element("select", { id: "race-seeds", onchange: write }, ...Array.from({ length: 9 }, (_, i) => element("option", { value: String(i + 1) }, formatNumber(i + 1))));
  const seedsRow = element("div", { class: "race-row" }, element("label", { for: seeds.id, "data-text": "race.seeds" }), seeds);
  const written = element("input", { type: "text", id: "race-text", spellcheck: "false", autocomplete: "off", oninput: () => { look(); } });
  const outcome = element("div", { class: "race-outcome", role: "status" });
  const begin = element("button", { class: "race-begin", type: "submit", "data-text": "race.start" });

  // What `choose` has made: the axis, and how its values are read.
  let axis = "";
  let read = () => "";

  function choose() {
    const [kind, name] = subject.value.split(" ");
    const race = kind === "ready" ? ready.get(name) : null;
    const field = fields.get(race ? race.axis : name);
    axis = race ? race.axis : name;
    const listed = race ? race.values : field.choices ?? (field.kind === "bool" ? ["false", "true"] : null);
    if (listed && listed.length > 1) {
      const boxes = listed.map((value, i) => element("input", { type: "checkbox", value, checked: i < (race ? race.chosen : 9), onchange: write }));
      values.replaceChildren(element("fieldset", {}, element("legend", {}, text("race.values")),
        ...boxes.map((box) => element("label", {}, box, element("span", {}, wordsOf(axis, box.value))))));
      read = () => boxes.filter((box) => box.checked).map((box) => box.value).join(",");
    } else {
      const input = element("input", { type: "text", id: "race-list", autocomplete: "off", spellcheck: "false", value: race ? race.values[0] : suggested(field, config), oninput: write });
      values.replaceChildren(element("div", { class: "race-row" }, element("label", { for: input.id }, text("race.values")), input), element("p", { class: "race-note" }, text(field.kind === "layers" ? "race.values.layers" : "race.values.help")));
      read = () => input.value;
    }
    seedsRow.hidden = axis === "seed";
    write();
  }

  /** Write what is chosen as the link has it. */
  function write() {
    const many = Number(seeds.value);
    const more = axis !== "seed" && many > 1 ? `;seed:${config.seed}..${config.seed + many - 1}` : "";
    written.value = `${axis}:${read()}${more}`;
    look();
  }

  /** Say what comes of it. */
  function look() {
    found = saddle.sweep(written.value, base);
    const wrong = found.errors.map((error) => element("p", { class: "row-error" }, sentenceOf(worded(error))));
    const all = found.runs.map(({ label }) => label);
    const runs = all.map((label) => element("li", {}, labelOf(label, all)));
    const left = found.left.map(({ label, error }) => element("p", { class: "race-note" }, text("race.left", { label: labelOf(label), reason: sentenceOf(worded(error)) })));
    written.setAttribute("aria-invalid", String(wrong.length > 0));
    outcome.replaceChildren(...wrong, ...(runs.length ? [element("p", {}, text("race.count", { count: formatNumber(runs.length) })), element("ol", {}, ...runs)] : []), ...left);
    begin.disabled = runs.length === 0;
  }

  const dialog = element("dialog", { class: "dialog race-form", "aria-labelledby": "race-form-title" },
    element("header", {},
      element("h2", { id: "race-form-title", "data-text": "race.form" }),
      element("button", { class: "icon-button", type: "button", "data-label": "page.close", onclick: () => dialog.close() }, icon("close"))),
    element("form", { class: "dialog-body", method: "dialog", onsubmit: (event) => {
      event.preventDefault();
      if (begin.disabled) return;
      dialog.close();
      start(found.link);
    } },
    element("p", { class: "race-note", "data-text": "race.form.help" }),
    element("div", { class: "race-row" }, element("label", { for: subject.id, "data-text": "race.subject" }), subject),
    values, seedsRow,
    element("div", { class: "race-row" }, element("label", { for: written.id, "data-text": "race.text" }), written),
    element("p", { class: "race-note", "data-text": "race.text.help" }),
    outcome, begin));
  for (const group of subject.querySelectorAll("optgroup")) group.label = text(group.dataset.label);
  translate(dialog);
  document.body.append(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  choose();
  if (present) {
    written.value = present;
    look();
  }
  dialog.showModal();
}
