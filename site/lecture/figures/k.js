// The same start with D moving 1, 5 or 50 times for each move of G: the better D gets, the less the minimax loss leaves G.

import { formatNumber, text } from "../../text.js";
import { course } from "./parts/course.js";
import { live } from "./parts/live.js";

const ks = [{ k: 1, colour: "generated" }, { k: 5, colour: "discriminator" }, { k: 50, colour: "theory" }];

export function make(parts) {
  const runs = ks.map(({ k }) => ({ name: `k-${k}`, link: `#loss=minimax&d_steps=${k}`, title: `k = ${k}` }));
  const run = live({ runs, speed: 60, last: 400 });
  const chart = course(run, {
    label: text("lecture.k.label"), log: true,
    bounds: (low, high) => (low < Infinity ? [10 ** Math.floor(Math.log10(low)), 10 ** Math.ceil(Math.log10(high) + 1e-9)] : [0.01, 10]),
    curves: ks.map(({ k, colour }) => ({ name: `k = ${k}`, colour, of: `k-${k}`, read: (history) => history.g_gradient, write: (value) => formatNumber(value, 2) })),
  });
  parts.append(run.views, run.transport, caption(text("lecture.k.label")), chart.node, chart.key);
  return run;
}

const caption = (sentence) => Object.assign(document.createElement("p"), { className: "figure-note", textContent: sentence });
