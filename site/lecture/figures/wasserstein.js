// The best critics of two clouds far apart: D* is flat where the generated points are, Wasserstein's critic is a slope everywhere.

import { element } from "../../element.js";
import { formatNumber, text } from "../../text.js";
import { controls, slider } from "./parts/controls.js";
import { handle } from "./parts/handle.js";
import { key, plot } from "./parts/plot.js";
import { sweep } from "./parts/sweep.js";

const reach = { from: -6, to: 14, points: 201 };
const far = 12;
const first = 8;
const p = [{ mean: 0, width: 1, weight: 1 }];

export function make(parts) {
  const { theory } = window.saddle;
  let mu = first;
  const densities = plot({ label: text("lecture.flat.densities"), height: 110, x: { from: reach.from, to: reach.to }, y: { from: 0, to: 0.5, hidden: true } });
  const ofP = densities.curve({ colour: "real", area: true });
  const ofQ = densities.curve({ colour: "generated", area: true });
  const best = plot({ label: text("lecture.wasserstein.best"), height: 150, x: { from: reach.from, to: reach.to }, y: { from: -0.08, to: 1.08, ticks: [0, 0.5, 1] } });
  const bestLine = best.curve({ colour: "discriminator", thick: 2.4 });
  const slope = plot({ label: text("lecture.wasserstein.critic"), height: 150, x: { from: reach.from, to: reach.to }, y: { from: -7, to: 7 } });
  const slopeLine = slope.curve({ colour: "discriminator", thick: 2.4 });
  const names = key([{ name: text("lecture.wasserstein.jsd"), colour: "theory" }, { name: text("lecture.wasserstein.w1"), colour: "discriminator" }]);
  // Arrows where Q's points are: how far each critic would move them.
  const arrows = [densityArrow(best), densityArrow(slope)];

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
    arrows[0](mu, critics.best[at], Math.abs(comparison.gradients.saturating));
    arrows[1](mu, critics.wasserstein[at], Math.abs(comparison.gradients.w1));
    names.set(0, formatNumber(Math.abs(comparison.gradients.jsd), 2));
    names.set(1, formatNumber(Math.abs(comparison.gradients.w1), 2));
    move.show();
    range.set(mu);
  };
  const set = (value) => { mu = value; show(); };
  const away = sweep({ from: 0, to: far, seconds: 12, set });
  const byHand = (value) => { away.stop(); set(value); };
  const written = (value) => formatNumber(value, 3);
  const move = handle(densities, { label: text("lecture.flat.mu"), colour: "generated", min: 0, max: far, step: 0.1, get: () => mu, set: byHand, place: () => [densities.px(mu), densities.py(0.4)], write: written });
  const range = slider(text("lecture.flat.mu"), { min: 0, max: far, step: 0.1, value: mu }, written, byHand);
  parts.append(densities.node, controls(range.node),
    element("div", { class: "figure-columns" },
      element("div", {}, element("p", { class: "figure-title" }, text("lecture.wasserstein.best")), best.node),
      element("div", {}, element("p", { class: "figure-title" }, text("lecture.wasserstein.critic")), slope.node)),
    names.node);
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

/** An arrow to the left from a place of the curve, as long as the pull there. */
function densityArrow(diagram) {
  let state = null;
  const group = document.createElementNS("http://www.w3.org/2000/svg", "g");
  diagram.also((into) => {
    if (!group.isConnected) into.append(group);
    if (state) draw();
  });
  function draw() {
    const [x, y, pull] = state;
    const px = diagram.px(x);
    const py = diagram.py(y);
    const length = Math.min(1, pull) * 60;
    group.innerHTML = `<circle cx="${px}" cy="${py}" r="5" style="fill: var(--generated); stroke: var(--paper); stroke-width: 1.5"/>` + (length < 1 ? "" :
      `<path d="M${px} ${py}h${-length}m7 -5l-7 5l7 5" style="fill: none; stroke: var(--generated); stroke-width: 2.2"/>`);
  }
  return (...to) => { state = to; draw(); };
}
