// One cloud, one start, and two games beside each other that differ in what the players minimise. Some losses have gauges of their own.

import { element } from "../../common/element.js";
import { formatNumber, text } from "../../common/text.js";
import { choice, controls, list } from "./parts/controls.js";
import { course } from "./parts/course.js";
import { live } from "./parts/live.js";

const percent = (share) => formatNumber(share * 100, 2) + " %";

/** What there is to be read of any run, and of some losses or clouds only; what has no number is left out. */
const gauges = [
  { name: "modes_share", label: "lecture.losses.modes", write: (value, { modes_total }) => text("numbers.of", { count: value, total: modes_total }), on: ({ modes_total }) => modes_total > 0 },
  { name: "high_quality", write: percent },
  { name: "sliced_w", write: (value) => formatNumber(value, 2) },
  { name: "balance_k", write: (value) => formatNumber(value, 2) },
  { name: "convergence", write: (value) => formatNumber(value, 2) },
  { name: "clipped", write: percent },
];

// Learning rates with which each gets somewhere on these clouds; the usual ones for the others.
const links = { began: "&g_lr=0.0005&d_lr=0.0005", wgan: "&d_steps=5", "wgan-gp": "&d_steps=5" };
const clouds = ["ring", "grid", "spiral"];

export function make(parts) {
  let cloud = clouds[0];
  const linkOf = (loss) => `#defaults=1&cloud=${cloud}&loss=${loss}${links[loss] ?? ""}`;
  const sides = [{ name: "losses", loss: "nonsaturating", colour: "discriminator" }, { name: "losses-other", loss: "wgan-gp", colour: "theory" }];
  const run = live({ runs: sides.map(({ name, loss }) => ({ name, link: linkOf(loss) })), speed: 100, shown: 1500 });
  // Both begin again when one changes: from the same start.
  const begin = () => sides.forEach(({ loss }, i) => run.load(i, linkOf(loss)));

  const known = window.saddle.schema().find((one) => one.name === "loss").choices;
  const all = known.map((value) => ({ value, label: text(`choice.loss.${value}.label`) }));
  sides.forEach((side, i) => {
    const select = list(text("lecture.losses.choose"), all, side.loss, (loss) => { side.loss = loss; begin(); });
    side.readings = element("dl", { class: "figure-readings" });
    run.frames[i].prepend(element("div", { class: "figure-head" }, element("i", { style: `--colour: var(--${side.colour})` }), select.node));
    run.frames[i].append(side.readings);
  });
  run.onMeasures((measures, name) => {
    const { readings } = sides.find((side) => side.name === name);
    readings.replaceChildren(...gauges.filter(({ name, on }) => Number.isFinite(measures[name]) && (on?.(measures) ?? true)).map((gauge) => element("div", {},
      element("dt", {}, text(gauge.label ?? `measure.${gauge.name}.label`)), element("dd", { "data-gauge": gauge.name }, gauge.write(measures[gauge.name], measures)))));
  });
  const chart = course(run, {
    label: text("lecture.losses.label"), height: 220, log: true, bounds: (low, high) => [Math.min(0.05, low * 0.9), Math.max(2, high * 1.1)],
    curves: sides.map(({ name, colour }) => ({ name, colour, of: name, read: (history) => history.sliced_w })),
  });
  const which = choice(text("lecture.losses.cloud"), clouds.map((value) => ({ value, label: text(`choice.cloud.${value}.label`) })), cloud, (value) => {
    cloud = value;
    begin();
  });
  parts.append(
    controls(which.node),
    element("div", { class: "figure-beside pair" },
      element("div", { class: "figure-stack" }, run.views, run.legend, run.transport),
      element("div", { class: "figure-stack" }, element("p", { class: "figure-title" }, text("lecture.losses.label")), chart.node)));
  run.refresh();
  return run;
}
