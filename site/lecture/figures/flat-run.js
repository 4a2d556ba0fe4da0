// A flat JSD in a real run: D is nearly at its best, and the saturating loss leaves G nothing to follow.

import { element } from "../../element.js";
import { formatNumber, text } from "../../text.js";
import { course } from "./parts/course.js";
import { live } from "./parts/live.js";
import { preset } from "./parts/presets.js";

const losses = [{ loss: "minimax", colour: "real" }, { loss: "nonsaturating", colour: "generated" }];

export function make(parts) {
  const { link, opposite } = preset("saturation");
  const titles = { minimax: text("lecture.flat-run.minimax"), nonsaturating: text("lecture.flat-run.nonsaturating") };
  const run = live({
    runs: [{ name: "flat-minimax", link, title: titles.minimax }, { name: "flat-nonsaturating", link: opposite, title: titles.nonsaturating }],
    speed: 60, last: 600,
  });
  const chart = course(run, {
    label: text("lecture.flat-run.label"), log: true,
    bounds: (low, high) => (low < Infinity ? [10 ** Math.floor(Math.log10(low)), 10 ** Math.ceil(Math.log10(high) + 1e-9)] : [1e-4, 10]),
    curves: losses.map(({ loss, colour }) => ({ name: titles[loss], colour, of: `flat-${loss}`, read: (history) => history.g_gradient, write: (value) => formatNumber(value, 2) })),
  });
  parts.append(run.views, run.legend, run.transport, element("p", { class: "figure-note" }, text("lecture.flat-run.label")), chart.node, chart.key);
  return run;
}
