// The best critics of two clouds far apart: D* is flat where the generated points are, Wasserstein's critic is a slope everywhere.

import { element, shape } from "../../common/element.js";
import { formatNumber, text } from "../../common/text.js";
import { controls, slider } from "./parts/controls.js";
import { demonstration } from "./parts/demonstration.js";
import { handle } from "./parts/handle.js";
import { plot, writeSmall } from "./parts/plot.js";
import { sweep } from "./parts/sweep.js";

const reach = { from: -6, to: 26, points: 321 };
const farthest = 22;
const first = 20;
const longest = 90; // of the arrows, in pixels: a pull of 1
const p = [{ mean: 0, width: 1, weight: 1 }];

export function make(parts) {
  const { theory } = window.saddle;
  let mu = first;
  const densities = plot({ label: text("lecture.flat.densities"), height: 110, x: { from: reach.from, to: reach.to }, y: { from: 0, to: 0.5, hidden: true } });
  const ofP = densities.curve({ colour: "real", area: true });
  const ofQ = densities.curve({ colour: "generated", area: true });
  const best = plot({ label: text("lecture.wasserstein.best"), height: 150, x: { from: reach.from, to: reach.to }, y: { from: -0.08, to: 1.08, ticks: [0, 0.5, 1] } });
  const bestLine = best.curve({ colour: "discriminator", thick: 2.4 });
  const slope = plot({ label: text("lecture.wasserstein.critic"), height: 150, x: { from: reach.from, to: reach.to }, y: { from: -16, to: 16, ticks: [-10, 0, 10] } });
  const slopeLine = slope.curve({ colour: "discriminator", thick: 2.4 });
  // Arrows where Q's points are, and their lengths in numbers: how each critic pulls them.
  const arrows = [pullArrow(best), pullArrow(slope)];
  const pulls = arrows.map(() => element("b"));

  const show = () => {
    const q = [{ mean: mu, width: 1, weight: 1 }];
    const critics = theory.critics(p, q, reach);
    const comparison = theory.compare(p, q, reach);
    if (critics.error || comparison.error) return;
    ofP.draw(comparison.x, comparison.p);
    ofQ.draw(comparison.x, comparison.q);
    bestLine.draw(critics.x, critics.best);
    slopeLine.draw(critics.x, critics.wasserstein);
    const at = critics.x.reduce((nearest, x, i) => (Math.abs(x - mu) < Math.abs(critics.x[nearest] - mu) ? i : nearest), 0);
    for (const [i, critic, pull] of [[0, critics.best, comparison.gradients.saturating], [1, critics.wasserstein, comparison.gradients.w1]]) {
      arrows[i](mu, critic[at], Math.abs(pull));
      pulls[i].textContent = writeSmall(Math.abs(pull));
    }
    move.show();
    range.set(mu);
  };
  const set = (value) => { mu = value; show(); };
  const away = sweep({ from: 0, to: farthest, seconds: 12, set });
  const byHand = (value) => { away.stop(); set(value); };
  const written = (value) => formatNumber(value, 3);
  const move = handle(densities, { label: text("lecture.flat.mu"), colour: "generated", min: 0, max: farthest, step: 0.1, get: () => mu, set: byHand, place: () => [densities.px(mu), densities.py(0.4)], write: written });
  const range = slider(text("lecture.flat.mu"), { min: 0, max: farthest, step: 0.1, value: mu }, written, byHand);
  const column = (title, diagram, pull) => element("div", {}, element("p", { class: "figure-title" }, title), diagram.node,
    element("p", { class: "figure-pull" }, element("span", {}, text("lecture.wasserstein.pull") + " "), pull));
  parts.append(densities.node, controls(range.node),
    element("div", { class: "figure-columns figure-answer" }, column(text("lecture.wasserstein.best"), best, pulls[0]), column(text("lecture.wasserstein.critic"), slope, pulls[1])));
  show();
  return demonstration({ begun: () => mu !== first, restart: () => set(first), start: away.start, stop: away.stop });
}

/** An arrow to the left from a place of the curve, as long as the pull there. */
function pullArrow(diagram) {
  let state = null;
  const group = shape("g");
  diagram.also((into) => {
    if (!group.isConnected) into.append(group);
    if (state) draw();
  });
  function draw() {
    const [x, y, pull] = state;
    const px = diagram.px(x);
    const py = diagram.py(y);
    const length = Math.min(1, pull) * longest;
    group.replaceChildren(shape("circle", { cx: px, cy: py, r: 5, style: "fill: var(--generated); stroke: var(--paper); stroke-width: 1.5" }));
    if (length >= 1) group.append(shape("path", { d: `M${px} ${py}h${-length}m7 -5l-7 5l7 5`, style: "fill: none; stroke: var(--generated); stroke-width: 2.2" }));
  }
  return (...to) => { state = to; draw(); };
}
