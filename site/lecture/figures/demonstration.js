// A preset beside what it is compared with: the same start, the same number of rounds, and one measure that tells them apart.

import { settingText } from "../../common/setting.js";
import { formatNumber, text } from "../../common/text.js";
import { element } from "../../common/element.js";
import { course } from "./parts/course.js";
import { live } from "./parts/live.js";
import { powers } from "./parts/plot.js";
import { preset } from "./parts/presets.js";

/** What each is judged by: the distance to the data where nothing is said. `least` is what the scale has at least. */
const measures = {
  saturation: { name: "g_gradient", log: true },
  "r1-grid": { name: "reverse_kl", least: 0.5 },
  generators: { name: "modes_share", least: 8 },
};
const distance = { name: "sliced_w", least: 0.5 };

/** What is to be seen beside the points: opinions of D, unless colours tell who made them. */
const layers = { generators: ["real", "generated"] };
const colours = ["real", "generated"];

/** The setting in which a preset and its opposite differ, with its value in a link. */
/**
 * @param {{against: string}} one
 * @param {string} link
 */
function difference({ against }, link) {
  const [name] = against.split("=");
  const value = new URLSearchParams(link.slice(1)).get(name) ?? window.saddle.schema().find((field) => field.name === name).default;
  return settingText(name, value);
}

export function make(parts, stage) {
  const one = preset(stage.closest("[data-preset]").dataset.preset);
  const links = [one.link, one.opposite];
  const runs = links.map((link, i) => ({ name: `${one.name}-${i}`, link, title: difference(one, link) }));
  const run = live({ runs, layers: layers[one.name], last: one.steps });
  const { name: measure, log = false, least } = measures[one.name] ?? distance;
  const label = text(`measure.${measure}.label`);
  const chart = course(run, {
    label, log,
    bounds: (low, high) => (!log ? [0, Math.max(high * 1.05, least)] : low < Infinity ? powers(low, high) : [1e-4, 1]),
    curves: runs.map(({ name, title }, i) => ({ name: title, colour: colours[i], of: name, read: (history) => history[measure], write: (value) => formatNumber(value, 3) })),
  });
  // Colours of classes are those of who made the points, and no legend says so better than the question above.
  if (window.saddle.traits(runs[0].name).classes.length) run.legend.replaceChildren();
  parts.append(run.views, run.legend, run.transport, element("p", { class: "figure-note" }, label), chart.node, chart.key);
  return run;
}
