// N(0, 1) and N(mu, 1): what the two distances say as mu grows, and what is left of the pull on the generator. The distances are
// drawn as shares of what they are at the end, on a usual scale; the pulls need a logarithmic one.

import { element } from "../../common/element.js";
import { formatNumber, text } from "../../common/text.js";
import { controls, slider } from "./parts/controls.js";
import { demonstration } from "./parts/demonstration.js";
import { gradually } from "./parts/gradually.js";
import { handle } from "./parts/handle.js";
import { key, plot, writeSmall } from "./parts/plot.js";
import { sweep } from "./parts/sweep.js";

const far = 30;
const first = 4;
const floor = 1e-52; // a little below the gradient of JSD at 30
const leastFloat = 2 ** -149; // of 32 bits, above 0
const marks = [0, 5, 10, 15, 20, 25, 30];

/** JSD where it is as good as log 2: how much is missing. */
const writeJSD = ({ jsd, gap }) => (gap < 1e-3 ? `log 2 − ${writeSmall(gap)}` : formatNumber(jsd, 3));
const write = (value) => (value < 1e-3 ? writeSmall(value) : formatNumber(value, 3));

export function make(parts) {
  const { theory } = window.saddle;
  const mus = Array.from({ length: 61 }, (_, i) => (far * i) / 60);
  const diagrams = [
    {
      title: text("lecture.flat.distances"), y: { from: 0, to: 1.08, ticks: [0, 0.5, 1], write: (share) => formatNumber(share * 100) + " %" },
      curves: [
        { name: "JSD", colour: "theory", of: (f) => f.jsd / Math.LN2, write: writeJSD },
        { name: "W₁", colour: "discriminator", of: (f) => f.w1 / far, write: (f) => write(f.w1) },
      ],
    },
    {
      title: text("lecture.flat.pulls"), y: { from: floor, to: 1e4, log: true },
      curves: [
        { name: text("lecture.flat.jsd"), colour: "theory", of: (f) => Math.abs(f.gradients.jsd) },
        { name: text("lecture.flat.nonsaturating"), colour: "generated", of: (f) => Math.abs(f.gradients.nonsaturating) },
        { name: text("lecture.flat.w1"), colour: "discriminator", of: (f) => Math.abs(f.gradients.w1) },
      ],
    },
  ];
  let mu = first;

  const xs = Array.from({ length: 401 }, (_, i) => -4 + (i / 400) * (far + 8));
  const bell = (mean) => xs.map((x) => Math.exp(-((x - mean) ** 2) / 2) / Math.sqrt(2 * Math.PI));
  const above = plot({ label: text("lecture.flat.densities"), height: 110, x: { from: -4, to: far + 4 }, y: { from: 0, to: 0.48, hidden: true } });
  const p = above.curve({ colour: "real", area: true });
  const q = above.curve({ colour: "generated", area: true });
  p.draw(xs, bell(0));

  const drawn = diagrams.map(({ title, y, curves }) => {
    const diagram = plot({ label: title, height: 220, x: { from: 0, to: far, ticks: marks, title: "μ" }, y });
    const names = key(curves);
    const lines = curves.map(({ colour }) => diagram.curve({ colour }));
    const here = diagram.rule("x", { colour: "ink-soft" });
    return { title, diagram, curves, names, lines, here };
  });
  const [, pulls] = drawn;
  pulls.diagram.rule("y", { colour: "line-strong" }).at(leastFloat);
  pulls.diagram.words(text("lecture.flat.float"), { anchor: "start" }).at(() => [pulls.diagram.px(0) + 4, pulls.diagram.py(leastFloat) - 5]);

  gradually(mus, (known, course) => {
    for (const { curves, lines } of drawn) lines.forEach((line, i) => line.draw(known, course.map(curves[i].of)));
  });

  const show = () => {
    const [now] = theory.flat([mu]);
    q.draw(xs, bell(mu));
    for (const { curves, names, here } of drawn) {
      here.at(mu);
      curves.forEach((curve, i) => names.set(i, curve.write ? curve.write(now) : write(curve.of(now))));
    }
    move.show();
    range.set(mu);
  };
  const set = (value) => { mu = value; show(); };
  const away = sweep({ from: 0, to: far, seconds: 12, set });
  const byHand = (value) => { away.stop(); set(value); };
  const written = (value) => formatNumber(value, 3);
  const move = handle(above, {
    label: text("lecture.flat.mu"), colour: "generated", min: 0, max: far, step: 0.1, get: () => mu, set: byHand,
    place: () => [above.px(mu), above.py(0.4)], write: written,
  });
  const range = slider(text("lecture.flat.mu"), { min: 0, max: far, step: 0.1, value: mu }, written, byHand);
  parts.append(above.node, controls(range.node), element("div", { class: "figure-columns figure-answer" }, ...drawn.map(({ title, diagram, names }) =>
    element("div", {}, element("p", { class: "figure-title" }, title), diagram.node, names.node))));
  show();
  return demonstration({ begun: () => mu !== first, restart: () => set(first), start: away.start, stop: away.stop });
}
