// The same start with D moving 1, 5 or 50 times for each move of G: with a D that is always near its best, G hardly gets nearer
// to the data.

import { element } from "../../element.js";
import { formatNumber, text } from "../../text.js";
import { course } from "./parts/course.js";
import { live } from "./parts/live.js";

const ks = [{ k: 1, colour: "generated" }, { k: 5, colour: "discriminator" }, { k: 50, colour: "theory" }];

export function make(parts) {
  const runs = ks.map(({ k }) => ({ name: `k-${k}`, link: `#loss=minimax&batch=128&g_layers=32,32&d_layers=32,32&d_steps=${k}`, title: `k = ${k}` }));
  const run = live({ runs, speed: 40, last: 400 });
  const chart = course(run, {
    label: text("lecture.k.label"), bounds: (low, high) => [0, Math.max(1.5, high * 1.05)],
    curves: ks.map(({ k, colour }) => ({ name: `k = ${k}`, colour, of: `k-${k}`, read: (history) => history.sliced_w, write: (value) => formatNumber(value, 2) })),
  });
  parts.append(run.views, run.legend, run.transport, element("p", { class: "figure-note" }, text("lecture.k.label")), chart.node, chart.key);
  return run;
}
