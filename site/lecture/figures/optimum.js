// The learned D beside the best one, and what each makes of V.

import { element } from "../../common/element.js";
import { formatNumber, text } from "../../common/text.js";
import { choice, controls } from "./parts/controls.js";
import { course } from "./parts/course.js";
import { live } from "./parts/live.js";

// Three wide modes, and a D that moves three times: near enough to D* to be compared with it.
const link = "#defaults=1&modes=3&radius=1.2&sigma=0.35&loss=minimax&d_steps=3&g_layers=32,32&d_layers=32,32";
const floor = -2 * Math.LN2;
const write = (value) => formatNumber(value, 3);

export function make(parts) {
  const name = "optimum";
  const layers = { both: ["heatmap", "real", "generated", "optimum"], best: ["real", "generated", "optimum"] };
  const run = live({ runs: [{ name, link: link, layers: layers.both }], layers: layers.both, speed: 60 });
  const border = run.legend.querySelector(".discriminator").parentElement;
  const which = choice(text("lecture.optimum.shown"), [
    { value: "both", label: text("lecture.optimum.learned") }, { value: "best", label: text("lecture.optimum.best") },
  ], "both", (value) => {
    run.views.querySelector("[data-view]").dataset.layers = layers[value].join(",");
    border.hidden = value === "best";
  });
  const chart = course(run, {
    label: text("lecture.optimum.label"), height: 220,
    bounds: (low, high) => [Math.min(low, floor) - 0.1, Math.max(high, floor + 0.4) + 0.1],
    curves: [
      { name: "V(G, D)", colour: "discriminator", of: name, read: (history) => history.value, write },
      { name: "V(G, D*)", colour: "theory", of: name, read: (history) => Array.from(history.jsd, (jsd) => floor + 2 * jsd), write },
      { name: "−log 4", colour: "ink-soft", dashed: true, of: name, read: (history) => Array.from(history.step, () => floor) },
    ],
  });
  parts.append(
    controls(which.node),
    element("div", { class: "figure-beside" },
      element("div", { class: "figure-stack" }, run.views, run.legend, run.transport),
      element("div", { class: "figure-stack" }, chart.node, chart.key)));
  return run;
}
