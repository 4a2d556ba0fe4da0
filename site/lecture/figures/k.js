// The same start with a D that is out of date, with the usual one, and with one that is always near its best: G comes near the data
// with the one in between.

import { formatNumber, text } from "../../common/text.js";
import { choice, controls } from "./parts/controls.js";
import { course } from "./parts/course.js";
import { live } from "./parts/live.js";

const link = "#defaults=1&loss=minimax&batch=128&g_layers=32,32&d_layers=32,32";
const floor = -2 * Math.LN2;

/** What can be drawn over the rounds, and the bounds of that. */
const measures = {
  distance: { read: (history) => history.sliced_w, bounds: (low, high) => [0, Math.max(1.5, high * 1.05)] },
  value: { read: (history) => history.value, bounds: (low) => [Math.min(low, floor) - 0.1, 0] },
};

export function make(parts) {
  // A D that moves little in each round is as good as one that moves now and then.
  const runs = [
    { name: "k-slow", link: `${link}&d_lr=0.0002`, title: text("lecture.k.slow"), colour: "generated" },
    { name: "k-1", link, title: "k = 1", colour: "discriminator" },
    { name: "k-50", link: `${link}&d_steps=50`, title: "k = 50", colour: "theory" },
  ];
  const run = live({ runs, speed: 40, last: 400 });
  let measure = measures.distance;
  const chart = course(run, {
    label: text("lecture.k.label"), bounds: (low, high) => measure.bounds(low, high),
    curves: runs.map(({ name, title, colour }) => ({ name: title, colour, of: name, read: (history) => measure.read(history), write: (value) => formatNumber(value, 2) })),
  });
  const drawn = choice(text("lecture.k.label"), [
    { value: "distance", label: text("lecture.k.distance") }, { value: "value", label: "V(G, D)" },
  ], "distance", (value) => {
    measure = measures[value];
    chart.draw();
  });
  parts.append(run.views, run.legend, run.transport, controls(drawn.node, chart.key), chart.node);
  return run;
}
