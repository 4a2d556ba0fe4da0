// N(0, 1) and N(mu, 1): what is left to descend as mu moves away. Everything on one logarithmic scale.

import { element } from "../../element.js";
import { formatNumber, text } from "../../text.js";
import { controls, slider } from "./parts/controls.js";
import { handle } from "./parts/handle.js";
import { key, plot, power } from "./parts/plot.js";
import { sweep } from "./parts/sweep.js";

const far = 30;
const first = 4;
const floor = 1e-52; // a little below log 2 - JSD at 30

/** A number as the key writes it: small ones as a multiple of a power of ten. */
function write(value) {
  if (!(value > 0) || (value >= 1e-3 && value < 1e6)) return formatNumber(value, 3);
  const ten = 10 ** Math.floor(Math.log10(value));
  return `${formatNumber(value / ten, 2)}·${power(ten)}`;
}

export function make(parts) {
  const { theory } = window.saddle;
  const mus = Array.from({ length: 61 }, (_, i) => (far * i) / 60);
  const curves = [
    { name: "log 2 − JSD", colour: "theory", of: (f) => f.gap },
    { name: text("lecture.flat.jsd"), colour: "real", of: (f) => Math.abs(f.gradients.jsd) },
    { name: text("lecture.flat.nonsaturating"), colour: "generated", of: (f) => Math.abs(f.gradients.nonsaturating) },
    { name: text("lecture.flat.w1"), colour: "discriminator", dashed: true, of: (f) => f.w1 },
  ];
  let mu = first;

  const xs = Array.from({ length: 401 }, (_, i) => -4 + (i / 400) * (far + 8));
  const bell = (mean) => xs.map((x) => Math.exp(-((x - mean) ** 2) / 2) / Math.sqrt(2 * Math.PI));
  const above = plot({ label: text("lecture.flat.densities"), height: 120, x: { from: -4, to: far + 4 }, y: { from: 0, to: 0.48, hidden: true } });
  const p = above.curve({ colour: "real", area: true });
  const q = above.curve({ colour: "generated", area: true });
  p.draw(xs, bell(0));

  const below = plot({
    label: text("lecture.flat.label"), height: 270, x: { from: 0, to: far, title: "μ" },
    y: { from: floor, to: 100, log: true },
  });
  const names = key(curves);
  const lines = curves.map(({ colour, dashed }) => below.curve({ colour, dashed }));
  // A few places in each frame: all at once would be felt.
  const course = [];
  const extend = () => {
    course.push(...theory.flat(mus.slice(course.length, course.length + 6)));
    lines.forEach((line, i) => line.draw(mus.slice(0, course.length), course.map(curves[i].of)));
    if (course.length < mus.length) requestAnimationFrame(extend);
  };
  extend();
  const here = below.rule("x", { colour: "ink-soft" });

  const show = () => {
    const [now] = theory.flat([mu]);
    q.draw(xs, bell(mu));
    here.at(mu);
    curves.forEach(({ of }, i) => names.set(i, write(of(now))));
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
  parts.append(above.node, controls(range.node), element("div", { class: "figure-split" }, below.node, names.node));
  show();
  return {
    seen: (inSight) => { if (!inSight) away.stop(); },
    demonstrate() {
      const begun = mu !== first;
      away.stop();
      set(first);
      if (!begun) away.start();
    },
  };
}
