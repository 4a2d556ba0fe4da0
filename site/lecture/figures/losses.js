// One cloud, one start, and a choice of what the players minimise. Some losses have gauges of their own.

import { element } from "../../element.js";
import { formatNumber, text } from "../../text.js";
import { controls, list } from "./parts/controls.js";
import { live } from "./parts/live.js";
import { shares } from "./parts/shares.js";

const percent = (share) => formatNumber(share * 100, 3) + " %";

/** What there is to be read of any run, and of some losses only; what has no number is left out. */
const gauges = [
  { name: "modes_share", write: (value, { modes_total }) => text("numbers.of", { count: value, total: modes_total }) },
  { name: "high_quality", write: percent },
  { name: "sliced_w", write: (value) => formatNumber(value, 3) },
  { name: "value", write: (value) => formatNumber(value, 3) },
  { name: "balance_k", write: (value) => formatNumber(value, 3) },
  { name: "convergence", write: (value) => formatNumber(value, 3) },
  { name: "clipped", write: percent },
];

// Learning rates with which each gets somewhere on this cloud; the usual ones for the others.
const links = { began: "&g_lr=0.0005&d_lr=0.0005", wgan: "&d_steps=5", "wgan-gp": "&d_steps=5" };
const linkOf = (loss) => `#loss=${loss}${links[loss] ?? ""}`;

export function make(parts) {
  const name = "losses";
  const field = window.saddle.schema().find((one) => one.name === "loss");
  const run = live({ runs: [{ name, link: linkOf("nonsaturating") }], speed: 120 });
  const bars = shares();
  const readings = element("dl", { class: "figure-readings" });
  const about = element("p", { class: "figure-note" });
  run.onMeasures((measures) => {
    bars.show(window.saddle.shares(name));
    readings.replaceChildren(...gauges.filter((gauge) => Number.isFinite(measures[gauge.name])).map((gauge) => element("div", {},
      element("dt", {}, text(`measure.${gauge.name}.label`)), element("dd", { "data-gauge": gauge.name }, gauge.write(measures[gauge.name], measures)))));
  });
  const explain = (loss) => { about.textContent = text(`choice.loss.${loss}.help`); };
  const select = list(text("lecture.losses.choose"), field.choices.map((value) => ({ value, label: text(`choice.loss.${value}.label`) })), "nonsaturating", (loss) => {
    explain(loss);
    run.load(0, linkOf(loss));
  });
  parts.append(
    controls(select.node), about,
    element("div", { class: "figure-beside" },
      element("div", { class: "figure-stack" }, run.views, run.legend),
      element("div", { class: "figure-stack" }, readings, element("p", { class: "figure-title" }, text("lecture.collapse.shares")), bars.node)),
    run.transport);
  explain("nonsaturating");
  run.refresh();
  return run;
}
