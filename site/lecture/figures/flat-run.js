// A flat JSD in a real run: the data lie far from where G starts, and D is nearly at its best before each move of G. Then the
// saturating loss leaves G nothing to follow.

import { element } from "../../common/element.js";
import { text } from "../../common/text.js";
import { course } from "./parts/course.js";
import { live } from "./parts/live.js";
import { powers, writeSmall } from "./parts/plot.js";

// Seven points around (4, 0), in the plane's own units.
const link = (loss) => `#defaults=1&cloud=points&points=mkUAAH5DYQTBPnYF9DpuAvQ6kv3BPor6fkOf-w&standardise=false&loss=${loss}&d_steps=20&batch=128&g_layers=32,32&d_layers=32,32`;
const losses = [{ loss: "minimax", colour: "theory" }, { loss: "nonsaturating", colour: "discriminator" }];

export function make(parts) {
  const titles = { minimax: text("lecture.flat-run.minimax"), nonsaturating: text("lecture.flat-run.nonsaturating") };
  const run = live({
    runs: losses.map(({ loss }) => ({ name: `flat-${loss}`, link: link(loss), title: titles[loss] })),
    speed: 25, last: 150,
  });
  const chart = course(run, {
    label: text("lecture.flat-run.label"), height: 200, log: true,
    bounds: (low, high) => (low < Infinity ? powers(low, high) : [1e-4, 10]),
    curves: losses.map(({ loss, colour }) => ({ name: titles[loss], colour, of: `flat-${loss}`, read: (history) => history.g_gradient, write: (value) => writeSmall(value) })),
  });
  parts.append(element("div", { class: "figure-beside pair" },
    element("div", { class: "figure-stack" }, run.views, run.legend, run.transport),
    element("div", { class: "figure-stack" }, element("p", { class: "figure-title" }, text("lecture.flat-run.label")), chart.node, chart.key)));
  return run;
}
